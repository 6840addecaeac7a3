//! Adds tokens for editors: documentation to show, and places to go to.
//!
//! rust-analyzer shows the documentation of an item whose name has the span of the literal, and treats the path of an
//! `include_bytes!` with that span as a link. These tokens would double the cost of a build, so only editors get them.

use std::path::{Component, Path, PathBuf};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use scope_catalog::load::{File, Loaded};
use scope_catalog::{Catalog, Details, LineColumn, Lookup, Operation, Retired, Risk, Scope, SourceSpan, Spanned};
use scope_syntax::{ScopesCall, Text};

use crate::diagnostics::in_item;

/// For every literal: the way to the catalog, and a constant whose documentation says what its scopes permit. There is one
/// for all scopes of a literal: an editor shows a heading for each constant, and names could clash.
pub(crate) fn of_call(call: &ScopesCall, catalog: &Catalog, loaded: &Loaded) -> TokenStream {
    let mut tokens = TokenStream::new();
    for text in &call.texts {
        let mut entries = Vec::new();
        add_entries(&mut entries, &text.value, catalog, loaded);
        let documentation = (!entries.is_empty()).then(|| documentation(&entries, catalog));
        tokens_at(text, "SCOPES", &files(&entries, loaded), documentation.as_deref()).to_tokens(&mut tokens);
    }
    tokens
}

/// Returns the same for an operation: what it needs, and what these scopes permit.
pub(crate) fn of_operation(text: &Text, operation: &Operation, catalog: &Catalog, loaded: &Loaded) -> TokenStream {
    let mut entries = Vec::new();
    for name in operation.scopes() {
        add_entries(&mut entries, &name.text, catalog, loaded);
    }
    let documentation = format!(
        "{} needs {}{}\n\n{}",
        code(&operation.name.text),
        operation.needs.describe(),
        operation.when().map_or_else(String::new, |when| format!(" ({when})")),
        documentation(&entries, catalog)
    );
    tokens_at(text, "OPERATION", &files(&entries, loaded), Some(&documentation))
}

/// Returns what an editor goes to and shows for a literal.
fn tokens_at(text: &Text, name: &str, files: &[&File], documentation: Option<&str>) -> TokenStream {
    let span = text.span();
    let mut tokens = TokenStream::new();
    // rust-analyzer lists the last one first.
    for file in files.iter().rev() {
        let mut path = Literal::string(&file.path.to_string_lossy());
        path.set_span(span);
        quote!(
            const _: &[u8] = ::core::include_bytes!(#path);
        )
        .to_tokens(&mut tokens);
    }
    if let Some(documentation) = documentation {
        let (name, value) = (Ident::new(name, span), &text.value);
        let constant = quote! {
            #[doc = #documentation]
            #[allow(dead_code)]
            const #name: &str = #value;
        };
        constant.to_tokens(&mut tokens);
    }
    in_item(&tokens)
}

/// A word in a literal, and its entry in the catalog.
struct Entry<'e> {
    word: &'e str,
    /// Where it is declared.
    span: SourceSpan,
    /// An item of a list in Markdown.
    item: String,
}

/// Adds the words that the catalog knows, each once.
fn add_entries<'e>(entries: &mut Vec<Entry<'e>>, text: &'e str, catalog: &Catalog, loaded: &Loaded) {
    for word in text.split(|c: char| c.is_ascii_whitespace() || catalog.delimiter().separates(c)) {
        if entries.iter().any(|entry| entry.word == word) {
            continue;
        }
        let (name, span, description, notes) = match catalog.lookup(word) {
            Lookup::Known(id) => {
                let Scope { name, span, description, details } = catalog.scope(id);
                (name, *span, escaped(description), details.as_deref().map(notes).unwrap_or_default())
            }
            Lookup::Retired(id) => {
                let retired = catalog.retired(id);
                (&retired.name, retired.span, retirement_note(retired), advice(retired))
            }
            Lookup::Unknown => continue,
        };
        let mut item = format!("\n- {}", code(word));
        if *word != **name {
            item.push_str(&format!(" ({})", code(name)));
        }
        if !description.is_empty() {
            item.push_str(&format!(": {description}"));
        }
        if let Some(file) = loaded.files.get(span.position()) {
            item.push_str(&format!(" ({})", link(file, span)));
        }
        for note in notes {
            item.push_str(&format!("\n  - {note}"));
        }
        entries.push(Entry { word, span, item });
    }
}

/// Returns the files that declare the words, and the package's own file.
fn files<'l>(entries: &[Entry<'_>], loaded: &'l Loaded) -> Vec<&'l File> {
    let mut files: Vec<&File> = Vec::new();
    let sources = entries.iter().map(|entry| entry.span.position());
    for file in sources.chain([0]).filter_map(|source| loaded.files.get(source)) {
        if !files.iter().any(|known| std::ptr::eq(*known, file)) {
            files.push(file);
        }
    }
    files
}

/// Formats the name of the catalog and an item for each word, in Markdown.
fn documentation(entries: &[Entry<'_>], catalog: &Catalog) -> String {
    let mut text = format!("**{}**", escaped(catalog.name()));
    if let Some(url) = catalog.documentation().filter(|url| url.starts_with("http") && !url.contains(['<', '>', ' '])) {
        text.push_str(&format!(" ([documentation](<{url}>)"));
        if let Some(date) = catalog.checked() {
            text.push_str(&format!(", checked {}", escaped(date)));
        }
        text.push(')');
    }
    text.push('\n');
    for entry in entries {
        text.push_str(&entry.item);
    }
    text
}

/// Formats the documentation for the item of a scope, in Markdown.
pub(crate) fn documentation_of(scope: &Scope, declared: &str) -> String {
    let mut text = escaped(&scope.description);
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&format!("{} ({})", code(&scope.name), escaped(declared)));
    for note in scope.details.as_deref().map(notes).unwrap_or_default() {
        text.push_str(&format!("\n- {note}"));
    }
    text
}

/// Returns notes about a scope in addition to its description.
fn notes(details: &Details) -> Vec<String> {
    let mut notes = Vec::new();
    let named = [
        ("implies", &details.implies),
        ("has no effect without", &details.requires),
        ("cannot be requested with", &details.conflicts),
    ];
    for (what, names) in named {
        if !names.is_empty() {
            notes.push(format!("{what} {}", list(names, code)));
        }
    }
    if details.exclusive {
        notes.push("cannot be requested with another scope".to_owned());
    }
    if !details.kinds.is_empty() {
        notes.push(format!("held by: {}", list(&details.kinds, escaped)));
    }
    if let Some(approval) = &details.approval {
        notes.push(format!("approval: {}", escaped(&approval.text)));
    }
    if details.risk != Risk::Normal {
        notes.push(format!("risk: {}", details.risk.as_str()));
    }
    notes
}

fn retirement_note(retired: &Retired) -> String {
    let status = if retired.still_works { "deprecated" } else { "removed" };
    retired.since.as_ref().map_or_else(|| status.to_owned(), |since| format!("{status} since {}", escaped(since)))
}

fn advice(retired: &Retired) -> Vec<String> {
    let mut notes = Vec::new();
    if !retired.replaced_by.is_empty() {
        notes.push(format!("replaced by {}", list(&retired.replaced_by, code)));
    }
    notes.extend(retired.note.as_deref().map(escaped));
    notes
}

fn list(names: &[Spanned], shown: fn(&str) -> String) -> String {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&shown(&name.text));
    }
    text
}

/// Formats a name as Markdown code.
fn code(name: &str) -> String {
    if name.contains('`') { escaped(name) } else { format!("`{name}`") }
}

/// Escapes a text for Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|') {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

/// Formats a link to the line of a span. Editors follow it, while "go to definition" only opens the file.
fn link(file: &File, span: SourceSpan) -> String {
    let LineColumn { line, .. } = LineColumn::at(&file.text, span.range().start);
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    format!("[{}:{line}](<{}#L{line}>)", escaped(&name), url(&file.path))
}

fn url(path: &Path) -> String {
    let mut direct = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => _ = direct.pop(),
            other => direct.push(other),
        }
    }
    let path = direct.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/:-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_shown_as_they_are() {
        assert_eq!(escaped("<b> *all*\n of\ta_b "), r"\<b\> \*all\* of a\_b");
        assert_eq!(code("a*b"), "`a*b`");
        assert_eq!(code("a`b"), r"a\`b");
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_files_of_any_name() {
        assert_eq!(url(Path::new("/a b/c/../ä#.toml")), "file:///a%20b/%C3%A4%23.toml");
    }
}

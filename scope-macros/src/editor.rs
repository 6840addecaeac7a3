//! What an editor needs and a build does not: something to hover over, somewhere to go.
//!
//! rust-analyzer shows the documentation of an item whose name carries the span of the literal, and takes the path of an
//! `include_bytes!` with that span for a link. These tokens would double the cost of a build, so only it gets them.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, Scope, Standing, line_and_column};

use crate::input::Input;

/// The file that a span is in, where the compiler tells (Rust 1.88 and later; rust-analyzer never does).
pub(crate) fn file(span: Span) -> Option<String> {
    let file = span.file();
    (!file.is_empty() && !file.starts_with('<')).then_some(file)
}

/// For every literal: a documented constant for each of its scopes, and a way to the catalogue.
pub(crate) fn tokens(input: &Input, catalog: &Catalog, loaded: &Loaded) -> TokenStream {
    let mut tokens = TokenStream::new();
    for text in &input.texts {
        let span = text.literal.span();
        let words =
            text.value.split(|char| char == ' ' || catalog.delimiter().separates(char)).filter(|word| !word.is_empty());
        for word in words {
            let Standing::Known(id) = catalog.standing(word) else { continue };
            let scope = catalog.scope(id);
            let name = Ident::new(&identifier(word), span);
            let documentation = documentation(word, scope, catalog, loaded);
            tokens.extend(quote! {
                #[doc = #documentation]
                #[allow(non_upper_case_globals, dead_code)]
                const #name: &str = #word;
            });
        }
        if let Some(file) = loaded.files.first() {
            let mut path = Literal::string(&file.path.to_string_lossy());
            path.set_span(span);
            tokens.extend(quote!(
                const _: &[u8] = ::core::include_bytes!(#path);
            ));
        }
    }
    quote!(const _: () = { #tokens };)
}

fn identifier(word: &str) -> String {
    let name: String = word.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' }).collect();
    format!("scope_{name}")
}

fn documentation(word: &str, scope: &Scope, catalog: &Catalog, loaded: &Loaded) -> String {
    let mut lines = vec![format!("**`{word}`** ({})", catalog.name())];
    if !scope.description.is_empty() {
        lines.push(scope.description.to_string());
    }
    if let Some(details) = scope.details.as_deref() {
        if !details.implies.is_empty() {
            let implied: Vec<String> = details.implies.iter().map(|name| format!("`{}`", name.text)).collect();
            lines.push(format!("Implies {}.", implied.join(", ")));
        }
        if let Some(approval) = &details.approval {
            lines.push(format!("Approval: {}", approval.text));
        }
        if details.risk != scope_catalog::Risk::Normal {
            lines.push(format!("Risk: {}", details.risk.as_str()));
        }
    }
    if let Some(file) = loaded.files.get(scope.place.source as usize) {
        let (line, _) = line_and_column(&file.text, scope.place.span.start as usize);
        let name = file.path.file_name().unwrap_or_default().to_string_lossy();
        lines.push(format!("[{name}:{line}](file://{}#L{line})", file.path.display()));
    }
    lines.join("\n\n")
}

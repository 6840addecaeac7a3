//! Turns findings and problems into messages of the compiler. Spans are attached only here.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, CheckMode, Finding, Level, is_advice};
use scope_syntax::{ScopesCall, SyntaxError};

use crate::crate_path::located_at;
use crate::{compiler_arguments, snippet};

/// The beginning of an expansion: messages, as tokens that make the compiler print them, and other items.
#[derive(Debug)]
pub(crate) struct Diagnostics {
    mode: Option<CheckMode>,
    in_editor: bool,
    messages: TokenStream,
    /// Items that are not messages, which come first.
    items: TokenStream,
}

/// The name for warnings that do not come from a rule.
const GENERAL: &str = "catalog";

/// Further messages are only counted: they do not fit on a screen, and each costs time.
const MOST: usize = 19;

impl Diagnostics {
    pub(crate) fn new(mode: Option<CheckMode>, in_editor: bool) -> Self {
        Self { mode, in_editor, messages: TokenStream::new(), items: TokenStream::new() }
    }

    /// Adds items.
    pub(crate) fn add(&mut self, items: &TokenStream) {
        items.to_tokens(&mut self.items);
    }

    /// Returns the tokens for the beginning of an expression.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut tokens = self.items;
        self.messages.to_tokens(&mut tokens);
        tokens
    }

    /// Returns the tokens as a separate item.
    pub(crate) fn into_item(self) -> TokenStream {
        in_item(&self.into_tokens())
    }

    pub(crate) fn error(&mut self, span: Span, message: &str) {
        self.report(Level::Deny, GENERAL, span, message);
    }

    /// Reports the findings of a call, except for advice.
    pub(crate) fn findings(&mut self, findings: &[Finding], catalog: &Catalog, call: &ScopesCall) {
        let (mut more, mut level) = (0, Level::Allow);
        for (at, finding) in findings.iter().filter(|finding| !is_advice(catalog, finding)).enumerate() {
            if at < MOST {
                self.finding(finding, call);
            } else {
                more += 1 + finding.left_out;
                level = level.max(finding.level);
            }
        }
        if more > 0 {
            self.report(level, GENERAL, span_of(call), &format!("{more} more findings in this call"));
        }
    }

    fn finding(&mut self, finding: &Finding, call: &ScopesCall) {
        let mut message = finding.message.clone();
        let mut span = span_of(call);
        if let Some(place) = finding.span {
            let text = &call.texts[place.position()];
            message.push_str(&snippet::draw(text, finding.marks()));
            span = text.span();
        }
        for line in finding.help_lines() {
            message.push_str("\nhelp: ");
            message.push_str(line);
        }
        self.report(finding.level, finding.rule.id, span, &message);
    }

    /// Reports a missing file, as an error even if `SCOPES_CHECK` is set: cargo does not watch files that do not exist,
    /// so without an error nobody would notice when the file is created.
    pub(crate) fn missing_file(&mut self, span: Span, message: &str) {
        if self.mode.is_some() {
            compile_error(span, message).to_tokens(&mut self.messages);
        }
    }

    /// Reports the problems of a catalog.
    pub(crate) fn problems(&mut self, loaded: &Loaded, span: Span) {
        let base = std::env::current_dir().unwrap_or_default();
        for problem in loaded.problems.iter().take(MOST) {
            let mut message = format!("{}: {}", loaded.locate(problem.span, &base), problem.message);
            if !problem.is_private {
                message.push_str(&snippet::draw_in_file(loaded, problem.span));
            }
            if let Some(help) = &problem.help {
                message = with_help(&message, help);
            }
            self.problem(loaded, span, &message);
        }
        if let Some(rest) = loaded.problems.len().checked_sub(MOST).filter(|&rest| rest > 0) {
            self.problem(loaded, span, &format!("{rest} more problems in {}", loaded.catalog.file()));
        }
    }

    fn problem(&mut self, loaded: &Loaded, span: Span, message: &str) {
        if loaded.missing.is_empty() {
            self.report(Level::Deny, GENERAL, span, message);
        } else {
            self.missing_file(span, message);
        }
    }

    fn report(&mut self, level: Level, name: &str, span: Span, message: &str) {
        let tokens = match (self.mode, level) {
            (Some(CheckMode::Off) | None, _) | (_, Level::Allow) => return,
            (Some(CheckMode::Normal), Level::Deny) if self.in_editor => editor_error(span, message),
            (Some(CheckMode::Normal), Level::Deny) => compile_error(span, message),
            // rust-analyzer does not show the use of a deprecated item, but it would show each name in it.
            _ if self.in_editor => return,
            _ => warning(&name.replace('-', "_").to_uppercase(), span, message),
        };
        tokens.to_tokens(&mut self.messages);
    }
}

/// Returns the span for a message about a whole call.
pub(crate) fn span_of(call: &ScopesCall) -> Span {
    call.span().unwrap_or_else(Span::call_site)
}

/// Returns tokens that make the compiler report syntax errors in a call.
pub(crate) fn syntax_errors(errors: &[SyntaxError]) -> TokenStream {
    let mut tokens = TokenStream::new();
    for error in errors {
        let span = error.span.unwrap_or_else(Span::call_site);
        compile_error(span, &error.to_string()).to_tokens(&mut tokens);
    }
    tokens
}

/// Returns a statement that makes the compiler report an error, without consequential errors.
pub(crate) fn compile_error(span: Span, message: &str) -> TokenStream {
    if compiler_arguments::are_of_edition_2015() {
        // In that edition, `::core` is looked up in the root of the crate, so the path has the edition of this crate
        // and the location of the span.
        let path = located_at(&quote!(::core::compile_error), span);
        return quote_spanned!(span=> #path!(#message););
    }
    quote_spanned!(span=> ::core::compile_error!(#message);)
}

/// Like [`compile_error`], for an editor: rust-analyzer underlines the name of the macro, and each further name with
/// this span would be an additional target for hovering and navigation.
fn editor_error(span: Span, message: &str) -> TokenStream {
    let name = Ident::new("compile_error", span);
    quote!(::core::#name!(#message);)
}

/// Returns a statement that makes the compiler show a warning. In stable Rust, a macro can only warn by using a
/// deprecated item. All tokens have the span of the literal, so that the compiler underlines nothing else and mentions
/// no macro.
fn warning(name: &str, span: Span, message: &str) -> TokenStream {
    let name = Ident::new(name, span);
    quote_spanned! {span=>
        {
            mod scopes {
                #[deprecated(note = #message)]
                pub(super) const #name: () = ();
            }
            scopes::#name
        };
    }
}

/// A value after statements.
pub(crate) fn in_expression(statements: &TokenStream, value: &TokenStream) -> TokenStream {
    if statements.is_empty() { value.clone() } else { quote!({ #statements #value }) }
}

/// Wraps statements in an item; returns nothing if there are none.
pub(crate) fn in_item(statements: &TokenStream) -> TokenStream {
    if statements.is_empty() { TokenStream::new() } else { quote!(const _: () = { #statements };) }
}

/// Adds a line of help to a message.
pub(crate) fn with_help(message: &str, help: &str) -> String {
    format!("{message}\nhelp: {help}")
}

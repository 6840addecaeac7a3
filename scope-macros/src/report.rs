//! Findings and problems as what the compiler shows: the only place where they meet spans.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use scope_catalog::load::Loaded;
use scope_catalog::{Finding, Level};

use crate::catalogs::Mode;
use crate::input::Input;
use crate::{editor, snippet};

/// Messages, as the tokens that make the compiler say them.
#[derive(Debug)]
pub(crate) struct Messages {
    mode: Mode,
    in_editor: bool,
    tokens: TokenStream,
}

/// The name of a warning that is no finding.
const GENERAL: &str = "catalog";

/// What is wrong beyond this is counted: a screen holds no more, and the compiler takes its time for each.
const MOST: usize = 19;

impl Messages {
    pub(crate) fn new(mode: Mode, in_editor: bool) -> Self {
        Self { mode, in_editor, tokens: TokenStream::new() }
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        self.tokens
    }

    pub(crate) fn error(&mut self, span: Span, message: &str) {
        self.say(Level::Deny, GENERAL, span, message);
    }

    /// What a call has wrong.
    pub(crate) fn findings(&mut self, findings: &[Finding], input: &Input) {
        for finding in findings.iter().take(MOST) {
            self.finding(finding, input);
        }
        let rest = findings.get(MOST..).unwrap_or_default();
        if let Some(level) = rest.iter().map(|finding| finding.level).max() {
            self.say(level, GENERAL, input.span(), &format!("and {} more findings in this call", rest.len()));
        }
    }

    fn finding(&mut self, finding: &Finding, input: &Input) {
        let mut message = finding.message.clone();
        let mut span = input.span();
        if let Some(place) = finding.span {
            let text = &input.texts[place.position()];
            message.push_str(&snippet::draw(text, finding.marks()));
            span = text.literal.span();
        }
        for line in finding.help_lines() {
            message.push_str("\nhelp: ");
            message.push_str(line);
        }
        self.say(finding.level, finding.rule.id, span, &message);
    }

    /// An error whatever `SCOPES_CHECK` says: a file that is not there. Let pass, it would never be noticed when it comes,
    /// for cargo watches no file that does not exist.
    pub(crate) fn absence(&mut self, span: Span, message: &str) {
        if self.mode != Mode::Capped {
            self.tokens.extend(error(span, message));
        }
    }

    /// What a catalog has wrong.
    pub(crate) fn problems(&mut self, loaded: &Loaded, span: Span) {
        let base = std::env::current_dir().unwrap_or_default();
        for problem in loaded.problems.iter().take(MOST) {
            let mut message = format!("{}: {}", loaded.locate(problem.span, &base), problem.message);
            if !problem.is_private {
                message.push_str(&snippet::draw_in_file(loaded, problem.span));
            }
            if let Some(help) = &problem.help {
                message.push_str("\nhelp: ");
                message.push_str(help);
            }
            self.problem(loaded, span, &message);
        }
        if let Some(rest) = loaded.problems.len().checked_sub(MOST).filter(|&rest| rest > 0) {
            self.problem(loaded, span, &format!("and {rest} more mistakes in {}", loaded.catalog.file()));
        }
    }

    fn problem(&mut self, loaded: &Loaded, span: Span, message: &str) {
        if loaded.is_incomplete {
            self.absence(span, message);
        } else {
            self.say(Level::Deny, GENERAL, span, message);
        }
    }

    fn say(&mut self, level: Level, name: &str, span: Span, message: &str) {
        match (self.mode, level) {
            (Mode::Off | Mode::Capped, _) | (_, Level::Allow) => {}
            (Mode::Normal, Level::Deny) if self.in_editor => self.tokens.extend(editor::error(span, message)),
            (Mode::Normal, Level::Deny) => self.tokens.extend(error(span, message)),
            // rust-analyzer does not show the use of what is deprecated, but would show each name in it.
            _ if self.in_editor => {}
            _ => self.tokens.extend(warning(&name.replace('-', "_").to_uppercase(), span, message)),
        }
    }
}

/// A statement that makes the compiler report an error and nothing after it.
pub(crate) fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error!(#message);)
}

/// Stable Rust has one way to warn from a macro: the use of something deprecated. All of it carries the span of the
/// literal, so that the compiler underlines nothing else and explains no macro.
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

//! A file, and the places of what is written in it.

use std::ops::Range;

use syn::{LitStr, Macro};

use crate::group::{Kind, Text, each_byte};
use crate::tokens::token_span;

/// The file that expressions are of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct File<'t> {
    /// What it holds.
    pub(crate) text: &'t str,
    /// The byte of the file that spans are counted from.
    pub(crate) base: usize,
}

impl File<'_> {
    pub(crate) fn span(self, token: proc_macro2::Span) -> Range<usize> {
        token_span(self.base, token)
    }

    pub(crate) fn between(self, first: proc_macro2::Span, last: proc_macro2::Span) -> Range<usize> {
        self.span(first).start..self.span(last).end
    }

    /// The text of a literal, if that has no suffix.
    pub(crate) fn text(self, literal: &LitStr) -> Option<Text> {
        let (is_plain, span) = (literal.suffix().is_empty(), self.span(literal.span()));
        is_plain.then(|| Text { value: literal.value(), span, kind: Kind::Literal, bytes: None })
    }

    /// A text that is put behind another one, without the delimiter between them, which it begins or ends with.
    pub(crate) fn appended(self, text: Text) -> Option<Text> {
        let is_delimiter = |char: char| char.is_ascii_whitespace() || char == ',';
        let names = text.value.trim_matches(is_delimiter);
        if names.is_empty() {
            return None;
        }
        if names.len() == text.value.len() {
            return Some(text);
        }
        let start = text.value.len() - text.value.trim_start_matches(is_delimiter).len();
        text.part(self.text, names.to_owned(), &each_byte(start..start + names.len()), Kind::Part)
    }

    /// The bytes of `path!(…)`, from the beginning of the path or from the name of the macro.
    pub(crate) fn of_macro(self, call: &Macro, with_path: bool) -> Option<Range<usize>> {
        let segments = &call.path.segments;
        let first = if with_path { segments.first() } else { segments.last() };
        Some(self.between(first?.ident.span(), call.delimiter.span().close()))
    }
}

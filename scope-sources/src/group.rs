//! Defines the texts that contain scopes, and groups of them.

use std::collections::HashSet;
use std::ops::Range;

use scope_catalog::{plain_literal, range_in_literal};

use crate::confidence::Confidence;
use crate::provider_hints::Server;

/// Texts that belong together: one request, as far as the file shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The texts, in source order.
    pub texts: Vec<Text>,
    /// Why they are taken for scopes.
    pub confidence: Confidence,
    /// How the whole group is written, if it is more than its texts.
    pub form: Form,
    /// What the scopes are for.
    pub purpose: Purpose,
    /// Whether the request may have more scopes than these, from a variable or a branch.
    pub is_partial: bool,
    /// Whether the text is sent as it is written: in a URL, in a form, by a request builder.
    pub is_sent: bool,
    /// Whether the group is only in test code.
    pub is_of_tests: bool,
    /// The constant whose value this is.
    pub constant: Option<String>,
    /// The bytes of the type `[&str; 2]` in the declaration of the constant or variable.
    pub array_type: Option<Range<usize>>,
    /// Names around the group that may identify a provider: of functions, constants, patterns.
    pub context: Vec<String>,
    /// The owner of the address next to the scopes, in the same tuple or another field.
    pub server: Option<Server>,
    /// The provider, if all addresses in the same function, type or module are its own.
    pub(crate) near: Option<&'static str>,
    /// The grant type that the same request states: `client_credentials`.
    pub grant: Option<&'static str>,
    /// The name of the security scheme that requires them.
    pub(crate) scheme: Option<String>,
}

/// What scopes are written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// They are requested.
    #[default]
    Request,
    /// Single names that are not requested: in a table, in an enum.
    Mention,
    /// A server requires them of its clients.
    Requirement,
}

/// How texts that belong together are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Separately.
    #[default]
    Apart,
    /// `&["a", "b"]`, with its bytes.
    Slice(Range<usize>),
    /// `["a", "b"]`, with its bytes.
    Array(Range<usize>),
    /// `vec!["a", "b"]`
    Vector(Range<usize>),
    /// `vec!["a".to_string(), "b".to_string()]`
    Owned(Owned),
    /// `rspotify::scopes!("a", "b")`: a set of owned names, with its bytes.
    Set(Range<usize>),
    /// `.add_scope(Scope::new("a".into())).add_scope(…)`: the bytes of each call, from its dot.
    Chain(Vec<Range<usize>>),
    /// `[Scope::new("a".into()), Scope::new("b".into())]`, or the same as a vector, with its bytes.
    Scopes(Range<usize>),
    /// A macro or a type of another crate. No expression can replace its literals.
    Fixed,
}

/// A vector whose texts are all made owned in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The bytes of the vector.
    pub span: Range<usize>,
    /// The bytes of each element.
    pub elements: Vec<Range<usize>>,
    /// The function that makes a text owned, such as `str::to_string`.
    pub function: &'static str,
}

/// A text that contains scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The scopes as they are requested: decoded if the source has them encoded.
    pub value: String,
    /// The bytes of the literal, or of the variant.
    pub span: Range<usize>,
    /// How it is written.
    pub kind: Kind,
    /// For each byte of the value, the bytes in the file that it is written with; `None` if the value is that of the
    /// literal.
    pub bytes: Option<Vec<Range<usize>>>,
}

/// How a text is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole literal.
    Literal,
    /// A whole literal, encoded for a URL.
    Encoded,
    /// The value of `scope=` in a literal.
    Url {
        /// The text of the literal before the value.
        before: String,
        /// The text of the literal after the value.
        after: String,
    },
    /// A part of a literal, several parts, or a whole literal, that cannot be replaced by an expression.
    Part,
    /// A variant of an enum. The value is its name.
    Variant,
}

impl Text {
    /// Returns the first byte that identifies the text. Two parts of one literal have different ones.
    pub(crate) fn first_byte(&self) -> usize {
        match (&self.kind, &self.bytes) {
            (Kind::Part | Kind::Url { .. }, Some(bytes)) => bytes.first().map_or(self.span.start, |first| first.start),
            _ => self.span.start,
        }
    }

    /// Splits the value into scopes.
    pub fn names(&self) -> Vec<&str> {
        self.value.split([' ', ',', '\n', '\t', '\r']).filter(|name| !name.is_empty()).collect()
    }

    /// Returns the bytes in the file for each of many parts of the value.
    pub(crate) fn places(&self, file: &str, parts: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
        let Some(bytes) = &self.bytes else { return all_in_file(file, &self.span, &self.value, parts) };
        let place = |part: &Range<usize>| Some(bytes.get(part.start)?.start..bytes.get(part.end.checked_sub(1)?)?.end);
        parts.iter().map(place).collect()
    }

    /// Returns the text that is composed of parts of the value, one for each of its bytes.
    pub(crate) fn part(&self, file: &str, value: String, parts: &[Range<usize>], kind: Kind) -> Option<Self> {
        Some(Self { value, kind, span: self.span.clone(), bytes: Some(self.places(file, parts)?) })
    }

    /// Returns the bytes in the file for a part of the value.
    pub fn place(&self, file: &str, part: &Range<usize>) -> Option<Range<usize>> {
        if self.kind == Kind::Variant {
            return Some(self.span.clone());
        }
        let Some(bytes) = &self.bytes else {
            return self.places(file, std::slice::from_ref(part))?.pop();
        };
        let first = bytes.get(part.start.min(bytes.len().checked_sub(1)?))?;
        match part.end.checked_sub(1).filter(|_| !part.is_empty()) {
            Some(last) => Some(first.start..bytes.get(last)?.end),
            None => Some(first.start..first.start),
        }
    }
}

/// Splits a range into ranges of one byte.
pub(crate) fn each_byte(bytes: Range<usize>) -> Vec<Range<usize>> {
    bytes.map(|at| at..at + 1).collect()
}

/// Returns the bytes in the file for parts of a literal's value; `None` for a longer literal with escapes, which would
/// take too long.
pub(crate) fn all_in_file(
    file: &str,
    literal: &Range<usize>,
    value: &str,
    parts: &[Range<usize>],
) -> Option<Vec<Range<usize>>> {
    const MOST: usize = 20_000;
    let source = file.get(literal.clone())?;
    let open = plain_literal(source);
    if open.is_none() && parts.len() > MOST {
        return None;
    }
    let place = |part: &Range<usize>| {
        let range = match open {
            Some(open) => open + part.start..open + part.end,
            None => range_in_literal(source, value, part)?,
        };
        Some(literal.start + range.start..literal.start + range.end)
    };
    parts.iter().map(place).collect()
}

impl Group {
    /// Creates a request with these texts.
    pub(crate) fn new(texts: Vec<Text>, confidence: Confidence, form: Form) -> Self {
        Self { texts, confidence, form, ..Self::default() }
    }

    /// Returns the scopes in all texts, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.texts.iter().flat_map(Text::names).filter(|name| seen.insert(*name)).collect()
    }

    /// Returns whether these are certainly scopes, because they are in a URL or a scope type. What is merely named
    /// `scope` could be anything.
    pub fn is_surely_scopes(&self) -> bool {
        self.confidence == Confidence::Certain || matches!(self.form, Form::Chain(_) | Form::Scopes(_))
    }

    /// Returns the first byte in the file.
    pub fn start(&self) -> usize {
        self.texts.first().map_or(0, |text| text.span.start)
    }

    /// Returns the bytes from the start of the first text to the end of the last.
    pub fn span(&self) -> Range<usize> {
        let end = self.texts.iter().map(|text| text.span.end).max();
        self.start()..end.unwrap_or_default()
    }
}

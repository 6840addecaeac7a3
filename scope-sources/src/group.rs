//! Texts with scopes, and what they are for.

use std::collections::HashSet;
use std::ops::Range;

use scope_catalog::{plain_literal, range_in_literal};

use crate::confidence::Confidence;
use crate::provider_hints::Server;

/// Texts that belong together: one request, as far as the file tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The texts, in the order in which they are written.
    pub texts: Vec<Text>,
    /// What makes them scopes.
    pub confidence: Confidence,
    /// How the whole is written, where that is more than its texts.
    pub form: Form,
    /// What they are for.
    pub purpose: Purpose,
    /// Whether the request may have more scopes than these: from a variable, from a branch.
    pub is_partial: bool,
    /// Whether they are sent as they are written: in a URL, in a form, by what makes a request of them.
    pub is_sent: bool,
    /// Whether only tests have them.
    pub is_of_tests: bool,
    /// The constant that they are the value of.
    pub constant: Option<String>,
    /// The bytes of the type `[&str; 2]` that a constant or a variable with them is declared with.
    pub array_type: Option<Range<usize>>,
    /// Words around them that may name a provider: of functions, of constants, of patterns.
    pub context: Vec<String>,
    /// Whose address is beside them: in the same tuple, in another field.
    pub server: Option<Server>,
    /// The provider whose addresses alone are in the same function, type or module.
    pub(crate) near: Option<&'static str>,
    /// The grant type that is written in the same request: `client_credentials`.
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
    /// They are named, each for itself: in a table, in an enumeration.
    Mention,
    /// A server requires them of its clients.
    Requirement,
}

/// How texts are written that stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Each by itself.
    #[default]
    Apart,
    /// `&["a", "b"]`: the bytes of it.
    Slice(Range<usize>),
    /// `["a", "b"]`: the bytes of it.
    Array(Range<usize>),
    /// `vec!["a", "b"]`
    Vector(Range<usize>),
    /// `vec!["a".to_string(), "b".to_string()]`
    Owned(Owned),
    /// `rspotify::scopes!("a", "b")`: a set of owned names.
    Set(Range<usize>),
    /// `.add_scope(Scope::new("a".into())).add_scope(…)`: the bytes of each call, from its dot on.
    Chain(Vec<Range<usize>>),
    /// `[Scope::new("a".into()), Scope::new("b".into())]`, or the same as a vector: the bytes of it.
    Scopes(Range<usize>),
    /// A macro or a type of another crate, which takes no expression in their place.
    Fixed,
}

/// A vector of texts that are all made owned in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The bytes of the vector.
    pub span: Range<usize>,
    /// The bytes of each element.
    pub elements: Vec<Range<usize>>,
    /// The function that makes a text owned: `str::to_string`.
    pub function: &'static str,
}

/// A text with scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The scopes as they are requested: decoded, where they are encoded in the source.
    pub value: String,
    /// The bytes of the literal, or of the variant.
    pub span: Range<usize>,
    /// What it is written as.
    pub kind: Kind,
    /// The bytes of the file that each byte of the value is written with, where the value is not that of the literal.
    pub bytes: Option<Vec<Range<usize>>>,
}

/// What a text is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The whole of a literal.
    Literal,
    /// The whole of a literal, which is encoded for a URL.
    Encoded,
    /// A part of a literal, the value of `scope=`: the text before and after it.
    Url {
        /// The text of the literal before the value.
        before: String,
        /// The text of the literal after the value.
        after: String,
    },
    /// A part of a literal, several of them, or the whole of one, that nothing can be written in place of.
    Part,
    /// A variant of an enumeration; the value is its name.
    Variant,
}

impl Text {
    /// The first byte that it alone is written with: two parts of a literal have two.
    pub(crate) fn first_byte(&self) -> usize {
        match (&self.kind, &self.bytes) {
            (Kind::Part | Kind::Url { .. }, Some(bytes)) => bytes.first().map_or(self.span.start, |first| first.start),
            _ => self.span.start,
        }
    }

    /// The single scopes.
    pub fn names(&self) -> Vec<&str> {
        self.value.split([' ', ',', '\n', '\t', '\r']).filter(|name| !name.is_empty()).collect()
    }

    /// The bytes of the file that each of many parts of the value is written with.
    pub(crate) fn places(&self, file: &str, parts: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
        let Some(bytes) = &self.bytes else { return all_in_file(file, &self.span, &self.value, parts) };
        let place = |part: &Range<usize>| Some(bytes.get(part.start)?.start..bytes.get(part.end.checked_sub(1)?)?.end);
        parts.iter().map(place).collect()
    }

    /// A text that some parts of the value give, each a byte.
    pub(crate) fn part(&self, file: &str, value: String, parts: &[Range<usize>], kind: Kind) -> Option<Self> {
        Some(Self { value, kind, span: self.span.clone(), bytes: Some(self.places(file, parts)?) })
    }

    /// The bytes of the file that a part of the value is written with.
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

/// A range for each byte of a range.
pub(crate) fn each_byte(bytes: Range<usize>) -> Vec<Range<usize>> {
    bytes.map(|at| at..at + 1).collect()
}

/// The bytes of a file at which parts of the value of a literal are written. Of a longer literal with escapes, it would take long.
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
    /// A request of these texts.
    pub(crate) fn new(texts: Vec<Text>, confidence: Confidence, form: Form) -> Self {
        Self { texts, confidence, form, ..Self::default() }
    }

    /// The single scopes of all its texts, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        self.texts.iter().flat_map(Text::names).filter(|name| seen.insert(*name)).collect()
    }

    /// Whether they say by themselves that they are scopes: in a URL, in a type for scopes. What is only called so may be
    /// anything else.
    pub fn is_surely_scopes(&self) -> bool {
        self.confidence == Confidence::Certain || matches!(self.form, Form::Chain(_) | Form::Scopes(_))
    }

    /// Its first byte in the file.
    pub fn start(&self) -> usize {
        self.texts.first().map_or(0, |text| text.span.start)
    }

    /// From its first text to the end of its last.
    pub fn span(&self) -> Range<usize> {
        let end = self.texts.iter().map(|text| text.span.end).max();
        self.start()..end.unwrap_or_default()
    }
}

//! What the sources of a package ask for today: scopes that are written by hand, in the ways of the usual OAuth crates.

mod arguments;
mod confidence;
mod provider_hints;
mod read;
mod scope_url;
mod value;

pub(crate) use confidence::{Confidence, is_distinctive};
pub(crate) use read::{FileUsage, follow_constants, read};

use std::ops::Range;

/// Texts that are asked for together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) texts: Vec<Text>,
    /// What makes them scopes.
    pub(crate) confidence: Confidence,
    /// How the whole is written, where that is more than its texts.
    pub(crate) form: Form,
}

/// How texts are written that stand together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Form {
    /// Each by itself.
    #[default]
    Apart,
    /// `&["a", "b"]`: the bytes of it.
    Slice(Range<usize>),
    /// `vec!["a", "b"]`
    Vector(Range<usize>),
    /// `rspotify::scopes!("a", "b")`: a set of owned names.
    Set(Range<usize>),
    /// A macro or a type of another crate, which takes no expression in their place.
    Fixed,
}

/// A text with scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The scopes as they are asked for: decoded, where they stand in a URL.
    pub(crate) value: String,
    /// The bytes of the literal, or of the variant.
    pub(crate) span: Range<usize>,
    pub(crate) kind: Kind,
}

/// What a text is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The whole of a literal.
    Literal,
    /// A part of a literal, the value of `scope=`: the text before and after it.
    Url { before: String, after: String },
    /// A variant of an enumeration; the value is its name.
    Variant,
}

impl Text {
    /// The single scopes.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.value.split([' ', ',', '\n', '\t', '\r']).filter(|name| !name.is_empty()).collect()
    }
}

impl Group {
    /// The single scopes of all its texts, each once.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.texts.iter().flat_map(Text::names) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Its first byte in the file.
    pub(crate) fn start(&self) -> usize {
        self.texts.first().map_or(0, |text| text.span.start)
    }
}

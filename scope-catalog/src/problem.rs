//! Defines problems in a catalog.

use crate::span::SourceSpan;

/// A mistake in a catalog: its location, the message, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The location of the mistake.
    pub span: SourceSpan,
    /// The message, in one line without a period.
    pub message: String,
    /// What to write instead, if it is known.
    pub help: Option<String>,
    /// Whether the line must not be shown because it contains a secret.
    pub is_private: bool,
}

/// The maximum number of problems reported for a catalog. Nobody reads more, and they tend to have the same cause.
pub(crate) const MOST_PROBLEMS: usize = 1000;

impl Problem {
    pub(crate) fn new(span: SourceSpan, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, is_private: false }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

//! What is wrong with a catalog itself.

use crate::span::SourceSpan;

/// A mistake in a catalog: its place, what is wrong, what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The text and bytes it is about.
    pub span: SourceSpan,
    /// One sentence without a full stop.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// Whether the line it is about must not be shown: it holds a secret.
    pub is_private: bool,
}

impl Problem {
    pub(crate) fn new(span: SourceSpan, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, is_private: false }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

//! What is wrong with a catalogue itself.

use crate::span::Place;

/// A mistake in a catalogue: its place, what is wrong, what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The text and bytes it is about.
    pub place: Place,
    /// One sentence without a full stop.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// Whether the line it is about must not be shown: it holds a secret.
    pub is_private: bool,
}

impl Problem {
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), help: None, is_private: false }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

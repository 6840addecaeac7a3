//! What a check has found.

use std::ops::Range;

use crate::level::Level;
use crate::rule::Rule;

/// One mistake in what is asked for: data for a front to show.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// What becomes of it; never [`Level::Allow`] in a report.
    pub level: Level,
    /// Where it is.
    pub at: At,
    /// The bytes to underline, in the same text: the comma in a list, the second of two blanks. Empty means all of `at`.
    pub marks: Vec<Range<usize>>,
    /// The text it is about, as it was written; empty where it is about the whole request.
    pub token: String,
    /// The kind of mistake and the word, in one sentence without a full stop: it stands alone.
    pub message: String,
    /// What to do about it; may have several lines.
    pub help: Option<String>,
    /// How sure the suggestions are.
    pub certainty: Certainty,
    /// What to write instead of `token`, best first; at most three. An empty one means to leave it out, with what separates
    /// it from the scope before it.
    pub suggestions: Vec<String>,
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// In one of the texts that were given: its number, and the bytes in it.
    Use(usize, Range<usize>),
    /// Nowhere in particular: it is about the request as a whole.
    Request,
}

impl At {
    /// Findings come in this order: by text, by place in it, those about the whole request last.
    pub(crate) fn order(&self) -> (usize, usize) {
        match self {
            Self::Use(index, range) => (*index, range.start),
            Self::Request => (usize::MAX, 0),
        }
    }
}

/// How sure a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// There is exactly one right text; a machine may write it.
    Certain,
    /// There is one that was probably meant.
    Likely,
    /// There are several; a person has to choose.
    Choices,
    /// There is no guess.
    None,
}

impl Certainty {
    /// The word for it in output that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Choices => "choices",
            Self::None => "none",
        }
    }
}

impl Finding {
    pub(crate) fn new(rule: &'static Rule, at: At, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: rule.default_level,
            at,
            marks: Vec::new(),
            token: String::new(),
            message: message.into(),
            help: None,
            certainty: Certainty::None,
            suggestions: Vec::new(),
        }
    }

    pub(crate) fn token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }

    pub(crate) fn marks(mut self, marks: Vec<Range<usize>>) -> Self {
        self.marks = marks;
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn suggest(mut self, certainty: Certainty, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self.certainty = if self.suggestions.is_empty() { Certainty::None } else { certainty };
        self
    }
}

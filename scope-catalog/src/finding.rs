//! What a check has found.

use std::ops::Range;

use crate::model::{Level, Rule};
use crate::span::{SourceSpan, Span};

/// One mistake in what is asked for: data for a front to show.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// What becomes of it; never [`Level::Allow`] in a report.
    pub level: Level,
    /// Which of the request's texts it is about, and which bytes of it; `None` if it is about the request as a whole.
    pub span: Option<SourceSpan>,
    /// Parts of the span that are to be underlined, if not all of it.
    marks: Vec<Span>,
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
    /// The bytes to underline in its text: the comma in a list, the second of two spaces, or else all of its span. None
    /// for a finding about the request as a whole.
    pub fn marks(&self) -> &[Span] {
        match &self.span {
            Some(span) if self.marks.is_empty() => std::slice::from_ref(&span.span),
            _ => &self.marks,
        }
    }

    /// What to do about it, line by line.
    pub fn help_lines(&self) -> impl Iterator<Item = &str> {
        self.help.iter().flat_map(|help| help.lines())
    }

    /// Findings come in this order: by text, by position in it, those about the whole request last.
    pub(crate) fn order(&self) -> (u32, u32) {
        self.span.map_or((u32::MAX, 0), |span| (span.source, span.span.start))
    }

    /// A finding of a rule about a request as a whole, at the rule's default level.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: rule.default_level,
            span: None,
            marks: Vec::new(),
            token: String::new(),
            message: message.into(),
            help: None,
            certainty: Certainty::None,
            suggestions: Vec::new(),
        }
    }

    /// The same about a part of a text.
    #[must_use]
    pub fn at(mut self, span: SourceSpan) -> Self {
        self.span = Some(span);
        self
    }

    /// The same with the text that it is about.
    #[must_use]
    pub fn token(mut self, token: &str) -> Self {
        token.clone_into(&mut self.token);
        self
    }

    pub(crate) fn marked(mut self, marks: &[Range<usize>]) -> Self {
        for mark in marks {
            self.marks.push(mark.clone().into());
        }
        self
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with what to write instead.
    #[must_use]
    pub fn suggest(mut self, certainty: Certainty, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self.certainty = if self.suggestions.is_empty() { Certainty::None } else { certainty };
        self
    }
}

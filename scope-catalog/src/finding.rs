//! Findings: the result of a check.

use std::ops::Range;

use crate::model::{Level, Rule};
use crate::span::{SourceSpan, Span};
use crate::words;

/// More marks than this are on no screen.
const MOST_MARKS: usize = 1000;

/// One mistake in a request, as data that a front end shows.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its level; never [`Level::Allow`] in a report.
    pub level: Level,
    /// The part of the request that it is about; `None` for the request as a whole.
    pub span: Option<SourceSpan>,
    /// The parts of the span to underline; empty for all of it.
    marks: Vec<Span>,
    /// The text that it is about, as written; empty for the request as a whole.
    pub token: String,
    /// The mistake and the word, in one line that is complete in itself, without a period.
    pub message: String,
    /// What to write or do instead; may have several lines.
    pub help: Option<String>,
    /// How many more findings of the same rule in the request were left out: such a list was not written by hand.
    pub left_out: usize,
    /// How certain the suggestions are.
    pub certainty: Certainty,
    /// Whether it is about something that the provider takes and has named no end of.
    pub(crate) is_advice: bool,
    /// What to write instead of `token`, best first, at most three. An empty suggestion means to remove the token
    /// together with the delimiter before it.
    pub suggestions: Vec<String>,
}

words! {
    /// How certain a suggestion is.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Certainty {
        /// There is exactly one correct replacement; a tool may apply it.
        Certain = "certain",
        /// One replacement was probably meant.
        Likely = "likely",
        /// There are several replacements; a person has to choose.
        Choices = "choices",
        /// There is no suggestion.
        #[default]
        None = "none",
    }
}

impl Finding {
    /// The bytes to underline in its text: for example the comma in a list, or the second of two spaces; by default the
    /// whole span. Empty for a finding about the request as a whole.
    pub fn marks(&self) -> &[Span] {
        match &self.span {
            Some(span) if self.marks.is_empty() => std::slice::from_ref(&span.span),
            _ => &self.marks,
        }
    }

    /// The lines of the help.
    pub fn help_lines(&self) -> impl Iterator<Item = &str> {
        self.help.iter().flat_map(|help| help.lines())
    }

    /// The order of findings: by text, then by position; those about the whole request come last.
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
            is_advice: false,
            left_out: 0,
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

    /// The same about a whole text of the request.
    pub(crate) fn about(self, index: usize, text: &str) -> Self {
        self.at(SourceSpan::new(index, 0..text.len())).token(text)
    }

    /// The same as a warning unless it is proven, where `[levels]` does not say otherwise.
    pub(crate) fn warn_unless(mut self, is_proven: bool) -> Self {
        if !is_proven {
            self.level = Level::Warn;
        }
        self
    }

    /// The same as advice, if it is: see [`is_advice`](crate::is_advice).
    pub(crate) fn advice(mut self, is_advice: bool) -> Self {
        self.is_advice = is_advice;
        self
    }

    pub(crate) fn marked(mut self, marks: &[Range<usize>]) -> Self {
        for mark in marks.iter().take(MOST_MARKS) {
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

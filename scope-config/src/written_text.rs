//! How a file writes a text, and what to change in the file to change the text.

use std::ops::Range;

use crate::edit::{Edit, edits_in};
use crate::escape;
use crate::format::{Format, Source};
use crate::list::ExtractedText;
use crate::places::WordPlaces;

/// A text of a list, and where in the file its words are.
#[derive(Clone, Debug)]
pub(crate) struct WrittenText {
    text: ExtractedText,
    places: WordPlaces,
}

impl WrittenText {
    pub(crate) fn new(source: Source<'_>, text: &ExtractedText) -> Self {
        Self { text: text.clone(), places: WordPlaces::new(source.text, &text.span, &text.text, 0) }
    }

    /// The bytes of the file that a part is written with, or bytes around it.
    pub(crate) fn span(&self, part: Range<usize>) -> Range<usize> {
        self.places.of(part)
    }

    /// The edits of the file that put a suggestion in the place of a part of the text.
    pub(crate) fn edits(&self, source: Source<'_>, part: &Range<usize>, suggestion: &str) -> Vec<Edit> {
        let mut edits = edits_in(&self.text.text, part, suggestion, &|part| self.exact_span(source, part));
        if edits.iter().any(|edit| edit.text.contains(' ')) && self.needs_quotes(source) {
            let Range { start, end } = self.text.span;
            edits.insert(0, Edit { span: start..start, text: "\"".to_owned() });
            edits.push(Edit { span: end..end, text: "\"".to_owned() });
        }
        edits
    }

    /// The bytes that a part is written with, if they can be told exactly.
    fn exact_span(&self, source: Source<'_>, part: &Range<usize>) -> Option<Range<usize>> {
        let written = &self.text.text[part.clone()];
        let gap = written.len() - written.trim_start_matches(|c: char| c == ',' || c.is_whitespace()).len();
        let of = |start, end| (start < end).then(|| self.places.of(start..end));
        let (before, word) = (of(part.start, part.start + gap), of(part.start + gap, part.end));
        let start = before.as_ref().or(word.as_ref()).map(|place| place.start);
        let end = word.as_ref().or(before.as_ref()).map(|place| place.end);
        let plain = start.zip(end).map(|(start, end)| start..end);
        let plain = plain.filter(|place| source.text.get(place.clone()) == Some(written));
        plain.or_else(|| {
            let Range { start, .. } = self.text.span;
            let place = escape::place(source.text.get(self.text.span.clone())?, &self.text.text, part)?;
            Some(start + place.start..start + place.end)
        })
    }

    /// A shell, which reads files of variables as well, ends a bare value at the first blank.
    fn needs_quotes(&self, source: Source<'_>) -> bool {
        let raw = source.text.get(self.text.span.clone()).unwrap_or_default();
        source.format == Format::Dotenv
            && raw == self.text.text
            && !raw.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\' | '$' | '`'))
    }
}

//! Knows how a file writes a text, and creates edits that change the text.

use std::ops::Range;

use crate::edit::{Edit, edits_in};
use crate::escape;
use crate::format::{Format, Source};
use crate::list::ExtractedText;
use crate::path::Path;
use crate::places::WordPlaces;

/// A text of a list, and where its words are in the file.
#[derive(Clone, Debug)]
pub(crate) struct WrittenText {
    text: ExtractedText,
    places: WordPlaces,
    /// Whether some of the programs that read the file end an unquoted value at its first blank.
    ends_at_blanks: bool,
}

impl WrittenText {
    /// `path` is the location of the list in the file.
    pub(crate) fn new(source: Source<'_>, text: &ExtractedText, path: &str) -> Self {
        let ends_at_blanks = matches!(source.format, Format::Dotenv | Format::Apache)
            || Path::word_of(Format::Dotenv).is_some_and(|word| path.contains(word));
        Self { text: text.clone(), places: WordPlaces::new(source.text, &text.span, &text.text, 0), ends_at_blanks }
    }

    /// The bytes in the file for a part of the text, or bytes around them.
    pub(crate) fn span(&self, part: Range<usize>) -> Range<usize> {
        self.places.of(part)
    }

    /// Returns the edits that replace a part of the text with a suggestion.
    pub(crate) fn edits(&self, source: Source<'_>, part: &Range<usize>, suggestion: &str) -> Vec<Edit> {
        let mut edits = edits_in(&self.text.text, part, suggestion, &|part| self.exact_span(source, part));
        if self.ends_at_blanks && edits.iter().any(|edit| edit.text.contains(' ')) {
            match self.quotes(source) {
                Quotes::Present => {}
                Quotes::Missing => {
                    let Range { start, end } = self.text.span;
                    edits.insert(0, Edit { span: start..start, text: "\"".to_owned() });
                    edits.push(Edit { span: end..end, text: "\"".to_owned() });
                }
                Quotes::Unclear => edits.clear(),
            }
        }
        edits
    }

    /// The exact bytes in the file for a part of the text, if they are known.
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

    fn quotes(&self, source: Source<'_>) -> Quotes {
        let raw = source.text.get(self.text.span.clone()).unwrap_or_default();
        let has_quotes = raw.starts_with(['"', '\'', '`']);
        if has_quotes || raw == self.text.text && raw.contains(char::is_whitespace) {
            Quotes::Present
        } else if raw == self.text.text && !raw.contains(['"', '\'', '\\', '$', '`']) {
            Quotes::Missing
        } else {
            Quotes::Unclear
        }
    }
}

/// Whether a text is quoted, so that it may contain blanks.
enum Quotes {
    /// It has quotes, or already contains a blank.
    Present,
    /// It needs quotes before it can contain blanks.
    Missing,
    /// It has characters that would mean something else in quotes.
    Unclear,
}

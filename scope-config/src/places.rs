//! Maps parts of a text to their location in the file.

use std::ops::Range;

/// The locations of a text's words in the file.
///
/// A format may write the text with quotes, with escapes or folded over lines, but its words are always in order. So
/// they are searched for one after the other. If a word is written with escapes, the location of every word is the
/// whole text.
#[derive(Clone, Debug)]
pub(crate) struct WordPlaces {
    /// The bytes of the text.
    whole: Range<usize>,
    /// The words' bytes in the text and in the file.
    words: Vec<(Range<usize>, Range<usize>)>,
}

impl WordPlaces {
    /// Locates the words from a byte of the text.
    pub(crate) fn new(file: &str, whole: &Range<usize>, text: &str, start: usize) -> Self {
        let source = file.get(whole.clone()).unwrap_or_default();
        let mut from = source.find(&text[..start]).map_or(0, |at| at + start);
        let words = words(text, start).map(|word| {
            let at = from + source[from..].find(&text[word.clone()])?;
            from = at + word.len();
            Some((word, whole.start + at..whole.start + from))
        });
        Self { whole: whole.clone(), words: words.collect::<Option<_>>().unwrap_or_default() }
    }

    /// Returns the location of a part of the text: one or more words, a part of a word, or a gap.
    pub(crate) fn of(&self, part: Range<usize>) -> Range<usize> {
        let Range { start, end } = part;
        let first = self.words.partition_point(|(word, _)| word.end <= start);
        let after = self.words.partition_point(|(word, _)| word.start < end);
        let words = self.words.get(first..after).unwrap_or_default();
        if let ([(first, one), ..], [.., (last, other)]) = (words, words) {
            return one.start + start.saturating_sub(first.start)..other.end - last.end.saturating_sub(end);
        }
        let before = first.checked_sub(1).and_then(|before| self.words.get(before));
        match (before, self.words.get(first)) {
            (Some((word, place)), Some((_, next))) => {
                let (from, length) = (place.end + (start - word.end), end - start);
                if from + length <= next.start { from..from + length } else { place.end..next.start }
            }
            _ => self.whole.clone(),
        }
    }
}

/// The locations of a text's lines in a file that contains it line by line, as YAML's `|` does. For any other text, the
/// location is the whole text.
pub(crate) struct LinePlaces {
    whole: Range<usize>,
    /// For each line, its bytes in the text, and where it starts in the file.
    lines: Vec<(Range<usize>, usize)>,
}

impl LinePlaces {
    pub(crate) fn new(file: &str, whole: &Range<usize>, text: &str) -> Self {
        let source = file.get(whole.clone()).unwrap_or_default();
        let mut start = whole.start;
        let mut sources = source.split_inclusive('\n').map(|line| {
            let bare = (start, line.trim_end_matches(['\n', '\r']));
            start += line.len();
            bare
        });
        let mut at = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let bare = line.trim_end_matches(['\n', '\r']);
            let is_same = |source: &str| source.ends_with(bare) && (!bare.is_empty() || source.trim().is_empty());
            let (start, source) = sources.find(|(_, source)| is_same(source))?;
            let place = (at..at + bare.len(), start + source.len() - bare.len());
            at += line.len();
            Some(place)
        });
        Self { whole: whole.clone(), lines: lines.collect::<Option<_>>().unwrap_or_default() }
    }

    pub(crate) fn of(&self, part: &Range<usize>) -> Range<usize> {
        let line = self.lines.partition_point(|(line, _)| line.start <= part.start).checked_sub(1);
        match line.map(|line| &self.lines[line]) {
            Some((line, start)) if part.end <= line.end => {
                start + part.start - line.start..start + part.end - line.start
            }
            _ => self.whole.clone(),
        }
    }
}

/// Whether a text is a JSON list, as in environment variables: `["openid", "email"]`.
pub(crate) fn is_bracketed(text: &str) -> bool {
    text.trim().strip_prefix('[').is_some_and(|rest| rest.ends_with(']'))
}

/// Whether a text is a list that is encoded for a URL, for programs that insert it unchanged: `openid+email`.
pub(crate) fn is_encoded(text: &str) -> bool {
    let is_separated = text.contains(|c: char| c == ',' || c.is_whitespace());
    !is_separated && text.contains('+') && text.split('+').any(|word| word == "openid")
}

/// Splits a text into words from a byte, at whitespace, commas, brackets and quotes.
pub(crate) fn words(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let value = &text[start..];
    let is_bracketed = is_bracketed(value);
    let is_encoded = is_encoded(value);
    let is_between = move |c: char| match c {
        ',' => true,
        '+' => is_encoded,
        '[' | ']' | '"' | '\'' => is_bracketed,
        _ => c.is_whitespace(),
    };
    value.split(is_between).filter(|word| !word.is_empty()).map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words_and_what_is_between() {
        let (file, text) = ("x \"read_a,  write_b\"", "read_a,  write_b");
        let place = |part| WordPlaces::new(file, &(2..20), text, 0).of(part);
        assert_eq!(place(0..6), 3..9);
        assert_eq!(place(5..6), 8..9);
        assert_eq!(place(6..7), 9..10);
        assert_eq!(place(7..9), 10..12);
        assert_eq!(place(10..15), 13..18);
        assert_eq!(place(0..16), 3..19);
    }
}

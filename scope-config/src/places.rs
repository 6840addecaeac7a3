//! Where in a file the parts of a text are.

use std::ops::Range;

/// Where in the file the words of a text are.
///
/// Formats write a text with quotes, escapes, folded over lines; its words are there in order all the same. So they
/// are looked for one after the other. Where one is written with escapes, the whole text is the place of them all.
#[derive(Clone, Debug)]
pub(crate) struct WordPlaces {
    /// The bytes of the text.
    whole: Range<usize>,
    /// The words in the text, and in the file.
    words: Vec<(Range<usize>, Range<usize>)>,
}

impl WordPlaces {
    /// The places of the words from a byte of the text on.
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

    /// The place of a part of the text: of words, within them, or of what is between two.
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

/// Where in the file the lines of a text are: of one that is written line by line, as YAML's `|` does. Of any other,
/// the whole text is the place.
pub(crate) struct LinePlaces {
    whole: Range<usize>,
    /// Where each line begins and ends in the text, and where it begins in the file.
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

/// Whether a text is a list as JSON has it, as environments hold it: `["openid", "email"]`.
pub(crate) fn is_bracketed(text: &str) -> bool {
    text.trim().strip_prefix('[').is_some_and(|rest| rest.ends_with(']'))
}

/// Whether a text is a list as an address has it, for programs that put it there as it is: `openid+email`.
pub(crate) fn is_encoded(text: &str) -> bool {
    let is_separated = text.contains(|c: char| c == ',' || c.is_whitespace());
    !is_separated && text.contains('+') && text.split('+').any(|word| word == "openid")
}

/// The words of a text from a byte on: what is separated by whitespace or commas, or is in brackets or quotes.
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

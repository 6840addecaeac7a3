//! Converts the parser's positions from characters to bytes.

/// The byte offsets of the characters of a text, since the parser counts characters.
///
/// The parser miscounts non-ASCII characters in unknown directives. In such a file, a position may be wrong, but it is
/// always inside the text.
pub(super) struct Places<'t> {
    text: &'t str,
    /// The byte offset of every 64th character; empty if every character is one byte.
    starts: Option<Vec<usize>>,
}

impl<'t> Places<'t> {
    const STEP: usize = 64;

    pub(super) fn new(text: &'t str) -> Self {
        let starts = || text.char_indices().step_by(Self::STEP).map(|(at, _)| at).collect();
        Self { text, starts: (!text.is_ascii()).then(starts) }
    }

    pub(super) fn byte(&self, index: usize) -> usize {
        let Some(starts) = &self.starts else { return index.min(self.text.len()) };
        let Some(&start) = starts.get(index / Self::STEP) else { return self.text.len() };
        let mut rest = self.text[start..].char_indices();
        rest.nth(index % Self::STEP).map_or(self.text.len(), |(at, _)| start + at)
    }
}

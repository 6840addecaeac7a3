//! From the characters that the parser counts to bytes.

/// Where the characters of a text are: the parser counts them.
///
/// It miscounts characters that are not ASCII in directives it does not know, so a place may be wrong in such a file;
/// it always lies in the text.
pub(super) struct Places<'t> {
    text: &'t str,
    /// The byte of every sixty-fourth character; none where every character is one byte.
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

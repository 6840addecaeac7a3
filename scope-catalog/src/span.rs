//! Places in a catalog's text.

/// A half-open range of bytes in one source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`. Texts are limited to 4 GiB; what lies beyond is clamped.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The same range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span in one of the texts that a catalog was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    /// Which text: the number that [`CatalogSource::parse`](crate::CatalogSource::parse) was given for it.
    pub source: u32,
    /// Where in it.
    pub span: Span,
}

impl SourceSpan {
    /// Numbers of texts from here on are bundled ones, known to be sound; a test of theirs sees to it.
    pub const BUNDLED: u32 = 1 << 31;

    pub(crate) fn is_bundled(self) -> bool {
        self.source >= Self::BUNDLED
    }
}

/// The line and column of a byte offset, both counted from 1, the column in characters.
///
/// ```
/// assert_eq!(scope_catalog::line_and_column("a\nbä!", 5), (2, 3));
/// ```
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..offset.min(text.len())];
    let (mut line, mut column) = (1, 1);
    for &byte in before {
        match byte {
            b'\n' => (line, column) = (line + 1, 1),
            // The later bytes of a character.
            0x80..=0xBF => {}
            _ => column += 1,
        }
    }
    (line, column)
}

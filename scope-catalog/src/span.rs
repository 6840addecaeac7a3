//! Defines locations: a range of bytes in a text or in one of several texts, and a line and column.

use std::fmt;
use std::ops::{Deref, Range};

/// A half-open range of bytes in one source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Creates a span from `start` up to, but not including, `end`. Offsets beyond 4 GiB are clamped.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// Returns the range as `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A span in one of several texts: the sources of a catalog, or the texts of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceSpan {
    /// The number of the text that was passed to [`CatalogSource::parse`](crate::CatalogSource::parse), or its index in
    /// [`Request::texts`](crate::Request::texts).
    pub source: u32,
    /// The span in that text.
    pub span: Span,
}

impl SourceSpan {
    /// From this number on, texts are bundled catalogs. A test checks that they are valid.
    pub const BUNDLED: u32 = 1 << 31;

    /// Creates a span in the text at a position.
    pub(crate) fn new(position: usize, range: Range<usize>) -> Self {
        Self { source: u32::try_from(position).unwrap_or(u32::MAX), span: range.into() }
    }

    /// Returns the position of the text.
    pub fn position(self) -> usize {
        self.source as usize
    }

    /// Returns the bytes in the text, for slicing.
    pub fn range(self) -> Range<usize> {
        self.span.range()
    }

    pub(crate) fn is_bundled(self) -> bool {
        self.source >= Self::BUNDLED
    }
}

/// A piece of text in a catalog, with its location.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned {
    /// The text.
    pub text: Box<str>,
    /// Its location.
    pub span: SourceSpan,
}

impl Deref for Spanned {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Spanned {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl LineColumn {
    /// Returns the line and column of a byte offset.
    ///
    /// ```
    /// use scope_catalog::LineColumn;
    ///
    /// assert_eq!(LineColumn::at("a\nbä!", 5), LineColumn { line: 2, column: 3 });
    /// ```
    pub fn at(text: &str, offset: usize) -> Self {
        let (mut line, mut column) = (1, 1);
        for &byte in &text.as_bytes()[..offset.min(text.len())] {
            match byte {
                b'\n' => (line, column) = (line + 1, 1),
                // Continuation bytes of a character.
                0x80..=0xBF => {}
                _ => column += 1,
            }
        }
        Self { line, column }
    }
}

impl fmt::Display for LineColumn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

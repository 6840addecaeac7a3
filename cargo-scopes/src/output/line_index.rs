//! Converts bytes to lines and columns, for people and programs.

use std::cell::OnceCell;
use std::ops::Range;

use serde::Serialize;

use crate::report::{File, WorkspaceReport};

/// A range in a file: lines and columns are counted from 1, columns in code points, and the end is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct LineRange {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

/// The number of bytes whose characters are counted together.
const BLOCK: usize = 1024;

/// Returns how many characters start in some bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}

/// A file and the positions of its lines.
#[derive(Debug)]
pub(crate) struct LineIndex<'f> {
    pub(crate) file: &'f File,
    /// The start of each line. The first line starts after a byte order mark, which has no column.
    starts: Vec<usize>,
    /// The number of characters before each block, since a line may be as long as its file.
    blocks: Vec<usize>,
    /// The bytes of secrets, whose lines are not shown.
    secrets: Vec<Range<usize>>,
}

impl<'f> LineIndex<'f> {
    pub(crate) fn new(file: &'f File) -> Self {
        let first = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let breaks = memchr::memchr_iter(b'\n', file.text.as_bytes());
        let starts = std::iter::once(first).chain(breaks.map(|at| at + 1)).collect();
        let counts = file.text.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            *before += characters(block);
            Some(*before)
        });
        Self { file, starts, blocks: std::iter::once(0).chain(counts).collect(), secrets: Vec::new() }
    }

    /// Returns the index of the line that contains a byte.
    fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at).saturating_sub(1)
    }

    fn point(&self, at: usize) -> (usize, usize) {
        let index = self.index(at);
        let start = self.starts[index];
        (index + 1, self.characters_before(at.max(start)) - self.characters_before(start) + 1)
    }

    fn characters_before(&self, at: usize) -> usize {
        let at = at.min(self.file.text.len());
        let block = at / BLOCK;
        self.blocks[block] + characters(&self.file.text.as_bytes()[block * BLOCK..at])
    }

    pub(crate) fn place(&self, span: &Range<usize>) -> LineRange {
        let ((line, column), (end_line, end_column)) = (self.point(span.start), self.point(span.end));
        LineRange { line, column, end_line, end_column }
    }

    /// Whether a secret is on one of the lines that contain these bytes.
    pub(crate) fn hold_secret(&self, span: &Range<usize>) -> bool {
        let around = self.around(span);
        self.secrets.iter().any(|secret| {
            let secret = self.around(secret);
            secret.start <= around.end && around.start <= secret.end
        })
    }

    /// Returns the bytes of the lines that contain these bytes, without the last line break.
    pub(crate) fn around(&self, span: &Range<usize>) -> Range<usize> {
        let (first, last) = (self.index(span.start), self.index(span.end));
        let end = self.starts.get(last + 1).map_or(self.file.text.len(), |next| next - 1);
        let end = if self.file.text[..end].ends_with('\r') { end - 1 } else { end };
        self.starts[first]..end.max(self.starts[first])
    }
}

/// The files of a report, and the locations of secrets in them. The lines of a file are indexed on demand.
#[derive(Debug)]
pub(crate) struct LineIndexes<'i> {
    files: Vec<(&'i File, OnceCell<LineIndex<'i>>)>,
    secrets: Vec<(usize, Range<usize>)>,
}

impl<'i> LineIndexes<'i> {
    pub(crate) fn new(report: &'i WorkspaceReport) -> Self {
        let private = report.findings.iter().filter(|finding| finding.is_private);
        Self {
            files: report.files.iter().map(|file| (file, OnceCell::new())).collect(),
            secrets: private.map(|finding| (finding.file, finding.span.clone())).collect(),
        }
    }

    /// Returns a file by its number.
    pub(crate) fn file(&self, number: usize) -> &LineIndex<'i> {
        let (file, lines) = &self.files[number];
        lines.get_or_init(|| {
            let mine = self.secrets.iter().filter(|(owner, _)| *owner == number);
            LineIndex { secrets: mine.map(|(_, span)| span.clone()).collect(), ..LineIndex::new(file) }
        })
    }
}

#[cfg(test)]
mod tests {
    use scope_catalog::LineColumn;

    use super::*;

    fn file(text: &str) -> File {
        File { name: "a.rs".into(), path: "a.rs".into(), text: text.to_owned() }
    }

    #[test]
    fn lines_and_columns_are_those_of_the_engine() {
        let long = "xä\u{1F600}".repeat(BLOCK);
        let text = &*format!("a\r\nbä\u{1F600}!\n\n{long}\nlast");
        let file = file(text);
        let lines = LineIndex::new(&file);
        for at in text.char_indices().map(|(at, _)| at).chain([text.len()]) {
            let place = lines.place(&(at..at));
            let LineRange { line, column, .. } = place;
            assert_eq!(LineColumn { line, column }, LineColumn::at(text, at));
            assert_eq!((place.line, place.column), (place.end_line, place.end_column));
        }
    }

    #[test]
    fn a_byte_order_mark_is_in_no_column() {
        let file = file("\u{feff}ab");
        let lines = LineIndex::new(&file);
        assert_eq!(lines.place(&(4..5)), LineRange { line: 1, column: 2, end_line: 1, end_column: 3 });
        assert_eq!(lines.place(&(0..0)), LineRange { line: 1, column: 1, end_line: 1, end_column: 1 });
        assert_eq!(lines.around(&(4..5)), 3..5);
    }

    #[test]
    fn the_lines_around() {
        let file = file("one\ntwo\r\nthree");
        let lines = LineIndex::new(&file);
        assert_eq!([lines.around(&(0..1)), lines.around(&(2..5)), lines.around(&(10..14))], [0..3, 0..7, 9..14]);
        let empty = File { text: String::new(), ..file.clone() };
        assert_eq!(LineIndex::new(&empty).around(&(0..0)), 0..0);
        assert_eq!(LineIndex::new(&empty).place(&(0..0)).column, 1);
    }
}

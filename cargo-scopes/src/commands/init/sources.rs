//! Rewrites source files with new calls, and drops the calls that the compiler rejects.

use std::ops::Range;
use std::path::Path;

use super::compiler::Place;
use super::replacement::Replacement;
use super::rustfmt::Format;
use crate::file_change::FileChange;

/// A source file that is rewritten.
pub(super) struct Source {
    /// The file with its old text, and its new text with the calls.
    pub(super) file: FileChange,
    /// The name of its package.
    pub(super) package: String,
    pub(super) calls: Vec<Call>,
    /// Whether imports that became unused were removed.
    pub(super) lost_imports: bool,
    /// Whether all imports have to be kept.
    pub(super) keeps_imports: bool,
    /// The beginning of every call: the crate, and the first letters of the macro's name.
    mark: String,
    format: Format,
}

/// A call, and which of its texts is tried.
pub(super) struct Call {
    pub(super) replacement: Replacement,
    /// The index of the text, or the number of texts if none is left.
    choice: usize,
    /// Why it is not written, if it is not.
    pub(super) reason: Option<String>,
    /// The index of its mark in the file.
    mark: usize,
}

impl Call {
    fn text(&self) -> Option<&str> {
        self.replacement.choices().nth(self.choice)
    }

    pub(super) fn is_written(&self) -> bool {
        self.text().is_some()
    }

    /// Moves on to the next text.
    pub(super) fn refuse(&mut self, reason: &str) {
        self.choice += 1;
        if !self.is_written() {
            self.reason = Some(format!("the new code does not build: {reason}"));
        }
    }

    /// Gives up on the call.
    pub(super) fn drop(&mut self, reason: &str) {
        self.choice = usize::MAX;
        self.reason = Some(reason.to_owned());
    }
}

impl Source {
    /// Creates a file with calls. If two calls overlap, only the first one is written.
    pub(super) fn new(
        mut file: FileChange,
        package: &str,
        calls: impl IntoIterator<Item = Replacement>,
        facade: &str,
        edition: &str,
    ) -> Self {
        let new = |replacement| Call { replacement, choice: 0, reason: None, mark: 0 };
        let mut calls: Vec<Call> = calls.into_iter().map(new).collect();
        calls.sort_by_key(|call| call.replacement.span.start);
        let mut end = 0;
        for call in &mut calls {
            let span = call.replacement.span.clone();
            if span.start < end {
                call.drop("it is part of another list");
            }
            end = end.max(span.end);
        }
        let before = file.before.get_or_insert_default();
        let (format, mark) = (Format::of(before, &file.path, edition), format!("{facade}::scope"));
        let (lost_imports, keeps_imports, package) = (false, false, package.to_owned());
        let mut source = Self { file, package, calls, lost_imports, keeps_imports, mark, format };
        if !source.write_calls() {
            source.calls.iter_mut().for_each(|call| call.drop("it is part of another list"));
            source.write_calls();
        }
        source
    }

    /// Returns the old text.
    fn before(&self) -> &str {
        self.file.before.as_deref().unwrap_or_default()
    }

    /// Rejects the current text of some calls, each for a reason. Returns whether there were any.
    pub(super) fn refuse(&mut self, mut refused: Vec<(usize, &str)>) -> bool {
        refused.sort_unstable();
        refused.dedup_by_key(|(call, _)| *call);
        for &(call, reason) in &refused {
            self.calls[call].refuse(reason);
        }
        if !refused.is_empty() {
            self.write_calls();
        }
        !refused.is_empty()
    }

    pub(super) fn is_rewritten(&self) -> bool {
        self.calls.iter().any(Call::is_written)
    }

    /// Writes the calls into the text again; `false` if two of them overlap.
    pub(super) fn write_calls(&mut self) -> bool {
        self.lost_imports = false;
        let mut edits: Vec<(Range<usize>, &str, Option<usize>)> = Vec::new();
        for (number, call) in self.calls.iter().enumerate() {
            let Some(text) = call.text() else { continue };
            edits.push((call.replacement.span.clone(), text, Some(number)));
            edits.extend(call.replacement.removed.iter().map(|span| (span.clone(), "", None)));
            edits.extend(call.replacement.declared.iter().map(|(span, text)| (span.clone(), &**text, None)));
        }
        edits.sort_by_key(|(span, ..)| (span.start, span.end));
        let count = |text: &str| text.matches(&*self.mark).count();
        let before = self.before();
        let mut after = String::with_capacity(before.len());
        let (mut at, mut marks, mut numbers) = (0, 0, Vec::new());
        for (span, text, number) in edits {
            let Some(kept) = before.get(at..span.start) else { return false };
            marks += count(kept);
            after.push_str(kept);
            after.push_str(text);
            numbers.extend(number.map(|number| (number, marks)));
            marks += count(text);
            at = span.end;
        }
        let Some(kept) = before.get(at..) else { return false };
        after.push_str(kept);
        for (number, mark) in numbers {
            self.calls[number].mark = mark;
        }
        self.file.after = if self.is_rewritten() { self.format.apply(after) } else { after };
        true
    }

    /// Removes imports from the text, given ranges of bytes and their replacements.
    pub(super) fn lose_imports(&mut self, mut edits: Vec<(Range<usize>, String)>) {
        edits.sort_by_key(|(span, _)| span.start);
        edits.dedup();
        let mut after = self.file.after.clone();
        for (span, text) in edits.into_iter().rev() {
            if after.get(span.clone()).is_some() {
                after.replace_range(span, &text);
            }
        }
        self.file.after = self.format.apply(after);
        self.lost_imports = true;
    }

    /// Whether the code that the calls replace contains a name.
    pub(super) fn replaces(&self, name: &str) -> bool {
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let written = self.calls.iter().filter(|call| call.is_written());
        let mut spans =
            written.flat_map(|call| std::iter::once(&call.replacement.span).chain(&call.replacement.removed));
        spans.any(|span| self.before()[span.clone()].split(|char| !is_word(char)).any(|word| word == name))
    }

    /// Returns the calls within reach of some places.
    pub(super) fn calls_at(&self, places: &[&Place], reach: Reach) -> Vec<usize> {
        const FAR: usize = 12;
        const NEAR: usize = 4;
        let marks: Vec<usize> = self.file.after.match_indices(&*self.mark).map(|(at, _)| at).collect();
        let start = |number: &usize| marks.get(self.calls[*number].mark).copied().unwrap_or_default();
        let end = |number: &usize| end_of_call(&self.file.after, start(number));
        let line = |at: usize| self.file.after[..at].matches('\n').count() + 1;
        let written = || (0..self.calls.len()).filter(|&number| self.calls[number].is_written());
        let mut hit: Vec<usize> = Vec::new();
        for place in places {
            let (first, last) = (*place.lines.start(), *place.lines.end());
            match reach {
                Reach::Call => hit.extend(
                    written().filter(|number| place.bytes.start <= end(number) && start(number) < place.bytes.end),
                ),
                Reach::Before => {
                    let is_before =
                        |number: &usize| start(number) < place.bytes.start && line(start(number)) + FAR >= first;
                    hit.extend(written().filter(is_before).max_by_key(start));
                }
                Reach::Near => hit.extend(written().filter(|number| {
                    first <= line(end(number)) + NEAR && line(start(number)).saturating_sub(NEAR) <= last
                })),
            }
        }
        hit.sort_unstable();
        hit.dedup();
        hit
    }

    pub(super) fn is_at(&self, path: &Path) -> bool {
        self.file.path == path
    }
}

/// How close a place must be to a call.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reach {
    /// Inside the call or around it.
    Call,
    /// After the nearest call: the variable is used further down.
    Before,
    /// Within a few lines.
    Near,
}

/// Returns the position of the closing bracket of the macro call that starts here.
fn end_of_call(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'(' => depth += 1,
            b')' if depth <= 1 => return at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn source(before: &str, calls: Vec<Replacement>) -> Source {
        let (path, before) = (PathBuf::from("/nowhere/a.rs"), Some(before.to_owned()));
        let file = FileChange { shown: "a.rs".to_owned(), path, before, after: String::new() };
        Source::new(file, "a", calls, "s", "2021")
    }

    fn call(span: Range<usize>, text: &str) -> Replacement {
        Replacement::of(&span, text.to_owned(), Vec::new())
    }

    #[test]
    fn edits_are_made_from_the_front() {
        let (first, second) = (call(4..5, "X"), Replacement { removed: vec![2..3], ..call(0..1, "Y") });
        assert_eq!(source("abcdef", vec![first, second]).file.after, "YbdXf");
        let second = source("abcdef", vec![call(0..3, "X"), call(2..4, "Y")]);
        assert_eq!(
            (&*second.file.after, second.calls[0].is_written(), second.calls[1].is_written()),
            ("Xdef", true, false)
        );
        let chain = Replacement { removed: vec![3..5], ..call(0..1, "X") };
        assert_eq!(source("abcdef", vec![chain, call(2..4, "Y")]).file.after, "abcdef");
    }

    #[test]
    fn lines_lead_to_calls() {
        let before = "s::scopes!(1)\n[2]\n\n\n[3]\n";
        let calls = vec![call(14..17, "s::scopes!(\n2)"), call(20..23, "s::scopes!(3)")];
        let mut source = source(before, calls);
        assert_eq!(source.file.after, "s::scopes!(1)\ns::scopes!(\n2)\n\n\ns::scopes!(3)\n");
        let at = |source: &Source, bytes: Range<usize>, reach| {
            let line = source.file.after[..bytes.start].matches('\n').count() + 1;
            source.calls_at(&[&Place { file: PathBuf::new(), bytes, lines: line..=line }], reach)
        };
        for (bytes, of_call, before, near) in [
            (3..4, vec![], vec![], vec![0]),
            (14..20, vec![0], vec![], vec![0, 1]),
            (25..26, vec![0], vec![0], vec![0, 1]),
            (28..29, vec![], vec![0], vec![0, 1]),
            (32..33, vec![1], vec![1], vec![0, 1]),
        ] {
            let found = [Reach::Call, Reach::Before, Reach::Near].map(|reach| at(&source, bytes.clone(), reach));
            assert_eq!(found, [of_call, before, near], "{bytes:?}");
        }
        source.calls[0].refuse("no");
        assert!(source.write_calls());
        assert_eq!(source.file.after, "s::scopes!(1)\n[2]\n\n\ns::scopes!(3)\n");
        assert_eq!((at(&source, 14..17, Reach::Call), at(&source, 21..22, Reach::Call)), (vec![], vec![1]));
    }
}

//! The diff that `--dry-run` prints. It may end up in a log, so it has nothing that may be a secret: no context lines, no line
//! of a source file that looks as if it has a secret, and no line of a configuration file with anything but a list of scopes
//! and its name.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use similar::{DiffOp, TextDiff};

use super::repair::Change;
use crate::file_change::FileChange;
use crate::output::{on_one_line, truncate::has_secret};
use crate::report::{Request, WorkspaceReport};

/// The diff in the format of `git diff --unified=0`. For a change that must not be shown, it has a line with the location.
pub(super) fn patch(change: &Change, report: &WorkspaceReport) -> String {
    let FileChange { shown, before, after, .. } = &change.file;
    let before = before.as_deref().unwrap_or_default();
    let diff = TextDiff::from_lines(before, after);
    let is_rust = Path::new(shown).extension().is_some_and(|extension| extension == "rs");
    let file = report.files.iter().position(|file| on_one_line(&file.name) == *shown);
    let requests = report.requests.iter().filter(|request| Some(request.file) == file);
    let lines = Lines { before: lines(before), after: lines(after), requests: requests.collect() };
    let is_shown = |op: &DiffOp| if is_rust { lines.have_no_secret(op) } else { lines.have_lists_alone(op) };
    if !diff.ops().iter().all(is_shown) {
        return diff.ops().iter().filter_map(|op| lines.instead(shown, op)).collect();
    }
    let (old, new) = (format!("a/{shown}"), format!("b/{shown}"));
    diff.unified_diff().context_radius(0).header(&old, &new).to_string()
}

/// The lines of a text, each with the byte offset at which it begins.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut end = 0;
    let with_start = |line| {
        end += str::len(line);
        (end - line.len(), line)
    };
    text.split_inclusive('\n').map(with_start).collect()
}

struct Lines<'c> {
    before: Vec<(usize, &'c str)>,
    after: Vec<(usize, &'c str)>,
    /// What the file requests after the change.
    requests: Vec<&'c Request>,
}

impl Lines<'_> {
    fn have_no_secret(&self, op: &DiffOp) -> bool {
        let of = |lines: &[(usize, &str)], range: Range<usize>| {
            lines.get(range).is_some_and(|lines| lines.iter().all(|(_, line)| !has_secret(line)))
        };
        matches!(op, DiffOp::Equal { .. }) || of(&self.before, op.old_range()) && of(&self.after, op.new_range())
    }

    fn have_lists_alone(&self, op: &DiffOp) -> bool {
        let (old, new) = (self.before.get(op.old_range()), self.after.get(op.new_range()));
        match (op, old, new) {
            (DiffOp::Equal { .. }, ..) => true,
            (DiffOp::Replace { .. }, Some(old), Some(new)) if old.len() == new.len() => {
                old.iter().zip(new).all(|((_, old), new)| self.has_list_alone(old, *new))
            }
            _ => false,
        }
    }

    /// Whether a line has only a list and its name, before and after the change.
    fn has_list_alone(&self, old: &str, (start, new): (usize, &str)) -> bool {
        let places: Vec<&Range<usize>> =
            self.requests.iter().flat_map(|request| places_on(request, start, new)).collect();
        let (Some(first), Some(last)) =
            (places.iter().map(|place| place.start).min(), places.iter().map(|place| place.end).max())
        else {
            return false;
        };
        let (head, tail) = (&new[..first - start], &new[last - start..]);
        let between = (first..last).filter(|at| !places.iter().any(|place| place.contains(at)));
        let between: String = between.map(|at| char::from(new.as_bytes()[at - start])).collect();
        // The change may have added quotes.
        let is_same_around = old.starts_with(head.trim_end_matches(is_punctuation))
            && old.ends_with(tail.trim_start_matches(is_punctuation));
        is_name(head) && is_empty(tail) && is_empty(&between) && is_same_around
    }

    /// What is printed for a change that is not shown.
    fn instead(&self, name: &str, op: &DiffOp) -> Option<String> {
        if matches!(op, DiffOp::Equal { .. }) {
            return None;
        }
        let new = self.after.get(op.new_range()).unwrap_or_default();
        let is_here =
            |request: &&&Request| new.iter().any(|(start, line)| places_on(request, *start, line).next().is_some());
        let lists: Vec<String> =
            self.requests.iter().filter(is_here).map(|request| format!("`{}`", request.scopes.join(" "))).collect();
        let mut line = format!("# {name}:{}: ", op.old_range().start + 1);
        let _ = match &*lists {
            [] => write!(line, "changed"),
            lists => write!(line, "now {}", on_one_line(&lists.join(", "))),
        };
        Some(line + "; the line is not shown, since it has something other than the list\n")
    }
}

/// The scopes of a request that are on a line.
fn places_on<'c>(request: &'c Request, start: usize, line: &str) -> impl Iterator<Item = &'c Range<usize>> + use<'c> {
    let end = start + line.len();
    request.places.iter().filter(move |place| start <= place.start && place.end <= end)
}

/// Whether a text consists of quotes, brackets and delimiters.
fn is_empty(text: &str) -> bool {
    text.chars().all(is_punctuation)
}

fn is_punctuation(c: char) -> bool {
    c.is_whitespace() || "\"'`[](){},;".contains(c)
}

/// Whether a text is a name and the punctuation between the name and its value.
fn is_name(head: &str) -> bool {
    let head = head.trim_start().trim_start_matches("export ").trim_start_matches("- ").trim_start_matches('\u{feff}');
    let value = head.trim_end_matches(|c: char| c.is_whitespace() || "\"'`[(".contains(c));
    let name = value.strip_suffix(['=', ':']).unwrap_or(value).trim_end();
    let name = name.trim_matches(['"', '\'']);
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || "_-.@".contains(c);
    name.chars().all(is_of_name) && !scope_config::holds_secret(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_before_a_list() {
        for head in ["scope = \"", "  \"scope\": [\"", "export SCOPES=", "- ", "    - \"", "auth.scope: ", "\""] {
            assert!(is_name(head), "{head}");
        }
        for head in
            ["{\"secret\":\"x\",\"scope\":\"", "auth: {scope: ", "x y = ", "# x\u{e9} = ", "<a b=\"c\" scope=\""]
        {
            assert!(!is_name(head), "{head}");
        }
    }

    #[test]
    fn lines_begin_where_they_begin() {
        assert_eq!(lines("a\nbc\r\nd"), [(0, "a\n"), (2, "bc\r\n"), (6, "d")]);
        assert_eq!(lines(""), []);
    }
}

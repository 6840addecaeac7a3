//! Reads the different kinds of values, and reports values of another kind.

use std::borrow::Cow;

use super::advice::{LONGEST_REPEATED, advice, advice_on_value};
use super::clean::cleaned;
use super::toml_document::{DeTable, DeValue, Document, Entry, Origin, Table, Value};
use crate::fast::{filter_map, is_digits, keep, push_some};
use crate::model::Rule;
use crate::names::closest::suggested;
use crate::names::pattern::{ALIKE, MOST_PATTERNS, Pattern};
use crate::names::scope_token::{is_token, is_token_byte};
use crate::names::secret_name::{is_secret_name, names_secret};
use crate::problem::{MOST_PROBLEMS, Problem};
use crate::render::quoting::quoted;
use crate::span::{SourceSpan, Span, Spanned};

pub(super) struct Reader<'r, 't> {
    pub(super) source: u32,
    pub(super) rules: &'r [&'r Rule],
    pub(super) document: &'r Document<'t>,
    pub(super) problems: &'r mut Vec<Problem>,
    /// Where the line with the last TOML error starts. Only one error is reported for a line, because the others are
    /// consequences of it.
    pub(super) faulty_line: Option<usize>,
}

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn each<T>(
        &mut self,
        entry: &Entry<'r, 't>,
        mut read: impl FnMut(&mut Self, &Entry<'r, 't>) -> Option<T>,
    ) -> Vec<T> {
        let mut items = Vec::new();
        if let Some(table) = self.table(entry) {
            for entry in &table.entries {
                push_some(&mut items, read(self, entry));
            }
        }
        items
    }

    pub(super) fn table(&mut self, entry: &Entry<'r, 't>) -> Option<Table<'r, 't>> {
        self.table_like(entry, "")
    }

    /// Reads a table. `example` shows its content in messages.
    pub(super) fn table_like(&mut self, entry: &Entry<'r, 't>, example: &str) -> Option<Table<'r, 't>> {
        if let DeValue::Table(table) = entry.value.kind {
            return Some(self.entries(table, entry.value.origin));
        }
        let problem = self.wrong_type(&entry.key, &entry.value, "a table");
        if !example.is_empty() {
            problem.help(format!("write `{{ {example} }}`"));
        }
        None
    }

    pub(super) fn entries(&mut self, table: &'r DeTable<'t>, origin: Origin) -> Table<'r, 't> {
        let mut table = self.document.table(table, origin);
        if !self.document.is_clean {
            for entry in &mut table.entries {
                entry.key = self.clean(&entry.key, entry.key_span, false).into();
            }
        }
        table
    }

    /// Returns a text without characters that are not text, and reports them.
    fn clean(&mut self, text: &str, span: Span, is_value: bool) -> String {
        let (text, is_faulty) = cleaned(text, is_value);
        if is_faulty {
            self.fault(span, "control characters are not allowed");
        }
        text
    }

    pub(super) fn text_value(&mut self, entry: &Entry<'r, 't>) -> Option<Spanned> {
        let text = self.string(&entry.value, &entry.key)?;
        Some(self.name(&text, entry.value.span))
    }

    pub(super) fn plain_text(&mut self, entry: &Entry<'r, 't>) -> Option<Box<str>> {
        Some(self.text_value(entry)?.text)
    }

    pub(super) fn string(&mut self, value: &Value<'r, 't>, what: &str) -> Option<Cow<'r, str>> {
        match value.kind {
            DeValue::String(text) if self.document.is_clean => Some(Cow::Borrowed(text)),
            DeValue::String(text) => Some(self.clean(text, value.span, true).into()),
            _ => {
                let problem = self.wrong_type(what, value, "a string");
                if matches!(value.kind, DeValue::Datetime(_)) {
                    problem.help("write the date in quotes");
                }
                None
            }
        }
    }

    /// Reads a string or an array of strings.
    pub(super) fn one_or_more(&mut self, entry: &Entry<'r, 't>) -> Vec<Spanned> {
        match entry.value.kind {
            DeValue::Array(_) => self.names(entry),
            DeValue::String(_) => {
                let mut names = Vec::new();
                push_some(&mut names, self.text_value(entry));
                names
            }
            _ => {
                self.wrong_type(&entry.key, &entry.value, "a string or an array of strings");
                Vec::new()
            }
        }
    }

    pub(super) fn names(&mut self, entry: &Entry<'r, 't>) -> Vec<Spanned> {
        let DeValue::Array(items) = entry.value.kind else {
            let problem = self.wrong_type(&entry.key, &entry.value, "an array of strings");
            problem.help_from(array_for(entry));
            return Vec::new();
        };
        filter_map(items, &mut |item| {
            let item = self.document.value(item, entry.key_span);
            let text = self.string(&item, &entry.key)?;
            Some(self.name(&text, item.span))
        })
    }

    pub(super) fn scope_names(&mut self, entry: &Entry<'r, 't>) -> Vec<Spanned> {
        let names = self.names(entry);
        let mut patterns = 0;
        for name in &names {
            self.scope_name(&name.text, name.span.span);
            patterns += usize::from(Pattern::is_pattern(&name.text));
            if patterns == MOST_PATTERNS + 1 {
                self.too_many_patterns(name.span.span, &entry.key);
            }
        }
        names
    }

    /// Reports too many patterns, since each word is compared with all of them.
    pub(super) fn too_many_patterns(&mut self, span: Span, key: &str) {
        self.problem(span, format!("more than {MOST_PATTERNS} patterns in `{key}`")).help(ALIKE);
    }

    pub(super) fn boolean(&mut self, entry: &Entry<'r, 't>) -> bool {
        if let DeValue::Boolean(value) = *entry.value.kind {
            return value;
        }
        self.wrong_type(&entry.key, &entry.value, "`true` or `false`");
        false
    }

    pub(super) fn count(&mut self, entry: &Entry<'r, 't>) -> Option<usize> {
        let count = match entry.value.kind {
            DeValue::Integer(digits) => digits.as_str().parse().ok().filter(|&count| count > 0),
            _ => None,
        };
        if count.is_none() {
            let is_quoted = entry.value.kind.is_str();
            self.problem(entry.value.span, format!("`{}` must be a whole number of at least 1", entry.key))
                .help_from(is_quoted.then(|| "write it without quotes".to_owned()));
        }
        count
    }

    /// Reads a value that is one of some words, and returns what the word stands for.
    pub(super) fn choice<T: Copy>(&mut self, entry: &Entry<'r, 't>, all: &[T], words: &[&str]) -> Option<T> {
        Some(all[self.position(entry, words)?])
    }

    /// Returns the position of the value in a list of words.
    pub(super) fn position(&mut self, entry: &Entry<'r, 't>, words: &[&str]) -> Option<usize> {
        let word = self.string(&entry.value, &entry.key)?;
        let found = words.iter().position(|one| *one == word);
        if found.is_none() {
            let message = format!("invalid value `{word}` for `{}`", entry.key);
            self.problem(entry.value.span, message).help(one_of(&word, words));
        }
        found
    }

    /// Reads a year, a month or a day: `2025`, `2025-03`, `2025-03-31`.
    pub(super) fn date(&mut self, entry: &Entry<'r, 't>) -> Option<Spanned> {
        let name = self.text_value(entry)?;
        let mut limits = [(4, 9999_usize), (2, 12), (2, 31)].iter();
        let mut is_date = true;
        for part in name.text.split('-') {
            is_date &= limits.next().is_some_and(|&(length, most)| {
                part.len() == length && is_digits(part) && (1..=most).contains(&part.parse().unwrap_or(0))
            });
        }
        if !is_date {
            self.problem(entry.value.span, format!("invalid date `{}`", name.text))
                .help("write a day, a month or a year: `2025-03-31`, `2025-03`, `2025`");
        }
        Some(name)
    }

    pub(super) fn plain_date(&mut self, entry: &Entry<'r, 't>) -> Option<Box<str>> {
        Some(self.date(entry)?.text)
    }

    /// Whether this is a bundled catalog, whose names the tests check.
    pub(super) fn is_bundled(&self) -> bool {
        self.place(Span::default()).is_bundled()
    }

    /// Checks that a name is a token of RFC 6749 §3.3, or a pattern of tokens.
    pub(super) fn scope_name(&mut self, name: &str, span: Span) {
        if self.is_bundled() {
            return;
        }
        if name.is_empty() {
            self.problem(span, "a scope cannot be empty");
        } else if !is_token(name) {
            let is_foreign = |char: &char| !u8::try_from(*char).is_ok_and(is_token_byte);
            let char = name.chars().find(is_foreign).unwrap_or_default();
            let what = if char == ' ' {
                "a space".to_owned()
            } else {
                format!("`{}` (U+{:04X})", char.escape_debug(), u32::from(char))
            };
            let each = if char == ' ' { "list each scope by itself: " } else { "" };
            self.problem(span, format!("invalid scope `{name}`: it contains {what}")).help(format!(
                "{each}a scope consists of printable ASCII characters other than the space, `\"` and `\\` (RFC 6749 §3.3)",
            ));
        } else if Pattern::is_pattern(name) {
            if let Err(error) = Pattern::parse(name) {
                self.problem(span, format!("invalid pattern `{name}`: {error}"))
                    .help("write `{id}`, `{id:*}` or `{right:read|write}`");
            }
        }
    }

    pub(super) fn key(&self, entry: &Entry<'r, 't>) -> Spanned {
        self.name(&entry.key, entry.key_span)
    }

    pub(super) fn name(&self, text: &str, span: Span) -> Spanned {
        Spanned { text: text.into(), span: self.place(span) }
    }

    pub(super) fn place(&self, span: Span) -> SourceSpan {
        SourceSpan { source: self.source, span }
    }

    pub(super) fn fault(&mut self, span: Span, message: &str) {
        let line = self.document.text[..span.start as usize].rfind('\n').map_or(0, |end| end + 1);
        if self.faulty_line.replace(line) == Some(line) || self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let line = line_at(self.document.text, span.start as usize);
        let problem = Problem::new(self.place(span), message);
        let help = advice(line).or_else(|| advice_on_value(line, message));
        self.problems.push(Problem { help, ..problem });
    }

    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>) -> Helper<'_> {
        let place = self.place(span);
        let is_counted = self.problems.len() < MOST_PROBLEMS;
        if is_counted {
            self.problems.push(Problem::new(place, message));
        }
        Helper(self.problems.last_mut().filter(|_| is_counted))
    }

    pub(super) fn wrong_type(&mut self, key: &str, found: &Value<'_, '_>, expected: &str) -> Helper<'_> {
        self.problem(found.span, format!("expected {expected} for `{key}`, found {}", found.describe()))
    }

    pub(super) fn unknown_key(&mut self, entry: &Entry<'r, 't>, known: &[&str], of_what: &str) {
        if is_secret_name(&entry.key) {
            self.problem(entry.key_span, "a catalog must not contain secrets")
                .private()
                .help("remove this line, and revoke the secret if it was committed");
            return;
        }
        if self.problems.len() >= MOST_PROBLEMS {
            return;
        }
        let problem = self.problem(entry.key_span, format!("unknown key `{}` {of_what}", entry.key));
        let problem = if names_secret(&entry.key) { problem.private() } else { problem };
        problem.help(one_of(&entry.key, known));
    }
}

/// Adds help to the problem that was just reported.
pub(super) struct Helper<'p>(Option<&'p mut Problem>);

impl Helper<'_> {
    pub(super) fn private(mut self) -> Self {
        if let Some(problem) = &mut self.0 {
            problem.is_private = true;
        }
        self
    }

    pub(super) fn help(self, help: impl Into<String>) {
        self.help_from(Some(help.into()));
    }

    pub(super) fn help_from(self, help: Option<String>) {
        if let Some(problem) = self.0 {
            problem.help = help;
        }
    }
}

/// Returns the line that contains a byte. A line that is too long to be written by hand is cut on both sides.
fn line_at(text: &str, at: usize) -> &str {
    const MOST: usize = 1000;
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (boundary(at.saturating_sub(MOST)), boundary(text.len().min(at + MOST)));
    let start = text[start..boundary(at)].rfind('\n').map_or(start, |found| start + found + 1);
    text[start..end].lines().next().unwrap_or_default()
}

/// What to write instead of a string in the place of an array.
pub(super) fn array_for(entry: &Entry<'_, '_>) -> Option<String> {
    let DeValue::String(text) = entry.value.kind else { return None };
    let is_plain = text.len() <= LONGEST_REPEATED && !text.contains(['"', '\\']) && !text.contains(char::is_control);
    let names = if is_plain { &**text } else { "…" };
    let items: Vec<&str> = names.split([' ', ',']).filter(|name| !name.is_empty()).collect();
    Some(format!("write `[\"{}\"]`", items.join("\", \"")))
}

/// Returns what to write instead of a word that is not in a list.
pub(super) fn one_of(word: &str, known: &[&str]) -> String {
    // A typo of `incomplete` does not mean `complete`.
    let mut meant = known.to_vec();
    keep(&mut meant, &mut |known| !word.ends_with(known));
    suggested(word, &meant).unwrap_or_else(|| format!("expected one of {}", quoted(known, ", ")))
}

//! Compares the readers of JSON and YAML with other parsers, on random documents: do they find the same strings at the
//! same places?
//!
//! Half of the documents are generated in all styles of the format. The other half are such documents with one random
//! change, and many of these are invalid.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::rc::Rc;

use scope_config::{Format, Node, Value, read};

use crate::random::Random;

/// How many documents of a format are compared.
const COUNT: usize = 10_000;

/// How many differences are printed.
const MOST_SHOWN: usize = 20;

/// The strings of a document, by their places.
type Strings = BTreeMap<String, String>;

/// Compares the readers with other parsers on random documents.
pub(crate) fn report(seed: u64) -> String {
    [Format::Json, Format::Yaml].map(|format| compared(format, COUNT, seed).to_string()).concat()
}

/// The result of a comparison.
#[derive(Debug)]
struct Compared {
    format: Format,
    same: usize,
    both_refuse: usize,
    /// Documents that only our reader accepts.
    more: usize,
    /// Differences where libyaml deviates from YAML 1.2, or that are only blanks.
    explained: usize,
    /// Documents that only the other parser accepts, and documents whose strings differ.
    different: Vec<String>,
}

impl std::fmt::Display for Compared {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { format, same, both_refuse, more, explained, different } = self;
        let count = different.len();
        writeln!(
            formatter,
            "{format}: {same} the same, {both_refuse} refused by both, {more} read by the reader alone, {explained} explained, {count} different"
        )?;
        different.iter().take(MOST_SHOWN).try_for_each(|text| writeln!(formatter, "  {text}"))
    }
}

fn compared(format: Format, count: usize, seed: u64) -> Compared {
    let mut found = Compared { format, same: 0, both_refuse: 0, more: 0, explained: 0, different: Vec::new() };
    let mut writer = Writer { random: Random(seed), format, text: String::new(), depth: 0 };
    for number in 0..count {
        let text = writer.document(number % 2 == 1);
        match (ours(format, &text), others(format, &text)) {
            (Ok(ours), Some(others)) if ours == others => found.same += 1,
            (_, Some(_)) if format == Format::Yaml && is_of_libyaml(&text) => found.explained += 1,
            (Ok(ours), Some(others)) if with_one_blank(&ours) == with_one_blank(&others) => found.explained += 1,
            (Err(_), None) => found.both_refuse += 1,
            (Ok(_), None) => found.more += 1,
            (Ok(ours), Some(others)) => {
                let is_other = |(place, text): &(&String, &String)| others.get(*place) != Some(text);
                let first =
                    ours.iter().find(is_other).map_or_else(|| "more strings".to_owned(), |one| format!("{one:?}"));
                let there = others.iter().find(|(place, text)| ours.get(*place) != Some(text));
                found.different.push(format!("{text:?}: {first}, the other parser {there:?}"));
            }
            (Err(message), Some(_)) => found.different.push(format!("{text:?}: {message}")),
        }
    }
    found
}

/// Whether a document contains something that libyaml reads differently than YAML 1.2 specifies: anchors with
/// characters other than letters (§6.9.2), a comment without a blank after `|` (§6.6), numbers that start with 0
/// (§10.3.2), a lone `-` in brackets (§7.3.3), a text that continues after a backslash (§7.3.1) or starts after `|`
/// (§8.1) without an indentation, and tags without a name (§6.9.1).
fn is_of_libyaml(text: &str) -> bool {
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    let name = |rest: &str| rest.find([' ', '\n', ',', ']', '}']).map(|end| rest[..end].to_owned());
    let mut names = text.match_indices('&').filter_map(|(at, _)| name(&text[at + 1..]));
    has(&["|#", ">#", "-#", "+#", "00", "01", "[-", "{-", "\\\n", "\n|", "\n>", "!'", "!\""])
        || names.any(|name| name.contains(|c: char| !c.is_ascii_alphanumeric()))
}

/// Replaces each sequence of blanks in the strings by one: where lines without indentation are joined, each line break
/// remains a blank.
fn with_one_blank(strings: &Strings) -> Strings {
    let one = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    strings.iter().map(|(place, text)| (place.clone(), one(text))).collect()
}

/// A text without a final line break, which libyaml omits if the file does not end with one.
fn bare(text: &str) -> String {
    text.strip_suffix('\n').unwrap_or(text).to_owned()
}

fn ours(format: Format, text: &str) -> Result<Strings, String> {
    let documents = read(format, text).map_err(|error| format!("{error} at {}", error.at))?;
    let mut strings = Strings::new();
    if let [only] = &*documents {
        add(&mut strings, "", only);
    }
    Ok(strings)
}

fn add(strings: &mut Strings, place: &str, node: &Rc<Node>) {
    match &node.value {
        Value::Text(text) => drop(strings.insert(place.to_owned(), bare(text))),
        Value::List(items) => {
            items.iter().enumerate().for_each(|(number, item)| add(strings, &format!("{place}[{number}]"), item));
        }
        Value::Map(entries) => entries.iter().for_each(|entry| add(strings, &below(place, &entry.key), &entry.value)),
        Value::Other(_) | Value::Expression(_) => {}
    }
}

fn below(place: &str, key: &str) -> String {
    format!("{place}/{key:?}")
}

/// What the other parser finds; `None` if it rejects the text.
fn others(format: Format, text: &str) -> Option<Strings> {
    let mut strings = Strings::new();
    if format == Format::Json {
        add_json(&mut strings, "", &serde_json::from_str(text).ok()?);
    } else {
        add_yaml(&mut strings, "", &serde_yaml_ng::from_str(text).ok()?);
    }
    Some(strings)
}

fn add_json(strings: &mut Strings, place: &str, value: &serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::String(text) => drop(strings.insert(place.to_owned(), bare(text))),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, item)| add_json(strings, &format!("{place}[{number}]"), item));
        }
        Value::Object(entries) => entries.iter().for_each(|(key, value)| add_json(strings, &below(place, key), value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn add_yaml(strings: &mut Strings, place: &str, value: &serde_yaml_ng::Value) {
    use serde_yaml_ng::Value;
    match value {
        Value::String(text) => drop(strings.insert(place.to_owned(), bare(text))),
        Value::Sequence(items) => {
            items.iter().enumerate().for_each(|(number, item)| add_yaml(strings, &format!("{place}[{number}]"), item));
        }
        Value::Mapping(entries) => {
            for (key, value) in entries {
                // A change can turn a key into a number.
                let key = match key {
                    Value::Number(number) => number.to_string(),
                    key => key.as_str().unwrap_or_default().to_owned(),
                };
                add_yaml(strings, &below(place, &key), value);
            }
        }
        Value::Tagged(tagged) => add_yaml(strings, place, &tagged.value),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The pieces that strings are made of: letters, and characters that have a meaning in a format.
const PIECES: [&str; 30] = [
    "a", "b", "scope", "read:x", "é", "𝄞", " ", "  ", "\"", "'", "\\", "\n", "\t", "#", " #", ": ", ":", "- ", "-",
    ",", "[", "]", "{", "}", "&", "*", "!", "|", "%", "0",
];

struct Writer {
    random: Random,
    format: Format,
    text: String,
    depth: usize,
}

impl Writer {
    fn document(&mut self, is_changed: bool) -> String {
        self.text.clear();
        if self.format == Format::Json || self.chance(4) {
            self.flow();
        } else {
            self.block(0);
        }
        if is_changed {
            let places: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
            let at = places[self.random.below(places.len())];
            if self.chance(2) {
                self.text.remove(at);
            } else {
                let piece = PIECES[self.random.below(PIECES.len())];
                self.text.insert_str(at, piece);
            }
        }
        self.text.clone()
    }

    /// True once in `of` times, at random.
    fn chance(&mut self, of: usize) -> bool {
        self.random.below(of) == 0
    }

    fn string(&mut self) -> String {
        (0..self.random.below(5)).map(|_| PIECES[self.random.below(PIECES.len())]).collect()
    }

    fn blank(&mut self) {
        let blanks = if self.format == Format::Json { ["", " ", "\n", "\r\n\t"] } else { ["", " ", "  ", " "] };
        self.text.push_str(blanks[self.random.below(blanks.len())]);
    }

    /// Writes a value in brackets or quotes.
    fn flow(&mut self) {
        let kind = if self.depth > 3 { 9 } else { self.random.below(10) };
        self.depth += 1;
        match kind {
            0..=2 => self.in_brackets("[", "]", false),
            3..=5 => self.in_brackets("{", "}", true),
            6 => {
                let others = ["1", "-2.5e3", "true", "null", "0"];
                self.text.push_str(others[self.random.below(others.len())]);
            }
            _ => {
                let string = self.string();
                self.quoted(&string);
            }
        }
        self.depth -= 1;
    }

    fn in_brackets(&mut self, open: &str, close: &str, has_keys: bool) {
        self.text.push_str(open);
        for number in 0..self.random.below(4) {
            if number > 0 {
                self.text.push(',');
            }
            self.blank();
            if has_keys {
                // The number makes each key unique.
                let key = format!("{number}{}", self.string());
                self.quoted(&key);
                self.blank();
                self.text.push_str(": ");
            }
            self.flow();
            self.blank();
        }
        self.text.push_str(close);
    }

    /// Writes a string in quotes. In double quotes, each character can have an escape.
    fn quoted(&mut self, string: &str) {
        if self.format == Format::Yaml && !string.contains('\n') && self.chance(3) {
            let _ = write!(self.text, "'{}'", string.replace('\'', "''"));
            return;
        }
        self.text.push('"');
        for char in string.chars() {
            match char {
                '"' | '\\' => self.text.extend(['\\', char]),
                '\n' => self.text.push_str("\\n"),
                '\t' => self.text.push_str("\\t"),
                _ if self.chance(8) && u32::from(char) < 0x1_0000 => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(char));
                }
                _ if self.chance(4) && self.format == Format::Json => {
                    let mut units = [0; 2];
                    for unit in char.encode_utf16(&mut units) {
                        let _ = write!(self.text, "\\u{unit:04X}");
                    }
                }
                _ => self.text.push(char),
            }
        }
        self.text.push('"');
    }

    /// Writes a table or a list in lines, at an indentation.
    fn block(&mut self, indent: usize) {
        let is_list = self.chance(3);
        for number in 0..=self.random.below(3) {
            let start = if is_list { "-".to_owned() } else { format!("k{number}:") };
            let _ = write!(self.text, "{:indent$}{start}", "");
            self.value_of_line(indent);
        }
    }

    fn value_of_line(&mut self, indent: usize) {
        match if indent > 6 { 9 } else { self.random.below(10) } {
            0..=2 => {
                self.text.push('\n');
                self.block(indent + 2);
            }
            3 => self.block_text(indent + 2),
            4 => {
                self.text.push(' ');
                self.flow();
                self.text.push('\n');
            }
            5 => {
                let _ = writeln!(self.text, " &x{} {}", self.depth, self.depth);
            }
            _ => {
                let string = self.string();
                self.text.push(' ');
                if string.starts_with(|c: char| c.is_ascii_lowercase())
                    && !string.contains(['\n', '\t', '#', ':'])
                    && !string.ends_with(' ')
                {
                    self.text.push_str(&string);
                } else {
                    self.quoted(&string);
                }
                let end = if self.chance(4) { " # c: [\n" } else { "\n" };
                self.text.push_str(end);
            }
        }
    }

    /// Writes lines after `|` or `>`.
    fn block_text(&mut self, indent: usize) {
        let starts = ["|", ">", "|-", ">-", "|+", ">+"];
        let _ = writeln!(self.text, " {}", starts[self.random.below(starts.len())]);
        for _ in 0..=self.random.below(3) {
            let line: String = self.string().replace(['\n', '\t'], "x");
            let _ = writeln!(self.text, "{:indent$}l{}", "", line.trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_documents_are_read_alike() {
        for format in [Format::Json, Format::Yaml] {
            let found = compared(format, 400, 7);
            assert_eq!(found.different, [""; 0], "{format}");
            assert!(found.same > 200, "{found}");
        }
    }
}

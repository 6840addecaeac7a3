//! Reads mistakes that people have made, with one JSON object per line.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One mistake.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Case {
    /// How it is referred to.
    pub(crate) id: String,
    /// The label of the provider.
    pub(crate) provider: String,
    /// The list of scopes that was written.
    pub(crate) wrong: String,
    /// The list as it should be; `None` if it is unknown.
    pub(crate) right: Option<String>,
    /// The wrong parts of the list.
    #[serde(default)]
    pub(crate) bad_tokens: Vec<BadToken>,
    /// The class of the mistake.
    pub(crate) group: String,
}

/// A wrong part of a list.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct BadToken {
    /// As it was written.
    pub(crate) wrong: String,
    /// The right text; `None` if there should be nothing, or it is unknown.
    pub(crate) right: Option<String>,
    /// Other right texts, for one scope that was split into several.
    #[serde(default)]
    pub(crate) alternatives: Option<Vec<String>>,
}

impl BadToken {
    /// All right texts.
    pub(crate) fn rights(&self) -> impl Iterator<Item = &str> {
        self.right.iter().chain(self.alternatives.iter().flatten()).map(String::as_str)
    }
}

/// Reads a file of cases.
///
/// # Errors
///
/// If the file cannot be read, or a line is not a case; the message states which line, and why.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    parse(&text).map_err(|message| format!("{}, {message}", path.display()))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let told = |at: usize, error: &serde_json::Error| {
        let error = error.to_string();
        let (reason, _) = error.split_once(" at line ").unwrap_or((&error, ""));
        format!("line {}: {reason}", at + 1)
    };
    let case = |(at, line)| serde_json::from_str(line).map_err(|error| told(at, &error));
    lines.map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_may_be_missing_and_others_are_passed_over() {
        let line = r#"{"id":"c1","provider":"p","wrong":"a","right":null,"group":"number","kind":"?","bad_tokens":[{"wrong":"a","right":"b","alternatives":["c"]}]}"#;
        let cases: Vec<Case> = parse(&format!("{line}\n\n")).expect("a case");
        let rights: Vec<&str> = cases[0].bad_tokens[0].rights().collect();
        assert_eq!((cases.len(), &*rights), (1, &["b", "c"][..]));
    }

    #[test]
    fn a_line_that_is_not_json_is_named() {
        let message = parse::<Case>("\n{\"id\": ").expect_err("no case");
        assert_eq!(message, "line 2: EOF while parsing a value");
    }
}

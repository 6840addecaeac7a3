//! Tests that the project is written in American English, with one word for each thing (`docs/glossary.md`).
//!
//! Comments, strings and pages are checked, but not code, text in backticks, or names of providers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A phrase to avoid, and what to write instead. A `*` at the end of a word matches any rest of it, and `_` matches any
/// word. If one of the exceptions contains the phrase, the phrase is allowed; an exception can start at most one word
/// earlier.
const TABLE: &[(&str, &str, &[&str])] = &[
    // American spelling
    ("amongst", "among", &[]),
    ("analys*", "analyze", &["analysis", "analyst*"]),
    ("artefact*", "artifact", &[]),
    ("authoris*", "authorize", &[]),
    ("behaviour*", "behavior", &[]),
    ("cancelled", "canceled", &[]),
    ("capitalis*", "capitalize", &[]),
    ("catalogue*", "catalog", &[]),
    ("centre*", "center", &[]),
    ("colour*", "color", &[]),
    ("customis*", "customize", &[]),
    ("defence", "defense", &[]),
    ("emphasis*", "emphasize", &["emphasis"]),
    ("favour*", "favor", &[]),
    ("fulfil", "fulfill", &[]),
    ("generalis*", "generalize", &[]),
    ("grey", "gray", &[]),
    ("honour*", "honor", &[]),
    ("initialis*", "initialize", &[]),
    ("judgement*", "judgment", &[]),
    ("labelled", "labeled", &[]),
    ("labelling", "labeling", &[]),
    ("licence*", "license", &[]),
    ("maximis*", "maximize", &[]),
    ("minimis*", "minimize", &[]),
    ("misspelt", "misspelled", &[]),
    ("modelled", "modeled", &[]),
    ("neighbour*", "neighbor", &[]),
    ("normalis*", "normalize", &[]),
    ("optimis*", "optimize", &["optimistic"]),
    ("organis*", "organize", &["organism"]),
    ("recognis*", "recognize", &[]),
    ("serialis*", "serialize", &[]),
    ("specialis*", "specialize", &["specialist*"]),
    ("spelt", "spelled", &[]),
    ("summaris*", "summarize", &[]),
    ("synchronis*", "synchronize", &[]),
    ("towards", "toward", &[]),
    ("utilis*", "utilize", &[]),
    ("whilst", "while", &[]),
    // Plain words
    ("anew", "again", &[]),
    ("are told", "are reported", &[]),
    ("answers to", "grants, or is another name for", &[]),
    ("comes near", "is similar", &[]),
    ("come near", "are similar", &[]),
    ("goes between", "separates", &[]),
    ("held against", "checked against", &[]),
    ("hold _ against", "check against", &[]),
    ("holds _ against", "checks against", &[]),
    ("is no", "is not a", &["there is no", "is no longer", "is no more", "that is no"]),
    ("is told", "is reported", &[]),
    ("lacks", "does not have, or is not in", &[]),
    ("leads nowhere", "is not found", &[]),
    ("mend", "fix", &[]),
    ("mended", "fixed", &[]),
    ("put right", "fix", &[]),
    ("puts right", "fixes", &[]),
    ("so many", "the name of the limit", &[]),
    ("stands", "is", &["stands for", "stands in for"]),
    ("the ending", "the extension", &[]),
];

/// Files whose words are not ours: texts of providers, licenses, schemas.
const EXEMPT: &[&str] = &[
    "scope-providers/catalogs/",
    "scope-providers/operations/",
    "cargo-scopes/tests/formats/",
    "LICENSE",
    "Cargo.lock",
    "tests/vocabulary.rs",
];

/// A file and a phrase that is allowed in it.
const ALLOWED: &[(&str, &str)] = &[
    // A note in the bundled catalog of GitHub.
    ("cargo-scopes/tests/add.rs", "stands"),
    // Texts of servers.
    ("src/error_response/forms/", "lacks"),
    ("docs/reference/error-responses.md", "lacks"),
];

#[test]
fn words_are_those_of_the_glossary() {
    let mut wrong = BTreeMap::new();
    for path in tracked() {
        let Ok(text) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)) else { continue };
        for piece in pieces(&path, &text) {
            for (line, phrase, instead) in found(&piece) {
                if !ALLOWED.iter().any(|(file, allowed)| path.starts_with(file) && *allowed == phrase) {
                    wrong.insert((path.clone(), line, phrase), instead);
                }
            }
        }
    }
    let lines: Vec<String> = wrong
        .iter()
        .map(|((path, line, phrase), instead)| format!("{path}:{line}: `{phrase}`; write: {instead}"))
        .collect();
    assert!(lines.is_empty(), "{} phrases are not plain American English\n{}", lines.len(), lines.join("\n"));
}

/// The files in version control.
fn tracked() -> Vec<String> {
    let output = Command::new("git")
        .args(["-C", env!("CARGO_MANIFEST_DIR"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .expect("git");
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    let is_ours = |path: &&str| {
        let is_text = [".rs", ".md", ".toml", ".txt", ".yml", ".yaml", ".sh"].iter().any(|end| path.ends_with(end));
        is_text && !EXEMPT.iter().any(|exempt| path.contains(exempt))
    };
    list.split('\0').filter(is_ours).map(str::to_owned).collect()
}

/// A word or a punctuation mark, and its line.
type Token = (usize, String);

/// The phrases of the table in a piece of text: the line, the phrase and what to write instead.
fn found(piece: &[Token]) -> Vec<(usize, &'static str, &'static str)> {
    let mut found = Vec::new();
    for start in 0..piece.len() {
        let first = piece[start].1.as_bytes().first();
        for &(phrase, instead, exceptions) in TABLE.iter().filter(|(phrase, ..)| phrase.as_bytes().first() == first) {
            let is_excepted =
                |exception: &&str| (start.saturating_sub(1)..=start).any(|from| begins(&piece[from..], exception));
            if begins(&piece[start..], phrase) && !exceptions.iter().any(is_excepted) {
                found.push((piece[start].0, phrase, instead));
            }
        }
    }
    found
}

/// Whether tokens start with a phrase.
fn begins(tokens: &[Token], phrase: &str) -> bool {
    let mut tokens = tokens.iter();
    phrase.split(' ').all(|word| {
        tokens.next().is_some_and(|(_, token)| match word.strip_suffix('*') {
            Some(beginning) => token.starts_with(beginning),
            None => word == "_" || token == word,
        })
    })
}

/// The checked pieces of a file: consecutive words in a comment, a string or a paragraph.
fn pieces(path: &str, text: &str) -> Vec<Vec<Token>> {
    let prose = match path.rsplit('.').next() {
        Some("rs") => rust(text),
        Some("toml" | "yml" | "yaml" | "sh") => {
            text.lines().map(|line| after(line, "#")).collect::<Vec<_>>().join("\n")
        }
        _ => text.to_owned(),
    };
    let mut pieces = vec![Vec::new()];
    for (number, line) in prose.lines().enumerate() {
        if line.trim().is_empty() {
            pieces.push(Vec::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.extend(words(line).into_iter().map(|word| (number + 1, word)));
        }
    }
    pieces
}

/// The rest of a line after a mark.
fn after<'l>(line: &'l str, mark: &str) -> &'l str {
    line.split_once(mark).map_or("", |(_, rest)| rest)
}

/// The words of a line in lowercase, and its punctuation. Text in backticks becomes a single mark.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('`').enumerate() {
        if number % 2 == 1 {
            words.push("`".to_owned());
            continue;
        }
        let mut word = String::new();
        for c in part.chars().chain([' ']) {
            if c.is_alphanumeric() || c == '_' || c == '\'' {
                word.extend(c.to_lowercase());
                continue;
            }
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !c.is_whitespace() && !"*/#|".contains(c) {
                words.push(c.to_string());
            }
        }
    }
    words
}

/// The comments and strings of a Rust source at their places. Everything else is replaced by spaces.
fn rust(text: &str) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (keeps, length) = token(rest);
        for part in rest[..length].chars() {
            prose.push(if keeps || part == '\n' { part } else { ' ' });
        }
        if keeps && c != '/' {
            // The text after a string is another piece.
            prose.push('.');
        }
        rest = &rest[length..];
    }
    prose
}

/// Whether the next token of a source is a comment or a string, and its length.
fn token(text: &str) -> (bool, usize) {
    if text.starts_with("//") {
        return (true, text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return (true, text.find("*/").map_or(text.len(), |at| at + 2));
    }
    let hashes = text.strip_prefix('r').map_or(0, |raw| raw.bytes().take_while(|byte| *byte == b'#').count());
    if text.starts_with('r') && text[1 + hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let start = hashes + 2;
        return (true, text[start..].find(&close).map_or(text.len(), |at| start + at + close.len()));
    }
    if text.starts_with('"') {
        return (true, string(text));
    }
    for quoted in ["'\"'", "'\\''", "'\\\"'", "b'\"'"] {
        if text.starts_with(quoted) {
            return (false, quoted.len());
        }
    }
    let word = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (false, if word > 0 { word } else { text.chars().next().map_or(1, char::len_utf8) })
}

/// The length of a string literal.
fn string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == '"' && !is_escaped {
            return at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    text.len()
}

#[test]
fn only_text_for_people_is_read() {
    let source = "// a colour\nlet colour = \"is no\\n list\"; // there is no `colour`\nlet c = '\"'; // mend";
    let found: Vec<(usize, &str)> =
        pieces("x.rs", source).iter().flat_map(|piece| found(piece)).map(|(line, phrase, _)| (line, phrase)).collect();
    assert_eq!(found, [(1, "colour*"), (2, "is no"), (3, "mend")]);
}

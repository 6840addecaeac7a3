//! The command line.

use std::path::PathBuf;

/// The usage message.
const USAGE: &str = "scope-eval FILE [--catalogs DIR], scope-eval verdicts|lists|names|operations FILE [--catalogs DIR], scope-eval answers FILE, scope-eval edits|needs [--catalogs DIR] [--seed N], scope-eval documents [--seed N], scope-eval configs|sources|specs|provenance DIR, scope-eval kills PROGRAM [--seed N], or scope-eval roundtrip DIR [--catalogs DIR]";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// What is measured.
    pub(crate) mode: Mode,
    /// A folder of catalogs to use instead of the bundled ones.
    pub(crate) catalogs: Option<PathBuf>,
}

/// What is measured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Mistakes in a file.
    Cases(PathBuf),
    /// Mistakes in a file that describes the right text in words.
    Verdicts(PathBuf),
    /// Recorded error responses.
    Answers(PathBuf),
    /// Scope lists of programs that are in use.
    Lists(PathBuf),
    /// Operations as people write them.
    Operations(PathBuf),
    /// Real names of providers.
    Names(PathBuf),
    /// One random edit of every name.
    Edits {
        /// The seed for the edits.
        seed: u64,
    },
    /// The smallest set of scopes for what operations need.
    Needs {
        /// The seed for drawing the operations.
        seed: u64,
    },
    /// Which files are torn or lost if a program is killed while it writes.
    Kills {
        /// The path of `cargo-scopes`.
        program: PathBuf,
        /// The seed for the random moments.
        seed: u64,
    },
    /// Random documents, read by two parsers.
    Documents {
        /// The seed for the documents.
        seed: u64,
    },
    /// The configuration files of a folder.
    Configs(PathBuf),
    /// The Rust files of a folder.
    Sources(PathBuf),
    /// The API descriptions of a folder.
    Specs(PathBuf),
    /// What the catalogs were made from, compared with the documents in a folder.
    Provenance(PathBuf),
    /// The API descriptions of a folder, compared with the catalogs of their providers.
    RoundTrip(PathBuf),
}

/// Makes a mode from a path.
type OfPath = fn(PathBuf) -> Mode;

/// The modes for a file, a folder or a program, by the word for it.
const OF_FILES: [(&str, OfPath); 10] = [
    ("answers", Mode::Answers),
    ("configs", Mode::Configs),
    ("lists", Mode::Lists),
    ("names", Mode::Names),
    ("operations", Mode::Operations),
    ("provenance", Mode::Provenance),
    ("roundtrip", Mode::RoundTrip),
    ("sources", Mode::Sources),
    ("specs", Mode::Specs),
    ("verdicts", Mode::Verdicts),
];

/// The modes that do not use the catalogs.
const WITHOUT_CATALOGS: [&str; 4] = ["configs", "provenance", "sources", "specs"];

impl Options {
    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    ///
    /// If an argument is unknown or missing.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let (mut catalogs, mut seed, mut words) = (None, None, Vec::new());
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--catalogs" => catalogs = Some(PathBuf::from(value(&argument, arguments.next())?)),
                "--seed" => seed = Some(number(&value(&argument, arguments.next())?)?),
                option if option.starts_with('-') => return Err(format!("`{option}` means nothing here: {USAGE}")),
                _ => words.push(argument),
            }
        }
        let drawn = seed.unwrap_or(1);
        let mode = match &*words.iter().map(String::as_str).collect::<Vec<_>>() {
            [] => return Err(format!("what is to be measured? {USAGE}")),
            ["documents"] => Mode::Documents { seed: drawn },
            ["edits"] => Mode::Edits { seed: drawn },
            ["needs"] => Mode::Needs { seed: drawn },
            ["kills", program] => Mode::Kills { program: program.into(), seed: drawn },
            _ if seed.is_some() => return Err(format!("`--seed` is for documents, edits, needs and kills: {USAGE}")),
            [word, ..] if WITHOUT_CATALOGS.contains(word) && catalogs.is_some() => {
                return Err(format!("`{word}` takes a folder only: {USAGE}"));
            }
            ["kills"] => return Err(format!("which program? {USAGE}")),
            [word] if OF_FILES.iter().any(|(name, _)| name == word) => {
                return Err(format!("`{word}` of which file or folder? {USAGE}"));
            }
            [file] => Mode::Cases(file.into()),
            [word, path] => {
                let found = OF_FILES.iter().find(|(name, _)| name == word);
                let (_, mode) = found.ok_or_else(|| format!("`{path}` is one argument too many: {USAGE}"))?;
                mode(path.into())
            }
            [.., last] => return Err(format!("`{last}` is one argument too many: {USAGE}")),
        };
        Ok(Self { mode, catalogs })
    }
}

fn value(option: &str, value: Option<String>) -> Result<String, String> {
    value.ok_or_else(|| format!("`{option}` takes a value: {USAGE}"))
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number: {USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn files_and_edits() {
        let cases = Options { mode: Mode::Cases("a.jsonl".into()), catalogs: Some("dir".into()) };
        assert_eq!(parse("--catalogs dir a.jsonl"), Ok(cases));
        assert_eq!(parse("configs d"), Ok(Options { mode: Mode::Configs("d".into()), catalogs: None }));
        assert_eq!(parse("specs d"), Ok(Options { mode: Mode::Specs("d".into()), catalogs: None }));
        let documents = Options { mode: Mode::RoundTrip("d".into()), catalogs: Some("dir".into()) };
        assert_eq!(parse("roundtrip d --catalogs dir"), Ok(documents));
        assert_eq!(parse("lists f"), Ok(Options { mode: Mode::Lists("f".into()), catalogs: None }));
        assert_eq!(parse("answers f"), Ok(Options { mode: Mode::Answers("f".into()), catalogs: None }));
        assert_eq!(parse("verdicts f"), Ok(Options { mode: Mode::Verdicts("f".into()), catalogs: None }));
        assert_eq!(parse("names f"), Ok(Options { mode: Mode::Names("f".into()), catalogs: None }));
        assert_eq!(parse("needs"), Ok(Options { mode: Mode::Needs { seed: 1 }, catalogs: None }));
        let kills = Mode::Kills { program: "p".into(), seed: 2 };
        assert_eq!(parse("kills p --seed 2"), Ok(Options { mode: kills, catalogs: None }));
        assert_eq!(parse("documents"), Ok(Options { mode: Mode::Documents { seed: 1 }, catalogs: None }));
        assert_eq!(parse("edits --seed 7"), Ok(Options { mode: Mode::Edits { seed: 7 }, catalogs: None }));
    }

    #[test]
    fn what_means_nothing_is_named() {
        for line in [
            "", "a b", "edits --seed x", "edits --seed", "--fast a", "a --seed 1", "roundtrip", "configs", "specs",
            "specs d --catalogs e", "configs d e", "names", "kills", "configs d --seed 1", "verdicts", "lists f g",
            "lists f --seed 1",
        ] {
            assert!(parse(line).is_err_and(|message| message.ends_with(USAGE)), "{line}");
        }
    }
}

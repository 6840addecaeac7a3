//! Reads the arguments of the compiler's process, including those in files: `rustc` reads each line of `@file` as an
//! argument, which cargo uses for long command lines.

use std::path::Path;
use std::sync::OnceLock;

use scope_catalog::load::read_text_file;

/// The maximum size of such a file. Command lines have a few kilobytes.
const MOST_BYTES: u64 = 16 << 20;

/// Whether there is an argument `--name value` or `--name=value`.
pub(crate) fn has(name: &str) -> bool {
    find(all(), name).is_some()
}

/// Whether the crate uses the 2015 edition, which is the compiler's default.
pub(crate) fn are_of_edition_2015() -> bool {
    is_edition_2015(all())
}

fn is_edition_2015(arguments: &[String]) -> bool {
    let is_crate = find(arguments, "--crate-name").is_some() || find(arguments, "--crate-type").is_some();
    is_crate && find(arguments, "--edition").is_none_or(|edition| edition == "2015")
}

/// Returns the value of an argument; empty if it is the last one.
fn find<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    for (position, argument) in arguments.iter().enumerate() {
        match argument.strip_prefix(name) {
            Some("") => return Some(arguments.get(position + 1).map_or("", String::as_str)),
            Some(rest) if rest.starts_with('=') => return Some(&rest[1..]),
            _ => {}
        }
    }
    None
}

fn all() -> &'static [String] {
    static ARGUMENTS: OnceLock<Vec<String>> = OnceLock::new();
    ARGUMENTS.get_or_init(|| {
        let mut all = Vec::new();
        for argument in std::env::args_os() {
            add_expanded(&mut all, argument.to_string_lossy().into_owned());
        }
        all
    })
}

/// Adds an argument, or the lines of the file that it names. If the file cannot be read, the compiler has failed
/// already.
fn add_expanded(all: &mut Vec<String>, argument: String) {
    match argument.strip_prefix('@').map(|file| read_text_file(Path::new(file), MOST_BYTES)) {
        Some(Ok(text)) => {
            for line in text.lines() {
                all.push(line.to_owned());
            }
        }
        Some(Err(_)) => {}
        None => all.push(argument),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn arguments_have_values() {
        let arguments = words("rustc --crate-name demo --cap-lints=allow --edition");
        assert_eq!(find(&arguments, "--crate-name"), Some("demo"));
        assert_eq!(find(&arguments, "--cap-lints"), Some("allow"));
        assert_eq!(find(&arguments, "--edition"), Some(""));
        assert_eq!(find(&arguments, "--crate"), None);
    }

    #[test]
    fn an_edition_that_is_not_named_is_2015() {
        for (arguments, is_2015) in [
            ("rustc --crate-name a", true),
            ("rustc --crate-name a --edition=2015", true),
            ("rustc --crate-type lib --edition 2015", true),
            ("rustc --crate-name a --edition=2018", false),
            ("rustc --crate-name a --edition 2021", false),
            ("rust-analyzer-proc-macro-srv", false),
        ] {
            assert_eq!(is_edition_2015(&words(arguments)), is_2015, "{arguments}");
        }
    }

    #[test]
    fn a_file_of_arguments_is_read() {
        let file = std::env::temp_dir().join(format!("oauth-scopes-arguments-{}", std::process::id()));
        std::fs::write(&file, "--crate-name\r\ndemo\n--cap-lints\nallow\n@nothing\n").expect("a file");
        let expanded = |arguments: &[&str]| {
            let mut all = Vec::new();
            for argument in arguments {
                add_expanded(&mut all, (*argument).to_owned());
            }
            all
        };
        let arguments = expanded(&["rustc", &format!("@{}", file.display()), "src/lib.rs"]);
        let _ = std::fs::remove_file(&file);
        assert_eq!(arguments, ["rustc", "--crate-name", "demo", "--cap-lints", "allow", "@nothing", "src/lib.rs"]);
        assert_eq!(expanded(&["@", "@/no/such/file"]), [""; 0]);
    }
}

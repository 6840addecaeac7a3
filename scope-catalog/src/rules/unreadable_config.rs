//! `unreadable-config`

use crate::finding::Finding;
use crate::model::{Level, Rule};

/// The rule `unreadable-config`.
pub static RULE: Rule = Rule {
    id: "unreadable-config",
    default_level: Level::Deny,
    summary: "a configuration file that cannot be read, or has nothing where its scopes should be",
    docs: "\
The file is not there, is no text, breaks the rules of its format, or its path leads nowhere. What cannot be read cannot \
be checked, and a check that passes over it would look like a success.

**Written:** `[[config]]` with a `path` that the file does not have

**Instead:** the path that it has; the message says how far it leads, and what is there.",
};

/// A file that cannot be read.
pub fn finding(message: String, help: Option<String>) -> Finding {
    let mut finding = Finding::new(&RULE, message);
    finding.help = help;
    finding
}

//! `unresolved-value`

use crate::finding::Finding;
use crate::model::{Level, Rule};

/// The rule `unresolved-value`.
pub static RULE: Rule = Rule {
    id: "unresolved-value",
    default_level: Level::Allow,
    summary: "a value in a configuration file that is only known when the file is used",
    docs: "\
A reference to the environment, an expression, a template. It is never guessed. Allowed by default; a team that wants \
every list of scopes to stand in the repository sets it to `deny`.

**Written:** `scope: ${OIDC_SCOPES}`

**Instead:** the scopes themselves; or a check of the variable where it is set.",
};

/// A value that is written `raw`.
pub fn finding(raw: &str) -> Finding {
    Finding::new(&RULE, format!("`{raw}` is only known when the file is used")).token(raw)
}

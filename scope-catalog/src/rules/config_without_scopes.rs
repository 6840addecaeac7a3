//! `config-without-scopes`

use crate::finding::Finding;
use crate::model::{Level, Rule};

/// The rule `config-without-scopes`.
pub static RULE: Rule = Rule {
    id: "config-without-scopes",
    default_level: Level::Warn,
    summary: "a configuration file in which no list of scopes was found",
    docs: "\
A file that is named to be checked and has no scopes: it may have moved to another shape, or the pattern that names it \
finds other files too.

**Written:** `[[config]] file = \"config/*.toml\"`, where one of them has no scopes

**Instead:** a pattern that leaves it out.",
};

/// A file without scopes.
pub fn finding(preset: Option<&str>) -> Finding {
    let looked = preset.map_or_else(String::new, |preset| format!(" where `{preset}` has them"));
    Finding::new(&RULE, format!("there are no scopes in this file{looked}"))
}

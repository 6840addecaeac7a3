//! `foreign-scope`

use super::collector::Collector;
use super::context::Context;
use crate::finding::Finding;
use crate::model::{Level, Rule};
use crate::request::diagnosis::Reason;

/// The rule `foreign-scope`.
pub static RULE: Rule = Rule {
    id: "foreign-scope",
    default_level: Level::Deny,
    summary: "a scope that belongs to another catalog",
    docs: "\
The name is correct, but it belongs to another provider: it is in another catalog of the same file. The provider of this \
request does not know it and answers `invalid_scope`. A name that resembles one of this catalog is reported as \
`unknown-scope` instead.

**Example:** `scopes!(\"repo\")`, if `repo` is in `[catalogs.github]`

**Use instead:** `scopes!(github: \"repo\")`",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Collector) {
    for &(spot, word, diagnosis) in &cx.unknown() {
        let Reason::Foreign { catalog, key } = &diagnosis.reason else { continue };
        if spot.reading.foreign_character(word).is_some() {
            continue;
        }
        let message = format!("{} is a scope of {catalog}, not of {}", spot.quote(), cx.catalog.name());
        let call = match key {
            Some(key) => format!("scopes!({}: \"{}\")", key.replace('-', "_"), word.text),
            None => format!("scopes!(\"{}\")", word.text),
        };
        let is_proven = cx.catalog.is_complete_for(&word.text);
        findings.push(
            Finding::new(&RULE, message)
                .level(if is_proven { Level::Deny } else { Level::Warn })
                .at(spot.span())
                .token(spot.written())
                .help(format!("to request it from {catalog}, write `{call}`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings_beside, first_beside};

    const MAIN: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass']";
    const OTHER: &str = "name = 'GitHub'\nscopes = ['repo', 'gist', 'read_profiles']";

    #[test]
    fn whose_it_is() {
        let finding = first_beside(MAIN, OTHER, &["repo"]);
        assert_eq!(finding.message, "`repo` is a scope of GitHub, not of multipass");
        assert_eq!(finding.help.as_deref(), Some("to request it from GitHub, write `scopes!(other: \"repo\")`"));
    }

    #[test]
    fn a_near_name_of_this_catalog_comes_first() {
        assert_eq!(findings_beside(MAIN, OTHER, &["read_profiles"]), ["unknown-scope"]);
        assert_eq!(findings_beside(MAIN, OTHER, &["nowhere"]), ["unknown-scope"]);
    }
}

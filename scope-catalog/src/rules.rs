//! What is checked: one file a rule, and the list of them all.

use crate::rule::Rule;

mod approval_needed;
pub mod broader_scope;
pub(crate) mod config_differs;
pub mod config_without_scopes;
mod conflicting_scopes;
mod deprecated_scope;
mod duplicate_scope;
mod empty_list;
mod encoded_text;
mod foreign_scope;
mod invalid_character;
mod missing_companion;
pub mod missing_scope;
mod quoted_text;
mod redundant_scope;
mod removed_scope;
mod scope_not_allowed;
mod stray_whitespace;
mod too_many_scopes;
pub(crate) mod unknown_scope;
pub mod unneeded_scope;
pub mod unreadable_config;
pub mod unresolved_value;
mod wrong_delimiter;
mod wrong_kind;

mod form;
mod retirement;

/// Every rule, in the order of the documentation: form, names, sets, clients, operations, configuration files.
pub static ALL: [&Rule; 25] = [
    &empty_list::RULE,
    &wrong_delimiter::RULE,
    &stray_whitespace::RULE,
    &encoded_text::RULE,
    &quoted_text::RULE,
    &invalid_character::RULE,
    &duplicate_scope::RULE,
    &unknown_scope::RULE,
    &removed_scope::RULE,
    &deprecated_scope::RULE,
    &foreign_scope::RULE,
    &redundant_scope::RULE,
    &conflicting_scopes::RULE,
    &missing_companion::RULE,
    &too_many_scopes::RULE,
    &scope_not_allowed::RULE,
    &wrong_kind::RULE,
    &approval_needed::RULE,
    &missing_scope::RULE,
    &unneeded_scope::RULE,
    &broader_scope::RULE,
    &unreadable_config::RULE,
    &unresolved_value::RULE,
    &config_without_scopes::RULE,
    &config_differs::RULE,
];

/// The rules about form and names: those before the first one about sets.
pub(crate) fn of_names() -> &'static [&'static Rule] {
    let end = ALL.iter().position(|rule| rule.id == redundant_scope::RULE.id).unwrap_or(ALL.len());
    &ALL[..end]
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.into_iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list in this file is the only one: every file beside it is a rule on it, or shared by rules.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the sources")]
    fn every_file_is_on_the_list() {
        let shared = ["form", "retirement"];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of the rules")
            .map(|file| file.expect("an entry").path().file_stem().expect("a name").to_string_lossy().replace('_', "-"))
            .filter(|name| !shared.contains(&&**name))
            .collect();
        files.sort();
        let mut ids: Vec<&str> = ALL.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        assert_eq!(files, ids);
    }

    #[test]
    fn the_rules_about_names_come_first() {
        let ids: Vec<&str> = of_names().iter().map(|rule| rule.id).collect();
        assert_eq!((ids.first(), ids.last(), ids.len()), (Some(&"empty-list"), Some(&"foreign-scope"), 11));
    }

    #[test]
    fn every_rule_is_documented() {
        for rule in ALL {
            assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.id);
            assert!(rule.docs.contains("**Written:**") && rule.docs.contains("**Instead:**"), "{}", rule.id);
        }
    }
}

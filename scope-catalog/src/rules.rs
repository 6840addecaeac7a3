//! What is checked: one file a rule, and the list of them all.

use crate::rule::Rule;

pub mod approval_needed;
pub mod broader_scope;
pub mod config_differs;
pub mod config_without_scopes;
pub mod conflicting_scopes;
pub mod deprecated_scope;
pub mod duplicate_scope;
pub mod empty_list;
pub mod encoded_text;
pub mod foreign_scope;
pub mod invalid_character;
pub mod missing_companion;
pub mod missing_scope;
pub mod quoted_text;
pub mod redundant_scope;
pub mod removed_scope;
pub mod scope_not_allowed;
pub mod stray_whitespace;
pub mod too_many_scopes;
pub mod unknown_scope;
pub mod unneeded_scope;
pub mod unreadable_config;
pub mod unresolved_value;
pub mod wrong_delimiter;
pub mod wrong_kind;

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

//! The rules, one file each, and the list of all rules.

use crate::model::Rule;
use collector::Collector;
use context::Context;

/// Declares the rule of a module: its documentation as comments, its default level, its ID, and what it finds in one line.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $level:ident $id:literal: $summary:literal) => {
        #[doc = concat!("The rule `", $id, "`.\n" $(, "\n", $line)+)]
        pub static RULE: $crate::Rule = $crate::Rule {
            id: $id,
            default_level: $crate::Level::$level,
            summary: $summary,
            lines: concat!($($line, "\n"),+),
        };
    };
}

pub mod approval_needed;
pub mod broader_scope;
pub mod call;
pub mod catalog;
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
pub mod mixed_resources;
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
pub mod wrong_grant;
pub mod wrong_kind;

pub(crate) mod collector;
pub(crate) mod context;
mod form;
mod retirement;

/// The function that checks a rule.
pub(crate) type Check = fn(&Context<'_>, &mut Collector);

/// Every rule in the order of the documentation (form, names, sets, clients, operations, configuration files), with the
/// function that checks it in a request. The findings of rules without one are made where more than a request is known.
pub(crate) static LIST: [(&Rule, Option<Check>); 27] = [
    (&empty_list::RULE, Some(empty_list::check)),
    (&wrong_delimiter::RULE, Some(wrong_delimiter::check)),
    (&stray_whitespace::RULE, Some(stray_whitespace::check)),
    (&encoded_text::RULE, Some(encoded_text::check)),
    (&quoted_text::RULE, Some(quoted_text::check)),
    (&invalid_character::RULE, Some(invalid_character::check)),
    (&duplicate_scope::RULE, Some(duplicate_scope::check)),
    (&unknown_scope::RULE, Some(unknown_scope::check)),
    (&removed_scope::RULE, Some(removed_scope::check)),
    (&deprecated_scope::RULE, Some(deprecated_scope::check)),
    (&foreign_scope::RULE, Some(foreign_scope::check)),
    (&redundant_scope::RULE, Some(redundant_scope::check)),
    (&conflicting_scopes::RULE, Some(conflicting_scopes::check)),
    (&missing_companion::RULE, Some(missing_companion::check)),
    (&too_many_scopes::RULE, Some(too_many_scopes::check)),
    (&mixed_resources::RULE, Some(mixed_resources::check)),
    (&scope_not_allowed::RULE, Some(scope_not_allowed::check)),
    (&wrong_kind::RULE, Some(wrong_kind::check)),
    (&wrong_grant::RULE, Some(wrong_grant::check)),
    (&approval_needed::RULE, Some(approval_needed::check)),
    (&missing_scope::RULE, Some(missing_scope::check)),
    (&unneeded_scope::RULE, Some(unneeded_scope::check)),
    (&broader_scope::RULE, None),
    (&unreadable_config::RULE, None),
    (&unresolved_value::RULE, None),
    (&config_without_scopes::RULE, None),
    (&config_differs::RULE, None),
];

/// Every rule, in the order of the documentation.
pub static ALL: [&Rule; LIST.len()] = {
    let mut all = [LIST[0].0; LIST.len()];
    let mut at = 1;
    while at < all.len() {
        all[at] = LIST[at].0;
        at += 1;
    }
    all
};

/// Rules that find nothing wrong: what the provider takes as it is, and could be shorter. Their findings are warnings of
/// the command line, and none of a build, unless the catalog sets their level.
pub static ADVICE: [&Rule; 4] =
    [&empty_list::RULE, &duplicate_scope::RULE, &redundant_scope::RULE, &unneeded_scope::RULE];

/// Mistakes that prevent the rules in [`ALL`] from being checked: always errors, at any level in the catalog.
pub static FUNDAMENTAL: [&Rule; 2] = [&catalog::RULE, &call::RULE];

/// The rules about form and names: those before the first one about sets.
pub(crate) fn of_names() -> &'static [(&'static Rule, Option<Check>)] {
    let end = LIST.iter().position(|(rule, _)| **rule == redundant_scope::RULE).unwrap_or(LIST.len());
    &LIST[..end]
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.into_iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;

    /// The list in this file is the only one: every file beside it is a rule on it, or shared by rules.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test looks at the sources")]
    fn every_file_is_on_the_list() {
        let shared = ["collector", "context", "form", "retirement"];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of the rules")
            .map(|file| file.expect("an entry").path().file_stem().expect("a name").to_string_lossy().replace('_', "-"))
            .filter(|name| !shared.contains(&&**name))
            .collect();
        files.sort();
        let mut ids: Vec<&str> = ALL.iter().chain(&FUNDAMENTAL).map(|rule| rule.id).collect();
        ids.sort_unstable();
        assert_eq!(files, ids);
    }

    #[test]
    fn the_rules_about_names_come_first() {
        let ids: Vec<&str> = of_names().iter().map(|(rule, _)| rule.id).collect();
        assert_eq!((ids.first(), ids.last(), ids.len()), (Some(&"empty-list"), Some(&"foreign-scope"), 11));
    }

    #[test]
    fn advice_is_advice_until_the_catalog_sets_its_level() {
        let catalog = |levels: &str| crate::Catalog::from_text(&format!("scopes = ['a']\n{levels}")).expect("sound");
        let is_advice = |catalog: &crate::Catalog, rule| crate::is_advice(catalog, &Finding::new(rule, ""));
        let plain = catalog("");
        let advice: Vec<&str> = ALL.into_iter().filter(|&rule| is_advice(&plain, rule)).map(|rule| rule.id).collect();
        assert_eq!(advice, ["empty-list", "duplicate-scope", "redundant-scope", "unneeded-scope"]);
        assert!(ADVICE.iter().all(|rule| rule.default_level == crate::Level::Warn));
        let raised = catalog("[levels]\nduplicate-scope = 'warn'");
        assert!(!is_advice(&raised, &duplicate_scope::RULE) && is_advice(&raised, &redundant_scope::RULE));
    }

    #[test]
    fn every_rule_is_documented() {
        for rule in ALL {
            assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.id);
            assert!(rule.docs().contains("**Example:**") && rule.docs().contains("**Use instead:**"), "{}", rule.id);
        }
    }
}

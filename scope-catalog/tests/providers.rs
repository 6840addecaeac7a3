//! The bundled catalogues are sound: nothing looks at their references when a user's program is compiled.

use scope_catalog::{Catalog, Coverage, Request, Scope, check, is_token};

fn catalogs() -> impl Iterator<Item = (&'static str, Catalog)> {
    scope_providers::NAMES.iter().map(|name| {
        let text = scope_providers::text(name).expect("a listed provider");
        let catalog = Catalog::from_text(text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        (*name, catalog)
    })
}

fn is_plain(scope: &Scope) -> bool {
    is_token(&scope.name) && !scope.name.contains('{')
}

#[test]
fn every_one_parses_and_says_where_it_is_from() {
    for (name, catalog) in catalogs() {
        assert!(catalog.documentation().is_some_and(|source| source.starts_with("https://")), "{name}");
        assert!(catalog.checked().is_some(), "{name}");
        assert_ne!(catalog.name(), "this catalogue", "{name}");
        assert!(!catalog.scopes().is_empty(), "{name}");
    }
}

#[test]
fn every_scope_passes_alone_but_for_what_it_requires() {
    for (name, catalog) in catalogs() {
        for scope in catalog.scopes().iter().filter(|scope| is_plain(scope)) {
            let request =
                Request { catalog: &catalog, others: &[], uses: &[&scope.name], client: None, operations: &[] };
            let findings = check(&request).findings;
            let unexpected = findings.iter().find(|finding| finding.rule.id != "missing-companion");
            assert!(unexpected.is_none(), "{name}: {unexpected:?}");
        }
    }
}

#[test]
fn descriptions_are_short_and_never_missing() {
    for (name, catalog) in catalogs() {
        for scope in catalog.scopes() {
            let length = scope.description.chars().count();
            assert!((3..=80).contains(&length), "{name}: {}", scope.name);
            assert!(!scope.description.ends_with('.'), "{name}: {}", scope.name);
        }
    }
}

#[test]
fn names_stand_in_order() {
    for (name, catalog) in catalogs() {
        assert!(catalog.scopes().is_sorted_by_key(|scope| &scope.name), "{name}");
        assert!(catalog.retired_names().is_sorted_by_key(|retired| &retired.name), "{name}");
    }
}

#[test]
fn an_unknown_name_of_a_partial_list_is_a_warning() {
    for (name, catalog) in catalogs() {
        let request =
            Request { catalog: &catalog, others: &[], uses: &["qqqqqqqqqqqqqqqq"], client: None, operations: &[] };
        let level = check(&request).findings[0].level;
        assert_eq!(level == scope_catalog::Level::Warn, catalog.coverage() == Coverage::Partial, "{name}");
    }
}

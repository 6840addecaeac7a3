//! A catalog as a document: one that somebody publishes, or a part of a larger one.

use scope_catalog::{Catalog, Coverage, Need, OF_OPENID_CONNECT, Scope};
use scope_import::{DescribedOperation, DescribedScope, Description};

use crate::error::Failure;
use crate::output::{on_one_line, position};

/// What a catalog says that documents can say: scopes with their kinds, deprecated names, and what operations need.
///
/// # Errors
///
/// If it is not a sound catalog by itself.
pub(super) fn describe(text: &str, shown: &str) -> Result<Description, Failure> {
    let catalog = Catalog::from_text(text).map_err(|problems| {
        let line = |problem: &scope_catalog::Problem| {
            let place = position(shown, text, problem.span.range().start);
            format!("{place}: {}", on_one_line(&problem.message))
        };
        Failure::new(problems.iter().map(line).collect::<Vec<_>>().join("\n"))
    })?;
    let mut description = Description::default();
    description.title = catalog.has_name().then(|| catalog.name().to_owned());
    let may_lack = OF_OPENID_CONNECT.into_iter().any(|name| catalog.is_incomplete_for(name));
    description.complete = catalog.coverage() == Coverage::Complete && !may_lack;
    description.scopes = catalog.scopes().iter().map(as_described).collect();
    for retired in catalog.retired_names().iter().filter(|retired| retired.still_works) {
        let mut scope = DescribedScope::default();
        scope.name = retired.name.to_string();
        scope.description = retired.note.as_deref().map(str::to_owned);
        scope.deprecated = true;
        description.scopes.push(scope);
    }
    description.counts.scopes = description.scopes.len();
    description.counts.operations = catalog.operations().len();
    for operation in catalog.operations() {
        // A need of nothing is not one that documents state.
        let Some(needs) = ways(&operation.needs).filter(|ways| ways.iter().all(|way| !way.is_empty())) else {
            continue;
        };
        let mut described = DescribedOperation::default();
        described.key = operation.name.text.to_string();
        described.needs = needs;
        description.operations.push(described);
    }
    Ok(description)
}

/// A scope of a catalog, as documents describe one.
pub(crate) fn as_described(scope: &Scope) -> DescribedScope {
    let mut described = DescribedScope::default();
    described.name = scope.name.to_string();
    described.description = Some(scope.description.to_string());
    described.approval = scope.details.as_deref().is_some_and(|details| details.approval.is_some());
    described.kinds = scope.kinds().iter().map(|kind| kind.text.to_string()).collect();
    described
}

/// The most alternatives that a need is written out to.
const MOST_WAYS: usize = 1024;

/// A need as alternatives, each a list of scopes; `None` if there are too many.
pub(crate) fn ways(need: &Need) -> Option<Vec<Vec<String>>> {
    match need {
        Need::Scope(name) => Some(vec![vec![name.text.to_string()]]),
        Need::Any(needs) => {
            let all = needs.iter().map(ways).collect::<Option<Vec<_>>>()?.concat();
            (all.len() <= MOST_WAYS).then_some(all)
        }
        Need::All(needs) => needs.iter().try_fold(vec![Vec::new()], |all, need| {
            let next = ways(need)?;
            let joined = all.iter().flat_map(|way| next.iter().map(|more| [&**way, &**more].concat()));
            (all.len() * next.len() <= MOST_WAYS).then(|| joined.collect())
        }),
    }
}

#[cfg(test)]
mod tests {
    use scope_catalog::load::load_provider;
    use scope_import::merge;
    use scope_import::write::{CatalogHead, catalog};

    use super::*;

    #[test]
    fn every_bundled_catalog_comes_back() {
        for name in scope_providers::NAMES {
            let text = scope_providers::text(name).expect("a bundled catalog");
            let bundled = load_provider(name).expect("a bundled catalog").catalog;
            let Ok(description) = describe(text, name) else {
                assert!(text.contains("extends") || text.contains("provider"), "{name} is sound by itself");
                continue;
            };
            let written = catalog(&merge(vec![description]), &CatalogHead::default());
            let again = Catalog::from_text(&written).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
            for scope in bundled.scopes() {
                let found = again.scopes().iter().find(|other| other.name == scope.name);
                let description = scope_import::one_line(&scope.description);
                assert_eq!(found.map(|found| &*found.description), Some(&*description), "{name}: {}", scope.name);
            }
        }
    }

    fn found(need: &str) -> Option<Vec<Vec<String>>> {
        let names: String = ('a'..='z').map(|name| format!("{name} = \"\"\n")).collect();
        let catalog = Catalog::from_text(&format!("[scopes]\n{names}[operations]\nx = {{ needs = {need} }}\n"));
        ways(&catalog.expect("a sound catalog").operations()[0].needs)
    }

    #[test]
    fn alternatives() {
        assert_eq!(found("'a'"), Some(vec![vec!["a".to_owned()]]));
        let mixed = found("{ all = ['a', { any = ['b', { all = ['c', 'd'] }] }] }").expect("few");
        assert_eq!(mixed, [&["a", "b"][..], &["a", "c", "d"]]);
    }

    #[test]
    fn too_many_alternatives() {
        let pair = "{ any = ['a', 'b'] }";
        assert_eq!(found(&format!("{{ all = [{}] }}", [pair; 10].join(", "))).map(|ways| ways.len()), Some(1024));
        assert_eq!(found(&format!("{{ all = [{}] }}", [pair; 11].join(", "))), None);
    }
}

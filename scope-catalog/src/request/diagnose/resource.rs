//! Names with a resource before them, and names that another resource has.

use crate::catalog::{Catalog, Lookup};
use crate::fast::map;
use crate::finding::Certainty;
use crate::names::name_words::words;
use crate::names::suggestion_index::MOST;
use crate::request::diagnosis::{Diagnosis, NOTHING, Reason, account};

/// Of a resource with more scopes, a message says how many there are.
const MOST_LISTED: usize = 8;

/// Diagnoses a name with a resource before it, a resource alone, or a bare name that another resource has. None of them is a
/// typo in a name of the default resource.
pub(super) fn of_resource(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    if catalog.resources().is_empty() {
        return None;
    }
    if let Some(meant) = catalog.with_slash(word.trim_end_matches('/')) {
        return account(Reason::Spelling, Certainty::Likely, &[&meant]);
    }
    if let Some(found) = catalog.qualified(word).filter(|found| !found.resource.is_default) {
        let before = &word[..word.len() - found.name.len()];
        if let Some(meant) = catalog.meant_at_resource(&found) {
            return account(Reason::Spelling, Certainty::Likely, &[&format!("{before}{meant}")]);
        }
        let (all, count) = (&found.resource.scopes, found.resource.scopes.len());
        let few = if count <= MOST_LISTED { &all[..] } else { &[] };
        let scopes = map(few, &mut |scope| format!("{before}{}", scope.text));
        return Some(Diagnosis { reason: Reason::AtResource { uri: found.uri.to_owned(), count, scopes }, ..NOTHING });
    }
    let is_whole_resource =
        |name: &str| catalog.declared(name).and_then(|id| catalog.details(id)).is_some_and(|details| details.exclusive);
    if word.strip_prefix('/').is_some_and(is_whole_resource) {
        return Some(Diagnosis { reason: Reason::MissingResource, ..NOTHING });
    }
    let trimmed = word.trim_end_matches('/');
    if trimmed != word && catalog.listed_at_resource(trimmed).is_some() {
        return account(Reason::Separators, Certainty::Certain, &[trimmed]);
    }
    if catalog.resource_at(trimmed).is_some() {
        let whole = format!("{trimmed}/.default");
        let names = if catalog.lookup(&whole) == Lookup::Unknown { Vec::new() } else { vec![whole] };
        return Some(Diagnosis { reason: Reason::BareResource, certainty: Certainty::Choices, names, ..NOTHING });
    }
    if let Some(meant) = catalog.with_meant_address(word) {
        return account(Reason::Spelling, Certainty::Likely, &[&meant]);
    }
    // If every permission has a resource, a name at an unknown resource is not a typo in a name without one.
    if word.contains("://") && !catalog.has_default_resource() {
        return Some(NOTHING);
    }
    let short = catalog.without_default_resource(word);
    let mut elsewhere = catalog.at_other_resources(short);
    if elsewhere.is_empty() {
        return None;
    }
    // A typo in a name of this resource may be a name of another one.
    let mut names: Vec<String> = map(&catalog.suggestions().same_words(&words(short)), &mut |name| name.to_string());
    names.append(&mut elsewhere);
    names.truncate(MOST);
    Some(Diagnosis { reason: Reason::Elsewhere, certainty: Certainty::Choices, names, ..NOTHING })
}

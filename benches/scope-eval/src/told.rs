//! What a tool can be told beside the list of a case: the client, its kind and grant, the operation that failed; and what
//! no tool can know.

use std::path::Path;

use serde::Deserialize;

use scope_catalog::load::{Loaded, load_text};
use scope_catalog::{Catalog, GrantedSet, Lookup, Scope, ScopeId};

use crate::diagnosis::{Diagnosis, by_engine, by_request, names};
use crate::providers::Provider;

/// What a kind of mistake says of the client: a part of the kind, the grant, and the kinds of client that it may mean.
const CLIENTS: &[(&str, Option<&str>, &[&str])] = &[
    ("client credentials", Some("client_credentials"), &["application", "server-to-server"]),
    ("machine-to-machine", Some("client_credentials"), &["application", "machine"]),
    ("implicit grant", Some("implicit"), &[]),
    ("JWT grant", Some("jwt_bearer"), &[]),
    ("in the bot's list", None, &["bot"]),
    ("in a bot token", None, &["bot"]),
    ("in a user token", None, &["user"]),
    ("in the user's list", None, &["user"]),
    ("person's token", Some("implicit"), &["user", "person", "end-user", "delegated"]),
    ("in a delegated request", None, &["delegated"]),
    ("in an application's request", None, &["application"]),
];

/// Kinds of mistake that only the settings of the client show.
const SETTINGS: &[&str] =
    &["not enabled", "not registered", "must be ticked", "not author", "at a custom authorization server"];

/// Kinds of mistake that `approval-needed` speaks of.
const APPROVALS: &[&str] = &["approval", "needs a ", "review"];

/// Kinds of mistake that nothing which a build knows can show, and why.
const UNSEEN: &[(&str, &str)] = &[
    ("personal account", "who signs in, with a personal account or one of work, is not known before"),
    ("work account", "who signs in, with a personal account or one of work, is not known before"),
    ("account lack", "what the account of the user has bought or switched on is not known before"),
    ("with another", "the provider takes the list from one application and not from another"),
];

/// A mistake.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Case {
    /// How it is referred to.
    pub(crate) id: String,
    /// The label of the provider.
    pub(crate) provider: String,
    /// The list that was written.
    pub(crate) scopes: String,
    /// What is wrong, in words.
    pub(crate) kind: String,
    /// What would have been right, in words or as a list.
    pub(crate) right: String,
}

/// Why a case cannot be seen; `None` if it can.
pub(crate) fn unseen(case: &Case) -> Option<&'static str> {
    UNSEEN.iter().find(|(part, _)| case.kind.contains(part)).map(|(_, reason)| *reason)
}

/// What the engine says of a case, once it has been told what its kind implies; and what it was told.
pub(crate) fn diagnose(provider: &Provider, case: &Case, right: &[String]) -> (Diagnosis, Option<String>) {
    let catalog = &provider.catalog;
    if case.kind.contains("missing for an operation") {
        return of_operation(catalog, case, right);
    }
    let client = CLIENTS.iter().find(|(part, ..)| case.kind.contains(part));
    let is_of_settings = SETTINGS.iter().any(|part| case.kind.contains(part));
    if client.is_none() && !is_of_settings {
        let is_approval = APPROVALS.iter().any(|part| case.kind.contains(part));
        let loaded = if is_approval { with(provider, "[levels]\napproval-needed = \"warn\"") } else { None };
        let told = loaded.is_some().then(|| "`approval-needed = \"warn\"`".to_owned());
        return (by_engine(loaded.as_ref().map_or(catalog, |loaded| &loaded.catalog), &case.scopes), told);
    }
    let written = names(catalog, &case.scopes);
    let mut allow: Vec<&String> = written.iter().filter(|name| catalog.lookup(name) != Lookup::Unknown).collect();
    if is_of_settings {
        // Where the case does not say what the client has, it has all but the last.
        let is_said = written.iter().any(|name| right.contains(name));
        let last = allow.len().saturating_sub(1);
        let mut number = 0..;
        allow.retain(|name| if is_said { right.contains(name) } else { number.next().is_some_and(|at| at < last) });
    }
    let allow = format!("allow = {allow:?}\n");
    let (grant, kinds) = client.map_or((None, &[][..]), |(_, grant, kinds)| (*grant, *kinds));
    let kind = kinds.iter().find(|kind| has_kind(catalog, kind)).map(|kind| format!("kind = {kind:?}\n"));
    let grant = grant.map(|grant| format!("grant = {grant:?}\n"));
    // A catalog that says nothing of grants, or has no such kind, gets the rest.
    let tries = [
        format!("{}{}", grant.as_deref().unwrap_or(""), kind.as_deref().unwrap_or("")),
        kind.unwrap_or_default(),
        grant.unwrap_or_default(),
    ];
    let told = tries.iter().find_map(|client| {
        let loaded = with(provider, &format!("[clients.case]\n{allow}{client}"))?;
        let found = loaded.resolve(None, Some("case"), &[], &mut Vec::new());
        let texts = [&*case.scopes];
        let said = found.map(|target| by_request(&target.request(&texts)))?;
        Some((said, Some(format!("a client with {}{}", client.replace('\n', ", "), allow.trim_end()))))
    });
    told.unwrap_or_else(|| (by_engine(catalog, &case.scopes), None))
}

/// The bundled catalog with more of a user's file; `None` if that is not sound.
fn with(provider: &Provider, more: &str) -> Option<Loaded> {
    let text = format!("provider = {:?}\n{more}", provider.name);
    let loaded = load_text(Path::new("scopes.toml"), text, None);
    loaded.problems.is_empty().then_some(loaded)
}

fn has_kind(catalog: &Catalog, kind: &str) -> bool {
    catalog.scopes().iter().flat_map(Scope::kinds).any(|known| *known.text == *kind)
}

/// Told the operation that needs what was missing, and whose name has most words of the kind.
fn of_operation(catalog: &Catalog, case: &Case, right: &[String]) -> (Diagnosis, Option<String>) {
    let written = names(catalog, &case.scopes);
    let is_missing = |name: &str| right.iter().any(|right| right == name) && !written.iter().any(|known| known == name);
    let words: Vec<String> = words(&case.kind);
    let mut fitting = catalog.search_operations("");
    let ids: Vec<ScopeId> = written.iter().filter_map(|name| catalog.lookup(name).known()).collect();
    let granted = GrantedSet::of(catalog, &ids);
    let is_held = |name: &str| granted.covers(name) == Some(true);
    fitting.retain(|operation| {
        let needs = &operation.needs;
        !needs.is_met(&is_held) && needs.scopes().iter().any(|name| is_missing(&name.text))
    });
    let likeness = |name: &str| self::words(name).iter().filter(|word| words.contains(word)).count();
    let best = fitting.into_iter().rev().max_by_key(|operation| likeness(&operation.name.text));
    let Some(operation) = best else { return (by_engine(catalog, &case.scopes), None) };
    let told = format!("the operation `{}`", operation.name.text);
    let operations = [operation];
    let texts = [&*case.scopes];
    let request = scope_catalog::Request { catalog, others: &[], texts: &texts, client: None, operations: &operations };
    (by_request(&request), Some(told))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| word.len() > 2);
    words.map(|word| word.to_lowercase().trim_end_matches('s').to_owned()).collect()
}

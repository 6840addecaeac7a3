//! What a catalog and its documents say differently.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use scope_catalog::{Catalog, Lookup, Operation, Pattern, Retired, Scope, quoted};
use scope_import::{DescribedOperation, DescribedScope, Description, one_line};
use serde::Serialize;

use super::renames::{Candidate, renames};
use crate::document::catalog::{as_described, ways};
use crate::output::line_index::{LineIndex, LineRange};
use crate::snapshot::{Snapshot, Then, need_content, operation_key, scope_content, scope_key};

/// The number of the file itself among the files of a catalog.
const OWN_FILE: u32 = 0;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    /// A scope or an operation.
    pub(crate) name: String,
    /// What a renamed scope is called now, most likely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<String>,
    /// What the catalog says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) before: Option<String>,
    /// What the documents say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<String>,
    /// Whether a person has changed the entry, so that it stays as it is.
    pub(crate) by_hand: bool,
    /// Where the name is in the file as it was, if it is there.
    #[serde(flatten)]
    pub(crate) place: Option<LineRange>,
}

/// What kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A scope that only the documents have.
    Added,
    /// A scope that the documents had when the catalog was made, and have no more.
    Gone,
    /// A scope that is gone, and one that came, and that are much alike.
    Renamed,
    /// A scope that the documents call deprecated now.
    Deprecated,
    /// A retired name that the documents have again.
    Restored,
    /// A scope of which the documents say something else.
    DescriptionChanged,
    /// A scope or an operation of the catalog that the documents do not have, where it is not known whether they ever had it.
    Unlisted,
    /// An operation that only the documents have.
    OperationAdded,
    /// An operation that the documents have no more.
    OperationGone,
    /// An operation that needs something else.
    NeedsChanged,
}

impl Kind {
    /// Every kind in words, in the order in which they are printed.
    pub(crate) const TABLE: [(Self, &str); 10] = [
        (Self::Added, "added"),
        (Self::Gone, "gone"),
        (Self::Renamed, "likely renamed"),
        (Self::Deprecated, "deprecated"),
        (Self::Restored, "listed again"),
        (Self::DescriptionChanged, "description changed"),
        (Self::Unlisted, "not in the source"),
        (Self::OperationAdded, "operation added"),
        (Self::OperationGone, "operation gone"),
        (Self::NeedsChanged, "needs changed"),
    ];

    /// The kind in words.
    pub(crate) fn as_str(self) -> &'static str {
        Self::TABLE[self as usize].1
    }
}

impl Change {
    fn new(kind: Kind, name: &str) -> Self {
        Self { kind, name: name.to_owned(), to: None, before: None, after: None, by_hand: false, place: None }
    }

    fn at(self, place: LineRange) -> Self {
        Self { place: Some(place), ..self }
    }

    fn saying(self, before: Option<String>, after: Option<String>) -> Self {
        let said = |text: Option<String>| text.filter(|text| !text.is_empty());
        Self { before: said(before), after: said(after), ..self }
    }
}

/// Compares a catalog with what documents say now.
///
/// With a snapshot of what they said when the catalog was made, what came from them is distinguished from what a person
/// wrote: what is not from them is never gone, and what a person changed or took out is not a difference.
///
/// `is_entry` tells whether the file has an entry of this name in `[scopes]`: names of `[resources]` and `[siblings]` are
/// scopes of the catalog as well.
pub(crate) fn compare(
    catalog: &Catalog,
    lines: &LineIndex<'_>,
    is_entry: &dyn Fn(&str) -> bool,
    snapshot: Option<&Snapshot>,
    now: &Description,
) -> Vec<Change> {
    let is_own = |scope: &&Scope| scope.span.source == OWN_FILE && is_entry(&scope.name);
    let scopes = catalog.scopes().iter().filter(is_own);
    let retired = catalog.retired_names().iter().filter(|retired| retired.span.source == OWN_FILE);
    let operations = catalog.operations().iter().filter(|operation| operation.name.span.source == OWN_FILE);
    let comparison = Comparison {
        catalog,
        lines,
        snapshot,
        now,
        scopes: scopes.map(|scope| (&*scope.name, scope)).collect(),
        retired: retired.map(|retired| (&*retired.name, retired)).collect(),
        operations: operations.map(|operation| (&*operation.name.text, operation)).collect(),
    };
    let mut changes = comparison.scopes();
    comparison.join_renames(&mut changes);
    changes.extend(comparison.operations());
    changes.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
    changes
}

/// A need as the catalog has it, as alternatives, and the text of what the documents have.
type NeedThenAndNow = (Vec<Vec<String>>, String);

struct Comparison<'c> {
    catalog: &'c Catalog,
    lines: &'c LineIndex<'c>,
    snapshot: Option<&'c Snapshot>,
    now: &'c Description,
    /// What the file itself has, by name.
    scopes: BTreeMap<&'c str, &'c Scope>,
    retired: BTreeMap<&'c str, &'c Retired>,
    operations: BTreeMap<&'c str, &'c Operation>,
}

impl Comparison<'_> {
    fn scopes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = self.now.scopes.iter().filter_map(|scope| self.scope(scope)).collect();
        let listed: BTreeSet<&str> = self.now.scopes.iter().map(|scope| &*scope.name).collect();
        for (name, scope) in self.scopes.iter().filter(|(name, _)| !listed.contains(**name)) {
            let has_own_source = scope.details.as_deref().is_some_and(|details| details.source.is_some());
            let Some(kind) = self.unlisted(scope_key(name), Kind::Gone).filter(|_| !has_own_source) else { continue };
            let description = Some(scope.description.to_string());
            changes.push(Change::new(kind, name).saying(description, None).at(self.lines.place(&scope.span.range())));
        }
        changes
    }

    /// The difference in what the documents do not have.
    fn unlisted(&self, key: u32, gone: Kind) -> Option<Kind> {
        self.snapshot.map_or(Some(Kind::Unlisted), |snapshot| snapshot.had(key).then_some(gone))
    }

    /// The difference in a scope that the documents have.
    fn scope(&self, now: &DescribedScope) -> Option<Change> {
        let then = self.snapshot.map(|snapshot| snapshot.scope(now));
        let after = now.description.as_deref().map(one_line);
        let name = &*now.name;
        if let Some(scope) = self.scopes.get(name) {
            let at = self.lines.place(&scope.span.range());
            let is_news = then != Some(Then::Same);
            let change = if now.deprecated {
                is_news.then(|| Change::new(Kind::Deprecated, name).saying(None, after))
            } else {
                self.described(now, scope, then)
            };
            return change.map(|change| change.at(at));
        }
        if let Some(retired) = self.retired.get(name) {
            let at = self.lines.place(&retired.span.range());
            let is_back = self.is_back(now, retired, then);
            return is_back.then(|| Change::new(Kind::Restored, name).saying(None, after).at(at));
        }
        let is_known = self.catalog.lookup(&an_instance(name)) != Lookup::Unknown;
        let was_there = then.is_some_and(|then| then != Then::Absent);
        (!is_known && !was_there).then(|| Change::new(Kind::Added, name).saying(None, after))
    }

    fn described(&self, now: &DescribedScope, scope: &Scope, then: Option<Then>) -> Option<Change> {
        let own = as_described(scope);
        if then != Some(Then::Other) || scope_content(&own) == scope_content(now) {
            return None;
        }
        let is_untouched = self.snapshot.is_some_and(|snapshot| snapshot.scope(&own) == Then::Same);
        let said = |scope: &DescribedScope| {
            let description = scope.description.as_deref().map(one_line).unwrap_or_default();
            let kinds = scope.kinds.join(", ");
            if own.kinds == now.kinds { description } else { format!("{description} ({kinds})") }
        };
        let change = Change::new(Kind::DescriptionChanged, &now.name).saying(Some(said(&own)), Some(said(now)));
        Some(Change { by_hand: !is_untouched, ..change })
    }

    /// Whether a name that the catalog calls retired is a current one to the documents, and nobody wrote otherwise by hand.
    fn is_back(&self, now: &DescribedScope, retired: &Retired, then: Option<Then>) -> bool {
        if now.deprecated && retired.still_works {
            return false;
        }
        match then {
            None => !retired.still_works,
            Some(Then::Absent) => true,
            Some(Then::Same) => false,
            Some(Then::Other) => {
                let mut own = now.clone();
                own.deprecated = true;
                own.description = retired.note.as_deref().map(str::to_owned);
                self.snapshot.is_some_and(|snapshot| snapshot.scope(&own) == Then::Same)
            }
        }
    }

    /// Makes one change of a scope that is gone and another that came, if they are much alike.
    fn join_renames(&self, changes: &mut Vec<Change>) {
        let current = self.now.scopes.iter().filter(|scope| !scope.deprecated);
        let current: BTreeSet<&str> = current.map(|scope| &*scope.name).collect();
        let (gone, came) = (candidates(changes, Kind::Gone), candidates(changes, Kind::Added));
        let came: Vec<_> = came.into_iter().filter(|candidate| current.contains(candidate.name)).collect();
        let gone_names: BTreeSet<&str> = gone.iter().map(|candidate| candidate.name).collect();
        let needs = self.needs_with(&gone_names);
        let pairs = renames(&gone, &came, &|old, new| has_taken_over(needs.get(old)?, old, new));
        let renamed: BTreeMap<String, String> = pairs.into_iter().collect();
        let taken: BTreeSet<&String> = renamed.values().collect();
        let joined = changes.extract_if(.., |change| change.kind == Kind::Added && taken.contains(&change.name));
        let after: BTreeMap<String, Option<String>> = joined.map(|change| (change.name, change.after)).collect();
        for change in changes {
            if let Some(new) = renamed.get(&change.name) {
                (change.kind, change.to, change.after) = (Kind::Renamed, Some(new.clone()), after[new].clone());
            }
        }
    }

    /// The needs in which these scopes are, as the catalog and as the documents have them.
    fn needs_with(&self, scopes: &BTreeSet<&str>) -> BTreeMap<String, Vec<NeedThenAndNow>> {
        let mut needs: BTreeMap<String, Vec<NeedThenAndNow>> = BTreeMap::new();
        for operation in &self.now.operations {
            let Some(own) = self.operations.get(&*operation.key) else { continue };
            let Some(ways) = ways(&own.needs) else { continue };
            let mentioned: BTreeSet<&String> =
                ways.iter().flatten().filter(|name| scopes.contains(name.as_str())).collect();
            for name in mentioned {
                needs.entry(name.clone()).or_default().push((ways.clone(), need_content(&operation.needs)));
            }
        }
        needs
    }

    fn operations(&self) -> Vec<Change> {
        let mut changes: Vec<Change> =
            self.now.operations.iter().filter_map(|operation| self.operation(operation)).collect();
        let listed: BTreeSet<&str> = self.now.operations.iter().map(|operation| &*operation.key).collect();
        for (name, operation) in self.operations.iter().filter(|(name, _)| !listed.contains(**name)) {
            let Some(kind) = self.unlisted(operation_key(name), Kind::OperationGone) else { continue };
            let before = Some(operation.needs.describe());
            let at = self.lines.place(&operation.name.span.range());
            changes.push(Change::new(kind, name).saying(before, None).at(at));
        }
        changes
    }

    fn operation(&self, now: &DescribedOperation) -> Option<Change> {
        let after = Some(described_need(&now.needs));
        let then = self.snapshot.map(|snapshot| snapshot.operation(&now.key, &now.needs));
        let Some(own) = self.operations.get(&*now.key) else {
            let was_there = then.is_some_and(|then| then != Then::Absent);
            let is_inherited = || self.catalog.builds_on_some_provider() && self.catalog.operation(&now.key).is_ok();
            let is_new = !was_there && !is_inherited();
            return is_new.then(|| Change::new(Kind::OperationAdded, &now.key).saying(None, after));
        };
        let ways = ways(&own.needs);
        let is_same = ways.as_deref().is_some_and(|ways| need_content(ways) == need_content(&now.needs));
        if is_same || matches!(then, Some(Then::Same | Then::Absent)) {
            return None;
        }
        let is_untouched = match (self.snapshot, &ways) {
            (Some(snapshot), Some(ways)) => snapshot.operation(&now.key, ways) == Then::Same,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        let change = Change::new(Kind::NeedsChanged, &now.key).saying(Some(own.needs.describe()), after);
        Some(Change { by_hand: !is_untouched, ..change }.at(self.lines.place(&own.name.span.range())))
    }
}

/// A name that matches a pattern, with placeholders as documents write them: another pattern may match it, too. Other names are
/// returned unchanged.
fn an_instance(name: &str) -> Cow<'_, str> {
    if !Pattern::is_pattern(name) {
        return Cow::Borrowed(name);
    }
    let (mut instance, mut rest) = (String::new(), name);
    while let Some((before, placeholder, after)) = rest
        .split_once('{')
        .and_then(|(before, rest)| rest.split_once('}').map(|(placeholder, after)| (before, placeholder, after)))
    {
        let words = placeholder.split_once(':').map_or("x", |(_, words)| words.trim_start_matches('*'));
        let word = words.split('|').next().filter(|word| !word.is_empty()).unwrap_or("x");
        instance.push_str(before);
        instance.push_str(word);
        rest = after;
    }
    Cow::Owned(instance + rest)
}

/// The scopes that may be one side of a renaming: those with this change.
fn candidates(changes: &[Change], kind: Kind) -> Vec<Candidate<'_>> {
    let all = changes.iter().filter(|change| change.kind == kind).map(|Change { name, before, after, .. }| {
        let description = before.as_ref().or(after.as_ref()).map_or("", String::as_str);
        Candidate { name, description }
    });
    all.collect()
}

/// Whether each of these needs has another scope in the place of one.
fn has_taken_over(needs: &[NeedThenAndNow], old: &str, new: &str) -> Option<bool> {
    let put = |name: &String| if name == old { new.to_owned() } else { name.clone() };
    let replaced = |ways: &Vec<Vec<String>>| -> Vec<Vec<String>> {
        ways.iter().map(|way| way.iter().map(put).collect()).collect()
    };
    (!needs.is_empty()).then(|| needs.iter().all(|(ways, now)| need_content(&replaced(ways)) == *now))
}

/// A need in words, as the engine has it.
fn described_need(needs: &[Vec<String>]) -> String {
    let several = needs.len() > 1;
    let way = |names: &Vec<String>| {
        let joined = quoted(names, " and ");
        if several && names.len() > 1 { format!("({joined})") } else { joined }
    };
    needs.iter().map(way).collect::<Vec<_>>().join(" or ")
}

//! Compares the scopes that operations need with those that are requested.

use std::collections::BTreeSet;

use scope_catalog::{Catalog, GrantedSet, Need, Operation, Pattern, ScopeId, have_common_subject, unneeded};

use crate::accepted_by::Reach;
use crate::narrower::{Because, Demand, is_narrower};

/// The result of an audit. Operations and requested scopes are positions in the given lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit<'a> {
    /// Operations that the requested scopes do not cover: calls that will fail.
    pub missing: Vec<Missing>,
    /// Requested scopes that no operation needs, in the order in which they are requested.
    pub unneeded: Vec<usize>,
    /// Requested scopes that are broader than the operations need.
    pub broader: Vec<Broader<'a>>,
    /// Requested scopes that no operation of the catalog mentions, such as `openid`.
    pub unjudged: Vec<usize>,
}

/// An operation whose need is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which.
    pub operation: usize,
    /// The missing scopes in words, one part a text: `` `read` ``, ``either `write` or `admin` ``.
    pub lacking: Vec<String>,
}

/// A scope that is broader than the operations need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broader<'a> {
    /// The position of the requested scope.
    pub asked: usize,
    /// The narrowest scope that is enough in its place.
    pub narrower: &'a str,
    /// How it is known that this scope is narrower.
    pub because: Because,
    /// The operations that the requested scope covers, and that the narrower one covers as well.
    pub operations: Vec<usize>,
}

/// Compares operations with the requested scopes.
///
/// An unneeded scope is reported only as unneeded, not as broader as well. If two scopes cover the same operations, the
/// broader one is unneeded.
///
/// ```
/// use scope_audit::audit;
/// use scope_catalog::Catalog;
///
/// let catalog = Catalog::from_text("\
/// [scopes]
/// file = ''
/// drive = { implies = ['file'] }
/// admin = ''
/// [operations]
/// create = { needs = 'file' }
/// remove = { needs = 'admin' }").expect("a sound catalog");
/// let found = audit(&catalog, &["drive"], &[&catalog.operations()[0], &catalog.operations()[1]]);
/// assert_eq!((found.broader[0].narrower, &*found.missing[0].lacking), ("file", &["`admin`".to_owned()][..]));
/// ```
pub fn audit<'a>(catalog: &'a Catalog, asked: &[&str], operations: &[&Operation]) -> Audit<'a> {
    let of_catalog = |(at, name): (usize, &&str)| Some((at, catalog.lookup(name).known()?));
    let known: Vec<(usize, ScopeId)> = asked.iter().enumerate().filter_map(of_catalog).collect();
    let ids: Vec<ScopeId> = known.iter().map(|&(_, id)| id).collect();
    let holding = GrantedSet::of(catalog, &ids);
    let holds =
        |name: &str| holding.covers(name).unwrap_or_else(|| asked.contains(&name)) || catalog.is_always_granted(name);
    let reach = Reach::of(catalog);

    let mut found = Audit::default();
    for (position, operation) in operations.iter().enumerate() {
        if !operation.needs.is_met(&holds) && !asked.iter().any(|name| catalog.serves_more(name)) {
            found.missing.push(Missing { operation: position, lacking: catalog.lacking(operation, &holds) });
        }
    }
    let mut widest_first: Vec<usize> = (0..ids.len()).collect();
    widest_first.sort_by_key(|&at| (std::cmp::Reverse(width(catalog, &reach, ids[at])), std::cmp::Reverse(at)));
    let uses: Vec<(usize, &Need)> = operations
        .iter()
        .enumerate()
        .flat_map(|(at, operation)| operation.needs_in_use(&holds).into_iter().map(move |need| (at, need)))
        .collect();
    let needs: Vec<&Need> = uses.iter().map(|&(_, need)| need).collect();
    let unneeded = unneeded(catalog, &ids, widest_first.into_iter(), &needs, &holds);
    found.unneeded = unneeded.iter().map(|&at| known[at].0).collect();
    found.unneeded.sort_unstable();
    let is_kept = |(position, _): &&(usize, ScopeId)| !found.unneeded.contains(position);
    let kept: Vec<ScopeId> = known.iter().filter(is_kept).map(|&(_, id)| id).collect();
    let narrowing = Narrowing { catalog, reach: &reach, uses: &uses, operations, kept: &kept };
    for (position, name) in asked.iter().enumerate() {
        match catalog.lookup(name).known() {
            Some(_) if found.unneeded.contains(&position) => {}
            Some(id) if catalog.is_needed_somewhere(id) => found.broader.extend(narrowing.of(position, id)),
            _ => found.unjudged.push(position),
        }
    }
    found
}

/// How far a scope reaches, as the smallest set counts it: special, approval, scopes that it implies, risk, operations that
/// accept it, place.
fn width(catalog: &Catalog, reach: &Reach<'_>, id: ScopeId) -> impl Ord + use<> {
    let Demand { needs_approval, risk } = Demand::of(catalog, id);
    let (special, approval) = (usize::from(catalog.is_special(id)), usize::from(needs_approval));
    [special, approval, catalog.closure(id).len(), risk as usize, reach.operations(id), id.position()]
}

fn is_recommended(catalog: &Catalog, id: ScopeId) -> bool {
    catalog.scope(id).details.as_ref().is_some_and(|details| details.is_recommended)
}

/// The search for what would do in the place of a scope.
struct Narrowing<'n, 'a> {
    catalog: &'a Catalog,
    reach: &'n Reach<'a>,
    /// Operations, and what they need: several needs where a scope is held that is needed at times.
    uses: &'n [(usize, &'n Need)],
    operations: &'n [&'n Operation],
    kept: &'n [ScopeId],
}

impl<'a> Narrowing<'_, 'a> {
    fn of(&self, asked: usize, id: ScopeId) -> Option<Broader<'a>> {
        let others: Vec<ScopeId> = self.kept.iter().copied().filter(|&other| other != id).collect();
        let and = |one: ScopeId| GrantedSet::of(self.catalog, &[&others[..], &[one]].concat());
        let (with, without) = (and(id), GrantedSet::of(self.catalog, &others));
        let depends = |(_, need): &&(usize, &Need)| is_met(need, &with) && !is_met(need, &without);
        let uses: Vec<(usize, &Need)> = self.uses.iter().filter(depends).copied().collect();
        let &(_, first) = uses.first()?;
        // Nobody is advised against what the provider recommends.
        if is_recommended(self.catalog, id) {
            return None;
        }
        let serves = |&candidate: &ScopeId| {
            let holding = and(candidate);
            let required = self.catalog.scope(candidate).requires();
            let has_companions = required.iter().all(|name| holding.covers(&name.text) == Some(true));
            has_companions && uses.iter().all(|&(_, need)| is_met(need, &holding))
        };
        let belongs = |id: ScopeId| {
            let scope = &self.catalog.scope(id).name;
            uses.iter().all(|&(operation, _)| have_common_subject(scope, &self.operations[operation].name.text))
        };
        let is_own = belongs(id);
        // That a scope is accepted less often does not make it narrower where its name is about something else.
        let is_kindred = |other: ScopeId, because: Because| because == Because::Implied || !is_own || belongs(other);
        let narrower =
            self.covering(first).into_iter().filter_map(|other| Some((other, is_narrower(self.reach, other, id)?)));
        let (best, because) = narrower
            .filter(|&(other, because)| serves(&other) && is_kindred(other, because))
            .min_by_key(|&(other, _)| {
                (!is_recommended(self.catalog, other), !belongs(other), width(self.catalog, self.reach, other))
            })?;
        let mut operations: Vec<usize> = uses.iter().map(|&(operation, _)| operation).collect();
        operations.dedup();
        Some(Broader { asked, narrower: &self.catalog.scope(best).name, because, operations })
    }

    /// Every scope that covers a part of a need: whatever meets it is among them.
    fn covering(&self, need: &Need) -> Vec<ScopeId> {
        let needed = need.scopes().into_iter().filter_map(|name| self.catalog.declared(&name.text));
        let covering: BTreeSet<ScopeId> = needed.flat_map(|id| self.catalog.implying(id)).collect();
        covering.into_iter().filter(|&id| !Pattern::is_pattern(&self.catalog.scope(id).name)).collect()
    }
}

fn is_met(need: &Need, holding: &GrantedSet<'_>) -> bool {
    need.is_met(&|name| holding.covers(name).unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::catalog;

    const DRIVE: &str = "\
[scopes]
openid = ''
file = ''
metadata = ''
readonly = { implies = ['metadata'] }
drive = { implies = ['file', 'readonly'], risk = 'restricted' }
mail_read = ''
mail_write = ''
mail_admin = ''
one = ''
other = ''
[operations]
same = { needs = { any = ['one', 'other'] } }
create = { needs = { any = ['drive', 'file'] } }
list = { needs = { any = ['file', 'metadata'] } }
scan = { needs = 'readonly' }
read_mail = { needs = { any = ['mail_read', 'mail_write', 'mail_admin'] } }
send_mail = { needs = { any = ['mail_write', 'mail_admin'] } }
publish = { needs = { any = ['file', 'drive'] }, sometimes = { drive = 'for shared drives' } }
purge = { needs = { all = ['mail_admin', { any = ['drive', 'file'] }] } }
";

    fn of<'c>(catalog: &'c Catalog, asked: &[&str], operations: &[&str]) -> Audit<'c> {
        let find = |name: &&str| catalog.operations().iter().find(|operation| *operation.name.text == **name);
        let operations: Vec<&Operation> = operations.iter().map(|name| find(name).expect("an operation")).collect();
        audit(catalog, asked, &operations)
    }

    #[test]
    fn a_broader_scope_that_no_operation_names_does_not_stand_for_a_narrow_one() {
        let catalog =
            catalog("[scopes]\nread = ''\nwrite = { implies = ['read'] }\n[operations]\nget = { needs = 'read' }\n");
        assert_eq!(of(&catalog, &["read", "write"], &["get"]).unneeded, [0; 0]);
    }

    #[test]
    fn what_is_missing() {
        let catalog = catalog(DRIVE);
        let found = of(&catalog, &["file", "openid"], &["create", "send_mail", "purge"]);
        let missing: Vec<_> =
            found.missing.iter().map(|missing| (missing.operation, missing.lacking.join("; "))).collect();
        assert_eq!(missing, [(1, "either `mail_write` or `mail_admin`".to_owned()), (2, "`mail_admin`".to_owned())]);
        assert_eq!((found.unneeded, found.unjudged), (vec![], vec![1]));
    }

    #[test]
    fn what_is_broader_than_needed() {
        let catalog = catalog(DRIVE);
        let found = of(&catalog, &["drive"], &["list", "create"]);
        let narrower = Broader { asked: 0, narrower: "file", because: Because::Implied, operations: vec![0, 1] };
        assert_eq!(found, Audit { broader: vec![narrower], ..Audit::default() });
        assert_eq!(of(&catalog, &["drive"], &["list", "create", "scan"]).broader, [], "nothing narrower serves all");
        assert_eq!(of(&catalog, &["drive"], &["scan"]).broader[0].narrower, "readonly");
    }

    #[test]
    fn operations_tell_what_reaches_less_far() {
        let catalog = catalog(DRIVE);
        let found = of(&catalog, &["mail_admin"], &["read_mail"]);
        let because = Because::Operations { narrow: 1, broad: 3 };
        assert_eq!((found.broader[0].narrower, found.broader[0].because), ("mail_read", because));
        assert_eq!(of(&catalog, &["mail_read"], &["read_mail"]).broader, []);
        assert_eq!(of(&catalog, &["other"], &["same"]).broader, [], "what reaches as far is not narrower");
    }

    #[test]
    fn the_wide_one_of_two_is_the_unneeded_one() {
        let catalog = catalog(DRIVE);
        for asked in [["drive", "file"], ["file", "drive"]] {
            let found = of(&catalog, &asked, &["create"]);
            let unneeded: Vec<&str> = found.unneeded.iter().map(|&at| asked[at]).collect();
            assert_eq!((unneeded, found.broader), (vec!["drive"], vec![]));
        }
    }

    #[test]
    fn what_is_needed_at_times_is_neither_unneeded_nor_broader() {
        let catalog = catalog(DRIVE);
        assert_eq!(of(&catalog, &["drive"], &["publish", "create"]), Audit::default());
        assert_eq!(of(&catalog, &["file"], &["publish"]), Audit::default(), "nor is it missing");
        assert_eq!(of(&catalog, &["drive"], &["create"]).broader[0].narrower, "file");
    }

    #[test]
    fn what_the_catalog_lacks_is_not_judged() {
        let catalog = catalog(DRIVE);
        assert_eq!(of(&catalog, &["nothing", "openid"], &["create"]).unjudged, [0, 1]);
        assert_eq!(of(&catalog, &[], &[]), Audit::default());
    }

    const MAIL: &str = "\
[scopes]
'mail.read' = ''
'mail.metadata' = { special = true }
'mail.all' = ''
'files.one' = { recommended = true }
'files.all' = { implies = ['files.read'] }
'files.read' = ''
'files.photos' = { special = true }
users = ''
email = { requires = ['users'] }
people = ''
'teams.basic' = ''
'teams.settings' = { approval = 'an administrator consents' }
[operations]
'mail:v1/mail.list' = { needs = { any = ['mail.read', 'mail.metadata', 'mail.all'] } }
'mail:v1/mail.send' = { needs = 'mail.all' }
'files:v1/files.get' = { needs = { any = ['files.read', 'files.photos', 'files.one'] } }
'files:v1/files.scan' = { needs = { any = ['files.read', 'mail.read'] } }
look_up = { needs = { any = ['email', 'people'] } }
import = { needs = 'people' }
teams = { needs = { any = ['teams.basic', 'teams.settings'] } }
team = { needs = 'teams.basic' }
";

    #[test]
    fn a_special_scope_is_never_advised() {
        let catalog = catalog(MAIL);
        assert_eq!(of(&catalog, &["mail.read"], &["mail:v1/mail.list"]).broader, []);
        assert_eq!(
            of(&catalog, &["mail.all"], &["mail:v1/mail.list"]).broader,
            [],
            "`mail.read` is for other things, too"
        );
        let found = of(&catalog, &["mail.read", "mail.metadata"], &["mail:v1/mail.list"]);
        assert_eq!(found.unneeded, [1], "of two, it is the one to leave out");
    }

    #[test]
    fn what_is_recommended_comes_first() {
        let catalog = catalog(MAIL);
        assert_eq!(of(&catalog, &["files.one"], &["files:v1/files.get"]).broader, []);
        assert_eq!(of(&catalog, &["files.all"], &["files:v1/files.get"]).broader[0].narrower, "files.one");
    }

    #[test]
    fn what_needs_an_approval_is_not_narrower() {
        let catalog = catalog(MAIL);
        assert_eq!(of(&catalog, &["teams.basic"], &["teams"]).broader, []);
        assert_eq!(of(&catalog, &["teams.settings", "teams.basic"], &["teams"]).unneeded, [0]);
    }

    #[test]
    fn companions_belong_together() {
        let catalog = catalog(MAIL);
        assert_eq!(of(&catalog, &["users", "email"], &["look_up"]).unneeded, [0; 0]);
        assert_eq!(of(&catalog, &["people"], &["look_up"]).broader, [], "`email` would have no effect");
    }
}

//! Orders the alternatives for an operation, so that the ones that request the least come first.

use super::{Catalog, Lookup};
use crate::fast::{keep, map, sort};
use crate::model::{Need, Operation, ScopeId};
use crate::names::name_words::have_common_subject;

/// The disadvantages of a scope, most important first: it needs an approval; it permits less than it seems to; others
/// are recommended; how many scopes it implies; its risk; its name is about something else; how many operations accept
/// it; its position.
type Burden = [usize; 8];

impl Catalog {
    /// Returns what an operation always needs, with its alternatives in order: the ones that request the least first.
    /// If each alternative is for a different purpose, the order is not changed.
    ///
    /// ```
    /// let text = "scopes = ['all', 'read']\n[operations]\nget = { needs = { any = ['all', 'read'] } }\nput = { needs = 'all' }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// let get = catalog.operation("get").expect("an operation");
    /// assert_eq!(catalog.least_first(&get).describe(), "`read` or `all`");
    /// ```
    pub fn least_first(&self, operation: &Operation) -> Need {
        let names = operation.needs.scopes();
        // If each alternative is for a different purpose, none of them is less than the others.
        if names.len() < 2 || operation.is_divided() {
            return operation.needs.clone();
        }
        let mut accepted = vec![0; names.len()];
        self.each_need(&mut |count, mentioned| {
            for (at, name) in names.iter().enumerate() {
                if mentioned.contains(&&*name.text) {
                    accepted[at] += count;
                }
            }
        });
        let mut burdens: Vec<(&str, Burden)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            burdens.push((&name.text, self.burden(&name.text, &operation.name.text, accepted[at])));
        }
        ordered(&operation.needs, &burdens).0
    }

    /// Returns the scopes that are missing for an operation in words, one text for each part; empty if nothing is
    /// missing. Scopes without which these have no effect are included, and retired or special names are left out if
    /// another one is sufficient. `holds` says whether a scope is granted.
    pub fn lacking(&self, operation: &Operation, holds: &dyn Fn(&str) -> bool) -> Vec<String> {
        if operation.needs.is_met(holds) {
            return Vec::new();
        }
        self.with_companions(&self.least_first(operation)).missing(holds)
    }

    /// Returns whether the needs of operations can show that this scope is not needed: an operation mentions it, and it
    /// is not a sign-in scope, which every program may use.
    pub fn is_judged_by_operations(&self, id: ScopeId) -> bool {
        let names = self.scope(id).names();
        !names.iter().any(|name| self.is_of_sign_in(name)) && self.is_named_by_operations(&|name| names.contains(&name))
    }

    /// Returns whether a name is retired.
    pub fn is_retired(&self, name: &str) -> bool {
        matches!(self.lookup(name), Lookup::Retired(_))
    }

    fn burden(&self, name: &str, operation: &str, accepted: usize) -> Burden {
        let foreign = usize::from(!have_common_subject(name, operation));
        let Some(id) = self.declared(name) else {
            let retired = usize::from(self.is_retired(name));
            return [retired, retired, 1, 1, 0, foreign, accepted, self.scopes().len()];
        };
        let (mut approval, mut special, mut other, mut risk) = (0, 0, 1, 0);
        if let Some(details) = &self.scope(id).details {
            approval = usize::from(details.approval.is_some());
            special = usize::from(details.is_special);
            other = usize::from(!details.is_recommended);
            risk = details.risk as usize;
        }
        [approval, special, other, self.closure(id).len(), risk, foreign, accepted, id.position()]
    }

    fn with_companions(&self, need: &Need) -> Need {
        let all = |needs: &[Need]| map(needs, &mut |need| self.with_companions(need));
        match need {
            Need::Any(needs) => {
                let mut advised = needs.clone();
                let is_special = |name: &str| self.declared(name).is_some_and(|id| self.is_special(id));
                let is_advised = |name: &str| !self.is_retired(name) && !is_special(name);
                keep(&mut advised, &mut |need| need.scopes().iter().all(|name| is_advised(&name.text)));
                Need::Any(all(if advised.is_empty() { needs } else { &advised }))
            }
            Need::All(needs) => Need::All(all(needs)),
            Need::Scope(name) => {
                let mut together = vec![need.clone()];
                if let Some(id) = self.declared(&name.text) {
                    for required in self.scope(id).requires() {
                        together.push(Need::Scope(required.clone()));
                    }
                }
                if together.len() == 1 { together.remove(0) } else { Need::All(together) }
            }
        }
    }
}

/// Returns a need in order, and its burden: the smallest one of alternatives, and the sum of parts that are needed
/// together.
fn ordered(need: &Need, burdens: &[(&str, Burden)]) -> (Need, Burden) {
    let of_parts = |needs: &[Need]| map(needs, &mut |need| ordered(need, burdens));
    match need {
        Need::Scope(name) => {
            let known = burdens.iter().find(|(known, _)| **known == *name.text);
            (need.clone(), known.map_or(Burden::default(), |(_, burden)| *burden))
        }
        Need::Any(needs) => {
            let mut parts = of_parts(needs);
            sort(&mut parts, |one, other| one.1.cmp(&other.1));
            let least = parts.first().map_or(Burden::default(), |(_, burden)| *burden);
            (Need::Any(needs_of(&parts)), least)
        }
        Need::All(needs) => {
            let parts = of_parts(needs);
            let mut sum = Burden::default();
            for (_, burden) in &parts {
                for (sum, more) in sum.iter_mut().zip(burden) {
                    *sum += more;
                }
            }
            (Need::All(needs_of(&parts)), sum)
        }
    }
}

fn needs_of(parts: &[(Need, Burden)]) -> Vec<Need> {
    map(parts, &mut |(need, _)| need.clone())
}

#[cfg(test)]
mod tests {
    use crate::testing::catalog;

    const TEXT: &str = "\
[scopes]
all = { approval = 'an administrator consents' }
basic = { special = true }
'items.read' = ''
'mail.read' = ''
name = { requires = ['items.read'] }
a = ''
b = ''
c = ''
[retired.items]
status = 'deprecated'
replaced_by = ['items.read']
[operations]
'GET /items' = { needs = { any = ['all', 'mail.read', 'basic', 'items.read'] } }
'GET /names' = { needs = { any = ['all', 'name'] } }
'GET /many' = { needs = { any = ['a', 'b', 'c', 'items.read', 'mail.read', 'basic', 'all'] } }
'GET /item' = { needs = { any = ['items', 'items.read', 'mail.read'] } }
'GET /rooms' = { needs = { any = ['b', 'a'] }, sometimes = { b = 'for rooms', a = 'for halls' } }
'GET /both' = { needs = { any = [{ all = ['a', 'b'] }, 'c'] } }
";

    #[test]
    fn what_asks_for_the_least_comes_first() {
        let catalog = catalog(TEXT);
        let of = |name: &str| catalog.least_first(&catalog.operation(name).expect("an operation")).describe();
        assert_eq!(of("GET /items"), "`items.read` or `mail.read` or `basic` or `all`");
        assert_eq!(of("GET /rooms"), "`b` or `a`", "each is for something else");
        assert_eq!(of("GET /both"), "`c` or (`a` and `b`)");
    }

    #[test]
    fn companions_are_lacking_too_and_many_are_not_all_named() {
        let catalog = catalog(TEXT);
        let lacking = |name: &str, held: &str| {
            catalog.lacking(&catalog.operation(name).expect("an operation"), &|name| name == held)
        };
        assert_eq!(lacking("GET /names", "a"), ["either (`name` and `items.read`) or `all`"]);
        assert_eq!(lacking("GET /names", "items.read"), ["either `name` or `all`"]);
        assert_eq!(lacking("GET /names", "name"), [""; 0]);
        assert_eq!(lacking("GET /item", "a"), ["either `items.read` or `mail.read`"], "none that is retired");
        assert_eq!(
            lacking("GET /many", "name"),
            ["one of `c`, `items.read`, `mail.read`, `a`, `b` and 1 more"],
            "none that is special"
        );
    }
}

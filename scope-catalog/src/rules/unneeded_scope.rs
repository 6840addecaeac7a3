//! `unneeded-scope`

use crate::catalog::ScopeId;
use crate::check::Context;
use crate::finding::Finding;
use crate::level::Level;
use crate::rule::Rule;

pub(super) static RULE: Rule = Rule {
    id: "unneeded-scope",
    default_level: Level::Warn,
    summary: "a scope that none of the named operations needs",
    docs: "\
A person is asked to grant it, and nothing uses it. Only where the call names its `operations`, and only for scopes that \
some operation of the catalogue mentions: of others, such as `openid`, the catalogue cannot tell.

**Written:** `scopes!(\"read_profile write_multipass\", operations = [\"GET /profile\"])`

**Instead:** `scopes!(\"read_profile\", operations = [\"GET /profile\"])`",
    check,
};

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    if cx.operations.is_empty() {
        return;
    }
    let mut kept: Vec<ScopeId> = cx.known().iter().map(|&(_, _, id)| id).collect();
    // From the last to the first, so that of two that serve equally the one written first stays.
    for (spot, _, id) in cx.known().into_iter().rev() {
        if !cx.catalog.is_needed_somewhere(id) {
            continue;
        }
        let without: Vec<ScopeId> = kept.iter().copied().filter(|&other| other != id).collect();
        if met(cx, &kept) == met(cx, &without) {
            kept = without;
            let message = format!("{} is not needed by any operation of this call", spot.quote());
            findings.push(
                Finding::new(&RULE, spot.at(), message)
                    .token(spot.written())
                    .help("leave it out, or name the operation that needs it"),
            );
        }
    }
}

/// What the scopes are good for: every single need of the operations that they cover, and every operation.
fn met(cx: &Context<'_, '_>, held: &[ScopeId]) -> Vec<bool> {
    let holds = |name: &str| {
        let needed = cx.catalog.declared(name);
        needed.is_some_and(|needed| held.iter().any(|&held| cx.catalog.covers(held, needed)))
    };
    let all_met = cx.operations.iter().all(|operation| operation.needs.is_met(&|name| cx.holds(name)));
    let mut met = Vec::new();
    for operation in cx.operations {
        met.push(operation.needs.is_met(&holds));
        if !all_met {
            // Where something is missing, a scope that serves a part of a need is not called useless.
            for name in operation.needs.scopes() {
                met.push(holds(&name.text));
            }
        }
    }
    met
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings_of_operation, first_of_operation};

    const CATALOG: &str = "\
[scopes]
openid = ''
read = ''
write = { implies = ['read'] }
admin = ''
[operations]
get = { needs = 'read' }
put = { needs = { any = ['write', 'admin'] } }
both = { needs = { all = ['read', 'admin'] } }
";

    #[test]
    fn beyond_what_is_needed() {
        assert_eq!(findings_of_operation(CATALOG, "get", &["read admin"]), ["unneeded-scope"]);
        assert_eq!(first_of_operation(CATALOG, "get", &["read admin"]).token, "admin");
        assert_eq!(first_of_operation(CATALOG, "put", &["write admin"]).token, "admin", "the first written stays");
        assert_eq!(findings_of_operation(CATALOG, "get", &["openid read"]), [""; 0], "no operation mentions it");
        assert_eq!(findings_of_operation(CATALOG, "get", &["write"]), [""; 0], "it covers what is needed");
        assert_eq!(findings_of_operation(CATALOG, "both", &["read"]), ["missing-scope"], "a part is not useless");
    }
}

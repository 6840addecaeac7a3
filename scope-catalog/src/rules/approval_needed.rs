//! `approval-needed`

use super::context::{Collector, Context};

rule! {
    /// The provider must review, enable or approve some scopes before a request for them succeeds. Until then, it
    /// answers with an error, or shows users a warning about an unverified application.
    ///
    /// This rule is allowed by default. Set it to `warn` to see each of these scopes.
    ///
    /// **Example:** a scope with `approval = "…"` in the catalog
    ///
    /// **Use instead:** the same scope, once it is approved. Then add it to `allow` of the client, which records the
    /// approval and ends the finding.
    Allow "approval-needed": "a scope that the provider grants only after approval"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    for &(word, id) in &cx.known {
        let Some(approval) = cx.catalog.details(id).and_then(|details| details.approval.as_ref()) else { continue };
        let scope = &cx.catalog.scope(id).name;
        if cx.client.and_then(|client| client.allow.as_ref()).is_some_and(|allow| allow.has(cx.catalog, scope)) {
            continue;
        }
        let message = format!("{} requires approval by {}", word.quote(), cx.catalog.name());
        findings.push(word.finding(&RULE, message).help(&*approval.text));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "name = 'x'\n[scopes]\na = { approval = 'apply for it' }\nb = ''";

    #[test]
    fn silent_unless_asked_for() {
        assert_eq!(findings(CATALOG, &["a"]), [""; 0]);
        let loud = format!("{CATALOG}\n[levels]\napproval-needed = 'warn'");
        assert_eq!(findings(&loud, &["a b"]), ["approval-needed"]);
        assert_eq!(first(&loud, &["a"]).help.as_deref(), Some("apply for it"));
    }
}

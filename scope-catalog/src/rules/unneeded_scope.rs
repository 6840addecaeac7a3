//! `unneeded-scope`

use super::context::{Collector, Context};
use crate::finding::Finding;
use crate::granted_set::unneeded;

rule! {
    /// Users are asked to grant the scope, but nothing uses it. A token should have no more access than the program
    /// needs (RFC 9700 §2.3).
    ///
    /// An audit reports this, and so does a call with `operations`. Some scopes are never reported: those that no
    /// operation of the catalog names, since the catalog does not know what they are for; scopes of sign-in, such as
    /// `openid`; a scope that a needed one requires; and one that is requested together with a `special` scope, which
    /// does less. If the catalog does not know one of the operations, nothing is reported.
    ///
    /// **Example:** `scopes!("read_profile write_multipass", operations = ["GET /profile"])`
    ///
    /// **Use instead:** `scopes!("read_profile", operations = ["GET /profile"])`
    Warn "unneeded-scope": "a scope that none of the named operations needs"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if cx.operations.is_empty() {
        return;
    }
    let held = cx.held();
    // From the last to the first, so that of two that serve equally the one written first stays.
    let mut needs = Vec::with_capacity(cx.operations.len());
    for operation in cx.operations {
        needs.append(&mut operation.needs_in_use(&|name| cx.holds(name)));
    }
    for &at in &unneeded(cx.catalog, &held, (0..held.len()).rev(), &needs, &|name| cx.holds(name)) {
        let word = cx.known[at].0;
        let message = format!("unneeded scope {}: no operation of this call needs it", word.quote());
        findings.push(word.finding(&RULE, message).help("remove it, or name the operation that needs it"));
    }
}

/// A scope that none of the operations in use needs.
pub fn finding(scope: &str) -> Finding {
    let message = format!("unneeded scope `{scope}`: no operation in use needs it");
    Finding::new(&RULE, message)
        .token(scope)
        .help("remove it, or name the operation that needs it where the code calls it")
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
kinds = { needs = { any = ['read', 'admin'] }, sometimes = { read = 'for these', admin = 'for those' } }
at_times = { needs = 'read', sometimes = { admin = 'for those' } }
";

    #[test]
    fn a_companion_is_needed_as_long_as_the_other_is() {
        let catalog = "\
[scopes]
users = ''
names = { requires = ['users'] }
files = ''
[operations]
look_up = { needs = 'names' }
list = { needs = 'users' }
open = { needs = 'files' }
";
        assert_eq!(findings_of_operation(catalog, "look_up", &["users names"]), [""; 0]);
        assert_eq!(findings_of_operation(catalog, "list", &["users names"]), ["unneeded-scope"]);
        let both = ["unneeded-scope", "unneeded-scope"];
        assert_eq!(findings_of_operation(catalog, "open", &["users names files"]), both, "nobody needs either");
        assert_eq!(
            findings_of_operation(catalog, "look_up", &["users"]),
            ["missing-scope"],
            "it will be needed with it"
        );
    }

    #[test]
    fn what_no_operation_can_tell_is_not_judged() {
        let catalog = "\
[scopes]
openid = ''
'https://x.example/mail' = { aliases = ['email'] }
read = ''
other = { implies = ['read'] }
[operations]
get = { needs = 'read' }
account = { needs = { any = ['openid', 'https://x.example/mail'] } }
";
        for asked in ["openid email read", "openid https://x.example/mail read"] {
            assert_eq!(findings_of_operation(catalog, "get", &[asked]), [""; 0], "{asked}");
        }
        assert_eq!(findings_of_operation(catalog, "account", &["openid other"]), [""; 0], "no operation names it");
        assert_eq!(findings_of_operation(catalog, "account", &["openid read"]), ["unneeded-scope"], "only `read`");
    }

    #[test]
    fn a_special_scope_does_not_stand_for_another() {
        let catalog = "\
[scopes]
own = ''
basic = { special = true }
[operations]
me = { needs = { any = ['own', 'basic'] } }
all = { needs = 'basic' }
";
        assert_eq!(findings_of_operation(catalog, "me", &["own basic"]), ["unneeded-scope"]);
        assert_eq!(first_of_operation(catalog, "me", &["basic own"]).token, "basic");
        assert_eq!(findings_of_operation(catalog, "all", &["own basic"]), ["unneeded-scope"], "`own` is for nothing");
    }

    #[test]
    fn beyond_what_is_needed() {
        assert_eq!(findings_of_operation(CATALOG, "get", &["read admin"]), ["unneeded-scope"]);
        assert_eq!(first_of_operation(CATALOG, "get", &["read admin"]).token, "admin");
        assert_eq!(first_of_operation(CATALOG, "put", &["write admin"]).token, "admin", "the first written stays");
        assert_eq!(findings_of_operation(CATALOG, "get", &["openid read"]), [""; 0], "no operation mentions it");
        assert_eq!(findings_of_operation(CATALOG, "get", &["write"]), [""; 0], "it covers what is needed");
        assert_eq!(findings_of_operation(CATALOG, "kinds", &["read admin"]), [""; 0], "each is for something else");
        assert_eq!(findings_of_operation(CATALOG, "at_times", &["read admin"]), [""; 0], "it may be for those");
        assert_eq!(findings_of_operation(CATALOG, "both", &["read"]), ["missing-scope"], "a part is not useless");
    }
}

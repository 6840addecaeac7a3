//! `missing-scope`

use super::context::{Collector, Context};
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::model::Operation;
use crate::render::quoting::in_brackets;

rule! {
    /// The request for a token succeeds, but the operation fails later: the server answers 403 with
    /// `insufficient_scope` (RFC 6750 §3.1). The catalog says under `[operations]` what each operation needs. A scope
    /// that implies another one counts for both. Nothing is reported beside a scope with `serves_more`, or beside a
    /// deprecated one that no operation names: it is not known what they serve.
    ///
    /// **Example:** `scopes!("read_profile", operations = ["PUT /multipass"])`
    ///
    /// **Use instead:** `scopes!("read_profile write_multipass", operations = ["PUT /multipass"])`
    Deny "missing-scope": "an operation that needs a scope that is not requested"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let holds = |name: &str| cx.holds(name);
    let is_known = || !cx.words.iter().any(|word| cx.catalog.serves_more(&word.text));
    for operation in cx.operations {
        if !operation.needs.is_met(&holds) && is_known() {
            findings.push(finding(cx.catalog, operation, &cx.catalog.lacking(operation, &holds)));
        }
    }
}

/// An operation that is not served, given what would have to be added.
pub fn finding(catalog: &Catalog, operation: &Operation, lacking: &[String]) -> Finding {
    let condition = in_brackets(operation.when().as_deref());
    let needs = catalog.least_first(operation).describe_some();
    let message = format!("the operation `{}` needs {needs}{condition}", operation.name.text);
    Finding::new(&RULE, message).help(format!("add {}", lacking.join(" and ")))
}

#[cfg(test)]
mod tests {
    use crate::testing::{catalog, findings_of_operation, first_of_operation};

    const CATALOG: &str = "\
[scopes]
read_profile = ''
read_multipass = ''
write_multipass = { implies = ['read_multipass'] }
[operations]
put = { needs = { any = ['write_multipass', { all = ['read_profile', 'read_multipass'] }] } }
get = { needs = 'read_multipass' }
some = { needs = 'read_multipass', condition = 'for logins of others' }
both = { needs = 'read_multipass', sometimes = { read_profile = 'to see the name' } }
free = { sometimes = { read_profile = 'to see the name' } }
";

    #[test]
    fn what_every_token_has_is_not_missing() {
        let text = "scopes = ['read', 'write']\n[operations]\nget = { needs = 'read' }\nput = { needs = 'write' }\n";
        let always = format!("{text}[consent]\nalways = ['read']\n");
        assert_eq!(findings_of_operation(text, "get", &["write"]), ["unneeded-scope", "missing-scope"]);
        assert_eq!(findings_of_operation(&always, "get", &["write"]), ["unneeded-scope"]);
        assert_eq!(findings_of_operation(&always, "get", &["read"]), [""; 0]);
        assert_eq!(findings_of_operation(&always, "put", &["read"]), ["unneeded-scope", "missing-scope"]);
        assert_eq!(catalog(&always).covering_names("read"), ["write"]);
        assert!(catalog(text).covering_names("read").is_empty());
    }

    #[test]
    fn what_may_serve_anything_is_no_proof() {
        let text = "\
[scopes]
everything = { serves_more = true }
read = ''
write = ''
[retired]
old_write = { status = 'deprecated' }
old_read = { status = 'deprecated' }
gone = { since = '2020' }
[operations]
get = { needs = { any = ['read', 'old_read'] } }
put = { needs = 'write' }
";
        let missing = |operation, written| {
            findings_of_operation(text, operation, &[written]).iter().filter(|id| **id == "missing-scope").count()
        };
        assert_eq!(
            [missing("put", "everything"), missing("put", "read everything"), missing("put", "old_write")],
            [0; 3]
        );
        assert_eq!(missing("put", "old_read"), 1, "operations name it");
        assert_eq!(missing("get", "old_read"), 0);
        assert_eq!([missing("put", "gone"), missing("put", "read")], [1; 2]);
    }

    #[test]
    fn what_is_needed_and_what_is_missing() {
        let finding = first_of_operation(CATALOG, "put", &["read_profile"]);
        assert_eq!(
            finding.message,
            "the operation `put` needs `write_multipass` or (`read_profile` and `read_multipass`)"
        );
        assert_eq!(finding.help.as_deref(), Some("add either `write_multipass` or `read_multipass`"));
        let catalog = catalog(CATALOG);
        let conditional = super::finding(&catalog, &catalog.operation("some").expect("an operation"), &[]);
        assert_eq!(conditional.message, "the operation `some` needs `read_multipass` (for logins of others)");
        assert_eq!(
            first_of_operation(CATALOG, "both", &["read_profile"]).message,
            "the operation `both` needs `read_multipass` (sometimes `read_profile`: to see the name)"
        );
        assert_eq!(findings_of_operation(CATALOG, "both", &["read_multipass"]), [""; 0], "not needed every time");
        assert_eq!(findings_of_operation(CATALOG, "free", &["read_profile"]), [""; 0]);
        assert_eq!(findings_of_operation(CATALOG, "put", &["write_multipass"]), [""; 0]);
        assert_eq!(findings_of_operation(CATALOG, "put", &["read_profile read_multipass"]), [""; 0]);
        assert_eq!(findings_of_operation(CATALOG, "get", &["write_multipass"]), [""; 0]);
    }
}

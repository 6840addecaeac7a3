//! `removed-scope`

use super::context::{Collector, Context};
use super::retirement;

rule! {
    /// The name was correct once, but the provider now refuses it, often together with the whole request
    /// (`invalid_scope`). The catalog says under `[retired]` when the name was removed and what replaced it.
    ///
    /// **Example:** `scopes!("multipass_write")`
    ///
    /// **Use instead:** `scopes!("write_multipass")`
    Deny "removed-scope": "a scope that the provider has removed"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    retirement::check(cx, &RULE, false, findings);
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::testing::{findings, first};

    const CATALOG: &str = "\
name = 'multipass'
scopes = ['write_multipass', 'read_multipass']
[retired]
multipass_write = { since = '2025-03', replaced_by = ['write_multipass'], note = 'split in two' }
multipass = { replaced_by = ['write_multipass', 'read_multipass'] }
gone = {}
";

    #[test]
    fn the_date_and_every_successor() {
        let finding = first(CATALOG, &["multipass_write"]);
        assert_eq!(finding.message, "scope `multipass_write` was removed from multipass in 2025-03");
        assert_eq!(finding.help.as_deref(), Some("write `write_multipass` instead (split in two)"));
        assert_eq!((finding.certainty, &*finding.suggestions[0]), (Certainty::Certain, "write_multipass"));
        let several = first(CATALOG, &["multipass"]);
        assert_eq!(several.help.as_deref(), Some("write one of `write_multipass`, `read_multipass` instead"));
        assert_eq!(several.certainty, Certainty::Choices);
        assert_eq!(first(CATALOG, &["gone"]).help.as_deref(), Some("it has no replacement: remove it"));
        assert_eq!(findings(CATALOG, &["gone write_multipass"]), ["removed-scope"]);
    }

    #[test]
    fn a_successor_that_the_list_covers() {
        let catalog = "[scopes]\nread = ''\nother = ''\nwrite = { implies = ['read'] }\n[retired]\n\
            gone = { replaced_by = ['read'] }\nold = { status = 'deprecated', replaced_by = ['read'] }";
        for list in ["read gone", "gone write"] {
            let finding = first(catalog, &[list]);
            assert_eq!(finding.help.as_deref(), Some("leave it out: the other scopes cover `read`"));
            assert_eq!((finding.certainty, &*finding.suggestions), (Certainty::Likely, &[String::new()][..]));
        }
        assert_eq!(first(catalog, &["gone other"]).suggestions, ["read"]);
        assert_eq!(first(catalog, &["old read"]).suggestions, ["read"]);
    }

    #[test]
    fn a_successor_that_is_more_than_another_name_is_only_likely() {
        let catalog = "scopes = ['a.read', 'a.write']\n[retired]\na = { replaced_by = ['a.write'] }\n\
            'read.a' = { replaced_by = ['a.read'] }\nb = { replaced_by = ['a.read'] }";
        let certainty = |name: &str| first(catalog, &[name]).certainty;
        assert_eq!(["read.a", "a", "b"].map(certainty), [Certainty::Certain, Certainty::Likely, Certainty::Likely]);
    }
}

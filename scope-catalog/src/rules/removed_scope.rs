//! `removed-scope`

use super::context::Context;
use super::retirement;
use crate::finding::Finding;
use crate::model::{Level, Rule};

/// The rule `removed-scope`.
pub static RULE: Rule = Rule {
    id: "removed-scope",
    default_level: Level::Deny,
    summary: "a name that the provider has taken away",
    docs: "\
The name was right once. The server refuses it now, often for the whole request. The catalog says since when, and \
what has taken its place.

**Written:** `scopes!(\"multipass_write\")`

**Instead:** `scopes!(\"write_multipass\")`",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
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
        assert_eq!(finding.help.as_deref(), Some("it was replaced: write `write_multipass` (split in two)"));
        assert_eq!((finding.certainty, &*finding.suggestions[0]), (Certainty::Certain, "write_multipass"));
        let several = first(CATALOG, &["multipass"]);
        assert_eq!(several.help.as_deref(), Some("it was replaced: choose from `write_multipass`, `read_multipass`"));
        assert_eq!(several.certainty, Certainty::Choices);
        assert_eq!(first(CATALOG, &["gone"]).help.as_deref(), Some("nothing has taken its place: leave it out"));
        assert_eq!(findings(CATALOG, &["gone write_multipass"]), ["removed-scope"]);
    }
}

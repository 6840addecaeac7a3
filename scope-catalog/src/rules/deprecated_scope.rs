//! `deprecated-scope`

use super::context::Context;
use super::retirement;
use crate::finding::Finding;
use crate::model::{Level, Rule};

/// The rule `deprecated-scope`.
pub static RULE: Rule = Rule {
    id: "deprecated-scope",
    default_level: Level::Warn,
    summary: "a name that still works and will be taken away",
    docs: "\
The provider still takes the name, perhaps from older applications only, and has announced its end or what should be \
written instead.

**Written:** a name under `[retired]` with `status = \"deprecated\"`

**Instead:** what its `replaced_by` says.",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    retirement::check(cx, &RULE, true, findings);
}

#[cfg(test)]
mod tests {
    use crate::model::Level;
    use crate::testing::{findings, first};

    const CATALOG: &str = "scopes = ['a:b']\n[retired]\nab = { status = 'deprecated', replaced_by = ['a:b'] }";

    #[test]
    fn it_still_works_so_it_is_a_warning() {
        let finding = first(CATALOG, &["ab"]);
        assert_eq!((finding.rule.id, finding.level), ("deprecated-scope", Level::Warn));
        assert_eq!(finding.message, "scope `ab` is deprecated by this catalog");
        assert_eq!(finding.suggestions, ["a:b"]);
        assert_eq!(findings(&format!("{CATALOG}\n[levels]\ndeprecated-scope = 'allow'"), &["ab"]), [""; 0]);
    }
}

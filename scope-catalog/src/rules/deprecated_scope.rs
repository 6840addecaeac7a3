//! `deprecated-scope`

use super::context::Context;
use super::retirement;
use crate::finding::Finding;
use crate::model::{Level, Rule};

/// The rule `deprecated-scope`.
pub static RULE: Rule = Rule {
    id: "deprecated-scope",
    default_level: Level::Warn,
    summary: "a scope that still works but will be removed",
    docs: "\
The provider still accepts the name, perhaps only from older applications, and has announced its removal or a \
replacement. Once it is removed, requests fail with `invalid_scope`.

**Example:** a name under `[retired]` with `status = \"deprecated\"`

**Use instead:** the scope that its `replaced_by` names.",
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
        assert_eq!(finding.message, "scope `ab` was deprecated by this catalog");
        assert_eq!(finding.suggestions, ["a:b"]);
        assert_eq!(findings(&format!("{CATALOG}\n[levels]\ndeprecated-scope = 'allow'"), &["ab"]), [""; 0]);
    }
}

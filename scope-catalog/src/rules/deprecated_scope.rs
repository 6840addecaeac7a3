//! `deprecated-scope`

use super::context::{Collector, Context};
use super::retirement;

rule! {
    /// The provider still accepts the name, perhaps only from older applications, and has announced its removal or a
    /// replacement. Once the name is removed, requests fail with `invalid_scope`. If no end is announced (the catalog
    /// has no `until`), the finding is advice, because nothing fails yet.
    ///
    /// **Example:** a name under `[retired]` with `status = "deprecated"`
    ///
    /// **Use instead:** the scope that its `replaced_by` names.
    Warn "deprecated-scope": "a scope that still works but has been replaced or will be removed"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    retirement::check(cx, &RULE, true, findings);
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::model::Level;
    use crate::testing::{findings, first};

    const CATALOG: &str = "scopes = ['a:b']\n[retired]\nab = { status = 'deprecated', replaced_by = ['a:b'] }";

    #[test]
    fn without_an_end_it_is_advice_until_the_catalog_sets_its_level() {
        let catalog = |text: &str| crate::Catalog::from_text(text).expect("sound");
        let is_advice = |text: &str| {
            let finding = first(text, &["ab"]);
            crate::is_advice(&catalog(text), &finding)
        };
        assert!(is_advice(CATALOG));
        assert!(!is_advice(&format!("{CATALOG}\n[levels]\ndeprecated-scope = 'warn'")));
        let ends = CATALOG.replace("'deprecated'", "'deprecated', since = '2030', until = '2031-02'");
        assert!(!is_advice(&ends));
        let finding = first(&ends, &["ab"]);
        assert_eq!(finding.message, "scope `ab` was deprecated by this catalog in 2030, supported until 2031-02");
        assert!(!is_advice(&CATALOG.replace("'deprecated'", "'removed'")));
    }

    #[test]
    fn only_what_works_has_an_end() {
        let text = "scopes = ['a']\n[retired]\nab = { until = '2031' }";
        let problems = crate::Catalog::from_text(text).expect_err("an end of what was removed");
        assert_eq!(problems[0].message, "`until` is only for a name that still works");
    }

    #[test]
    fn it_still_works_so_it_is_a_warning() {
        let finding = first(CATALOG, &["ab"]);
        assert_eq!((finding.rule.id, finding.level), ("deprecated-scope", Level::Warn));
        assert_eq!(finding.message, "scope `ab` was deprecated by this catalog");
        assert_eq!(finding.suggestions, ["a:b"]);
        assert_eq!(finding.certainty, Certainty::Choices, "it works: only people know whether the other does");
        assert_eq!(findings(&format!("{CATALOG}\n[levels]\ndeprecated-scope = 'allow'"), &["ab"]), [""; 0]);
    }
}

//! The findings of a check, as many of each kind as somebody may read.

use crate::finding::Finding;
use crate::model::{Level, Rule};

/// Of one rule and level, this many findings in one request are kept. A list with more was not written by hand.
const MOST: usize = 500;

/// What the rules find in a request.
#[derive(Default)]
pub(crate) struct Collector {
    /// Everything that was kept, by rule.
    pub(crate) findings: Vec<Finding>,
    /// Where the findings of the rule that is checked now begin.
    start: usize,
    denied: usize,
    warned: usize,
}

impl Collector {
    /// Ends a rule: its last finding says of how many more it stands for.
    pub(crate) fn next_rule(&mut self) {
        let left_off = self.denied.saturating_sub(MOST) + self.warned.saturating_sub(MOST);
        if let (1.., Some(last)) = (left_off, self.findings[self.start..].last_mut()) {
            last.left_out = left_off;
            let Rule { id, .. } = last.rule;
            let help = last.help.get_or_insert_default();
            if !help.is_empty() {
                help.push('\n');
            }
            help.push_str(&format!("and {left_off} more of `{id}` in this list"));
        }
        (self.start, self.denied, self.warned) = (self.findings.len(), 0, 0);
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        let count = if finding.level == Level::Deny { &mut self.denied } else { &mut self.warned };
        *count += 1;
        if *count <= MOST {
            self.findings.push(finding);
        }
    }

    pub(crate) fn extend(&mut self, findings: Vec<Finding>) {
        for finding in findings {
            self.push(finding);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Level;
    use crate::testing::{catalog, findings};
    use crate::{Request, check};

    const CATALOG: &str = "scopes = ['read_profile', 'write']";

    #[test]
    fn of_a_rule_as_many_as_somebody_may_read() {
        assert_eq!(findings(CATALOG, &["z ".repeat(500).trim_end()]).len(), 500);
        let catalog = catalog(CATALOG);
        let texts = ["z ".repeat(100_000)];
        let request =
            Request { catalog: &catalog, others: &[], texts: &[texts[0].trim_end()], client: None, operations: &[] };
        let report = check(&request);
        assert_eq!((report.findings.len(), report.scopes.len()), (500, 100_000));
        let help = report.findings.last().and_then(|last| last.help.as_deref()).unwrap_or_default();
        assert!(help.ends_with("\nand 99500 more of `unknown-scope` in this list"), "{help}");
    }

    #[test]
    fn warnings_do_not_hide_an_error() {
        let catalog = catalog(CATALOG);
        let text = format!("{}raed_profile", "write ".repeat(5_000));
        let request = Request { catalog: &catalog, others: &[], texts: &[&text], client: None, operations: &[] };
        let report = check(&request);
        assert!(report.findings.len() < 600);
        let denied = report.findings.iter().filter(|finding| finding.level == Level::Deny);
        assert_eq!(denied.map(|finding| &*finding.token).collect::<Vec<_>>(), ["raed_profile"]);
    }

    /// Sizes that take minutes where the time grows with the square.
    #[test]
    fn hostile_lists_end() {
        let catalog =
            catalog("scopes = ['read_profile', 'write', 'a:b', 'a:c']\n[retired]\nold = { replaced_by = ['write'] }");
        let words = 1 << 13;
        for piece in [
            "z ", "write ", "old ", "read profile ", "read_profile,", "write and ", "a: b c ", "a: ", "\"write' ",
            "wr\u{456}te ", "write\u{a0}", "write%2520", "write  ", "write \t", "${x} ", "zebra",
        ] {
            let text = piece.repeat(words);
            let request = Request { catalog: &catalog, others: &[], texts: &[&text], client: None, operations: &[] };
            assert!(check(&request).findings.len() < 4_000, "{piece:?}");
            let texts: Vec<&str> = vec![piece; words];
            let request = Request { texts: &texts, ..request };
            assert!(check(&request).findings.len() < 4_000, "{piece:?}");
        }
    }
}

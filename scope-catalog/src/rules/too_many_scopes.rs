//! `too-many-scopes`

use super::context::{Collector, Context};
use crate::finding::Finding;
use crate::model::Delimiter;

rule! {
    /// Some providers limit the number of scopes in a request (`max_scopes`), and refuse or drop those beyond it. Some
    /// accept only one (`delimiter = "single"`).
    ///
    /// **Example:** more scopes than `max_scopes`
    ///
    /// **Use instead:** the scopes that the program needs first, and the others later, when they are needed
    /// (incremental authorization).
    Deny "too-many-scopes": "more scopes than the provider accepts in one request"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let is_single = cx.catalog.delimiter() == Delimiter::Single;
    let Some(most) = is_single.then_some(1).or(cx.catalog.max_scopes()) else { return };
    let total = cx.words.len();
    if total > most {
        let name = cx.catalog.name();
        let message = format!("too many scopes: {total} requested, but {name} accepts at most {most} per request");
        findings.push(Finding::new(&RULE, message).help("request the others later, when they are needed"));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    #[test]
    fn one_more_than_allowed() {
        let catalog = "name = 'x'\nmax_scopes = 2\nscopes = ['a', 'b', 'c']";
        assert_eq!(findings(catalog, &["a b"]), [""; 0]);
        assert_eq!(
            first(catalog, &["a b", "c"]).message,
            "too many scopes: 3 requested, but x accepts at most 2 per request"
        );
        let single = "delimiter = 'single'\nscopes = ['read_only', 'read_write']";
        assert_eq!(findings(single, &["read_only read_write"]), ["too-many-scopes"]);
        assert_eq!(findings(single, &["read_only"]), [""; 0]);
    }
}

//! `missing-companion`

use super::context::{Collector, Context};
use crate::fast::{keep, texts};
use crate::finding::Certainty;
use crate::render::quoting::quoted;

rule! {
    /// In the catalog, the scope `requires` another one. Without it, the provider ignores the scope or refuses the
    /// request.
    ///
    /// **Example:** `scopes!("read_all_orders")`, which requires `read_orders`
    ///
    /// **Use instead:** `scopes!("read_orders read_all_orders")`
    Deny "missing-companion": "a scope that has no effect without another one"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if !cx.has_details {
        return;
    }
    for &(word, id) in &cx.known_for_sets() {
        let mut missing = texts(cx.catalog.scope(id).requires());
        keep(&mut missing, &mut |name| !cx.holds(name));
        if missing.is_empty() {
            continue;
        }
        let names = quoted(&missing, " and ");
        let message = format!("{} has no effect without {names}", word.quote());
        missing.push(word.written());
        let both = cx.joined(&missing, word.reading.text);
        let finding = word.finding(&RULE, message);
        findings.push(finding.help(format!("request {names} as well")).suggest(Certainty::Choices, vec![both]));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "[scopes]\nopenid = ''\nprofile = { requires = ['openid'] }\nall = { implies = ['openid'] }";

    #[test]
    fn the_companion_may_be_implied() {
        assert_eq!(first(CATALOG, &["profile"]).message, "`profile` has no effect without `openid`");
        assert_eq!(findings(CATALOG, &["profile openid"]), [""; 0]);
        assert_eq!(findings(CATALOG, &["profile", "all"]), [""; 0]);
    }
}

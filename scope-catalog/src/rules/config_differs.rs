//! The rule `config-differs`.

use crate::finding::Finding;
use crate::render::quoting::quoted;

rule! {
    /// Many providers expect the scopes twice: in a file that you deploy, and in the request. If the two differ, the
    /// provider refuses the request, or asks users for consent again and again.
    ///
    /// Only files whose `[[config]]` has `matches = "scopes!"` are compared. The finding is a warning, because a call
    /// may request fewer scopes on purpose.
    ///
    /// **Example:** `scopes!("read_products")`, if `shopify.app.toml` has `read_products,write_orders`
    ///
    /// **Use instead:** the same scopes in both.
    Warn "config-differs": "a call that does not request the same scopes as the configuration file of its client"
}

/// Returns the finding about a call and a file that differ: scopes that are only in the file, and scopes that are only
/// in the call.
pub(crate) fn finding(file: &str, in_file: &[&str], in_call: &[&str]) -> Finding {
    let there = format!("{file} requests {}, but this call does not", quoted(in_file, ", "));
    let here = format!("this call requests {}, but {file} does not", quoted(in_call, ", "));
    let message = match (in_file.is_empty(), in_call.is_empty()) {
        (false, true) => there,
        (true, _) => here,
        (false, false) => format!("{there}; {here}"),
    };
    Finding::new(&RULE, message).help("request the same scopes in both")
}

#[cfg(test)]
mod tests {
    use crate::config_match::{compare, value};
    use crate::testing::catalog;

    #[test]
    fn what_one_has_and_the_other_lacks() {
        let catalog = catalog("[scopes]\na = { aliases = ['x.a'] }\nb = ''\nc = ''");
        let value = value("app.toml", &["a".to_owned(), "b".to_owned()]);
        assert!(compare(&catalog, &value, &["b", "x.a"]).is_none(), "another spelling is the same");
        let message = |asked: &[&str]| compare(&catalog, &value, asked).expect("a finding").message;
        assert_eq!(message(&["a"]), "app.toml requests `b`, but this call does not");
        assert_eq!(message(&["a", "b", "c"]), "this call requests `c`, but app.toml does not");
        assert_eq!(
            message(&["c", "a"]),
            "app.toml requests `b`, but this call does not; this call requests `c`, but app.toml does not"
        );
    }
}

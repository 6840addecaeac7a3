//! The rule `unresolved-value`.

use crate::finding::Finding;

rule! {
    /// The value refers to the environment, or is an expression or a template. It is not checked, because its scopes
    /// are not known.
    ///
    /// This rule is allowed by default. Set it to `deny` if every list of scopes should be in the repository.
    ///
    /// **Example:** `scope: ${OIDC_SCOPES}`
    ///
    /// **Use instead:** the scopes themselves, or a check of the variable where it is set.
    Allow "unresolved-value": "a value in a configuration file that is only known when the file is used"
}

/// Returns the finding about a value that is written as `raw`.
pub fn finding(raw: &str) -> Finding {
    Finding::new(&RULE, format!("unresolved value `{raw}`: it is only known when the file is used")).token(raw)
}

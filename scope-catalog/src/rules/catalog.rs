//! The rule `catalog`.

rule! {
    /// The catalog that scopes are checked against is missing or has an error, or it does not have the client, the
    /// operation or the other catalog that a call or a `[[config]]` names. Nothing can be checked until that is fixed.
    Deny "catalog": "an error in the catalog, a name that the catalog does not have, or no catalog at all"
}

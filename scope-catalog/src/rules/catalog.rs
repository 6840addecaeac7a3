//! `catalog`

use crate::model::{Level, Rule};

/// The rule `catalog`.
pub static RULE: Rule = Rule {
    id: "catalog",
    default_level: Level::Deny,
    summary: "a mistake in the catalog, a name that is not in it, or no catalog at all",
    docs: "\
The list that scopes are checked against is itself wrong or missing, or it does not have the client, the operation or the \
other catalog that a call or a `[[config]]` names. Nothing can be checked before that is fixed.",
};

//! `call`

use crate::model::{Level, Rule};

/// The rule `call`.
pub static RULE: Rule = Rule {
    id: "call",
    default_level: Level::Deny,
    summary: "a call that cannot be understood",
    docs: "\
An argument of the macro is not a string literal, or the file that the call is in cannot be read. The text to check must \
be in the call: what is only known when the program runs cannot be checked before.",
};

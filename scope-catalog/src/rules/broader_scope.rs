//! `broader-scope`

use crate::model::{Level, Rule};

/// The rule `broader-scope`.
pub static RULE: Rule = Rule {
    id: "broader-scope",
    default_level: Level::Warn,
    summary: "a scope that permits more than the operations in use need",
    docs: "\
A narrower one would do for everything that the program does. People grant it sooner, providers review it less, and less \
is lost with a token. Told by `cargo scopes audit`, from the operations that the code names. That one scope reaches less \
far is known by declared implication, or because every operation that accepts it accepts the broader one too.

**Written:** `drive`, where every operation in use accepts `drive.file`

**Instead:** `drive.file`",
};

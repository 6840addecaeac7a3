//! `broader-scope`

#[cfg(any(test, feature = "audit"))]
use crate::audit::{Because, Broader};
#[cfg(any(test, feature = "audit"))]
use crate::finding::{Certainty, Finding};
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

/// A scope that is broader than its operations, these being named.
#[cfg(any(test, feature = "audit"))]
pub fn finding(scope: &str, broader: &Broader<'_>, operations: &[&str]) -> Finding {
    let narrower = broader.narrower;
    let users = match operations {
        [one] => format!("`{one}` needs"),
        all => format!("the {} operations that it serves need", all.len()),
    };
    let message = format!("`{scope}` is broader than {users}: `{narrower}` would do");
    let why = match broader.because {
        Because::Implied => format!("`{scope}` includes `{narrower}`, and more"),
        Because::Operations { narrow, broad } => {
            format!("`{narrower}` is accepted by {narrow} of the {broad} operations that accept `{scope}`")
        }
    };
    let help = format!("write `{narrower}`: {why}");
    let finding = Finding::new(&RULE, message).token(scope).help(help);
    // What else the program does, nobody can know: a person decides.
    finding.suggest(Certainty::Choices, vec![narrower.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_needs_less_and_why() {
        let implied = Broader { asked: 0, narrower: "file", because: Because::Implied, operations: vec![0] };
        let found = finding("drive", &implied, &["create"]);
        assert_eq!(found.message, "`drive` is broader than `create` needs: `file` would do");
        assert_eq!(found.help.as_deref(), Some("write `file`: `drive` includes `file`, and more"));
        let counted = Broader { because: Because::Operations { narrow: 2, broad: 9 }, ..implied };
        let found = finding("drive", &counted, &["create", "list"]);
        assert_eq!(found.message, "`drive` is broader than the 2 operations that it serves need: `file` would do");
        assert_eq!(
            found.help.as_deref(),
            Some("write `file`: `file` is accepted by 2 of the 9 operations that accept `drive`")
        );
        assert_eq!(found.certainty, Certainty::Choices);
    }
}

//! Creates the finding of the rule `broader-scope`.

use scope_catalog::rules::broader_scope::RULE;
use scope_catalog::{Certainty, Finding};

use crate::audit::Broader;
use crate::narrower::Because;

/// Returns the finding about a scope that is broader than the named operations need.
pub fn broader_scope(scope: &str, broader: &Broader<'_>, operations: &[&str]) -> Finding {
    let narrower = broader.narrower;
    let users = match operations {
        [one] => format!("`{one}` needs"),
        all => format!("the {} operations that use it need", all.len()),
    };
    let message = format!("`{scope}` is broader than {users}: `{narrower}` is enough");
    let why = match broader.because {
        Because::Implied => format!("`{scope}` includes `{narrower}` and more"),
        Because::Operations { narrow, broad } => {
            format!("`{narrower}` is accepted by {narrow} of the {broad} operations that accept `{scope}`")
        }
    };
    let help = format!("write `{narrower}`: {why}");
    let finding = Finding::new(&RULE, message).token(scope).help(help);
    // Nobody knows what else the program does, so a person decides.
    finding.suggest(Certainty::Choices, vec![narrower.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_needs_less_and_why() {
        let implied = Broader { asked: 0, narrower: "file", because: Because::Implied, operations: vec![0] };
        let found = broader_scope("drive", &implied, &["create"]);
        assert_eq!(found.message, "`drive` is broader than `create` needs: `file` is enough");
        assert_eq!(found.help.as_deref(), Some("write `file`: `drive` includes `file` and more"));
        let counted = Broader { because: Because::Operations { narrow: 2, broad: 9 }, ..implied };
        let found = broader_scope("drive", &counted, &["create", "list"]);
        assert_eq!(found.message, "`drive` is broader than the 2 operations that use it need: `file` is enough");
        assert_eq!(
            found.help.as_deref(),
            Some("write `file`: `file` is accepted by 2 of the 9 operations that accept `drive`")
        );
        assert_eq!(found.certainty, Certainty::Choices);
    }
}

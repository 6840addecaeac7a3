//! The rule `unreadable-config`.

use crate::finding::Finding;

rule! {
    /// The file does not exist, is not valid UTF-8, has a syntax error, or has no value at the given path. A file that
    /// cannot be read cannot be checked, and skipping it silently would look like success.
    ///
    /// **Example:** a `[[config]]` with a `path` that does not exist in the file
    ///
    /// **Use instead:** a path that exists; the message says which part of the path was found, and which keys are
    /// there.
    Deny "unreadable-config": "a configuration file that cannot be read, or has nothing at the path of its scopes"
}

/// Returns the finding about a file that cannot be read.
pub fn finding(message: String, help: Option<String>) -> Finding {
    let mut finding = Finding::new(&RULE, message);
    finding.help = help;
    finding
}

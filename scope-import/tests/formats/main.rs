//! Tests small synthetic documents of each format, and hostile ones.

mod asyncapi;
mod discovery;
mod hostile;
mod lists;
mod metadata;
mod microsoft;
mod openapi;

use scope_import::{Description, ReadOptions, read};

/// Returns the description of a document.
fn describe(text: &str) -> Description {
    read(text, &ReadOptions::default()).unwrap_or_else(|error| panic!("{text}\n{error}"))
}

/// Returns the message about a document that cannot be read.
fn message(text: &str) -> String {
    match read(text, &ReadOptions::default()) {
        Ok(description) => panic!("{description:?}"),
        Err(error) => error.message,
    }
}

/// Returns the names of the scopes, with `~` before deprecated ones.
fn scopes(description: &Description) -> Vec<String> {
    let name =
        |scope: &scope_import::DescribedScope| format!("{}{}", if scope.deprecated { "~" } else { "" }, scope.name);
    description.scopes.iter().map(name).collect()
}

/// The operations with their needs: `GET /cups: cups tea | all`.
fn operations(description: &Description) -> Vec<String> {
    let needs = |needs: &[Vec<String>]| needs.iter().map(|all| all.join(" ")).collect::<Vec<_>>().join(" | ");
    description.operations.iter().map(|operation| format!("{}: {}", operation.key, needs(&operation.needs))).collect()
}

/// Returns what is left out, with the reasons.
fn left_out(description: &Description) -> Vec<String> {
    description.left_out.iter().map(|left_out| format!("{}: {}", left_out.what, left_out.reason.sentence())).collect()
}

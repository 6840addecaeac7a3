//! Defines `scopes.lock`, which records the requested scopes of a workspace for its reviewers.

use std::collections::BTreeSet;

use super::line;
use crate::output::on_one_line;
use crate::requested_scopes::RequestedScope;

/// The name of the file, at the root of the workspace.
pub(crate) const NAME: &str = "scopes.lock";
/// The version of the format. It changes if older versions of the program could misread the file.
pub(super) const VERSION: u32 = 1;
/// The command in the first line if the file includes scopes written without a macro.
pub(super) const WITH_LITERALS: &str = "cargo scopes lock --literals";

/// The contents of a lock: exactly these scopes are requested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lock {
    pub(crate) facts: BTreeSet<RequestedScope>,
    /// Whether they include scopes written without a macro.
    pub(crate) has_literals: bool,
}

/// The differences between the requested scopes and a lock.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes<'l> {
    added: Vec<&'l RequestedScope>,
    dropped: Vec<&'l RequestedScope>,
}

impl Lock {
    /// The command that writes it.
    pub(crate) fn command(&self) -> &'static str {
        if self.has_literals { WITH_LITERALS } else { "cargo scopes lock" }
    }

    /// Returns the text of the file. The lines are sorted by their bytes, as any program would sort them.
    pub(crate) fn text(&self) -> String {
        let mut lines: Vec<String> = self.facts.iter().map(|fact| line::written(fact) + "\n").collect();
        lines.sort();
        format!(
            "# {NAME} {VERSION}: every OAuth scope that this workspace asks for; `{}` writes it, people review it\n\
             # catalog scope risk package file [client=…]\n{}",
            self.command(),
            lines.concat()
        )
    }

    /// Returns the changes from an older lock to this one.
    pub(crate) fn changes<'l>(&'l self, older: &'l Self) -> Changes<'l> {
        Changes {
            added: self.facts.difference(&older.facts).collect(),
            dropped: older.facts.difference(&self.facts).collect(),
        }
    }
}

impl Changes<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.dropped.is_empty()
    }

    /// Returns the number of changes: `added 2, dropped 1`.
    pub(crate) fn summary(&self) -> String {
        let counts = [("added", self.added.len()), ("dropped", self.dropped.len())];
        let words: Vec<String> =
            counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
        words.join(", ")
    }

    /// Describes each change in a sentence.
    pub(crate) fn sentences(&self) -> Vec<String> {
        let differ_in_weight = |one: &RequestedScope, other: &RequestedScope| {
            RequestedScope { weight: one.weight, ..other.clone() } == *one
        };
        let added = self.added.iter().map(|now| {
            let RequestedScope { catalog, scope, weight, .. } = now;
            let (risk, place) = (weight.as_str(), place(now));
            match self.dropped.iter().find(|then| differ_in_weight(now, then)) {
                Some(then) => {
                    format!("changed: {catalog} `{scope}` is now {risk}, was {} {place}", then.weight.as_str())
                }
                None => format!("added: {catalog} `{scope}`, {risk} {place}"),
            }
        });
        let gone = self.dropped.iter().filter(|then| !self.added.iter().any(|now| differ_in_weight(now, then)));
        let dropped = gone.map(|then| format!("dropped: {} `{}` {}", then.catalog, then.scope, place(then)));
        added.chain(dropped).collect()
    }
}

/// Describes where a scope is requested.
fn place(asked: &RequestedScope) -> String {
    let client = asked.client.as_ref().map_or_else(String::new, |client| format!(", client `{client}`"));
    format!("(package `{}`, {}{client})", asked.package, on_one_line(&asked.file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requested_scopes::Sensitivity;
    use scope_catalog::Risk;

    #[test]
    fn lines_are_in_the_order_of_their_text() {
        let fact = |package: &str, risk| RequestedScope {
            catalog: "x".to_owned(),
            scope: "y".to_owned(),
            package: package.to_owned(),
            file: "f".to_owned(),
            client: None,
            weight: Sensitivity::Known(risk),
        };
        let lock = Lock { facts: [fact("a", Risk::Sensitive), fact("b", Risk::Normal)].into(), has_literals: false };
        let text = lock.text();
        assert_eq!(text.lines().skip(2).collect::<Vec<_>>(), ["x y normal b f", "x y sensitive a f"]);
    }
}

//! `scopes.lock`: what a workspace asks for, written down for its reviewers.

use std::collections::BTreeSet;

use super::line;
use crate::output::on_one_line;
use crate::requested_scopes::RequestedScope;

/// The name of the file, at the root of the workspace.
pub(crate) const NAME: &str = "scopes.lock";
/// The form of the file: it changes where a reader of the form before could be misled.
pub(super) const VERSION: u32 = 1;
/// What the first line names if scopes that are written without a macro are in the file.
pub(super) const WITH_LITERALS: &str = "cargo scopes lock --literals";

/// What a lock says: that these scopes are asked for, and no others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lock {
    pub(crate) facts: BTreeSet<RequestedScope>,
    /// Whether scopes that are written without a macro are among them.
    pub(crate) has_literals: bool,
}

/// What is asked for and what a lock says, where they differ.
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

    /// The whole file. Its lines are in the order of their text, as any program would sort them.
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

    /// What has to change in an older lock to make it this one.
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

    /// How many: `added 2, dropped 1`.
    pub(crate) fn summary(&self) -> String {
        let counts = [("added", self.added.len()), ("dropped", self.dropped.len())];
        let words: Vec<String> =
            counts.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{word} {count}")).collect();
        words.join(", ")
    }

    /// A sentence a change.
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

/// Where a scope is asked for, in words.
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

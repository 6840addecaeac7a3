//! Stores digests of the documents that a catalog was last made from. They distinguish what a person wrote into the
//! catalog from what came with the documents.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use scope_import::write::{deprecated_value, need_value, scope_value};
use scope_import::{DescribedScope, Description};

use crate::fnv::fnv1a;

/// The digests of each scope and operation: 24 bits of its name, and 24 bits of its contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    content: BTreeMap<u32, u32>,
}

/// How something compares with the snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// The documents did not have it.
    Absent,
    /// It has not changed.
    Same,
    /// It has changed.
    Other,
}

impl Snapshot {
    /// Computes the digests of documents.
    pub(crate) fn of(description: &Description) -> Self {
        let scopes = description.scopes.iter().map(|scope| (scope_key(&scope.name), bits(&scope_content(scope))));
        let operations = description
            .operations
            .iter()
            .map(|operation| (operation_key(&operation.key), bits(&need_content(&operation.needs))));
        Self { content: scopes.chain(operations).collect() }
    }

    /// Whether the documents had something with this key: a [`scope_key`] or an [`operation_key`].
    pub(crate) fn had(&self, key: u32) -> bool {
        self.content.contains_key(&key)
    }

    /// Compares a scope with the snapshot.
    pub(crate) fn scope(&self, scope: &DescribedScope) -> Then {
        self.then(scope_key(&scope.name), &scope_content(scope))
    }

    /// Compares an operation with the snapshot.
    pub(crate) fn operation(&self, name: &str, needs: &[Vec<String>]) -> Then {
        self.then(operation_key(name), &need_content(needs))
    }

    fn then(&self, name: u32, content: &str) -> Then {
        match self.content.get(&name) {
            None => Then::Absent,
            Some(&then) if then == bits(content) => Then::Same,
            Some(_) => Then::Other,
        }
    }
}

pub(crate) fn scope_key(name: &str) -> u32 {
    bits(&format!("scope {name}"))
}

pub(crate) fn operation_key(name: &str) -> u32 {
    bits(&format!("operation {name}"))
}

/// Returns what a catalog contains about a scope.
pub(crate) fn scope_content(scope: &DescribedScope) -> String {
    if scope.deprecated { deprecated_value(scope) } else { scope_value(scope) }
}

/// Returns what a catalog contains about an operation's need, in a fixed order.
pub(crate) fn need_content(needs: &[Vec<String>]) -> String {
    let mut needs = needs.to_vec();
    for way in &mut needs {
        way.sort();
    }
    needs.sort();
    needs.dedup();
    need_value(&needs)
}

/// Returns 24 bits of a text's hash, whose halves are mixed. A collision helps nobody.
fn bits(text: &str) -> u32 {
    let mut hash = fnv1a(text.bytes());
    hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    u32::try_from(hash >> 40).unwrap_or_default()
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl fmt::Display for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for number in self.content.iter().flat_map(|(&name, &content)| [name, content]) {
            for shift in [18, 12, 6, 0] {
                formatter.write_char(char::from(DIGITS[(number >> shift & 63) as usize]))?;
            }
        }
        Ok(())
    }
}

impl FromStr for Snapshot {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digit = |byte: &u8| DIGITS.iter().position(|digit| digit == byte).and_then(|at| u32::try_from(at).ok());
        let number = |digits: &[u8]| digits.iter().try_fold(0, |number, byte| Some(number << 6 | digit(byte)?));
        if !text.len().is_multiple_of(8) {
            return Err(());
        }
        let pairs = text.as_bytes().chunks_exact(8).map(|pair| number(&pair[..4]).zip(number(&pair[4..])));
        Ok(Self { content: pairs.collect::<Option<_>>().ok_or(())? })
    }
}

#[cfg(test)]
mod tests {
    use scope_import::DescribedOperation;

    use super::*;

    fn scope(name: &str, description: &str) -> DescribedScope {
        let mut scope = DescribedScope::default();
        scope.name = name.to_owned();
        scope.description = Some(description.to_owned());
        scope
    }

    fn operation(key: &str, needs: &[&[&str]]) -> DescribedOperation {
        let mut operation = DescribedOperation::default();
        operation.key = key.to_owned();
        operation.needs = needs.iter().map(|way| way.iter().map(|&name| name.to_owned()).collect()).collect();
        operation
    }

    #[test]
    fn what_documents_said_then() {
        let mut description = Description::default();
        description.scopes = vec![scope("a", "Read")];
        description.operations = vec![operation("GET /a", &[&["a", "b"], &["c"]])];
        let text = Snapshot::of(&description).to_string();
        assert_eq!(text.len(), 16);
        let then: Snapshot = text.parse().expect("a snapshot");
        assert!(then.had(scope_key("a")) && !then.had(scope_key("GET /a")) && then.had(operation_key("GET /a")));
        assert_eq!(then.scope(&scope("a", "Read")), Then::Same);
        assert_eq!(then.scope(&scope("a", "Write")), Then::Other);
        assert_eq!(then.scope(&scope("b", "Read")), Then::Absent);
        let need = |needs: &[&[&str]]| operation("GET /a", needs).needs;
        assert_eq!(then.operation("GET /a", &need(&[&["c"], &["b", "a"]])), Then::Same);
        assert_eq!(then.operation("GET /a", &need(&[&["c"]])), Then::Other);
        assert_eq!(then.operation("PUT /a", &need(&[&["c"]])), Then::Absent);
        for text in ["A", "AAAA", "AAAAAAA!", "AAAAAAAÄ"] {
            assert_eq!(text.parse::<Snapshot>(), Err(()), "{text}");
        }
    }

    #[test]
    fn names_have_digests_of_their_own() {
        let names = (0..1000).map(|number| bits(&format!("scope read:thing{number}")));
        assert_eq!(names.collect::<std::collections::BTreeSet<_>>().len(), 1000);
    }
}

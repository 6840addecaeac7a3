//! The type of a rule.

use super::Level;

/// A rule: one kind of mistake that is checked.
#[derive(Debug)]
pub struct Rule {
    /// The name of the mistake, in kebab case: `unknown-scope`.
    pub id: &'static str,
    /// The level of its findings, unless a catalog sets another.
    pub default_level: Level,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// What is checked, why it matters, an example and what to write instead, in Markdown.
    pub docs: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

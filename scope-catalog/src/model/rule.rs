//! Defines the type of rules.

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
    /// The lines of [`docs`](Self::docs).
    pub(crate) lines: &'static str,
}

impl Rule {
    /// Returns the documentation in Markdown: what is checked, why it matters, an example and what to write instead.
    /// There is one line for each paragraph.
    pub fn docs(&self) -> String {
        let mut docs = String::new();
        for line in self.lines.lines() {
            match line.trim() {
                "" => docs.push_str("\n\n"),
                line if docs.is_empty() || docs.ends_with('\n') => docs.push_str(line),
                line => docs.extend([" ", line]),
            }
        }
        docs
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

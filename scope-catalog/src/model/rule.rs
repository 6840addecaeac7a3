//! What a rule is.

use super::Level;

/// One thing that is checked.
#[derive(Debug)]
pub struct Rule {
    /// What is wrong, in kebab case.
    pub id: &'static str,
    /// What becomes of its findings if a catalog does not say.
    pub default_level: Level,
    /// One line.
    pub summary: &'static str,
    /// What is checked, why it matters, an example, what to do: Markdown.
    pub docs: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

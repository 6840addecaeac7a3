//! What the operations of a bundled provider need: text that is searched when somebody asks, and never read whole.
//!
//! After a line `= NEED` come the operations that have it, one a line. In a need, ` | ` is or and a blank is and. Lines
//! that begin with `#` are remarks.

use crate::model::{Need, Operation};
use crate::span::{SourceSpan, Spanned};

/// The text of one provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OperationText(pub(crate) &'static str);

impl OperationText {
    /// The operation with this name.
    pub(crate) fn find(self, name: &str) -> Option<Operation> {
        self.entries().find(|&(operation, _)| operation == name).map(|(operation, need)| Operation {
            name: word(operation),
            needs: parsed(need),
            condition: None,
        })
    }

    /// The names of all operations.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        self.entries().map(|(operation, _)| operation)
    }

    /// All operations, read.
    pub(crate) fn all(self) -> impl Iterator<Item = Operation> {
        self.entries().map(|(operation, need)| Operation {
            name: word(operation),
            needs: parsed(need),
            condition: None,
        })
    }

    /// Calls `see` for each different need, with the number of operations that have it and the names in it.
    pub(crate) fn each_need(self, see: &mut dyn FnMut(usize, &[&str])) {
        let mut count = 0;
        let mut names: Vec<&str> = Vec::new();
        for line in self.0.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix("= ") {
                None => count += 1,
                Some(need) => {
                    see(count, &names);
                    count = 0;
                    names = need.split(' ').filter(|word| *word != "|").collect();
                }
            }
        }
        see(count, &names);
    }

    /// Whether some operation mentions such a scope.
    pub(crate) fn mentions(self, is_such: &dyn Fn(&str) -> bool) -> bool {
        let is_in = |need: &str| need.split(' ').any(|word| word != "|" && is_such(word));
        self.0.lines().any(|line| line.strip_prefix("= ").is_some_and(is_in))
    }

    fn entries(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut need = "";
        self.0.lines().filter_map(move |line| match line.strip_prefix("= ") {
            Some(next) => {
                need = next;
                None
            }
            None => (!line.starts_with('#')).then_some((line, need)),
        })
    }
}

fn parsed(need: &str) -> Need {
    let mut ways: Vec<Need> = need.split(" | ").map(all_of).collect();
    if ways.len() == 1 { ways.remove(0) } else { Need::Any(ways) }
}

fn all_of(way: &str) -> Need {
    let mut needs: Vec<Need> = way.split(' ').map(|name| Need::Scope(word(name))).collect();
    if needs.len() == 1 { needs.remove(0) } else { Need::All(needs) }
}

fn word(text: &str) -> Spanned {
    Spanned { text: text.into(), span: SourceSpan { source: SourceSpan::BUNDLED, span: crate::span::Span::default() } }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: OperationText = OperationText("# a remark\n= a\nGET /x\nPUT /x\n= a b | c\nGET /y\n");

    #[test]
    fn needs_are_read_when_asked_for() {
        assert_eq!(TEXT.find("PUT /x").expect("an operation").needs.describe(), "`a`");
        assert_eq!(TEXT.find("GET /y").expect("an operation").needs.describe(), "(`a` and `b`) or `c`");
        assert!(TEXT.find("GET /z").is_none() && TEXT.find("# a remark").is_none());
        assert_eq!(TEXT.names().count(), 3);
        assert!(["a", "b", "c"].iter().all(|scope| TEXT.mentions(&|word| word == *scope)));
        assert!(!TEXT.mentions(&|word| word == "|" || word == "GET"));
    }
}

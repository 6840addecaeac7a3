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
    /// The operation of a name.
    pub(crate) fn find(self, name: &str) -> Option<Operation> {
        let mut found = None;
        self.each(&mut |operation, need| {
            if found.is_none() && operation == name {
                found = Some(read(operation, need));
            }
        });
        found
    }

    /// Calls `see` with the name of each operation and its need, as they are written.
    pub(crate) fn each(self, see: &mut dyn FnMut(&'static str, &'static str)) {
        let mut need = "";
        for line in self.0.lines() {
            match line.strip_prefix("= ") {
                Some(next) => need = next,
                None if line.starts_with('#') => {}
                None => see(line, need),
            }
        }
    }

    /// Calls `see` with each need: how many operations have it, and the names in it.
    pub(crate) fn each_need(self, see: &mut dyn FnMut(usize, &[&str])) {
        let mut count = 0;
        let mut names: Vec<&str> = Vec::new();
        for line in self.0.lines() {
            match line.strip_prefix("= ") {
                None => count += usize::from(!line.starts_with('#')),
                Some(need) => {
                    see(count, &names);
                    count = 0;
                    names.clear();
                    for word in need.split(' ') {
                        if word != "|" {
                            names.push(word);
                        }
                    }
                }
            }
        }
        see(count, &names);
    }

    /// Whether some operation mentions such a scope.
    pub(crate) fn mentions(self, is_such: &dyn Fn(&str) -> bool) -> bool {
        for line in self.0.lines() {
            let Some(need) = line.strip_prefix("= ") else { continue };
            for word in need.split(' ') {
                if word != "|" && is_such(word) {
                    return true;
                }
            }
        }
        false
    }
}

/// An operation and its need.
pub(crate) fn read(operation: &str, need: &str) -> Operation {
    Operation { name: word(operation), needs: parsed(need), condition: None }
}

fn parsed(need: &str) -> Need {
    let mut ways = Vec::new();
    for way in need.split(" | ") {
        ways.push(all_of(way));
    }
    if ways.len() == 1 { ways.remove(0) } else { Need::Any(ways) }
}

fn all_of(way: &str) -> Need {
    let mut needs = Vec::new();
    for name in way.split(' ') {
        needs.push(Need::Scope(word(name)));
    }
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
        let mut count = 0;
        TEXT.each(&mut |_, _| count += 1);
        assert_eq!(count, 3);
        assert!(["a", "b", "c"].iter().all(|scope| TEXT.mentions(&|word| word == *scope)));
        assert!(!TEXT.mentions(&|word| word == "|" || word == "GET"));
    }
}

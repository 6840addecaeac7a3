//! What the operations of a bundled provider need: text that is searched when somebody asks, and never read whole.
//!
//! After a line `= NEED` come the operations that have it, one a line. In a need, ` | ` is or and a blank is and; a line
//! `=` alone is the need for nothing. A line `? WORDS` below it says under which condition those that follow have the need.
//! After the name of an operation, each behind a tab, come the other names that people use for it. Lines that begin with `#`
//! are remarks.

use crate::model::{Need, Operation};
use crate::span::{SourceSpan, Spanned};

/// The text of one provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OperationText(pub(crate) &'static str);

/// An operation as the text has it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OperationLine {
    pub(crate) name: &'static str,
    /// The other names, with a tab between them.
    pub(crate) aliases: &'static str,
    pub(crate) need: &'static str,
    pub(crate) condition: Option<&'static str>,
}

impl OperationText {
    /// The operation of a name.
    pub(crate) fn find(self, name: &str) -> Option<Operation> {
        let mut found = None;
        self.each(&mut |line| {
            if found.is_none() && line.name == name {
                found = Some(line.read());
            }
        });
        found
    }

    /// Calls `see` with each operation, as it is written.
    pub(crate) fn each(self, see: &mut dyn FnMut(OperationLine)) {
        let (mut need, mut condition) = ("", None);
        for line in self.0.lines() {
            if let Some(next) = need_of(line) {
                (need, condition) = (next, None);
            } else if let Some(next) = line.strip_prefix("? ") {
                condition = Some(next);
            } else if is_operation(line) {
                let (name, aliases) = line.split_once('\t').unwrap_or((line, ""));
                see(OperationLine { name, aliases, need, condition });
            }
        }
    }

    /// Calls `see` with each need: how many operations have it, and the names in it.
    pub(crate) fn each_need(self, see: &mut dyn FnMut(usize, &[&str])) {
        let mut count = 0;
        let mut names: Vec<&str> = Vec::new();
        for line in self.0.lines() {
            let Some(need) = need_of(line) else {
                count += usize::from(is_operation(line));
                continue;
            };
            see(count, &names);
            count = 0;
            names.clear();
            for word in need.split(' ') {
                if word != "|" && !word.is_empty() {
                    names.push(word);
                }
            }
        }
        see(count, &names);
    }

    /// Whether some operation mentions such a scope.
    pub(crate) fn mentions(self, is_such: &dyn Fn(&str) -> bool) -> bool {
        for line in self.0.lines() {
            let Some(need) = need_of(line) else { continue };
            for word in need.split(' ') {
                if word != "|" && !word.is_empty() && is_such(word) {
                    return true;
                }
            }
        }
        false
    }
}

fn need_of(line: &str) -> Option<&str> {
    line.strip_prefix('=').map(str::trim_ascii_start)
}

fn is_operation(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(['#', '=']) && !line.starts_with("? ")
}

impl OperationLine {
    /// The operation and its need.
    pub(crate) fn read(self) -> Operation {
        let mut aliases = Vec::new();
        for alias in self.aliases.split('\t') {
            if !alias.is_empty() {
                aliases.push(alias.into());
            }
        }
        Operation {
            name: word(self.name),
            needs: parsed(self.need),
            condition: self.condition.map(Into::into),
            aliases,
        }
    }
}

fn parsed(need: &str) -> Need {
    if need.is_empty() {
        return Need::All(Vec::new());
    }
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

    const TEXT: OperationText = OperationText(
        "# a remark\n= a\nGET /x\n? for files of others\nPUT /x\tputX\tx/put\n= a b | c\nGET /y\n=\nGET /free\n",
    );

    #[test]
    fn needs_are_read_when_asked_for() {
        assert_eq!(TEXT.find("PUT /x").expect("an operation").needs.describe(), "`a`");
        assert_eq!(TEXT.find("GET /y").expect("an operation").needs.describe(), "(`a` and `b`) or `c`");
        assert!(TEXT.find("GET /z").is_none() && TEXT.find("# a remark").is_none());
        let mut count = 0;
        TEXT.each(&mut |_| count += 1);
        assert_eq!(count, 4);
        assert!(["a", "b", "c"].iter().all(|scope| TEXT.mentions(&|word| word == *scope)));
        assert!(!TEXT.mentions(&|word| word == "|" || word == "GET" || word.is_empty()));
    }

    #[test]
    fn conditions_and_other_names() {
        let put = TEXT.find("PUT /x").expect("an operation");
        assert_eq!(put.condition.as_deref(), Some("for files of others"));
        assert_eq!(put.aliases, ["putX".into(), Box::<str>::from("x/put")]);
        let others = ["GET /x", "GET /y"].map(|name| TEXT.find(name).expect("an operation"));
        assert!(others.iter().all(|other| other.condition.is_none() && other.aliases.is_empty()));
    }

    #[test]
    fn an_operation_may_need_nothing() {
        let free = TEXT.find("GET /free").expect("an operation").needs;
        assert!(free.is_met(&|_| false) && free.scopes().is_empty());
        assert_eq!(free.describe(), "no scope");
        let mut counts = Vec::new();
        TEXT.each_need(&mut |count, names| counts.push((count, names.len())));
        assert_eq!(counts, [(0, 0), (2, 1), (1, 3), (1, 0)]);
    }
}

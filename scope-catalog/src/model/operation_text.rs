//! Reads what the operations of a bundled provider need. The text is searched on demand, and never parsed as a whole.
//!
//! A line `= NEED` is followed by the operations that have this need, one per line, each with its other names after
//! tabs. In a need, ` | ` means *or* and a blank means *and*. It may be followed by ` ; SCOPE CONDITION`, a scope that
//! is only needed under a condition. Several scopes with `|` between them are alternatives, and `each` stands for every
//! scope of the need. Lines that start with `#` are comments.

use crate::fast::map;
use crate::model::{ConditionalNeed, Need, Operation};
use crate::span::{SourceSpan, Spanned};

/// The text of one provider.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OperationText(pub(crate) &'static str);

/// A line of the text.
enum Line<'t> {
    /// What the following operations need.
    Need(&'t str),
    /// The name of an operation, and its other names, separated by tabs.
    Operation(&'t str, &'t str),
    Remark,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        if let Some(need) = line.strip_prefix('=') {
            return Self::Need(need.strip_prefix(' ').unwrap_or(need));
        }
        match line.split_once('\t') {
            _ if line.starts_with('#') => Self::Remark,
            Some((name, aliases)) => Self::Operation(name, aliases),
            None => Self::Operation(line, ""),
        }
    }
}

/// An operation in the text, not parsed yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WrittenOperation {
    pub(crate) name: &'static str,
    /// Its other names, separated by tabs.
    pub(crate) aliases: &'static str,
    pub(crate) need: &'static str,
}

impl OperationText {
    /// Returns the first operation whose name meets a condition.
    pub(crate) fn find(self, is_such: &dyn Fn(&str) -> bool) -> Option<Operation> {
        let mut found = None;
        self.each(&mut |written| {
            if found.is_none() && is_such(written.name) {
                found = Some(written.read());
            }
        });
        found
    }

    /// Calls `see` for each operation.
    pub(crate) fn each(self, see: &mut dyn FnMut(WrittenOperation)) {
        let mut need = "";
        for line in self.0.lines() {
            match Line::of(line) {
                Line::Need(next) => need = next,
                Line::Operation(name, aliases) => see(WrittenOperation { name, aliases, need }),
                Line::Remark => {}
            }
        }
    }

    /// Calls `see` for each need, with the number of operations that have it and the names in it.
    pub(crate) fn each_need(self, see: &mut dyn FnMut(usize, &[&str])) {
        let mut count = 0;
        let mut names: Vec<&str> = Vec::new();
        for line in self.0.lines() {
            match Line::of(line) {
                Line::Operation(..) => count += 1,
                Line::Remark => {}
                Line::Need(need) => {
                    see(count, &names);
                    count = 0;
                    names.clear();
                    each_name(need, &mut |name| names.push(name));
                }
            }
        }
        see(count, &names);
    }

    /// Whether an operation mentions a scope that meets a condition.
    pub(crate) fn mentions(self, is_such: &dyn Fn(&str) -> bool) -> bool {
        let mut is_found = false;
        for line in self.0.lines() {
            if let Line::Need(need) = Line::of(line) {
                each_name(need, &mut |name| is_found = is_found || is_such(name));
            }
            if is_found {
                return true;
            }
        }
        false
    }
}

/// Splits a need into the unconditional part and the parts with a condition.
fn parts(need: &str) -> (&str, Vec<&str>) {
    let mut parts = need.split("; ");
    let always = parts.next().unwrap_or_default().trim_end();
    let mut sometimes = Vec::new();
    for part in parts {
        sometimes.push(part.trim_end());
    }
    (always, sometimes)
}

/// Stands for each scope of the need, where each is for a different purpose.
const EACH: &str = "each";

/// Splits a conditional need into its scopes, which are separated by `|`, and the condition.
fn conditional(part: &str) -> (&str, &str) {
    part.split_once(' ').unwrap_or((part, ""))
}

fn each_name<'t>(need: &'t str, see: &mut dyn FnMut(&'t str)) {
    let (always, sometimes) = parts(need);
    for word in always.split(' ') {
        if !matches!(word, "" | "|") {
            see(word);
        }
    }
    for part in sometimes {
        for name in conditional(part).0.split('|').filter(|name| *name != EACH) {
            see(name);
        }
    }
}

impl WrittenOperation {
    /// Returns the other names as a list.
    pub(crate) fn other_names(self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for name in self.aliases.split('\t') {
            if !name.is_empty() {
                names.push(name);
            }
        }
        names
    }

    /// Parses the operation and its need.
    pub(crate) fn read(self) -> Operation {
        let (always, parts) = parts(self.need);
        let mut sometimes = Vec::with_capacity(parts.len());
        for part in parts {
            let (scope, condition) = conditional(part);
            let mut ways = Vec::new();
            for name in scope.split('|') {
                ways.push(Need::Scope(word(name)));
            }
            if scope == EACH {
                ways.clear();
                each_name(always, &mut |name| ways.push(Need::Scope(word(name))));
            } else if ways.len() > 1 {
                ways = vec![Need::Any(ways)];
            }
            for needs in ways {
                sometimes.push(ConditionalNeed { needs, condition: condition.into() });
            }
        }
        let aliases = map(&self.other_names(), &mut |&alias| alias.into());
        Operation { name: word(self.name), needs: parsed(always), sometimes, condition: None, aliases }
    }
}

fn parsed(need: &str) -> Need {
    if need.is_empty() {
        return Need::All(Vec::new());
    }
    let mut ways = Vec::new();
    for way in need.split(" | ") {
        let mut needs = Vec::new();
        for name in way.split(' ') {
            needs.push(Need::Scope(word(name)));
        }
        ways.push(if needs.len() == 1 { needs.remove(0) } else { Need::All(needs) });
    }
    if ways.len() == 1 { ways.remove(0) } else { Need::Any(ways) }
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
        assert_eq!(TEXT.find(&|name| name == "PUT /x").expect("an operation").needs.describe(), "`a`");
        assert_eq!(TEXT.find(&|name| name == "GET /y").expect("an operation").needs.describe(), "(`a` and `b`) or `c`");
        assert!(TEXT.find(&|name| name == "GET /z").is_none() && TEXT.find(&|name| name == "# a remark").is_none());
        let mut count = 0;
        TEXT.each(&mut |_| count += 1);
        assert_eq!(count, 3);
        assert!(["a", "b", "c"].iter().all(|scope| TEXT.mentions(&|word| word == *scope)));
        assert!(!TEXT.mentions(&|word| word == "|" || word == "GET"));
    }

    #[test]
    fn what_is_needed_at_times_and_other_names() {
        const TEXT: OperationText = OperationText(
            "= a | b ; c for x ; d to see y\nPUT /x\tchange-x\tx.change\n= ; e|f for z\nGET /z\n=\nGET /free\n",
        );
        let put = TEXT.find(&|name| name == "PUT /x").expect("an operation");
        assert_eq!(put.needs.describe(), "`a` or `b`");
        assert_eq!(put.when().as_deref(), Some("sometimes `c`: for x; sometimes `d`: to see y"));
        assert_eq!(put.aliases, ["change-x".into(), Box::<str>::from("x.change")]);
        let get = TEXT.find(&|name| name == "GET /z").expect("an operation");
        assert_eq!((get.needs.describe().as_str(), get.needs.is_met(&|_| false)), ("no scope", true));
        assert_eq!(get.when().as_deref(), Some("sometimes `e` or `f`: for z"));
        let free = TEXT.find(&|name| name == "GET /free").expect("an operation");
        assert!(free.scopes().is_empty() && free.when().is_none());
        let kinds = OperationText("= a | b ; each for its own kind\nGET /k\n").find(&|_| true).expect("an operation");
        assert_eq!(kinds.sometimes.len(), 2);
        assert_eq!(kinds.when().as_deref(), Some("sometimes `a` and `b`: for its own kind"));
        let mut needs = Vec::new();
        TEXT.each_need(&mut |count, names| needs.push(format!("{count} {}", names.join(","))));
        assert_eq!(needs, ["0 ", "1 a,b,c,d", "1 e,f", "1 "]);
        assert!(TEXT.mentions(&|word| word == "d") && !TEXT.mentions(&|word| matches!(word, "for" | ";" | "" | "e|f")));
    }
}

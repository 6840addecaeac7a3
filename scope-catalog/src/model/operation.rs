//! Defines operations of an API, and what they need.

use crate::fast::push_some;
use crate::span::Spanned;

/// An operation of an API, and what it needs.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name: `GET /user`, or any other text.
    pub name: Spanned,
    /// What it always needs; `Need::All` without parts if no scope is needed.
    pub needs: Need,
    /// What it needs in addition under a condition. Nobody can tell from a program whether the condition is met, so
    /// such a scope is never reported as missing or as unneeded.
    pub sometimes: Vec<ConditionalNeed>,
    /// The condition under which `needs` applies: `for private repositories`. It is only shown in messages.
    pub condition: Option<Box<str>>,
    /// Other names for it: those of a client library, or the `operationId` in a description.
    pub aliases: Vec<Box<str>>,
}

/// What an operation needs under a condition.
#[derive(Clone, Debug)]
pub struct ConditionalNeed {
    /// The need.
    pub needs: Need,
    /// The condition in words: `for private repositories`.
    pub condition: Box<str>,
}

/// How many alternatives a message about missing scopes lists.
const MOST_ALTERNATIVES: usize = 5;

/// How many scopes are listed for a condition.
const MOST_SHOWN: usize = 3;

impl Operation {
    /// Returns the conditions in words: `` for logins of others; sometimes `workflow`: for files in … ``. `None` if
    /// there are none.
    ///
    /// ```
    /// let text = "\
    /// [scopes]
    /// repo = ''
    /// workflow = ''
    /// [operations]
    /// put = { needs = 'repo', sometimes = { workflow = 'to change a workflow' } }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// let put = catalog.operation("put").expect("an operation");
    /// assert_eq!(put.when().as_deref(), Some("sometimes `workflow`: to change a workflow"));
    /// ```
    pub fn when(&self) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        push_some(&mut parts, self.condition.as_deref().map(str::to_owned));
        for part in &self.conditions() {
            let (shown, more) = part.1.split_at(part.1.len().min(MOST_SHOWN));
            let mut names = shown.join(" and ");
            if !more.is_empty() {
                names = format!("{}, and {} more", shown.join(", "), more.len());
            }
            parts.push(format!("sometimes {names}: {}", part.0));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// Returns each condition once, with what is needed under it, in words.
    fn conditions(&self) -> Vec<(&str, Vec<String>)> {
        let mut conditions: Vec<(&str, Vec<String>)> = Vec::new();
        for part in &self.sometimes {
            let needs = part.needs.describe();
            match conditions.iter_mut().find(|known| *known.0 == *part.condition) {
                Some(known) => known.1.push(needs),
                None => conditions.push((&part.condition, vec![needs])),
            }
        }
        conditions
    }

    /// Returns what the operation always needs, and what it needs under conditions if that is granted, since it is
    /// probably used then.
    pub fn needs_in_use(&self, holds: &dyn Fn(&str) -> bool) -> Vec<&Need> {
        let mut needs = vec![&self.needs];
        for part in &self.sometimes {
            if part.needs.is_met(holds) {
                needs.push(&part.needs);
            }
        }
        needs
    }

    /// Returns whether each alternative is for a different purpose, so that none of them is always sufficient.
    ///
    /// ```
    /// let text = "\
    /// scopes = ['public', 'private']
    /// [operations]
    /// list = { needs = { any = ['public', 'private'] }, sometimes = { public = 'for public rooms', private = 'for others' } }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// assert!(catalog.operations()[0].is_divided());
    /// ```
    pub fn is_divided(&self) -> bool {
        let Need::Any(ways) = &self.needs else { return false };
        let is_part = |way: &Need| match way {
            Need::Scope(name) => self.sometimes.iter().any(|part| part.needs.names(&name.text)),
            _ => false,
        };
        self.sometimes.len() > 1 && ways.iter().all(is_part)
    }

    /// Returns every scope that it needs, always or under a condition.
    pub fn scopes(&self) -> Vec<&Spanned> {
        let mut scopes = self.needs.scopes();
        for part in &self.sometimes {
            scopes.append(&mut part.needs.scopes());
        }
        scopes
    }
}

/// What an operation needs: a scope, or a combination.
#[derive(Clone, Debug)]
pub enum Need {
    /// This scope.
    Scope(Spanned),
    /// One of these.
    Any(Vec<Need>),
    /// Every one of these.
    All(Vec<Need>),
}

impl Need {
    /// Returns every scope in the need.
    pub fn scopes(&self) -> Vec<&Spanned> {
        match self {
            Self::Scope(name) => vec![name],
            Self::Any(needs) | Self::All(needs) => {
                let mut scopes = Vec::new();
                for need in needs {
                    scopes.append(&mut need.scopes());
                }
                scopes
            }
        }
    }

    fn names(&self, scope: &str) -> bool {
        self.scopes().iter().any(|name| *name.text == *scope)
    }

    /// Returns whether the need is met. `holds` says whether a scope is granted.
    pub fn is_met(&self, holds: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Scope(name) => holds(&name.text),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(holds)),
            Self::All(needs) => needs.iter().all(|need| need.is_met(holds)),
        }
    }

    /// Returns the missing scopes in words, one text for each part; empty if the need is met. For alternatives, a
    /// person has to choose.
    pub fn missing(&self, holds: &dyn Fn(&str) -> bool) -> Vec<String> {
        match self {
            _ if self.is_met(holds) => Vec::new(),
            Self::Scope(_) => vec![self.describe()],
            Self::All(needs) => {
                let mut parts = Vec::new();
                for need in needs {
                    parts.append(&mut need.missing(holds));
                }
                parts
            }
            Self::Any(needs) => {
                let mut ways = Vec::new();
                for need in needs {
                    let parts = need.missing(holds);
                    let joined = parts.join(" and ");
                    ways.push(if parts.len() > 1 { format!("({joined})") } else { joined });
                }
                vec![match ways.len() {
                    1 => ways.remove(0),
                    2..=MOST_ALTERNATIVES => format!("either {}", ways.join(" or ")),
                    count => format!(
                        "one of {} and {} more",
                        ways[..MOST_ALTERNATIVES].join(", "),
                        count - MOST_ALTERNATIVES
                    ),
                }]
            }
        }
    }

    /// Returns the need in words: `` `a` or (`b` and `c`) ``; `no scope` if it is empty.
    pub fn describe(&self) -> String {
        match self {
            Self::All(needs) if needs.is_empty() => "no scope".to_owned(),
            Self::Scope(name) => format!("`{}`", name.text),
            Self::Any(needs) => Self::join(needs, " or "),
            Self::All(needs) => Self::join(needs, " and "),
        }
    }

    /// Like [`describe`](Self::describe), but only with the first few of many alternatives: `` one of `a`, … and 10
    /// more ``.
    pub fn describe_some(&self) -> String {
        match self {
            Self::Any(needs) if needs.len() > MOST_ALTERNATIVES => {
                let (first, more) = needs.split_at(MOST_ALTERNATIVES);
                format!("one of {} and {} more", Self::join(first, ", "), more.len())
            }
            _ => self.describe(),
        }
    }

    fn join(needs: &[Self], word: &str) -> String {
        let mut text = String::new();
        for need in needs {
            if !text.is_empty() {
                text.push_str(word);
            }
            match need {
                Self::Any(inner) | Self::All(inner) if inner.len() > 1 => {
                    text.push_str(&format!("({})", need.describe()));
                }
                _ => text.push_str(&need.describe()),
            }
        }
        text
    }
}

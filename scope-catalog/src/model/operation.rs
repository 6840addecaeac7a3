//! Operations of an API, and the scopes that they need.

use crate::span::Spanned;

/// An operation of an API, and what it needs.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name: `GET /user`, or any other text.
    pub name: Spanned,
    /// What a token needs for it.
    pub needs: Need,
    /// The condition under which it needs them: `for private repositories`. It is only shown in messages.
    pub condition: Option<Box<str>>,
    /// Other names that people use for it: those of a client library, or the `operationId` of a description.
    pub aliases: Vec<Box<str>>,
}

/// What an operation needs.
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
    /// Every scope in the need.
    pub fn scopes(&self) -> Vec<&Spanned> {
        match self {
            Self::Scope(name) => vec![name],
            Self::Any(needs) | Self::All(needs) => {
                let mut scopes = Vec::new();
                for need in needs {
                    scopes.extend(need.scopes());
                }
                scopes
            }
        }
    }

    /// Whether the need is met. `holds` tells whether a scope is granted.
    pub fn is_met(&self, holds: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Scope(name) => holds(&name.text),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(holds)),
            Self::All(needs) => needs.iter().all(|need| need.is_met(holds)),
        }
    }

    /// The missing scopes in words, one part a text; empty if the need is met. A person has to choose among
    /// alternatives.
    pub fn missing(&self, holds: &dyn Fn(&str) -> bool) -> Vec<String> {
        match self {
            _ if self.is_met(holds) => Vec::new(),
            Self::Scope(_) => vec![self.describe()],
            Self::All(needs) => {
                let mut parts = Vec::new();
                for need in needs {
                    parts.extend(need.missing(holds));
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
                let joined = ways.join(" or ");
                vec![if ways.len() == 1 { joined } else { format!("either {joined}") }]
            }
        }
    }

    /// The need in words: `` `a` or (`b` and `c`) ``.
    pub fn describe(&self) -> String {
        match self {
            Self::Scope(name) => format!("`{}`", name.text),
            Self::Any(needs) => Self::join(needs, " or "),
            Self::All(needs) => Self::join(needs, " and "),
        }
    }

    fn join(needs: &[Self], word: &str) -> String {
        if needs.is_empty() {
            return "no scope".to_owned();
        }
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

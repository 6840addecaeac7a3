//! One catalog text, read but not yet merged with what it builds on.

use crate::level::Level;
use crate::operations::OperationText;
use crate::span::SourceSpan;

mod read;

/// A piece of text in a catalog, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned {
    /// The text.
    pub text: Box<str>,
    /// Where it stands.
    pub span: SourceSpan,
}

/// What one text says. Everything that it leaves out is empty or `None`.
#[derive(Clone, Debug, Default)]
pub struct CatalogSource {
    /// `name`
    pub name: Option<Spanned>,
    /// `provider`: bundled catalogs to start from.
    pub providers: Vec<Spanned>,
    /// `extends`: files to start from, relative to this one.
    pub extends: Vec<Spanned>,
    /// `delimiter`
    pub delimiter: Option<Delimiter>,
    /// `coverage`
    pub coverage: Option<Coverage>,
    /// `prefix`
    pub prefix: Option<Spanned>,
    /// `optional_prefix`
    pub optional_prefix: Option<Spanned>,
    /// `source`
    pub documentation: Option<Spanned>,
    /// `checked`
    pub checked: Option<Spanned>,
    /// `max_scopes`
    pub max_scopes: Option<usize>,
    /// `[scopes]`, or the short form `scopes = [...]`, in the order of the file.
    pub scopes: Vec<Scope>,
    /// `[retired]`
    pub retired: Vec<Retired>,
    /// `[clients]`
    pub clients: Vec<Client>,
    /// `[operations]`
    pub operations: Vec<Operation>,
    /// What the operations of a bundled provider need, in a text of its own.
    pub(crate) operation_text: Option<OperationText>,
    /// `[[config]]`
    pub configs: Vec<ConfigFile>,
    /// `[levels]`: rule ids and what becomes of their findings.
    pub levels: Vec<(Spanned, Level)>,
    /// `[catalogs]`: further catalogs, by name.
    pub catalogs: Vec<(Spanned, CatalogSource)>,
}

impl CatalogSource {
    /// The same with what the operations of its bundled provider need: a text as `scope-providers` has it.
    #[must_use]
    pub fn with_operation_text(mut self, text: Option<&'static str>) -> Self {
        self.operation_text = text.map(OperationText);
        self
    }
}

/// What stands between two scopes of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// One space: RFC 6749 §3.3.
    #[default]
    Space,
    /// One comma.
    Comma,
    /// Either is taken; a space is written.
    SpaceOrComma,
    /// A request holds one scope.
    Single,
}

impl Delimiter {
    pub(crate) const ALL: [Self; 4] = [Self::Space, Self::Comma, Self::SpaceOrComma, Self::Single];

    /// How a catalog writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Comma => "comma",
            Self::SpaceOrComma => "space-or-comma",
            Self::Single => "single",
        }
    }

    /// The character to write between two scopes.
    pub fn character(self) -> char {
        if self == Self::Comma { ',' } else { ' ' }
    }

    /// Whether a character stands between two scopes.
    pub fn separates(self, char: char) -> bool {
        match self {
            Self::Space => char == ' ',
            Self::Comma => char == ',',
            Self::SpaceOrComma => char == ' ' || char == ',',
            Self::Single => false,
        }
    }
}

/// What a name that the catalog lacks means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coverage {
    /// The list is whole: an unknown name is a mistake.
    #[default]
    Complete,
    /// The list may lack names: an unknown one is worth a warning.
    Partial,
}

/// A scope that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// As it is written in a request; or a pattern.
    pub name: Box<str>,
    /// Where the name is declared.
    pub span: SourceSpan,
    /// What the scope permits; may be empty.
    pub description: Box<str>,
    /// What else is said of it: most scopes have nothing.
    pub details: Option<Box<Details>>,
}

impl Scope {
    pub(crate) fn aliases(&self) -> &[Spanned] {
        self.details.as_deref().map_or(&[], |details| &details.aliases)
    }
}

/// What a catalog says of a scope beyond its description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Scopes or patterns whose rights this one includes.
    pub implies: Vec<Spanned>,
    /// Other spellings that the provider takes.
    pub aliases: Vec<Spanned>,
    /// Scopes without which this one has no effect.
    pub requires: Vec<Spanned>,
    /// Scopes that may not be asked for together with this one.
    pub conflicts: Vec<Spanned>,
    /// Whether it may not stand beside any other.
    pub exclusive: bool,
    /// Who can hold it, in the provider's words; empty means anybody.
    pub kinds: Vec<Spanned>,
    /// What must be done before the provider grants it.
    pub approval: Option<Spanned>,
    /// How sensitive it is.
    pub risk: Risk,
}

/// How sensitive a scope is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing special.
    #[default]
    Normal,
    /// The provider asks for care.
    Sensitive,
    /// The provider restricts who may ask.
    Restricted,
}

impl Risk {
    pub(crate) const ALL: [Self; 3] = [Self::Normal, Self::Sensitive, Self::Restricted];

    /// How a catalog writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Sensitive => "sensitive",
            Self::Restricted => "restricted",
        }
    }
}

/// A name that must no longer be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The name.
    pub name: Box<str>,
    /// Where it is declared.
    pub span: SourceSpan,
    /// Since when: a year, a month or a day.
    pub since: Option<Box<str>>,
    /// Whether it still works.
    pub still_works: bool,
    /// What to write instead: none, one, or several to choose from.
    pub replaced_by: Vec<Spanned>,
    /// A word on it.
    pub note: Option<Box<str>>,
}

/// What an application has registered with the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// What the catalog calls it.
    pub name: Spanned,
    /// The provider's identifier for it.
    pub client_id: Option<Box<str>>,
    /// The provider's word for who holds its tokens.
    pub kind: Option<Spanned>,
    /// The scopes that it registered.
    pub allow: Vec<Spanned>,
    /// Whether it is meant where no client is named.
    pub is_default: bool,
}

/// Something a program does with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `GET /user`, or any text.
    pub name: Spanned,
    /// What the token must be good for.
    pub needs: Need,
    /// When that is so, where it is not always: `for private repositories`. It is shown, and decides nothing.
    pub condition: Option<Box<str>>,
}

/// What an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// This scope.
    Scope(Spanned),
    /// One of these.
    Any(Vec<Need>),
    /// Every one of these.
    All(Vec<Need>),
}

impl Need {
    /// Every scope that is mentioned.
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

    /// Whether it is met, given what is held.
    pub fn is_met(&self, holds: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Scope(name) => holds(&name.text),
            Self::Any(needs) => needs.iter().any(|need| need.is_met(holds)),
            Self::All(needs) => needs.iter().all(|need| need.is_met(holds)),
        }
    }

    /// The need in words: `` `a`, or both `b` and `c` ``.
    pub fn describe(&self) -> String {
        match self {
            Self::Scope(name) => format!("`{}`", name.text),
            Self::Any(needs) => Self::join(needs, " or "),
            Self::All(needs) => Self::join(needs, " and "),
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

/// A file whose scope lists are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// The file, or a pattern of files, relative to the package.
    pub file: Spanned,
    /// Where in it the scopes stand.
    pub path: Option<Spanned>,
    /// The name of a known shape, instead of a path.
    pub preset: Option<Spanned>,
    /// The client that the file is about.
    pub client: Option<Spanned>,
    /// The catalog that it is held against; the main one where it is left out.
    pub catalog: Option<Spanned>,
    /// Whether the calls of `scopes!` for its client should ask for the same: `matches = "scopes!"`.
    pub matches_calls: bool,
}

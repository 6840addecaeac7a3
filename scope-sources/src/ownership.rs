//! Defines the question of who owns a list of scopes, and the answer.

use std::ops::Range;

use crate::group::{Group, Kind, Purpose, Text};
use crate::provider_hints::{self, HintKind, Server};
use crate::scope_url::ScopeParameter;

/// Who defines the scopes of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A bundled provider.
    Provider(&'static str),
    /// Several providers have all the scopes, and nothing else decides.
    Tie(Vec<&'static str>),
    /// No bundled provider.
    Nobody,
}

/// The owner of a list, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The owner.
    pub owner: Owner,
    /// The reason.
    pub reason: Reason,
    /// Whether there is almost no doubt, so that a mistake in the list is a mistake at this provider.
    pub is_certain: bool,
}

impl Owner {
    /// Returns the provider, if the owner is one.
    pub(crate) fn provider(&self) -> Option<&'static str> {
        match self {
            Self::Provider(provider) => Some(provider),
            Self::Tie(_) | Self::Nobody => None,
        }
    }
}

impl Ownership {
    /// Creates the answer that a provider is the owner.
    pub(crate) fn of(provider: &'static str, reason: Reason, is_certain: bool) -> Self {
        Self { owner: Owner::Provider(provider), reason, is_certain }
    }

    /// Creates the answer that a provider is the owner, which is certain if the hint is strong.
    pub(crate) fn by_hint(provider: &'static str, hint: Reason) -> Self {
        let is_certain = hint.is_strong();
        Self::of(provider, hint, is_certain)
    }

    /// Creates an answer that is not certain.
    pub(crate) fn perhaps(owner: Owner, reason: Reason) -> Self {
        Self { owner, reason, is_certain: false }
    }
}

/// Why a list has an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Only this provider has these scopes.
    Names(Vec<String>),
    /// A hint in the code.
    Hint {
        /// The kind of hint.
        kind: HintKind,
        /// The text of the hint.
        text: String,
        /// The number of the file.
        file: usize,
        /// Its bytes in the file.
        span: Range<usize>,
    },
    /// The name of a function, a constant or a pattern around them.
    Called(String),
    /// The other lists of the package.
    OtherLists,
    /// The provider is the usual one among those that have the scopes.
    Usual,
    /// There is no reason.
    Nothing,
}

impl Reason {
    /// Returns whether the reason can be enough for an error.
    pub(crate) fn is_strong(&self) -> bool {
        !matches!(self, Self::Hint { kind, .. } if !kind.is_strong())
    }

    /// Returns whether the reason is only a word somewhere in the file.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self, Self::Hint { kind: HintKind::Name | HintKind::File, .. })
    }
}

/// A list whose owner is to be determined.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its scopes.
    pub names: Vec<String>,
    /// Names around it: of functions, constants, patterns.
    pub context: Vec<String>,
    /// The number of its file.
    pub file: usize,
    /// What the scopes are for. Scopes that a server requires or only mentions are its own, unless a provider has them.
    pub purpose: Purpose,
    /// [`Group::is_surely_scopes`]
    pub is_surely_scopes: bool,
    /// The owner of the address that the scopes are written in.
    pub address: Option<Server>,
    /// The owner of the address next to the scopes.
    pub beside: Option<Server>,
    /// The provider, if all addresses near the list are its own.
    pub near: Option<&'static str>,
    /// The other scopes in the same address.
    pub in_address: Vec<String>,
    /// Whether the file requests tokens from a server that is not a provider's, as far as its address shows.
    pub is_beside_other: bool,
    /// The provider, if a comment or the kind of the file states it.
    pub told: Option<&'static str>,
    /// Whether the list is in a configuration file. Its `context` is then the path of keys.
    pub is_setting: bool,
}

impl List {
    /// Returns whether the scopes belong to the program's own server, because it requires them, or because they are in
    /// the address of a server that is not a provider's.
    pub fn is_for_own_server(&self) -> bool {
        self.purpose == Purpose::Requirement || self.server() == Some(Server::Other)
    }

    /// Returns the owner of the address that the scopes are written in, or else of the one next to them.
    pub(crate) fn server(&self) -> Option<Server> {
        self.address.or(self.beside)
    }

    /// Creates the list for a group of a file.
    pub fn of(group: &Group, file: usize) -> Self {
        let of_address = |text: &Text| match &text.kind {
            Kind::Url { before, .. } => provider_hints::server_of(before),
            _ => None,
        };
        let around = group.texts.iter().flat_map(|text| match &text.kind {
            Kind::Url { before, after } => [&**before, &**after],
            _ => ["", ""],
        });
        let in_address = around.flat_map(ScopeParameter::all).map(|parameter| parameter.value);
        Self {
            near: group.near,
            in_address: in_address
                .flat_map(|list| list.split([' ', ',']).map(str::to_owned).collect::<Vec<_>>())
                .collect(),
            names: group.names().into_iter().map(str::to_owned).collect(),
            context: group.context.clone(),
            file,
            purpose: group.purpose,
            is_surely_scopes: group.is_surely_scopes(),
            address: group.texts.iter().find_map(of_address),
            beside: group.server,
            ..Self::default()
        }
    }

    /// Returns whether the list is meant for a provider that the file mentions, although the provider does not have all
    /// of the names.
    pub(crate) fn is_mistaken(&self, knows: impl Fn(&str) -> bool) -> bool {
        self.is_surely_scopes || self.names.iter().any(|name| name.contains([':', '.', '/']) || knows(name))
    }
}

//! Whose scopes a list is of, and why: what is asked, and the answer.

use std::ops::Range;

use crate::group::{Group, Kind, Purpose, Text};
use crate::provider_hints::{self, HintKind, Server};
use crate::scope_url::ScopeParameter;

/// Whose scopes a list is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A bundled provider.
    Provider(&'static str),
    /// Several have them all, and nothing else tells.
    Tie(Vec<&'static str>),
    /// No bundled provider.
    Nobody,
}

/// Whose scopes a list is of, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The provider.
    pub owner: Owner,
    /// What speaks for it.
    pub reason: Reason,
    /// Whether there is hardly a doubt: a mistake in the list is one at this provider.
    pub is_certain: bool,
}

impl Owner {
    /// The provider, if it is one.
    pub(crate) fn provider(&self) -> Option<&'static str> {
        match self {
            Self::Provider(provider) => Some(provider),
            Self::Tie(_) | Self::Nobody => None,
        }
    }
}

impl Ownership {
    /// A provider's.
    pub(crate) fn of(provider: &'static str, reason: Reason, is_certain: bool) -> Self {
        Self { owner: Owner::Provider(provider), reason, is_certain }
    }

    /// A provider's, as certainly as a hint is strong.
    pub(crate) fn by_hint(provider: &'static str, hint: Reason) -> Self {
        let is_certain = hint.is_strong();
        Self::of(provider, hint, is_certain)
    }

    /// Somebody's, with doubt.
    pub(crate) fn perhaps(owner: Owner, reason: Reason) -> Self {
        Self { owner, reason, is_certain: false }
    }
}

/// What speaks for an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Only this provider has these scopes.
    Names(Vec<String>),
    /// Something beside them, by the number of its file and its place there.
    Hint {
        /// The kind of it.
        kind: HintKind,
        /// What is written there.
        text: String,
        /// The number of the file.
        file: usize,
        /// The bytes in the file.
        span: Range<usize>,
    },
    /// What they are called: a function, a constant, a pattern around them.
    Called(String),
    /// Other lists of the package.
    OtherLists,
    /// The provider is the usual one of those that have them.
    Usual,
    /// Nothing does.
    Nothing,
}

impl Reason {
    /// Whether it can be enough for an error.
    pub(crate) fn is_strong(&self) -> bool {
        !matches!(self, Self::Hint { kind, .. } if !kind.is_strong())
    }

    /// Whether it is only a word somewhere in the file.
    pub(crate) fn is_word(&self) -> bool {
        matches!(self, Self::Hint { kind: HintKind::Name | HintKind::File, .. })
    }
}

/// A list whose owner is asked for.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Its scopes.
    pub names: Vec<String>,
    /// Words around it: of functions, of constants, of patterns.
    pub context: Vec<String>,
    /// The number of its file.
    pub file: usize,
    /// What they are for. What a server requires, or only names, are its own scopes, unless a provider has them.
    pub purpose: Purpose,
    /// [`Group::is_surely_scopes`]
    pub is_surely_scopes: bool,
    /// Whose server has the address that they are written in.
    pub address: Option<Server>,
    /// Whose server has the address beside them.
    pub beside: Option<Server>,
    /// The provider whose addresses alone are near it in the file.
    pub near: Option<&'static str>,
    /// The scopes beside it in the same address.
    pub in_address: Vec<String>,
    /// Whether the file asks a server for tokens that is no provider's, as far as its address tells.
    pub is_beside_other: bool,
    /// Whose they are, where a comment or the kind of the file states it.
    pub told: Option<&'static str>,
    /// Whether they are in a configuration file, with the keys on the way to them around.
    pub is_setting: bool,
}

impl List {
    /// Whether they are of the program's own server: it requires them, or they are in the address of a server that is no
    /// provider's.
    pub fn is_for_own_server(&self) -> bool {
        self.purpose == Purpose::Requirement || self.server() == Some(Server::Other)
    }

    /// Whose server has the address that they are written in, or else the one beside them.
    pub(crate) fn server(&self) -> Option<Server> {
        self.address.or(self.beside)
    }

    /// The list of a group of a file.
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

    /// Whether these are scopes of a provider that is spoken of in the file, although it does not have all of them.
    pub(crate) fn is_mistaken(&self, knows: impl Fn(&str) -> bool) -> bool {
        self.is_surely_scopes || self.names.iter().any(|name| name.contains([':', '.', '/']) || knows(name))
    }
}

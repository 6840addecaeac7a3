//! What an unknown name was taken for.

use crate::fast::map;
use crate::finding::Certainty;

/// The best account of an unknown name.
pub(crate) struct Diagnosis {
    pub(crate) reason: Reason,
    pub(crate) certainty: Certainty,
    /// What to write instead, best first.
    pub(crate) names: Vec<String>,
    /// Whether what to write instead is in the request already.
    pub(crate) is_repeated: bool,
}

impl Diagnosis {
    /// Whether the word is to be left out: what it stands for is in the list already, or is not asked for by a scope.
    pub(crate) fn is_left_out(&self) -> bool {
        self.is_repeated || matches!(self.reason, Reason::Misnomer(_)) && self.names.is_empty()
    }

    /// Whether the names are what was written, but for its form.
    pub(crate) fn is_same_words(&self) -> bool {
        matches!(self.reason, Reason::Case | Reason::Separators | Reason::Number | Reason::Order)
    }

    /// Whether the names are what was written, but for its form or a typo.
    pub(crate) fn is_same_name(&self) -> bool {
        self.is_same_words() || matches!(self.reason, Reason::Spelling | Reason::Abbreviation | Reason::Retired)
    }

    /// Whether the names have the words in another order, or a word more or less.
    pub(crate) fn is_other_words(&self) -> bool {
        matches!(
            self.reason,
            Reason::Order | Reason::ExtraPrefix | Reason::ExtraSuffix | Reason::ExtraPart | Reason::Incomplete
        )
    }
}

#[derive(PartialEq)]
pub(crate) enum Reason {
    /// The same letters in another case.
    Case,
    /// The same letters with other separators.
    Separators,
    /// The same words but for a plural s.
    Number,
    /// The same address with `http` for `https`, or the other way round.
    Scheme(&'static str),
    /// The same name at another address.
    Address,
    /// What a library calls its constant.
    Constant,
    /// The same words in another order.
    Order,
    /// Two names without anything between them.
    RunTogether,
    /// A name without its beginning.
    MissingPrefix,
    /// A name with something before it.
    ExtraPrefix,
    /// A name with something after it.
    ExtraSuffix,
    /// A name without its end, or without a part between two others.
    Incomplete,
    /// There is an extra part between two others.
    ExtraPart,
    /// The first letters of its words.
    Abbreviation,
    /// A name that was taken away, misspelled.
    Retired,
    /// A few letters off.
    Spelling,
    /// A claim, which is in a token because of a scope with another name.
    Claim,
    /// Another action on the same thing.
    Sibling,
    /// The same, where these are in the list already.
    Listed(Vec<String>),
    /// Something that the catalog files under another thing.
    Described,
    /// A token that comes because of a scope with another name.
    Refresh,
    /// Another word for what the names of the catalog call so.
    Synonym(&'static str),
    /// A name of other servers, and how this provider does what it is for.
    Misnomer(String),
    /// A name that is famous at other servers, and what it is there.
    Famous(&'static str),
    /// A name of another catalog, by its name and its key; how it is spelled there, if that differs.
    Foreign { catalog: String, key: Option<String>, meant: Option<String> },
    /// A pattern, as the catalog has it, instead of a name that it describes.
    Placeholder,
    /// A name that its resource does not have: what the resource is called, how many scopes it has, and those if they are few.
    AtResource { uri: String, count: usize, scopes: Vec<String> },
    /// A resource without a scope of it.
    BareResource,
    /// All of a resource that is not named.
    MissingResource,
    /// A name that another resource has.
    Elsewhere,
    /// Nothing is similar.
    Nothing,
}

/// No guess.
pub(crate) const NOTHING: Diagnosis =
    Diagnosis { reason: Reason::Nothing, certainty: Certainty::None, names: Vec::new(), is_repeated: false };

/// At most this number of names of an account are looked at for those that can be suggested.
const CONSIDERED: usize = 32;

/// An account that suggests names: one is as sure as `when_single`, several are choices; `None` if there are none.
pub(super) fn account(reason: Reason, when_single: Certainty, names: &[&str]) -> Option<Diagnosis> {
    let certainty = match names.len() {
        0 => return None,
        1 => when_single,
        _ => Certainty::Choices,
    };
    let best = map(&names[..names.len().min(CONSIDERED)], &mut |name| name.to_string());
    Some(Diagnosis { reason, certainty, names: best, is_repeated: false })
}

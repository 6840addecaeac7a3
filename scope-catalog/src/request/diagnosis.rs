//! Defines the diagnosis of an unknown name.

use crate::fast::map;
use crate::finding::Certainty;

/// The best explanation of an unknown name.
pub(crate) struct Diagnosis {
    pub(crate) reason: Reason,
    pub(crate) certainty: Certainty,
    /// What to write instead, best first.
    pub(crate) names: Vec<String>,
    /// Whether the request already contains the suggested scope.
    pub(crate) is_repeated: bool,
}

impl Diagnosis {
    /// Whether the word should be removed, because the request already contains what it means, or no scope is needed
    /// for it.
    pub(crate) fn is_left_out(&self) -> bool {
        self.is_repeated || matches!(self.reason, Reason::Misnomer(_)) && self.names.is_empty()
    }

    /// Whether the suggested names only differ in form.
    pub(crate) fn is_same_words(&self) -> bool {
        matches!(self.reason, Reason::Case | Reason::Separators | Reason::Number | Reason::Order)
    }

    /// Whether the suggested names only differ in form or by a typo.
    pub(crate) fn is_same_name(&self) -> bool {
        self.is_same_words() || matches!(self.reason, Reason::Spelling | Reason::Abbreviation | Reason::Retired)
    }

    /// Whether the suggested names have the words in another order, or one word more or less.
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
    /// The same words except for a plural s.
    Number,
    /// The same URL with `http` for `https`, or the other way round.
    Scheme(&'static str),
    /// The same name at another address.
    Address,
    /// A library's constant for the scope.
    Constant,
    /// The same words in another order.
    Order,
    /// Two names without a delimiter.
    RunTogether,
    /// A name without its beginning.
    MissingPrefix,
    /// A name after additional text.
    ExtraPrefix,
    /// A name followed by additional text.
    ExtraSuffix,
    /// The end of the name, or a part in the middle, is missing.
    Incomplete,
    /// There is an additional part in the middle.
    ExtraPart,
    /// The initials of its words.
    Abbreviation,
    /// A misspelled retired name.
    Retired,
    /// A few letters are different.
    Spelling,
    /// A claim, which comes with a scope of another name.
    Claim,
    /// Another action on the same object, or the same action on another one.
    Sibling,
    /// A sibling, but the request already contains these.
    Listed(Vec<String>),
    /// Something that the catalog files under another name.
    Described,
    /// A token that comes with a scope of another name.
    Refresh,
    /// Another word for what the catalog's names call this.
    Synonym(&'static str),
    /// A name of other servers, and how this provider does what it is for.
    Misnomer(String),
    /// A well-known name of other servers, and what it means there.
    Famous(&'static str),
    /// A name of another catalog, which is given by its name and its key; and the spelling there, if it differs.
    Foreign { catalog: String, key: Option<String>, meant: Option<String> },
    /// A pattern of the catalog instead of a matching name.
    Placeholder,
    /// A name that its resource does not have: the address of the resource, the number of its scopes, and their names
    /// if they are few.
    AtResource { uri: String, count: usize, scopes: Vec<String> },
    /// A resource without a scope.
    BareResource,
    /// All permissions of a resource that is not named.
    MissingResource,
    /// A name that another resource has.
    Elsewhere,
    /// Nothing is similar.
    Nothing,
}

/// Nothing is similar, and there is no suggestion.
pub(crate) const NOTHING: Diagnosis =
    Diagnosis { reason: Reason::Nothing, certainty: Certainty::None, names: Vec::new(), is_repeated: false };

/// How many names of an account are considered as suggestions.
const CONSIDERED: usize = 32;

/// Creates an account that suggests names. A single name has the certainty `when_single`, several are choices. `None`
/// if there are none.
pub(super) fn account(reason: Reason, when_single: Certainty, names: &[&str]) -> Option<Diagnosis> {
    let certainty = match names.len() {
        0 => return None,
        1 => when_single,
        _ => Certainty::Choices,
    };
    let best = map(&names[..names.len().min(CONSIDERED)], &mut |name| name.to_string());
    Some(Diagnosis { reason, certainty, names: best, is_repeated: false })
}

//! Defines the form of an error response: how to recognize it, where it names scopes, and what it means.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::{Document, Message};
use super::insufficient_scope::{InsufficientScope, contains_any};
use super::outcome::{Cause, ErrorResponse, InvalidScope, InvalidToken, MissingPermission, Remedy};
use super::required::Required;
use super::sentence::{between, distinct, quoted, says_any, says_or};
use crate::Granted;
use crate::granted::split;

/// A form of error responses: how to recognize such a response, where it names scopes, and what it means.
///
/// The [known forms](crate::forms::known) have this type. To add a form, declare a constant and pass it to
/// [`ErrorResponse::read_with`](crate::ErrorResponse::read_with):
///
/// ```
/// use oauth_scopes::forms::{Form, Names, Sign};
/// use oauth_scopes::{ErrorResponse, Required};
///
/// const ZOO: Form = Form::new("Zoo", &[Sign::Is("error.code", "4711")])
///     .needed(&[Names::Member("error.wants")])
///     .held(&[Names::Between("you have ", ".")]);
///
/// let body = r#"{"error": {"code": 4711, "wants": ["feed", "pet"], "message": "No: you have look."}}"#;
/// let ErrorResponse::InsufficientScope(error) = ErrorResponse::read_with(&[ZOO], 400, [], body) else { panic!() };
/// assert_eq!(*error.required(), Required::all(["feed", "pet"]));
/// assert_eq!(error.granted().map(|granted| granted.as_str()), Some("look"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Form {
    pub(crate) provider: &'static str,
    pub(crate) source: &'static str,
    pub(crate) statuses: &'static [u16],
    pub(crate) signs: &'static [Sign],
    pub(crate) needed: &'static [Names],
    pub(crate) held: &'static [Names],
    pub(crate) choice: Choice,
    pub(crate) meaning: Meaning,
    pub(crate) implied: &'static [(&'static str, &'static [&'static str])],
    pub(crate) is_only_if_named: bool,
}

/// The origin of forms: the provider, and the URL of a document or of a recorded response.
pub(super) type Origin = (&'static str, &'static str);

/// A form that is known from this origin.
pub(super) const fn form((provider, source): Origin, signs: &'static [Sign]) -> Form {
    Form::new(provider, signs).source(source)
}

/// A sign by which a response is recognized. Case does not matter.
///
/// A path names the keys of nested objects, with dots between them. A list in it stands for each of its elements:
/// `errors.code` is the member `code` of each element of the list `errors`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Sign {
    /// The member of the JSON body at this path is this text, number or truth value.
    Is(&'static str, &'static str),
    /// The member of the JSON body at this path is one of these texts.
    IsOneOf(&'static str, &'static [&'static str]),
    /// The JSON body has a member at this path.
    Has(&'static str),
    /// A message contains this text: a member such as `message` or `error`, or a body that is not JSON.
    Says(&'static str),
    /// A message contains one of these texts.
    SaysOneOf(&'static [&'static str]),
    /// A header of this name contains this text.
    Header(&'static str, &'static str),
    /// A header of this name has this value.
    HeaderIs(&'static str, &'static str),
    /// There is a header of this name.
    HasHeader(&'static str),
    /// There is no header of this name, or its value is blank.
    BlankHeader(&'static str),
    /// One of these signs is enough.
    Either(&'static [Sign]),
}

/// Where a response names scopes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Names {
    /// In the members of the JSON body at this path: lists, or texts with spaces or commas.
    Member(&'static str),
    /// In the members of the JSON body at this path, with this text after each name.
    MemberWithout(&'static str, &'static str),
    /// Between backticks or quotes in the member of the JSON body at this path.
    Quoted(&'static str),
    /// In a header of this name.
    Header(&'static str),
    /// In a message, between these two texts. If the second text is empty, up to the end.
    Between(&'static str, &'static str),
    /// Between these two texts in a message, if it is one of these words.
    OneOf(&'static str, &'static str, &'static [&'static str]),
    /// The response does not name them, but the provider's documentation does.
    Known(&'static [&'static str]),
}

/// Whether all of the named scopes are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Choice {
    /// All of them.
    All,
    /// At least one of them.
    Any,
    /// At least one if the message says so (`one of`, `either`), otherwise all.
    AsSaid,
}

/// What a form means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// A scope is missing.
    InsufficientScope,
    /// A scope may be missing, but the same response also has other causes.
    Undecided,
    /// A permission of the application is missing.
    MissingPermission,
    /// The token is expired, revoked or invalid.
    InvalidToken(Remedy),
    /// A request for a token names scopes that it cannot have: those that the form names.
    InvalidScope,
    /// It is not about scopes.
    Unrelated(Cause),
}

/// The status codes of refusals, since several providers do not use 403.
const REFUSALS: &[u16] = &[400, 401, 403];

impl Form {
    /// Makes a form which means that a scope is missing, for the statuses 400, 401 and 403.
    ///
    /// A response has this form if it shows all signs.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Sign};
    /// use oauth_scopes::{ErrorResponse, InsufficientScope};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("weak ticket")]);
    /// assert!(ErrorResponse::read_with(&[ZOO], 403, [], "Weak ticket").is_insufficient_scope());
    /// assert!(!ErrorResponse::read_with(&[ZOO], 200, [], "Weak ticket").is_insufficient_scope());
    /// ```
    pub const fn new(provider: &'static str, signs: &'static [Sign]) -> Self {
        Self {
            provider,
            source: "",
            statuses: REFUSALS,
            signs,
            needed: &[],
            held: &[],
            choice: Choice::All,
            meaning: Meaning::InsufficientScope,
            implied: &[],
            is_only_if_named: false,
        }
    }

    /// Returns the form for responses with these statuses, instead of 400, 401 and 403.
    ///
    /// ```
    /// use oauth_scopes::ErrorResponse;
    /// use oauth_scopes::forms::{Form, Sign};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("weak ticket")]).statuses(&[200]);
    /// assert!(ErrorResponse::read_with(&[ZOO], 200, [], "Weak ticket").is_insufficient_scope());
    /// ```
    #[must_use]
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Returns the form with the places where a response names the scopes that the request needs. The first place that
    /// has names counts. All of these scopes are needed, unless [`any`](Self::any) or [`as_said`](Self::as_said) says
    /// otherwise.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Names, Sign};
    /// use oauth_scopes::{ErrorResponse, Required};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("weak ticket")]).needed(&[Names::Between("get ", ".")]);
    /// let response = ErrorResponse::read_with(&[ZOO], 403, [], "Weak ticket: get feed.");
    /// let ErrorResponse::InsufficientScope(error) = response else { panic!() };
    /// assert_eq!(*error.required(), Required::all(["feed"]));
    /// ```
    #[must_use]
    pub const fn needed(mut self, places: &'static [Names]) -> Self {
        self.needed = places;
        self
    }

    /// Returns the form with the places where a response names the scopes that the token grants.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Names, Sign};
    /// use oauth_scopes::{ErrorResponse, Granted};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("weak ticket")]).held(&[Names::Header("x-ticket")]);
    /// let response = ErrorResponse::read_with(&[ZOO], 403, [("x-ticket", "look")], "Weak ticket");
    /// let ErrorResponse::InsufficientScope(error) = response else { panic!() };
    /// assert_eq!(error.granted().map(Granted::as_str), Some("look"));
    /// ```
    #[must_use]
    pub const fn held(mut self, places: &'static [Names]) -> Self {
        self.held = places;
        self
    }

    /// Returns the form for a provider that names alternatives: one of the scopes is enough.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Names, Sign};
    /// use oauth_scopes::{ErrorResponse, Required};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Has("wants")]).needed(&[Names::Member("wants")]).any();
    /// let response = ErrorResponse::read_with(&[ZOO], 403, [], r#"{"wants": ["feed", "pet"]}"#);
    /// let ErrorResponse::InsufficientScope(error) = response else { panic!() };
    /// assert_eq!(*error.required(), Required::any(["feed", "pet"]));
    /// ```
    #[must_use]
    pub const fn any(mut self) -> Self {
        self.choice = Choice::Any;
        self
    }

    /// Returns the form for a provider whose message says whether one of the scopes is enough.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Names, Sign};
    /// use oauth_scopes::{ErrorResponse, Required};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("weak ticket")]).needed(&[Names::Between("get ", ".")]).as_said();
    /// let required = |body: &str| match ErrorResponse::read_with(&[ZOO], 403, [], body) {
    ///     ErrorResponse::InsufficientScope(error) => error.required().clone(),
    ///     other => panic!("{other:?}"),
    /// };
    /// assert_eq!(required("Weak ticket: get one of feed, pet."), Required::any(["feed", "pet"]));
    /// assert_eq!(required("Weak ticket: get feed, pet."), Required::all(["feed", "pet"]));
    /// ```
    #[must_use]
    pub const fn as_said(mut self) -> Self {
        self.choice = Choice::AsSaid;
        self
    }

    /// Returns the form with another meaning.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Meaning, Sign};
    /// use oauth_scopes::{ErrorResponse, Remedy};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("ticket is old")]).means(Meaning::InvalidToken(Remedy::Refresh));
    /// let response = ErrorResponse::read_with(&[ZOO], 401, [], "Your ticket is old");
    /// assert!(matches!(response, ErrorResponse::InvalidToken(error) if error.remedy == Remedy::Refresh));
    /// ```
    #[must_use]
    pub const fn means(mut self, meaning: Meaning) -> Self {
        self.meaning = meaning;
        self
    }

    /// Returns the form with its source: the URL of a document, or of a recorded response.
    ///
    /// ```
    /// use oauth_scopes::forms::{Form, Sign};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Says("weak ticket")]).source("https://zoo.example/errors");
    /// assert_eq!(ZOO.address(), "https://zoo.example/errors");
    /// ```
    #[must_use]
    pub const fn source(mut self, source: &'static str) -> Self {
        self.source = source;
        self
    }

    /// Returns the form with the scopes that each scope of the provider implies, for a provider that names alternatives
    /// (see [`any`](Self::any)). If a granted scope implies one of them, no scope is missing. If a granted scope is a part of
    /// one of them, the response is [undecided](ErrorResponse::Undecided).
    ///
    /// ```
    /// use oauth_scopes::ErrorResponse;
    /// use oauth_scopes::forms::{Form, Names, Sign};
    ///
    /// const ZOO: Form = Form::new("Zoo", &[Sign::Has("wants")])
    ///     .needed(&[Names::Member("wants")])
    ///     .held(&[Names::Member("has")])
    ///     .any()
    ///     .implied(&[("keeper", &["feed"])]);
    /// let read = |body| ErrorResponse::read_with(&[ZOO], 403, [], body);
    /// assert!(read(r#"{"wants": "feed", "has": "look"}"#).is_insufficient_scope());
    /// assert!(!read(r#"{"wants": "feed", "has": "keeper"}"#).is_insufficient_scope());
    /// ```
    #[must_use]
    pub const fn implied(mut self, implied: &'static [(&'static str, &'static [&'static str])]) -> Self {
        self.implied = implied;
        self
    }

    /// Returns the form restricted to responses that name the needed scopes.
    ///
    /// ```
    /// use oauth_scopes::ErrorResponse;
    /// use oauth_scopes::forms::{Form, Names, Sign};
    ///
    /// const ZOO: Form =
    ///     Form::new("Zoo", &[Sign::Says("weak ticket")]).needed(&[Names::Between("get ", ".")]).only_if_named();
    /// let read = |body| ErrorResponse::read_with(&[ZOO], 403, [], body);
    /// assert!(read("Weak ticket: get feed.").is_insufficient_scope());
    /// assert!(!read("Weak ticket").is_insufficient_scope());
    /// ```
    #[must_use]
    pub const fn only_if_named(mut self) -> Self {
        self.is_only_if_named = true;
        self
    }

    /// Returns the provider.
    ///
    /// ```
    /// use oauth_scopes::forms;
    ///
    /// assert!(forms::known().any(|form| form.provider() == "GitHub"));
    /// ```
    pub const fn provider(&self) -> &'static str {
        self.provider
    }

    /// Returns the URL of its [source](Self::source), or an empty text.
    ///
    /// ```
    /// use oauth_scopes::forms;
    ///
    /// assert!(forms::known().all(|form| form.address().starts_with("https://")));
    /// ```
    pub const fn address(&self) -> &'static str {
        self.source
    }

    /// Returns what a response means if it has this form.
    pub(crate) fn read(&self, received: &Received<'_>) -> Option<ErrorResponse> {
        if !self.statuses.contains(&received.status) || !self.signs.iter().all(|sign| sign.is_seen(received)) {
            return None;
        }
        let message = received.document.sentence().map(Into::into);
        Some(match self.meaning {
            Meaning::InsufficientScope | Meaning::Undecided => return self.scopes(received, message),
            Meaning::MissingPermission => ErrorResponse::MissingPermission(MissingPermission {
                required: self.required(received),
                granted: found(self.held, received).map(|found| found.names),
                message,
            }),
            Meaning::InvalidToken(remedy) => ErrorResponse::InvalidToken(InvalidToken { remedy, message }),
            Meaning::InvalidScope => ErrorResponse::InvalidScope(InvalidScope {
                scopes: found(self.needed, received).map_or_else(Vec::new, |found| found.names),
                message,
            }),
            Meaning::Unrelated(cause) => ErrorResponse::Unrelated(cause),
        })
    }

    fn required(&self, received: &Received<'_>) -> Required {
        let Some(found) = found(self.needed, received) else { return Required::Unknown };
        match self.choice {
            Choice::Any => Required::Any(found.names),
            Choice::AsSaid if says_any(&found.text) || says_or(&found.text, &found.names) => Required::Any(found.names),
            Choice::All | Choice::AsSaid => Required::All(found.names),
        }
    }

    fn scopes(&self, received: &Received<'_>, message: Option<String>) -> Option<ErrorResponse> {
        let required = self.required(received);
        if self.is_only_if_named && required == Required::Unknown {
            return None;
        }
        let granted = self.granted(received);
        let error = InsufficientScope::from_parts(required, granted, message);
        let mut is_decided = self.meaning == Meaning::InsufficientScope;
        if let (Required::Any(needed), Some(granted)) = (error.required(), error.granted()) {
            if contains_any(granted, needed) || self.implies_any(granted.iter(), needed) {
                return None;
            }
            is_decided &= !self.implies_any(needed.iter().map(String::as_str), &granted.iter().collect::<Vec<_>>());
        }
        Some(if is_decided { ErrorResponse::InsufficientScope(error) } else { ErrorResponse::Undecided(error) })
    }

    /// Returns the granted scopes. An empty header or list means that nothing is granted.
    fn granted(&self, received: &Received<'_>) -> Option<Granted> {
        if let Some(found) = found(self.held, received) {
            return Some(Granted::from_names(found.names.iter().map(String::as_str)));
        }
        let is_blank = |place: &Names| match place {
            Names::Header(name) => received.header(name).next().is_some(),
            Names::Member(path) => received.document.at(path).next().is_some(),
            _ => false,
        };
        self.held.iter().any(is_blank).then(Granted::default)
    }

    fn implies_any<'n, N: AsRef<str>>(&self, scopes: impl IntoIterator<Item = &'n str>, others: &[N]) -> bool {
        let of = |scope: &str| self.implied.iter().find(|(name, _)| *name == scope).map(|(_, implied)| *implied);
        let implied: Vec<&str> = scopes.into_iter().filter_map(of).flatten().copied().collect();
        others.iter().any(|other| implied.contains(&other.as_ref()))
    }
}

/// The parts of a response that forms use.
pub(crate) struct Received<'r> {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'r str, &'r str)>,
    pub(crate) document: Document<'r>,
}

impl<'r> Received<'r> {
    /// The values of a header.
    pub(crate) fn header<'n>(&self, name: &'n str) -> impl Iterator<Item = &'r str> + use<'_, 'r, 'n> {
        self.headers.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

impl Sign {
    fn is_seen(&self, received: &Received<'_>) -> bool {
        let is =
            |path: &str, text: &str| received.document.at(path).any(|value| value.trim().eq_ignore_ascii_case(text));
        let says = |text: &str| {
            let text = text.to_ascii_lowercase();
            received.document.messages().iter().any(|message| message.lower.contains(&*text))
        };
        match self {
            Self::Is(path, text) => is(path, text),
            Self::IsOneOf(path, texts) => texts.iter().any(|text| is(path, text)),
            Self::Has(path) => received.document.at(path).next().is_some(),
            Self::Says(text) => says(text),
            Self::SaysOneOf(texts) => texts.iter().any(|text| says(text)),
            Self::Header(name, text) => {
                let text = text.to_ascii_lowercase();
                received.header(name).any(|value| value.to_ascii_lowercase().contains(&*text))
            }
            Self::HeaderIs(name, text) => received.header(name).any(|value| value.trim().eq_ignore_ascii_case(text)),
            Self::HasHeader(name) => received.header(name).next().is_some(),
            Self::BlankHeader(name) => received.header(name).all(|value| value.trim().is_empty()),
            Self::Either(signs) => signs.iter().any(|sign| sign.is_seen(received)),
        }
    }
}

/// Names, and the text in which they were found, in lower case.
pub(crate) struct Found {
    pub(crate) names: Vec<String>,
    pub(crate) text: String,
}

/// Returns the names in the first place that has any.
fn found(places: &[Names], received: &Received<'_>) -> Option<Found> {
    places.iter().map(|place| place.find(received)).find(|found| !found.names.is_empty())
}

impl Names {
    fn find(&self, received: &Received<'_>) -> Found {
        let (document, messages) = (&received.document, received.document.messages());
        let said = || messages.iter().map(|message| &*message.lower).collect::<Vec<_>>().join("\n");
        let of = |names: Vec<String>| Found { names, text: said() };
        match *self {
            Self::Member(path) => of(distinct(document.at(path).flat_map(split))),
            Self::MemberWithout(path, suffix) => {
                of(distinct(document.at(path).filter_map(|value| value.strip_suffix(suffix)).flat_map(split)))
            }
            Self::Quoted(path) => {
                let text = document.at(path).next().unwrap_or_default();
                Found { names: distinct(quoted(text)), text: text.to_ascii_lowercase() }
            }
            Self::Header(name) => {
                let text = received.header(name).collect::<Vec<_>>().join(",");
                Found { names: distinct(text.split(';').flat_map(split)), text: text.replace(';', " or `") }
            }
            Self::Between(after, before) => first_between(messages, after, before).unwrap_or_else(|| of(Vec::new())),
            Self::OneOf(after, before, words) => {
                let mut found = Self::Between(after, before).find(received);
                found.names.retain(|name| words.contains(&&**name));
                found
            }
            Self::Known(names) => of(distinct(names.iter().copied())),
        }
    }
}

fn first_between(messages: &[Message], after: &str, before: &str) -> Option<Found> {
    let (after, before) = (after.to_ascii_lowercase(), before.to_ascii_lowercase());
    messages.iter().find_map(|message| {
        let names = between(message, &after, &before);
        (!names.is_empty()).then(|| Found { names, text: message.lower.clone() })
    })
}

//! What a document says.

use std::ops::AddAssign;

use scope_catalog::words;

/// What a document says about scopes and operations.
///
/// Everything is in the order of names, whatever the order in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// The format that was read.
    pub format: SourceFormat,
    /// The version of the format that the document states: `3.1.0`.
    pub version: Option<String>,
    /// The title of the API.
    pub title: Option<String>,
    /// The provider, as far as the document names it: the name of a bundled catalog (`google`, `microsoft-graph`), or
    /// the host of the authorization server (`login.example.com`).
    pub provider: Option<String>,
    /// Whether the document lists every scope of the API that it describes, so that a catalog made from it alone may
    /// have `coverage = "complete"`. False for metadata, for lists, and wherever the document itself shows that it has
    /// not all: an operation with an undeclared scope, a scheme of another server, a file that is not here.
    pub complete: bool,
    /// Why it is not complete, as a sentence without a period: `it describes one of several APIs`.
    pub partial_because: Option<String>,
    /// The scopes, by name, each once.
    pub scopes: Vec<DescribedScope>,
    /// The operations whose needs are certain, by key, each once.
    pub operations: Vec<DescribedOperation>,
    /// The operations and scopes that are not among them, by name, with the reason.
    pub left_out: Vec<LeftOut>,
    /// How many there are of what.
    pub counts: Counts,
}

words! {
    /// The kind of document.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum SourceFormat {
        /// `OpenAPI` 2.0 (Swagger), 3.0 or 3.1, in JSON or YAML.
        #[default]
        OpenApi = "openapi",
        /// A Google API Discovery document.
        GoogleDiscovery = "google-discovery",
        /// `AsyncAPI` 1, 2 or 3, in JSON or YAML.
        AsyncApi = "asyncapi",
        /// Metadata of an authorization server: RFC 8414, or `OpenID` Connect Discovery.
        ServerMetadata = "server-metadata",
        /// Metadata of a resource server: RFC 9728.
        ResourceMetadata = "resource-metadata",
        /// Microsoft's permissions with their paths, in the form of its tool Kibali.
        Kibali = "kibali",
        /// Microsoft's descriptions of permissions.
        PermissionDescriptions = "permission-descriptions",
        /// A table: one scope a line, then its description.
        Csv = "csv",
        /// One scope a line.
        Lines = "lines",
    }
}

impl SourceFormat {
    /// Returns the format with this name on a command line.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// A scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedScope {
    /// The name, as it is requested.
    pub name: String,
    /// What the document says that it permits, on one line.
    pub description: Option<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The kinds of clients that it is for, where the document tells: `delegated`, `application`.
    pub kinds: Vec<String>,
    /// Whether the document says that an administrator has to consent to it.
    pub approval: bool,
}

/// An operation whose need is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedOperation {
    /// The key, as the files of bundled operations have it: `GET /users/{id}`, `drive:v3/drive.files.get`,
    /// `event message.channels`.
    pub key: String,
    /// Any of these suffices; of each, all scopes are needed. Never empty, and no alternative is.
    pub needs: Vec<Vec<String>>,
    /// The identifier that the document gives to it: `operationId`.
    pub operation_id: Option<String>,
    /// What it does, on one line.
    pub description: Option<String>,
    /// What else a reader should know: `deprecated`.
    pub note: Option<String>,
}

/// Something that is in the document and not in the result.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct LeftOut {
    /// Whether it is an operation or a scope.
    pub subject: Subject,
    /// Its key or name.
    pub what: String,
    /// Why it is left out.
    pub reason: Reason,
}

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// An operation.
    Operation,
    /// A scope.
    Scope,
}

/// Why something was left out. [`Reason::sentence`] says it in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The document states no scope for the operation: it may need none, or the document does not say. Not ambiguous,
    /// but nothing that a catalog could say.
    NoScopes,
    /// Another credential, such as an API key, can be used instead of scopes; its scheme. See
    /// [`ReadOptions::other_credentials`](crate::ReadOptions::other_credentials).
    OtherCredential(String),
    /// It also works without a credential, or with a token that has no scopes.
    Optional,
    /// It needs roles or scopes of a scheme that is not OAuth 2.0; the scheme.
    NotOAuth(String),
    /// It names a scheme that the document does not declare; the scheme.
    UnknownScheme(String),
    /// It needs a scope that the document does not declare, or is one; the scope.
    UndeclaredScope(String),
    /// It is described in another file, or in a part of this one that does not exist; the reference.
    Unresolved(String),
    /// It needs scopes of two authorization servers at once; their schemes.
    TwoServers(String, String),
    /// It lists scopes together that cannot all be meant, such as every scope there is; the scopes.
    Several(Vec<String>),
    /// One text joins several names; the text. Of a scope, the names are listed one by one.
    Joined(String),
    /// Two descriptions of it need different scopes.
    Contradiction,
    /// The name is not one that can be requested: RFC 6749 §3.3 permits printable ASCII without spaces, `"` and `\`.
    NotAName,
}

impl Reason {
    /// Returns whether the document can be read in two ways, or cannot be read: everything except [`Reason::NoScopes`].
    pub fn is_ambiguous(&self) -> bool {
        !matches!(self, Self::NoScopes)
    }

    /// Returns the reason in words, to be written after the name and a colon.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoScopes => "no scope is stated".to_owned(),
            Self::OtherCredential(scheme) => format!("`{scheme}` can be used instead of scopes"),
            Self::Optional => "also works without a scope".to_owned(),
            Self::NotOAuth(scheme) => format!("`{scheme}`, which lists its roles, is not an OAuth scheme"),
            Self::UnknownScheme(scheme) => format!("the document does not declare the scheme `{scheme}`"),
            Self::UndeclaredScope(scope) => format!("the document does not declare the scope `{scope}`"),
            Self::Unresolved(reference) => format!("`{reference}` is not in this document"),
            Self::TwoServers(one, other) => format!("tokens of two servers are needed at once: `{one}` and `{other}`"),
            Self::Several(scopes) => {
                format!("all of these scopes may be needed, or any of them: {}", some(scopes))
            }
            Self::Joined(text) => format!("`{text}` joins several names"),
            Self::Contradiction => "described twice, with different scopes".to_owned(),
            Self::NotAName => "not a name that can be requested".to_owned(),
        }
    }
}

/// The first scopes of a list, in words.
fn some(scopes: &[String]) -> String {
    const MOST: usize = 4;
    let mut text = scope_catalog::quoted(scopes.iter().take(MOST), ", ");
    if scopes.len() > MOST {
        text.push_str(&format!(" and {} more", scopes.len() - MOST));
    }
    text
}

/// How many there are of what.
///
/// The operations of a document are those of [`Description::operations`] and those that are left out; some count in
/// several of the fields below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Scopes that the document declares.
    pub scopes: usize,
    /// Operations.
    pub operations: usize,
    /// Operations for which an OAuth scheme states scopes.
    pub scoped: usize,
    /// Operations with scopes that also have an alternative without.
    pub bypass: usize,
    /// Operations with more than one scope in a list.
    pub several: usize,
    /// Operations for which a scheme that is not OAuth states scopes or roles.
    pub not_oauth: usize,
    /// Operations that name a scheme that is not declared.
    pub unknown_scheme: usize,
    /// Scopes that operations need and the document does not declare.
    pub undeclared: usize,
    /// Operations with scopes that the document's own security states, not theirs.
    pub inherited: usize,
    /// Operations that are described elsewhere.
    pub unresolved: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.scopes += more.scopes;
        self.operations += more.operations;
        self.scoped += more.scoped;
        self.bypass += more.bypass;
        self.several += more.several;
        self.not_oauth += more.not_oauth;
        self.unknown_scheme += more.unknown_scheme;
        self.undeclared += more.undeclared;
        self.inherited += more.inherited;
        self.unresolved += more.unresolved;
    }
}

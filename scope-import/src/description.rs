//! Defines the description that is read from a document.

use std::ops::AddAssign;

use scope_catalog::words;

/// What a document says about scopes and operations.
///
/// Everything is sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// The format that was read.
    pub format: SourceFormat,
    /// The version of the format that the document states: `3.1.0`.
    pub version: Option<String>,
    /// The title of the API.
    pub title: Option<String>,
    /// The provider, if the document names it: the name of a bundled catalog (`google`, `microsoft-graph`), or the host
    /// of the authorization server (`login.example.com`).
    pub provider: Option<String>,
    /// Whether the document lists every scope of the API, so that a catalog made from it may have
    /// `coverage = "complete"`. False for metadata, for lists, and if the document itself shows that scopes are
    /// missing: an operation with an undeclared scope, a scheme of another server, a reference to another file.
    pub complete: bool,
    /// Why it is not complete, as a sentence without a period: `it describes one of several APIs`.
    pub partial_because: Option<String>,
    /// The scopes, sorted by name and without duplicates.
    pub scopes: Vec<DescribedScope>,
    /// The operations whose needs are certain, sorted by key and without duplicates.
    pub operations: Vec<DescribedOperation>,
    /// Operations and scopes that are left out, sorted by name, with the reason.
    pub left_out: Vec<LeftOut>,
    /// The number of scopes and operations in the document.
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
        /// Microsoft's permissions with their paths, in the format of its tool Kibali.
        Kibali = "kibali",
        /// Microsoft's descriptions of permissions.
        PermissionDescriptions = "permission-descriptions",
        /// A table with one scope per line, followed by its description.
        Csv = "csv",
        /// One scope per line.
        Lines = "lines",
    }
}

impl SourceFormat {
    /// Returns the format with this name, as used on the command line.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// A scope in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedScope {
    /// The name in a request.
    pub name: String,
    /// The description, on one line.
    pub description: Option<String>,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// The kinds of clients that it is for, if they are stated: `delegated`, `application`.
    pub kinds: Vec<String>,
    /// Whether the document says that an administrator has to consent to it.
    pub approval: bool,
}

/// An operation whose need is certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DescribedOperation {
    /// The key, as in the files of bundled operations: `GET /users/{id}`, `drive:v3/drive.files.get`,
    /// `event message.channels`.
    pub key: String,
    /// Alternatives; any of them is sufficient. All scopes of an alternative are needed. Neither the list nor an
    /// alternative is empty.
    pub needs: Vec<Vec<String>>,
    /// The identifier that the document gives to it: `operationId`.
    pub operation_id: Option<String>,
    /// What it does, on one line.
    pub description: Option<String>,
    /// Anything else a reader should know: `deprecated`.
    pub note: Option<String>,
}

/// Something in the document that is left out of the result.
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
    /// The document states no scope for the operation, which may or may not need one. This is not ambiguous, but there
    /// is nothing to write in a catalog.
    NoScopes,
    /// Another credential, such as an API key, can be used instead of scopes. Contains its scheme. See
    /// [`ReadOptions::other_credentials`](crate::ReadOptions::other_credentials).
    OtherCredential(String),
    /// It also works without a credential, or with a token that has no scopes.
    Optional,
    /// It needs roles or scopes of a scheme other than OAuth 2.0. Contains the scheme.
    NotOAuth(String),
    /// It names a scheme that the document does not declare. Contains the scheme.
    UnknownScheme(String),
    /// It needs or is a scope that the document does not declare. Contains the scope.
    UndeclaredScope(String),
    /// It is described in another file, or in a missing part of this one. Contains the reference.
    Unresolved(String),
    /// It needs scopes of two authorization servers at once. Contains their schemes.
    TwoServers(String, String),
    /// It lists scopes that cannot all be needed, such as every scope there is. Contains the scopes.
    Several(Vec<String>),
    /// A single text contains several names. Contains the text. For a scope, the names are also listed separately.
    Joined(String),
    /// Two descriptions of it need different scopes.
    Contradiction,
    /// The name is not one that can be requested: RFC 6749 §3.3 permits printable ASCII without spaces, `"` and `\`.
    NotAName,
}

impl Reason {
    /// Returns whether the document is ambiguous or cannot be read: true for everything except [`Reason::NoScopes`].
    pub fn is_ambiguous(&self) -> bool {
        !matches!(self, Self::NoScopes)
    }

    /// Returns the reason in words, to be used after a name and a colon.
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

/// Formats the first scopes in a list.
fn some(scopes: &[String]) -> String {
    const MOST: usize = 4;
    let mut text = scope_catalog::quoted(scopes.iter().take(MOST), ", ");
    if scopes.len() > MOST {
        text.push_str(&format!(" and {} more", scopes.len() - MOST));
    }
    text
}

/// The number of scopes and operations in a document.
///
/// The operations are those in [`Description::operations`] and those that are left out. An operation may count in
/// several fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Scopes that the document declares.
    pub scopes: usize,
    /// Operations.
    pub operations: usize,
    /// Operations for which an OAuth scheme states scopes.
    pub scoped: usize,
    /// Operations with scopes that also have an alternative without scopes.
    pub bypass: usize,
    /// Operations with more than one scope in a list.
    pub several: usize,
    /// Operations for which a scheme other than OAuth states scopes or roles.
    pub not_oauth: usize,
    /// Operations that name an undeclared scheme.
    pub unknown_scheme: usize,
    /// Scopes that operations need but the document does not declare.
    pub undeclared: usize,
    /// Operations whose scopes are stated by the security of the whole document.
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

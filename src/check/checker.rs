//! The run-time checker.

use std::borrow::{Cow, ToOwned};
use std::string::String;
use std::vec::Vec;

use scope_catalog::load::Loaded;
use scope_catalog::{AlternativeNames, Catalog, Operation, ReportedIn, Request};

use super::findings::Findings;
use super::load::{CatalogError, load};
use crate::requested_scopes::RequestedScope;
use crate::{Granted, RequestedScopes, ScopesBuf};

/// Checks lists of scopes against a catalog at run time, with the rules and the messages of [`scopes!`](crate::scopes!).
///
/// ```
/// use oauth_scopes::check::Checker;
///
/// let checker = Checker::from_text("name = 'multipass'\nscopes = ['read_profile', 'write_multipass']")?;
/// assert_eq!(checker.check("read_profile write_multipass")?.as_str(), "read_profile write_multipass");
///
/// let findings = checker.check("read_profile,write_multipass").expect_err("a comma");
/// assert_eq!(findings.fixed(), Some("read_profile write_multipass"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// To make the catalog part of the program, write `Checker::from_text(include_str!("../scopes.toml"))`, or call
/// `multipass::checker()` of a [`catalog!`](crate::catalog!) module. Reading a catalog takes milliseconds, so keep the
/// value, for example in a `LazyLock`.
#[derive(Debug)]
pub struct Checker {
    loaded: Loaded,
    /// The position among those of `[catalogs]` of the catalog to check against, if that is not the main one.
    chosen: Option<usize>,
    /// The name of a client of that catalog.
    client: Option<String>,
    /// What a list must be enough for.
    operations: Vec<Cow<'static, Operation>>,
}

impl Checker {
    /// Reads a catalog: the text of a `scopes.toml`.
    ///
    /// With the feature `check-providers`, it may start from a bundled `provider`. Files that it `extends` are not
    /// read: see [`from_texts`](Self::from_texts).
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("delimiter = 'comma'\nscopes = ['orders', 'products']")?;
    /// assert!(checker.check("orders,products").is_ok());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns every mistake in the catalog, with line and column.
    pub fn from_text(text: &str) -> Result<Self, CatalogError> {
        Self::from_texts(&[text])
    }

    /// Reads a catalog and all catalogs that it `extends`, directly or indirectly, in order of precedence.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_texts(&["extends = 'base.toml'\nscopes = ['own']", "scopes = ['shared']"])?;
    /// assert!(checker.check("own shared").is_ok());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns every mistake in the catalogs, with the number of the text, line and column.
    pub fn from_texts(texts: &[&str]) -> Result<Self, CatalogError> {
        Ok(Self { loaded: load(texts)?, chosen: None, client: None, operations: Vec::new() })
    }

    /// Selects a catalog of `[catalogs]`: `github` for `[catalogs.github]`. It resets the client and the operations, so
    /// select those afterwards.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['own']\n[catalogs.shop]\nscopes = ['orders']")?.for_catalog("shop")?;
    /// assert!(checker.check("orders").is_ok());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is no catalog of that name.
    pub fn for_catalog(mut self, name: &str) -> Result<Self, CatalogError> {
        let key = self.loaded.named(name)?.key();
        self.chosen = self.loaded.named.iter().position(|catalog| catalog.key() == key);
        self.client = None;
        self.operations.clear();
        Ok(self)
    }

    /// Selects a client: only the scopes that it has registered are allowed. If no client is selected, the default client of
    /// the catalog is used, if there is one.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let text = "scopes = ['read', 'write']\n[clients.web]\nallow = ['read']";
    /// let checker = Checker::from_text(text)?.for_client("web")?;
    /// assert!(checker.check("read").is_ok() && checker.check("write").is_err());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the catalog has no client of that name.
    pub fn for_client(mut self, name: &str) -> Result<Self, CatalogError> {
        self.catalog().client(name)?;
        self.client = Some(name.to_owned());
        Ok(self)
    }

    /// Adds operations: a list must be enough for all of them, and contain nothing more.
    ///
    /// You may name an operation as you call it: by its HTTP method and path, with any values, or by its URL. With the
    /// feature `check-operations`, the operations of a bundled `provider` are also known.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let text = "scopes = ['read', 'write']\n[operations]\n'PUT /a' = { needs = 'write' }";
    /// let checker = Checker::from_text(text)?.for_operations(["PUT /a"])?;
    /// assert!(checker.check("write").is_ok() && checker.check("read").is_err());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the catalog does not contain one of them, or if it is not certain which one is meant.
    pub fn for_operations<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Result<Self, CatalogError> {
        for name in names {
            let operation = self.catalog().operation_meant(name)?.into_owned();
            self.operations.push(Cow::Owned(operation));
        }
        Ok(self)
    }

    /// Returns the catalog's name of the operation that a request performs, for looking up what it needs.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let text = "scopes = ['read']\n[operations]\n'GET /orders/{id}' = { needs = 'read' }";
    /// let checker = Checker::from_text(text)?;
    /// assert_eq!(checker.operation_name("GET /v1/orders/17?full=true")?, "GET /orders/{id}");
    /// assert!(checker.operation_name("DELETE /v1/orders/17").is_err());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the catalog does not contain it, or if it is not certain which one is meant.
    pub fn operation_name(&self, request: &str) -> Result<String, CatalogError> {
        Ok(String::from(&*self.catalog().operation_meant(request)?.name.text))
    }

    /// Checks a list of scopes, and returns it if there is no error. Warnings are ignored:
    /// [`findings`](Self::findings) returns them.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['read', 'write']")?;
    /// assert_eq!(checker.check("read write").expect("no error").len(), 2);
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns all findings, warnings included, if one of them is an error.
    pub fn check(&self, text: &str) -> Result<ScopesBuf, Findings> {
        let (scopes, findings) = self.examine(text);
        if findings.is_denied() { Err(findings) } else { Ok(scopes) }
    }

    /// Checks a list of scopes, and returns everything that is wrong, warnings included.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['read', 'write']")?;
    /// assert_eq!(checker.findings("read read").iter().next().expect("a warning").rule, "duplicate-scope");
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    pub fn findings(&self, text: &str) -> Findings {
        self.examine(text).1
    }

    /// Returns what a response of the token endpoint grants, given the requested scopes: see
    /// [`Granted::from_response`].
    ///
    /// The checker knows the aliases and implications of every granted scope from its catalog, even if the list was
    /// made at run time or the scope was not requested.
    ///
    /// It also takes `[consent]` into account. Scopes that the provider grants without listing them are not missing. If
    /// the provider does not report the granted scopes in this response, an absent `response` is only
    /// [assumed](Granted::is_assumed) to grant everything. If it reports them in the redirect, pass the parameter
    /// `scope` of the redirect.
    ///
    /// ```
    /// # use oauth_scopes::{check::Checker, scopes};
    /// let text = "[scopes]\nread_multipass = ''\nwrite_multipass = { implies = ['read_multipass'] }";
    /// let checker = Checker::from_text(text)?;
    /// let requested = checker.check("write_multipass")?;
    /// let granted = checker.granted(&requested, None);
    /// assert!(granted.covers(&scopes!("read_multipass")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn granted<R: RequestedScopes + ?Sized>(&self, requested: &R, response: Option<&str>) -> Granted {
        let (list, consent) = (requested.requested(), self.catalog().consent());
        let mut granted = Granted::from_response(requested, response);
        let mut covered = self.covered(granted.iter());
        if !covered.is_empty() {
            let names: Vec<&str> = list.iter().map(|scope| scope.name).collect();
            let untold = self.catalog().untold(&names);
            // What was requested is requested again; what every token has need not be.
            let added = untold.iter().copied().filter(|name| names.contains(name));
            granted.scopes = granted.and(added, &[], granted.scopes.delimiter());
            for (_, alternatives) in &mut covered {
                alternatives.implied.extend(untold.iter().map(|name| (*name).to_owned()));
            }
        }
        let is_told_elsewhere = matches!(consent.reported_in, Some(ReportedIn::Redirect | ReportedIn::Api));
        Granted {
            scopes: granted.scopes.knowing(&known(&covered)),
            is_assumed: response.is_none() && is_told_elsewhere,
        }
    }

    /// What the catalog knows of each name.
    fn covered<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<(String, AlternativeNames)> {
        names.map(|name| (name.to_owned(), self.catalog().covered(name))).collect()
    }

    fn catalog(&self) -> &Catalog {
        self.chosen.map_or(&self.loaded.catalog, |at| &self.loaded.named[at])
    }

    fn examine(&self, text: &str) -> (ScopesBuf, Findings) {
        let catalog = self.catalog();
        let others = self.loaded.others_of(catalog);
        let named = self.client.as_deref().and_then(|name| catalog.client(name).ok());
        let client = named.or_else(|| catalog.default_client());
        let operations = &self.operations;
        let request = Request { catalog, others: &others, texts: &[text], client, operations };
        let (report, fixed) = scope_catalog::check_and_fix(&request);
        let delimiter = if catalog.delimiter().character() == ',' { b',' } else { b' ' };
        let scopes = ScopesBuf::of(report.scopes.iter().map(|scope| &**scope), delimiter);
        let covered = self.covered(scopes.iter());
        let scopes = scopes.knowing(&known(&covered));
        (scopes, Findings::new(report.findings, fixed, text))
    }
}

fn known(covered: &[(String, AlternativeNames)]) -> Vec<RequestedScope<'_>> {
    fn texts(names: &[String]) -> Vec<&str> {
        names.iter().map(String::as_str).collect()
    }
    covered
        .iter()
        .map(|(name, names)| RequestedScope { name, aliases: texts(&names.spellings), implied: texts(&names.implied) })
        .collect()
}

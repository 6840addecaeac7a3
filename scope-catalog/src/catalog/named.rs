//! Looks up clients and operations by name.

use std::borrow::Cow;

use super::Catalog;
use crate::fast::{map, texts};
use crate::finding::Certainty;
use crate::model::{Client, Operation};
use crate::names::closest::suggested;
#[cfg(feature = "search")]
use crate::operations::search;
use crate::operations::{FoundOperations, Origin, find};
use crate::render::quoting::{quoted, toml_key};

/// The error if a catalog does not have a name, for example of a client or an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The message, in one line without a period.
    pub message: String,
    /// The help: a suggestion, or the names that exist.
    pub help: String,
}

impl Catalog {
    /// Returns the client with this name.
    ///
    /// # Errors
    ///
    /// If there is no such client: a message with the names that exist, or with a similar one.
    pub fn client(&self, name: &str) -> Result<&Client, UnknownName> {
        let clients = self.clients();
        let found = self.client_index.find(name, |at| &clients[at as usize].name.text);
        found.map(|at| &clients[at as usize]).ok_or_else(|| {
            // Thousands of calls may each name one of thousands of clients.
            let clients = if self.explained.affords(COST * clients.len()) { clients } else { &[] };
            let known = map(clients, &mut |client| &*client.name.text);
            UnknownName::among(self.name(), "client", name, &known, &format!("[{}.NAME]", self.table("clients")))
        })
    }

    /// Returns the default client.
    pub fn default_client(&self) -> Option<&Client> {
        self.clients().iter().find(|client| client.is_default)
    }

    /// Returns the operation with exactly this name, or in any case if names are case-insensitive.
    ///
    /// # Errors
    ///
    /// If there is no such operation: a message with the operations that were probably meant.
    pub fn operation(&self, name: &str) -> Result<Cow<'_, Operation>, UnknownName> {
        let found = self.exact_operation(name);
        found.ok_or_else(|| self.unknown_operation(name, &find(self.operation_index(), name).0))
    }

    /// Returns the operation that a name means: a verb and path with any values, a URL, or a method of a library.
    /// Without the feature `search`, only paths are recognized.
    ///
    /// ```
    /// let text = "scopes = ['read']\n[operations]\n'GET /shops/{id}/orders' = { needs = 'read' }";
    /// let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    /// let found = catalog.operation_meant("get https://api.example.com/v2/shops/17/orders?page=2").expect("one is meant");
    /// assert_eq!(&*found.name.text, "GET /shops/{id}/orders");
    /// ```
    ///
    /// # Errors
    ///
    /// If none is certainly meant: a message with the operations that may be meant.
    pub fn operation_meant(&self, written: &str) -> Result<Cow<'_, Operation>, UnknownName> {
        if let Some(exact) = self.exact_operation(written) {
            return Ok(exact);
        }
        match find(self.operation_index(), written) {
            (found, Some(origin)) if found.certainty == Certainty::Certain => Ok(self.operation_of(origin)),
            (found, _) => Err(self.unknown_operation(written, &found)),
        }
    }

    /// Returns the names of the operations that a name may mean, and how certain that is. An exact name is certain.
    /// Without the feature `search`, only paths are recognized.
    pub fn find_operations(&self, written: &str) -> FoundOperations {
        // If names are case-insensitive, the catalog may write the name differently.
        if !self.is_case_insensitive() && self.exact_operation(written).is_some() {
            let names = vec![written.to_owned()];
            return FoundOperations { names, certainty: Certainty::Certain, with_other_verbs: Vec::new() };
        }
        find(self.operation_index(), written).0
    }

    /// Returns the operations whose names contain all of these words, best first; every operation if there are no
    /// words.
    #[cfg(feature = "search")]
    pub fn search_operations(&self, words: &str) -> Vec<Cow<'_, Operation>> {
        search(self.operation_index(), words).into_iter().map(|origin| self.operation_of(origin)).collect()
    }

    fn exact_operation(&self, name: &str) -> Option<Cow<'_, Operation>> {
        let own = self.operations().iter().find(|operation| &*operation.name.text == name);
        own.map(Cow::Borrowed).or_else(|| {
            let same = |known: &str| self.is_same_name(known, name);
            let found = self.operation_texts.iter().find_map(|text| text.find(&same));
            let mut found = found.or_else(|| self.operations().iter().find(|own| same(&own.name.text)).cloned())?;
            // Messages repeat the name as it was written, not as the data has it.
            found.name.text = name.into();
            Some(Cow::Owned(found))
        })
    }

    fn operation_of(&self, origin: Origin) -> Cow<'_, Operation> {
        match origin {
            Origin::Own(at) => Cow::Borrowed(&self.operations()[at]),
            Origin::Bundled(written) => Cow::Owned(written.read()),
        }
    }

    fn unknown_operation(&self, name: &str, found: &FoundOperations) -> UnknownName {
        let declaration = format!("[{}.NAME]", self.table("operations"));
        let declare = declare(&declaration, name);
        let others = || {
            let names = quoted(&found.with_other_verbs[..], " and ");
            format!("this path has only {names}; {declare}")
        };
        let help = match (found.certainty, &*found.names) {
            (Certainty::Certain, [one, ..]) => {
                let message = format!("the operation `{name}` of {} is called `{one}`", self.name());
                return UnknownName { message, help: format!("write `{one}`") };
            }
            (Certainty::Likely, [one, ..]) => format!("did you mean `{one}`?"),
            (_, []) if !found.with_other_verbs.is_empty() => others(),
            (_, []) if self.operation_index().len() <= MOST_LISTED => {
                let known = map(self.operations(), &mut |operation| &*operation.name.text);
                return UnknownName::among(self.name(), "operation", name, &known, &declaration);
            }
            (_, []) => format!("run `cargo scopes operations WORD…` to search; if it is not there, {declare}"),
            (_, several) => {
                let names = quoted(several, ", ");
                format!("it may be one of {names}; otherwise, {declare}")
            }
        };
        UnknownName { message: format!("{} has no operation `{name}`", self.name()), help }
    }

    /// Calls `see` for each distinct need, with the number of operations that have it and the names in it.
    pub fn each_need(&self, see: &mut dyn FnMut(usize, &[&str])) {
        for operation in self.operations() {
            see(1, &texts(&operation.scopes()));
        }
        for text in &self.operation_texts {
            text.each_need(see);
        }
    }

    /// Returns the header of a table of this catalog in the file: `scopes`, or `catalogs.github.scopes`.
    pub(crate) fn table(&self, table: &str) -> String {
        self.key().map_or_else(|| table.to_owned(), |key| format!("catalogs.{key}.{table}"))
    }
}

impl UnknownName {
    /// `declaration` shows how to declare a new one, with `NAME` in place of its name.
    pub(crate) fn among(owner: &str, what: &str, name: &str, known: &[&str], declaration: &str) -> Self {
        let message = format!("{owner} has no {what} `{name}`");
        let declare = declare(declaration, name);
        let help = match (suggested(name, known), known) {
            (Some(close), _) => close,
            (None, []) => declare,
            (None, [one]) => format!("expected `{one}`; otherwise, {declare}"),
            (None, several) => {
                format!("expected one of {}; otherwise, {declare}", quoted_some(several, MOST_LISTED))
            }
        };
        Self { message, help }
    }
}

/// The cost of comparing a name with a client, as a number of names.
const COST: usize = 20;

/// How many names are listed in a message.
const MOST_LISTED: usize = 8;

/// `declaration` has `NAME` in place of the name.
fn declare(declaration: &str, name: &str) -> String {
    format!("declare it under `{}`", declaration.replace("NAME", &toml_key(name)))
}

/// Returns names in backticks; if there are many, only the first ones.
///
/// ```
/// assert_eq!(scope_catalog::quoted_some(&["a", "b"], 2), "`a`, `b`");
/// assert_eq!(scope_catalog::quoted_some(&["a", "b", "c"], 1), "`a` and 2 more");
/// ```
pub fn quoted_some<N: AsRef<str>>(names: &[N], most: usize) -> String {
    match names.split_at_checked(most) {
        Some((shown, more)) if !more.is_empty() => format!("{} and {} more", quoted(shown, ", "), more.len()),
        _ => quoted(names, ", "),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::catalog;

    #[cfg(feature = "load")]
    #[test]
    fn unknown_clients_are_explained_until_it_costs_too_much() {
        let mut catalog = catalog("scopes = ['read']\n[clients.website]\nallow = ['read']\n");
        let help = |catalog: &crate::Catalog| catalog.client("web-site").map(|_| ()).expect_err("unknown").help;
        catalog.limit_explanations(1);
        assert_eq!(help(&catalog), "did you mean `website`?");
        assert!(catalog.affords_explanation(1_000_000_000));
        assert!(help(&catalog).starts_with("declare it under"), "{}", help(&catalog));
        let kept =
            crate::testing::catalog("scopes = ['read']\n[clients.web]\nallow = []\n[clients.website]\nkind = 'bot'\n");
        for name in ["web", "website"] {
            assert_eq!(kept.client(name).map(|client| &*client.name.text), Ok(name));
        }
    }

    #[test]
    fn case_counts_in_operations_where_it_counts_in_scopes() {
        let text = "scopes = ['read']\n[operations]\n'GET /me/sentitems' = { needs = 'read' }\n";
        let insensitive = catalog(&format!("case = 'insensitive'\n{text}"));
        let found = insensitive.operation("GET /me/sentItems").expect("an operation");
        assert_eq!(&*found.name.text, "GET /me/sentItems", "as it was written");
        assert_eq!(insensitive.find_operations("GET /me/sentItems").names, ["GET /me/sentitems"]);
        assert!(catalog(text).operation("GET /me/sentItems").is_err());
        assert!(insensitive.operation("GET /me/items").is_err());
    }
}

//! Whose scopes a list has: those of the catalog of its file, or of another one.

use std::ops::Deref;

use scope_catalog::{Catalog, Certainty, Coverage, Level, Lookup};

use crate::config_check::{ConfigCheck, OtherKey};
use crate::format::{Format, Source};
use crate::list::List;
use crate::located_finding::LocatedFinding;
use crate::path::{is_of_entra, provider_of_address, provider_of_key};

/// Whose scopes a list has.
pub(crate) enum Owner<'c> {
    /// Those of the catalog of the file.
    Own,
    /// Those of somebody of whom nothing is known here.
    Unknown,
    /// Those of another catalog.
    Other(Other<'c>),
}

/// A catalog besides that of the file.
pub(crate) struct Other<'c> {
    pub(crate) catalog: Box<dyn Deref<Target = Catalog> + 'c>,
    is_bundled: bool,
    /// Why the list is likely its own, if that is not certain.
    reason: Option<String>,
}

/// The catalog of the scopes that providers of `OpenID` Connect have in common.
const ANY_PROVIDER: &str = "openid-connect";

/// A list, and what is known of it.
pub(crate) struct Case<'c> {
    source: Source<'c>,
    list: &'c List,
    check: &'c ConfigCheck<'c>,
    own: &'c Catalog,
    /// How many of its scopes the catalog of the file has.
    known: usize,
}

impl<'c> Case<'c> {
    /// What may tell whose scopes a list has: the first of these that does counts. If none does, they are those of the catalog of
    /// the file.
    const SIGNS: [fn(&Self) -> Option<Owner<'c>>; 10] = [
        Self::stated,
        Self::asked_by_the_program,
        Self::asked_of_another_server,
        Self::all_known,
        Self::named_beside,
        Self::with_an_address,
        Self::named_by_a_key,
        Self::with_a_form,
        Self::known_to_the_project,
        Self::of_openid_connect,
    ];

    pub(crate) fn new(source: Source<'c>, list: &'c List, check: &'c ConfigCheck<'c>) -> Self {
        let own = check.target.catalog;
        Self { source, list, check, own, known: known(list, own) }
    }

    pub(crate) fn owner(&self) -> Owner<'c> {
        Self::SIGNS.iter().find_map(|sign| sign(self)).unwrap_or(Owner::Own)
    }

    fn names(&self) -> impl Iterator<Item = &'c str> {
        self.list.scopes.iter().map(|scope| &*scope.text)
    }

    /// The words of the keys on the way to the list, the last one first.
    fn keys(&self) -> impl Iterator<Item = &'c str> {
        let path = &*self.list.path;
        let keys = if self.source.format == Format::Hcl { without_type(path) } else { path };
        keys.rsplit(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
    }

    /// The user states a catalog.
    fn stated(&self) -> Option<Owner<'c>> {
        self.check.is_catalog_stated.then_some(Owner::Own)
    }

    /// The program that reads the file asks this provider and no other.
    fn asked_by_the_program(&self) -> Option<Owner<'c>> {
        let provider = self.list.provider()?;
        if self.own.builds_on(provider) {
            return Some(Owner::Own);
        }
        let Some(other) = self.catalog_of(provider) else { return Some(Owner::Unknown) };
        Some(if self.is_of_own(&other) { Owner::Own } else { Owner::Other(other) })
    }

    /// The names are those of the system that reads the file, or its server has an address that is no provider's.
    fn asked_of_another_server(&self) -> Option<Owner<'c>> {
        let is_of_provider = self.own.builds_on_some_provider();
        let is_elsewhere = if self.list.provider_beside().is_some() {
            false
        } else if self.list.rule.is_some_and(|rule| rule.has_own_names) {
            is_of_provider || self.known == 0
        } else {
            // A catalog of somebody's own, or of a program that runs anywhere, may be that of the address.
            let is_certain = is_of_provider && self.own.coverage() == Coverage::Complete && self.known == 0;
            let is_own = || self.keys().filter_map(provider_of_key).any(|provider| self.own.builds_on(provider));
            self.list.server_beside.is_some() && self.list.preset.is_some() && is_certain && !is_own()
        };
        is_elsewhere.then_some(Owner::Unknown)
    }

    fn all_known(&self) -> Option<Owner<'c>> {
        (self.known == self.list.scopes.len()).then_some(Owner::Own)
    }

    /// A setting beside the list names the provider, or has its address.
    fn named_beside(&self) -> Option<Owner<'c>> {
        self.of_provider(&[self.list.provider_beside()?], |_| true)
    }

    /// A scope begins with the address of a provider.
    fn with_an_address(&self) -> Option<Owner<'c>> {
        self.of_provider(&[self.names().find_map(provider_of_address)?], |_| true)
    }

    /// A key on the way to the list is called after a provider.
    fn named_by_a_key(&self) -> Option<Owner<'c>> {
        let providers: Vec<&'static str> = self.keys().filter_map(provider_of_key).collect();
        // People call several catalogs so: it does not tell which of them, but that it is none other.
        if providers.is_empty() && self.keys().any(|word| word.eq_ignore_ascii_case("atlassian")) {
            return Some(Owner::Unknown);
        }
        // A list that may have other names says nothing of them.
        let may_have_more = self.own.coverage() != Coverage::Complete || self.list.preset.is_none();
        let is_silent = self.known == 0 && may_have_more;
        self.of_provider(&providers, |catalog| is_silent || known(self.list, catalog) > self.known)
    }

    /// A scope has the form of those of Microsoft Graph, which has it.
    fn with_a_form(&self) -> Option<Owner<'c>> {
        let graph = self.names().any(is_of_entra).then_some("microsoft-graph")?;
        self.of_provider(&[graph], |catalog| known(self.list, catalog) > self.known)
    }

    /// Another catalog of the project has all of them.
    fn known_to_the_project(&self) -> Option<Owner<'c>> {
        let has_all = |other: &&&Catalog| known(self.list, other) == self.list.scopes.len();
        self.check.target.others.iter().find(has_all).map(|other| Other::new(Box::new(*other), false).likely())
    }

    /// The list has `openid`, which the catalog of the file does not have, or what is around it says that it is one of
    /// `OpenID` Connect.
    fn of_openid_connect(&self) -> Option<Owner<'c>> {
        let is_any = |word: &str| word == "generic" || provider_of_key(word) == Some(ANY_PROVIDER);
        let is_named = self.keys().any(|word| is_any(&word.to_ascii_lowercase()));
        let is_beside = self.list.provider_beside() == Some(ANY_PROVIDER) || self.names().any(|name| name == "openid");
        let bundled = (is_named || is_beside).then(|| self.check.reused.bundled(ANY_PROVIDER, self.own)).flatten()?;
        let is_foreign = self.own.lookup("openid") == Lookup::Unknown && (is_beside || self.known == 0);
        let reason = Some(format!("the list is one of OpenID Connect rather than of {}", self.own.name()));
        (is_foreign || is_named && known(self.list, &bundled) > self.known)
            .then(|| Owner::Other(Other { reason, ..Other::new(Box::new(bundled), true) }))
    }

    /// The owner, if it is likely one of these providers. Several keys may name one; the nearest is the first.
    fn of_provider(&self, providers: &[&'static str], is_owner: impl Fn(&Catalog) -> bool) -> Option<Owner<'c>> {
        if providers.iter().any(|provider| self.own.builds_on(provider)) {
            return Some(Owner::Own);
        }
        let particular = providers.iter().filter(|provider| **provider != ANY_PROVIDER);
        let mut others = particular.filter_map(|provider| self.catalog_of(provider)).peekable();
        others.peek()?;
        let owner = || others.find(|other| is_owner(&other.catalog) && !self.is_of_own(other)).map(Other::likely);
        self.known_to_the_project().or_else(owner)
    }

    /// The catalog of a provider: the project's, or the bundled one.
    fn catalog_of(&self, provider: &'static str) -> Option<Other<'c>> {
        let is_of_provider = |other: &&&Catalog| other.builds_on(provider) || other.key() == Some(provider);
        let of_project = self.check.target.others.iter().find(is_of_provider);
        let bundled = || Some(Other::new(Box::new(self.check.reused.bundled(provider, self.own)?), true));
        of_project.map(|other| Other::new(Box::new(*other), false)).or_else(bundled)
    }

    /// Whether the catalog of the file is written by hand and has the scopes of the list: then it describes the provider, in
    /// its own words.
    fn is_of_own(&self, other: &Other<'_>) -> bool {
        let is_by_hand = other.is_bundled && !self.own.builds_on_some_provider();
        is_by_hand && self.known > 0 && self.known >= known(self.list, &other.catalog)
    }
}

/// A path to a list without the type of a Terraform resource: `aws_lb_listener` tells no provider of scopes.
fn without_type(path: &str) -> &str {
    let of_type = ["resource.", "data."].iter().find_map(|start| path.strip_prefix(start));
    of_type.and_then(|rest| rest.split_once('.')).map_or(path, |(_, keys)| keys)
}

/// How many scopes of a list a catalog has, or had.
fn known(list: &List, catalog: &Catalog) -> usize {
    list.scopes.iter().filter(|scope| catalog.lookup(&scope.text) != Lookup::Unknown).count()
}

impl<'c> Other<'c> {
    fn new(catalog: Box<dyn Deref<Target = Catalog> + 'c>, is_bundled: bool) -> Self {
        Self { catalog, is_bundled, reason: None }
    }

    pub(crate) fn key(&self) -> OtherKey {
        let key = self.catalog.key().map(str::to_owned);
        if self.is_bundled { OtherKey::Bundled(key.unwrap_or_default()) } else { OtherKey::Project(key) }
    }

    /// What is only known from what is around the list.
    fn likely(self) -> Owner<'c> {
        let provider = self.catalog.key().unwrap_or_default();
        let reason = format!("the provider `{provider}` comes from a key of the path or a setting beside it");
        Owner::Other(Self { reason: Some(reason), ..self })
    }

    /// Says of each finding what the catalog is, and how sure that is: what is likely is not enough for an error.
    pub(crate) fn explain(&self, source: Source<'_>, found: &mut Vec<LocatedFinding>) {
        // Such a provider has scopes that nobody lists, so a name is only wrong if it is nearly a known one.
        let has_more = self.reason.is_some() && self.catalog.key() == Some(ANY_PROVIDER);
        found.retain(|located| !has_more || !located.edits(source).is_empty());
        for finding in found.iter_mut().map(|located| &mut located.finding) {
            if let Some(help) = finding.help.as_mut().filter(|help| self.is_bundled && help.contains("[catalogs.")) {
                // What is added there starts from nothing otherwise.
                let provider = self.catalog.key().unwrap_or_default();
                help.push_str(&format!(", with `provider = \"{provider}\"` under `[catalogs.{provider}]`"));
            }
            if let Some(reason) = &self.reason {
                finding.level = finding.level.min(Level::Warn);
                finding.certainty = finding.certainty.max(Certainty::Likely);
                let line = format!("{reason}; to state another catalog, set `catalog` in `[[config]]`");
                finding.help = Some(finding.help.take().map_or(line.clone(), |help| format!("{help}\n{line}")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use scope_catalog::load::load_text;

    use super::*;
    use crate::config_check::ConfigCheck;
    use crate::extract::extract_presets;
    use crate::presets::Preset;
    use crate::reused::Reused;

    /// The position of the sign that decides of the only list of a file, and the catalog: empty if there is none.
    fn decided(catalog: &str, entry: &str, file: &str, text: &str) -> (Option<usize>, String) {
        let catalog = format!("{catalog}\n[[config]]\nfile = \"{file}\"\n{entry}");
        let loaded = load_text(Path::new("scopes.toml"), catalog, None);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let check = ConfigCheck::of(&loaded.catalog.configs()[0], &loaded, &Reused::default()).expect("an entry");
        let source = Source { format: Format::of(file).expect("a format"), text };
        let presets: Vec<Preset> = Preset::of_file(file).collect();
        let found = extract_presets(source, &presets).expect("a file");
        let [list] = &*found.lists else { panic!("{text}: {:?}", found.lists) };
        let case = Case::new(source, list, &check);
        let name = match case.owner() {
            Owner::Own => check.target.catalog.name().to_owned(),
            Owner::Unknown => String::new(),
            Owner::Other(other) => other.catalog.key().unwrap_or_default().to_owned(),
        };
        (Case::SIGNS.iter().position(|sign| sign(&case).is_some()), name)
    }

    #[test]
    fn each_sign_decides() {
        let (github, shop) = ("provider = 'github'", "provider = 'github'\n[catalogs.shop]\nscopes = ['orders']");
        let manifest = r#"{"oauth_config": {"scopes": {"bot": ["chat:write"]}}}"#;
        let rows = [
            (shop, "catalog = 'shop'", "manifest.json", manifest, "shop"),
            (github, "", "manifest.json", manifest, "slack"),
            (github, "", "appwrite.json", r#"{"sites": [{"scopes": ["a"]}]}"#, ""),
            (github, "", "a.env", "GOOGLE_SCOPES=repo\n", "GitHub"),
            (github, "", "a.env", "A_PROVIDER=google\nA_SCOPES=emial\n", "google"),
            (github, "", "a.env", "A_SCOPES=https://mail.google.com/a\n", "google"),
            (github, "", "a.env", "GITLAB_SCOPES='api orders'\n", "gitlab"),
            (github, "", "a.env", "A_SCOPES=User.Read\n", "microsoft-graph"),
            (shop, "", "a.env", "A_SCOPES=orders\n", "shop"),
            (github, "", "a.env", "A_SCOPES='openid groups'\n", "openid-connect"),
        ];
        for (number, (catalog, entry, file, text, owner)) in rows.into_iter().enumerate() {
            assert_eq!(decided(catalog, entry, file, text), (Some(number), owner.to_owned()), "{text}");
        }
        assert_eq!(
            decided(github, "", "a.env", "A_PROVIDER=oidc\nA_SCOPES=groups\n"),
            (Some(9), "openid-connect".to_owned())
        );
        assert_eq!(decided(github, "", "a.env", "A_SCOPES=orders\n"), (None, "GitHub".to_owned()));
        assert_eq!(decided(github, "", "a.env", "GENERIC_OAUTH_SCOPE=email\n"), (Some(9), "openid-connect".to_owned()));
        assert_eq!(decided(github, "", "a.env", "OIDC_SCOPES='repo email'\n"), (None, "GitHub".to_owned()));
        let gitlab = ("provider = 'gitlab'", "OIDC_SCOPES='openid email offline_access'\n");
        assert_eq!(decided(gitlab.0, "", "a.env", gitlab.1), (Some(9), "openid-connect".to_owned()));
        // The address of the program's own server says nothing of a list that has the provider's name.
        for (name, owner) in [("A", (Some(2), "")), ("GITHUB", (Some(6), "GitHub"))] {
            let text = format!("BASE_URL=http://localhost:3000\n{name}_SCOPES=reepo\n");
            assert_eq!(decided(github, "", "a.env", &text), (owner.0, owner.1.to_owned()), "{text}");
        }
        // A name of several providers says that it is none other; a letter is not a name.
        assert_eq!(decided(github, "", "a.env", "ATLASSIAN_SCOPES=orders\n"), (Some(6), String::new()));
        assert_eq!(decided(github, "", "a.env", "X_SCOPES='tweet.read orders'\n"), (None, "GitHub".to_owned()));
    }
}

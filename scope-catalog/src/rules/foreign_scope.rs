//! `foreign-scope`

use super::context::{Collector, Context};
use crate::request::diagnosis::Reason;

rule! {
    /// The name is correct, but it belongs to another provider: it is in another catalog of the same file. The provider
    /// of this request does not know it and answers `invalid_scope`. A name that resembles one of this catalog is
    /// reported as `unknown-scope` instead.
    ///
    /// **Example:** `scopes!("repo")`, if `repo` is in `[catalogs.github]`
    ///
    /// **Use instead:** `scopes!(github: "repo")`
    Deny "foreign-scope": "a scope that belongs to another catalog"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    for &(word, diagnosis) in &cx.unknown() {
        let Reason::Foreign { catalog, key, meant } = &diagnosis.reason else { continue };
        let what = if meant.is_some() { "a misspelled scope" } else { "a scope" };
        let message = format!("{} is {what} of {catalog}, not of {}", word.quote(), cx.catalog.name());
        let name = meant.as_deref().unwrap_or(&word.text);
        let call = match key {
            Some(key) => format!("scopes!({}: \"{name}\")", key.replace('-', "_")),
            None => format!("scopes!(\"{name}\")"),
        };
        let is_proven = cx.catalog.is_complete_for(&word.text);
        let finding = word.finding(&RULE, message).warn_unless(is_proven);
        findings.push(finding.help(format!("to request it from {catalog}, write `{call}`")));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings_beside, first_beside};

    const MAIN: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass']";
    const OTHER: &str = "name = 'GitHub'\nscopes = ['repo', 'gist', 'read_profiles']";

    #[test]
    fn whose_it_is() {
        let finding = first_beside(MAIN, OTHER, &["repo"]);
        assert_eq!(finding.message, "`repo` is a scope of GitHub, not of multipass");
        assert_eq!(finding.help.as_deref(), Some("to request it from GitHub, write `scopes!(other: \"repo\")`"));
    }

    #[test]
    fn whose_address_it_is_says_more_than_a_pattern() {
        let parts = |other: &str, written: &str| {
            let finding = first_beside(MAIN, other, &[written]);
            (finding.message, finding.help.unwrap_or_default())
        };
        let acme =
            "name = 'Acme'\nprefix = 'https://acme.example/auth/'\nscopes = ['https://acme.example/auth/orders']";
        let (message, help) = parts(acme, "https://acme.example/auth/ordres");
        assert_eq!(message, "`https://acme.example/auth/ordres` is a misspelled scope of Acme, not of multipass");
        assert!(help.ends_with("write `scopes!(other: \"https://acme.example/auth/orders\")`"), "{help}");
        let (message, _) = parts(acme, "https://acme.example/auth/orders");
        assert_eq!(message, "`https://acme.example/auth/orders` is a scope of Acme, not of multipass");
    }

    #[test]
    fn a_near_name_of_this_catalog_comes_first() {
        assert_eq!(findings_beside(MAIN, OTHER, &["read_profiles"]), ["unknown-scope"]);
        assert_eq!(findings_beside(MAIN, OTHER, &["nowhere"]), ["unknown-scope"]);
    }
}

//! Names of variables that hold scopes: `OIDC_SCOPES`, `OpenIdConfig__Scope`; and settings that are called a scope and are
//! none of OAuth: `NPM_SCOPE`, `CACHE_SCOPE`.

/// What a scope that is none of OAuth is of.
const OTHERS: &[&str] = &[
    "BEAN", "BUILD", "CACHE", "CLUSTER", "COMMIT", "CONFIG", "DEPENDENCY", "DEPLOY", "ENV", "ENVIRONMENT", "JEST",
    "LDAP", "LERNA", "LOG", "LOGGING", "MAVEN", "METRIC", "METRICS", "NAMESPACE", "NPM", "NX", "PACKAGE", "PNPM",
    "PWA", "RBAC", "REGISTRY", "ROLE", "SEARCH", "SW", "TELEMETRY", "TEST", "TURBO", "VERCEL", "WAF", "WATCH",
    "WORKER", "YARN",
];

/// Providers that people name such variables after.
const PROVIDERS: &[&str] = &["AZURE", "ENTRA", "GITHUB", "GITLAB", "GOOGLE", "KEYCLOAK", "MICROSOFT", "OKTA", "SSO"];

/// Whether a variable holds scopes, by its name. A list that is spread over several variables has a number behind it:
/// `LOGIN_SCOPES_0`, `Login__Scopes__1`.
pub(crate) fn is_scopes(name: &str) -> bool {
    parse(name).is_some()
}

/// Whether a name is that of a setting that is none of OAuth. There is one value of it, so the name ends in the singular.
pub(crate) fn is_other(name: &str) -> bool {
    parse(name).is_some_and(|name| !name.is_plural && name.words().last().is_some_and(|last| OTHERS.contains(&&*last)))
}

/// Whether a name says more than that there is a scope: it has the plural, is about OAuth, or is an option of a command
/// line.
pub(crate) fn is_certain(name: &str) -> bool {
    // A property of a catalog of Iceberg: `spark.sql.catalog.orders.scope`.
    name.starts_with('-')
        || name.contains(".catalog.")
        || parse(name).is_some_and(|name| name.is_plural || name.is_about_oauth())
}

struct Name<'n> {
    /// What is before `SCOPES`.
    before: &'n str,
    is_plural: bool,
}

fn parse(name: &str) -> Option<Name<'_>> {
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = if unnumbered.ends_with('_') { unnumbered.trim_end_matches('_') } else { name };
    let ends = |ends: [&'static str; 3]| ends.into_iter().find_map(|end| Some((name.strip_suffix(end)?, end)));
    let plural = ends(["SCOPES", "Scopes", "scopes"]);
    let (before, end) = plural.or_else(|| ends(["SCOPE", "Scope", "scope"]))?;
    let is_word = match before.chars().next_back() {
        None => true,
        Some(last) if end.starts_with("Sc") => !last.is_uppercase(),
        Some(last) => !last.is_alphanumeric(),
    };
    is_word.then_some(Name { before, is_plural: plural.is_some() })
}

impl Name<'_> {
    /// In capitals.
    fn words(&self) -> impl Iterator<Item = String> {
        self.before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_ascii_uppercase)
    }

    fn is_about_oauth(&self) -> bool {
        self.words()
            .any(|word| ["OIDC", "OAUTH", "OPENID"].iter().any(|of| word.contains(of)) || PROVIDERS.contains(&&*word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lists() {
        for name in [
            "SCOPE", "OIDC_SCOPES", "Login__Scopes", "oidcScope", "web_oidc_scope_0", "X__Scopes__12", "a.scope",
            "-oidc-scopes",
        ] {
            assert!(is_scopes(name), "{name}");
        }
        for name in ["TELESCOPE", "oscilloscopes", "OIDC_SCOPES_CLAIM", "SCOPE2", "SCOPE_SIZE", "XScopeS", ""] {
            assert!(!is_scopes(name), "{name}");
        }
    }

    #[test]
    fn the_last_word_tells() {
        for name in
            ["NPM_SCOPE", "NPM_CONFIG_SCOPE", "VERCEL_SCOPE", "DOCKER_CACHE_SCOPE", "strimzi_rbac_scope", "ENV_SCOPE"]
        {
            assert!(is_other(name), "{name}");
        }
        for name in ["SCOPE", "OIDC_SCOPE", "NPM_SCOPES", "GITHUB_SCOPE", "scope", "X_NPM_OAUTH_SCOPE"] {
            assert!(!is_other(name), "{name}");
        }
        assert!(OTHERS.is_sorted() && PROVIDERS.is_sorted());
    }

    #[test]
    fn what_is_about_oauth() {
        for name in [
            "A_SCOPES",
            "spark.sql.catalog.a.scope",
            "WEB_OIDC_SCOPE",
            "GOOGLE_SCOPE",
            "OpenIDConfig__Scope",
            "oauth2_scope_1",
            "--scope",
        ] {
            assert!(is_certain(name), "{name}");
        }
        for name in ["A_SCOPE", "SCOPE", "Scope", "OIDC_SIZE"] {
            assert!(!is_certain(name), "{name}");
        }
    }
}

//! Settings that are called a scope and are none of OAuth: `NPM_SCOPE`, `CACHE_SCOPE`.

/// What such a scope is of.
const OTHERS: &[&str] = &[
    "BEAN",
    "BUILD",
    "CACHE",
    "CLUSTER",
    "COMMIT",
    "CONFIG",
    "DEPENDENCY",
    "DEPLOY",
    "JEST",
    "LDAP",
    "LERNA",
    "LOG",
    "LOGGING",
    "MAVEN",
    "METRIC",
    "METRICS",
    "NAMESPACE",
    "NPM",
    "NX",
    "PACKAGE",
    "PNPM",
    "PWA",
    "RBAC",
    "REGISTRY",
    "ROLE",
    "SEARCH",
    "SW",
    "TELEMETRY",
    "TEST",
    "TURBO",
    "VERCEL",
    "WAF",
    "WATCH",
    "WORKER",
    "YARN",
];

/// Whether a name is that of such a setting. There is one value of it, so the name ends in the singular.
pub(crate) fn is_other(name: &str) -> bool {
    let of = name.strip_suffix("_SCOPE").and_then(|of| of.rsplit('_').next());
    of.is_some_and(|of| OTHERS.contains(&of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_tells() {
        for name in ["NPM_SCOPE", "NPM_CONFIG_SCOPE", "VERCEL_SCOPE", "DOCKER_CACHE_SCOPE"] {
            assert!(is_other(name), "{name}");
        }
        for name in ["SCOPE", "OIDC_SCOPE", "NPM_SCOPES", "GITHUB_SCOPE", "scope", "X_NPM_OAUTH_SCOPE"] {
            assert!(!is_other(name), "{name}");
        }
        assert!(OTHERS.is_sorted());
    }
}

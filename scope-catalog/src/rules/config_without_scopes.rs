//! The rule `config-without-scopes`.

use crate::finding::Finding;

rule! {
    /// A `[[config]]` names the file, but the file has no scopes. Its layout may have changed, a number or a table may
    /// be in the place of a list, or the pattern may match files that you did not mean. Without this finding, nothing
    /// would be checked, and nobody would know.
    ///
    /// **Example:** `[[config]] file = "config/*.toml"`, if one of these files has no scopes
    ///
    /// **Use instead:** a pattern that matches only files with scopes, or the `path` at which the file has them.
    Warn "config-without-scopes": "a configuration file in which no scopes were found"
}

/// Returns the finding about a value that cannot be a list of scopes.
pub fn unsuitable(message: String) -> Finding {
    Finding::new(&RULE, message)
}

/// Returns the finding about a file without scopes.
pub fn finding(preset: Option<&str>) -> Finding {
    let looked = preset.map_or_else(String::new, |preset| format!(" where the preset `{preset}` expects them"));
    Finding::new(&RULE, format!("no scopes found in this file{looked}"))
}

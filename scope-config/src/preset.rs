//! The shapes of files that many people have.

/// A kind of file whose scope lists are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// What `preset = "…"` calls it.
    pub name: &'static str,
    /// The names of such files: a name, or a pattern with `*`, matched against the end of the path. Empty where the name
    /// tells nothing, so that the preset has to be named.
    pub files: &'static [&'static str],
    /// The bundled provider that the scopes belong to, where the kind of file tells.
    pub provider: Option<&'static str>,
    /// Where scopes stand in it.
    pub rules: &'static [Rule],
}

/// A place of a preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A [`Path`](crate::Path), as text.
    pub path: &'static str,
    /// What the list there is for.
    pub role: Role,
}

/// What a list of scopes is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// This application asks for them: the only ones that are held against a provider.
    Requests,
    /// They are declared here.
    Defines,
    /// An interface demands them of others.
    Requires,
    /// They are translated to something else.
    Maps,
}

impl Role {
    /// The word for it in output that machines read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Defines => "defines",
            Self::Requires => "requires",
            Self::Maps => "maps",
        }
    }
}

/// Every preset, by name.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "shopify-app-toml",
        files: &["shopify.app.toml", "shopify.app.*.toml"],
        provider: Some("shopify"),
        rules: &[Rule { path: "access_scopes.scopes", role: Role::Requests }],
    },
];

/// The preset that a file's path tells.
pub fn preset_of(file: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.files.iter().any(|pattern| fits(pattern, file)))
}

/// Whether a path ends with a pattern: whole names, with `*` for any characters of one name.
fn fits(pattern: &str, file: &str) -> bool {
    let file = file.replace('\\', "/");
    let mut names = file.rsplit('/');
    pattern.rsplit('/').all(|pattern| names.next().is_some_and(|name| name_fits(pattern, name)))
}

fn name_fits(pattern: &str, name: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == name };
    let Some(rest) = name.strip_prefix(before) else { return false };
    (0..=rest.len()).filter(|&at| rest.is_char_boundary(at)).any(|at| name_fits(after, &rest[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_name_tells() {
        assert_eq!(preset_of("app/shopify.app.staging.toml").map(|preset| preset.name), Some("shopify-app-toml"));
        assert_eq!(preset_of("shopify.web.toml"), None);
        assert!(fits(".github/workflows/*.yml", "x/.github/workflows/ci.yml"));
        assert!(!fits(".github/workflows/*.yml", "workflows/ci.yml"));
    }
}

//! Defines presets: kinds of configuration files, and where their scopes are.

use std::sync::LazyLock;

use scope_catalog::load::provider_named;
use scope_catalog::{Delimiter, did_you_mean};

use crate::format::bare_name;
use crate::glob;
use crate::path::Path;
use crate::role::Role;
use crate::usage_error::UsageError;

macro_rules! presets {
    ($(
        $variant:ident = $name:literal in [$($file:literal),*] $(with [$($mark:literal),+])? { $($rules:tt)+ }
    )+) => {
        /// A kind of file in which the locations, roles and providers of scope lists are known.
        ///
        /// The presets are described in `docs/reference/presets.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Preset {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Preset {
            /// Every preset, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns its name for `preset = "…"` under `[[config]]`.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            pub(super) const fn row(self) -> Row {
                match self {
                    $(Self::$variant => Row {
                        files: &[$($file),*],
                        marks: &[$($($mark),+)?],
                        rules: rules!($($rules)+),
                    },)+
                }
            }
        }
    };
}

macro_rules! rules {
    (like $other:ident) => {
        Preset::$other.row().rules
    };
    ($($role:ident $(of $provider:literal)? $(by $delimiter:ident)? $(as $kind:ident)?: $($path:literal),+;)+) => {
        &[$(RuleRow {
            role: Role::$role,
            provider: optional!($($provider)?),
            delimiter: optional!($(Delimiter::$delimiter)?),
            kind: optional!($(ListKind::$kind)?),
            paths: &[$($path),+],
        }),+]
    };
}

macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

mod list_kind;
mod row;
mod table;

pub use list_kind::ListKind;
use row::{Row, RuleRow};
pub use table::Preset;

/// The path to scopes in a preset's files, and what is known about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A [`Path`](crate::Path), as text.
    pub path: String,
    /// The role of the list there.
    pub role: Role,
    /// The provider that the scopes belong to, if the path determines it. If its catalog is not bundled, they are not
    /// checked. One file may have scopes of several providers: a Cognito user pool defines its own scopes, and requests
    /// others from Google.
    pub provider: Option<&'static str>,
    /// The delimiter of the program that reads the list, if it is known.
    pub delimiter: Option<Delimiter>,
    /// Whether the names are defined by the system that reads the file, or by its user's API. Catalogs of other
    /// providers do not apply to them.
    pub has_own_names: bool,
    /// How the scopes are written there.
    pub kind: ListKind,
    pub(crate) parsed: Path,
}

/// What a row has in place of a provider if the system itself defines the names.
const OWN: &str = "own";

/// What a row has in place of a provider if each path names its own.
const NAMED: &str = "named";

/// A preset in which every `(a,b)` is expanded.
struct Data {
    files: Vec<String>,
    /// The paths of each mark; one of them must exist.
    marks: Vec<Vec<Path>>,
    rules: Vec<Rule>,
}

/// The page that describes the presets.
const PAGE: &str = "https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/presets.md";

/// Files that contain names and versions of packages.
const PACKAGES: [&str; 12] = [
    "Cargo.toml", "Gopkg.toml", "composer.json", "deno.json", "libs.versions.toml", "package-lock.json",
    "package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "pom.xml", "pubspec.yaml", "pyproject.toml",
];

impl Preset {
    /// Returns the preset with this name: `shopify-app-toml`.
    ///
    /// # Errors
    ///
    /// If there is no such preset: a similar name.
    ///
    /// ```
    /// use scope_config::Preset;
    ///
    /// assert_eq!(Preset::named("shopify-app-toml"), Ok(Preset::ShopifyAppToml));
    /// assert!(Preset::named("shopify").is_err());
    /// ```
    pub fn named(name: &str) -> Result<Self, UsageError> {
        if let Some(preset) = Self::ALL.iter().find(|preset| preset.name() == name) {
            return Ok(*preset);
        }
        let help = did_you_mean(name, Self::ALL.iter().map(|preset| preset.name()))
            .unwrap_or_else(|| format!("{PAGE} lists the {} presets", Self::ALL.len()));
        Err(UsageError { message: format!("unknown preset `{name}`"), help: Some(help) })
    }

    /// Returns the presets that match the path of a file, sorted by name. Several presets match names such as
    /// `manifest.json` and `*.yaml`; [`extract_presets`](crate::extract_presets) finds out which apply to the file.
    pub fn of_file(file: &str) -> impl Iterator<Item = Self> {
        let file = bare_name(file).replace('\\', "/");
        // In these files, a key may be the name of a package with a version as its value.
        let lists_packages = PACKAGES.contains(&file.rsplit('/').next().unwrap_or(&file));
        let fits = move |preset: &Self| {
            !(lists_packages && preset.is_of_any_name())
                && preset.files().iter().any(|pattern| is_at_end(pattern, &file))
        };
        Self::ALL.iter().copied().filter(fits)
    }

    /// Returns names and patterns with `*` that are matched against the end of a file's path. Files of other kinds may
    /// match, too: the preset only applies to a file in which one of its rules finds something. Empty if the preset
    /// must be chosen explicitly.
    pub fn files(self) -> &'static [String] {
        &self.data().files
    }

    /// Returns where the scopes are. If two rules find the same list, the first one counts.
    pub fn rules(self) -> &'static [Rule] {
        &self.data().rules
    }

    /// Whether files of other kinds have the same names, so that a name alone proves nothing.
    pub(crate) fn is_of_any_name(self) -> bool {
        !self.marks().is_empty() || self.files().iter().all(|file| file.starts_with("*."))
    }

    /// What a file must contain, in addition to a matching name: one of the paths of each mark.
    pub(crate) fn marks(self) -> &'static [Vec<Path>] {
        &self.data().marks
    }

    fn data(self) -> &'static Data {
        static DATA: LazyLock<Vec<Data>> =
            LazyLock::new(|| Preset::ALL.iter().map(|preset| Data::of(&preset.row())).collect());
        &DATA[self as usize]
    }
}

impl Data {
    fn of(row: &Row) -> Self {
        let rules = row.rules.iter().flat_map(|row| {
            let &RuleRow { role, provider, delimiter, kind, paths } = row;
            paths.iter().flat_map(|path| alternatives(path)).filter_map(move |path| {
                // A test checks that the paths of every preset are valid.
                let parsed = Path::parse(&path).ok()?;
                let has_own_names = provider == Some(OWN);
                let provider = match provider {
                    Some(OWN) => None,
                    Some(NAMED) => path.split(['.', '"', '_']).find_map(provider_named),
                    known => known,
                };
                Some(Rule { path, role, provider, delimiter, has_own_names, kind: kind.unwrap_or_default(), parsed })
            })
        });
        let mark = |mark: &&str| alternatives(mark).iter().filter_map(|path| Path::parse(path).ok()).collect();
        let marks = row.marks.iter().map(mark).collect();
        Self { marks, files: row.files.iter().flat_map(|file| alternatives(file)).collect(), rules: rules.collect() }
    }
}

/// Expands every `(a,b)` in a text, in order.
fn alternatives(text: &str) -> Vec<String> {
    let Some((before, rest)) = text.split_once('(') else { return vec![text.to_owned()] };
    let (mut depth, mut start, mut choices, mut after) = (0, 0, Vec::new(), "");
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b',' | b')' if depth == 0 => {
                choices.push(&rest[start..at]);
                start = at + 1;
                if byte == b')' {
                    after = &rest[start..];
                    break;
                }
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    let choices = choices.into_iter().flat_map(alternatives);
    let after = alternatives(after);
    choices.flat_map(|choice| after.iter().map(move |after| format!("{before}{choice}{after}"))).collect()
}

/// Whether a path ends with a pattern of whole names, in which `*` matches any characters within a name.
fn is_at_end(pattern: &str, file: &str) -> bool {
    let mut names = file.rsplit('/');
    pattern.rsplit('/').all(|pattern| names.next().is_some_and(|name| glob::matches(pattern, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &str) -> Vec<&str> {
        Preset::of_file(file).map(Preset::name).collect()
    }

    #[test]
    fn a_file_s_name_tells() {
        assert_eq!(names("app\\shopify.app.staging.toml"), ["oauth-client", "shopify-app-toml"]);
        assert_eq!(names("shopify.web.toml"), ["oauth-client"]);
        assert_eq!(names("main.rs"), [""; 0]);
        // There, `oauth-scopes = "0.1"` is a dependency.
        for name in ["shopify", "shopfy-app"] {
            let help = Preset::named(name).err().and_then(|error| error.help);
            assert_eq!(help.as_deref(), Some("did you mean `shopify-app-toml`?"), "{name}");
        }
        assert!(!names("app/Cargo.toml").contains(&"oauth-client"));
        assert!(!names("package.json").contains(&"oauth-client") && names("client.json").contains(&"oauth-client"));
        assert!(names("manifest.json").contains(&"chrome-extension"));
        assert!(names("manifest.json").contains(&"teams-manifest"));
        assert!(names("x/.github/workflows/ci.yml").contains(&"github-actions-permissions"));
        assert!(!names("workflows/ci.yml").contains(&"github-actions-permissions"));
    }

    #[test]
    fn alternatives_are_written_out() {
        assert_eq!(alternatives("a.b"), ["a.b"]);
        assert_eq!(alternatives("(,x.)a.(b,c)"), ["a.b", "a.c", "x.a.b", "x.a.c"]);
        assert_eq!(alternatives("((,x.)a,d)[]"), ["a[]", "x.a[]", "d[]"]);
    }

    #[test]
    fn presets_are_in_order_and_all_of_their_paths_can_be_read() {
        assert!(Preset::ALL.is_sorted_by(|one, other| one.name() < other.name()));
        for preset in Preset::ALL {
            let written = preset.row().rules.iter().flat_map(|row| row.paths);
            assert_eq!(preset.rules().len(), written.flat_map(|path| alternatives(path)).count(), "{preset:?}");
            let mut paths: Vec<&str> = preset.rules().iter().map(|rule| &*rule.path).collect();
            paths.sort_unstable();
            assert!(paths.is_sorted_by(|one, other| one < other), "{preset:?}: a path is written twice");
        }
    }
}

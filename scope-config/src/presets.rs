//! Presets: kinds of configuration files, and where they have their scopes.

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
        /// A kind of file whose scope lists are known: where they are in it, what they are for, and whose scopes they are.
        ///
        /// The page `docs/reference/presets.md` of the project tells this of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Preset {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Preset {
            /// Every preset, by name.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What `preset = "…"` calls it under `[[config]]` of a catalog.
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
    /// What the list there is for.
    pub role: Role,
    /// The provider that the scopes belong to, if the path tells. If its catalog is not bundled, they are not checked. Those of one file may belong to several: a user
    /// pool of Cognito has its own scopes, and requests others from Google.
    pub provider: Option<&'static str>,
    /// The delimiter of the program that reads the list, if it is known.
    pub delimiter: Option<Delimiter>,
    /// Whether the scopes have names of the system that reads the file, or of an API of its user's own: no catalog of
    /// another provider judges them.
    pub has_own_names: bool,
    /// How scopes are written there.
    pub kind: ListKind,
    pub(crate) parsed: Path,
}

/// What a row has instead of a provider where the names are those of the system itself.
const OWN: &str = "own";

/// What a row has instead of a provider where each path names one.
const NAMED: &str = "named";

/// A preset with every `(a,b)` written out.
struct Data {
    files: Vec<String>,
    /// The paths of each mark; one of them has to exist.
    marks: Vec<Vec<Path>>,
    rules: Vec<Rule>,
}

/// The page that describes every preset.
const PAGE: &str = "https://github.com/oauth-scopes/oauth-scopes/blob/main/docs/reference/presets.md";

/// Files that name packages, with their versions.
const PACKAGES: [&str; 12] = [
    "Cargo.toml", "Gopkg.toml", "composer.json", "deno.json", "libs.versions.toml", "package-lock.json",
    "package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "pom.xml", "pubspec.yaml", "pyproject.toml",
];

impl Preset {
    /// The preset with this name: `shopify-app-toml`.
    ///
    /// # Errors
    ///
    /// If there is none: which one may have been meant.
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

    /// The presets that match the path of a file, sorted by name. Several presets share names such as `manifest.json`
    /// and `*.yaml`; [`extract_presets`](crate::extract_presets) finds those that apply to the file.
    pub fn of_file(file: &str) -> impl Iterator<Item = Self> {
        let file = bare_name(file).replace('\\', "/");
        // In these files, a key is the name of a package, and its value is a version.
        let lists_packages = PACKAGES.contains(&file.rsplit('/').next().unwrap_or(&file));
        let fits = move |preset: &Self| {
            !(lists_packages && preset.is_of_any_name())
                && preset.files().iter().any(|pattern| is_at_end(pattern, &file))
        };
        Self::ALL.iter().copied().filter(fits)
    }

    /// The names of such files: a name, or a pattern with `*`, matched against the end of the path. Other files may be
    /// called so too: only a file in which one of the rules leads somewhere is of the preset. Empty if neither would
    /// tell, so that the preset has to be named.
    pub fn files(self) -> &'static [String] {
        &self.data().files
    }

    /// Where scopes are in it. If two lead to the same list, the first counts.
    pub fn rules(self) -> &'static [Rule] {
        &self.data().rules
    }

    /// Whether files of other kinds are called like those of this preset: the name alone tells nothing.
    pub(crate) fn is_of_any_name(self) -> bool {
        !self.marks().is_empty() || self.files().iter().all(|file| file.starts_with("*."))
    }

    /// What a file has to have, besides a name that fits: one of the paths of each mark.
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
                // A test sees to it that every preset's paths can be read.
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

/// Every text that one with `(a,b)` in it means, in order.
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

/// Whether a path ends with a pattern of whole names, in which `*` matches any characters of one name.
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
        // `oauth-scopes = "0.1"` is a dependency there.
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

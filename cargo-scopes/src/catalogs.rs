//! Opens the catalogs that a command uses.

use std::path::{Path, PathBuf};

use scope_catalog::load::{Environment, Loaded, Roots, load, load_file, load_provider};

use crate::cli::CatalogOption;
use crate::error::Failure;
use crate::output::on_one_line;
use crate::paths::real_path;
use crate::roots;
use crate::workspace::related_folders;

/// Opens the catalog that the arguments name.
pub(crate) fn open(option: &CatalogOption) -> Result<Loaded, Failure> {
    let loaded = match (option.provider(), &option.catalog) {
        (Some(provider), _) => load_provider(&provider)?,
        (None, Some(file)) => {
            load_file(file, Some(&roots_of(file))).map_err(|failure| Failure::new(failure.to_string()))?
        }
        (None, None) => load_here()
            .map_err(|failure| Failure::new(failure.to_string()).help("use `--provider NAME` or `--catalog FILE`"))?,
    };
    // A catalog with mistakes cannot be used, so the mistakes are reported instead.
    if loaded.problems.is_empty() { Ok(loaded) } else { Err(Failure::new(problems(&loaded))) }
}

/// Opens the catalog that the arguments name. If they name none and the current folder has none, opens all bundled
/// catalogs that have operations.
pub(crate) fn open_each(option: &CatalogOption) -> Result<Vec<Loaded>, Failure> {
    let is_open = option.provider().is_none() && option.catalog.is_none();
    if !is_open || !matches!(load_here(), Err(scope_catalog::load::Failure::Missing(_))) {
        return Ok(vec![open(option)?]);
    }
    let names = scope_providers::NAMES.iter().filter(|name| scope_providers::operations(name).is_some());
    names.map(|name| Ok(load_provider(name)?)).collect()
}

/// Returns the folders from which the catalog may be extended. The user chose the file, but not the files that it
/// extends.
fn roots_of(file: &Path) -> Roots {
    let real = real_path(file).unwrap_or_else(|_| file.to_owned());
    let folder = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
    roots::around(&folder(file), [folder(&real)])
}

fn load_here() -> Result<Loaded, scope_catalog::load::Failure> {
    let fallback = std::env::var_os("SCOPES_CATALOG");
    let here = PathBuf::new();
    let roots = roots::around(&here, related_folders(fallback.as_deref(), [&here].into_iter()));
    let environment = Environment { package: &here, fallback: fallback.as_deref(), roots: Some(&roots) };
    load(&environment)
}

/// Formats the problems in a catalog, one line each with the location, followed by what to do.
pub(crate) fn problems(loaded: &Loaded) -> String {
    let base = std::env::current_dir().unwrap_or_default();
    let lines = loaded.problems.iter().map(|problem| {
        let help = problem.help.as_ref().map_or_else(String::new, |help| format!("\n  help: {help}"));
        let line = format!("{}: {}", loaded.locate(problem.span, &base), problem.message);
        format!("{}{help}", on_one_line(&line))
    });
    lines.collect::<Vec<_>>().join("\n")
}

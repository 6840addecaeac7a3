//! Finds the packages of a checkout.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A package of the checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its folder in the checkout, with `/` between parts; the root's is empty.
    pub(crate) name: String,
    /// The files that crates begin with: `src/lib.rs`, `src/main.rs`, programs in `src/bin`, a build script.
    pub(crate) roots: Vec<PathBuf>,
}

/// The checkout that this program is a part of.
pub(crate) fn this_checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The packages of a checkout in the order of their folders, at most two folders deep.
///
/// # Errors
///
/// If a folder cannot be read.
pub(crate) fn packages(checkout: &Path) -> Result<Vec<Package>> {
    let mut packages = Vec::new();
    add(checkout, "", 2, &mut packages)?;
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(packages)
}

fn add(folder: &Path, name: &str, depth: usize, packages: &mut Vec<Package>) -> Result<()> {
    if folder.join("Cargo.toml").is_file() {
        packages.push(Package { name: name.to_owned(), roots: roots(folder)? });
    }
    if depth == 0 {
        return Ok(());
    }
    for child in entries(folder)?.into_iter().filter(|child| child.is_dir()) {
        let own = child.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if own != "target" && own != "src" && !own.starts_with('.') {
            let name = if name.is_empty() { own } else { format!("{name}/{own}") };
            add(&child, &name, depth - 1, packages)?;
        }
    }
    Ok(())
}

fn roots(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut roots: Vec<PathBuf> = ["src/lib.rs", "src/main.rs", "build.rs"].map(|file| folder.join(file)).into();
    let programs = folder.join("src/bin");
    if programs.is_dir() {
        roots.extend(entries(&programs)?);
    }
    roots.retain(|file| file.is_file() && file.extension().is_some_and(|extension| extension == "rs"));
    Ok(roots)
}

/// What is in a folder, in the order of the names.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut entries = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

//! Examines the files that cargo reads first. If one of them never ends, neither does cargo.

use std::collections::BTreeSet;
use std::fs::read_dir;
use std::path::{Path, PathBuf};

use scope_catalog::load::{FileError, examine_file, read_text_file};
use toml::{Table, Value};

use super::manifests::paths_of_dependencies;
use crate::error::Failure;
use crate::output::on_one_line;
use crate::paths::plain;

/// What cargo and rustup look for in a folder and its parents.
const NAMES: [&str; 5] = ["Cargo.toml", ".cargo/config.toml", ".cargo/config", "rust-toolchain.toml", "rust-toolchain"];

/// The size limit of a manifest.
const MOST_BYTES: u64 = 8 << 20;

/// Examines the files that cargo reads for the workspace around a folder.
///
/// # Errors
///
/// If one of them is a pipe, a device or very large. Any other problem is left to cargo.
pub(super) fn examine(here: &Path) -> Result<(), Failure> {
    let mut open: Vec<PathBuf> = here.ancestors().flat_map(|folder| NAMES.map(|name| folder.join(name))).collect();
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    while let Some(file) = open.pop().map(|file| plain(&file)) {
        if !known.insert(file.clone()) {
            continue;
        }
        match examine_file(&file, MOST_BYTES) {
            Ok(_) if file.ends_with("Cargo.toml") => open.extend(named_manifests(&file)),
            Ok(_) | Err(FileError::Missing) => {}
            Err(_) if file.is_dir() => {}
            Err(error) => return Err(Failure::new(format!("{} {error}", on_one_line(&file.to_string_lossy())))),
        }
    }
    Ok(())
}

/// Returns the manifests of the members and path dependencies in a manifest.
fn named_manifests(file: &Path) -> Vec<PathBuf> {
    let manifest =
        read_text_file(file, MOST_BYTES).ok().and_then(|text| text.parse::<Table>().ok()).unwrap_or_default();
    let folder = file.parent().unwrap_or(Path::new(""));
    let workspace = manifest.get("workspace").and_then(Value::as_table);
    let members = workspace.and_then(|workspace| workspace.get("members")?.as_array()).into_iter().flatten();
    let mut folders: Vec<PathBuf> = Vec::new();
    for member in members.filter_map(Value::as_str) {
        match member.strip_suffix("/*") {
            None => folders.push(folder.join(member)),
            Some(parent) => {
                let entries = read_dir(folder.join(parent)).into_iter().flatten().filter_map(Result::ok);
                folders.extend(entries.map(|entry| entry.path()));
            }
        }
    }
    for table in [Some(&manifest), workspace].into_iter().flatten() {
        folders.extend(paths_of_dependencies(table).map(|path| folder.join(path)));
    }
    folders.into_iter().map(|folder| folder.join("Cargo.toml")).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_that_does_not_end_is_not_for_cargo() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().canonicalize().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = top.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        };
        write("Cargo.toml", "[workspace]\nmembers = ['m', 'n/*', '.']\n[workspace.dependencies]\nd = { path = 'd' }\n");
        write("m/Cargo.toml", "[dependencies]\ne = { path = '../e' }\n");
        for name in ["n/a/Cargo.toml", "d/Cargo.toml", "e/Cargo.toml", ".cargo/config.toml"] {
            write(name, "x = 1\n");
        }
        examine(&top.join("m")).expect("all are files");
        for name in ["m", "n/a", "d", "e", ".cargo"] {
            let name = if name == ".cargo" { ".cargo/config.toml".to_owned() } else { format!("{name}/Cargo.toml") };
            let (file, aside) = (top.join(&name), top.join("aside"));
            std::fs::rename(&file, &aside).expect("a file");
            examine(&top).expect("a file that is missing is for cargo to tell");
            std::os::unix::fs::symlink("/dev/zero", &file).expect("a link");
            let error = examine(&top).expect_err(&name).to_string();
            assert_eq!(error, format!("{} is not a regular file", file.display()));
            std::fs::rename(&aside, &file).expect("a file");
        }
    }
}

//! Files are written whole or not at all.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// What is done, in this order. Whatever fails, and whenever the process is killed, the file is what it was or what it
/// should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Create,
    Write,
    Permit,
    Sync,
    Rename,
}

/// Writes a file whole: into another one of the same folder, which then takes its place, with the same permissions. A
/// symbolic link stays one: the file that it leads to is written.
///
/// A process that is killed may leave the other file, whose hidden name ends with `.tmp`.
///
/// # Errors
///
/// Where the file may not be written or is none, or its folder does not take another one. The file is as it was then, and
/// the other one is gone.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_in_steps(path, bytes, &|_, _| Ok(()))
}

/// The same, with something that is asked before each step: a test makes it fail.
fn write_in_steps(
    path: &Path,
    bytes: &[u8],
    before: &dyn Fn(Step, Option<&mut NamedTempFile>) -> io::Result<()>,
) -> io::Result<()> {
    let path = real(path)?;
    let permissions = permissions(&path)?;
    before(Step::Create, None)?;
    let mut file = beside(&path)?;
    before(Step::Write, Some(&mut file))?;
    file.write_all(bytes)?;
    before(Step::Permit, Some(&mut file))?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    before(Step::Sync, Some(&mut file))?;
    file.as_file().sync_all()?;
    before(Step::Rename, Some(&mut file))?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

/// As many links as an operating system follows.
const MOST_LINKS: usize = 40;

/// The file at the end of the links. It need not exist.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let target = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(target);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("the symbolic links form a loop"))
}

/// The permissions of a file that is there.
fn permissions(path: &Path) -> io::Result<Option<Permissions>> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    // Another file could take its place all the same; whoever made it read-only does not want that.
    if metadata.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    Ok(Some(metadata.permissions()))
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    // A new file is for those for whom the process makes files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_a_new_one_made() {
        let folder = folder();
        let file = folder.path().join("a.txt");
        write_whole(&file, b"one").expect("a new file");
        write_whole(&file, b"two").expect("the same file");
        assert_eq!(fs::read(&file).expect("a file"), b"two");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn whatever_fails_leaves_the_file_as_it_was() {
        let folder = folder();
        let file = folder.path().join("a.txt");
        for step in [Step::Create, Step::Write, Step::Permit, Step::Sync, Step::Rename] {
            fs::write(&file, "before").expect("a file");
            let failing = |at: Step, other: Option<&mut NamedTempFile>| {
                if at != step {
                    return Ok(());
                }
                if let (Step::Write, Some(other)) = (at, other) {
                    other.write_all(b"aft")?;
                }
                Err(io::Error::other("no space is left"))
            };
            let error = write_in_steps(&file, b"after", &failing).expect_err("a failure");
            assert_eq!(error.to_string(), "no space is left", "{step:?}");
            assert_eq!(fs::read(&file).expect("a file"), b"before", "{step:?}");
            assert_eq!(names(folder.path()), ["a.txt"], "{step:?}");
        }
    }

    #[test]
    fn until_the_last_step_the_file_is_what_it_was() {
        let folder = folder();
        let file = folder.path().join("a.txt");
        fs::write(&file, "before").expect("a file");
        let look = |_: Step, _: Option<&mut NamedTempFile>| {
            assert_eq!(fs::read(&file)?, b"before");
            Ok(())
        };
        write_in_steps(&file, b"after", &look).expect("a file");
        assert_eq!(fs::read(&file).expect("a file"), b"after");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_a_read_only_file_is_left() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let file = folder.path().join("a.sh");
        fs::write(&file, "before").expect("a file");
        fs::set_permissions(&file, Permissions::from_mode(0o751)).expect("permissions");
        write_whole(&file, b"after").expect("a file");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o751);
        fs::set_permissions(&file, Permissions::from_mode(0o444)).expect("permissions");
        let error = write_whole(&file, b"never").expect_err("read-only");
        assert_eq!(error.to_string(), "the file is read-only");
        assert_eq!(fs::read(&file).expect("a file"), b"after");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links() {
        let folder = folder();
        let (file, link, far) = (folder.path().join("a.txt"), folder.path().join("b.txt"), folder.path().join("c.txt"));
        std::os::unix::fs::symlink("a.txt", &link).expect("a link");
        std::os::unix::fs::symlink(&link, &far).expect("a link");
        write_whole(&far, b"new").expect("a new file");
        write_whole(&far, b"newer").expect("a file");
        assert_eq!(fs::read(&file).expect("a file"), b"newer");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        assert!(fs::symlink_metadata(&far).expect("a link").is_symlink());
        let circle = folder.path().join("d.txt");
        std::os::unix::fs::symlink("d.txt", &circle).expect("a link");
        assert_eq!(write_whole(&circle, b"").expect_err("a circle").to_string(), "the symbolic links form a loop");
    }

    #[test]
    fn a_folder_is_no_file() {
        let folder = folder();
        let error = write_whole(folder.path(), b"").expect_err("a folder");
        assert_eq!(error.to_string(), "it is not a regular file");
    }
}

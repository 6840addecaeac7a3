//! Files are written whole or not at all.

mod attributes;
mod exchange;

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use exchange::Exchange;
use scope_catalog::load::Roots;
use tempfile::{Builder, NamedTempFile};

use crate::error::Failure;
use crate::output::on_one_line;
use crate::paths::folder_of;
use crate::temporary::Temporary;

/// What is done, in this order. Whatever fails, and whenever the process is killed, the file is what it was or what it
/// should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Create,
    Write,
    Permit,
    Sync,
    Rename,
    Exchange,
}

/// Writes a file whole: into another one of the same folder, which then takes its place, with the same owner, permissions
/// and extended attributes. A symbolic link stays one: the file that it leads to is written.
///
/// `before` is what was read from the file; `None` if there was none. Whatever somebody else writes in the meantime stays;
/// [`exchange`] says what that takes, and where it is not certain.
///
/// A process that is killed (SIGKILL) may leave the temporary file, which is hidden and whose name ends with `.tmp`. SIGINT,
/// SIGTERM and SIGHUP remove it.
///
/// # Errors
///
/// If the file may not be written, is not what it was, or its folder does not take another one. The file is as it was
/// then, and the other one is gone.
pub(crate) fn write_whole(path: &Path, roots: &Roots, before: Option<&[u8]>, after: &[u8]) -> io::Result<()> {
    write_in_steps(path, roots, before, after, &|_, _| Ok(()))
}

/// The same, with something that is asked before each step: a test makes it fail.
fn write_in_steps(
    path: &Path,
    roots: &Roots,
    before: Option<&[u8]>,
    after: &[u8],
    ask: &dyn Fn(Step, Option<&mut NamedTempFile>) -> io::Result<()>,
) -> io::Result<()> {
    let path = real(path)?;
    admitted(&path, roots)?;
    let present = present(&path)?;
    ask(Step::Create, None)?;
    let mut file = beside(&path, present.is_some())?;
    let _watched = Temporary::new(file.path());
    ask(Step::Write, Some(&mut file))?;
    file.write_all(after)?;
    ask(Step::Permit, Some(&mut file))?;
    if let Some(present) = present {
        attributes::keep(&path, &present, file.as_file())?;
    }
    ask(Step::Sync, Some(&mut file))?;
    file.as_file().sync_all()?;
    ask(Step::Rename, Some(&mut file))?;
    let Some(before) = before else {
        return file.persist_noclobber(&path).map(drop).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => changed(),
            _ => error.error,
        });
    };
    if fs::read(&path)? != before {
        return Err(changed());
    }
    ask(Step::Exchange, Some(&mut file))?;
    // For a moment, the other file may be what somebody else has saved: a signal does not remove it.
    let _held = Temporary::held();
    match exchange::exchange(file.path(), &path, before, after)? {
        Exchange::Done => Ok(()),
        Exchange::Undone => Err(changed()),
        Exchange::Unsupported => file.persist(&path).map(drop).map_err(|error| error.error),
    }
}

/// The same for a text; an error names the file as messages do.
pub(crate) fn save(path: &Path, shown: &str, roots: &Roots, before: Option<&[u8]>, after: &str) -> Result<(), Failure> {
    write_whole(path, roots, before, after.as_bytes())
        .map_err(|error| Failure::new(format!("{shown} could not be written: {error}")))
}

fn changed() -> io::Error {
    io::Error::other("it was changed by another program")
}

/// As many links as an operating system follows.
const MOST_LINKS: usize = 40;

/// The file at the end of the links. Without links, it need not exist.
fn real(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for passed in 0..MOST_LINKS {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let target = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(target);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            // It could be anywhere, and a shell or another program may be waiting for it.
            Err(_) if passed > 0 => {
                return Err(io::Error::other("it is a symbolic link to a file that does not exist"));
            }
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("the symbolic links form a loop"))
}

fn admitted(path: &Path, roots: &Roots) -> io::Result<()> {
    roots
        .admit(path)
        .and_then(|()| roots.admit(folder_of(path)))
        .map_err(|error| io::Error::other(format!("it {error}")))
}

/// What is known of a file that is there.
fn present(path: &Path) -> io::Result<Option<Metadata>> {
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
    Ok(Some(metadata))
}

fn beside(path: &Path, is_replacement: bool) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    let mut builder = Builder::new();
    // Without the name of the file, which may be as long as names can be.
    builder.prefix(".cargo-scopes-").suffix(".tmp");
    // A new file is for those for whom the process makes files; a replacement at first for the user alone, since it may have
    // the secrets of a file that others cannot read.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(if is_replacement { 0o600 } else { 0o666 }));
    builder.tempfile_in(folder).map_err(|error| without_path(&error, folder))
}

/// The reason alone: the name of a file for a moment says nothing to people.
fn without_path(error: &io::Error, folder: &Path) -> io::Error {
    let reason = error.get_ref().and_then(std::error::Error::source);
    let message = match error.kind() {
        io::ErrorKind::NotFound => {
            format!("the folder `{}` does not exist", on_one_line(&folder.display().to_string()))
        }
        _ => reason.map_or_else(|| error.to_string(), ToString::to_string),
    };
    io::Error::new(error.kind(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step; 6] = [Step::Create, Step::Write, Step::Permit, Step::Sync, Step::Rename, Step::Exchange];

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn write_whole(path: &Path, after: &[u8]) -> io::Result<()> {
        let roots = Roots::new([path.parent().expect("a folder").to_owned()]);
        let before = fs::read(path).ok();
        super::write_whole(path, &roots, before.as_deref(), after)
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
    fn a_name_may_be_as_long_as_the_system_takes() {
        let folder = folder();
        let file = folder.path().join("n".repeat(255));
        // Where a whole path may not be longer, there is no such file.
        if fs::write(&file, "before").is_ok() {
            write_whole(&file, b"after").expect("a file");
            assert_eq!(fs::read(&file).expect("a file"), b"after");
        }
    }

    #[test]
    fn an_error_does_not_name_the_temporary_file() {
        let folder = folder();
        let missing = folder.path().join("x");
        let error = beside(&missing.join("a.txt"), false).expect_err("no folder");
        assert_eq!(error.to_string(), format!("the folder `{}` does not exist", missing.display()));
    }

    #[test]
    fn whatever_fails_leaves_the_file_as_it_was() {
        let folder = folder();
        let file = folder.path().join("a.txt");
        for step in STEPS {
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
            let error =
                write_in_steps(&file, &Roots::new([folder.path().to_owned()]), Some(b"before"), b"after", &failing)
                    .expect_err("a failure");
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
        write_in_steps(&file, &Roots::new([folder.path().to_owned()]), Some(b"before"), b"after", &look)
            .expect("a file");
        assert_eq!(fs::read(&file).expect("a file"), b"after");
    }

    /// Runs in a separate process, which ends itself at a step. Without the variables, it does nothing.
    #[test]
    fn dies_at_a_step() {
        let (Some(file), Some(step)) = (std::env::var_os("SCOPES_DYING_FILE"), std::env::var_os("SCOPES_DYING_STEP"))
        else {
            return;
        };
        let file = PathBuf::from(file);
        let roots = Roots::new([file.parent().expect("a folder").to_owned()]);
        let dying = |at: Step, other: Option<&mut NamedTempFile>| {
            if *step == *format!("{at:?}") {
                other.into_iter().try_for_each(|other| other.write_all(b"aft"))?;
                std::process::abort();
            }
            Ok(())
        };
        let _ = write_in_steps(&file, &roots, Some(b"before"), b"after", &dying);
    }

    #[test]
    fn a_process_that_dies_leaves_the_file_as_it_was() {
        let folder = folder();
        let file = folder.path().join("a.txt");
        for step in STEPS {
            fs::write(&file, "before").expect("a file");
            let status = std::process::Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", "atomic_write::tests::dies_at_a_step", "--test-threads=1"])
                .envs([("SCOPES_DYING_FILE", file.as_os_str()), ("SCOPES_DYING_STEP", format!("{step:?}").as_ref())])
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .status()
                .expect("this test");
            assert!(!status.success(), "{step:?}: it did not die");
            assert_eq!(fs::read(&file).expect("a file"), b"before", "{step:?}");
            // The file that is left is hidden and does no harm.
            let is_hidden =
                |name: &String| name.starts_with('.') && Path::new(name).extension().is_some_and(|end| end == "tmp");
            assert!(names(folder.path()).iter().all(|name| name == "a.txt" || is_hidden(name)));
            super::write_whole(&file, &Roots::new([folder.path().to_owned()]), Some(b"before"), b"after")
                .expect("a file");
            assert_eq!(fs::read(&file).expect("a file"), b"after", "{step:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept_and_a_read_only_file_is_left() {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let file = folder.path().join("a.sh");
        fs::write(&file, "before").expect("a file");
        fs::set_permissions(&file, Permissions::from_mode(0o751)).expect("permissions");
        write_whole(&file, b"after").expect("a file");
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o751);
        let look = |_: Step, other: Option<&mut NamedTempFile>| {
            let mode =
                other.map_or(Ok(0), |other| other.as_file().metadata().map(|other| other.permissions().mode()))?;
            assert_eq!(mode & 0o077, 0, "others could read a secret");
            Ok(())
        };
        fs::set_permissions(&file, Permissions::from_mode(0o600)).expect("permissions");
        let roots = Roots::new([folder.path().to_owned()]);
        write_in_steps(&file, &roots, Some(b"after"), b"later", &look).expect("a file");
        fs::write(&file, "after").expect("a file");
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
        let dangling = write_whole(&far, b"new").expect_err("a link to nothing").to_string();
        assert_eq!(dangling, "it is a symbolic link to a file that does not exist");
        fs::write(&file, "new").expect("a file");
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

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_is_not_followed() {
        let (folder, elsewhere) = (folder(), folder());
        let (file, link) = (elsewhere.path().join("a.txt"), folder.path().join("a.txt"));
        fs::write(&file, "theirs").expect("a file");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        assert_eq!(write_whole(&link, b"ours").expect_err("outside").to_string(), "it is outside of the workspace");
        let inner = folder.path().join("inner");
        std::os::unix::fs::symlink(elsewhere.path(), &inner).expect("a link");
        let roots = Roots::new([folder.path().to_owned()]);
        let error = super::write_whole(&inner.join("new.txt"), &roots, None, b"ours").expect_err("outside");
        assert_eq!(error.to_string(), "it is outside of the workspace");
        assert_eq!(names(elsewhere.path()), ["a.txt"]);
        assert_eq!(fs::read(&file).expect("a file"), b"theirs");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_another_name_is_left() {
        let folder = folder();
        let (file, other) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&file, "before").expect("a file");
        fs::hard_link(&file, &other).expect("a link");
        let error = write_whole(&file, b"after").expect_err("two names");
        assert_eq!(
            error.to_string(),
            "it is a hard link: the file has 2 names, and the others would keep the old text"
        );
        assert_eq!(fs::read(&file).expect("a file"), b"before");
    }

    #[test]
    fn what_somebody_else_writes_in_the_meantime_stays() {
        let folder = folder();
        let file = folder.path().join("a.txt");
        fs::write(&file, "before").expect("a file");
        let roots = Roots::new([folder.path().to_owned()]);
        // After the last comparison, only an exchange of files sees it.
        let exchanges = cfg!(any(target_os = "linux", target_vendor = "apple"));
        for step in STEPS.into_iter().filter(|step| exchanges || *step != Step::Exchange) {
            fs::write(&file, "before").expect("a file");
            let edit = |at: Step, _: Option<&mut NamedTempFile>| {
                if at == step { fs::write(&file, "an edit") } else { Ok(()) }
            };
            let error = write_in_steps(&file, &roots, Some(b"before"), b"after", &edit).expect_err("it was changed");
            assert_eq!(error.to_string(), "it was changed by another program", "{step:?}");
            assert_eq!(fs::read(&file).expect("a file"), b"an edit", "{step:?}");
        }
        let error = super::write_whole(&file, &roots, None, b"after").expect_err("it was made");
        assert_eq!(error.to_string(), "it was changed by another program");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }
}

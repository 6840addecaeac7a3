//! Copies the owner, the permissions and the extended attributes of a file to its replacement.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Gives a new file the owner, the permissions and the extended attributes of the file that it will replace.
///
/// # Errors
///
/// If they cannot be copied.
#[cfg(unix)]
pub(super) fn keep(path: &Path, present: &Metadata, new: &File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    if present.nlink() > 1 {
        let names = present.nlink();
        let message = format!("it is a hard link: the file has {names} names, and the others would keep the old text");
        return Err(io::Error::other(message));
    }
    let own = new.metadata()?;
    if (own.uid(), own.gid()) != (present.uid(), present.gid()) {
        fchown(new, Some(present.uid()), Some(present.gid()))
            .map_err(|error| io::Error::new(error.kind(), format!("its owner cannot be kept: {error}")))?;
    }
    new.set_permissions(present.permissions())?;
    keep_extended(path, new)
}

#[cfg(not(unix))]
pub(super) fn keep(_: &Path, present: &Metadata, new: &File) -> io::Result<()> {
    new.set_permissions(present.permissions())
}

#[cfg(unix)]
fn keep_extended(path: &Path, new: &File) -> io::Result<()> {
    use xattr::FileExt;
    // Some file systems do not support extended attributes.
    let Ok(names) = xattr::list(path) else { return Ok(()) };
    for name in names {
        let Some(value) = xattr::get(path, &name)? else { continue };
        if new.get_xattr(&name).ok().flatten().as_ref() != Some(&value) {
            new.set_xattr(&name, &value).map_err(|error| {
                let name = name.to_string_lossy().escape_debug().to_string();
                io::Error::new(error.kind(), format!("its attribute `{name}` cannot be kept: {error}"))
            })?;
        }
    }
    Ok(())
}

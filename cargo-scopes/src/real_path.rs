//! Paths without links on the way, as other programs write them.

use std::io;
use std::path::{Path, PathBuf};

/// The real path of a file or folder. On Windows it has no `\\\\?\\` before it, which neither cargo nor git writes, as long as
/// it means the same without.
///
/// # Errors
///
/// If there is no such file or folder.
pub(crate) fn real_path(path: &Path) -> io::Result<PathBuf> {
    let real = path.canonicalize()?;
    Ok(real.to_str().and_then(without_prefix).map_or_else(|| real.clone(), PathBuf::from))
}

/// A longer path needs the prefix.
const MOST_CHARACTERS: usize = 247;

/// `None` where there is no prefix, or where the path means another one without it.
fn without_prefix(path: &str) -> Option<String> {
    let rest = path.strip_prefix(r"\\?\")?;
    let short = match rest.strip_prefix(r"UNC\") {
        Some(share) => format!(r"\\{share}"),
        None if matches!(rest.as_bytes(), [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic()) => rest.to_owned(),
        None => return None,
    };
    let names = rest.split('\\').skip(1);
    (short.encode_utf16().count() <= MOST_CHARACTERS && !names.into_iter().any(is_changed)).then_some(short)
}

/// Whether a name of a file means something else where it has no prefix before it: a device, or a name without its end.
fn is_changed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let is_port = |word: &str| stem.strip_prefix(word).is_some_and(|number| number.chars().count() == 1);
    let is_device =
        matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || is_port("COM") || is_port("LPT");
    is_device || name.ends_with(['.', ' ']) || name.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_of_windows_is_dropped_where_it_says_nothing() {
        for (path, expected) in [
            (r"\\?\C:\work\app", Some(r"C:\work\app")),
            (r"\\?\UNC\server\share\app", Some(r"\\server\share\app")),
            (r"C:\work", None),
            ("/work", None),
            (r"\\?\Volume{1}\work", None),
            (r"\\?\C:\work\nul.rs", None),
            (r"\\?\C:\work\com1", None),
            (r"\\?\C:\work\component", Some(r"C:\work\component")),
            (r"\\?\C:\work.\app", None),
        ] {
            assert_eq!(without_prefix(path).as_deref(), expected, "{path}");
        }
        assert_eq!(without_prefix(&format!(r"\\?\C:\{}", "a".repeat(300))), None);
    }
}

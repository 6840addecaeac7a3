//! Reads a folder of files with a manifest of what is in them: one JSON object per line.

use std::path::Path;

use serde::de::DeserializeOwned;

/// Reads the manifest and the files of a folder.
///
/// # Errors
///
/// If one of them cannot be read.
pub(crate) fn read<T: DeserializeOwned>(folder: &Path, file: fn(&T) -> &str) -> Result<Vec<(T, String)>, String> {
    let manifest = folder.join("MANIFEST.jsonl");
    let text = std::fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(at, line): (usize, &str)| {
        let item: T =
            serde_json::from_str(line).map_err(|error| format!("{}, line {}: {error}", manifest.display(), at + 1))?;
        let file = folder.join(file(&item));
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok((item, String::from_utf8_lossy(&bytes).into_owned()))
    };
    lines.map(read).collect()
}

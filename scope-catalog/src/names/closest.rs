//! The closest of a few words.

use super::edit_distance::{FARTHEST, within};

/// The closest of a few words, near enough to have been meant: for keys, settings and names of clients.
pub fn closest<'n>(word: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = word.to_ascii_lowercase();
    // Nothing is near an empty word.
    let limit = if word.is_empty() { return None } else { (word.len() / 3).clamp(1, FARTHEST) };
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let distance = within(name.to_ascii_lowercase().as_bytes(), folded.as_bytes(), limit);
        let candidate = distance.map(|distance| (distance, name));
        if candidate.is_some() && (best.is_none() || candidate < best) {
            best = candidate;
        }
    }
    best.map(|(_, name)| name)
}

/// Asks whether the closest of a few words was meant, if one is near enough, or one that begins with such a word.
///
/// ```
/// assert_eq!(scope_catalog::did_you_mean("shopfy", ["github", "shopify"]).as_deref(), Some("did you mean `shopify`?"));
/// assert_eq!(scope_catalog::did_you_mean("unknwn", ["unknown-scope"]).as_deref(), Some("did you mean `unknown-scope`?"));
/// assert_eq!(scope_catalog::did_you_mean("x", ["github"]), None);
/// assert_eq!(scope_catalog::did_you_mean("", ["x"]), None);
/// ```
pub fn did_you_mean<'n>(word: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    let beginning = || {
        let beginnings = known.iter().flat_map(|name| name.match_indices('-').map(|(at, _)| &name[..at]));
        let beginning = closest(word, beginnings)?;
        known.iter().copied().find(|name| name.strip_prefix(beginning).is_some_and(|rest| rest.starts_with('-')))
    };
    closest(word, known.iter().copied()).or_else(beginning).map(|name| format!("did you mean `{name}`?"))
}

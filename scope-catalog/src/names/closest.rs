//! Finds the most similar of a few words.

use super::edit_distance::{FARTHEST, within};

/// Returns the word that is most similar to another one, if it is similar enough to have been meant. This is for keys,
/// settings and names of clients.
pub fn closest<'n>(word: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    closest_of(word, &known.collect::<Vec<_>>())
}

/// Returns the same for a list. Unlike a generic function, this is compiled only once.
fn closest_of<'n>(word: &str, known: &[&'n str]) -> Option<&'n str> {
    // Nothing is similar to an empty word.
    if word.is_empty() { None } else { closest_within(word, known, (word.len() / 3).clamp(1, FARTHEST)) }
}

/// The closest to a word, in any case, of those that differ in at most `limit` letters; of several, the first in the alphabet.
pub(crate) fn closest_within<'n>(word: &str, known: &[&'n str], limit: usize) -> Option<&'n str> {
    let folded = word.to_ascii_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for &name in known {
        if let Some(distance) = within(name.to_ascii_lowercase().as_bytes(), folded.as_bytes(), limit) {
            best = Some(best.map_or((distance, name), |best| best.min((distance, name))));
        }
    }
    Some(best?.1)
}

/// Asks whether a known word was meant: one that is similar enough, or that starts with a similar word.
///
/// ```
/// assert_eq!(scope_catalog::did_you_mean("shopfy", ["github", "shopify"]).as_deref(), Some("did you mean `shopify`?"));
/// assert_eq!(scope_catalog::did_you_mean("unknwn", ["unknown-scope"]).as_deref(), Some("did you mean `unknown-scope`?"));
/// assert_eq!(scope_catalog::did_you_mean("x", ["github"]), None);
/// assert_eq!(scope_catalog::did_you_mean("", ["x"]), None);
/// ```
pub fn did_you_mean<'n>(word: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    suggested(word, &known.into_iter().collect::<Vec<_>>())
}

/// Returns the same for a list.
pub(crate) fn suggested(word: &str, known: &[&str]) -> Option<String> {
    let mut meant = closest_of(word, known);
    if meant.is_none() {
        let mut beginnings = Vec::new();
        for name in known {
            for (at, _) in name.match_indices('-') {
                beginnings.push(&name[..at]);
            }
        }
        let beginning = closest_of(word, &beginnings)?;
        let is_begun = |name: &str| name.strip_prefix(beginning).is_some_and(|rest| rest.starts_with('-'));
        meant = known.iter().copied().find(|name| is_begun(name));
    }
    meant.map(|name| format!("did you mean `{name}`?"))
}

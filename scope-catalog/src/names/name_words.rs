//! Splits names into words, since people confuse words rather than letters.

use crate::fast::{keep, sort};

/// Returns the words of a name, in lower case and in the singular: `Files.Read` and `file:read` have the same.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for char in name.chars() {
        let hump = char.is_ascii_uppercase() && before.is_ascii_lowercase();
        if (hump || !char.is_alphanumeric()) && !word.is_empty() {
            words.push(singular(std::mem::take(&mut word)));
        }
        if char.is_alphanumeric() {
            word.push(char.to_ascii_lowercase());
        }
        before = char;
    }
    if !word.is_empty() {
        words.push(singular(word));
    }
    words
}

fn singular(mut word: String) -> String {
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    word
}

/// Returns the letters and digits of a name, in lower case.
pub(crate) fn letters(name: &str) -> String {
    let mut letters = String::with_capacity(name.len());
    for char in name.chars() {
        if char.is_alphanumeric() {
            letters.push(char.to_ascii_lowercase());
        }
    }
    letters
}

/// Whether a character separates the words of a name.
pub(crate) fn is_separator(char: char) -> bool {
    !char.is_ascii_alphanumeric()
}

/// Whether some word meets a condition.
pub(crate) fn some_word(words: &[String], is_of_kind: fn(&str) -> bool) -> bool {
    words.iter().any(|word| is_of_kind(word))
}

/// Whether every word meets a condition.
pub(crate) fn every_word(words: &[String], is_of_kind: fn(&str) -> bool) -> bool {
    words.iter().all(|word| is_of_kind(word))
}

/// Whether a list contains a word.
pub(crate) fn has_word(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known == word)
}

/// Whether a list contains all of the wanted words, in this order.
pub(crate) fn holds_in_order(words: &[String], wanted: &[String]) -> bool {
    let mut rest = words.iter();
    wanted.iter().all(|word| rest.any(|other| other == word))
}

/// Whether a word names an action rather than an object. Replacing it changes what the scope grants.
pub(crate) fn is_action(word: &str) -> bool {
    const ACTIONS: &[&str] = &[
        "access", "add", "admin", "all", "create", "delete", "edit", "full", "write", "invite", "list", "manage",
        "modify", "none", "notify", "only", "publish", "read", "readonly", "readwrite", "remove", "send", "update",
        "upload", "view", "r", "w", "rw", "own", "owner", "maintain", "execute", "run", "write_only", "writeonly",
        "control",
    ];
    ACTIONS.contains(&word)
}

/// Whether two words are related: they name similar actions, or one is an abbreviation of the other.
pub(crate) fn are_kindred(one: &str, other: &str) -> bool {
    const KINDS: &[&[&str]] = &[
        &["read", "readonly", "view", "list", "r"],
        &["write", "edit", "modify", "update", "manage", "send", "w"],
        &["create", "add"],
        &["delete", "remove"],
        &["execute", "run"],
        &["readwrite", "rw"],
    ];
    if is_action(one) && is_action(other) {
        return KINDS.iter().any(|kind| kind.contains(&one) && kind.contains(&other));
    }
    is_shortened(one, other) || is_shortened(other, one)
}

/// Returns the usual word for an action, since most providers use read and write.
pub(crate) fn usual_action(word: &str) -> Option<&'static str> {
    match word {
        "get" | "view" | "list" => Some("read"),
        "edit" | "manage" | "modify" => Some("write"),
        _ => None,
    }
}

/// Whether a word means that something is only read.
pub(crate) fn is_reading(word: &str) -> bool {
    matches!(word, "read" | "readonly" | "view" | "list" | "get" | "r")
}

/// Whether a word restricts a scope, so that the same name without it grants more.
pub(crate) fn is_restricting(word: &str) -> bool {
    is_reading(word) || matches!(word, "metadata" | "own" | "basic" | "limited")
}

/// Whether a word is the start of another one, such as `repo` of `repository`.
pub(crate) fn is_shortened(word: &str, full: &str) -> bool {
    const LEAST: usize = 3;
    word.len() >= LEAST && word.len() < full.len() && full.starts_with(word)
}

/// Returns whether two names have the same actions: `write` in `multipass_write` and `write_multipass`, none in `repo`
/// and `gist`. Their other words may differ.
///
/// ```
/// use scope_catalog::same_actions;
///
/// assert!(same_actions("multipass_write", "write_multipass"));
/// assert!(!same_actions("multipass", "write_multipass"));
/// ```
pub fn same_actions(one: &str, other: &str) -> bool {
    actions(&words(one)) == actions(&words(other))
}

/// Returns the words for actions, sorted and without duplicates.
pub(crate) fn actions(words: &[String]) -> Vec<String> {
    let mut actions = words.to_vec();
    keep(&mut actions, &mut |word| is_action(word));
    sort(&mut actions, Ord::cmp);
    actions.dedup();
    actions
}

/// Whether a name is another one with its words in a different order, or with a few more or fewer words that do not
/// grant more: `write_multipass` for `multipass_write` and `read_profile` for `profile`, but not `write_multipass` for
/// `multipass` or `profile` for `read_profile`.
pub(crate) fn is_renamed(old: &str, new: &str) -> bool {
    let (old, new) = (words(old), words(new));
    let (mut added, mut dropped) = (new.clone(), old.clone());
    keep(&mut added, &mut |word| !old.contains(word));
    keep(&mut dropped, &mut |word| !new.contains(word));
    (added.is_empty() || dropped.is_empty())
        && every_word(&added, |word| is_reading(word) || !is_action(word))
        && !some_word(&dropped, |word| is_restricting(word) || is_action(word))
}

/// Returns whether the name of a scope contains a subject of an operation's name: `gmail` in `gmail.readonly` and
/// `gmail:v1/gmail.users.messages.list`. If the operation starts with the name of an API, that is its subject.
///
/// ```
/// use scope_catalog::have_common_subject;
///
/// assert!(have_common_subject("orders.read", "GET /shops/{id}/orders"));
/// assert!(!have_common_subject("admin", "GET /shops/{id}/orders"));
/// ```
pub fn have_common_subject(scope: &str, operation: &str) -> bool {
    let api = operation.split_once(':').filter(|(api, rest)| !api.contains(['/', ' ']) && rest.contains('/'));
    let mut subjects = words(api.map_or(operation, |(api, _)| api));
    keep(&mut subjects, &mut |word| {
        word.len() > 2 && !is_action(word) && !matches!(&**word, "get" | "post" | "put" | "patch")
    });
    words(scope).iter().any(|word| subjects.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_of_names() {
        assert!(same_actions("files.read.all", "All:Read"));
        assert!(same_actions("repo", "gist"));
        assert!(!same_actions("files.read", "files"), "the one names what the other leaves open");
        assert!(!same_actions("files.read", "files.write"));
    }

    #[test]
    fn a_name_with_a_larger_right_is_no_renamed_one() {
        for (old, new) in [
            ("multipass_write", "write_multipass"),
            ("profile", "read_profile"),
            ("business_basic", "photos_business_basic"),
            ("notes.old", "notes"),
        ] {
            assert!(is_renamed(old, new), "{old} {new}");
        }
        for (old, new) in [
            ("multipass", "write_multipass"),
            ("read_profile", "profile"),
            ("notes.own", "notes"),
            ("notes.basic", "notes"),
            ("refund_sales", "edit_sales"),
            ("contacts_skydrive", "Files.ReadWrite.All"),
        ] {
            assert!(!is_renamed(old, new), "{old} {new}");
        }
    }

    #[test]
    fn splits_at_separators_and_humps() {
        assert_eq!(words("Files.ReadWrite.All"), ["file", "read", "write", "all"]);
        assert_eq!(words("users:read.email"), ["user", "read", "email"]);
        assert_eq!(words("https://x.y/auth/"), ["http", "x", "y", "auth"]);
        assert_eq!(words("companies access"), ["company", "access"]);
        assert_eq!(letters("Read_Profile"), "readprofile");
    }

    #[test]
    fn kindred_words() {
        for (one, other) in
            [("read", "readonly"), ("manage", "write"), ("repo", "repository"), ("management", "manage")]
        {
            assert!(are_kindred(one, other), "{one} {other}");
        }
        for (one, other) in
            [("read", "readwrite"), ("write", "writeonly"), ("read", "delete"), ("go", "goal"), ("it", "item")]
        {
            assert!(!are_kindred(one, other), "{one} {other}");
        }
    }
}

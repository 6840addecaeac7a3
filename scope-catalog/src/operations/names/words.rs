//! Extracts the words of an operation's name, and determines whether it reads or writes.

use crate::fast::keep;
use crate::names::name_words::words;
use crate::operations::spelling::{Spelling, VALUE, is_version};

/// The kind of action. An operation is never suggested for one with another kind, because that would lead to a wrong
/// need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::operations) enum Class {
    Read,
    Create,
    Update,
    Delete,
    /// Another change, such as `archive`.
    Write,
}

impl Class {
    /// Whether one kind may be meant where the other one is written.
    pub(in crate::operations) fn fits(self, other: Self) -> bool {
        match (self, other) {
            (Self::Read, other) | (other, Self::Read) => other == Self::Read,
            (Self::Delete, other) | (other, Self::Delete) => matches!(other, Self::Delete | Self::Write),
            _ => true,
        }
    }

    /// Whether the kinds are the same, where `Write` stands for anything that is not reading or deleting.
    pub(in crate::operations) fn is_same(self, other: Self) -> bool {
        self == other || matches!((self, other), (Self::Write, Self::Create) | (Self::Create, Self::Write))
    }

    /// Returns the kind for an HTTP verb; `POST` may be anything.
    fn of_verb(verb: &str) -> Option<Self> {
        match verb {
            "GET" | "HEAD" => Some(Self::Read),
            "PUT" | "PATCH" => Some(Self::Update),
            "DELETE" => Some(Self::Delete),
            "POST" => Some(Self::Write),
            _ => None,
        }
    }

    /// Returns the kind for a word.
    pub(in crate::operations) fn of_word(word: &str) -> Option<Self> {
        match word {
            "get" | "list" | "read" | "fetch" | "retrieve" | "search" | "find" | "query" | "view" | "show"
            | "download" | "export" | "watch" | "lookup" | "check" | "count" => Some(Self::Read),
            "create" | "add" | "insert" | "new" | "post" | "upload" | "import" => Some(Self::Create),
            "update" | "set" | "edit" | "modify" | "put" | "patch" | "change" | "rename" | "replace" => {
                Some(Self::Update)
            }
            "delete" | "remove" | "clear" | "destroy" | "unlink" | "revoke" => Some(Self::Delete),
            "send" | "archive" | "archived" | "join" | "leave" | "open" | "close" | "start" | "stop" | "move"
            | "copy" | "merge" | "approve" | "cancel" | "publish" | "transition" | "write" | "save" | "submit"
            | "invite" | "kick" | "play" | "pause" | "adjust" | "append" => Some(Self::Write),
            _ => None,
        }
    }
}

/// Words that only name an action.
const ACTIONS: [&str; 18] = [
    "get", "list", "read", "fetch", "retrieve", "create", "add", "insert", "update", "set", "delete", "remove", "edit",
    "patch", "put", "post", "new", "find",
];

/// Words that do not describe an operation.
const EMPTY: [&str; 27] = [
    "api", "rest", "client", "octokit", "graph", "service", "basic", "core", "default", "http", "https", "a", "an",
    "the", "for", "of", "to", "in", "by", "json", "id", "async", "await", "admin", "graphclient", "execute",
    "getasync",
];

/// Whether a word only names an action.
pub(in crate::operations) fn is_action(word: &str) -> bool {
    ACTIONS.contains(&word)
}

/// Whether a word does not describe an operation.
fn is_empty_word(word: &str) -> bool {
    EMPTY.contains(&word) || word.starts_with(|first: char| first.is_ascii_digit()) || is_version(word)
}

/// Returns the words of an operation, in order and without duplicates.
pub(in crate::operations) fn of_operation(spelling: &Spelling) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        for word in words(text) {
            let word = canonical(&word);
            if !is_empty_word(&word) && !found.contains(&word) {
                found.push(word);
            }
        }
    };
    // URLs and paths are in lower case, so the words of the original text are better, unless it has more of them.
    add(&if spelling.is_path { spelling.segments.join("/").replace(VALUE, " ") } else { spelling.text.clone() });
    // Only the text of a path has its capitals: `calendarView`.
    if spelling.is_path && spelling.host.is_none() && spelling.text.contains(['{', '/']) {
        add(&without_braces(&spelling.text));
    }
    found
}

/// Returns the words to search for, without those that describe nothing, as in `send a message`. If no others remain,
/// returns all.
pub(in crate::operations) fn of_search(text: &str) -> Vec<String> {
    let all = words(text);
    let mut telling = all.clone();
    keep(&mut telling, &mut |word| word.len() > 1 && !is_empty_word(word));
    if telling.is_empty() { all } else { telling }
}

/// Returns the same word for several synonyms.
fn canonical(word: &str) -> String {
    if matches!(word, "current" | "myself" | "my" | "mine") {
        return "me".to_owned();
    }
    // `saved`, `following`: another form of an action.
    let stem = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"));
    stem.filter(|stem| stem.len() > 2).map_or(word.to_owned(), |stem| stem.trim_end_matches('e').to_owned())
}

fn without_braces(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default();
    let (mut plain, mut depth) = (String::new(), 0_u32);
    for char in text.chars() {
        match char {
            '{' | '<' => depth += 1,
            '}' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(char),
            _ => {}
        }
    }
    plain
}

/// Returns the kind of an operation, as far as its name shows.
pub(in crate::operations) fn class_of_operation(spelling: &Spelling) -> Option<Class> {
    let last = words(spelling.text.rsplit(['/', '.', ':']).next().unwrap_or_default());
    let by_word = || last.iter().find_map(|word| Class::of_word(word));
    match spelling.kind.as_deref() {
        Some("query" | "type") => Some(Class::Read),
        Some("mutation") => by_word().filter(|class| *class != Class::Read).or(Some(Class::Write)),
        // The name of a method that accepts any verb says what it does.
        Some("POST") if spelling.segments.len() == 1 && spelling.segments[0].contains('.') => by_word(),
        Some(verb) => Class::of_verb(verb),
        None if spelling.text.ends_with(['}', '/']) => None,
        None => by_word(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_what_is_done() {
        let of = |text: &str| {
            let spelling = Spelling::of(text);
            format!("{} {:?}", of_operation(&spelling).join(" "), class_of_operation(&spelling))
        };
        assert_eq!(of("GET /v2/shops/{shop_id}/orders"), "shop order Some(Read)");
        assert_eq!(of("mail:v1/mail.users.messages.send"), "mail user message send Some(Write)");
        assert_eq!(of("mutation orderDelete"), "order delete Some(Delete)");
        assert_eq!(of("orders.createOrder"), "order create Some(Create)");
        assert!(!Class::Read.fits(Class::Write) && Class::Write.fits(Class::Update));
    }
}

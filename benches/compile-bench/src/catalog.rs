//! Generates synthetic catalogs, which are the same in every run.

use std::collections::HashSet;
use std::fmt::Write as _;

const AREAS: [&str; 40] = [
    "account", "admin", "analytics", "billing", "calendar", "catalog", "channel", "chat", "cloud", "contacts",
    "content", "crm", "devices", "drive", "events", "finance", "fitness", "fleet", "forms", "gateway", "groups",
    "identity", "invoices", "library", "mail", "market", "media", "orders", "payments", "people", "photos", "project",
    "repo", "reports", "security", "storage", "support", "tasks", "travel", "webhooks",
];
const RESOURCES: [&str; 48] = [
    "activity", "addresses", "agents", "alerts", "apps", "assets", "attachments", "audience", "audit_log", "backups",
    "balance", "branches", "bookmarks", "budgets", "campaigns", "cards", "comments", "coupons", "customers", "domains",
    "exports", "favorites", "feedback", "files", "folders", "history", "images", "incidents", "inventory", "keys",
    "labels", "locations", "members", "messages", "metadata", "milestones", "packages", "permissions", "playlists",
    "policies", "preferences", "profile", "queues", "releases", "sessions", "settings", "statistics", "subscriptions",
];
const ACTIONS: [&str; 12] = [
    "read", "write", "delete", "manage", "create", "read_all", "export", "share", "approve", "readonly", "update",
    "publish",
];

/// Numbers that look random and are the same in every run (splitmix64).
#[derive(Debug)]
pub(crate) struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap_or_default()
    }

    fn choose<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// Different names of the form `mail:folders:read`.
pub(crate) fn names(count: usize) -> Vec<String> {
    let mut numbers = Numbers::new(20);
    let mut known = HashSet::new();
    let mut names = Vec::with_capacity(count);
    while names.len() < count {
        let name = format!("{}:{}:{}", numbers.choose(&AREAS), numbers.choose(&RESOURCES), numbers.choose(&ACTIONS));
        if known.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// A catalog in the flat form, with one line for each name.
pub(crate) fn flat(names: &[String]) -> String {
    let mut text = "name = \"bench\"\n\n[scopes]\n".to_owned();
    for name in names {
        let _ = writeln!(text, "\"{name}\" = \"{}\"", description(name));
    }
    text
}

/// The same catalog with one table for each name.
pub(crate) fn tables(names: &[String]) -> String {
    let mut text = "name = \"bench\"\n".to_owned();
    for name in names {
        let _ = write!(text, "\n[scopes.\"{name}\"]\ndescription = \"{}\"\n", description(name));
    }
    text
}

fn description(name: &str) -> String {
    format!("Lets an application use {}", name.replace(':', " "))
}

/// Each name with one or two typos. None of the results is a name.
pub(crate) fn misspelled(names: &[String]) -> Vec<String> {
    let mut numbers = Numbers::new(7);
    let known: HashSet<&String> = names.iter().collect();
    let misspell = |name: &String| {
        loop {
            let mut letters: Vec<char> = name.chars().collect();
            for _ in 0..=numbers.below(2) {
                slip(&mut letters, &mut numbers);
            }
            let wrong: String = letters.into_iter().collect();
            if !known.contains(&wrong) {
                return wrong;
            }
        }
    };
    names.iter().map(misspell).collect()
}

/// Swaps, drops, replaces or adds a letter.
fn slip(letters: &mut Vec<char>, numbers: &mut Numbers) {
    let at = numbers.below(letters.len() - 1);
    let letter = char::from(b'a' + u8::try_from(numbers.below(26)).unwrap_or_default());
    match numbers.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters[at] = letter,
        _ => letters.insert(at, letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_every_run_and_of_the_length_of_real_ones() {
        let names = names(10_000);
        assert_eq!(names, super::names(10_000));
        let mean = names.iter().map(String::len).sum::<usize>() / names.len();
        assert!((21..=23).contains(&mean), "{mean}");
    }

    #[test]
    fn a_misspelled_name_is_no_name() {
        let names = names(2_000);
        let wrong = misspelled(&names);
        assert_eq!(wrong.len(), names.len());
        assert!(wrong.iter().all(|wrong| !names.contains(wrong)));
    }
}

//! Searches operations by some of their words.

use std::cmp::Reverse;

use crate::fast::sort;
use crate::operations::best::Best;
use crate::operations::index::{Entry, OperationIndex, Origin};
use crate::operations::names::words::{Class, is_action, of_search};

/// Returns the operations that contain all of these words, or words that start with them, shortest first. If there are
/// none, returns those that contain all but one.
pub(crate) fn search(index: &OperationIndex, text: &str) -> Vec<Origin> {
    let wanted = of_search(text);
    if wanted.is_empty() {
        return index.entries.iter().map(|entry| entry.origin).collect();
    }
    let mut best = Best::new();
    let least = 1.max(wanted.len() - usize::from(wanted.len() > 2));
    for (at, entry) in index.entries.iter().enumerate() {
        let count = wanted.iter().filter(|word| has(entry, word)).count();
        if count >= least {
            best.add(Reverse(count), at);
        }
    }
    let distance = |at: usize| {
        let entry = &index.entries[at];
        let more = entry.names.words.iter().filter(|word| !wanted.contains(word) && !is_action(word)).count();
        let partly = wanted.iter().filter(|word| !entry.names.words.contains(word)).count();
        (partly, more, entry.name.len())
    };
    sort(&mut best.found, |&one, &other| {
        distance(one).cmp(&distance(other)).then_with(|| index.entries[one].name.cmp(&index.entries[other].name))
    });
    best.found.iter().map(|&at| index.entries[at].origin).collect()
}

/// Whether an operation contains a word, a longer word that starts with it, or a shorter form of it (`emails`,
/// `repository`); or has an action that the word is another name for.
fn has(entry: &Entry, word: &str) -> bool {
    let is_begun = |known: &String| known.starts_with(word) || known.len() > 3 && word.starts_with(known.as_str());
    entry.names.words.iter().any(is_begun)
        || entry.paths.iter().any(|path| path.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(word)))
        || Class::of_word(word).is_some_and(|class| entry.names.class.is_some_and(|own| own.is_same(class)))
            && is_action(word)
}

#[cfg(test)]
mod tests {
    use crate::Catalog;

    #[test]
    fn words_as_people_write_them() {
        let text = "[scopes]\na = ''\n[operations]\n'POST /mails' = { needs = 'a' }\n'GET /mails' = { needs = 'a' }\n\
            'POST /repos' = { needs = 'a' }\n'GET /repos/{id}/the-logs' = { needs = 'a' }\n";
        let catalog = Catalog::from_text(text).expect("a sound catalog");
        let found = |text: &str| -> Vec<String> {
            catalog.search_operations(text).iter().map(|operation| operation.name.text.to_string()).collect()
        };
        assert_eq!(found("create a mail"), ["POST /mails"]);
        assert_eq!(found("the mails"), ["GET /mails", "POST /mails"]);
        assert_eq!(found("create a repository"), ["POST /repos"]);
        assert_eq!(found("a"), [""; 0]);
    }
}

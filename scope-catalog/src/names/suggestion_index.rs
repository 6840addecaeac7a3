//! Finds names in a catalog that somebody may have meant.

use std::ops::RangeInclusive;

use crate::fast::{filter_map, hash, keep, map, same_key, sort};
use crate::names::edit_distance::{Bag, FARTHEST, within};
use crate::names::name_words::{holds_in_order, is_action, letters, words};

/// The maximum number of suggestions.
pub(crate) const MOST: usize = 3;

/// A word that more names have does not help to find the one that was meant. The limit also keeps the search short.
const COMMON: usize = 100;

/// The names of a catalog, indexed to find similar ones. The index is built for the first unknown name.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    names: Vec<Candidate>,
    by_letters: Vec<(u64, u32)>,
    by_words: Vec<(u64, u32)>,
    by_word_set: Vec<(u64, u32)>,
    by_initials: Vec<(u64, u32)>,
    /// The words of each name, joined and sorted: names with the same beginning are next to each other.
    forwards: Vec<(Box<str>, u32)>,
    /// The words of each name in reverse order: names with the same end are next to each other.
    backwards: Vec<(Box<str>, u32)>,
    /// The byte counts of each name, which rule out most names that are not similar, with their positions in `names`;
    /// by the length of the folded name.
    by_length: Vec<Vec<(Bag, u32)>>,
    vocabulary: Vec<(u64, u32)>,
}

#[derive(Debug)]
struct Candidate {
    name: Box<str>,
    folded: Box<[u8]>,
    words: usize,
}

impl Suggestions {
    pub(crate) fn new(names: &[&str]) -> Self {
        let mut suggestions = Self::default();
        for name in names {
            suggestions.add(name);
        }
        suggestions.sort();
        suggestions
    }

    fn add(&mut self, name: &str) {
        let at = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let words = words(name);
        let folded: Box<[u8]> = name.to_ascii_lowercase().into_bytes().into();
        self.by_letters.push((hash(&letters(name)), at));
        self.by_words.push((hash(&joined(&words)), at));
        self.by_word_set.push((hash(&word_set(&words)), at));
        self.by_initials.push((hash(&initials(&words)), at));
        self.forwards.push((joined(&words).into(), at));
        self.backwards.push((joined_backwards(&words).into(), at));
        for word in &words {
            self.vocabulary.push((hash(word), at));
        }
        while self.by_length.len() <= folded.len() {
            self.by_length.push(Vec::new());
        }
        self.by_length[folded.len()].push((Bag::of(&folded), at));
        self.names.push(Candidate { name: name.into(), folded, words: words.len() });
    }

    fn sort(&mut self) {
        let lists = [
            &mut self.by_letters, &mut self.by_words, &mut self.by_word_set, &mut self.by_initials,
            &mut self.vocabulary,
        ];
        for list in lists {
            sort(list, Ord::cmp);
            // A word that occurs twice in a name counts once.
            list.dedup();
        }
        for list in [&mut self.forwards, &mut self.backwards] {
            sort(list, Ord::cmp);
        }
    }

    fn names_at(&self, positions: &[u32]) -> Vec<&str> {
        map(positions, &mut |&at| self.name(at))
    }

    fn name(&self, at: u32) -> &str {
        &self.names[at as usize].name
    }

    fn equal(&self, list: &[(u64, u32)], key: u64, is_equal: &dyn Fn(&str) -> bool) -> Vec<&str> {
        filter_map(same_key(list, key, usize::MAX), &mut |&(_, at)| Some(self.name(at)).filter(|name| is_equal(name)))
    }

    /// Returns the length of the longest name in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.by_length.len().saturating_sub(1)
    }

    /// Returns names with the same letters, ignoring case and separators.
    pub(crate) fn same_letters(&self, word: &str) -> Vec<&str> {
        let key = letters(word);
        if key.is_empty() {
            return Vec::new();
        }
        self.equal(&self.by_letters, hash(&key), &|name| letters(name) == key)
    }

    /// Returns names with the same words in the same order, ignoring case, separators and a plural s.
    pub(crate) fn same_words(&self, given: &[String]) -> Vec<&str> {
        let key = joined(given);
        self.equal(&self.by_words, hash(&key), &|name| joined(&words(name)) == key)
    }

    /// Returns names with the same words in any order.
    pub(crate) fn same_word_set(&self, given: &[String]) -> Vec<&str> {
        let key = word_set(given);
        self.equal(&self.by_word_set, hash(&key), &|name| word_set(&words(name)) == key)
    }

    /// Returns names of at least three words whose initials are these letters.
    pub(crate) fn abbreviated(&self, word: &str) -> Vec<&str> {
        let key = word.to_ascii_lowercase();
        if key.len() < 3 {
            return Vec::new();
        }
        self.equal(&self.by_initials, hash(&key), &|name| initials(&words(name)) == key)
    }

    /// Returns names with the same first and last word, and with all of these words in this order, but with others
    /// between them.
    pub(crate) fn with_more_between(&self, given: &[String]) -> Vec<&str> {
        let [first, _, .., last] = given else { return Vec::new() };
        let key = joined(std::slice::from_ref(first));
        let mut names = self.beginning(&self.forwards, &key, given.len() + 1..=given.len() + 2);
        keep(&mut names, &mut |name| {
            let candidate = words(name);
            candidate.last() == Some(last) && holds_in_order(&candidate, given)
        });
        names
    }

    /// Returns names that end with these words, and have others before them.
    pub(crate) fn ending_with(&self, given: &[String]) -> Vec<&str> {
        self.beginning(&self.backwards, &joined_backwards(given), given.len() + 1..=usize::MAX)
    }

    /// Returns names that start with these words, and have others after them.
    pub(crate) fn beginning_with(&self, given: &[String]) -> Vec<&str> {
        self.beginning(&self.forwards, &joined(given), given.len() + 1..=usize::MAX)
    }

    /// Returns names that contain all of these words in any order: those with the fewest others, shortest first. For
    /// several words, there must be fewer others than these; for a single word, there may be any number.
    pub(crate) fn containing(&self, given: &[String]) -> Vec<&str> {
        let mut fewest = if given.len() > 1 { given.len() - 1 } else { usize::MAX };
        let mut found = Vec::new();
        for &(_, at) in self.holders_of_rarest(given) {
            let more = self.names[at as usize].words.saturating_sub(given.len());
            if more == 0 || more > fewest || found.contains(&at) || !holds_all(&words(self.name(at)), given) {
                continue;
            }
            if more < fewest {
                fewest = more;
                found.clear();
            }
            found.push(at);
        }
        let mut names = self.names_at(&found);
        sort(&mut names, |one, other| (one.len(), one).cmp(&(other.len(), other)));
        names
    }

    /// Returns the names that contain the rarest of these words; none if even that word is common.
    fn holders_of_rarest(&self, given: &[String]) -> &[(u64, u32)] {
        let mut rarest: Option<&[(u64, u32)]> = None;
        for word in given {
            let holders = same_key(&self.vocabulary, hash(word), COMMON + 1);
            if rarest.is_none_or(|rarest| holders.len() < rarest.len()) {
                rarest = Some(holders);
            }
        }
        rarest.filter(|held| held.len() <= COMMON).unwrap_or(&[])
    }

    /// Returns names in which the last of these words continues.
    pub(crate) fn going_on_from(&self, given: &[String]) -> Vec<&str> {
        self.beginning(&self.forwards, joined(given).trim_end(), given.len()..=usize::MAX)
    }

    /// Returns names that differ from these words in a single one: the last one, or else an earlier one, or else the
    /// first.
    pub(crate) fn siblings(&self, given: &[String]) -> Vec<&str> {
        let mut names = Vec::new();
        for at in (0..given.len()).rev() {
            if names.is_empty() {
                names = self.exchanging(given, at);
            }
        }
        names
    }

    /// Returns names that differ from these words in the one at this position.
    pub(crate) fn exchanging(&self, given: &[String], at: usize) -> Vec<&str> {
        let same_length = given.len()..=given.len();
        match at {
            _ if given.len() < 2 => Vec::new(),
            0 => self.beginning(&self.backwards, &joined_backwards(&given[1..]), same_length),
            _ => {
                let tail = joined(&given[at + 1..]);
                let mut names = self.beginning(&self.forwards, &joined(&given[..at]), same_length);
                keep(&mut names, &mut |name| joined(&words(name)).ends_with(&tail));
                names
            }
        }
    }

    /// Returns the rarest of these words (the last one of several) among those that are not actions and that some name
    /// has.
    pub(crate) fn rarest_subject<'w>(&self, given: &'w [String]) -> Option<&'w str> {
        let mut rarest: Option<(usize, &str)> = None;
        for word in given.iter().filter(|word| !is_action(word)) {
            let count = same_key(&self.vocabulary, hash(word), COMMON + 1).len();
            if count > 0 && rarest.is_none_or(|(least, _)| count <= least) {
                rarest = Some((count, word));
            }
        }
        rarest.map(|(_, word)| word)
    }

    /// Returns the names whose number of words is in `lengths`, and whose entry in a list starts with a text, shortest
    /// first.
    fn beginning(&self, list: &[(Box<str>, u32)], key: &str, lengths: RangeInclusive<usize>) -> Vec<&str> {
        let start = list.partition_point(|(known, _)| &**known < key);
        let mut names: Vec<&str> = Vec::new();
        for (known, at) in &list[start..] {
            if !known.starts_with(key) {
                break;
            }
            if lengths.contains(&self.names[*at as usize].words) {
                names.push(self.name(*at));
            }
        }
        sort(&mut names, |one, other| (one.len(), one).cmp(&(other.len(), other)));
        names
    }

    /// Whether some name contains this word.
    pub(crate) fn knows_word(&self, word: &str) -> bool {
        !same_key(&self.vocabulary, hash(word), 1).is_empty()
    }

    /// Returns the most similar names by letters, if they are similar enough to have been meant.
    ///
    /// `rest` is the length of the word without the common beginning of all names in the catalog.
    pub(crate) fn nearest(&self, word: &str, rest: usize) -> Nearest<'_> {
        let folded = word.to_ascii_lowercase().into_bytes();
        let limit = (rest / 5).clamp(2, FARTHEST).min(rest.div_ceil(2));
        let mut search = Search { bag: Bag::of(&folded), word: &folded, rest, limit, found: Vec::new() };
        for difference in 0..=FARTHEST {
            search.among(self, folded.len() + difference);
            if let (1.., Some(shorter)) = (difference, folded.len().checked_sub(difference)) {
                search.among(self, shorter);
            }
        }
        let mut names = self.names_at(&search.found);
        sort(&mut names, Ord::cmp);
        Nearest { distance: search.limit, names }
    }
}

/// The names nearest to a word, all at the same distance.
pub(crate) struct Nearest<'s> {
    distance: usize,
    names: Vec<&'s str>,
}

impl<'s> Nearest<'s> {
    /// Returns the names, if their distance is at most this.
    pub(crate) fn within(&self, farthest: usize) -> &[&'s str] {
        if self.distance <= farthest { &self.names } else { &[] }
    }
}

/// The search for the names nearest to a word.
struct Search<'w> {
    word: &'w [u8],
    bag: Bag,
    rest: usize,
    /// The distance of the nearest name found so far.
    limit: usize,
    /// All names at that distance.
    found: Vec<u32>,
}

impl Search<'_> {
    /// Searches the names of one length. It is a plain loop, because an unknown name is compared with a large part of
    /// the catalog.
    fn among(&mut self, suggestions: &Suggestions, length: usize) {
        let difference = length.abs_diff(self.word.len());
        let Some(bucket) = suggestions.by_length.get(length).filter(|_| difference <= self.limit) else { return };
        let bucket = &bucket[..];
        let mut next = 0;
        while next < bucket.len() {
            let (bag, at) = bucket[next];
            if bag.differing_bits(self.bag) + difference <= 2 * self.limit {
                self.consider(at, &suggestions.names[at as usize].folded);
            }
            next += 1;
        }
    }

    fn consider(&mut self, at: u32, name: &[u8]) {
        let longer = self.rest + name.len().saturating_sub(self.word.len());
        let Some(distance) = within(name, self.word, self.limit) else { return };
        if 2 * distance > longer {
            return;
        }
        if distance < self.limit {
            self.found.clear();
            self.limit = distance;
        }
        self.found.push(at);
    }
}

fn holds_all(words: &[String], wanted: &[String]) -> bool {
    wanted.iter().all(|word| words.contains(word))
}

fn joined(words: &[String]) -> String {
    let mut key = String::new();
    for word in words {
        key.push_str(word);
        key.push(' ');
    }
    key
}

fn joined_backwards(words: &[String]) -> String {
    let mut words = words.to_vec();
    words.reverse();
    joined(&words)
}

fn initials(words: &[String]) -> String {
    let mut initials = String::new();
    if words.len() > 2 {
        for word in words {
            if let Some(first) = word.chars().next() {
                initials.push(first);
            }
        }
    }
    initials
}

fn word_set(words: &[String]) -> String {
    let mut words = words.to_vec();
    sort(&mut words, Ord::cmp);
    joined(&words)
}

/// Whether two names differ in an action: among the words that they do not share, both have one.
pub(crate) fn exchanges_action(one: &[String], other: &[String]) -> bool {
    let only_in =
        |some: &[String], others: &[String]| some.iter().any(|word| !others.contains(word) && is_action(word));
    only_in(one, other) && only_in(other, one)
}

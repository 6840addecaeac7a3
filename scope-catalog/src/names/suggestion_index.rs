//! Which names of a catalog somebody may have meant.

use std::ops::RangeInclusive;

use crate::fast::{filter_map, hash, keep, map, same_key, sort};
use crate::names::edit_distance::{Bag, FARTHEST, within};
use crate::names::name_words::{holds_in_order, is_action, letters, words};

/// No more than this many names are ever suggested.
pub(crate) const MOST: usize = 3;

/// A word that more names hold than this tells nothing of which one was meant; it also keeps the search short.
const COMMON: usize = 100;

/// The names of a catalog, arranged for looking up what resembles them. Made when the first unknown name asks.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    names: Vec<Candidate>,
    by_letters: Vec<(u64, u32)>,
    by_words: Vec<(u64, u32)>,
    by_word_set: Vec<(u64, u32)>,
    by_initials: Vec<(u64, u32)>,
    /// The words of each name, joined, in order: names with the same beginning are next to each other.
    forwards: Vec<(Box<str>, u32)>,
    /// The same from the last word to the first: names with the same end are next to each other.
    backwards: Vec<(Box<str>, u32)>,
    /// What tells most names from a misspelled one, with their positions in `names`, by length of the folded name.
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
            // A word that a name has twice counts once.
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

    /// How many bytes the longest name has.
    pub(crate) fn longest(&self) -> usize {
        self.by_length.len().saturating_sub(1)
    }

    /// Names of the same letters, apart from case and separators.
    pub(crate) fn same_letters(&self, word: &str) -> Vec<&str> {
        let key = letters(word);
        if key.is_empty() {
            return Vec::new();
        }
        self.equal(&self.by_letters, hash(&key), &|name| letters(name) == key)
    }

    /// Names of the same words in the same order, apart from case, separators and a plural s.
    pub(crate) fn same_words(&self, given: &[String]) -> Vec<&str> {
        let key = joined(given);
        self.equal(&self.by_words, hash(&key), &|name| joined(&words(name)) == key)
    }

    /// Names of the same words in any order.
    pub(crate) fn same_word_set(&self, given: &[String]) -> Vec<&str> {
        let key = word_set(given);
        self.equal(&self.by_word_set, hash(&key), &|name| word_set(&words(name)) == key)
    }

    /// Names of three words or more that begin with these letters.
    pub(crate) fn abbreviated(&self, word: &str) -> Vec<&str> {
        let key = word.to_ascii_lowercase();
        if key.len() < 3 {
            return Vec::new();
        }
        self.equal(&self.by_initials, hash(&key), &|name| initials(&words(name)) == key)
    }

    /// Names with the same first word and the same last one, and all of these words in this order, but with others between.
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

    /// Names that end with these words, and have more before them.
    pub(crate) fn ending_with(&self, given: &[String]) -> Vec<&str> {
        self.beginning(&self.backwards, &joined_backwards(given), given.len() + 1..=usize::MAX)
    }

    /// Names that begin with these words, and have more after them.
    pub(crate) fn beginning_with(&self, given: &[String]) -> Vec<&str> {
        self.beginning(&self.forwards, &joined(given), given.len() + 1..=usize::MAX)
    }

    /// Names that hold all of these words among others, in any order: those with the fewest others, the shortest first.
    /// Several words may have fewer others than there are of them, a single one any number.
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

    /// The names with the word that the fewest have; none where even that one is common.
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

    /// Names whose words go on in the middle of the last of these.
    pub(crate) fn going_on_from(&self, given: &[String]) -> Vec<&str> {
        self.beginning(&self.forwards, joined(given).trim_end(), given.len()..=usize::MAX)
    }

    /// Names that differ from these words in a single one: in the last, or else in one before it, or else in the first.
    pub(crate) fn siblings(&self, given: &[String]) -> Vec<&str> {
        let mut names = Vec::new();
        for at in (0..given.len()).rev() {
            if names.is_empty() {
                names = self.exchanging(given, at);
            }
        }
        names
    }

    /// Names that differ from these words in this one.
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

    /// The word of these that the fewest names have, the last of several, among those that say what is accessed and that some
    /// name has.
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

    /// The names of `count` words whose entry in a list starts with a text, the shortest first.
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

    /// Whether some name has this word.
    pub(crate) fn knows_word(&self, word: &str) -> bool {
        !same_key(&self.vocabulary, hash(word), 1).is_empty()
    }

    /// The nearest names by letters, near enough to have been meant.
    ///
    /// `rest` is the length of what was written, less what all names of the catalog begin with.
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
    /// The names, if they are no further away.
    pub(crate) fn within(&self, farthest: usize) -> &[&'s str] {
        if self.distance <= farthest { &self.names } else { &[] }
    }
}

/// The search for the names nearest to a word.
struct Search<'w> {
    word: &'w [u8],
    bag: Bag,
    rest: usize,
    /// How far off the nearest is that was found.
    limit: usize,
    /// All that are as near as that.
    found: Vec<u32>,
}

impl Search<'_> {
    /// Looks at the names of one length. A plain loop: an unknown name is compared with a large part of the catalog.
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

/// Whether two names differ in what is done: the words of both, less those they share, hold an action.
pub(crate) fn exchanges_action(one: &[String], other: &[String]) -> bool {
    let only_in =
        |some: &[String], others: &[String]| some.iter().any(|word| !others.contains(word) && is_action(word));
    only_in(one, other) && only_in(other, one)
}

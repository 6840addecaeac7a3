//! Finds operations that resemble what was written, by their words.

use crate::fast::{NameMap, sort};
use crate::finding::Certainty;
use crate::operations::by_slip::edits_within;
use crate::operations::index::{Entry, OperationIndex};
use crate::operations::names::words::{self, Class, is_action};
use crate::operations::spelling::{Spelling, VALUE, is_verb};

/// Returns the operations that share most of the written words and have the same action, most likely ones first.
pub(in crate::operations) fn by_words(index: &OperationIndex, written: &Spelling) -> (Vec<usize>, Certainty) {
    let class = words::class_of_operation(written);
    let weights = Weights::of(index);
    let words = words::of_operation(written);
    let query: Vec<(String, f64)> =
        words.iter().filter(|word| !is_action(word)).map(|word| weights.known(word)).collect();
    let score = |(at, entry): (usize, &Entry)| {
        let (score, is_whole) = weights.score(&query, &compared(written, entry))?;
        Some((at, score + likeness(written, class, entry), is_whole))
    };
    let meant = index.entries.iter().enumerate().filter(|(_, entry)| may_be_meant(written, class, entry));
    let mut scored: Vec<(usize, f64, bool)> = meant.filter_map(score).collect();
    sort(&mut scored, |one, other| {
        other.1.total_cmp(&one.1).then_with(|| index.entries[one.0].name.len().cmp(&index.entries[other.0].name.len()))
    });
    let is_likely = match &*scored {
        [(_, score, true)] => *score >= LIKELY,
        [(_, score, true), (_, next, _), ..] => *score >= LIKELY && score - next > LEAD,
        _ => false,
    };
    let found = scored.iter().take(MOST).map(|(at, ..)| *at).collect();
    (found, if is_likely { Certainty::Likely } else { Certainty::Choices })
}

/// The score from which the best result is the only one, and its minimum lead over the next.
const LIKELY: f64 = 0.75;
const LEAD: f64 = 0.08;
/// The minimum score.
const LEAST: f64 = 0.5;
const MOST: usize = 3;

/// Returns the words to compare: a path is compared only with paths, not with other names.
fn compared(written: &Spelling, entry: &Entry) -> Vec<String> {
    match entry.paths.first() {
        Some(path) if written.verb().is_some() && path.verb().is_some() => words::of_operation(path),
        _ => entry.names.words.clone(),
    }
}

/// Returns how similar the actions are, and whether both are for one object or for all.
fn likeness(written: &Spelling, class: Option<Class>, entry: &Entry) -> f64 {
    // Without a verb, reading is assumed.
    let wanted = class.unwrap_or(Class::Read);
    let is_same = entry.names.class.is_some_and(|class| class.is_same(wanted));
    let is_of_one = entry.paths.first().is_some_and(|path| path.segments.last().is_some_and(|last| last == VALUE));
    let of_one = match wanted {
        Class::Update | Class::Delete => Some(true),
        Class::Create | Class::Write => Some(false),
        Class::Read if written.text.to_ascii_lowercase().ends_with("byid") => Some(true),
        Class::Read if written.verb().is_none() => Some(false),
        Class::Read => None,
    };
    let usual = match wanted {
        Class::Create | Class::Write => "create",
        Class::Update => "update",
        Class::Delete => "delete",
        Class::Read => "get",
    };
    let is_usual = entry.names.words.iter().any(|word| word == usual);
    0.1 * f64::from(u8::from(is_same))
        + 0.04 * f64::from(u8::from(of_one == Some(is_of_one)))
        + 0.02 * f64::from(u8::from(is_usual))
}

/// Whether an operation may be meant: it has the same verb or, without a verb, the same action.
fn may_be_meant(written: &Spelling, class: Option<Class>, entry: &Entry) -> bool {
    let known = entry.paths.first().and_then(|path| path.kind.as_deref());
    match (written.kind.as_deref(), known) {
        (Some(written), Some(known)) if is_verb(written) == is_verb(known) => written == known,
        _ => match (class, entry.names.class) {
            (Some(written), Some(known)) => written.fits(known),
            _ => true,
        },
    }
}

/// The weights of words: the rarer, the higher.
struct Weights<'i> {
    counts: NameMap<'i>,
    words: Vec<&'i str>,
    total: f64,
}

impl<'i> Weights<'i> {
    fn of(index: &'i OperationIndex) -> Self {
        let mut counts = NameMap::with_capacity(1024);
        let mut words = Vec::new();
        for entry in &index.entries {
            for word in &entry.names.words {
                let count = counts.get(word).unwrap_or(0);
                if count == 0 {
                    words.push(&**word);
                }
                counts.insert(word, count + 1);
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "thousands of operations")]
        let total = index.entries.len().max(1) as f64;
        Self { counts, words, total }
    }

    #[expect(clippy::cast_precision_loss, reason = "thousands of operations")]
    fn weight(&self, word: &str) -> f64 {
        let count = self.counts.get(word).unwrap_or(1) as f64;
        1.0 + (self.total / count).ln()
    }

    /// Returns the catalog's spelling of a word, which may have a typo, and its weight.
    fn known(&self, word: &str) -> (String, f64) {
        let mut meant = word;
        if self.counts.get(word).is_none() && word.len() > 4 {
            let mut fewest = None;
            for known in &self.words {
                let Some(edits) = edits_within(word, known) else { continue };
                if fewest.is_none_or(|fewest| (edits, known.len()) < fewest) {
                    (fewest, meant) = (Some((edits, known.len())), known);
                }
            }
        }
        (meant.to_owned(), self.weight(meant))
    }

    /// Returns how similar an operation is to what was written, and whether it contains all of it.
    fn score(&self, query: &[(String, f64)], words: &[String]) -> Option<(f64, bool)> {
        let (mut common, mut of_query, mut of_entry) = (0.0, 0.0, 0.0);
        for (word, weight) in query {
            of_query += weight;
            if words.contains(word) {
                common += weight;
            }
        }
        if common <= 0.0 {
            return None;
        }
        for word in words {
            if !is_action(word) {
                of_entry += self.weight(word);
            }
        }
        let is_whole = common >= of_query;
        let score = 0.65 * (common / of_query) + 0.35 * (common / f64::max(of_entry, common));
        (score >= LEAST).then_some((score, is_whole))
    }
}

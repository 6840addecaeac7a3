//! Evaluates every name: alone, in its provider's full list, and after one random edit.

use scope_catalog::{Delimiter, Lookup, Pattern};

use crate::baselines::distance;
use crate::diagnosis::{Kind, by_engine};
use crate::providers::{Provider, Providers};
use crate::random::Random;
use crate::table::{Table, Tally};

/// The characters that edits insert; most names consist of these.
const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789_-.:/";

/// The results for the names of a provider, or of all providers.
#[derive(Debug, Default)]
struct Outcome {
    names: usize,
    /// Names without a finding.
    alone: Tally,
    /// Full lists without a finding about the form or a name.
    lists: Tally,
    /// Edits that result in another valid name.
    left_out: usize,
    /// Edits with a finding.
    flagged: Tally,
    /// Edits for which only the name is suggested.
    alone_first: Tally,
    /// Edits for which the name is the first suggestion.
    first: Tally,
    misses: Vec<String>,
}

/// The table and the misses.
pub(crate) fn report(providers: &Providers, seed: u64) -> String {
    let mut random = Random(seed);
    let mut total = Outcome::default();
    let header = [
        "provider", "names", "pass alone", "list passes", "edits", "are names", "flagged", "right alone", "right first",
    ];
    let mut table = Table::new(header);
    for provider in &providers.all {
        let outcome = measure(provider, &mut random);
        table.row(&provider.name, outcome.cells());
        total.add(outcome);
    }
    table.row("total", total.cells());
    let shares = [total.alone, total.lists].map(Tally::percent).into_iter().chain([String::new(), String::new()]);
    let of_edits = [total.flagged, total.alone_first, total.first].map(Tally::percent);
    table.row("", std::iter::once(String::new()).chain(shares).chain(of_edits));
    format!("seed {seed}\n\n{table}\n{DEFINITIONS}\nmisses\n\n{}", total.misses.concat())
}

const DEFINITIONS: &str = "  \
  pass alone   names (for a pattern, one that it describes) with no finding but `missing-companion`
  list passes  full lists, in order and with the provider's delimiter, with no finding of form or of names
  edits        one random insertion, deletion, substitution or swap of neighbors a name; patterns have none
  are names    edits that are names themselves, and are left out of the columns that follow
  flagged      edits with a finding of form or of names
  right alone  edits for which the name is suggested, and nothing else
  right first  edits for which the name is the first suggestion
";

impl Outcome {
    fn cells(&self) -> Vec<String> {
        let (names, left_out) = (self.names.to_string(), self.left_out.to_string());
        let edits = (self.flagged.of + self.left_out).to_string();
        let (alone, lists) = (self.alone.to_string(), self.lists.to_string());
        let guesses = [self.flagged, self.alone_first, self.first].map(|tally| tally.to_string());
        [names, alone, lists, edits, left_out].into_iter().chain(guesses).collect()
    }

    fn add(&mut self, other: Self) {
        self.names += other.names;
        self.alone += other.alone;
        self.lists += other.lists;
        self.left_out += other.left_out;
        self.flagged += other.flagged;
        self.alone_first += other.alone_first;
        self.first += other.first;
        self.misses.extend(other.misses);
    }

    fn miss(&mut self, provider: &Provider, what: &str) {
        self.misses.push(format!("{}: {what}\n", provider.name));
    }
}

fn measure(provider: &Provider, random: &mut Random) -> Outcome {
    // Names that no request may contain are left out.
    let scopes = provider.catalog.scopes().iter().map(|scope| &*scope.name);
    let asked_for: Vec<&str> = scopes.filter(|name| !provider.catalog.is_denied(name)).collect();
    let mut outcome = Outcome { names: asked_for.len(), ..Outcome::default() };
    let (patterns, names): (Vec<&str>, Vec<&str>) = asked_for.into_iter().partition(|name| Pattern::is_pattern(name));
    let samples: Vec<String> = patterns.into_iter().map(sample).collect();
    for name in names.iter().copied().chain(samples.iter().map(String::as_str)) {
        alone(provider, name, &mut outcome);
    }
    full_list(provider, &names, &mut outcome);
    for name in &names {
        one_edit(provider, &names, name, random, &mut outcome);
    }
    outcome
}

fn alone(provider: &Provider, name: &str, outcome: &mut Outcome) {
    let remarks = by_engine(&provider.catalog, name).remarks;
    let against: Vec<&str> =
        remarks.iter().map(|remark| &*remark.rule).filter(|rule| *rule != "missing-companion").collect();
    outcome.alone.add(against.is_empty());
    if !against.is_empty() {
        outcome.miss(provider, &format!("`{name}` alone: {}", against.join(", ")));
    }
}

fn full_list(provider: &Provider, names: &[&str], outcome: &mut Outcome) {
    let delimiter = provider.catalog.delimiter();
    if delimiter == Delimiter::Single || names.is_empty() {
        return;
    }
    let list = names.join(&delimiter.character().to_string());
    let remarks = by_engine(&provider.catalog, &list).remarks;
    let against: Vec<&str> =
        remarks.iter().filter(|remark| remark.kind != Kind::Set).map(|remark| &*remark.rule).collect();
    outcome.lists.add(against.is_empty());
    if !against.is_empty() {
        outcome.miss(provider, &format!("the full list: {}", against.join(", ")));
    }
}

fn one_edit(provider: &Provider, names: &[&str], name: &str, random: &mut Random, outcome: &mut Outcome) {
    let edited = edit(name, random);
    if provider.catalog.lookup(&edited) != Lookup::Unknown {
        outcome.left_out += 1;
        return;
    }
    let remarks = by_engine(&provider.catalog, &edited).remarks;
    let offers: Vec<&str> = remarks
        .iter()
        .filter(|remark| remark.kind != Kind::Set)
        .flat_map(|remark| &remark.offers)
        .map(|offer| &**offer)
        .collect();
    outcome.flagged.add(remarks.iter().any(|remark| remark.kind != Kind::Set));
    outcome.first.add(offers.first() == Some(&name));
    outcome.alone_first.add(offers == [name]);
    if offers != [name] {
        let said = if offers.is_empty() { "nothing".to_owned() } else { offers.join(" | ") };
        let tie = tie(names, name, &edited);
        outcome.miss(provider, &format!("`{edited}` for `{name}`: {said}{tie}"));
    }
}

/// Another name that is also one edit away: nobody can know which one is right.
fn tie(names: &[&str], name: &str, edited: &str) -> String {
    let as_near = names.iter().find(|other| **other != name && distance(other, edited, true) <= 1);
    as_near.map_or_else(String::new, |other| format!(" (`{other}` is one edit away too)"))
}

/// A name that matches a pattern: with the first word of a choice, and `x1` for a variable part.
fn sample(pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str(match inside.split_once(':') {
            None | Some((_, "*")) => "x1",
            Some((_, words)) => words.split('|').next().unwrap_or(words),
        });
        rest = behind;
    }
    text + rest
}

/// A name after one edit that changes it and does not make it empty.
fn edit(name: &str, random: &mut Random) -> String {
    loop {
        let mut bytes = name.as_bytes().to_vec();
        let at = random.below(bytes.len());
        let byte = ALPHABET[random.below(ALPHABET.len())];
        match random.below(4) {
            0 => bytes.insert(random.below(bytes.len() + 1), byte),
            1 => drop(bytes.remove(at)),
            2 => bytes[at] = byte,
            _ if at + 1 < bytes.len() => bytes.swap(at, at + 1),
            _ => {}
        }
        match String::from_utf8(bytes) {
            Ok(edited) if edited != name && !edited.is_empty() => return edited,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_one_edit_and_the_same_every_time() {
        let edits = |seed| {
            let mut random = Random(seed);
            (0..200).map(|_| edit("read_a", &mut random)).collect::<Vec<_>>()
        };
        assert!(edits(1).iter().all(|edited| distance("read_a", edited, true) == 1));
        assert_eq!(edits(7), edits(7));
        assert_ne!(edits(7), edits(8));
    }

    #[test]
    fn patterns_have_samples() {
        assert_eq!(sample("a:{id}:{mode:read|write}"), "a:x1:read");
        assert_eq!(sample("{any:*}/b"), "x1/b");
        assert_eq!(sample("plain"), "plain");
    }

    #[test]
    fn names_lists_and_edits_are_counted() {
        let text = "scopes = ['read_profile', 'write_multipass', 'account:{id}']";
        let outcome = measure(&Providers::with("p", text).all[0], &mut Random(1));
        assert_eq!(
            (outcome.names, outcome.alone, outcome.lists),
            (3, Tally { hit: 3, of: 3 }, Tally { hit: 1, of: 1 })
        );
        assert_eq!((outcome.flagged, outcome.alone_first), (Tally { hit: 2, of: 2 }, Tally { hit: 2, of: 2 }));
    }

    #[test]
    fn a_tie_is_told() {
        assert_eq!(tie(&["aa1", "aa2"], "aa1", "aa3"), " (`aa2` is one edit away too)");
        assert_eq!(tie(&["aa1", "bb2"], "aa1", "aa3"), "");
    }
}

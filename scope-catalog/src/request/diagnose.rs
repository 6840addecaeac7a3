//! What somebody meant who wrote an unknown name.

use super::diagnosis::{Diagnosis, NOTHING, Reason, account};
use super::fitting::Fitting;
use super::misnomer;
use crate::catalog::{Catalog, Lookup};
use crate::fast::{is_digits, join, keep};
use crate::finding::Certainty;
use crate::model::Coverage;
use crate::names::edit_distance::{FARTHEST, within};
use crate::names::name_words::{are_kindred, is_action, is_shortened, usual_action, words};
use crate::names::suggestion_index::{MOST, Nearest, exchanges_action};

/// Explains a name, in a fixed order: the surest account first. What must not be suggested is left out of each.
pub(crate) fn diagnose(fitting: &Fitting<'_>, others: &[&Catalog], word: &str) -> Diagnosis {
    let catalog = fitting.catalog;
    if word.len() > LONGEST {
        return NOTHING;
    }
    if catalog.declared(word).is_some() {
        return Diagnosis { reason: Reason::Placeholder, ..NOTHING };
    }
    // What the catalog says of an address goes before what its form tells.
    if let Some(found) = misnomer::of_provider(catalog, word).and_then(|found| fitting.of(found, &words(word))) {
        return found;
    }
    if let Some(found) = of_resource(catalog, word) {
        return found;
    }
    let short = catalog.without_default_resource(word);
    let given = words(short);
    if catalog.is_incomplete_for(word) {
        // It may be right as it is, whatever it resembles.
        let known = misnomer::of_provider(catalog, short).and_then(|found| fitting.of(found, &given));
        return known.unwrap_or(NOTHING);
    }
    let fit = |found: Option<Diagnosis>| fitting.of(found?, &given);
    let mut found = fit(misnomer::of_provider(catalog, short))
        .or_else(|| fit(same_letters(catalog, short)))
        .or_else(|| fit(same_words(catalog, &given)))
        .or_else(|| fit(claim(catalog, word)))
        .or_else(|| fit(misnomer::openid(catalog, short)))
        .or_else(|| fit(run_together(catalog, short)))
        .or_else(|| fit(missing_prefix(catalog, short, &given)))
        .or_else(|| misspelled(catalog, short, &given, &fit))
        .or_else(|| fit(refresh(catalog, &given)))
        .or_else(|| fit(last_segment(catalog, short)))
        .or_else(|| fit(described(catalog, &given)))
        .or_else(|| fit(choices(catalog, short, &given)))
        .or_else(|| foreign(others, word))
        .or_else(|| fit(all_there_is(catalog)))
        .or_else(|| misnomer::famous_elsewhere(short))
        .unwrap_or(NOTHING);
    if found.certainty == Certainty::Choices {
        found = of_famous(short, found);
    }
    let prefix = &word[..word.len() - short.len()];
    for name in &mut found.names {
        name.insert_str(0, prefix);
    }
    found
}

/// Choices for a word that other servers take as it is, without the names in which it is a part of a segment: `email` does not
/// mean `email_routing`.
fn of_famous(word: &str, mut found: Diagnosis) -> Diagnosis {
    let Some(famous) = misnomer::famous_elsewhere(word) else { return found };
    let is_alone = |name: &str| name.split([':', '.', '/', ' ']).any(|part| part.eq_ignore_ascii_case(word));
    keep(&mut found.names, &mut |name| {
        is_alone(name) || !name.to_ascii_lowercase().contains(&word.to_ascii_lowercase())
    });
    if found.names.is_empty() { famous } else { found }
}

/// What a name with a resource before it is, or a resource alone, or a bare name that another resource has: none of them is
/// a slip in a name of the default resource.
fn of_resource(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    if catalog.resources().is_empty() {
        return None;
    }
    if let Some(found) = catalog.qualified(word).filter(|found| !found.resource.is_default) {
        let before = &word[..word.len() - found.name.len()];
        if let Some(meant) = catalog.meant_at_resource(&found) {
            return account(Reason::Spelling, Certainty::Likely, &[&format!("{before}{meant}")]);
        }
        let mut scopes = Vec::new();
        for scope in &found.resource.scopes {
            scopes.push(format!("{before}{}", scope.text));
        }
        return Some(Diagnosis { reason: Reason::AtResource { uri: found.uri.to_owned(), scopes }, ..NOTHING });
    }
    let is_whole_resource =
        |name: &str| catalog.declared(name).and_then(|id| catalog.details(id)).is_some_and(|details| details.exclusive);
    if word.strip_prefix('/').is_some_and(is_whole_resource) {
        return Some(Diagnosis { reason: Reason::MissingResource, ..NOTHING });
    }
    if catalog.resource_at(word.trim_end_matches('/')).is_some() {
        let whole = format!("{}/.default", word.trim_end_matches('/'));
        let names = if catalog.lookup(&whole) == Lookup::Unknown { Vec::new() } else { vec![whole] };
        return Some(Diagnosis { reason: Reason::BareResource, certainty: Certainty::Choices, names, ..NOTHING });
    }
    if let Some(meant) = catalog.with_meant_address(word) {
        return account(Reason::Spelling, Certainty::Likely, &[&meant]);
    }
    // Where every permission has an address, a name at an unknown one is not a slip in a name without one.
    if word.contains("://") && !catalog.has_default_resource() {
        return Some(NOTHING);
    }
    let short = catalog.without_default_resource(word);
    let mut elsewhere = catalog.at_other_resources(short);
    if elsewhere.is_empty() {
        return None;
    }
    // A slip in a name of this resource may be the name of another one.
    let mut names: Vec<String> = Vec::new();
    for name in catalog.suggestions().same_words(&words(short)) {
        names.push(name.to_owned());
    }
    names.append(&mut elsewhere);
    names.truncate(MOST);
    Some(Diagnosis { reason: Reason::Elsewhere, certainty: Certainty::Choices, names, ..NOTHING })
}

/// A text that is longer than this number of bytes is not a misspelled name: the longest known one has 106.
const LONGEST: usize = 1024;

/// One name a scope: an alias is not offered beside the scope itself.
fn without_other_spellings(catalog: &Catalog, names: &mut Vec<&str>) {
    let mut scopes = Vec::new();
    for name in &*names {
        if is_scope(catalog, name) {
            scopes.push(catalog.lookup(name));
        }
    }
    keep(names, &mut |name| is_scope(catalog, name) || !scopes.contains(&catalog.lookup(name)));
}

/// Whether a name is what a scope is called, not an alias and not described by a pattern.
fn is_scope(catalog: &Catalog, name: &str) -> bool {
    catalog.is_listed(name)
}

fn same_letters(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let mut names = catalog.suggestions().same_letters(word);
    without_other_spellings(catalog, &mut names);
    let is_case = names.first().is_some_and(|name| name.eq_ignore_ascii_case(word));
    account(if is_case { Reason::Case } else { Reason::Separators }, Certainty::Certain, &names)
}

fn same_words(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    if given.is_empty() {
        return None;
    }
    let suggestions = catalog.suggestions();
    account(Reason::Number, Certainty::Certain, &suggestions.same_words(given)).or_else(|| {
        let mut names = suggestions.same_word_set(given);
        if !names.is_empty() {
            // Whoever wrote the beginning of a name may have meant that.
            names.append(&mut suggestions.beginning_with(given));
        }
        account(Reason::Order, Certainty::Certain, &names)
    })
}

/// The claims that the scopes of OIDC bring: its Core specification, section 5.4.
const CLAIMS: [(&str, &[&str]); 3] = [
    (
        "profile",
        &[
            "name",
            "family_name",
            "given_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "picture",
            "website",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "updated_at",
        ],
    ),
    ("email", &["email_verified"]),
    ("phone", &["phone_number", "phone_number_verified"]),
];

fn claim(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let (scope, _) = CLAIMS.iter().find(|(_, claims)| claims.contains(&word))?;
    let has_them = is_scope(catalog, "openid") && is_scope(catalog, scope);
    has_them.then(|| account(Reason::Claim, Certainty::Likely, &[scope]))?
}

/// A refresh token comes with the scope `offline_access`: OIDC Core, section 11.
fn refresh(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    const SCOPE: &str = "offline_access";
    let is_refresh = matches!(given, [word] if word == "refresh") || given == ["refresh", "token"];
    (is_refresh && is_scope(catalog, SCOPE)).then(|| account(Reason::Refresh, Certainty::Likely, &[SCOPE]))?
}

/// Two names, or else three, without anything between them.
fn run_together(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    for count in 2..=3 {
        let mut ways = Vec::new();
        part(catalog, word, count, &mut Vec::new(), &mut ways);
        match &*ways {
            [] => {}
            [names] => return account(Reason::RunTogether, Certainty::Certain, &[names]),
            _ => return None,
        }
    }
    None
}

/// The ways in which a word is a number of names run together, as lists: two at most, for then it is not clear what was meant.
fn part<'w>(catalog: &Catalog, word: &'w str, count: usize, before: &mut Vec<&'w str>, ways: &mut Vec<String>) {
    if count == 1 {
        if is_scope(catalog, word) {
            before.push(word);
            ways.push(list(catalog, before));
            before.pop();
        }
        return;
    }
    for at in 1..word.len() {
        let Some((name, rest)) = word.split_at_checked(at) else { continue };
        if ways.len() < 2 && is_scope(catalog, name) {
            before.push(name);
            part(catalog, rest, count - 1, before, ways);
            before.pop();
        }
    }
}

/// Names with a separator between them that is a part of names here.
fn joined_names(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let is_name = |piece: &str| is_scope(catalog, piece) && !words(piece).iter().any(|word| is_action(word));
    let separator = word.chars().find(|&char| {
        is_token_byte_between_words(char) && word.split(char).count() > 1 && word.split(char).all(is_name)
    })?;
    let mut names = Vec::new();
    for name in word.split(separator) {
        names.push(name);
    }
    if names[1..].contains(&names[0]) {
        return None;
    }
    account(Reason::RunTogether, Certainty::Likely, &[&list(catalog, &names)])
}

fn is_token_byte_between_words(char: char) -> bool {
    matches!(char, '.' | ':' | '-' | '_' | '/')
}

/// Scopes as they stand in a request.
fn list(catalog: &Catalog, names: &[&str]) -> String {
    join(names, catalog.delimiter().character().encode_utf8(&mut [0; 4]))
}

/// `readwrite` where reading and writing are two scopes, or writing includes reading.
fn reading_and_writing(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    let (at, length) = (0..given.len()).find_map(|at| match &given[at..] {
        [both, ..] if both == "readwrite" || both == "rw" => Some((at, 1)),
        [read, write, ..] if read == "read" && write == "write" => Some((at, 2)),
        _ => None,
    })?;
    let with = |action: &str| {
        let mut words = given[..at].to_vec();
        words.push(action.to_owned());
        words.extend_from_slice(&given[at + length..]);
        let names = catalog.suggestions().same_words(&words);
        if let [name] = *names { is_scope(catalog, name).then_some(name) } else { None }
    };
    let (read, write) = (with("read")?, with("write")?);
    let includes =
        catalog.declared(write).zip(catalog.declared(read)).is_some_and(|(one, other)| catalog.covers(one, other));
    let both = if includes { write.to_owned() } else { list(catalog, &[read, write]) };
    account(Reason::RunTogether, Certainty::Likely, &[&both])
}

fn missing_prefix(catalog: &Catalog, word: &str, given: &[String]) -> Option<Diagnosis> {
    if let Some(full) = with_prefix(catalog, word) {
        if let Lookup::Known(_) = catalog.lookup(&full) {
            return account(Reason::MissingPrefix, Certainty::Likely, &[&full]);
        }
    }
    let is_enough = letter_count(given) >= ENOUGH;
    let mut names = if is_enough { catalog.suggestions().ending_with(given) } else { Vec::new() };
    // What many names end with tells none of them.
    if let ([action], true) = (given, names.len() > MOST) {
        if is_action(action) {
            names.clear();
        }
    }
    account(Reason::MissingPrefix, certainty_of_more(given, &names), &names)
}

fn with_prefix(catalog: &Catalog, word: &str) -> Option<String> {
    let prefix = catalog.prefix().filter(|prefix| !word.starts_with(prefix))?;
    Some(format!("{prefix}{}", word.trim_start_matches('/')))
}

/// Fewer letters than this say nothing about a longer name.
const ENOUGH: usize = 3;

fn letter_count(words: &[String]) -> usize {
    words.iter().map(String::len).sum()
}

/// All of the words in their order, and more of them.
fn more(catalog: &Catalog, own: &[String], given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let between = suggestions.with_more_between(given);
    account(Reason::MissingPart, certainty_of_more(given, &between), &between).or_else(|| {
        let mut names = containing(catalog, own);
        keep(&mut names, &mut |name| is_in_order(&words(name), own));
        with_more(catalog, given, names)
    })
}

/// All of the words in any order, and more of them.
fn more_in_any_order(catalog: &Catalog, own: &[String], given: &[String]) -> Option<Diagnosis> {
    with_more(catalog, given, containing(catalog, own))
}

fn containing<'c>(catalog: &'c Catalog, own: &[String]) -> Vec<&'c str> {
    let is_enough = letter_count(own) >= ENOUGH && own.iter().any(|word| !is_action(word));
    let mut names = if is_enough { catalog.suggestions().containing(own) } else { Vec::new() };
    if own.len() == 1 && names.len() > MOST {
        names.clear();
    }
    names
}

/// A right that nobody wrote is a choice, and so is what is left without the last word, where that was an action.
fn with_more<'c>(catalog: &'c Catalog, given: &[String], mut names: Vec<&'c str>) -> Option<Diagnosis> {
    let certainty = certainty_of_more(given, &names);
    if let (false, [head @ .., last]) = (names.is_empty(), given) {
        if is_action(last) && letter_count(head) >= ENOUGH {
            names = first_of_all(catalog.suggestions().same_words(head), names);
        }
    }
    account(Reason::MissingPart, certainty, &names)
}

/// Whoever wrote a part of a name probably meant it, unless the rest of it is a right that nobody wrote.
fn certainty_of_more(given: &[String], names: &[&str]) -> Certainty {
    let adds_action = |name: &&str| words(name).iter().any(|word| is_action(word) && !given.contains(word));
    if names.iter().any(adds_action) { Certainty::Choices } else { Certainty::Likely }
}

fn is_in_order(words: &[String], wanted: &[String]) -> bool {
    let mut rest = words.iter();
    wanted.iter().all(|word| rest.any(|other| other == word))
}

/// How many words of a name are what all names of the catalog begin with.
fn prefix_words(catalog: &Catalog, word: &str) -> usize {
    catalog.prefix().filter(|prefix| word.starts_with(prefix)).map_or(0, |prefix| words(prefix).len())
}

/// All of the words and more of them, or else some of them.
fn more_or_less(catalog: &Catalog, word: &str, given: &[String], fit: Fit<'_>) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let own = &given[prefix_words(catalog, word)..];
    let beginning = if letter_count(given) >= ENOUGH { suggestions.beginning_with(given) } else { Vec::new() };
    fit(account(Reason::MissingSuffix, certainty_of_more(given, &beginning), &beginning))
        .or_else(|| fit(account(Reason::Abbreviation, Certainty::Likely, &suggestions.abbreviated(word))))
        .or_else(|| fit(more(catalog, own, given)))
        .or_else(|| fit(without_an_end(catalog, given)))
        .or_else(|| fit(one_less(catalog, given)))
        .or_else(|| fit(unfinished(catalog, given)))
        .or_else(|| fit(more_in_any_order(catalog, own, given)))
}

/// Leaves out of an account what must not be suggested; `None` where nothing remains of it.
type Fit<'f> = &'f dyn Fn(Option<Diagnosis>) -> Option<Diagnosis>;

/// A part too many. Where it is not a repetition, the name without it is of another thing.
fn one_less(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    let names = catalog.suggestions().with_one_less(given);
    let loses_word = |name: &&str| {
        let meant = words(name);
        given.iter().any(|word| !meant.contains(word))
    };
    let certainty = if names.iter().any(loses_word) { Certainty::Choices } else { Certainty::Likely };
    account(Reason::ExtraPart, certainty, &names)
}

/// A name that ends in the middle of a word.
fn unfinished(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    let last = given.last()?;
    let names = if last.len() >= ENOUGH { catalog.suggestions().going_on_from(given) } else { Vec::new() };
    let is_other_action = |name: &&str| {
        let meant = words(name);
        is_action(last) && only_exchange(given, &meant).is_some_and(|(_, other)| is_action(other))
    };
    let certainty = if names.iter().any(is_other_action) { Certainty::Choices } else { Certainty::Likely };
    account(Reason::MissingSuffix, certainty, &names)
}

/// The same words without the text before or after them. What is cut off may have been what narrows the right, so only
/// a version or a repetition is cut off the end without asking.
fn without_an_end(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let same = |part: &[String]| if letter_count(part) >= ENOUGH { suggestions.same_words(part) } else { Vec::new() };
    for extra in 1..given.len() {
        let (head, cut) = given.split_at(given.len() - extra);
        let is_trifle = cut.iter().all(|word| is_trifle(word, head));
        let suffix = if is_trifle { account(Reason::ExtraSuffix, Certainty::Likely, &same(head)) } else { None };
        let (cut, tail) = given.split_at(extra);
        let is_other_right = cut.iter().any(|word| is_action(word)) || tail.iter().all(|word| is_action(word));
        let prefix = if is_other_right { None } else { account(Reason::ExtraPrefix, Certainty::Likely, &same(tail)) };
        if suffix.is_some() || prefix.is_some() {
            return suffix.or(prefix);
        }
    }
    None
}

/// A version, or a word that was there already.
fn is_trifle(word: &str, before: &[String]) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    let is_version = !digits.is_empty() && is_digits(digits);
    is_version || before.iter().any(|known| known == word)
}

/// A single slip of the hand, or else parts too many or too few, or else several slips.
fn misspelled(catalog: &Catalog, word: &str, given: &[String], fit: Fit<'_>) -> Option<Diagnosis> {
    let neighbors = Neighbors::of(catalog, word);
    fit(spelling(catalog, word, neighbors.within(1), given))
        .or_else(|| fit(joined_names(catalog, word)))
        .or_else(|| fit(reading_and_writing(catalog, given)))
        .or_else(|| more_or_less(catalog, word, given, fit))
        .or_else(|| fit(synonym(catalog, word, given)))
        .or_else(|| {
            let found = fit(spelling(catalog, word, neighbors.within(FARTHEST), given))?;
            // A word that is near by chance says less than what the descriptions say.
            let is_other_word = found.reason == Reason::Sibling;
            if is_other_word { fit(described(catalog, given)).or(Some(found)) } else { Some(found) }
        })
}

/// Another word for reading or writing, where no name of the catalog has it: `files.view` for `files.read`.
fn synonym(catalog: &Catalog, word: &str, given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    let given = with_prefix(catalog, word).map_or_else(|| given.to_vec(), |full| words(&full));
    for (at, written) in given.iter().enumerate() {
        let Some(usual) = usual_action(written).filter(|_| !suggestions.knows_word(written)) else { continue };
        let mut meant = given.clone();
        usual.clone_into(&mut meant[at]);
        let mut names = suggestions.same_words(&meant);
        if names.is_empty() {
            names = suggestions.same_word_set(&meant);
        }
        if !names.is_empty() {
            return account(Reason::Synonym(usual), Certainty::Likely, &names);
        }
    }
    None
}

/// The last part of a name under another beginning: `chat:moderate` for `channel:moderate`. A part that only says what is
/// done tells nothing, unless the name of the provider is before it.
fn last_segment(catalog: &Catalog, word: &str) -> Option<Diagnosis> {
    let own = catalog.prefix().map_or(word, |prefix| word.strip_prefix(prefix).unwrap_or(word));
    let (beginning, _) = own.rsplit_once(SEPARATORS)?;
    let last = words(segment(own));
    let is_brand = beginning.eq_ignore_ascii_case(catalog.name());
    if !is_brand && (letter_count(&last) <= ENOUGH || last.iter().all(|word| is_action(word))) {
        return None;
    }
    let suggestions = catalog.suggestions();
    let mut names = first_of_all(suggestions.same_words(&last), suggestions.ending_with(&last));
    keep(&mut names, &mut |name| words(segment(name)) == last);
    if names.len() > MOST {
        return None;
    }
    account(Reason::Sibling, Certainty::Choices, &names)
        .map(|found| Diagnosis { certainty: Certainty::Choices, ..found })
}

const SEPARATORS: [char; 3] = ['.', ':', '/'];

fn segment(name: &str) -> &str {
    name.rsplit(SEPARATORS).next().unwrap_or(name)
}

/// The names nearest to a word, and those nearest to it with what all names begin with before it.
struct Neighbors<'c> {
    of_word: Nearest<'c>,
    of_full: Option<Nearest<'c>>,
}

impl<'c> Neighbors<'c> {
    fn of(catalog: &'c Catalog, word: &str) -> Self {
        let prefix = catalog.prefix().filter(|prefix| word.starts_with(prefix)).map_or(0, str::len);
        let nearest = |name: &str, rest| catalog.suggestions().nearest(name, rest);
        Self {
            of_word: nearest(word, word.len() - prefix),
            of_full: with_prefix(catalog, word).map(|full| nearest(&full, word.len())),
        }
    }

    fn within(&self, farthest: usize) -> &[&'c str] {
        match (self.of_word.within(farthest), &self.of_full) {
            ([], Some(of_full)) => of_full.within(farthest),
            (names, _) => names,
        }
    }
}

fn spelling(catalog: &Catalog, word: &str, near: &[&str], given: &[String]) -> Option<Diagnosis> {
    let mut near = near.to_vec();
    without_other_spellings(catalog, &mut near);
    let suggestions = catalog.suggestions();
    let is_sibling = |name: &&str| {
        let meant = words(name);
        let is_other_word = only_exchange(given, &meant)
            .is_some_and(|(one, other)| suggestions.knows_word(one) || !is_slip(one, other));
        is_other_word || exchanges_action(given, &meant)
    };
    if near.iter().any(is_sibling) {
        let own = &given[prefix_words(catalog, word)..];
        keep(&mut near, &mut |name| !is_sibling(name) || is_about_the_same(own, name) || differs_by_one(word, name));
        let (kindred, _) = siblings(catalog, given);
        return account(Reason::Sibling, Certainty::Choices, &first_of_all(kindred, near));
    }
    account(Reason::Spelling, Certainty::Likely, &near)
}

fn differs_by_one(word: &str, name: &str) -> bool {
    within(word.to_ascii_lowercase().as_bytes(), name.to_ascii_lowercase().as_bytes(), 1).is_some()
}

/// Whether a name speaks of a thing that these words speak of: `write` alone connects nothing.
fn is_about_the_same(own: &[String], name: &str) -> bool {
    let meant = words(name);
    own.iter().any(|word| !is_action(word) && meant.contains(word))
}

/// Where two names of as many words differ in a single one: that word of both.
fn only_exchange<'w>(one: &'w [String], other: &'w [String]) -> Option<(&'w str, &'w str)> {
    if one.len() != other.len() {
        return None;
    }
    let mut found = None;
    for (one, other) in one.iter().zip(other) {
        match found {
            _ if one == other => {}
            None => found = Some((&**one, &**other)),
            Some(_) => return None,
        }
    }
    found
}

/// Whether one word may be the other with a slip of the hand: two letters in five make it another word.
fn is_slip(one: &str, other: &str) -> bool {
    let most = (one.len().max(other.len()) / 3).clamp(1, FARTHEST);
    within(one.as_bytes(), other.as_bytes(), most).is_some()
}

/// Another word in the same place, and what is left when the end is cut off, are other rights: all of them are named, none
/// is offered.
fn choices(catalog: &Catalog, word: &str, given: &[String]) -> Option<Diagnosis> {
    let suggestions = catalog.suggestions();
    if given.len() < prefix_words(catalog, word) + 2 {
        return None;
    }
    let full = with_prefix(catalog, word).map_or_else(|| given.to_vec(), |full| words(&full));
    let (kindred, others) = siblings(catalog, &full);
    if let [name] = *kindred {
        if is_abbreviated(&full, &words(name)) {
            return account(Reason::Abbreviation, Certainty::Likely, &[name]);
        }
    }
    let own = &full[full.len().min(catalog.prefix().map_or(0, |prefix| words(prefix).len()))..];
    let mut names = first_of_all(kindred, others);
    keep(&mut names, &mut |name| is_about_the_same(own, name));
    for cut in 1..full.len() {
        let head = &full[..full.len() - cut];
        if letter_count(head) >= ENOUGH {
            names.append(&mut suggestions.same_words(head));
        }
    }
    account(Reason::Sibling, Certainty::Choices, &names)
        .map(|found| Diagnosis { certainty: Certainty::Choices, ..found })
}

/// The names with another word in a single place: where it is kindred to what was written, and where it is not.
fn siblings<'c>(catalog: &'c Catalog, given: &[String]) -> (Vec<&'c str>, Vec<&'c str>) {
    let is_kindred =
        |name: &str| only_exchange(given, &words(name)).is_some_and(|(one, other)| are_kindred(one, other));
    let (mut kindred, mut others) = (Vec::new(), Vec::new());
    for name in catalog.suggestions().siblings(given) {
        if is_kindred(name) { kindred.push(name) } else { others.push(name) }
    }
    (kindred, others)
}

/// One list before another, each name once.
fn first_of_all<'c>(mut names: Vec<&'c str>, others: Vec<&'c str>) -> Vec<&'c str> {
    for name in others {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn is_abbreviated(given: &[String], full: &[String]) -> bool {
    only_exchange(given, full).is_some_and(|(one, other)| !is_action(other) && is_shortened(one, other))
}

/// Scopes that do the same and speak of this thing in their descriptions, where no name has all the words.
fn described(catalog: &Catalog, given: &[String]) -> Option<Diagnosis> {
    account(Reason::Described, Certainty::Choices, &catalog.descriptions().about(catalog.scopes(), given))
}

/// Where a provider has as many names as are ever suggested, these are all that there is to choose from.
fn all_there_is(catalog: &Catalog) -> Option<Diagnosis> {
    if catalog.scopes().len() > MOST || catalog.coverage() == Coverage::Partial {
        return None;
    }
    let mut names = Vec::new();
    for scope in catalog.scopes() {
        names.push(&*scope.name);
    }
    account(Reason::Nothing, Certainty::Choices, &names)
}

fn foreign(others: &[&Catalog], word: &str) -> Option<Diagnosis> {
    let other = others.iter().find(|other| matches!(other.lookup(word), Lookup::Known(_)))?;
    let reason = Reason::Foreign { catalog: other.name().to_owned(), key: other.key().map(str::to_owned) };
    Some(Diagnosis { reason, ..NOTHING })
}

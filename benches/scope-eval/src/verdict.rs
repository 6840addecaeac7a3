//! Judges mistakes whose right text is given in words.
//!
//! How a case is judged, from the names that were written and the names that its right text has:
//!
//! - RIGHT: something is said of every wrong name, or of the form or the set where that is at fault, and the first
//!   suggestion, the fixed list or the help names what is right; where nothing is to be written instead, nothing is
//!   suggested, or the successor of a retired name is. Where the right text has no names (`two requests`), a rule about sets or clients must speak.
//! - PARTLY: something is said of a wrong name, and nothing leads elsewhere, but the right text is not named.
//! - WRONG: the only suggestions for a wrong name are names that are neither right nor in the list already.
//! - SILENT: nothing is said of what is wrong.
//! - FALSE ALARM: a name of the right list is called wrong in an error of names.
//!
//! A tool gets what the kind of the case says: the client with its kind and grant, what it is registered for, an
//! operation that needs what was missing. Approvals are shown. What no build can know is left out of the share.

use scope_catalog::{Catalog, Lookup};

use crate::diagnosis::{Diagnosis, Kind, Remark, names, place_of};
use crate::providers::Providers;
use crate::told::{self, Case};

/// What came of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    Partly,
    Wrong,
    Silent,
    FalseAlarm,
}

impl Verdict {
    const ALL: [Self; 5] = [Self::Right, Self::Partly, Self::Wrong, Self::Silent, Self::FalseAlarm];

    fn title(self) -> &'static str {
        match self {
            Self::Right => "RIGHT",
            Self::Partly => "PARTLY",
            Self::Wrong => "WRONG",
            Self::Silent => "SILENT",
            Self::FalseAlarm => "FALSE ALARM",
        }
    }
}

/// The rules that say nothing of whether a provider takes a list.
const ADVICE: &[&str] = &["redundant-scope", "unneeded-scope", "broader-scope", "duplicate-scope", "empty-list"];

/// The rules that say something of a list as a whole.
const OF_ALL: &[&str] = &["conflicting-scopes", "mixed-resources", "too-many-scopes"];

/// One line a case, and the sums.
pub(crate) fn report(providers: &Providers, cases: &[Case]) -> String {
    let (mut text, mut counts, mut unseen, mut without_catalog) = (String::new(), [0; 5], [0; 5], 0);
    for case in cases {
        let Some(provider) = providers.of_label(&case.provider) else {
            without_catalog += 1;
            text.push_str(&format!("{:<6}NO CATALOG   {}\n", case.id, case.provider));
            continue;
        };
        let right = Right::of(&provider.catalog, case);
        let (diagnosis, told) = told::diagnose(provider, case, &right.names);
        let verdict = judge(&provider.catalog, case, &right, &diagnosis);
        let reason = told::unseen(case).filter(|_| verdict == Verdict::Silent || verdict == Verdict::Partly);
        let sums = if reason.is_some() { &mut unseen } else { &mut counts };
        sums[verdict as usize] += 1;
        text.push_str(&format!("{:<6}{:<12} {}: {}\n", case.id, verdict.title(), case.provider, case.kind));
        if let Some(reason) = reason {
            text.push_str(&format!("      cannot be seen: {reason}\n"));
        }
        if let Some(told) = told {
            text.push_str(&format!("      told {told}\n"));
        }
        if verdict != Verdict::Right {
            text.push_str(&details(case, &diagnosis));
        }
    }
    let seen: usize = counts.iter().sum();
    let sums = Verdict::ALL.map(|verdict| format!("{} {}", verdict.title(), counts[verdict as usize])).join(", ");
    let share = counts[Verdict::Right as usize] * 1000 / seen.max(1);
    let not_seen: usize = unseen.iter().sum();
    format!(
        "{text}\n{} cases: {sums} of {seen} that a tool can see (RIGHT {}.{} %); {not_seen} cannot be seen, \
         {without_catalog} have no catalog\n",
        cases.len(),
        share / 10,
        share % 10
    )
}

fn details(case: &Case, diagnosis: &Diagnosis) -> String {
    let mut text = format!("      written  `{}`\n      right    `{}`\n", case.scopes, case.right);
    for remark in &diagnosis.remarks {
        let level = if remark.is_deny { "error" } else { "warning" };
        text.push_str(&format!("      {level}    {}: {}\n", remark.rule, remark.text.trim().replace('\n', " | ")));
        if !remark.offers.is_empty() {
            text.push_str(&format!("      offers   `{}`\n", remark.offers.join("` `")));
        }
    }
    if let Some(repaired) = &diagnosis.repaired {
        text.push_str(&format!("      fixed    `{}`\n", repaired.join(" ")));
    }
    text
}

/// What the right text says, once it is read.
#[derive(Debug, Default)]
pub(crate) struct Right {
    /// The names in it.
    names: Vec<String>,
    /// Written names that it does not have, or says to leave out.
    gone: Vec<String>,
    /// Its names that were not written.
    new: Vec<String>,
    /// Whether it is a list and nothing else.
    is_list: bool,
}

impl Right {
    fn of(catalog: &Catalog, case: &Case) -> Self {
        let written = names(catalog, &case.scopes);
        let is_name = |word: &String| {
            catalog.lookup(word) != Lookup::Unknown
                || written.contains(word)
                || word.contains([':', '/', '_', '.']) && !word.ends_with('.')
        };
        let trim = |word: &str| word.trim_matches(['(', ')', ';', ',', '…']).to_owned();
        let (said, place) = case.right.split_once(" in ").unwrap_or((&case.right, ""));
        let words: Vec<String> = names(catalog, said).iter().map(|word| trim(word)).collect();
        let (names, others): (Vec<String>, Vec<String>) =
            words.into_iter().filter(|word| !matches!(&**word, "" | "-" | "/")).partition(is_name);
        let is_list = others.is_empty() && place.is_empty() && !names.is_empty();
        if others.first().is_some_and(|word| word == "without") {
            let kept = written.into_iter().filter(|name| !names.contains(name)).collect();
            return Self { names: kept, gone: names, ..Self::default() };
        }
        let is_addition =
            others.iter().any(|word| word == "besides") || others.first().is_some_and(|word| word == "and");
        let is_moved = !names.is_empty() && names.iter().all(|name| written.contains(name)) && !is_list;
        let new: Vec<String> = names.iter().filter(|name| !written.contains(name)).cloned().collect();
        let gone = match () {
            () if is_moved => names.clone(),
            () if is_addition || names.is_empty() => Vec::new(),
            () if case.right.contains('…') => {
                let is_unknown = |name: &String| catalog.lookup(name) == Lookup::Unknown;
                written.into_iter().filter(is_unknown).collect()
            }
            () => written.into_iter().filter(|name| !names.contains(name)).collect(),
        };
        let names = if is_moved { Vec::new() } else { names };
        Self { names, gone, new, is_list }
    }
}

fn judge(catalog: &Catalog, case: &Case, right: &Right, diagnosis: &Diagnosis) -> Verdict {
    let is_advice = |remark: &Remark| ADVICE.contains(&&*remark.rule) && !case.kind.contains("duplicate");
    let remarks: Vec<&Remark> = diagnosis.remarks.iter().filter(|remark| !is_advice(remark)).collect();
    let about = |name: &str| -> Vec<&Remark> {
        let place = place_of(name, &case.scopes);
        let is_of_all = |remark: &Remark| OF_ALL.contains(&&*remark.rule);
        remarks.iter().copied().filter(|remark| is_of_all(remark) || remark.is_about(&place)).collect()
    };
    let is_alarm = |name: &String| {
        let is_kept = right.names.contains(name) && !right.gone.contains(name) && stands_alone(name, case);
        is_kept && about(name).iter().any(|remark| remark.is_deny && remark.kind == Kind::Name)
    };
    if names(catalog, &case.scopes).iter().any(is_alarm) {
        return Verdict::FalseAlarm;
    }
    let is_repaired = diagnosis.repaired.as_ref().is_some_and(|repaired| sorted(repaired) == sorted(&right.names));
    if right.is_list && is_repaired && !remarks.is_empty() {
        return Verdict::Right;
    }
    let lead = |remarks: &[&Remark]| lead(catalog, case, right, remarks);
    let leads: Vec<Lead> = match () {
        () if right.gone.is_empty() && remarks.is_empty() => Vec::new(),
        () if right.gone.is_empty() => vec![lead(&remarks)],
        () => {
            let of_gone = right.gone.iter().map(|name| (name, about(name)));
            // Where something else is to be written, a name that is right elsewhere need not be spoken of.
            let counts = |name: &String, said: &[&Remark]| {
                let is_of_openid = ["openid", "profile", "email", "offline_access"].contains(&&**name);
                let may_stay = is_of_openid || !right.new.is_empty();
                !said.is_empty() || !may_stay || catalog.lookup(name) == Lookup::Unknown
            };
            of_gone.filter(|(name, said)| counts(name, said)).map(|(_, said)| lead(&said)).collect()
        }
    };
    let has = |lead| leads.contains(&lead);
    match () {
        () if leads.iter().all(|lead| *lead == Lead::None) => Verdict::Silent,
        () if has(Lead::Elsewhere) => Verdict::Wrong,
        () if has(Lead::There) && !has(Lead::Nowhere) && !has(Lead::None) => Verdict::Right,
        () => Verdict::Partly,
    }
}

fn sorted(names: &[String]) -> Vec<&String> {
    let mut names: Vec<&String> = names.iter().collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a name is an item of its own, and no piece of a longer text that is at fault.
fn stands_alone(name: &str, case: &Case) -> bool {
    case.scopes.split(|char: char| char.is_whitespace() || char == ',').any(|item| item == name)
}

/// To what the remarks on a name lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// Nothing is said.
    None,
    /// To what is right.
    There,
    /// To another name of the provider, which took the place of this one.
    Successor,
    /// To nothing in particular.
    Nowhere,
    /// To a name that is not right here.
    Elsewhere,
}

fn lead(catalog: &Catalog, case: &Case, right: &Right, remarks: &[&Remark]) -> Lead {
    let written = names(catalog, &case.scopes);
    let has_named = |name: &String| remarks.iter().any(|remark| mentions(&remark.text, name));
    let offers: Vec<String> =
        remarks.iter().flat_map(|remark| &remark.offers).flat_map(|offer| names(catalog, offer)).collect();
    let is_retired = remarks.iter().any(|remark| remark.says_retired());
    let has_answer = right.is_list || !right.new.is_empty() || case.right == "-";
    match () {
        () if remarks.is_empty() => Lead::None,
        () if right.new.iter().any(has_named) || right.new.iter().any(|name| offers.first() == Some(name)) => {
            Lead::There
        }
        () if is_retired && right.names.iter().any(has_named) => Lead::There,
        () if is_retired && !offers.is_empty() && right.new.is_empty() => Lead::There,
        () if is_retired && !offers.is_empty() => Lead::Successor,
        () if offers.iter().any(|name| right.new.contains(name) || written.contains(name)) => Lead::Nowhere,
        () if !offers.is_empty() && has_answer => Lead::Elsewhere,
        () if !offers.is_empty() || !right.new.is_empty() => Lead::Nowhere,
        // Nothing else is to be written, and nothing else is suggested.
        () if has_answer || !right.gone.is_empty() => Lead::There,
        () if remarks.iter().any(|remark| remark.kind == Kind::Set) => Lead::There,
        () => Lead::Nowhere,
    }
}

/// Whether a text has a name on its own.
fn mentions(text: &str, name: &str) -> bool {
    let place = place_of(name, text);
    let goes_on = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || "_-:/".contains(char));
    text.get(place.clone()) == Some(name)
        && !goes_on(text[..place.start].chars().next_back())
        && !goes_on(text[place.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CATALOG: &str = "\
        coverage = 'complete'\n\
        [scopes]\n\
        read_profile = ''\nread_orders = ''\nwrite_orders = { conflicts = ['read_profile'] }\n\
        [retired.old_profile]\nreplaced_by = ['read_profile']\n[retired.lost_a]\n\
        [operations]\n'PUT /orders' = { needs = 'write_orders' }";

    fn verdict(scopes: &str, kind: &str, right: &str) -> Verdict {
        let case = Case {
            id: "c".to_owned(),
            provider: "p".to_owned(),
            scopes: scopes.to_owned(),
            kind: kind.to_owned(),
            right: right.to_owned(),
        };
        let providers = Providers::with("p", CATALOG);
        let read = Right::of(&providers.all[0].catalog, &case);
        let (diagnosis, _) = told::diagnose(&providers.all[0], &case, &read.names);
        judge(&providers.all[0].catalog, &case, &read, &diagnosis)
    }

    #[test]
    fn names_that_are_wrong() {
        assert_eq!(verdict("raed_orders", "typo", "read_orders"), Verdict::Right);
        assert_eq!(verdict("raed_orders", "typo", "read_profile"), Verdict::Wrong);
        assert_eq!(verdict("zzzz_orders read_profile", "typo", "read_profile"), Verdict::Wrong);
        assert_eq!(verdict("lost_a read_profile", "removed", "read_profile"), Verdict::Right);
        assert_eq!(verdict("old_profile", "retired", "-"), Verdict::Right);
        assert_eq!(verdict("old_profile", "renamed", "read_profile (or another)"), Verdict::Right);
        assert_eq!(verdict("read_orders", "does not exist", "read_profile"), Verdict::Silent);
    }

    #[test]
    fn right_names_that_are_refused() {
        assert_eq!(verdict("qqqq", "control", "qqqq"), Verdict::FalseAlarm);
        assert_eq!(verdict("read_orders,read_profile", "comma", "read_orders read_profile"), Verdict::Right);
    }

    #[test]
    fn sets_and_operations() {
        assert_eq!(verdict("write_orders read_profile", "not together", "two requests"), Verdict::Right);
        assert_eq!(verdict("read_orders read_profile", "not together", "two requests"), Verdict::Silent);
        let needed = "missing for an operation (to change orders)";
        assert_eq!(verdict("read_orders", needed, "read_orders write_orders"), Verdict::Right);
        assert_eq!(verdict("read_orders", needed, "read_more besides"), Verdict::Silent);
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        let case = r#"{"id":"c","provider":"p","scopes":"read_orders","kind":"not for personal accounts","right":"-"}"#;
        let text = report(&Providers::with("p", CATALOG), &[serde_json::from_str(case).expect("a case")]);
        assert!(text.contains("cannot be seen") && text.contains("of 0 that a tool can see"), "{text}");
    }
}

//! Judges mistakes whose right text is described in words.
//!
//! The verdict depends on the names in the list and the names in its right text:
//!
//! - RIGHT: there is a finding about every wrong name, or about the form or the list as a whole if that is wrong; and
//!   the first suggestion, the corrected list or the help has a right name. If nothing should be written instead, there
//!   must be no suggestion, or the successor of a retired name. If the right text has no names (`two requests`), there
//!   must be a finding of a rule about sets or clients.
//! - PARTLY: there is a finding about a wrong name, and no suggestion is wrong, but the right text is not suggested.
//! - WRONG: the only suggestions for a wrong name are names that are neither right nor already in the list.
//! - SILENT: there is no finding about the mistake.
//! - FALSE ALARM: there is an error about a name of the right list.
//!
//! The engine gets the information that the kind of the case implies: the client with its kind and grant, what it is
//! registered for, and an operation that needs the missing scopes. Approvals are enabled. Cases that no build can find
//! are left out of the share.

use scope_catalog::{Catalog, Lookup};

use crate::diagnosis::{Diagnosis, Kind, Remark, names, place_of};
use crate::providers::Providers;
use crate::told::{self, Case};

/// The verdict on a case.
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

/// The rules that do not decide whether a provider accepts a list.
const ADVICE: &[&str] = &["redundant-scope", "unneeded-scope", "broader-scope", "duplicate-scope", "empty-list"];

/// The rules about a list as a whole.
const OF_ALL: &[&str] = &["conflicting-scopes", "mixed-resources", "too-many-scopes"];

/// One line for each case, and the sums.
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

/// The parsed right text.
#[derive(Debug, Default)]
pub(crate) struct Right {
    /// The names in it.
    names: Vec<String>,
    /// Names in the list that are not in the right text, or that it says to remove.
    gone: Vec<String>,
    /// Its names that were not in the list.
    new: Vec<String>,
    /// Whether it is only a list.
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
            // If something else should be written, a finding about a name that is right elsewhere is not required.
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

/// Whether a name is a whole item, and not a part of a longer wrong text.
fn stands_alone(name: &str, case: &Case) -> bool {
    case.scopes.split(|char: char| char.is_whitespace() || char == ',').any(|item| item == name)
}

/// Where the findings about a name lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// There is no finding.
    None,
    /// To the right text.
    There,
    /// To another name of the provider, which replaced this one.
    Successor,
    /// There is no suggestion.
    Nowhere,
    /// To a name that is wrong here.
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
        // Nothing else should be written, and nothing else is suggested.
        () if has_answer || !right.gone.is_empty() => Lead::There,
        () if remarks.iter().any(|remark| remark.kind == Kind::Set) => Lead::There,
        () => Lead::Nowhere,
    }
}

/// Whether a text contains a name as a whole.
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

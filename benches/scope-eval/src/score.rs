//! Judges the diagnosis of a case: each mark states whether something is right.

use std::ops::Range;

use scope_catalog::{Catalog, Coverage, Lookup};

use crate::cases::{BadToken, Case};
use crate::diagnosis::{Checker, Diagnosis, Kind, Remark, names, place_of};
use crate::providers::{Provider, Providers};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Cases whose label has a catalog. All other columns count only these cases.
    AlternativeNames,
    /// Cases whose list itself is wrong (it has a bad token, or a mistake of form), with at least one finding about a
    /// bad token, or about the form if that is the mistake. Not those of `operation`, `entitlement` and `control`,
    /// whose lists are right, and not those of `redundancy` whose list has only one name.
    Flagged,
    /// Bad tokens of the same cases, other than `format`, with a finding about that very token.
    Tokens,
    /// Bad tokens of the same cases that have a right text. It must be the first suggestion of a finding about that
    /// token; or it must be in the corrected list, if the mistake was one of form or there was no other suggestion for
    /// the token. If several texts are right, any of them counts. If a right name is not in the catalog, that is a
    /// miss, even if the catalog is partial. Only a text that no catalog can contain, since it has a placeholder
    /// (`<…>`, `***`), is left out.
    First,
    /// The same, among the first three suggestions.
    Three,
    /// Cases of `format` with a right list: the corrected list has the same names, in any order.
    Repaired,
    /// Bad tokens of `entitlement` and lists of `control` in which a name is called unknown. Should be 0.
    Gated,
    /// Right lists that are rejected by a rule about form or names. A name that has been retired since is not counted.
    /// Should be 0.
    Alarms,
    /// Right lists with a name that is called unknown in a warning, because the catalog is partial.
    Warned,
}

impl Column {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 9] = [
        Self::AlternativeNames,
        Self::Flagged,
        Self::Tokens,
        Self::First,
        Self::Three,
        Self::Repaired,
        Self::Gated,
        Self::Alarms,
        Self::Warned,
    ];

    /// The columns that are meaningful for a guess.
    pub(crate) const OF_GUESSES: [Self; 3] = [Self::Flagged, Self::First, Self::Three];

    /// The column's heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::AlternativeNames => "covered",
            Self::Flagged => "flagged",
            Self::Tokens => "tokens flagged",
            Self::First => "right first",
            Self::Three => "among three",
            Self::Repaired => "form repaired",
            Self::Gated => "gated unknown",
            Self::Alarms => "false alarms",
            Self::Warned => "warned",
        }
    }

    /// The definition for readers of the table, in the words of the comments above.
    pub(crate) fn definition(self) -> &'static str {
        match self {
            Self::AlternativeNames => "cases whose label has a catalog; the other columns count covered cases only",
            Self::Flagged => {
                "cases at fault by themselves (a bad token, or a fault of form) with at least one remark on a bad token, \
                 or on the form; not operation, entitlement, control, nor redundancy with one name in the list"
            }
            Self::Tokens => "bad tokens of those cases, other than of format, with a remark on that very token",
            Self::First => {
                "bad tokens of those cases with a right text: it is the first suggestion of a remark on the token, or in \
                 the repaired list where only the form was at fault; a right name that is not in the catalog is a miss, a \
                 text with a placeholder is left out"
            }
            Self::Three => "the same, among the first three suggestions",
            Self::Repaired => "cases of format with a right list: the repaired list has the same names",
            Self::Gated => "bad tokens of entitlement, and lists of control, called unknown (should be 0)",
            Self::Alarms => "right lists refused by a rule of form or names, but for names retired since (should be 0)",
            Self::Warned => "right lists of which a name is called unknown in a warning (partial catalogs)",
        }
    }

    /// Whether a hit is something bad.
    fn counts_faults(self) -> bool {
        matches!(self, Self::Gated | Self::Alarms | Self::Warned)
    }
}

/// One thing that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) column: Column,
    pub(crate) is_hit: bool,
    /// The token or the whole list that was judged.
    pub(crate) written: String,
    /// The right text.
    pub(crate) right: Option<String>,
    /// The findings about it.
    pub(crate) said: String,
    /// Why the catalog could not help.
    pub(crate) lack: Option<&'static str>,
}

impl Mark {
    /// Whether something went wrong.
    pub(crate) fn is_miss(&self) -> bool {
        self.is_hit == self.column.counts_faults()
    }
}

/// Everything that can be judged of one case.
pub(crate) fn judge(providers: &Providers, case: &Case, checker: Checker) -> Vec<Mark> {
    let provider = providers.of_label(&case.provider);
    let covered = Mark {
        column: Column::AlternativeNames,
        is_hit: provider.is_some(),
        written: case.wrong.clone(),
        right: case.right.clone(),
        said: format!("no catalog for `{}`", case.provider),
        lack: None,
    };
    let mut marks = vec![covered];
    if let Some(provider) = provider {
        let judge = Judge { catalog: &provider.catalog, case, diagnosis: checker(&provider.catalog, &case.wrong) };
        marks.extend(judge.flagged());
        marks.extend(judge.tokens());
        marks.extend(judge.repaired());
        marks.extend(judge.gated());
        marks.extend(of_right(provider, case, checker));
    }
    marks
}

struct Judge<'j> {
    catalog: &'j Catalog,
    case: &'j Case,
    diagnosis: Diagnosis,
}

impl Judge<'_> {
    fn is_of(&self, group: &str) -> bool {
        self.case.group == group
    }

    /// Whether the list itself is wrong, so that there should be a finding.
    fn is_at_fault(&self) -> bool {
        let is_right = ["operation", "entitlement", "control"].iter().any(|group| self.is_of(group));
        let has_nothing_beside = self.is_of("redundancy") && names(self.catalog, &self.case.wrong).len() < 2;
        let has_fault = !self.case.bad_tokens.is_empty() || self.is_of("format");
        has_fault && !is_right && !has_nothing_beside
    }

    fn place(&self, token: &BadToken) -> Range<usize> {
        place_of(&token.wrong, &self.case.wrong)
    }

    fn is_flagged(&self, token: &BadToken) -> bool {
        let may_be_of_set = self.is_of("redundancy");
        self.diagnosis.about(&self.place(token)).any(|remark| may_be_of_set || remark.kind != Kind::Set)
    }

    fn flagged(&self) -> Option<Mark> {
        let of_form = || self.diagnosis.remarks.iter().any(|remark| remark.kind != Kind::Set || remark.is_of_nothing());
        let by_token = || self.case.bad_tokens.iter().any(|token| self.is_flagged(token));
        let is_hit = if self.is_of("format") { of_form() } else { by_token() };
        self.is_at_fault().then(|| self.of_list(Column::Flagged, is_hit))
    }

    fn tokens(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        for token in self.case.bad_tokens.iter().filter(|_| self.is_at_fault()) {
            if !self.is_of("format") {
                marks.push(self.of_token(Column::Tokens, token, self.is_flagged(token)));
            }
            if token.rights().next().is_some() && !token.rights().any(has_placeholder) {
                marks.push(self.of_token(Column::First, token, self.is_offered(token, 1)));
                marks.push(self.of_token(Column::Three, token, self.is_offered(token, 3)));
            }
        }
        marks
    }

    /// Whether the right text for a token is among the first few suggestions.
    fn is_offered(&self, token: &BadToken, most: usize) -> bool {
        let wanted: Vec<Vec<String>> = token.rights().map(|right| self.sorted(right)).collect();
        let place = self.place(token);
        let about: Vec<&Remark> = self.diagnosis.about(&place).filter(|remark| remark.kind != Kind::Set).collect();
        let mut offers = about.iter().flat_map(|remark| remark.offers.iter().take(most));
        if offers.any(|offer| wanted.contains(&self.sorted(offer))) {
            return true;
        }
        let is_offer = |remark: &&Remark| remark.kind == Kind::Name && !remark.offers.is_empty();
        let has_other_offer = !self.is_of("format") && about.iter().any(is_offer);
        let has_form = self.diagnosis.remarks.iter().any(|remark| remark.kind == Kind::Form);
        let repaired = self.diagnosis.repaired.as_ref().filter(|_| has_form && !has_other_offer);
        let has_all =
            |repaired: &Vec<String>| wanted.iter().any(|names| names.iter().all(|name| repaired.contains(name)));
        repaired.is_some_and(has_all)
    }

    fn sorted(&self, list: &str) -> Vec<String> {
        let mut names = names(self.catalog, list);
        names.sort_unstable();
        names
    }

    fn repaired(&self) -> Option<Mark> {
        let right = self.case.right.as_deref().filter(|right| !has_placeholder(right))?;
        let is_asked = self.is_of("format") && !self.case.wrong.is_empty();
        let mut repaired = self.diagnosis.repaired.clone().unwrap_or_default();
        repaired.sort_unstable();
        is_asked.then(|| self.of_list(Column::Repaired, repaired == self.sorted(right)))
    }

    fn gated(&self) -> Vec<Mark> {
        let is_unknown = |token: &BadToken| self.diagnosis.about(&self.place(token)).any(Remark::says_unknown);
        match &*self.case.group {
            "entitlement" => {
                let tokens = self.case.bad_tokens.iter();
                tokens.map(|token| self.of_token(Column::Gated, token, is_unknown(token))).collect()
            }
            "control" => {
                vec![self.of_list(Column::Gated, self.diagnosis.remarks.iter().any(Remark::says_unknown))]
            }
            _ => Vec::new(),
        }
    }

    fn of_list(&self, column: Column, is_hit: bool) -> Mark {
        let said = said(self.diagnosis.remarks.iter(), self.diagnosis.repaired.as_ref());
        let (written, right) = (self.case.wrong.clone(), self.case.right.clone());
        Mark { column, is_hit, written, right, said, lack: None }
    }

    fn of_token(&self, column: Column, token: &BadToken, is_hit: bool) -> Mark {
        let place = self.place(token);
        let has_form = self.diagnosis.remarks.iter().any(|remark| remark.kind == Kind::Form);
        let said = said(self.diagnosis.about(&place), self.diagnosis.repaired.as_ref().filter(|_| has_form));
        let rights: Vec<&str> = token.rights().collect();
        let right = (!rights.is_empty()).then(|| rights.join("` or `"));
        let lack = match column {
            Column::First | Column::Three => self.lack(token),
            Column::Gated if self.lookup(&token.wrong) == Lookup::Unknown => Some(self.missing()),
            _ => None,
        };
        Mark { column, is_hit, written: token.wrong.clone(), right, said, lack }
    }

    fn lookup(&self, name: &str) -> Lookup {
        self.catalog.lookup(name)
    }

    fn missing(&self) -> &'static str {
        match self.catalog.coverage() {
            Coverage::Complete => "not in the catalog, which says that it is complete",
            Coverage::Partial => "not in the catalog, which is partial",
        }
    }

    /// What the catalog would need for suggesting the right name.
    fn lack(&self, token: &BadToken) -> Option<&'static str> {
        let standings = |right: &str| names(self.catalog, right).iter().map(|name| self.lookup(name)).collect();
        let standings: Vec<Vec<Lookup>> = token.rights().map(standings).collect();
        let all = |is: fn(&Lookup) -> bool| standings.iter().any(|names| names.iter().all(is));
        if all(|lookup| matches!(lookup, Lookup::Known(_))) {
            None
        } else if all(|lookup| *lookup != Lookup::Unknown) {
            Some("the right name is retired in the catalog")
        } else {
            Some(self.missing())
        }
    }
}

impl Remark {
    /// An empty list is a mistake of form without a place.
    fn is_of_nothing(&self) -> bool {
        self.places.iter().all(Range::is_empty)
    }
}

/// Whether a text contains a placeholder for something that differs between applications.
fn has_placeholder(text: &str) -> bool {
    text.contains(['<', '>']) || text.contains("***")
}

fn of_right(provider: &Provider, case: &Case, checker: Checker) -> Vec<Mark> {
    let Some(right) = case.right.as_deref().filter(|right| !right.is_empty() && !has_placeholder(right)) else {
        return Vec::new();
    };
    let diagnosis = checker(&provider.catalog, right);
    let is_refused = |remark: &&Remark| remark.is_deny && remark.kind != Kind::Set && !remark.says_retired();
    let is_warned = |remark: &&Remark| !remark.is_deny && remark.says_unknown();
    let mark = |column, remarks: Vec<&Remark>| Mark {
        column,
        is_hit: !remarks.is_empty(),
        written: right.to_owned(),
        right: Some(right.to_owned()),
        said: said(remarks.into_iter(), None),
        lack: None,
    };
    let remarks = diagnosis.remarks.iter();
    vec![
        mark(Column::Alarms, remarks.clone().filter(is_refused).collect()),
        mark(Column::Warned, remarks.filter(is_warned).collect()),
    ]
}

fn said<'r>(remarks: impl Iterator<Item = &'r Remark>, repaired: Option<&Vec<String>>) -> String {
    let remarks = remarks.map(|remark| match &*remark.offers {
        [] => remark.rule.clone(),
        offers => format!("{}: {}", remark.rule, offers.join(" | ")),
    });
    let repaired = repaired.map(|names| format!("repaired: {}", names.join(" ")));
    let all: Vec<String> = remarks.chain(repaired).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::by_engine;

    const CATALOG: &str = "\
        coverage = 'complete'\n[scopes]\nread_a = ''\nwrite_b = { implies = ['read_a'] }\ngated_c = { approval = 'ask' }\nlist_of_d = ''\n\
        [retired]\nold_a = { replaced_by = ['read_a', 'write_b'] }\n";

    fn case(group: &str, wrong: &str, right: Option<&str>, tokens: &[(&str, Option<&str>)]) -> Case {
        let token = |(wrong, right): &(&str, Option<&str>)| BadToken {
            wrong: (*wrong).to_owned(),
            right: right.map(str::to_owned),
            alternatives: None,
        };
        Case {
            id: "c".to_owned(),
            provider: "p".to_owned(),
            wrong: wrong.to_owned(),
            right: right.map(str::to_owned),
            bad_tokens: tokens.iter().map(token).collect(),
            group: group.to_owned(),
        }
    }

    fn marks(case: &Case) -> Vec<(Column, bool)> {
        let marks = judge(&Providers::with("p", CATALOG), case, by_engine);
        marks.into_iter().skip(1).map(|mark| (mark.column, mark.is_hit)).collect()
    }

    #[test]
    fn a_misspelled_name() {
        let found = case("spelling", "read_a wrte_b", Some("read_a write_b"), &[("wrte_b", Some("write_b"))]);
        let all = [
            (Column::Flagged, true),
            (Column::Tokens, true),
            (Column::First, true),
            (Column::Three, true),
            (Column::Alarms, false),
            (Column::Warned, false),
        ];
        assert_eq!(marks(&found), all);
        let far = case("spelling", "zzzz", None, &[("zzzz", Some("write_b"))]);
        assert_eq!(marks(&far)[2..], [(Column::First, false), (Column::Three, false)]);
        let right = case("spelling", "read_a", None, &[("read_a", Some("write_b"))]);
        assert_eq!(marks(&right)[0], (Column::Flagged, false));
    }

    #[test]
    fn any_of_several_right_names() {
        let mut split = case("lifecycle", "old_a", None, &[("old_a", Some("write_b"))]);
        assert_eq!(marks(&split)[2..], [(Column::First, false), (Column::Three, true)]);
        split.bad_tokens[0].alternatives = Some(vec!["read_a".to_owned()]);
        assert_eq!(marks(&split)[2..], [(Column::First, true), (Column::Three, true)]);
    }

    #[test]
    fn a_fault_of_form_is_found_in_the_repaired_list() {
        let comma =
            case("format", "read_a,gated_c", Some("gated_c read_a"), &[("read_a,gated_c", Some("read_a gated_c"))]);
        let seen = [(Column::Flagged, true), (Column::First, true), (Column::Three, true), (Column::Repaired, true)];
        assert_eq!(marks(&comma)[..4], seen);
        let empty = case("format", "", Some("read_a"), &[]);
        assert_eq!(marks(&empty)[0], (Column::Flagged, true));
        assert!(marks(&empty).iter().all(|(column, _)| *column != Column::Repaired));
    }

    #[test]
    fn what_is_right_must_not_be_called_unknown() {
        let gated = case("entitlement", "gated_c other", None, &[("gated_c", None), ("other", None)]);
        assert_eq!(marks(&gated), [(Column::Gated, false), (Column::Gated, true)]);
        assert_eq!(marks(&case("control", "write_b", None, &[])), [(Column::Gated, false)]);
        assert_eq!(marks(&case("operation", "read_a", None, &[])), []);
    }

    #[test]
    fn one_name_alone_is_not_redundant() {
        let pair = case("redundancy", "write_b read_a", None, &[("read_a", None)]);
        assert_eq!(marks(&pair), [(Column::Flagged, true), (Column::Tokens, true)]);
        assert_eq!(marks(&case("redundancy", "read_a", None, &[("read_a", None)])), []);
    }

    #[test]
    fn a_right_list_is_refused_or_has_been_retired_since() {
        let alarm = |right| marks(&case("operation", "read_a", Some(right), &[]))[0];
        assert_eq!(alarm("read_a nowhere"), (Column::Alarms, true));
        assert_eq!(alarm("read_a,write_b"), (Column::Alarms, true));
        assert_eq!(alarm("old_a"), (Column::Alarms, false));
    }

    #[test]
    fn placeholders_are_left_out_and_gaps_are_explained() {
        let own = case("segment", "/read", None, &[("/read", Some("<id>/read"))]);
        assert_eq!(marks(&own), [(Column::Flagged, true), (Column::Tokens, true)]);
        let unknown = case("segment", "read_a_b", None, &[("read_a_b", Some("read_c"))]);
        let marks = judge(&Providers::with("p", CATALOG), &unknown, by_engine);
        assert_eq!(marks[3].lack, Some("not in the catalog, which says that it is complete"));
        assert!(marks[3].is_miss());
    }

    #[test]
    fn without_a_catalog_nothing_else_is_judged() {
        let marks = judge(&Providers::default(), &case("number", "a", None, &[("a", None)]), by_engine);
        assert_eq!((marks.len(), marks[0].column, marks[0].is_miss()), (1, Column::AlternativeNames, true));
    }
}

//! Prints the results for a file of cases.

use crate::baselines;
use crate::cases::Case;
use crate::diagnosis::{Checker, by_engine};
use crate::providers::Providers;
use crate::score::{Column, Mark, judge};
use crate::table::{Table, Tally};

/// A case, and the marks for one way of checking it.
type Judged<'c> = (&'c Case, Vec<Mark>);

/// The ways of checking that are compared.
const CHECKERS: [(&str, Checker); 3] =
    [("engine", by_engine), ("Levenshtein", baselines::by_levenshtein), ("rustc", baselines::by_rustc)];

/// The tables and the misses.
pub(crate) fn on_cases(providers: &Providers, cases: &[Case]) -> String {
    let judged = CHECKERS.map(|(name, checker)| {
        let marks = |case| (case, judge(providers, case, checker));
        (name, cases.iter().map(marks).collect::<Vec<_>>())
    });
    let [(_, engine), ..] = &judged;
    [
        format!("{} cases, {} catalogs\n", cases.len(), providers.all.len()),
        main_table(engine).to_string(),
        definitions(),
        gaps(engine),
        comparison(&judged).to_string(),
        misses(engine),
    ]
    .join("\n")
}

fn groups<'c>(judged: &[Judged<'c>]) -> Vec<&'c str> {
    let mut groups: Vec<&str> = judged.iter().map(|(case, _)| &*case.group).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// The counts of a column in a group, or in all.
fn tally(judged: &[Judged<'_>], group: Option<&str>, column: Column) -> Tally {
    let of_group = judged.iter().filter(|(case, _)| group.is_none_or(|group| case.group == group));
    let marks = of_group.flat_map(|(_, marks)| marks).filter(|mark| mark.column == column);
    marks.map(|mark| mark.is_hit).collect()
}

fn main_table(judged: &[Judged<'_>]) -> Table {
    let mut table = Table::new(["group", "cases"].into_iter().chain(Column::ALL.map(Column::title)));
    let rows: Vec<Option<&str>> = groups(judged).into_iter().map(Some).chain([None]).collect();
    for group in rows {
        let count = judged.iter().filter(|(case, _)| group.is_none_or(|group| case.group == group)).count();
        let cells = Column::ALL.map(|column| tally(judged, group, column).to_string());
        table.row(group.unwrap_or("total"), [count.to_string()].into_iter().chain(cells));
    }
    table
        .row("", std::iter::once(String::new()).chain(Column::ALL.map(|column| tally(judged, None, column).percent())));
    table
}

fn definitions() -> String {
    Column::ALL.map(|column| format!("  {:<15}{}\n", column.title(), column.definition())).concat()
}

/// Misses that the engine could not avoid: the catalog does not have the right name, or it has the name as retired.
fn gaps(judged: &[Judged<'_>]) -> String {
    [Column::First, Column::Three].map(|column| gap(judged, column)).concat()
}

fn gap(judged: &[Judged<'_>], column: Column) -> String {
    let is_gap = |mark: &Mark| mark.is_miss() && mark.lack.is_some();
    let marks = judged.iter().flat_map(|(case, marks)| marks.iter().map(move |mark| (&*case.id, mark)));
    let (lacking, others): (Vec<_>, Vec<_>) =
        marks.filter(|(_, mark)| mark.column == column).partition(|(_, mark)| is_gap(mark));
    let rest: Tally = others.iter().map(|(_, mark)| mark.is_hit).collect();
    let ids: Vec<&str> = lacking.iter().map(|(id, _)| *id).collect();
    let (title, share) = (column.title(), rest.percent());
    format!(
        "{title}: without names that are retired or not in the catalog: {rest} ({share}); these are {}\n",
        ids.join(", ")
    )
}

fn comparison(judged: &[(&str, Vec<Judged<'_>>)]) -> Table {
    let titles =
        judged.iter().flat_map(|(name, _)| Column::OF_GUESSES.map(|column| format!("{name}: {}", column.title())));
    let titles: Vec<String> = titles.collect();
    let mut table = Table::new(std::iter::once("group").chain(titles.iter().map(String::as_str)));
    let cells = |group| {
        let of =
            move |(_, judged): &(&str, Vec<Judged<'_>>)| Column::OF_GUESSES.map(|column| tally(judged, group, column));
        judged.iter().flat_map(of).collect::<Vec<_>>()
    };
    for group in groups(&judged[0].1).into_iter().map(Some).chain([None]) {
        table.row(group.unwrap_or("total"), cells(group).iter().map(ToString::to_string));
    }
    table.row("", cells(None).into_iter().map(Tally::percent));
    table
}

fn misses(judged: &[Judged<'_>]) -> String {
    let mut text = String::from("misses\n");
    for (case, marks) in judged {
        let mut missed: Vec<&Mark> = marks.iter().filter(|mark| mark.is_miss()).collect();
        missed.sort_by(|one, other| one.written.cmp(&other.written));
        for same in missed.chunk_by(|one, other| one.written == other.written) {
            text.push_str(&miss(case, same));
        }
    }
    text
}

/// One token or list, with every column in which it is missed.
fn miss(case: &Case, marks: &[&Mark]) -> String {
    let columns: Vec<&str> = marks.iter().map(|mark| mark.column.title()).collect();
    let mut text = format!("\n{} {}, {}: {}\n", case.id, case.provider, case.group, columns.join(", "));
    let mark = marks[0];
    text.push_str(&format!("  written  `{}`\n", mark.written));
    text.push_str(&format!(
        "  right    {}\n",
        mark.right.as_ref().map_or("-".to_owned(), |right| format!("`{right}`"))
    ));
    text.push_str(&format!("  said     {}\n", mark.said));
    if let Some(lack) = marks.iter().find_map(|mark| mark.lack) {
        text.push_str(&format!("  note     {lack}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::BadToken;

    #[test]
    fn tables_definitions_and_misses() {
        let providers =
            Providers::with("p", "coverage = 'complete'\nscopes = ['read_a', 'write_b', 'list_of_c', 'list_of_d']");
        let token = BadToken { wrong: "qqqq".to_owned(), right: Some("read_a".to_owned()), alternatives: None };
        let case = Case {
            id: "c1".to_owned(),
            provider: "p".to_owned(),
            wrong: "qqqq".to_owned(),
            right: None,
            bad_tokens: vec![token],
            group: "unknown-name".to_owned(),
        };
        let text = on_cases(&providers, &[case]);
        assert!(text.starts_with("1 cases, 1 catalogs\n"), "{text}");
        let miss = "\nc1 p, unknown-name: right first, among three\n  written  `qqqq`\n  right    `read_a`\n  said     unknown-scope\n";
        assert!(text.ends_with(miss), "{text}");
    }
}

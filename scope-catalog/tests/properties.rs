//! Tests properties of every catalog and every text.

use proptest::prelude::*;
use scope_catalog::{Catalog, CatalogSource, Level, Report, Request, check, fixed};

fn run<'t>(catalog: &Catalog, uses: &[&'t str]) -> Report<'t> {
    check(&Request { catalog, others: &[], texts: uses, client: None, operations: &[] })
}

fn repaired(catalog: &Catalog, texts: &[&str]) -> Option<String> {
    fixed(&Request { catalog, others: &[], texts, client: None, operations: &[] })
}

fn catalog(delimiter: &str, names: &[String]) -> Catalog {
    let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let text = format!("delimiter = '{delimiter}'\nscopes = [{}]", names.join(","));
    Catalog::from_text(&text).expect("a sound catalog")
}

fn names() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set("[a-z]{2,8}([:._/-][A-Za-z]{1,8}){0,3}", 1..30)
        .prop_map(|names| names.into_iter().collect())
}

/// Returns a text with one character removed, inserted or replaced.
fn edited(name: &str, at: usize, edit: usize, new: char) -> String {
    let mut characters: Vec<char> = name.chars().collect();
    let at = at % characters.len();
    match edit {
        0 => {
            characters.remove(at);
        }
        1 => characters.insert(at, new),
        _ => characters[at] = new,
    }
    characters.into_iter().collect()
}

const FORM: [&str; 7] = [
    "wrong-delimiter", "stray-whitespace", "encoded-text", "quoted-text", "invalid-character", "unknown-scope",
    "removed-scope",
];

proptest! {
    #[test]
    fn a_name_of_the_catalog_passes(names in names(), pick in any::<prop::sample::Index>()) {
        for delimiter in ["space", "comma", "space-or-comma", "single"] {
            let catalog = catalog(delimiter, &names);
            let report = run(&catalog, &[pick.get(&names[..]).as_str()]);
            prop_assert!(report.findings.is_empty(), "{:?}", report.findings);
        }
    }

    #[test]
    fn all_names_pass_together(names in names()) {
        let space = catalog("space", &names);
        prop_assert!(run(&space, &[&names.join(" ")]).findings.is_empty());
        let comma = catalog("comma", &names);
        prop_assert!(run(&comma, &[&names.join(",")]).findings.is_empty());
    }

    #[test]
    fn one_edit_is_flagged_or_is_another_name(
        names in names(), pick in any::<prop::sample::Index>(), at in 0usize..40, edit in 0usize..3,
        new in prop::char::range('\u{20}', '\u{7E}'),
    ) {
        let catalog = catalog("space", &names);
        let written = edited(pick.get(&names[..]).as_str(), at, edit, new);
        let is_names = written.split(' ').all(|word| names.iter().any(|name| name == word));
        let findings = run(&catalog, &[&written]).findings;
        prop_assert_eq!(findings.is_empty(), is_names, "{:?}: {:?}", written, findings);
    }

    #[test]
    fn what_is_repaired_is_right(names in names(), separator in "[ ,;|&+\t\n]{1,2}|%20|\",\"") {
        let catalog = catalog("space", &names);
        let written = names.join(&separator);
        if separator != " " && names.len() > 1 {
            prop_assert_eq!(repaired(&catalog, &[&written]), Some(names.join(" ")), "{:?}", written);
        }
    }

    #[test]
    fn the_fixed_text_passes(names in names(), written in "([a-zA-Z:._ ,%+-]|\\PC){0,30}") {
        let catalog = catalog("space", &names);
        if let Some(fixed) = repaired(&catalog, &[&written]) {
            let again = run(&catalog, &[&fixed]).findings;
            let left = again.iter().find(|finding| finding.level == Level::Deny && FORM.contains(&finding.rule.id));
            prop_assert!(left.is_none(), "{:?} -> {:?}: {:?}", written, fixed, left);
        }
    }

    #[test]
    fn places_are_in_the_text(written in "([ \"',%a-z0-9\u{430}\u{200b}\u{a0}]|\\PC){0,30}", delimiter in 0usize..4) {
        let delimiter = ["space", "comma", "space-or-comma", "single"][delimiter];
        let catalog = catalog(delimiter, &["ab".to_owned(), "c:d".to_owned(), "e%f".to_owned()]);
        for finding in run(&catalog, &[&written, "ab"]).findings {
            if let Some(place) = finding.span {
                let (text, marks) = ([&*written, "ab"][place.position()], finding.marks());
                prop_assert!(text.get(place.range()).is_some());
                prop_assert!(marks.iter().all(|mark| text.get(mark.range()).is_some()), "{:?}", marks);
                prop_assert!(marks.is_sorted_by_key(|mark| mark.start), "{:?}", marks);
            }
        }
    }

    #[test]
    fn what_is_beyond_doubt_has_no_findings(
        names in names(), picks in prop::collection::vec((any::<prop::sample::Index>(), 0usize..9), 0..5), delimiter in 0usize..4,
    ) {
        let catalog = catalog(["space", "comma", "space-or-comma", "single"][delimiter], &names);
        let words = picks.iter().map(|(pick, edit)| match edit {
            0 => edited(pick.get(&names[..]).as_str(), 1, 0, ' '),
            _ => pick.get(&names[..]).clone(),
        });
        let written = words.collect::<Vec<_>>().join(" ");
        let findings = run(&catalog, &[&written]).findings;
        prop_assert!(!catalog.is_trivially_valid(&written) || findings.is_empty(), "{:?}: {:?}", written, findings);
        prop_assert!(delimiter > 0 || catalog.is_trivially_valid(&written) == findings.is_empty(), "{:?}: {:?}", written, findings);
    }

    #[test]
    fn a_report_is_the_same_twice(names in names(), written in "[a-z:._ ,]{0,30}") {
        let (one, other) = (catalog("space", &names), catalog("space", &names));
        prop_assert_eq!(format!("{:?}", run(&one, &[&written])), format!("{:?}", run(&other, &[&written])));
    }

    #[test]
    fn no_text_panics(text in "([\\[\\]{}=.,#'\" \n]|scopes|retired|implies|levels|clients|\\PC){0,60}") {
        let mut problems = Vec::new();
        let layer = CatalogSource::parse(0, &text, &mut problems);
        let catalog = Catalog::assemble(None, vec![layer], &mut problems);
        let _ = run(&catalog, &[&text]);
        for problem in problems {
            prop_assert!(text.get(problem.span.range()).is_some());
        }
    }
}

/// Two texts that are not names become a name with a blank when they are joined. Found by fuzzing.
#[test]
fn a_repaired_list_is_right_for_itself() {
    let others: String = (0..30).map(|number| format!(", 'other:{number}'")).collect();
    let text = format!("coverage = 'partial'\nscopes = ['multipass'{others}]");
    let catalog = Catalog::from_text(&text).expect("a catalog");
    assert_eq!(repaired(&catalog, &["mu", "ltip", "as", "s"]), None);
    // A name that such a list does not have may be correct.
    assert_eq!(repaired(&catalog, &["quux", "wibble"]).as_deref(), Some("quux wibble"));
}

//! Checks a list, and returns the findings in a form that can be counted.

use std::ops::Range;

use scope_catalog::{Catalog, Finding, Level, Request, SourceSpan, check, fixed};

/// The findings about a list.
#[derive(Debug, Default)]
pub(crate) struct Diagnosis {
    /// Each finding.
    pub(crate) remarks: Vec<Remark>,
    /// The names of the whole corrected list; `None` if no correction was suggested.
    pub(crate) repaired: Option<Vec<String>>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// The rule that it comes from.
    pub(crate) rule: String,
    /// What the rule checks.
    pub(crate) kind: Kind,
    /// Whether it is an error.
    pub(crate) is_deny: bool,
    /// The bytes that are wrong.
    pub(crate) places: Vec<Range<usize>>,
    /// The suggestions, best first.
    pub(crate) offers: Vec<String>,
    /// The message and the help.
    pub(crate) text: String,
}

/// What a rule checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Delimiters, blanks, quotes, encoding, characters.
    Form,
    /// One name.
    Name,
    /// The list as a whole.
    Set,
}

/// The rules about the form.
const FORM: &[&str] =
    &["empty-list", "wrong-delimiter", "stray-whitespace", "encoded-text", "quoted-text", "invalid-character"];
/// Rules about a name that is in no catalog, or only in another one.
const UNKNOWN: &[&str] = &["unknown-scope", "foreign-scope"];
/// Rules about a name that used to be valid.
const RETIRED: &[&str] = &["removed-scope", "deprecated-scope"];

/// A way of checking a list.
pub(crate) type Checker = fn(&Catalog, &str) -> Diagnosis;

/// What the engine finds with nothing but the catalog, like `cargo scopes lint`.
pub(crate) fn by_engine(catalog: &Catalog, text: &str) -> Diagnosis {
    by_request(&Request { catalog, others: &[], texts: &[text], client: None, operations: &[] })
}

/// What the engine finds in a request of one text.
pub(crate) fn by_request(request: &Request<'_, '_>) -> Diagnosis {
    let (catalog, text) = (request.catalog, request.texts[0]);
    let report = check(request);
    let remarks = report.findings.iter().map(|finding| Remark::of(finding, text)).collect();
    let is_of_form = |finding: &&Finding| {
        kind(finding.rule.id) == Kind::Form && finding.span.map(SourceSpan::range) == Some(0..text.len())
    };
    let by_form = || report.findings.iter().find(is_of_form).and_then(|finding| finding.suggestions.first());
    let repaired = fixed(request).or_else(|| by_form().cloned()).map(|text| names(catalog, &text));
    Diagnosis { remarks, repaired }
}

impl Diagnosis {
    /// The findings about these bytes.
    pub(crate) fn about(&self, place: &Range<usize>) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.is_about(place))
    }
}

impl Remark {
    fn of(finding: &Finding, text: &str) -> Self {
        let places: Vec<_> = finding.marks().iter().map(|mark| mark.range()).collect();
        Self {
            rule: finding.rule.id.to_owned(),
            kind: kind(finding.rule.id),
            is_deny: finding.level == Level::Deny,
            places: if places.is_empty() { vec![0..text.len()] } else { places },
            offers: finding.suggestions.clone(),
            text: format!("{}\n{}", finding.message, finding.help.as_deref().unwrap_or_default()),
        }
    }

    /// Whether it is about any of these bytes.
    pub(crate) fn is_about(&self, place: &Range<usize>) -> bool {
        let overlaps = |own: &Range<usize>| own.start < place.end && place.start < own.end;
        self.places.iter().any(overlaps)
    }

    /// Whether it says that there is no scope of this name.
    pub(crate) fn says_unknown(&self) -> bool {
        UNKNOWN.contains(&&*self.rule)
    }

    /// Whether it says that the name used to be valid.
    pub(crate) fn says_retired(&self) -> bool {
        RETIRED.contains(&&*self.rule)
    }
}

fn kind(rule: &str) -> Kind {
    match rule {
        _ if FORM.contains(&rule) => Kind::Form,
        _ if UNKNOWN.contains(&rule) || RETIRED.contains(&rule) => Kind::Name,
        _ => Kind::Set,
    }
}

/// The names of a list whose form is right: separated by blanks, and also by commas if no name of the catalog has one.
pub(crate) fn names(catalog: &Catalog, text: &str) -> Vec<String> {
    let has_commas = catalog.scopes().iter().any(|scope| scope.name.contains(','));
    let separates = |char: char| char.is_whitespace() || char == ',' && !has_commas;
    text.split(separates).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The position of a part of a list: where it is a whole item, otherwise its first occurrence, otherwise the whole
/// list.
pub(crate) fn place_of(part: &str, text: &str) -> Range<usize> {
    let in_name = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || "_-.:/".contains(char));
    let found: Vec<Range<usize>> =
        text.match_indices(part).map(|(at, _)| at..at + part.len()).filter(|range| !range.is_empty()).collect();
    let stands_alone = |range: &&Range<usize>| {
        !in_name(text[..range.start].chars().next_back()) && !in_name(text[range.end..].chars().next())
    };
    found.iter().find(stands_alone).or(found.first()).cloned().unwrap_or(0..text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_where_it_stands_alone() {
        assert_eq!(place_of("read", "read_all,read"), 9..13);
        assert_eq!(place_of("rea", "read_all,read"), 0..3);
        assert_eq!(place_of("none", "read_all"), 0..8);
    }

    #[test]
    fn form_is_about_its_marks_and_names_about_themselves() {
        let catalog = Catalog::from_text("scopes = ['read_a', 'write_b']").expect("sound");
        let said = by_engine(&catalog, "read_a,write_bb");
        let rules = |place| said.about(&place).map(|remark| remark.rule.clone()).collect::<Vec<_>>();
        assert_eq!(rules(0..6), [""; 0]);
        assert_eq!(rules(6..7), ["wrong-delimiter"]);
        assert_eq!(rules(7..15), ["unknown-scope"]);
        assert_eq!(said.repaired, Some(vec!["read_a".to_owned(), "write_b".to_owned()]));
    }

    #[test]
    fn commas_part_names_unless_they_are_in_them() {
        let names = |catalog: &str| names(&Catalog::from_text(catalog).expect("sound"), "a,b c").len();
        assert_eq!((names("scopes = ['a']"), names("scopes = ['a,b']")), (3, 2));
    }
}

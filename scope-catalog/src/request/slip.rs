//! Whether an unknown name is surely wrong, even if the list does not have all names.

use super::diagnose::wording::{only_exchange, pieces};
use super::diagnosis::{Diagnosis, Reason};
use crate::catalog::Catalog;
use crate::fast::has_byte;
use crate::finding::Certainty;
use crate::model::Coverage;
use crate::names::edit_distance::within;
use crate::names::name_words::{is_action, is_separator};

/// Shorter words than this are near to others by chance: `stats`, `status`.
const LONG: usize = 6;

/// Whether it is sure that the provider has no such scope: the list is complete as far as the name goes, the catalog says
/// that it never was one, or it is a known name with a slip.
pub(crate) fn is_proven(catalog: &Catalog, word: &str, diagnosis: &Diagnosis) -> bool {
    let is_said = match diagnosis.reason {
        Reason::Misnomer(_) => true,
        Reason::Placeholder => catalog.declared(word).is_some(),
        _ => false,
    };
    if catalog.is_incomplete_for(word) {
        return is_said;
    }
    let is_listed = match catalog.qualified(word) {
        Some(found) if found.resource.coverage == Coverage::Partial => false,
        _ => catalog.is_complete_for(catalog.without_default_resource(word)),
    };
    is_said || is_listed || is_slip(catalog, word, diagnosis)
}

/// What may be right is not corrected without a question, and where it may be about another thing, what is near is a choice.
pub(crate) fn soften(diagnosis: &mut Diagnosis) {
    diagnosis.certainty = match diagnosis.certainty {
        Certainty::Certain | Certainty::Likely if diagnosis.is_other_words() => Certainty::Choices,
        Certainty::Certain => Certainty::Likely,
        certainty => certainty,
    };
}

/// Whether only one name can have been meant, and what was written instead cannot be a name that the list does not have: it has
/// a word that no name here has, a slip away from one that this name has.
///
/// Of two names of the same provider that differ in nothing but case or separators, both may be right (`….all` and
/// `….ALL`), so that these count only where the known name is in small letters, and at the ends of the name. Singular and plural
/// may both be there as well.
fn is_slip(catalog: &Catalog, word: &str, diagnosis: &Diagnosis) -> bool {
    let [name] = &*diagnosis.names else { return false };
    match diagnosis.reason {
        Reason::Case => !has_byte(name, |byte| byte.is_ascii_uppercase()),
        Reason::Separators => !name.contains('*') && word.trim_matches(is_separator) == name.trim_matches(is_separator),
        Reason::Spelling => is_at_same_address(catalog, word, name) && is_other_word(catalog, word, name),
        _ => false,
    }
}

/// Whether the names are of one resource: an address that is near to a known one may be that of a server not known here.
fn is_at_same_address(catalog: &Catalog, word: &str, name: &str) -> bool {
    let address = |name: &str| name.rfind('/').map_or(0, |end| end);
    catalog.resources().is_empty() || catalog.is_same_name(&word[..address(word)], &name[..address(name)])
}

/// Whether the names differ in one word, by one letter, and nothing here has the word that was written.
fn is_other_word(catalog: &Catalog, word: &str, name: &str) -> bool {
    let (given, known) = (pieces(word, &is_separator), pieces(name, &is_separator));
    let Some((written, meant)) = only_exchange(&given, &known) else { return false };
    let has_digit = |text: &str| has_byte(text, |byte| byte.is_ascii_digit());
    written.len().min(meant.len()) >= LONG
        && !has_digit(written)
        && !has_digit(meant)
        && !is_action(&written.to_ascii_lowercase())
        && within(written.as_bytes(), meant.as_bytes(), 1).is_some()
        && !catalog.scopes().iter().any(|scope| pieces(&scope.name, &is_separator).contains(&written))
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::model::Level;
    use crate::testing::first;

    const CATALOG: &str = "coverage = 'partial'\nscopes = ['orders.calendar.read', 'orders.stats', 'https://acme.example/', \
        'Bills.ALL', 'device:read', 'devices:list', 'extensions:list', 'lines:list', 'tasks_v1:list']";

    fn level(written: &str) -> Level {
        first(CATALOG, &[written]).level
    }

    #[test]
    fn a_slip_in_a_word_that_no_name_has_is_an_error() {
        for written in ["orders.calender.read", "Orders.Calendar.Read", "https://acme.example"] {
            assert_eq!(level(written), Level::Deny, "{written}");
        }
    }

    #[test]
    fn what_may_be_another_name_is_a_warning() {
        let possible = [
            "orders.status", "orders.calendar.write", "orders.calendars.stats", "Bills.all", "orders:calendar:read",
            "devices:read", "line:list", "tasks_v2:list", "orderscalendar.read",
        ];
        for written in possible {
            assert_eq!(level(written), Level::Warn, "{written}");
        }
    }

    #[test]
    fn what_may_be_right_is_no_certain_repair() {
        for (written, certainty) in [
            ("list:extensions", Certainty::Choices),
            ("red_lines:list", Certainty::Choices),
            ("orders_stats", Certainty::Likely),
            ("extension:list", Certainty::Likely),
            ("Orders.Calendar.Read", Certainty::Certain),
        ] {
            assert_eq!(first(CATALOG, &[written]).certainty, certainty, "{written}");
        }
        let complete = CATALOG.replacen("partial", "complete", 1);
        assert_eq!(first(&complete, &["list:extensions"]).certainty, Certainty::Certain);
        let finding = first(CATALOG, &["extension:list"]);
        assert!(finding.help.is_some_and(|help| help.starts_with("did you mean `extensions:list`?")));
    }
}

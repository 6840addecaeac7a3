//! Decides whether an unknown name is certainly wrong, even if the catalog is not complete.

use super::diagnose::wording::{only_exchange, pieces};
use super::diagnosis::{Diagnosis, Reason};
use crate::catalog::Catalog;
use crate::fast::has_byte;
use crate::finding::Certainty;
use crate::model::Coverage;
use crate::names::edit_distance::within;
use crate::names::name_words::{is_action, is_separator};

/// A shorter word resembles others by coincidence: `stats`, `status`.
const LONG: usize = 6;

/// Whether the provider certainly has no such scope: the catalog is complete for the name, says that it never was a
/// scope, or has a name that it is a typo of.
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

/// Reduces the certainty of a diagnosis if the name may be correct, or may be about something else.
pub(crate) fn soften(diagnosis: &mut Diagnosis) {
    diagnosis.certainty = match diagnosis.certainty {
        Certainty::Certain | Certainty::Likely if diagnosis.is_other_words() => Certainty::Choices,
        Certainty::Certain => Certainty::Likely,
        certainty => certainty,
    };
}

/// Whether exactly one name can have been meant, and the written one cannot be a scope that is missing from the
/// catalog: it contains a word that no name has, and that is a typo of a word in that name.
///
/// A provider may have two names that only differ in case or separators (`….all` and `….ALL`), so these count only if
/// the known name is in lower case, and at the ends of the name. It may also have both the singular and the plural.
fn is_slip(catalog: &Catalog, word: &str, diagnosis: &Diagnosis) -> bool {
    let [name] = &*diagnosis.names else { return false };
    match diagnosis.reason {
        Reason::Case => !has_byte(name, |byte| byte.is_ascii_uppercase()),
        Reason::Separators => !name.contains('*') && word.trim_matches(is_separator) == name.trim_matches(is_separator),
        Reason::Spelling => is_at_same_address(catalog, word, name) && is_other_word(catalog, word, name),
        _ => false,
    }
}

/// Whether the names belong to the same resource. An address that resembles a known one may be that of an unknown
/// server.
fn is_at_same_address(catalog: &Catalog, word: &str, name: &str) -> bool {
    let address = |name: &str| name.rfind('/').map_or(0, |end| end);
    catalog.resources().is_empty() || catalog.is_same_name(&word[..address(word)], &name[..address(name)])
}

/// Whether the names differ in one word by one letter, and no name has the written word.
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

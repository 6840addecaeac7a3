//! A form in words, for the documentation.

use core::fmt;

use super::form::{Choice, Form, Meaning, Names, Sign};
use super::outcome::Remedy;

/// Further alternatives are counted.
const SHOWN: usize = 3;

/// How to recognize a response and what it means: `` 403: `error` is `insufficient_scope`; a scope is missing, named in `scope` ``.
impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(formatter, self.statuses, ", ", fmt::Display::fmt)?;
        formatter.write_str(if self.signs.is_empty() { "" } else { ": " })?;
        list(formatter, self.signs, ", and ", in_words)?;
        formatter.write_str("; ")?;
        formatter.write_str(match self.meaning {
            Meaning::InsufficientScope => "a scope is missing",
            Meaning::Undecided => "a scope may be missing",
            Meaning::MissingPermission => "a permission of the application is missing",
            Meaning::InvalidToken(Remedy::Refresh) => "the token expired",
            Meaning::InvalidToken(Remedy::Authorize) => "the token is invalid: sign in again",
            Meaning::InvalidToken(Remedy::RefreshOrAuthorize) => "the token is invalid",
            Meaning::InvalidScope => "a requested scope is invalid",
            Meaning::Unrelated(cause) => return write!(formatter, "not about scopes: {cause}"),
        })?;
        let choice = if self.choice == Choice::Any { ", one of those in" } else { ", named in" };
        places(formatter, choice, self.needed)?;
        places(formatter, "; the granted scopes are in", self.held)
    }
}

fn in_words(sign: &Sign, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match sign {
        Sign::Is(path, text) => write!(formatter, "`{path}` is `{text}`"),
        Sign::IsOneOf(path, texts) => {
            write!(formatter, "`{path}` is ")?;
            some(formatter, texts, " or ", "other", |text, formatter| write!(formatter, "`{text}`"))
        }
        Sign::Has(path) => write!(formatter, "`{path}` is present"),
        Sign::Says(text) => write!(formatter, "a message contains “{}”", text.trim()),
        Sign::SaysOneOf(texts) => {
            formatter.write_str("a message contains ")?;
            some(formatter, texts, " or ", "other", |text, formatter| write!(formatter, "“{}”", text.trim()))
        }
        Sign::Header(name, text) => write!(formatter, "the header `{name}` contains “{text}”"),
        Sign::HeaderIs(name, text) => write!(formatter, "the header `{name}` is `{text}`"),
        Sign::HasHeader(name) => write!(formatter, "the header `{name}` is present"),
        Sign::BlankHeader(name) => write!(formatter, "the header `{name}` is blank or absent"),
        Sign::Either(signs) => some(formatter, signs, " or ", "other sign", in_words),
    }
}

fn places(formatter: &mut fmt::Formatter<'_>, before: &str, places: &[Names]) -> fmt::Result {
    if places.is_empty() {
        return Ok(());
    }
    write!(formatter, "{before} ")?;
    some(formatter, places, " or ", "other place", |place, formatter| match place {
        Names::Member(path) | Names::MemberWithout(path, _) | Names::Quoted(path) => write!(formatter, "`{path}`"),
        Names::Header(name) => write!(formatter, "the header `{name}`"),
        Names::Between(after, "") | Names::OneOf(after, "", _) => {
            write!(formatter, "the text after “{}”", after.trim())
        }
        Names::Between(after, before) | Names::OneOf(after, before, _) => {
            write!(formatter, "the text between “{}” and “{}”", after.trim(), before.trim())
        }
        Names::Known(_) => formatter.write_str("the documentation"),
    })
}

/// The first of some alternatives; the others are counted.
fn some<T>(
    formatter: &mut fmt::Formatter<'_>,
    items: &[T],
    separator: &str,
    thing: &str,
    write: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    list(formatter, &items[..items.len().min(SHOWN)], separator, write)?;
    match items.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        1 => write!(formatter, "{separator}1 {thing}"),
        more => write!(formatter, "{separator}{more} {thing}s"),
    }
}

fn list<T>(
    formatter: &mut fmt::Formatter<'_>,
    items: &[T],
    separator: &str,
    write: impl Fn(&T, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            formatter.write_str(separator)?;
        }
        write(item, formatter)?;
    }
    Ok(())
}

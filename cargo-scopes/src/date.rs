//! Calculates with dates.

use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use toml::value::Date;
use toml::value::Datetime;

/// Returns the current date, in UTC.
pub(crate) fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    of_day(u32::try_from(seconds / 86_400).unwrap_or(0))
}

/// Returns the date this many days after 1970-01-01.
fn of_day(mut days: u32) -> Date {
    let mut first = Date { year: 1970, month: 1, day: 1 };
    loop {
        // The last valid day is the end of the month.
        let is_valid = |day: &u8| parse(&Date { day: *day, ..first }.to_string()).is_ok();
        let length = (28..=31).rfind(is_valid).unwrap_or(31);
        match u8::try_from(days) {
            Ok(day) if day < length => return Date { day: day + 1, ..first },
            _ => days -= u32::from(length),
        }
        let is_last = first.month == 12;
        first.year += u16::from(is_last);
        first.month = if is_last { 1 } else { first.month + 1 };
    }
}

/// Parses a date such as `2026-11-28`.
///
/// # Errors
///
/// If it is invalid: what to write.
pub(crate) fn parse(text: &str) -> Result<Date, String> {
    match text.parse() {
        Ok(Datetime { date: Some(date), time: None, offset: None }) if date.year > 0 => Ok(date),
        _ => Err("write a day as `2026-11-28`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_since_1970() {
        for (days, expected) in
            [(0, "1970-01-01"), (58, "1970-02-28"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_785, "2026-11-28")]
        {
            assert_eq!(of_day(days).to_string(), expected);
        }
    }

    #[test]
    fn days_that_exist() {
        for text in ["2026-11-28", "2024-02-29", "0001-01-01"] {
            assert_eq!(parse(text).map(|date| date.to_string()), Ok(text.to_owned()));
        }
        for text in ["2026-11-31", "2025-02-29", "2026-13-01", "2026-1-1", "0000-01-01", "2026-11", "+026-11-28", ""] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

//! The type of a plain scalar: a string, a number, a boolean or null.

/// Whether a plain scalar is something other than a string in the core schema.
pub(super) fn is_other(text: &str) -> bool {
    const WORDS: &[&str] = &["", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"];
    const NO_NUMBERS: &[&str] = &[".nan", ".NaN", ".NAN"];
    let is_based = |prefix, base| {
        text.strip_prefix(prefix)
            .is_some_and(|digits: &str| !digits.is_empty() && digits.chars().all(|c| c.is_digit(base)))
    };
    WORDS.contains(&text) || NO_NUMBERS.contains(&text) || is_based("0o", 8) || is_based("0x", 16) || is_number(text)
}

/// Decimal digits, a fraction, an exponent; or `.inf`.
fn is_number(text: &str) -> bool {
    let is_decimal = || text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    matches!(text.strip_prefix(['+', '-']).unwrap_or(text), ".inf" | ".Inf" | ".INF")
        || is_decimal() && text.parse::<f64>().is_ok()
}

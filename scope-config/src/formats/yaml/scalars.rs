//! Determines the type of a plain scalar: a string, a number, a boolean or null.

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

/// Whether a scalar is decimal digits with an optional fraction and exponent, or `.inf`.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) =
        unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(left, right)| (left, Some(right)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(left, right)| (left, Some(right)));
    let is_mantissa = match fraction {
        None | Some("") => digits(whole),
        Some(fraction) => digits(fraction) && (whole.is_empty() || digits(whole)),
    };
    is_mantissa && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

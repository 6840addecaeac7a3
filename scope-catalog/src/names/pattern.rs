//! Matches names with variable parts: `account:{id}:read`.

use std::fmt;

use crate::fast::sort;
use crate::names::name_words::is_separator;
use crate::words;

/// A scope name with placeholders.
///
/// `{x}` is one or more characters up to the pattern's next literal character, but never `/ : ? &`; `{x:read|write}` is
/// one of these words; `{x:*}` is anything, including nothing. A `*` outside braces is literal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Box<str>),
    Segment,
    OneOf(Vec<Box<str>>),
    Anything,
}

words! {
    /// Why a text is not a valid pattern.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum PatternError {
        /// A `{` without a `}`.
        Unclosed = "unclosed `{`",
        /// A `}` without a `{`.
        Unopened = "unexpected `}`",
        /// `{}` or `{:…}`.
        Unnamed = "missing name in `{…}`",
        /// `{x:}` or an empty word between bars.
        EmptyWord = "empty word in `{…:…}`",
        /// `{a}{b}`: it is not clear where the first one ends.
        Adjacent = "two `{…}` in a row: write text between them to show where the first one ends",
        /// The text is longer than any name.
        TooLong = "it is longer than 1000 bytes",
    }
}

/// The maximum number of patterns in one place, since each name is compared with all of them.
pub(crate) const MOST_PATTERNS: usize = 1000;

/// The help for too many patterns.
pub(crate) const ALIKE: &str = "write similar names as one pattern: `{right:read|write}`";

/// The maximum length of a pattern.
const LONGEST_PATTERN: usize = 1000;

/// The maximum length of a name that matches a pattern: URLs end at 2000 bytes.
const LONGEST_NAME: usize = 4096;

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Returns whether a name is a pattern, well formed or not.
    pub fn is_pattern(name: &str) -> bool {
        name.contains('{') || name.contains('}')
    }

    /// Parses a pattern.
    ///
    /// # Errors
    ///
    /// If the braces do not match, contain no name, or the text is longer than 1000 bytes.
    ///
    /// ```
    /// let pattern = scope_catalog::Pattern::parse("account:{id}:{right:read|write}")?;
    /// assert!(pattern.matches("account:7:read"));
    /// assert!(!pattern.matches("account:7:delete"));
    /// assert!(!pattern.matches("account:7:8:read"));
    /// # Ok::<(), scope_catalog::PatternError>(())
    /// ```
    pub fn parse(name: &str) -> Result<Self, PatternError> {
        if name.len() > LONGEST_PATTERN {
            return Err(PatternError::TooLong);
        }
        let mut parts = Vec::new();
        let mut rest = name;
        while let Some(open) = rest.find(['{', '}']) {
            if rest.as_bytes()[open] == b'}' {
                return Err(PatternError::Unopened);
            }
            if open > 0 {
                parts.push(Part::Literal(rest[..open].into()));
            }
            let inner = &rest[open + 1..];
            let close = inner.find('}').ok_or(PatternError::Unclosed)?;
            parts.push(Part::parse(&inner[..close])?);
            rest = &inner[close + 1..];
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.into()));
        }
        let is_open = |pair: &[Part]| pair[0] == Part::Segment && !matches!(pair[1], Part::Literal(_));
        if parts.windows(2).any(is_open) {
            return Err(PatternError::Adjacent);
        }
        Ok(Self { parts })
    }

    /// Finds names that match the pattern if one of their words is replaced by one of the pattern's own. Each result
    /// starts with the replaced word: `raed` and `a:read` for `a:raed` and `{id}:{right:read|write}`.
    pub(crate) fn with_own_words<'n>(&'n self, name: &'n str, found: &mut Vec<(&'n str, &'n str, String)>) {
        for (at, part) in self.parts.iter().enumerate() {
            let Part::OneOf(own) = part else { continue };
            let mut start = 0;
            for piece in name.split_inclusive(is_separator) {
                let word = piece.trim_end_matches(is_separator);
                let (before, after) = (&name[..start], &name[start + word.len()..]);
                start += piece.len();
                if !word.is_empty() && matches(&self.parts[..at], before) && matches(&self.parts[at + 1..], after) {
                    for own in own {
                        found.push((word, &**own, format!("{before}{own}{after}")));
                    }
                }
            }
        }
    }

    /// Returns whether a name matches the pattern.
    pub fn matches(&self, name: &str) -> bool {
        if name.len() > LONGEST_NAME {
            return false;
        }
        // Most patterns and names differ at the beginning or the end, and some patterns have nothing else.
        match &*self.parts {
            [Part::Literal(start), ..] if !name.starts_with(&**start) => false,
            [.., Part::Literal(end)] if !name.ends_with(&**end) => false,
            [Part::Literal(_), Part::Anything] | [Part::Anything, Part::Literal(_)] => true,
            parts => matches(parts, name),
        }
    }
}

impl Part {
    fn parse(inner: &str) -> Result<Self, PatternError> {
        let (name, choice) = inner.split_once(':').map_or((inner, None), |(name, choice)| (name, Some(choice)));
        if name.is_empty() {
            return Err(PatternError::Unnamed);
        }
        match choice {
            None => Ok(Self::Segment),
            Some("*") => Ok(Self::Anything),
            Some(words) if words.split('|').any(str::is_empty) => Err(PatternError::EmptyWord),
            Some(words) => {
                let mut allowed = Vec::new();
                for word in words.split('|') {
                    allowed.push(word.into());
                }
                Ok(Self::OneOf(allowed))
            }
        }
    }
}

/// Tracks, part by part, which prefixes of the name can match. The time is proportional to the length of the name times
/// the number of parts, for any pattern.
fn matches(parts: &[Part], name: &str) -> bool {
    let mut ends = vec![0];
    for (at, part) in parts.iter().enumerate() {
        // A part that matches anything can end anywhere after the first place where it can start.
        let starts = if *part == Part::Anything { &ends[..ends.len().min(1)] } else { &ends[..] };
        let mut next = Vec::new();
        for &start in starts {
            part.ends(parts.get(at + 1), name, start, &mut next);
        }
        sort(&mut next, Ord::cmp);
        next.dedup();
        ends = next;
        if ends.is_empty() {
            return false;
        }
    }
    ends.last() == Some(&name.len())
}

impl Part {
    /// Adds the positions at which this part may end if it starts at `start`.
    fn ends(&self, next: Option<&Self>, name: &str, start: usize, ends: &mut Vec<usize>) {
        let rest = &name[start..];
        let mut word = |text: &str| {
            if rest.starts_with(text) {
                ends.push(start + text.len());
            }
        };
        match self {
            Self::Literal(text) => word(text),
            Self::OneOf(words) => {
                for text in words {
                    word(text);
                }
            }
            Self::Segment => {
                let stop = match next {
                    Some(Self::Literal(text)) => text.chars().next(),
                    _ => None,
                };
                let is_end = |char: char| matches!(char, '/' | ':' | '?' | '&') || Some(char) == stop;
                let length = rest.find(is_end).unwrap_or(rest.len());
                if length > 0 {
                    ends.push(start + length);
                }
            }
            Self::Anything => {
                for end in start..=name.len() {
                    if name.is_char_boundary(end) {
                        ends.push(end);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, name: &str) -> bool {
        Pattern::parse(pattern).is_ok_and(|pattern| pattern.matches(name))
    }

    #[test]
    fn a_segment_ends_at_the_next_literal_character() {
        assert!(matches("account:{id}:read", "account:42:read"));
        assert!(!matches("account:{id}:read", "account::read"));
        assert!(!matches("account:{id}:read", "account:4:2:read"));
        assert!(matches("{a}-{b}", "x-y-z"));
        assert!(!matches("{a}-{b}x", "a-bxx"), "the stop character is taken by nobody else");
        assert!(!matches("{a}", "a/b"));
        assert!(!matches("{a}", "a?b"));
        assert!(!matches("{a}", "a&b"));
    }

    #[test]
    fn choices_and_anything() {
        assert!(matches("{x:read|write}", "write"));
        assert!(!matches("{x:read|write}", "writes"));
        assert!(matches("{x:*}", ""));
        assert!(matches("repo:{x:*}?action={y}", "repo:a/b:c?action=create"));
        assert!(!matches("repo:{x:*}?action={y}", "repo:a"));
        assert!(matches("{x:*}a{y:*}b", "aaabab"));
        assert!(!matches("{x:*}a{y:*}b", "aaaba"));
        assert!(matches("{a:a|ab}b", "ab") && matches("{a:a|ab}b", "abb") && !matches("{a:a|ab}b", "a"));
        assert!(matches("system/*.read", "system/*.read"));
        assert!(!matches("system/*.read", "system/x.read"));
    }

    #[test]
    fn hostile_patterns_end() {
        for part in ["{x:a|aa|aaa|aaaa}", "{x:*}a", "{x}a", "{x:*}", "{x:a|b}{y:*}"] {
            let pattern = format!("{}b", part.repeat(990 / part.len()));
            assert!(!matches(&pattern, &"a".repeat(4_000)), "{pattern}");
        }
        let address = format!("https://acme.example/{}/read", "a".repeat(1_900));
        assert!(matches("https://acme.example/{x}/{right:read|write}", &address));
    }

    #[test]
    fn what_is_no_pattern() {
        assert_eq!(Pattern::parse("a{"), Err(PatternError::Unclosed));
        assert_eq!(Pattern::parse("a}"), Err(PatternError::Unopened));
        assert_eq!(Pattern::parse("{}"), Err(PatternError::Unnamed));
        assert_eq!(Pattern::parse("{x:a||b}"), Err(PatternError::EmptyWord));
        assert_eq!(Pattern::parse("{a}{b:x|y}"), Err(PatternError::Adjacent));
        assert_eq!(Pattern::parse(&"{a}:".repeat(1000)), Err(PatternError::TooLong));
    }
}

//! Names with parts that vary: `account:{id}:read`.

use std::fmt;

/// A scope name of which parts vary.
///
/// `{x}` is one or more characters up to the pattern's next literal character, never `/ : ? &`; `{x:read|write}` is one
/// of these words; `{x:*}` is anything, nothing included. A `*` outside braces is itself.
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

/// Why a text is no pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// A `{` without its `}`.
    Unclosed,
    /// A `}` without its `{`.
    Unopened,
    /// `{}` or `{:…}`.
    Unnamed,
    /// `{x:}` or an empty word between bars.
    EmptyWord,
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unclosed => "a `{` is not closed",
            Self::Unopened => "a `}` was never opened",
            Self::Unnamed => "a `{…}` has no name",
            Self::EmptyWord => "a `{…:…}` lists an empty word",
        })
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Whether a name is a pattern, well formed or not.
    pub fn is_pattern(name: &str) -> bool {
        name.contains('{') || name.contains('}')
    }

    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// Where the braces do not pair up, or hold no name.
    ///
    /// ```
    /// let pattern = scope_catalog::Pattern::parse("account:{id}:{right:read|write}")?;
    /// assert!(pattern.matches("account:7:read"));
    /// assert!(!pattern.matches("account:7:delete"));
    /// assert!(!pattern.matches("account:7:8:read"));
    /// # Ok::<(), scope_catalog::PatternError>(())
    /// ```
    pub fn parse(name: &str) -> Result<Self, PatternError> {
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
        Ok(Self { parts })
    }

    /// Whether a name is one that the pattern describes.
    pub fn matches(&self, name: &str) -> bool {
        matches(&self.parts, name)
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
            Some(words) => Ok(Self::OneOf(words.split('|').map(Box::from).collect())),
        }
    }
}

/// Each part takes what it can and never gives back, but for [`Part::Anything`]: time grows with the length of the name
/// times the number of parts, whatever the pattern.
fn matches(parts: &[Part], mut name: &str) -> bool {
    let mut resume: Option<(usize, &str)> = None;
    let mut at = 0;
    loop {
        let step = match parts.get(at) {
            None if name.is_empty() => return true,
            None => None,
            Some(Part::Anything) => {
                resume = Some((at + 1, name));
                Some(name)
            }
            Some(part) => part.take(parts.get(at + 1), name),
        };
        match (step, resume) {
            (Some(rest), _) => {
                name = rest;
                at += 1;
            }
            (None, Some((after, from))) => {
                let mut characters = from.chars();
                if characters.next().is_none() {
                    return false;
                }
                resume = Some((after, characters.as_str()));
                (at, name) = (after, characters.as_str());
            }
            (None, None) => return false,
        }
    }
}

impl Part {
    /// What is left of a name once this part has taken its share.
    fn take<'n>(&self, next: Option<&Self>, name: &'n str) -> Option<&'n str> {
        match self {
            Self::Literal(text) => name.strip_prefix(&**text),
            Self::OneOf(words) => {
                let longest = words.iter().filter(|word| name.starts_with(&***word)).max_by_key(|word| word.len())?;
                Some(&name[longest.len()..])
            }
            Self::Segment => {
                let stop = match next {
                    Some(Self::Literal(text)) => text.chars().next(),
                    _ => None,
                };
                let end = name.find(|char| matches!(char, '/' | ':' | '?' | '&') || Some(char) == stop);
                let end = end.unwrap_or(name.len());
                (end > 0).then(|| &name[end..])
            }
            Self::Anything => Some(name),
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
        assert!(matches("system/*.read", "system/*.read"));
        assert!(!matches("system/*.read", "system/x.read"));
    }

    #[test]
    fn what_is_no_pattern() {
        assert_eq!(Pattern::parse("a{"), Err(PatternError::Unclosed));
        assert_eq!(Pattern::parse("a}"), Err(PatternError::Unopened));
        assert_eq!(Pattern::parse("{}"), Err(PatternError::Unnamed));
        assert_eq!(Pattern::parse("{x:a||b}"), Err(PatternError::EmptyWord));
    }
}

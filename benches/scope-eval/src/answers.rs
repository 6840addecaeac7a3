//! Evaluates error responses that providers sent: is the missing scope recognized, and are other responses not taken
//! for missing scopes?

use std::collections::BTreeSet;

use oauth_scopes::{ErrorResponse, Granted, Required};
use serde::Deserialize;

/// A recorded response, and how it should be understood.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    id: String,
    /// `pos`: it says that a scope or a permission is missing. `neg`: it is about something else.
    kind: String,
    status: u16,
    #[serde(default)]
    headers: Vec<(String, String)>,
    body: String,
    #[serde(default)]
    need: Vec<String>,
    /// `any` or `all` of the scopes in `need`; `unknown` if the response does not name them.
    #[serde(default)]
    mode: String,
    /// Some of the scopes that the token grants, if the response states them.
    held: Option<Vec<String>>,
    #[serde(default)]
    note: String,
}

/// How a response was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Right,
    Partly,
    Missed,
    False,
    /// According to its note, the response does not contain the information.
    LeftOut,
}

impl Mark {
    fn name(self) -> &'static str {
        match self {
            Self::Right => "RIGHT",
            Self::Partly => "PARTLY",
            Self::Missed => "MISSED",
            Self::False => "FALSE",
            Self::LeftOut => "LEFT OUT",
        }
    }
}

/// A line for each response that was not understood, and the counts.
pub(crate) fn report(answers: &[Answer]) -> String {
    let mut marks: Vec<Mark> = Vec::new();
    let mut text = String::new();
    for answer in answers {
        let headers = answer.headers.iter().map(|(name, value)| (&**name, &**value));
        let response = ErrorResponse::read(answer.status, headers, &answer.body);
        let mark = answer.mark(&response);
        if mark != Mark::Right {
            text.push_str(&format!("{} {}: {}\n", mark.name(), answer.id, shown(&response)));
        }
        marks.push(mark);
    }
    for kind in ["pos", "neg"] {
        let of_kind = || answers.iter().zip(&marks).filter(|(answer, _)| answer.kind == kind).map(|(_, mark)| *mark);
        let counts = [Mark::Right, Mark::Partly, Mark::Missed, Mark::False, Mark::LeftOut].map(|mark| {
            let count = of_kind().filter(|other| *other == mark).count();
            format!("{} {count}", mark.name())
        });
        text.push_str(&format!("{kind}: {} responses, {}\n", of_kind().count(), counts.join(", ")));
    }
    let decided = marks.iter().filter(|mark| **mark != Mark::LeftOut).count();
    let right = marks.iter().filter(|mark| **mark == Mark::Right).count();
    text.push_str(&format!("{right} of {decided} right\n\n{DEFINITIONS}"));
    text
}

const DEFINITIONS: &str = "  \
  RIGHT     of pos: a missing scope or permission of the application is seen, with exactly the named ones, whether all of
            them are needed, and what is held; of neg: no scope is said to be missing
  PARTLY    of pos: it is seen, but not so exactly, or said to be undecided
  MISSED    of pos: not seen
  FALSE     of neg: a scope is said to be missing, or of pos: one that is not needed
  LEFT OUT  of pos: the note says that the response does not tell, or what else it can mean, and so is said
";

fn shown(response: &ErrorResponse) -> String {
    match response {
        ErrorResponse::InsufficientScope(error) => error.to_string(),
        ErrorResponse::Undecided(error) => format!("undecided, {error}"),
        other => format!("{other:?}"),
    }
}

impl Answer {
    fn mark(&self, response: &ErrorResponse) -> Mark {
        if self.kind == "neg" {
            return if response.is_insufficient_scope() { Mark::False } else { Mark::Right };
        }
        if self.note.contains("be told") {
            return if response.is_insufficient_scope() { Mark::Partly } else { Mark::LeftOut };
        }
        match response {
            ErrorResponse::InsufficientScope(error) => self.exact(error.required(), error.granted()),
            // The response names permissions, not scopes.
            ErrorResponse::MissingPermission(_) if self.need.is_empty() => Mark::Right,
            ErrorResponse::MissingPermission(error) => self.exact(&error.required, None).min(Mark::Partly),
            ErrorResponse::Undecided(_) if self.need.is_empty() && !self.note.is_empty() => Mark::LeftOut,
            ErrorResponse::Undecided(_) => Mark::Partly,
            _ => Mark::Missed,
        }
    }

    fn exact(&self, required: &Required, granted: Option<&Granted>) -> Mark {
        let wanted: BTreeSet<&str> = self.need.iter().map(String::as_str).collect();
        let found: BTreeSet<&str> = required.names().iter().map(String::as_str).collect();
        let is_any = matches!(required, Required::Any(_));
        let has_choice = wanted.len() < 2 || is_any == (self.mode == "any");
        let holds = |name: &String| granted.is_some_and(|granted| granted.contains(name));
        let has_held = self.held.as_ref().is_none_or(|held| held.iter().all(holds));
        match found.difference(&wanted).next() {
            // The list of the case may be shortened: more names from the same sentence are not an error.
            Some(_) if wanted.is_empty() && is_any => Mark::Partly,
            Some(_) if wanted.is_empty() || found.is_disjoint(&wanted) => Mark::False,
            Some(_) if !is_any => Mark::False,
            _ if wanted.is_subset(&found) && has_choice && has_held => Mark::Right,
            _ => Mark::Partly,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(line: &str) -> Mark {
        let answer: Answer = serde_json::from_str(line).expect("a case");
        let headers = answer.headers.iter().map(|(name, value)| (&**name, &**value));
        answer.mark(&ErrorResponse::read(answer.status, headers, &answer.body))
    }

    fn positive(rest: &str) -> Mark {
        mark(&format!(
            r#"{{"id": "x", "kind": "pos", "status": 403,
                "body": "{{\"error\": \"insufficient_scope\", \"scope\": \"a b\"}}", {rest}}}"#
        ))
    }

    #[test]
    fn names_and_choices_count() {
        assert_eq!(positive(r#""need": ["a", "b"], "mode": "all""#), Mark::Right);
        assert_eq!(positive(r#""need": ["b", "a"], "mode": "any""#), Mark::Partly);
        assert_eq!(positive(r#""need": ["a", "b", "c"], "mode": "all""#), Mark::Partly);
        assert_eq!(positive(r#""need": ["a", "b"], "mode": "all", "held": ["c"]"#), Mark::Partly);
        assert_eq!(positive(r#""need": ["a"], "mode": "all""#), Mark::False);
        assert_eq!(positive(r#""need": [], "mode": "unknown""#), Mark::False);
    }

    #[test]
    fn what_is_not_about_scopes() {
        let limit = r#"{"id": "x", "kind": "neg", "status": 429, "headers": [], "body": ""}"#;
        assert_eq!(mark(limit), Mark::Right);
        assert_eq!(mark(&limit.replace("neg", "pos")), Mark::Missed);
        let scope = r#"{"id": "x", "kind": "neg", "status": 403, "body": "{\"error\": \"insufficient_scope\"}"}"#;
        assert_eq!(mark(scope), Mark::False);
        let untold = limit.replace("neg", "pos").replace(r#""body""#, r#""note": "cannot be told", "body""#);
        assert_eq!(mark(&untold), Mark::LeftOut);
    }

    #[test]
    fn the_report_lists_what_is_not_right() {
        let line = r#"{"id": "some-id", "kind": "pos", "status": 403, "headers": [["A", "b"]], "body": "no"}"#;
        let text = report(&[serde_json::from_str(line).expect("a case")]);
        assert!(text.starts_with("MISSED some-id: Unknown\npos: 1 responses, RIGHT 0, PARTLY 0, MISSED 1"), "{text}");
        assert!(text.contains("\n0 of 1 right\n"), "{text}");
    }
}

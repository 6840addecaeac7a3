//! Recognizes calls of client libraries whose methods are named after operations.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tokens::{Kind, Token};

/// An operation that a file probably performs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The bundled provider of the operation.
    pub(crate) provider: &'static str,
    /// The text in the source: `POST https://api.github.com/gists`, `gmail.users.messages_send`.
    pub(crate) written: String,
    pub(crate) span: Range<usize>,
    /// Whether it is a URL of the provider. A method of the same name may belong to something else.
    pub(crate) is_address: bool,
}

/// The client libraries that a file mentions.
#[derive(Debug, Default)]
pub(super) struct Libraries {
    /// Its methods take paths.
    pub(super) octocrab: bool,
    slack: bool,
    graph: bool,
    /// APIs of Google, as in the names of their operations: `gmail:v1`.
    google: BTreeSet<String>,
}

/// A method in a chain of calls: `.users()`.
struct Method<'t> {
    name: &'t str,
    at: usize,
    has_arguments: bool,
}

impl Libraries {
    pub(super) fn of(tokens: &[Token<'_>]) -> Self {
        let mut libraries = Self::default();
        for token in tokens {
            let Kind::Word(word) = token.kind else { continue };
            libraries.octocrab |= word == "octocrab";
            libraries.slack |= word == "slack_morphism";
            libraries.graph |= word == "graph_rs_sdk";
            libraries.google.extend(google_api(word));
        }
        libraries
    }

    /// Returns the calls that are named after operations.
    pub(super) fn calls(&self, tokens: &[Token<'_>]) -> Vec<Seen> {
        let mut seen = Vec::new();
        if !(self.octocrab || self.slack || self.graph) && self.google.is_empty() {
            return seen;
        }
        for at in 0..tokens.len() {
            let row = row_to(tokens, at);
            // The preceding method names the operation that this one executes.
            let Some(last) = row.last().filter(|last| !matches!(last.name, "doit" | "execute")) else { continue };
            let mut add = |provider, written: String| {
                seen.push(Seen { provider, written, span: tokens[last.at].span.clone(), is_address: false });
            };
            if self.slack && last.name.contains('_') {
                add("slack", last.name.to_owned());
            }
            if let [.., before, last] = &*row {
                for api in &self.google {
                    let name = api.split(':').next().unwrap_or_default();
                    add("google", format!("{api}/{name}.{}.{}", before.name, last.name));
                }
                if self.octocrab {
                    add("github", format!("{}.{}", before.name, last.name));
                }
            }
            if let Some(written) = graph(&row).filter(|_| self.graph) {
                add("microsoft-graph", written);
            }
        }
        seen
    }
}

/// Returns `gmail:v1` for the library `google_gmail1`.
fn google_api(word: &str) -> Option<String> {
    let rest = word.strip_prefix("google_")?;
    let at = rest.find(|char: char| char.is_ascii_digit())?;
    let (api, version) = rest.split_at(at);
    let is_api = !api.is_empty() && api.bytes().all(|byte| byte.is_ascii_lowercase());
    is_api.then(|| format!("{api}:v{}", version.replace('_', "")))
}

/// Returns the chain of calls that ends at a token, as in `hub.users().messages_send(…)`; empty if it is not a call.
fn row_to<'t>(tokens: &[Token<'t>], at: usize) -> Vec<Method<'t>> {
    let mut row: Vec<Method<'t>> = Vec::new();
    let mut next = method_at(tokens, at);
    while let Some(method) = next {
        // Before the name is a dot, and before that the receiver.
        let before = method.at.checked_sub(2);
        row.push(method);
        next = before.and_then(|end| {
            let Kind::Sign(b')') = tokens[end].kind else { return None };
            method_at(tokens, open(tokens, end)?.checked_sub(1)?)
        });
    }
    row.reverse();
    row
}

fn method_at<'t>(tokens: &[Token<'t>], at: usize) -> Option<Method<'t>> {
    let Kind::Word(name) = tokens[at].kind else { return None };
    let is_dot = at > 0 && matches!(tokens[at - 1].kind, Kind::Sign(b'.'));
    let is_called = matches!(tokens.get(at + 1)?.kind, Kind::Sign(b'('));
    let has_arguments = !matches!(tokens.get(at + 2)?.kind, Kind::Sign(b')'));
    (is_dot && is_called).then_some(Method { name, at, has_arguments })
}

/// Returns the opening bracket for a closing one.
fn open(tokens: &[Token<'_>], end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for at in (0..=end).rev() {
        match tokens[at].kind {
            Kind::Sign(b')' | b']' | b'}') => depth += 1,
            Kind::Sign(b'(' | b'[' | b'{') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Returns `GET /me/messages` for `me().messages().list_messages()`.
fn graph(row: &[Method<'_>]) -> Option<String> {
    let (last, path) = row.split_last().filter(|(_, path)| !path.is_empty())?;
    let (action, _) = last.name.split_once('_')?;
    let (verb, is_own_path) = match action {
        "list" | "get" => ("GET", false),
        "create" => ("POST", false),
        "update" => ("PATCH", false),
        "delete" => ("DELETE", false),
        "send" => ("POST", true),
        _ => return None,
    };
    let mut written = format!("{verb} ");
    for method in path {
        written.push('/');
        written.push_str(&method.name.replace('_', ""));
        if method.has_arguments {
            let plural = if method.name.ends_with('s') { "/{id}" } else { "s/{id}" };
            written.push_str(plural);
        }
    }
    if is_own_path {
        written.push_str(&format!("/{}", last.name.replace('_', "")));
    }
    Some(written)
}

//! Operations by identifiers: the method of a library, the `operationId` of a description.

use crate::operations::best::Best;
use crate::operations::index::OperationIndex;
use crate::operations::names::identifier::{Part, identifier};
use crate::operations::spelling::{Spelling, VALUE};

/// How far an identifier is one of an operation: the smaller, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Letter for letter.
    Whole,
    /// It is called on something: `client.` before it.
    OnReceiver(usize),
    /// It is the end of one, without the first parts, whose number this is: `messages.send`.
    End(usize),
    /// The last part alone, which consists of several words.
    LastPart,
}

/// The operations that an identifier may mean, the nearest alone.
pub(super) fn by_identifier(index: &OperationIndex, written: &Spelling) -> Vec<usize> {
    let parts = identifier(&written.text);
    let is_path = written.verb().is_some() && written.text.contains('/');
    if is_path || parts.is_empty() || parts.iter().any(|part| part.letters == VALUE) || written.text.contains('{') {
        return Vec::new();
    }
    let joined: Vec<String> = (0..parts.len()).map(|from| join(&parts[from..])).collect();
    let mut best = Best::new();
    for (at, entry) in index.entries.iter().enumerate() {
        let is_other_kind = written.verb().is_none()
            && written.kind.is_some()
            && entry.paths.first().is_some_and(|path| path.kind != written.kind);
        if is_other_kind {
            continue;
        }
        for rank in entry.names.identifiers.iter().filter_map(|known| rank(known, &parts, &joined)) {
            best.add(rank, at);
        }
    }
    best.found
}

fn join(parts: &[Part]) -> String {
    parts.iter().map(|part| &*part.letters).collect()
}

fn rank(known: &[Part], written: &[Part], joined: &[String]) -> Option<Rank> {
    let whole = join(known);
    if whole == joined[0] {
        return Some(Rank::Whole);
    }
    let words = |parts: &[Part]| parts.iter().map(|part| part.words).sum::<usize>();
    for from in 1..written.len() {
        // One word alone, such as `search`, would be the end of many.
        if joined[from] == whole && words(&written[from..]) > 1 {
            let is_last = from + 1 == written.len() && known.len() == 1;
            return Some(if is_last { Rank::LastPart } else { Rank::OnReceiver(from) });
        }
    }
    for from in 1..known.len() {
        let end = &known[from..];
        if join(end) == joined[0] && (end.len() > 1 || words(end) > 1) {
            return Some(Rank::End(from));
        }
    }
    // `hub.users().messages_send()`: a variable, and then the end.
    for receivers in 1..written.len() {
        for from in 1..known.len() {
            let end = &known[from..];
            if join(end) == joined[receivers] && end.len() > 1 && words(&written[receivers..]) > 1 {
                return Some(Rank::End(from + receivers));
            }
        }
    }
    None
}

/// A path that is written as calls: `client.me.messages.get`. Each way to leave out what it is called on.
pub(super) fn fluent(written: &Spelling) -> Vec<Spelling> {
    let parts = identifier(&written.text);
    let Some((last, before)) = parts.split_last() else { return Vec::new() };
    let verb = match &*last.letters {
        "get" | "post" | "put" | "patch" | "delete" => last.letters.to_ascii_uppercase(),
        _ => return Vec::new(),
    };
    // `byUserId(id)` is a value.
    let is_value = |part: &Part| part.letters.starts_with("by") && part.letters.ends_with("id") && part.words > 2;
    let segment = |part: &Part| if is_value(part) { VALUE.to_owned() } else { part.letters.clone() };
    let segments: Vec<String> = before.iter().map(segment).collect();
    let whole = Spelling { kind: Some(verb), is_path: true, ..Spelling::default() };
    (0..segments.len()).map(|from| Spelling { segments: segments[from..].into(), ..whole.clone() }).collect()
}

//! Reads any response as an error about missing scopes, and also reads a rejection that it wrote itself.
//!
//! The lines before the first empty line are headers, `name: value`; the rest is the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth_scopes::{ErrorResponse, Granted, InsufficientScope, Need, Refusal, Required, Scopes};

const ALLOWED: Scopes = Scopes { __unchecked: "\u{1}read:org repo\0public_repo" };
const NEED: Need = Need::Any(&[
    Need::Scope { name: "read:org", covered_by: &["write:org", "admin:org"] },
    Need::All(&[Need::Scope { name: "repo", covered_by: &[] }, Need::Scope { name: "gist", covered_by: &[] }]),
]);

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let headers: Vec<(&str, &str)> = head.lines().filter_map(|line| line.split_once(": ")).collect();
    for status in [200, 400, 401, 403, 404] {
        if let ErrorResponse::InsufficientScope(refusal) = ErrorResponse::read(status, headers.iter().copied(), body) {
            is_sound(refusal);
        }
    }
    let granted = Granted::from_response(&ALLOWED, Some(body));
    assert_eq!(granted.missing(&NEED).is_empty(), granted.covers(&NEED));
    let next = granted.request_for(&NEED);
    // The list knows aliases, but a text does not.
    assert!(Granted::from_response(&next, None).covers(&NEED));
    is_read_as_written(head, body);
});

fn is_sound(refusal: InsufficientScope) {
    assert!(!refusal.to_string().contains(char::is_control));
    let refusal = if refusal.granted().is_none() { refusal.with_granted(Granted::default()) } else { refusal };
    let Ok(next) = refusal.next_request(&ALLOWED) else { return };
    let is_granted = |name: &str| refusal.granted().is_some_and(|held| held.contains(name));
    assert!(next.iter().all(|name| ALLOWED.covers(name) || is_granted(name)), "more than is allowed: {next}");
}

fn is_read_as_written(realm: &str, description: &str) {
    let refusal = Refusal::insufficient_scope(&ALLOWED).expect("scopes");
    let refusal = refusal.with_realm(realm).and_then(|refusal| refusal.with_description(description));
    let Ok(refusal) = refusal else { return };
    let read = InsufficientScope::from_www_authenticate([refusal.to_string().as_str()]).expect("a refusal");
    assert_eq!(read.message(), Some(description));
    if !realm.starts_with("https://accounts.google.com") {
        assert_eq!(*read.required(), Required::all(["read:org", "repo"]));
    }
}

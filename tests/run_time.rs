//! Tests properties of tokens, needs and error responses.

use std::collections::BTreeSet;

use oauth_scopes::forms::{Form, Names, Sign};
use oauth_scopes::{ErrorResponse, Granted, InsufficientScope, Need, Operation, Refusal, Required, Scopes, scopes};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A list that is in no catalog.
const fn unchecked(text: &'static str) -> Scopes {
    Scopes { __unchecked: text }
}

/// Scopes, and the scopes that imply them directly or indirectly.
const NAMES: &[(&str, &[&str])] = &[
    ("a", &[]),
    ("b:read", &["b:write", "b:admin"]),
    ("b:write", &["b:admin"]),
    ("b:admin", &[]),
    ("c", &["C", "b:admin"]),
    ("d", &[]),
    ("e", &["f"]),
    ("f", &["e"]),
];

fn scope() -> impl Strategy<Value = Need> {
    select(NAMES).prop_map(|(name, covered_by)| Need::Scope { name, covered_by })
}

/// Any need, including empty `Any` and `All`.
fn need(leaf: impl Strategy<Value = Need> + 'static) -> impl Strategy<Value = Need> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        (any::<bool>(), vec(inner, 0..4)).prop_map(|(is_any, needs)| {
            let needs: &'static [Need] = needs.leak();
            if is_any { Need::Any(needs) } else { Need::All(needs) }
        })
    })
}

fn plain_scope() -> impl Strategy<Value = Need> {
    select(NAMES).prop_map(|(name, _)| Need::Scope { name, covered_by: &[] })
}

fn held() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), 0..4)
}

fn granted<'n>(names: impl IntoIterator<Item = &'n str>) -> Granted {
    Granted::from_text(&names.into_iter().collect::<Vec<_>>().join(" "))
}

fn without<'n>(names: &[&'n str], position: usize) -> Vec<&'n str> {
    names.iter().enumerate().filter(|(at, _)| *at != position).map(|(_, name)| *name).collect()
}

proptest! {
    #[test]
    fn covering_is_monotone(needs in vec(need(scope()), 0..4), held in held(), more in held()) {
        if granted(held.clone()).covers(&needs) {
            prop_assert!(granted(held.into_iter().chain(more)).covers(&needs));
        }
    }

    #[test]
    fn nothing_is_missing_if_and_only_if_the_needs_are_covered(needs in vec(need(scope()), 0..4), held in held()) {
        let granted = granted(held);
        prop_assert_eq!(granted.missing(&needs).is_empty(), granted.covers(&needs));
    }

    #[test]
    fn granted_and_missing_scopes_cover_the_needs(needs in vec(need(scope()), 0..4), held in held()) {
        let before = granted(held);
        let next = before.request_for(&needs);
        let after = Granted::from_text(next.as_str());
        prop_assert_eq!(after.covers(&needs), !before.missing(&needs).is_unsatisfiable());
        let expected: Vec<&str> = before.iter().chain(before.missing(&needs).iter().map(|name| -> &str { name })).collect();
        prop_assert_eq!(next.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn no_missing_scope_is_superfluous(needs in vec(need(scope()), 0..4), held in held()) {
        let before = granted(held.clone());
        let missing = before.missing(&needs);
        prop_assume!(!missing.is_unsatisfiable());
        for position in 0..missing.as_slice().len() {
            let fewer = without(missing.as_slice(), position);
            prop_assert!(!granted(held.iter().copied().chain(fewer)).covers(&needs), "{missing} without {position}");
        }
    }

    /// Tries every set of scopes.
    #[test]
    fn no_shorter_list_is_enough(needs in vec(need(plain_scope()), 0..4), held in held()) {
        let missing = granted(held.clone()).missing(&needs);
        prop_assume!(!missing.is_unsatisfiable());
        let shortest = (0..1_u32 << NAMES.len()).filter(|set| {
            let chosen = (0..NAMES.len()).filter(|bit| set & (1 << bit) != 0).map(|bit| NAMES[bit].0);
            granted(held.iter().copied().chain(chosen)).covers(&needs)
        });
        prop_assert_eq!(Some(missing.as_slice().len()), shortest.map(|set| set.count_ones() as usize).min());
    }

    #[test]
    fn several_needs_are_met_if_each_is(one in need(scope()), other in need(scope()), held in held()) {
        let granted = granted(held);
        let both = [Operation::new("one", one), Operation::new("other", other)];
        prop_assert_eq!(granted.covers(&both), granted.covers(&one) && granted.covers(&other));
        prop_assert_eq!(granted.missing(&both[..]), granted.missing(&Need::All(vec![one, other].leak())));
    }

    #[test]
    fn order_and_delimiter_do_not_matter(names in vec("[a-z:./]{1,6}", 0..6), delimiter in "[ ,]|, |  |\t|\r\n") {
        let forwards = Granted::from_text(&names.join(" "));
        let backwards: Vec<&str> = names.iter().rev().map(String::as_str).collect();
        let backwards = Granted::from_text(&backwards.join(&delimiter));
        let sorted = |granted: &Granted| granted.iter().map(str::to_owned).collect::<BTreeSet<_>>();
        prop_assert_eq!(sorted(&forwards), sorted(&backwards));
        prop_assert_eq!(forwards.len(), backwards.len());
        prop_assert_eq!(&Granted::from_text(&forwards.to_string()), &forwards);
    }

    #[test]
    fn any_response_is_read(requested in select(vec![unchecked("a b:read"), unchecked("\u{2}a,b c\0d"), unchecked("")]), text in any::<String>()) {
        let granted = Granted::from_response(&requested, Some(&text));
        prop_assert!(granted.iter().all(|name| text.contains(name)));
        prop_assert_eq!(granted.is_empty(), text.split([',', ' ', '\t', '\n', '\r', '\u{c}']).all(str::is_empty));
    }

    #[test]
    fn any_header_is_read(lines in vec(header(), 0..4)) {
        if let Some(refusal) = InsufficientScope::from_www_authenticate(lines.iter().map(String::as_str)) {
            prop_assert!(lines.iter().any(|line| line.contains("insufficient_scope")));
            prop_assert!(refusal.to_string().starts_with("insufficient scope: "));
        }
    }

    #[test]
    fn any_response_to_a_request_is_read(
        status in prop_oneof![select(vec![200, 400, 401, 403, 404]), any::<u16>()],
        headers in vec((name(), header()), 0..5),
        body in body(),
        held in proptest::option::of(held()),
    ) {
        let allowed = unchecked("a b:read");
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = ErrorResponse::read(status, headers.iter().copied(), &body);
        let refusal = InsufficientScope::from_response(status, headers, &body);
        prop_assert_eq!(refusal.is_some(), response.is_insufficient_scope());
        let Some(mut refusal) = refusal else { return Ok(()) };
        prop_assert!(!refusal.to_string().contains(char::is_control));
        if let Some(held) = held {
            refusal = refusal.with_granted(granted(held));
        }
        let Ok(next) = refusal.next_request(&allowed) else { return Ok(()) };
        let held = refusal.granted().expect("a request is made of the scopes that are granted");
        prop_assert!(next.iter().all(|name| allowed.covers(name) || held.contains(name)), "{next}");
        prop_assert!(held.iter().all(|name| next.contains(name)), "nothing is lost: {next}");
    }

    /// Names of one word, with any other parts of a form.
    #[test]
    fn a_form_of_the_program_is_read(names in vec("[a-z:.]{0,3}[a-z]", 1..4), status in select(vec![400_u16, 401, 403])) {
        const FORM: Form = Form::new("Zoo", &[Sign::Is("code", "4711")]).needed(&[Names::Member("wants")]).any();
        let body = format!("{{\"code\": 4711, \"wants\": {names:?}}}");
        let response = ErrorResponse::read_with(&[FORM], status, [], &body);
        let refusal = response.into_insufficient_scope().expect("a refusal");
        prop_assert_eq!(refusal.required(), &Required::any(names.iter().map(String::as_str)));
    }

    #[test]
    fn a_refusal_is_read_as_it_was_written(
        scopes in select(vec![unchecked(""), unchecked("a"), unchecked("!#[]~ b:read a=b"), unchecked("\u{2}x,y")]),
        realm in proptest::option::of("[ -~]{0,12}"),
        description in proptest::option::of("[ !#-\\[\\]-~]{0,12}"),
        before in select(vec!["", "Basic realm=\"a, Bearer error=\\\"x\\\"\", ", "Negotiate abc==, ", "Bearer error=invalid_token,"]),
        after in select(vec!["", ", Basic realm=x", ",,Digest nonce=\"scope=z\""]),
    ) {
        // Google is recognized by this realm.
        prop_assume!(realm.as_ref().is_none_or(|realm| !realm.starts_with("https://accounts.google.com")));
        let mut refusal = Refusal::insufficient_scope(&scopes).expect("scopes");
        if let Some(realm) = &realm {
            refusal = refusal.with_realm(realm).expect("printable");
        }
        if let Some(description) = &description {
            refusal = refusal.with_description(description).expect("printable");
        }
        let line = format!("{before}{refusal}{after}");
        let read = InsufficientScope::from_www_authenticate(["Basic", line.as_str()]).expect("a refusal");
        let names: Vec<String> = scopes.iter().map(str::to_owned).collect();
        let required = if names.is_empty() { Required::Unknown } else { Required::All(names) };
        prop_assert_eq!(read.required(), &required);
        prop_assert_eq!(read.message(), description.as_deref());
    }

    #[test]
    fn a_refusal_accepts_only_valid_header_values(realm in any::<String>(), description in any::<String>()) {
        let fits = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        prop_assert_eq!(Refusal::no_token().with_realm(&realm).is_ok(), fits(&realm));
        let described = Refusal::invalid_token().with_description(&description);
        prop_assert_eq!(described.is_ok(), fits(&description) && !description.contains(['"', '\\']));
        if let Ok(refusal) = described {
            prop_assert!(fits(&refusal.to_string()));
        }
    }
}

/// Uses the scopes of a catalog, the macro and a response together.
#[test]
fn partial_grants_and_aliases() {
    const ASKED: Scopes = scopes!(graph: "User.Read Mail.Write");
    let covered = |answer: &str| -> Vec<bool> {
        let granted = Granted::from_response(&ASKED, Some(answer));
        ["User.Read", "Mail.Write", "Mail.Read"].map(|name| granted.grants(name)).to_vec()
    };
    assert_eq!(covered("User.Read"), [true, false, false]);
    assert_eq!(covered("https://graph.example/User.Read"), [true, false, false]);
    for spelling in ["Mail.Write", "mail", "https://graph.example/Mail.Write", "https://graph.example/mail"] {
        assert_eq!(covered(spelling), [false, true, true], "{spelling}");
        let granted = Granted::from_response(&ASKED, Some(spelling));
        assert_eq!(granted.missing(&ASKED).as_slice(), ["User.Read"], "{spelling}");
        assert!(granted.covers(&scopes!(graph: "https://graph.example/Mail.Read")), "{spelling}");
    }
    assert_eq!(covered("Mail.Read"), [false, false, true]);
    assert_eq!(covered("User.Read https://graph.example/mail"), [true, true, true]);
}

/// A server cannot make reading a response slow.
#[test]
fn long_responses_end() {
    let names = |prefix: &str| (0..100_000).map(|number| format!("{prefix}{number}")).collect::<Vec<_>>().join(",");
    let (needed, held) = (names("n"), names("h"));
    let slack = format!(r#"{{"ok": false, "error": "missing_scope", "needed": "{needed}", "provided": "{held}"}}"#);
    let header = format!("Bearer error=\"insufficient_scope\", scope=\"{needed}\"{}", ", Basic a=\"b".repeat(100_000));
    let headers = [("WWW-Authenticate", header.as_str())];
    let github = [("X-Accepted-OAuth-Scopes", needed.as_str()), ("X-OAuth-Scopes", held.as_str())];
    let answers = [
        InsufficientScope::from_response(200, [], &slack),
        InsufficientScope::from_response(403, headers, &slack),
        InsufficientScope::from_response(403, github, ""),
    ];
    for answer in answers {
        let answer = answer.expect("a refusal");
        // Only a part of the list is read.
        assert!(answer.granted().is_some_and(|granted| (1_000..=10_000).contains(&granted.len())));
        assert!(answer.required().names().len() <= 10_000);
        assert!(answer.next_request(&unchecked("a b:read")).is_err());
    }
    for body in ["[".repeat(10_000_000), "\"".repeat(10_000_000), "{\"error\":".repeat(1_000_000)] {
        assert_eq!(InsufficientScope::from_response(403, [], &body), None);
    }
}

/// Headers that are almost valid, or any text.
fn header() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "Bearer",
        "DPoP",
        "Basic",
        " ",
        ",",
        "=",
        "\"",
        "\\",
        "error",
        "scope",
        "insufficient_scope",
        "realm",
        "a b:read",
        "é",
        "\t",
        "https://accounts.google.com/",
        "error=\"insufficient_scope\"",
        "scope=\"a d\"",
    ]);
    prop_oneof![vec(piece, 0..12).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn name() -> impl Strategy<Value = &'static str> {
    select(vec!["WWW-Authenticate", "x-oauth-scopes", "X-Accepted-OAuth-Scopes", "Content-Type"])
}

/// Bodies that are almost valid, or any text.
fn body() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"error\"",
        "\"details\"",
        "\"reason\"",
        "\"ACCESS_TOKEN_SCOPE_INSUFFICIENT\"",
        "\"message\"",
        "\"missing_scope\"",
        "\"needed\"",
        "\"provided\"",
        "\"a,b\\u00",
        "\\ud83d",
        "\"",
        "1",
        "null",
        " ",
        "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"",
        "{\"error\":\"insufficient_scope\",\"scope\":\"",
        "{\"message\":\"requires the a scope, not the ",
        "{\"error\":{\"details\":[{\"reason\":\"ACCESS_TOKEN_SCOPE_INSUFFICIENT\"}],",
    ]);
    prop_oneof![vec(piece, 0..12).prop_map(|pieces| pieces.concat()), any::<String>()]
}

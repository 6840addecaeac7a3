//! Operations that a source file seems to perform: by the addresses in its texts, and by the methods of client libraries.
//!
//! Nothing here is proof. What is found is shown to a person, as a start.

mod calls;
mod hosts;
mod tokens;

use std::collections::BTreeSet;

use calls::Libraries;
pub(crate) use calls::Seen;
use tokens::{Kind, Token, tokens};

/// What a file seems to do, in order. Code for tests is left out.
pub(crate) fn read(text: &str) -> Vec<Seen> {
    let tokens = tokens(text);
    let libraries = Libraries::of(&tokens);
    let base = base_of(&tokens, &libraries);
    let mut seen = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Text(value) = &token.kind else { continue };
        seen.extend(address(&tokens, at, value, base));
    }
    seen.extend(libraries.calls(&tokens));
    seen.sort_by_key(|one| one.span.start);
    seen
}

/// The provider that paths without a server belong to: the only one that the file names.
fn base_of(tokens: &[Token<'_>], libraries: &Libraries) -> Option<&'static str> {
    let mut named: BTreeSet<&'static str> = libraries.octocrab.then_some("github").into_iter().collect();
    for token in tokens {
        if let Kind::Text(value) = &token.kind {
            named.extend(hosts::of_address(value).map(|(provider, _)| provider));
        }
    }
    if named.len() == 1 { named.first().copied() } else { None }
}

/// The operation that a text is the address of.
fn address(tokens: &[Token<'_>], at: usize, value: &str, base: Option<&'static str>) -> Option<Seen> {
    let verb = verb(tokens, at);
    let seen = |provider, path: &str| {
        let written = verb.map_or_else(|| path.to_owned(), |verb| format!("{verb} {path}"));
        Seen { provider, written, span: tokens[at].span.clone(), is_address: true }
    };
    if let Some((provider, has_path)) = hosts::of_address(value) {
        return has_path.then(|| seen(provider, value));
    }
    // `"{BASE}/user"`, or `"/user"` where a verb is called with it.
    let path = match value.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
        Some((_, path)) => path,
        None => value,
    };
    let is_path = path.len() > 1 && path.starts_with('/') && !path.contains([' ', '\n']) && !path.starts_with("//");
    (is_path && verb.is_some()).then(|| base.map(|provider| seen(provider, path))).flatten()
}

/// How far a verb may be from an address, in tokens.
const NEAR: usize = 24;

/// The verb of the call that a text is in: before it, as in `client.get("…")`, or after it, as in `.method(Method::POST)`.
fn verb(tokens: &[Token<'_>], at: usize) -> Option<&'static str> {
    let is_end = |token: &&Token<'_>| !matches!(token.kind, Kind::Sign(b';' | b'}'));
    let before = tokens[..at].iter().rev().take(NEAR).take_while(is_end);
    let before = before.take_while(|token| !matches!(token.kind, Kind::Sign(b'{'))).find_map(verb_of);
    before.or_else(|| {
        let after = tokens[at + 1..].iter().take(NEAR).take_while(is_end);
        let is_lowercase = |word: &str| word.starts_with(|first: char| first.is_ascii_lowercase());
        let is_method = |token: &Token<'_>| matches!(token.kind, Kind::Word(word) if is_lowercase(word));
        after.filter(|token| !is_method(token)).find_map(verb_of)
    })
}

fn verb_of(token: &Token<'_>) -> Option<&'static str> {
    const VERBS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    let word = match &token.kind {
        // `_get` of octocrab gives the bare response; `post_json`, and the like, of others.
        Kind::Word(word) => word.trim_start_matches('_'),
        Kind::Text(text) => text,
        _ => return None,
    };
    let stem = word.strip_suffix("_json").unwrap_or(word);
    VERBS.into_iter().find(|verb| *verb == stem || verb.to_ascii_lowercase() == *stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let found: Vec<String> =
            read(text).into_iter().map(|one| format!("{}: {}", one.provider, one.written)).collect();
        found.join("; ")
    }

    #[test]
    fn addresses_with_their_verbs() {
        for (text, expected) in [
            (
                "fn f() { c.get(\"https://api.github.com/user/repos\").send(); }",
                "github: GET https://api.github.com/user/repos",
            ),
            (
                "fn f() { c.post(format!(\"https://api.github.com/repos/{o}/{}/issues\", r)); }",
                "github: POST https://api.github.com/repos/{o}/{}/issues",
            ),
            (
                "fn f() { ureq::delete(\"https://slack.com/api/chat.delete\") }",
                "slack: DELETE https://slack.com/api/chat.delete",
            ),
            (
                "fn f() { c.request(Method::PUT, \"https://api.spotify.com/v1/me/tracks\") }",
                "spotify: PUT https://api.spotify.com/v1/me/tracks",
            ),
            (
                "fn f() { Request::builder().uri(\"https://graph.microsoft.com/v1.0/me\").method(\"PATCH\"); x.get(1); }",
                "microsoft-graph: PATCH https://graph.microsoft.com/v1.0/me",
            ),
            ("const A: &str = \"https://slack.com/api/users.list\";", "slack: https://slack.com/api/users.list"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }

    #[test]
    fn paths_belong_to_the_only_provider_of_the_file() {
        let text = "const API: &str = \"https://api.github.com\"; fn f() { c.get(format!(\"{API}/user/orgs\")); d.post(\"/gists\"); }";
        assert_eq!(seen(text), "github: GET /user/orgs; github: POST /gists");
        let two = format!("{text} const B: &str = \"https://slack.com/api/\";");
        assert_eq!(seen(&two), "", "whose paths are they?");
        assert_eq!(
            seen("use octocrab::Octocrab; fn f(o: Octocrab) { o.get(\"/user\", None::<&()>); }"),
            "github: GET /user"
        );
        assert_eq!(seen("fn f() { router.get(\"/user\", handler); }"), "");
    }

    #[test]
    fn methods_of_libraries() {
        let gmail = "use google_gmail1::Gmail; fn f(hub: Gmail) { hub.users().messages_send(m, \"me\").doit(); }";
        assert_eq!(seen(gmail), "google: gmail:v1/gmail.users.messages_send");
        let slack = "use slack_morphism::prelude::*; fn f() { session.chat_post_message(&request); }";
        assert_eq!(seen(slack), "slack: chat_post_message");
        let graph = "use graph_rs_sdk::*; fn f(c: Graph) { c.me().messages().list_messages().send(); }";
        assert_eq!(seen(graph), "microsoft-graph: GET /me/messages");
        let github = "use octocrab::Octocrab; fn f(o: Octocrab) { o.issues(\"a\", \"b\").create(\"c\").send(); }";
        assert!(seen(github).starts_with("github: issues.create"), "{}", seen(github));
    }

    #[test]
    fn tests_and_sign_in_are_left_out() {
        assert_eq!(seen("#[cfg(test)] mod tests { fn f() { c.get(\"https://api.github.com/user\"); } }"), "");
        assert_eq!(seen("const A: &str = \"https://github.com/login/oauth/authorize\";"), "");
        assert_eq!(seen("// c.get(\"https://api.github.com/user\")"), "");
    }
}

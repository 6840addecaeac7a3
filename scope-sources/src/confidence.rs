//! Decides, by names and context, whether a text is a list of scopes.

use std::borrow::Cow;

use memchr::memchr2;
use scope_catalog::is_token;

use crate::names_of_providers::provider_of_word;
use crate::parts::{OF_OAUTH, Part, has_part};
use crate::words::words;

/// Why a text is taken for a list of scopes, weakest reason first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// It is in a list that an OAuth program passes on. A provider must know all of it.
    #[default]
    Listed,
    /// The name of the variable or parameter shows it. The program must use OAuth, or a provider must know the scopes.
    Named,
    /// It is passed to a request under that name: in a form, in a chain of calls.
    Given,
    /// The text itself shows it: it is the `scope` of an authorization request, or the address of a scope.
    Certain,
}

fn is_scope(word: &str) -> bool {
    matches!(word, "scope" | "scopes")
}

/// Returns the words of an identifier if one of them is `scope` or `scopes`. Most identifiers do not even have the
/// letters.
fn words_with_scope(identifier: &str) -> Option<Vec<Cow<'_, str>>> {
    const SCOPE: Part = Part::new("scope");
    let words = has_part(identifier, &[SCOPE]).then(|| words(identifier))?;
    words.iter().any(|word| is_scope(word)).then_some(words)
}

/// Returns whether one of the words of an identifier is `scope` or `scopes`.
pub(crate) fn mentions_scope(identifier: &str) -> bool {
    words_with_scope(identifier).is_some()
}

/// Returns whether a variable, a constant or a field of this name holds scopes, rather than something about scopes.
pub(crate) fn holds_scopes(identifier: &str) -> bool {
    // The last six name other kinds of scope.
    const ABOUT: [&str; 22] = [
        "error", "help", "message", "msg", "label", "description", "title", "url", "uri", "param", "parameter", "key",
        "separator", "delimiter", "regex", "header", "otel", "telemetry", "tracing", "metric", "instrumentation",
        "npm",
    ];
    // Names of collection types are ignored: `sso_scopes_vec`.
    const KINDS: [&str; 7] = ["vec", "list", "set", "array", "slice", "str", "string"];
    let Some(mut words) = words_with_scope(identifier) else { return false };
    while words.last().is_some_and(|last| KINDS.contains(&&**last)) {
        words.pop();
    }
    let is_at_an_end =
        words.first().is_some_and(|word| is_scope(word)) || words.last().is_some_and(|word| is_scope(word));
    let is_about =
        |word: &Cow<'_, str>| ABOUT.iter().any(|about| word == about || word.strip_suffix('s') == Some(about));
    is_at_an_end && !words.iter().any(is_about)
}

/// Returns whether a function of this name requires clients to have scopes.
pub(crate) fn requires_scopes(function: &str) -> bool {
    const REQUIRES: [&str; 6] = ["require", "requires", "required", "ensure", "verify", "security"];
    words_with_scope(function).is_some_and(|words| words.iter().any(|word| REQUIRES.contains(&&**word)))
        || are_supported(function)
}

/// Returns whether an item of this name lists the scopes of a server: `scopes_supported` (RFC 8414 §2).
pub(crate) fn are_supported(name: &str) -> bool {
    words_with_scope(name).is_some_and(|words| words.iter().any(|word| word == "supported"))
}

/// Returns whether a function of this name takes scopes to request.
pub(crate) fn asks_for_scopes(function: &str) -> bool {
    const OTHERWISE: [&str; 22] = [
        "has", "contains", "remove", "delete", "without", "is", "missing", "unset", "revoke", "check", "assert", "log",
        "print", "test", "require", "required", "ensure", "verify", "validate", "needs", "security", "supported",
    ];
    // `get_value_and_scope("user.name")` returns a scope; `get_token_for_scope("…")` takes one.
    const GIVES: [&str; 8] = ["get", "fetch", "find", "load", "lookup", "resolve", "select", "determine"];
    const TAKES: [&str; 4] = ["with", "for", "token", "by"];
    let Some(words) = words_with_scope(function) else { return false };
    let has = |some: &[&str]| words.iter().any(|word| some.contains(&&**word));
    let gives = words.first().is_some_and(|first| GIVES.contains(&&**first)) && !has(&TAKES);
    !has(&OTHERWISE) && !gives
}

/// Returns whether a function of this name starts an authorization: `authorization_url`, `start_authorization`.
pub(crate) fn asks_for_authorization(function: &str) -> bool {
    const BEGINS: [&str; 5] = ["url", "uri", "request", "start", "begin"];
    const AUTHORIZATION: Part = Part::new("authoriz");
    has_part(function, &[AUTHORIZATION]) && words(function).iter().any(|word| BEGINS.contains(&&**word))
}

/// Returns whether a type of this name is for OAuth scopes rather than another kind of scope: `Scope`, `OAuthScope`,
/// `AccessScopes`, `GithubScope`; not `FeedScope`.
pub(crate) fn is_oauth_type(identifier: &str) -> bool {
    const KINDS: [&str; 16] = [
        "o", "oauth", "oauth2", "auth", "access", "api", "known", "token", "user", "app", "client", "requested",
        "required", "granted", "default", "my",
    ];
    let Some(words) = words_with_scope(identifier) else { return false };
    let of_kind = words.first().is_some_and(|first| is_scope(first) || KINDS.contains(&&**first));
    // Even a common word names a provider here: `XScope`.
    let of_provider = || words.len() == 2 && scope_providers::NAMES.contains(&&*words[0]);
    of_kind || of_provider() || provider_of_word(identifier).is_some()
}

/// Returns whether an identifier is about OAuth: `OidcClient`, `ScopeAuthorizer`.
pub(crate) fn is_of_oauth(identifier: &str) -> bool {
    const OF_ACCESS: [&str; 8] =
        ["auth", "authorize", "authorized", "authorizer", "authorization", "bearer", "grant", "granted"];
    let is_of_access = |words: Vec<Cow<'_, str>>| words.iter().any(|word| OF_ACCESS.contains(&&**word));
    has_part(identifier, &OF_OAUTH) || words_with_scope(identifier).is_some_and(is_of_access)
}

/// Returns whether a character occurs in names of scopes but rarely in other words.
pub(crate) fn is_scope_sign(char: char) -> bool {
    matches!(char, ':' | '.' | '/')
}

/// Returns whether names are scopes of another kind: of settings, variables, services, or permissions of a platform.
pub(crate) fn are_of_something_else<'n>(names: impl IntoIterator<Item = &'n str>) -> bool {
    const OTHERS: [&str; 22] = [
        "global", "local", "system", "workspace", "project", "repository", "session", "request", "singleton", "page",
        "file", "package", "crate", "module", "function", "block", "process", "thread", "env", "cli", "machine",
        "worktree",
    ];
    let is_of_platform = |name: &str| {
        name.starts_with("android.permission.") || [":allow-", ":deny-"].iter().any(|word| name.contains(word))
    };
    names.into_iter().all(|name| OTHERS.contains(&name.to_ascii_lowercase().as_str()) || is_of_platform(name))
}

/// Whether a text can be a list of scopes at all.
pub(crate) fn is_list(text: &str) -> bool {
    const PROSE: [&str; 30] = [
        "the", "a", "an", "of", "to", "is", "are", "for", "in", "not", "this", "that", "and", "with", "scope",
        "scopes", "missing", "invalid", "all", "any", "no", "only", "every", "on", "by", "from", "or", "must", "be",
        "it",
    ];
    const SEPARATORS: [char; 5] = [' ', ',', '\n', '\t', '\r'];
    let may_be_one = |word: &str| {
        (is_token(word) || mixes_alphabets(word))
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
            && !word.starts_with(['/', '-', '.', '#', '<', '$', '('])
            && !word.ends_with([':', '.', '?', '!'])
    };
    if memchr2(b'{', b'}', text.as_bytes()).is_some() || is_title(text) {
        return false;
    }
    let (mut count, mut is_prose) = (0, false);
    for word in text.split(|c| SEPARATORS.contains(&c)).filter(|word| !word.is_empty()) {
        if !may_be_one(word) {
            return false;
        }
        count += 1;
        is_prose = is_prose || PROSE.iter().any(|one| word.eq_ignore_ascii_case(one));
    }
    match count {
        0 => false,
        // The name of the parameter, a flag, or the ID of an application is not a scope.
        1 => !matches!(text.trim_matches(SEPARATORS), "scope" | "scopes" | "true" | "false") && !is_guid(text),
        _ => !is_prose,
    }
}

/// Returns whether a text is an application ID as Microsoft writes it: `00000003-0000-0000-c000-000000000000`.
pub(crate) fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Returns whether only the first letter of a word is a capital.
pub(crate) fn is_capitalized(word: &str) -> bool {
    word.starts_with(|char: char| char.is_ascii_uppercase())
        && word.len() > 1
        && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}

/// Returns whether a text is written for people: plain words, with only the first one capitalized.
fn is_title(text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else { return false };
    let is_capitalized = is_capitalized(first) || first == "A" || first == "I";
    is_capitalized && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ')
}

/// Returns whether a word of Latin letters also has letters of another alphabet, or invisible ones. It looks like a
/// scope but is not one.
fn mixes_alphabets(word: &str) -> bool {
    let is_other = |c: char| matches!(c, '\u{370}'..='\u{52F}' | '\u{FF01}'..='\u{FF5E}' | '\u{200B}'..='\u{200D}');
    let is_latin = word.chars().any(|c| c.is_ascii_alphabetic());
    let ascii: String = word.chars().filter(|&c| !is_other(c)).collect();
    is_latin && ascii.len() < word.len() && is_token(&ascii)
}

/// Returns whether a name is a claim (`OpenID` Connect Core §5.1) that is not also the name of a scope.
pub(crate) fn is_claim(name: &str) -> bool {
    const CLAIMS: [&str; 16] = [
        "sub", "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "picture",
        "website", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
        "phone_number_verified",
    ];
    CLAIMS.contains(&name)
}

/// Returns whether a name is a word that any server may use. If only one bundled provider has it, that means nothing.
pub(crate) fn is_common(name: &str) -> bool {
    #[rustfmt::skip]
    const COMMON: [&str; 161] = [
        "access", "account", "accounting", "accounts", "actions", "admin", "ads", "age", "all", "api", "app", "apps",
        "assets", "audio", "auth", "automation", "automations", "balance", "base", "basic", "batch", "birthday",
        "block", "bot", "browse", "budgets", "calendar", "campaigns", "cards", "catalog", "channels", "commands",
        "comments", "connections", "contacts", "cors", "country", "create", "credentials", "customers", "data",
        "default", "delegate", "delete", "departments", "docs", "draft", "edit", "entitlements", "events",
        "extended", "feed", "files", "forms", "full", "gallery", "gender", "history", "id", "impersonate",
        "insights", "interact", "introspection", "invoices", "issue", "launch", "library", "link", "locations",
        "lookup", "mail", "manage", "market", "me", "menus", "message", "messages", "mute", "nickname", "note",
        "notes", "notifications", "notify", "oauth", "orders", "organization", "organizations", "organize", "pages",
        "payments", "photos", "picture", "pipeline", "places", "playback", "player", "posts", "presence", "private",
        "products", "projects", "public", "purchase", "purchased", "rating", "read", "report", "reports",
        "repository", "request", "root", "runner", "save", "search", "service", "session", "settings", "sharing",
        "signature", "sites", "snippet", "social", "sql", "stash", "status", "stories", "submit", "subscribe",
        "sudo", "sync", "tag", "targets", "tasks", "taxonomy", "team", "test", "timeline", "transactions",
        "transfers", "triggers", "undelete", "update", "upload", "user", "userinfo", "users", "vendors",
        "verification", "video", "videos", "view", "voice", "vote", "wall", "wallet", "web", "webhook", "webhooks",
        "wiki", "workflow", "write",
    ];
    COMMON.contains(&name)
}

/// Returns whether a name is an object and an action, as any server may call its scopes: `orders:read`.
pub(crate) fn is_plain_pair(name: &str) -> bool {
    const DONE: [&str; 10] = ["read", "write", "manage", "admin", "create", "update", "edit", "delete", "view", "list"];
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    name.split_once([':', '.'])
        .is_some_and(|(one, other)| is_word(one) && is_word(other) && (DONE.contains(&one) || DONE.contains(&other)))
}

/// Returns whether a name is very likely a scope: words with separators between them.
pub fn is_distinctive(name: &str) -> bool {
    name.contains([':', '.', '-', '_', '/'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for (name, expected) in [
            ("SCOPES", true),
            ("x_scope", true),
            ("scope_list", true),
            ("sso_scopes_vec", true),
            ("scopes_x_list", true),
            ("a_scope_x_list", false),
            ("scope_error", false),
            ("SCOPE_KEYS", false),
            ("telescope", false),
        ] {
            assert_eq!(holds_scopes(name), expected, "{name}");
        }
        for (name, expected) in [
            ("add_scope", true),
            ("with_scopes", true),
            ("has_scope", false),
            ("remove_scope", false),
            ("scoped", false),
            ("get_value_and_scope", false),
            ("get_token_for_scope", true),
        ] {
            assert_eq!(asks_for_scopes(name), expected, "{name}");
        }
    }

    #[test]
    fn pairs_and_what_a_server_supports() {
        for (name, expected) in [
            ("orders:read", true),
            ("write:orders", true),
            ("orders.read", true),
            ("Orders.Read", false),
            ("channels:history", false),
            ("read:public_key", false),
            ("orders:read:all", false),
            ("read", false),
        ] {
            assert_eq!(is_plain_pair(name), expected, "{name}");
        }
        assert!(are_supported("scopes_supported") && are_supported("supportedScopes"));
        assert!(!are_supported("scopes") && !are_supported("supported"));
    }

    #[test]
    fn scopes_of_something_else() {
        for (name, expected) in [
            ("Scope", true),
            ("ScopeSet", true),
            ("OAuthScope", true),
            ("GithubScopes", true),
            ("XScope", true),
            ("FeedScope", false),
        ] {
            assert_eq!(is_oauth_type(name), expected, "{name}");
        }
        assert!(are_of_something_else(["global", "local"]));
        assert!(are_of_something_else(["android.permission.CAMERA", "fs:allow-read"]));
        assert!(!are_of_something_else(["local", "email"]));
        assert!(!holds_scopes("OTEL_SCOPE"));
    }

    #[test]
    fn lists() {
        for (text, expected) in [
            ("repo read:org", true),
            ("read_products,write_orders", true),
            ("https://www.googleapis.com/auth/drive", true),
            ("", false),
            ("the scope to use", false),
            ("Read your notes", false),
            ("Mail.Read Files.Read", true),
            ("Openid", true),
            ("HISTORY PROFILE", true),
            ("missing scope", false),
            ("true", false),
            ("all interfaces", false),
            ("/api", false),
            ("{scope}", false),
            ("scope:", false),
            ("12", false),
            ("rep\u{43E} gist", true),
            ("Gr\u{F6}\u{DF}e", false),
            ("\u{43E}\u{431}\u{43B}", false),
        ] {
            assert_eq!(is_list(text), expected, "{text}");
        }
    }
}

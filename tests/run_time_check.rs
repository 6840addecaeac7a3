//! Tests that lists that are only known at run time are checked like those of `scopes!`.

use oauth_scopes::check::Checker;
use oauth_scopes::{Granted, Need, Scopes};
use scope_catalog::{Catalog, Request};

/// A list that is in no catalog.
const fn unchecked(text: &'static str) -> Scopes {
    Scopes { __unchecked: text }
}

const MULTIPASS: &str = r#"
name = "multipass"

[scopes]
read_profile = "Read the signed-in person's profile"
read_multipass = {}
admin = {}

[scopes.write_multipass]
implies = ["read_multipass"]
aliases = ["https://multipass.example/write"]

[retired.multipass_write]
status = "deprecated"
replaced_by = ["write_multipass"]

[clients.web]
allow = ["read_profile"]

[catalogs.shop]
name = "the shop"
delimiter = "comma"
scopes = ["orders", "fulfilments"]
"#;

fn checker() -> Checker {
    Checker::from_text(MULTIPASS).expect("a sound catalog")
}

#[test]
fn a_correct_list_is_returned() {
    let scopes = checker().check("read_profile write_multipass").expect("nothing is wrong");
    assert_eq!(scopes.as_str(), "read_profile write_multipass");
    assert!(checker().findings(scopes.as_str()).is_empty());
}

#[test]
fn findings_are_shown_as_the_macro_shows_them() {
    let findings = checker().check("read_profile write_multipas").expect_err("a mistake");
    assert_eq!(
        findings.to_string(),
        "\
unknown scope `write_multipas` (2nd of 2)
  |
  | read_profile write_multipas
  |              ^^^^^^^^^^^^^^
help: did you mean `write_multipass`?
help: if multipass has this scope, add `write_multipas = \"description\"` under `[scopes]` in scopes.toml"
    );
    let [finding] = findings.iter().collect::<Vec<_>>()[..] else { panic!("{findings}") };
    assert_eq!((finding.rule, finding.is_denied, finding.range.clone()), ("unknown-scope", true, Some(13..27)));
    assert_eq!(finding.suggestions, ["write_multipass"]);
    assert_eq!(findings.fixed(), Some("read_profile write_multipass"));
}

/// The findings and their messages are the same as those of the engine.
#[test]
fn findings_are_those_of_the_engine() {
    let own = MULTIPASS.split("[catalogs.shop]").next().expect("a beginning");
    let catalog = Catalog::from_text(own).expect("a sound catalog");
    for text in
        ["", "read_profile,admin", " admin ", "Admin admin", "multipass_write", "x%20y", "[\"admin\"]", "\u{430}dmin"]
    {
        let uses = [text];
        let request = Request { catalog: &catalog, others: &[], texts: &uses, client: None, operations: &[] };
        let expected = scope_catalog::check(&request);
        let findings = checker().findings(text);
        let said = |message: &str, help: Option<&str>| (message.to_owned(), help.map(str::to_owned));
        let ours: Vec<_> =
            findings.into_iter().map(|finding| said(&finding.message, finding.help.as_deref())).collect();
        let theirs: Vec<_> =
            expected.findings.iter().map(|finding| said(&finding.message, finding.help.as_deref())).collect();
        assert!(!ours.is_empty(), "{text:?}");
        assert_eq!(ours, theirs, "{text:?}");
        assert_eq!(findings.fixed(), scope_catalog::fixed(&request).as_deref(), "{text:?}");
    }
}

#[test]
fn a_warning_is_not_an_error() {
    let scopes = checker().check("multipass_write").expect("it still works");
    assert_eq!(scopes.as_str(), "multipass_write");
    let findings = checker().findings("multipass_write");
    assert!(!findings.is_empty() && !findings.is_denied());
}

#[test]
fn a_client_and_another_catalog() {
    let web = checker().for_client("web").expect("a client");
    let findings = web.check("read_profile admin").expect_err("not allowed");
    assert_eq!(findings.iter().next().expect("a finding").rule, "scope-not-allowed");
    let error = checker().for_client("wob").expect_err("no client");
    assert_eq!(error.to_string(), "multipass has no client `wob`\nhelp: did you mean `web`?");

    let shop = checker().for_catalog("shop").expect("a catalog");
    assert_eq!(shop.check("orders,fulfilments").expect("right").as_str(), "orders,fulfilments");
    let foreign = checker().check("fulfilments").expect_err("of another catalog");
    assert_eq!(foreign.iter().next().expect("a finding").rule, "foreign-scope");
    assert_eq!(
        checker().for_catalog("nowhere").expect_err("none").to_string(),
        "scopes.toml has no catalog `nowhere`\nhelp: expected `shop`; otherwise, declare it under `[catalogs.nowhere]`"
    );
}

#[test]
fn enough_for_operations_and_nothing_beyond() {
    const OPERATIONS: &str =
        "[operations]\n'GET /a' = { needs = 'read_multipass' }\n'PUT /a' = { needs = 'write_multipass' }\n";
    let text = MULTIPASS.replace("[catalogs.shop]", &format!("{OPERATIONS}[catalogs.shop]"));
    let both = Checker::from_text(&text).and_then(|checker| checker.for_operations(["GET /a", "PUT /a"]));
    let both = both.expect("operations");
    assert!(both.findings("write_multipass").is_empty());
    let findings = both.check("read_multipass").expect_err("too little");
    assert_eq!(findings.iter().next().expect("a finding").message, "the operation `PUT /a` needs `write_multipass`");
    let beyond = both.findings("write_multipass read_multipass");
    assert!(beyond.iter().any(|finding| finding.rule == "unneeded-scope"), "{beyond}");

    let error = Checker::from_text(&text).and_then(|checker| checker.for_operations(["GET /a", "PUT /b"]));
    let error = error.expect_err("no such operation").to_string();
    assert_eq!(error, "multipass has no operation `PUT /b`\nhelp: did you mean `PUT /a`?");
    let other = both.for_catalog("shop").expect("a catalog");
    assert!(other.findings("orders").is_empty(), "the operations were those of another");
}

#[cfg(feature = "check-operations")]
#[test]
fn operations_of_a_bundled_provider() {
    let checker = Checker::from_text("provider = 'github'").and_then(|it| it.for_operations(["GET /user/keys"]));
    let checker = checker.expect("an operation of GitHub");
    assert!(checker.findings("read:public_key").is_empty());
    assert!(checker.check("gist").is_err());
}

#[test]
fn all_mistakes_in_the_catalog_are_reported() {
    let error = Checker::from_text("nam = 'x'\nextends = '../a.toml'\nscopes = ['a b']").expect_err("mistakes");
    let text = error.to_string();
    let places: Vec<&str> =
        text.lines().filter(|line| !line.starts_with("help: ")).filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["1:1", "2:11", "3:11"], "{text}");
    assert!(text.contains("help: pass its text to `Checker::from_texts`, after this one"), "{text}");
    let error = Checker::from_texts(&["extends = 'a.toml'", "\nb = 1"]).expect_err("a mistake").to_string();
    assert!(error.starts_with("text 2, 2:1: "), "{error}");
}

#[test]
fn a_text_extends_another() {
    let texts =
        ["extends = 'base.toml'\n[scopes]\na = {}\n[retired]\nb = {}", "delimiter = 'comma'\nscopes = ['b', 'c']"];
    let checker = Checker::from_texts(&texts).expect("sound catalogs");
    assert_eq!(checker.check("a,c").expect("right").as_str(), "a,c");
    assert!(checker.check("b").is_err(), "the file's own word goes before that of what it extends");
}

#[cfg(feature = "check-providers")]
#[test]
fn bundled_catalogs() {
    let checker = Checker::from_text("provider = 'github'\n[scopes]\nmine = {}").expect("a sound catalog");
    assert_eq!(checker.check("repo read:org mine").expect("right").as_str(), "repo read:org mine");
    assert_eq!(checker.check("org:read").expect_err("swapped").fixed(), Some("read:org"));
    let error = Checker::from_text("provider = 'githb'").expect_err("a typo").to_string();
    assert!(error.ends_with("unknown provider `githb`\nhelp: did you mean `github`?"), "{error}");
    let named =
        Checker::from_text("[catalogs.slack]\nprovider = 'slack'").and_then(|checker| checker.for_catalog("slack"));
    assert!(named.expect("a sound catalog").check("chat:write,users:read").is_ok());
}

#[cfg(feature = "check-providers")]
#[test]
fn extended_texts_take_precedence_over_providers() {
    let texts = ["extends = 'base.toml'\nprovider = 'github'", "[retired]\nrepo = {}"];
    let checker = Checker::from_texts(&texts).expect("sound catalogs");
    assert!(checker.check("repo").is_err() && checker.check("gist").is_ok());
}

#[cfg(not(feature = "check-providers"))]
#[test]
fn bundled_catalogs_need_their_feature() {
    let error = Checker::from_text("provider = 'github'").expect_err("not in the program");
    assert_eq!(
        error.to_string(),
        "1:12: the catalog of the provider `github` is not part of this program\n\
         help: enable the feature `check-providers` of oauth-scopes"
    );
}

const REQUESTED: Scopes = unchecked("read_profile write_multipass");
const READ: Need = Need::Scope { name: "read_multipass", covered_by: &[] };

#[test]
fn a_checker_knows_what_granted_scopes_imply() {
    let alias = Some("https://multipass.example/write");
    let by_itself = Granted::from_response(&REQUESTED, alias);
    assert!(!by_itself.covers(&READ));
    let granted = checker().granted(&REQUESTED, alias);
    assert!(granted.covers(&READ) && granted.covers(&unchecked("write_multipass")) && !granted.covers(&REQUESTED));
    assert_eq!(granted.as_str(), "https://multipass.example/write");
    assert!(!checker().granted(&REQUESTED, Some("read_profile")).covers(&READ));
    assert!(checker().granted(&REQUESTED, None).covers(&REQUESTED));
}

#[test]
fn what_a_provider_does_not_say() {
    let text = "scopes = ['read', 'write', 'offline']\n[consent]\nalways = ['read']\nunlisted = ['offline']\n";
    let told = |told: &str| Checker::from_text(&format!("{text}reported_in = '{told}'")).expect("a sound catalog");
    let requested = unchecked("write offline");
    let granted = told("answer").granted(&requested, Some("write"));
    assert!(granted.covers(&requested) && granted.covers(&unchecked("read")));
    assert_eq!(
        granted.request_for(&unchecked("write")).as_str(),
        "write offline",
        "the next token can be refreshed, too"
    );
    assert!(!told("answer").granted(&unchecked("write"), None).covers(&unchecked("offline")), "it was not requested");
    assert!(!told("answer").granted(&requested, Some("")).covers(&unchecked("offline")), "nothing was granted");
    assert!(!told("answer").granted(&requested, None).is_assumed());
    assert!(told("redirect").granted(&requested, None).is_assumed());
    assert!(!told("redirect").granted(&requested, Some("write")).is_assumed());
}

#[test]
fn implications_are_kept_after_an_incremental_request() {
    let requested = checker().check("read_profile write_multipass").expect("nothing is wrong");
    let granted = Granted::from_response(&requested, None);
    assert!(granted.covers(&unchecked("read_multipass")));
    let next = granted.request_for(&unchecked("admin"));
    assert!(Granted::from_response(&next, None).covers(&unchecked("read_multipass")));
    assert!(!Granted::from_response(&next, Some("admin")).covers(&unchecked("read_multipass")));
}

#[test]
fn an_optional_prefix_makes_no_difference() {
    let checker =
        Checker::from_text("optional_prefix = 'https://graph.example/'\nscopes = ['Mail.Read']").expect("sound");
    let requested = unchecked("Mail.Read");
    assert!(checker.granted(&requested, Some("https://graph.example/Mail.Read")).covers(&requested));
    let prefixed = unchecked("https://graph.example/Mail.Read");
    assert!(checker.granted(&prefixed, Some("Mail.Read")).covers(&prefixed));
}

/// A text cannot make the check slow.
#[test]
fn long_texts_and_odd_ones() {
    let many = "nothing-like-it ".repeat(2_000);
    let findings = checker().check(&many).expect_err("unknown");
    assert!(findings.to_string().ends_with(" more findings"));
    for odd in ["\0", "\u{FEFF}", ",,,,", "\\", "é é", "{x}", "%", "%%%20", "\n\n"] {
        assert!(!checker().findings(odd).is_empty(), "{odd:?}");
    }
}

oauth_scopes::catalog!(mod multipass);
oauth_scopes::catalog!(graph: mod graph);

#[test]
fn a_module_makes_the_checker_of_its_catalog() {
    let checker = multipass::checker().expect("a sound catalog");
    assert!(checker.check("read_profile write_multipass").is_ok());
    let findings = checker.check("read_profile write_multipas").expect_err("a typo");
    assert_eq!(findings.fixed(), Some("read_profile write_multipass"));
    let checker = graph::checker().expect("a sound catalog");
    assert_eq!(checker.check("Read.Mail").expect_err("other words").fixed(), Some("Mail.Read"));
    assert!(checker.check("read_profile").is_err());
}

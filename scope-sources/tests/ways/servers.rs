//! Tests scopes that programs mention without requesting them: a server's own scopes, scopes in types, and scopes that
//! are compared or described.

use std::collections::BTreeSet;

use scope_sources::{Owner, Providers, package_lists, read};

use crate::{accepted, at_github, each, each_at_github, none, none_at_github};

#[test]
fn names_of_variants() {
    each(&[
        (
            r#"enum Scope { #[serde(rename = "read:org", alias = "admin:org")] Org, #[serde(rename = "repo")] #[serde(alias = "public_repo")] Repo }"#,
            &["mention read:org admin:org repo public_repo"],
        ),
        (
            r#"enum Scope { #[display("read:org")] A, #[display(fmt = "repo")] B, #[value(name = "gist")] C, #[sqlx(rename = "user")] D }"#,
            &["mention read:org repo gist user"],
        ),
        (r#"mod scopes { pub const READ: &str = "read:org"; }"#, &["mention read:org"]),
        (
            r#"mod scopes { pub const READ_ORG: &str = "read:org"; pub const REPO: &str = "repo"; }"#,
            &["mention read:org", "mention repo"],
        ),
        (r#"impl Scope { pub const READ: &str = "read:org"; }"#, &["mention read:org"]),
        (
            r#"mod scopes { pub const READ: &str = "read:org"; } fn f() { c.add_scope(Scope::new(scopes::READ.into())); }"#,
            &["read:org"],
        ),
    ]);
    none(&[
        r#"enum Kind { #[serde(rename = "read:org", alias = "repo")] Org } fn f() { oauth(); }"#,
        r#"mod names { pub const READ: &str = "read:org"; } fn f() { oauth(); }"#,
        r#"mod scopes { pub const LOCAL: &str = "local"; pub const MODULE: &str = "function"; } fn f() { oauth(); }"#,
    ]);
}

#[test]
fn macros_that_define_scopes() {
    each_at_github(&[
        (r#"define_scopes! { ReadOrg => "read:org", Repo => "public_repo" }"#, &["mention read:org public_repo"]),
        (r#"scope_enum!((A, "read:org", "Read the teams"), (B, "user:email"));"#, &["mention read:org user:email"]),
    ]);
    none_at_github(&[
        r#"fn f() { profile_scope!("render-pass", "draw-call"); scope_of!("read:org"); }"#,
        r#"fn f() { define_names! { ReadOrg => "read:org", Repo => "public_repo" } }"#,
    ]);
}

#[test]
fn guards_name_variants() {
    let server = r#"
        #[derive(OAuthScopes)] enum Scopes { /// Read orders
            #[oai(rename = "orders:read")] ReadOrders, #[oai(rename = "orders:write")] WriteOrders }
        #[OpenApi] impl Api {
            #[oai(path = "/orders", method = "post")]
            async fn create(&self, #[oai(scope = "Scopes::ReadOrders", scope = "Scopes::WriteOrders")] auth: Auth) {}
        }"#;
    assert_eq!(accepted(server), ["requirement orders:read", "requirement orders:write"]);
    none(&[r#"#[OpenApi] impl Api { async fn f(&self, #[oai(scope = "Scopes::Unheard")] auth: Auth) {} }"#]);
}

#[test]
fn scopes_that_are_compared() {
    each_at_github(&[
        (r#"fn f(scope: &str) { matches!(scope, "repo" | "read:org"); }"#, &["mention repo read:org"]),
        (
            r#"fn f(scope: &str) -> u8 { match scope { "repo" => 1, "read:org" | "gist" => 2, _ => 0 } }"#,
            &["mention repo read:org gist"],
        ),
        (
            r#"fn f(t: T) { for one in t.scopes.iter() { match one.as_str() { "repo" => a(), _ => {} } } }"#,
            &["mention repo"],
        ),
        (
            r#"fn f(scopes: &[String]) { scopes.iter().any(|s| s == "read:org" || s.as_str() == "repo"); }"#,
            &["mention read:org", "mention repo"],
        ),
        (
            r#"fn f(t: &T) { t.scope.split(' ').any(|one| *one == "repo") && t.scopes().all(|x| x != &"gist"); }"#,
            &["mention repo", "mention gist"],
        ),
        (
            r#"fn f(t: &T) { has_scope(t, "read:org"); t.has_scopes(&["repo", "gist"]); }"#,
            &["mention read:org", "mention repo", "mention gist"],
        ),
        (r#"fn f(t: &T) { t.scope == "repo gist"; }"#, &["mention repo gist"]),
        // A typo that matches nobody's scope.
        (r#"fn f(scopes: &[String]) { scopes.contains(&"read:rog".to_string()); }"#, &["mention read:rog"]),
    ]);
    none_at_github(&[
        r#"fn f(name: &str) { name == "repo" || matches!(name, "gist" | "user") || names.iter().any(|s| s == "user"); }"#,
        r#"fn f(scope: &Kind) { matches!(scope.level, "user" | "global") || matches!(kind, "repo" | "gist"); }"#,
        r#"fn f(scopes: &S) { scopes.iter().any(|s| s.level == "user"); let s = x(); s == "user"; }"#,
        // Names of one kind: if one of them is not a scope, none of them are.
        r#"fn f(scope: &str) -> u8 { match scope { "comment" => 1, "repo" => 2, "string.quoted" => 3, _ => 0 } }"#,
        r#"fn f(scope: &str) -> u8 { match scope { "global" => 1, "local" => 2, _ => 0 } }"#,
        r#"fn f(t: &T) { missing_scope("repository", "Message"); has_scope(t, "variable"); }"#,
    ]);
    // Scopes that a server compares are its own, and not typos of another provider's scopes.
    let own = at_github(r#"fn f(claims: C) { claims.has_scope("orders:write"); claims.scope == "orders:read"; }"#);
    let mut usages = [read(&own, &BTreeSet::new()).expect("Rust")];
    let lists = package_lists(&mut usages, &[], &Providers::bundled()).lists;
    let owners: Vec<&Owner> = lists.iter().map(|list| &list.ownership.owner).collect();
    assert_eq!(owners, [&Owner::Nobody; 2]);
}

#[test]
fn scopes_of_a_server() {
    let server = "use jsonwebtoken::decode; ";
    for (rest, expected) in [
        (
            r#"fn required_scope(path: &str) -> Option<&str> { match path { "/a" => Some("orders:read"), _ => None } }"#,
            "orders:read",
        ),
        (r#"fn f(r: Router) { r.layer(RequireScope::new("items:read")); }"#, "requirement items:read"),
        (r#"fn f(c: C) { c.scope.split(' ').any(|s| s == "orders:admin"); }"#, "mention orders:admin"),
    ] {
        assert_eq!(accepted(&format!("{server}{rest}")), [expected], "{rest}");
    }
    none(&[
        r#"fn f(t: &Theme) { t.scope == "entity.name:function"; t.scopes.iter().any(|s| s == "a:b"); }"#,
        r#"use jsonwebtoken::decode; fn f(acl: &Acl) { acl.scope == "user"; matches!(acl.scope, "group" | "domain"); }"#,
    ]);
}

#[test]
fn what_a_server_says_of_its_scopes() {
    each(&[
        (
            r#"fn f() { let m = json!({"issuer": i, "scopes_supported": ["notes:read", "notes:write"]}); }"#,
            &["requirement notes:read notes:write"],
        ),
        (
            r##"const M: &str = r#"{"client_id": "a", "scopes_supported": ["notes:read"], "scope": "repo"}"#;"##,
            &["requirement notes:read", "repo"],
        ),
        (r#"fn f() { M { scopes_supported: Some(vec!["notes:read".into()]) } }"#, &["requirement notes:read"]),
        (r#"fn f(m: M) { m.set_scopes_supported(vec!["notes:read"]); }"#, &["requirement notes:read"]),
        (
            r#"fn f() { let h = format!("Bearer realm=\"{r}\", scope=\"notes:read notes:write\""); }"#,
            &["requirement notes:read notes:write"],
        ),
    ]);
    none(&[
        r#"fn f() { let m = json!({"oauth": true, "features_supported": ["notes:read"], "scope_of": "notes:read"}); }"#,
        r#"fn f() { let h = format!("Bearer realm=\"{r}\", scope=\"{scope}\", oauth=\"notes:read\""); }"#,
    ]);
    // Which provider's tokens the program uses elsewhere is not evidence for these.
    let own = at_github(r#"fn f() { json!({"scopes_supported": ["orders:write", "openid"]}); }"#);
    let mut usages = [read(&own, &BTreeSet::new()).expect("Rust")];
    let lists = package_lists(&mut usages, &[], &Providers::bundled()).lists;
    assert_eq!(lists.iter().map(|list| &list.ownership.owner).collect::<Vec<_>>(), [&Owner::Nobody]);
}

#[test]
fn descriptions_of_scopes_and_defaults() {
    each_at_github(&[
        (
            r#"const ALL: [ScopeInfo; 2] = [ScopeInfo { name: "repo", text: "All" }, ScopeInfo { name: "read:org", text: "Teams" }];"#,
            &["mention repo", "mention read:org"],
        ),
        (
            r#"const ALL: &[ScopeInfo] = &[ScopeInfo::new("repo", "All of it"), ScopeInfo::new("gist", "See gists")];"#,
            &["repo gist"],
        ),
        (r#"fn cli() { Arg::new("scopes").long("scopes").default_value("repo,read:org"); }"#, &["repo read:org"]),
    ]);
    none_at_github(&[
        r#"fn cli() { Arg::new("scope").default_value("workspace"); Arg::new("name").default_value("repo"); Tab::new("scopes").default_value("gist"); }"#,
        r#"fn f() { FeedScope { name: "repo" }; ScopeInfo { name: "settings", kind: "local" }; Error::InvalidScope { name: "gist" }; }"#,
    ]);
}

#[test]
fn names_of_a_type_belong_together() {
    for (source, expected) in [
        // Plain words next to an address, and words that only one provider has all of.
        (
            r#"enum AuthScope { #[strum(serialize = "https://www.googleapis.com/auth/drive")] Drive, #[strum(serialize = "email")] Email }"#,
            &["mention https://www.googleapis.com/auth/drive email"][..],
        ),
        (
            r#"enum Scope { #[serde(rename = "identity")] A, #[serde(rename = "mysubreddits")] B, #[serde(rename = "read")] C }"#,
            &["mention identity mysubreddits read"],
        ),
        (
            r#"impl fmt::Display for Scope { fn fmt(&self, f: &mut F) -> R { let s = match self { A(Some(x)) => return x.fmt(f), A(None) => "read", B => "follow", C => "push" }; write!(f, "{}", s) } }"#,
            &["mention read follow push"],
        ),
        (
            r#"impl FromStr for Scope { fn from_str(s: &str) -> R { Ok(match s { "read" => A(None), "follow" => B, "push" => C, _ => return Err(E) }) } }"#,
            &["mention read follow push"],
        ),
        // Scopes of several providers, or a name that no provider has: each is matched separately.
        (
            r#"use oauth2::A; enum Scope { #[serde(rename = "read:org")] A, #[serde(rename = "user:read:chat")] B, #[serde(rename = "shelf")] C }"#,
            &["mention read:org", "mention user:read:chat"],
        ),
        // A server's own scopes.
        (
            r#"use oauth2::A; enum Scope { #[serde(rename = "orders:read")] A, #[serde(rename = "orders:write")] B }"#,
            &["mention orders:read orders:write"],
        ),
    ] {
        assert_eq!(accepted(source), expected, "{source}");
    }
    none(&[
        r#"enum Scope { #[serde(rename = "read")] A, #[serde(rename = "write")] B, #[serde(rename = "admin")] C }"#,
        r#"enum Scope { #[serde(rename = "user")] A, #[serde(rename = "source.rust")] B, #[serde(rename = "email")] C }"#,
        r#"enum MetricScope { #[serde(rename = "cpu:user")] A, #[serde(rename = "cpu:system")] B }"#,
        r#"impl fmt::Display for Scope { fn fmt(&self, f: &mut F) -> R { f.write_str(match self { A => "global", B => "user", C => "repo" }) } }"#,
    ]);
}

#[test]
fn a_comment_leaves_one_name_of_a_type_out() {
    let source = "enum AuthScope {\n    #[serde(rename = \"read:org\")]\n    Org,\n    // scopes: ignore\n    #[serde(rename = \"repo\")]\n    Repo,\n}\n";
    assert_eq!(accepted(source), ["mention read:org"]);
}

#[test]
fn scopes_in_attributes_of_other_crates() {
    for (source, expected) in [
        (
            r#"enum Permission { #[access(scope(to = "notes:read", from = "notes:write"))] Read }"#,
            &["requirement notes:read", "requirement notes:write"][..],
        ),
        (r#"#[tool(scopes = ["notes:read"])] fn f() {}"#, &["requirement notes:read"]),
        (r#"#[require_scope("notes:read")] fn f() {}"#, &["requirement notes:read"]),
        (r#"use oauth2::A; #[access(scope = "repo")] fn f() {}"#, &["requirement repo"]),
    ] {
        assert_eq!(accepted(source), expected, "{source}");
    }
    none(&[
        r#"#[component(scope = "singleton")] struct A; #[actix_web::scope("/notes")] mod a {}"#,
        r#"#[instrument(fields(scope = "notes:read"))] fn f() { oauth(); }"#,
        r#"use oauth2::A; #[setting(scope = "window")] struct B; #[theme(scope = "source.rust")] struct C;"#,
        r#"#[access(role = "notes:read", scope)] fn f() { oauth(); }"#,
    ]);
}

/// The scopes that the tables of a file define, and whether some are unknown.
fn defined(source: &str) -> (Vec<String>, usize) {
    let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
    scope_sources::resolve_constants(&mut usages);
    (usages[0].definitions.iter().map(|one| one.name.clone()).collect(), usages[0].composed.len())
}

#[test]
fn types_of_a_server_for_its_own_scopes() {
    let of = |names: [&str; 3]| {
        let [a, b, c] = names;
        format!(
            "use jsonwebtoken::decode; enum AuthScope {{ A, B, C }} impl AuthScope {{ fn as_str(&self) -> &str {{ match self {{ Self::A => \"{a}\", Self::B => \"{b}\", Self::C => \"{c}\" }} }} }}"
        )
    };
    let names = ["com.acme.access", "com.acme.refresh", "com.acme.guest"];
    assert_eq!(accepted(&of(names)), [format!("mention {}", names.join(" "))]);
    none(&[&of(["access", "refresh", "guest"]), &of(names).replace("AuthScope", "FeedScope")]);
}

#[test]
fn tables_of_flows() {
    for (body, expected, unknown) in [
        (r#"Scopes::from_iter([("pots:read", "Read"), ("pots:write", "Write")])"#, &["pots:read", "pots:write"][..], 0),
        (r#"Scopes::from_iter(vec![("pots:read", "Read")])"#, &["pots:read"], 0),
        (r#"Scopes::from_iter([(READ, "Read pots"), (acme::WRITE, "Write pots")])"#, &["pots:read"], 1),
        (r#"Scopes::one(READ, "Read pots")"#, &["pots:read"], 0),
        (
            r#"OAuth2Flow::Implicit { scopes: [("pots:read".to_string(), "Read".to_string())].into_iter().collect() }"#,
            &["pots:read"],
            0,
        ),
        (
            r#"json!({"flows": {"implicit": {"authorizationUrl": url, "scopes": {"pots:read": "Read"}}}})"#,
            &["pots:read"],
            0,
        ),
        // Without an OAuth flow around it, a word may be anything.
        (r#"Rules { scopes: [("pots:read", "Read")].into_iter().collect() }"#, &[], 0),
        (r#"HashMap::from([("pots", "pans")])"#, &[], 0),
        (r#"json!({"names": {"pots:read": "Read"}})"#, &[], 0),
    ] {
        let source = format!("const READ: &str = \"pots:read\"; fn f() {{ oauth({body}); }}");
        assert_eq!(defined(&source), (expected.iter().map(ToString::to_string).collect(), unknown), "{body}");
    }
}

#[test]
fn a_scheme_of_another_server_requires_nothing_of_this_one() {
    let scheme = r#"fn f(c: &mut Components) { c.add_security_scheme("acme", new(Scopes::from_iter([("pots:read", "Read")]))); }"#;
    let operation =
        r#"#[utoipa::path(get, path = "/x", security(("acme" = ["pots:read"]), ("github" = ["read:org"])))] fn x() {}"#;
    for (source, expected) in [
        (format!("{scheme} {operation}"), &["requirement pots:read", "mention read:org"][..]),
        (format!("{} {operation}", scheme.replace("acme", "github")), &["requirement read:org"]),
        (operation.to_owned(), &["requirement pots:read", "mention read:org"]),
    ] {
        assert_eq!(accepted(&source), expected, "{source}");
    }
}

#[test]
fn requirements_that_are_inserted() {
    let request = |name: &str, value: &str| {
        accepted(&format!(r#"use oauth2::A; fn f() {{ {name}.insert("oauth2".to_owned(), {value}); }}"#))
    };
    for name in ["security", "security_req", "self.security_requirement"] {
        assert_eq!(request(name, r#"vec!["profile".to_owned()]"#), ["requirement profile"], "{name}");
    }
    assert_eq!(request("security_headers", r#"vec!["email"]"#), [""; 0]);
    assert_eq!(request("security", r#""email""#), [""; 0]);
}

#[test]
fn words_that_make_a_file_one_about_access() {
    for (name, expected) in [("ScopeAuthorizer", 1), ("granted_scopes", 1), ("AuthorScope", 0), ("token_scopes", 0)] {
        let source = format!(r#"use a::{name}; fn f(a: A) {{ a.require_scopes("tool", vec!["read".to_string()]); }}"#);
        assert_eq!(accepted(&source).len(), expected, "{name}");
    }
}

#[test]
fn a_guess_from_another_file_needs_half_of_the_names() {
    let other = r#"fn f() { get("https://github.com/login/oauth/authorize"); }"#;
    for (scopes, expected) in [("read:usr crates:read", true), ("read:usr crates:read crates:write", false)] {
        let asking = format!("use oauth2::CsrfToken; const SCOPES: &str = {scopes:?};");
        let mut usages = [other, &asking].map(|source| read(source, &BTreeSet::new()).expect("Rust"));
        let providers = Providers::bundled();
        let lists = package_lists(&mut usages, &[], &providers).lists;
        assert_eq!((lists.len(), lists[0].ownership.is_certain), (1, false), "{lists:?}");
        assert_eq!(lists[0].is_likely(&providers), expected, "{scopes}");
    }
}

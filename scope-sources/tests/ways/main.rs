//! Tests all ways in which programs write scopes by hand, and code that only looks similar.

mod servers;

use std::collections::BTreeSet;

use scope_sources::{FileUsage, Group, Owner, Providers, Purpose, package_lists, read, resolve_constants};

fn usage(source: &str) -> FileUsage {
    let mut usages = vec![read(source, &BTreeSet::new()).expect("Rust")];
    resolve_constants(&mut usages);
    usages.remove(0)
}

fn shown(group: &Group) -> String {
    let purpose = match group.purpose {
        Purpose::Request => "",
        Purpose::Mention => "mention ",
        Purpose::Requirement => "requirement ",
    };
    purpose.to_owned() + &group.names().join(" ")
}

/// The lists of a file, each with what it is for.
fn lists(source: &str) -> Vec<String> {
    let usage = usage(source);
    usage.groups.iter().filter(|group| !group.is_of_tests).map(shown).collect()
}

/// The lists of a program that are accepted as scopes.
fn accepted(source: &str) -> Vec<String> {
    let providers = Providers::bundled();
    let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
    package_lists(&mut usages, &[scope_sources::comments(source).0], &providers)
        .lists
        .iter()
        .map(|list| shown(&list.group))
        .collect()
}

fn each(cases: &[(&str, &[&str])]) {
    for (source, expected) in cases {
        assert_eq!(lists(source), *expected, "{source}");
    }
}

fn none(sources: &[&str]) {
    for source in sources {
        assert_eq!(accepted(source), [""; 0], "{source}");
    }
}

#[test]
fn json_in_a_text() {
    each(&[
        (r##"fn f() { let scopes: Vec<String> = from_str(r#"["repo", "gist"]"#)?; }"##, &["repo gist"]),
        (r##"const SCOPES: &str = r#"["repo","gist"]"#;"##, &["repo gist"]),
        (r#"const SCOPES: &str = "[\"repo\", \"gist\"]";"#, &["repo gist"]),
        (r##"const BODY: &str = r#"{"client_id": "a", "scope": "repo gist", "note": "x"}"#;"##, &["repo gist"]),
        (
            r##"fn f() { post(format!(r#"{{"client_id":"{id}","x":{{"scopes":["repo","gist"]}},"y":["a"]}}"#)); }"##,
            &["repo gist"],
        ),
        (r##"const TWO: &str = r#"{"a": {"scopes": ["repo"]}, "b": {"scopes": ["gist"]}}"#;"##, &["repo", "gist"]),
    ]);
    none(&[
        // A response states granted scopes; a scope of something else; a list of other things; a schema; not JSON.
        r##"fn f() { oauth(r#"{"access_token": "a", "token_type": "bearer", "scope": "repo gist"}"#); }"##,
        r##"fn f() { oauth(r#"{"error": "invalid_scope", "scope": "repo"}"#); }"##,
        r##"const RULE: &str = r#"{"scope": "workspace", "match": "repo"}"#;"##,
        r##"fn f() { oauth(r#"["repo", "gist"]"#); }"##,
        r##"fn f() { oauth(r#"{"scopes": {"repo": "Full access", "gist": "Gists"}}"#); }"##,
        r##"fn f() { oauth(r#"the "scope": "repo" is missing"#); }"##,
    ]);
}

#[test]
fn a_list_with_which_people_sign_in_whatever_it_is_given_to() {
    each(&[
        (r#"fn f() { App::new(urls, vec!["openid".into(), "email".into()], name); }"#, &["openid email"]),
        (r#"fn f() { start(&["openid".to_string(), "profile".to_string(), more], x); }"#, &["openid profile"]),
    ]);
    assert_eq!(accepted(r#"fn f() { scopes_of(&["openid", "phone"]); start(&["openid", "phone"]); }"#).len(), 2);
    none(&[
        r#"fn f() { start(vec!["openid".into(), "unionid".into()]); }"#,
        r#"fn f() { start(vec!["email".into(), "profile".into()]); }"#,
        r#"fn f() { start(&["openid", "Sign in", "email"]); }"#,
    ]);
}

#[test]
fn a_provider_in_the_names_around_or_in_the_scope() {
    for (source, expected) in [
        (
            r#"fn f() -> String { std::env::var("DISCORD_SCOPES").unwrap_or_else(|_| "identify guild.join".to_string()) }"#,
            "identify guild.join",
        ),
        (
            r#"static DISCORD_CONFIG: LazyLock<C> = LazyLock::new(|| C { scope: "identify guild.join".to_owned() });"#,
            "identify guild.join",
        ),
        (
            r#"const SCOPES: &[&str] = &["https://graph.microsoft.com/User.Reed"];"#,
            "https://graph.microsoft.com/User.Reed",
        ),
    ] {
        assert_eq!(accepted(source), [expected], "{source}");
    }
    none(&[
        r#"static GITHUB_RULE: Rule = Rule { scope: "repo" };"#,
        r#"static GITHUB_RULE: Rule = Rule { scope: "branch tag" };"#,
        r#"const SCOPES: &[&str] = &["https://graph.microsoft.com/v1.0/me"];"#,
    ]);
}

#[test]
fn what_the_provider_of_a_file_knows_whatever_it_is_given_to() {
    each_at_github(&[
        (r#"fn f() { GitHub::new(id, vec!["repo".to_string(), "gist".to_string()]); }"#, &["repo gist"]),
        (r#"fn f() { config.set("github.scopes", "repo gist"); }"#, &["repo gist"]),
    ]);
    none_at_github(&[
        r#"fn f() { GitHub::new(id, vec!["repo".to_string(), "branch".to_string()]); }"#,
        r#"fn f() { GitHub::new(id, vec!["name".to_string(), "user".to_string()]); }"#,
        r#"fn f() { login("repo gist"); login("read-only repo"); query("repo=a&user:email"); }"#,
        r#"fn f() { config.set("github.scopes-granted", "repo gist"); config.set("kitchen.scopes", "repo gist"); }"#,
    ]);
}

#[test]
fn a_text_that_is_split_and_made_into_scopes() {
    each(&[
        (r#"fn f() { c.add_scopes("repo gist".split(' ').map(|s| Scope::new(s.to_string()))); }"#, &["repo gist"]),
        (
            r#"fn f() { let all: Vec<Scope> = "repo gist".split_whitespace().map(Scope::new).collect(); }"#,
            &["repo gist"],
        ),
        (r#"fn f() { send("repo,gist".split(',').map(Into::into).map(Scope::new)); }"#, &["repo gist"]),
        (r#"fn f() { ["repo", "gist"].into_iter().map(String::from).map(Scope::new).for_each(g); }"#, &["repo gist"]),
    ]);
    none(&[r#"fn f() { oauth("repo gist".split(' ').map(|s| s.to_string())); }"#]);
}

#[test]
fn code_among_what_is_printed() {
    each(&[
        (r#"fn f() { println!("go to {}", c.add_scope(Scope::new("repo".into())).url()); }"#, &["repo"]),
        (r#"fn f() { eprintln!("{}", url(c.add_scope(Scope::new("repo".into())))); }"#, &["repo"]),
        (r#"fn f() { info!(url = %x, "{}", ask(c.add_scope(Scope::new("repo".into())))); }"#, &["repo"]),
        (r#"fn f() { debug!(url = ask(c.add_scope(Scope::new("repo".into()))), "sent"); }"#, &["repo"]),
        (r#"fn f() { tracing::info!("{}", { c.add_scope(Scope::new("repo".into())).url() }); }"#, &["repo"]),
        (r#"fn f() { assert!(c.add_scope(Scope::new("repo".into())).send().is_ok(), "no scope"); }"#, &["repo"]),
        (r#"fn f() { bail!("no: {}", c.add_scope(Scope::new("repo".into())).url()); }"#, &["repo"]),
        (
            r#"fn f() { tokio::select! { a = c.add_scope(Scope::new("repo".into())).send() => { done(a) } _ = stop() => {} } }"#,
            &["repo"],
        ),
        (
            r#"fn f() { tokio::select! { _ = stop() => { let x = 1; c.add_scope(Scope::new("repo".into())); } b = wait() => {} } }"#,
            &["repo"],
        ),
        (r#"fn f() { write!(url, "https://a/authorize?client_id={}&scope={}", id, "repo gist")?; }"#, &["repo gist"]),
        (r#"fn f() { let all = vec![c.add_scope(Scope::new("repo".into())), d]; }"#, &["repo"]),
    ]);
    none(&[
        r#"fn f() { println!("scope: {}", "read:org"); oauth(); }"#,
        r#"fn f() { info!(scope = "read:org", "asked"); oauth(); }"#,
        r#"fn f() { info!(scope = "read:org".to_string(), scopes = format!("{}", "repo"), "asked"); oauth(); }"#,
        r#"fn f() { warn!("scopes={}", vec!["read:org"].join(",")); oauth(); }"#,
        r#"fn f() { assert_eq!(scopes, vec!["read:org"]); assert_eq!(scope, "read:org"); oauth(); }"#,
        r#"fn f() { ensure!(x, "scope read:org"); anyhow!("scope=read:org"); oauth(); }"#,
        r#"fn f() { matches!(level, "read:org" | "repo"); oauth(); }"#,
        r#"fn f() { info_span!("ask", scope = "read:org"); event!(Level::INFO, scope = "repo"); oauth(); }"#,
        r#"fn f() { select! { Some("read:org") = next() => {} } oauth(); }"#,
    ]);
}

#[test]
fn scopes_that_go_through_a_variable() {
    each(&[
        (r#"fn f() { let v = ["repo", "gist"].join(" "); form(&[("scope", &v)]); }"#, &["repo gist"]),
        (r#"fn f() { let wanted = "repo gist"; c.add_scope(Scope::new(wanted.to_string())); }"#, &["repo gist"]),
        (
            r#"fn f() { let mut v = Vec::new(); v.push("repo"); v.push("gist"); m.insert("scope", v.join(" ")); }"#,
            &["repo gist"],
        ),
        (r#"fn f() { let a = "repo"; let b = a.to_owned(); form(&[("scope", b)]); }"#, &["repo"]),
        (
            r#"fn f() { let wanted = vec!["repo", "gist"]; for one in wanted { c.add_scope(Scope::new(one.into())); } }"#,
            &["repo gist"],
        ),
        (
            r#"fn f() { let wanted = ["repo", "gist"]; c.add_scopes(wanted.iter().map(|s| Scope::new(s.to_string()))); }"#,
            &["repo gist"],
        ),
        (r#"fn f() { let wanted = if x { "repo" } else { "gist" }; Form { scope: wanted } }"#, &["repo", "gist"]),
        (
            r#"fn scopes() -> Vec<String> { let mut v = vec!["repo".to_string()]; v.push("gist".into()); v }"#,
            &["repo gist"],
        ),
        (r#"fn f() { let (url, scopes) = ("https://a", vec!["repo", "gist"]); }"#, &["repo gist"]),
        (
            r#"fn f() { let v = "repo gist"; open(format!("https://a/authorize?client_id=1&scope={}", v)); }"#,
            &["repo gist"],
        ),
        (r#"fn f() { let x = env::var("GITHUB_SCOPES").unwrap_or_else(|_| "repo gist".into()); }"#, &["repo gist"]),
        (r#"fn token(client: &C, scope: &str) {} fn f() { token(&c, "repo gist"); }"#, &["repo gist"]),
        (r#"impl Token { fn new(scope: &str) -> Self {} } fn f() { Token::new("repo gist"); }"#, &["repo gist"]),
        (
            r#"impl A { fn access_token(&self, scope: &str) {} } fn f() { a.access_token("repo gist"); }"#,
            &["repo gist"],
        ),
    ]);
    let doubled = (1..40).fold(String::from("let a0 = \"repo\";"), |all, at| {
        format!("{all} let a{at} = if x {{ a{} }} else {{ a{} }};", at - 1, at - 1)
    });
    assert!(
        accepted(&format!("fn f() {{ {doubled} let a = if x {{ a }} else {{ a39 }}; c.add_scope(a); }}")).len() < 2
    );
    let made = r#"use oauth2::Scope; fn f() { let wanted = ["profile", "email"]; c.add_scopes(wanted.iter().map(Scope::new)); }"#;
    assert_eq!(accepted(made), ["profile email"], "what is made of a list tells what it is");
    none(&[
        // A variable of the same name elsewhere, or one with another value.
        r#"fn f() { let wanted = "read:org"; oauth(); } fn g(wanted: &str) { c.add_scope(Scope::new(wanted.into())); }"#,
        r#"fn f() { let s = "read:org"; oauth(); list.iter().map(|s| Scope::new(s.to_string())); }"#,
        r#"fn f() { let s = "read:org"; oauth(); if let Some(s) = x { c.add_scope(Scope::new(s)); } }"#,
        r#"fn f() { { let s = "read:org"; } oauth(); c.add_scope(Scope::new(s)); }"#,
        // Parameters of other functions of the same name, and of collections.
        r#"fn get(scope: &str) {} fn f() { map.get("read:org"); oauth(); }"#,
        r#"impl A { fn new(scope: &str) -> A {} } fn f() { B::new("read:org"); oauth(); }"#,
        r#"fn name(scope: &str, name: &str) {} fn f() { name(x, "read:org"); oauth(); }"#,
        r#"fn f() { let url = "https://a/b"; oauth(); client.token_for_scopes(url, scopes); }"#,
        r#"const URL: &str = "https://api.spotify.com"; fn get_metadata(scope: &str) {} fn f() { a.get_metadata("track"); oauth(); }"#,
        r#"fn open(scope: Guard) {} fn f() { open("read:org"); oauth(); }"#,
        r#"fn f() { let level = env::var("LOG_LEVEL").unwrap_or("read:org".into()); oauth(); }"#,
        r#"fn f() { let level = env::var("TELEMETRY_SCOPE").unwrap_or("read:org".into()); oauth(); }"#,
    ]);
}

#[test]
fn what_a_variable_hides_is_said() {
    let composed = |source: &str| -> Vec<String> {
        usage(source).composed.iter().map(|place| source[place.clone()].to_owned()).collect()
    };
    for (source, expected) in [
        (r"use oauth2::Scope; fn f(wanted: &str) { c.add_scope(Scope::new(wanted.into())); }", &["wanted"][..]),
        (r"use oauth2::Scope; fn f() { let v = load(); c.add_scope(Scope::new(v)); }", &["v"]),
        (r#"fn f(v: &str) { post(&[("grant_type", "x"), ("scope", v)]); }"#, &["v"]),
        (r#"use oauth2::Scope; fn f() { let v = "repo"; c.add_scope(Scope::new(v.into())); }"#, &[]),
        (
            r#"use oauth2::Scope; const ALL: &[&str] = &["a:b"]; fn f() { for s in ALL { c.add_scope(Scope::new(s.into())); } }"#,
            &[],
        ),
        (r#"fn f(v: &str) { log(&[("level", "x"), ("scope", v)]); }"#, &[]),
    ] {
        assert_eq!(composed(source), expected, "{source}");
    }
}

#[test]
fn rules_of_macros() {
    each(&[
        (
            r#"macro_rules! ask { ($c:expr) => { $c.add_scope(Scope::new("repo".into())) }; ($c:expr, $s:expr) => {{ let scopes = vec!["gist"]; $c.send($s) }}; }"#,
            &["repo", "gist"],
        ),
        (
            r#"macro_rules! known { ($s:ident) => { $s.filter(|s| s != "https://graph.microsoft.com/.default") }; }"#,
            &["mention https://graph.microsoft.com/.default"],
        ),
    ]);
    none(&[
        r#"macro_rules! scope { ("read:org") => { Org }; ($($name:ident = $text:literal),*) => { oauth($($text),*) } }"#,
    ]);
}

#[test]
fn resources_of_microsoft() {
    each(&[
        (
            r#"fn f() { token(vec!["00000003-0000-0000-c000-000000000000/.default"]); }"#,
            &["00000003-0000-0000-c000-000000000000/.default"],
        ),
        (
            r#"fn f() { if s == "https://graph.microsoft.com/.default" {} }"#,
            &["mention https://graph.microsoft.com/.default"],
        ),
    ]);
    none(&[r#"fn f() { open("files/.default"); open("00000003-0000-0000-c000/.default"); oauth(); }"#]);
}

#[test]
fn parameters_of_addresses() {
    each(&[
        (
            r#"const URL: &str = "https://a/authorize?client_id=1&scope=https://www.googleapis.com/auth/drive&state=x";"#,
            &["https://www.googleapis.com/auth/drive"],
        ),
        (
            r#"const URL: &str = "https://a/authorize?client_id=1&scope=https://graph.microsoft.com/.default";"#,
            &["https://graph.microsoft.com/.default"],
        ),
        (
            r#"const URL: &str = "https://slack.com/oauth/v2/authorize?scope=commands&user_scope=search:read,chat:write";"#,
            &["commands", "search:read chat:write"],
        ),
        (
            r#"fn f() { format!("https://slack.com/oauth/v2/authorize?scope={}&user_scope={}", "commands", "search:read") }"#,
            &["commands", "search:read"],
        ),
        (
            r#"const URL: &str = "https://a/oauth/authorize?scope=crm.objects&optional_scope=crm.lists.read";"#,
            &["crm.objects", "crm.lists.read"],
        ),
    ]);
    none(&[
        "fn f() { open(\"https://a/lookup?scope=global&x=1\"); }",
        "fn f() { open(\"https://a/x?telescope=read:org\"); oauth(); }",
    ]);
}

#[test]
fn addresses_that_are_put_together() {
    const START: &str = "https://accounts.spotify.com/authorize?client_id=1";
    let spotify = |body: &str| format!("fn f(more: &str) {{ {} }}", body.replace("START", START));
    for (body, expected) in [
        (r#"concat!("START", "&scope=", "user-read-email%20streaming")"#, &["user-read-email streaming"][..]),
        (r#"let url = "START&scope=".to_owned() + "streaming";"#, &["streaming"]),
        (
            r#"let mut url = String::from("START"); url.push_str("&scope="); url.push_str("streaming"); url += "&state=x";"#,
            &["streaming"],
        ),
        (
            r#"let mut url = format!("START"); let scope = "streaming"; url.push_str(&format!("&scope={}", scope));"#,
            &["streaming"],
        ),
        (
            r#"let wanted = ["user-read-email", "streaming"].join(" "); let url = format!("START&scope={wanted}");"#,
            &["user-read-email streaming"],
        ),
        (r#"let url = "START".to_owned() + "&state=" + more;"#, &[]),
        (r#"let mut url = String::from("START"); other.push_str("&scope="); other.push_str("streaming");"#, &[]),
    ] {
        assert_eq!(accepted(&spotify(body)), expected, "{body}");
    }
    let constants = r#"const ONE: &str = "user-read-email"; const TWO: &str = "streaming"; "#.to_owned();
    let joined = constants + &spotify(r#"let all = [ONE, TWO].join(" "); let url = format!("START&scope={all}");"#);
    assert_eq!(accepted(&joined), ["user-read-email", "streaming"]);
    assert!(usage(&joined).composed.is_empty());
}

#[test]
fn what_is_put_into_a_text_is_said() {
    let composed = |source: &str| usage(source).composed.len();
    for (body, expected) in [
        (r#"let url = "https://a.example/authorize?client_id=1&scope=".to_owned() + more;"#, 1),
        (
            r#"let mut url = String::from("https://a.example/authorize?a=1"); url.push_str("&scope="); url.push_str(more);"#,
            1,
        ),
        (r#"let url = format!("https://a.example/authorize?client_id=1&scope={more}");"#, 1),
        (r#"let url = format!("https://a.example/authorize?client_id=1&scope={}", acme::SCOPES);"#, 1),
        (r#"let url = format!("https://a.example/authorize?client_id=1&scope=a%20{more}");"#, 1),
        (r#"let text = "the scope=".to_owned() + more;"#, 0),
    ] {
        assert_eq!(composed(&format!("fn f(more: &str) {{ {body} }}")), expected, "{body}");
    }
    // The text next to it can only be scopes.
    each(&[
        (r#"fn f(more: &str) { let scope = String::from("openid email ") + more; }"#, &["openid email"]),
        (r#"fn f(more: &str) { let scope = format!("{more} offline_access"); }"#, &["offline_access"]),
        (r#"fn f(more: &str) { let scope = format!("cache of {more}"); let scope = format!("x-openid{more}"); }"#, &[]),
    ]);
}

#[test]
fn what_a_function_returns_before_its_end() {
    each(&[(
        r#"fn scopes(&self) -> Vec<&str> { if self.is_new { return vec!["repo", "gist"]; } Vec::new() }"#,
        &["repo gist"],
    )]);
    none(&[r#"fn scopes(&self) -> Vec<&str> { let f = || { return vec!["repo", "gist"]; }; self.all() }"#]);
}

#[test]
fn slips_in_the_scope_of_a_whole_resource() {
    for (source, expected) in [
        (
            r#"fn f(c: C) { c.get_token(&["https://vault.azure.net/.deafult"]); }"#,
            Some(("https://vault.azure.net/.deafult", Owner::Provider("azure-resources"), true)),
        ),
        (
            r#"const S: &str = "https://graph.microsoft.com/.defalt";"#,
            Some(("https://graph.microsoft.com/.defalt", Owner::Provider("microsoft-graph"), true)),
        ),
        (
            r#"fn f(c: C) { c.get_token(&["https://acme.example/.defualt"]); }"#,
            Some(("https://acme.example/.defualt", Owner::Nobody, false)),
        ),
        (r#"fn f(c: C) { c.get_token(&["https://acme.example/.well-known"]); }"#, None),
    ] {
        let usage = read(source, &BTreeSet::new()).expect("Rust");
        let lists = package_lists(&mut [usage], &[], &Providers::bundled()).lists;
        let found =
            lists.first().map(|list| (list.group.names()[0], list.ownership.owner.clone(), list.ownership.is_certain));
        assert_eq!(found, expected, "{source}");
    }
    assert!(scope_sources::has_evidence(br#"c.get_token(&["https://vault.azure.net/.deafult"])"#));
}

#[test]
fn lists_in_constants_without_another_word_of_oauth() {
    for (source, expected) in [
        (
            r#"const SCOPE: &str = "openid offline_access Acme.Notes.Read";"#,
            &["openid offline_access Acme.Notes.Read"][..],
        ),
        (r#"static DEFAULT_SCOPES: &[&str] = &["read:pots", "write:pots"];"#, &["read:pots write:pots"]),
        (r#"static DEFAULT_SCOPES: &[&str] = &["pots:big", "pans:small"];"#, &[]),
        (r#"const SCOPE: &str = "read:pots";"#, &[]),
    ] {
        assert_eq!(accepted(source), expected, "{source}");
    }
}

#[test]
fn attributes_of_elements() {
    each(&[
        (r#"fn v() { html! { <Login scopes={vec!["repo", "gist"]} color="red"/> } }"#, &["repo gist"]),
        (r#"fn v() { view! { <Login scope="repo gist" /> } }"#, &["repo gist"]),
    ]);
    none(&[r#"fn v() { html! { <th scope="col" class="repo"></th> } }"#]);
}

#[test]
fn scopes_of_something_else() {
    none(&[
        r#"fn source_scope(s: S) -> &'static str { match s { S::L => "local", S::G => "global", S::I => "git-installation", S::A => "api" } } fn f() { oauth(); }"#,
        r#"const ATTR_TARGET_SCOPE: &str = "acp_targetscope"; fn f() { oauth(); }"#,
        r#"fn f() { oauth(); let scope = if x { "group" } else { "direct" }; }"#,
        r#"fn f() { ensure_install_scope("uninstall"); }"#,
    ]);
    // The same words if something shows their provider, or if they are used in a request.
    for (source, expected) in [
        (
            r#"fn scope(s: S) -> &'static str { match s { S::A => "openid", S::B => "email" } } fn f() { oauth(); }"#,
            &["openid", "email"][..],
        ),
        (r#"fn f() { post("https://github.com/login/oauth/authorize"); let scope = "repos"; }"#, &["repos"]),
        (r#"fn f() { OauthClient { scope: "yoyo" } }"#, &["yoyo"]),
        (r#"fn f() { post(&[("grant_type", "client_credentials"), ("scope", "catalog")]); }"#, &["catalog"]),
        (r#"fn f() { auth.ensure_scope("orders:write"); }"#, &["requirement orders:write"]),
    ] {
        assert_eq!(accepted(source), expected, "{source}");
    }
}

#[test]
fn an_address_says_whose_its_scopes_are() {
    let providers = Providers::bundled();
    let owner = |address: &str| {
        let source = format!("fn f() {{ open(\"{address}\"); }}");
        let mut usages = [read(&source, &BTreeSet::new()).expect("Rust")];
        let mut lists = package_lists(&mut usages, &[], &providers).lists;
        let ownership = lists.remove(0).ownership;
        (ownership.owner, ownership.is_certain)
    };
    for (address, provider) in [
        ("https://github.com/login/oauth/authorize?client_id=1&scope=openid%20profile%20email", "github"),
        ("https://accounts.google.com/o/oauth2/v2/auth?client_id=1&scope=openid%20offline_access", "google"),
        ("https://slack.com/oauth/v2/authorize?client_id=1&scope=chat.write.everywhere", "slack"),
    ] {
        assert_eq!(owner(address), (Owner::Provider(provider), true), "{address}");
    }
    // An address of an unknown provider, and the scopes of a known one.
    let nobodys = "https://sso.example.com/oauth2/authorize?client_id=1&scope=openid%20profile%20email";
    assert_eq!(owner(nobodys), (Owner::Provider("openid-connect"), false));
    // Three of the four are scopes of a provider, but of another server.
    let own =
        "https://api.acme.example/oauth/authorize?client_id=1&scope=read:user%20read:org%20admin:org%20read:reports";
    assert_eq!(owner(own), (Owner::Nobody, false));
    let other = "https://github.com/login/oauth/authorize?client_id=1&scope=user-read-private%20playlist-read-private";
    assert_eq!(owner(other).0, Owner::Provider("spotify"));
}

#[test]
fn a_value_with_endpoints_says_whose_its_scopes_are() {
    let owners = |source: &str| {
        let providers = Providers::bundled();
        let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
        let lists = package_lists(&mut usages, &[], &providers).lists;
        lists.into_iter().map(|list| list.ownership.owner).collect::<Vec<_>>()
    };
    let table = r#"static ALL: &[P] = &[
        P { name: "a", auth_url: "https://accounts.google.com/o/oauth2/v2/auth", scopes: &["openid", "email", "profile"] },
        P { name: "b", auth_url: "https://slack.com/oauth/v2/authorize", scopes: &["openid", "email", "profile"] },
        P { name: "google", token_url: "https://sso.kitchen.example/token", scopes: &["openid", "stir"] },
    ];"#;
    assert_eq!(owners(table), [Owner::Provider("google"), Owner::Provider("slack"), Owner::Nobody]);
    let named = r#"static ALL: &[P] = &[
        P { name: "discord", secret: "", scopes: &["identify", "email"] },
        P { name: "google", secret: "", scopes: &["openid", "email"] },
    ]; use oauth2::Scope;"#;
    assert_eq!(owners(named), [Owner::Provider("discord"), Owner::Provider("google")]);
    // Scopes that a server requires belong to that server, even if a provider has a scope of the same name.
    let own = r#"fn stir(c: &Claims) { require_scope(c, "user-library-read"); }
        fn ask() { form(&[("client_id", "x"), ("scope", "user-library-read pots-write")]); }"#;
    assert_eq!(owners(own), [Owner::Nobody, Owner::Nobody]);
    let asked = own.split_once("fn ask").map_or(own, |(_, asked)| asked);
    assert_eq!(owners(&format!("fn ask{asked}")), [Owner::Provider("spotify")]);
}

#[test]
fn a_macro_of_the_file_may_make_anything_of_its_arguments() {
    none(&[r#"use oauth2::Scope; macro_rules! scope { ($a:literal) => { concat!("https://a.example/", $a) }; }
        fn f() { send(scope!("documents")); }"#]);
    assert_eq!(accepted(r#"use oauth2::Scope; fn f() { send(scope!("read:org")); }"#), ["read:org"]);
}

#[test]
fn half_of_the_names_are_enough() {
    let list = |names: &str| accepted(&format!("fn scopes() -> Vec<&'static str> {{ vec![{names}] }}")).len();
    assert_eq!(list(r#""https://www.googleapis.com/auth/drive", "https://www.googleapis.com/auth/driev""#), 1);
    assert_eq!(list(r#""pots:read", "pots:write", "read:org""#), 0);
}

/// A file that signs in at GitHub, with this text added.
fn at_github(rest: &str) -> String {
    format!("const AUTH: &str = \"https://github.com/login/oauth/authorize\"; {rest}")
}

fn each_at_github(cases: &[(&str, &[&str])]) {
    for (rest, expected) in cases {
        assert_eq!(accepted(&at_github(rest)), *expected, "{rest}");
    }
}

fn none_at_github(rests: &[&str]) {
    each_at_github(&rests.iter().map(|rest| (*rest, &[][..])).collect::<Vec<_>>());
}

#[test]
fn members_of_tuples() {
    each_at_github(&[
        (
            r#"fn scope_table() -> Vec<(&str, &str)> { vec![("Read your notes", "repo"), ("List the teams", "read:org")] }"#,
            &["mention repo read:org"],
        ),
        (
            r#"fn scope_of(k: K) -> (&str, &str) { match k { K::A => ("See repositories", "repo"), K::B => ("See teams", "read:org") } }"#,
            &["repo", "read:org"],
        ),
        (
            r#"fn f(k: K) { let (title, scope) = match k { K::A => ("repos", "repo"), K::B => ("teams", "read:org") }; }"#,
            &["repo", "read:org"],
        ),
        (
            r#"fn f(x: bool) { let (scopes, title) = if x { ("repo gist", "all") } else { ("gist", "one") }; }"#,
            &["repo gist", "gist"],
        ),
        // The keys are not scopes of a provider.
        (
            r#"fn f() { let scopes_by_part = HashMap::from([("issues", "repo"), ("teams", "read:org")]); }"#,
            &["mention repo read:org"],
        ),
        (
            r#"fn f() { let required_scopes = vec![(Method::GET, "/repos", &["repo"][..]), (Method::POST, "/gists", &["gist"][..])]; }"#,
            &["mention repo gist"],
        ),
        (
            r#"fn f() { let scope_of_part = hashmap! { "issues" => "repo", "teams" => "read:org" }; }"#,
            &["mention repo read:org"],
        ),
        (r#"static KNOWN_SCOPES: Set = phf_set! { "gist", "user:email" };"#, &["gist user:email"]),
        (
            r#"fn endpoints(p: P) -> (&str, &str, &str) { match p { P::A => ("https://github.com/login/oauth/authorize", "https://github.com/login/oauth/access_token", "read:user user:email"), P::B => panic!() } }"#,
            &["read:user user:email"],
        ),
    ]);
    none_at_github(&[
        r#"fn f(k: K) { let (title, name) = match k { K::A => ("Repositories", "repo"), K::B => ("Gists", "gist") }; }"#,
        r#"const SETTINGS_SCOPE: &[(&str, &str)] = &[("workspace", "Only here"), ("global", "In every folder")];"#,
        r#"fn f() { table(("Scope", "Description")); head(vec!["Scope", "Description"]); }"#,
        r#"fn f() { ("https://github.com/login/oauth/authorize", "client_id", "GitHub login", "github"); }"#,
        r#"const SCOPE_PERMISSIONS: &[&str] = &["android.permission.INTERNET", "fs:allow-read"];"#,
    ]);
}

#[test]
fn what_people_sign_in_with() {
    each(&[
        (r#"fn f() { url(&endpoint, id, "openid profile", &state); }"#, &["openid profile"]),
        (r#"fn f() { build_authorization_url(&endpoint, id, "openid", &state); }"#, &["openid"]),
        (r#"fn oidc_claims(scopes: &[String]) { scopes.iter().any(|s| s == "profile"); }"#, &["mention profile"]),
    ]);
    // They are compared together with others in the same list.
    let beside =
        r#"fn oidc(scope: &str) { scope.contains("email"); scope.contains("groups"); scope == "device_login"; }"#;
    assert_eq!(accepted(beside), ["mention email", "mention groups", "mention device_login"]);
    assert_eq!(accepted(&beside.replace("scope.contains(\"gr", "other_scope.contains(\"gr")).len(), 2);
    assert_eq!(accepted(&beside.replace("email", "admin")), [""; 0]);
    none(&[
        r#"fn f() { help("openid connect"); x("openid email scope is missing"); y("the openid profile"); }"#,
        r#"fn f(body: &Value) { body.get("openid"); claim("openid"); oidc(vec!["email", "email_verified"]); }"#,
    ]);
}

#[test]
fn an_address_beside_scopes_says_whose_they_are() {
    let providers = Providers::bundled();
    let source = r#"fn all() -> Vec<P> { vec![
        P { name: "first", auth: "https://github.com/login/oauth/authorize", scopes: "openid email" },
        P { name: "second", auth: "https://accounts.google.com/o/oauth2/v2/auth", scopes: "openid email" },
        P { name: "third", auth: "https://id.acme.example/oauth/authorize", scopes: "walks notes" }] }
        fn one(p: P) -> (&str, &str) { match p { P::A => ("https://discord.com/oauth2/authorize", "openid email"), P::B => ("https://slack.com/oauth", "openid email") } }"#;
    let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
    let lists = package_lists(&mut usages, &[], &providers).lists;
    let owners: Vec<&Owner> = lists.iter().map(|list| &list.ownership.owner).collect();
    let of = Owner::Provider;
    assert_eq!(owners, [&of("github"), &of("google"), &Owner::Nobody, &of("discord"), &of("slack")]);
}

/// The known grant types of the lists of a program.
fn grants(body: &str) -> Vec<&'static str> {
    let usage = usage(&format!("fn f() {{ {body} }}"));
    usage.groups.iter().map(|group| group.grant.unwrap_or("?")).collect()
}

#[test]
fn grant_types_beside_scopes() {
    for (source, expected) in [
        (r#"post(&[("grant_type", "client_credentials"), ("scope", "User.Read")]);"#, "client_credentials"),
        (
            r#"post(&vec![("scope", "repo".to_string()), ("grant_type", "client_credentials".to_string())]);"#,
            "client_credentials",
        ),
        (r#"post(HashMap::from([("grant_type", "client_credentials"), ("scope", "repo")]));"#, "client_credentials"),
        (r#"post("grant_type=client_credentials&scope=repo");"#, "client_credentials"),
        (r#"get("https://a.example/authorize?response_type=code&scope=repo");"#, "authorization_code"),
        (r#"get("https://a.example/authorize?scope=repo&response_type=token");"#, "implicit"),
        (r#"c.exchange_client_credentials().add_scope(Scope::new("repo".into())).request();"#, "client_credentials"),
        (
            r#"url.query_pairs_mut().append_pair("response_type", "code").append_pair("scope", "repo");"#,
            "authorization_code",
        ),
        (r#"let t = TokenRequest { grant_type: "client_credentials", scope: "repo" };"#, "client_credentials"),
        (r#"post(json!({ "grant_type": "client_credentials", "scope": "repo" }));"#, "client_credentials"),
        (r##"post(r#"{"grant_type": "client_credentials", "scope": "repo"}"#);"##, "client_credentials"),
        (
            r#"let mut form = HashMap::new(); form.insert("grant_type", "client_credentials"); form.insert("scope", "repo");"#,
            "client_credentials",
        ),
        (
            r#"let mut form = vec![("grant_type", "client_credentials")]; form.push(("scope", "repo"));"#,
            "client_credentials",
        ),
        // Not written, unknown, or from another request.
        (r#"post(&[("client_id", "a"), ("scope", "repo")]);"#, "?"),
        (r#"post(&[("grant_type", kind), ("scope", "repo")]);"#, "?"),
        (r#"post(&[("grant_type", if a { "client_credentials" } else { "password" }), ("scope", "repo")]);"#, "?"),
        (r#"get("https://a.example/authorize?response_type=code%20token&scope=repo");"#, "?"),
        (r#"post(&[("grant_type", "client_credentials")]); get(&[("client_id", "a"), ("scope", "repo")]);"#, "?"),
        (
            r#"let mut form = vec![("grant_type", "client_credentials")]; let mut other = vec![]; other.push(("scope", "repo"));"#,
            "?",
        ),
        (
            r#"form.insert("grant_type", "client_credentials"); if user { form.insert("grant_type", "password"); } form.insert("scope", "repo");"#,
            "?",
        ),
    ] {
        assert_eq!(grants(source), [expected], "{source}");
    }
}

/// The lists of a program, each with its owner.
fn owned(source: &str) -> Vec<(String, Owner)> {
    let mut usages = [read(source, &BTreeSet::new()).expect("Rust")];
    let lists = package_lists(&mut usages, &[], &Providers::bundled()).lists;
    lists.into_iter().map(|list| (shown(&list.group), list.ownership.owner)).collect()
}

#[test]
fn an_address_elsewhere_does_not_decide() {
    let beside = |list: &str, address: &str| {
        let owned = owned(&format!("{list} const ELSEWHERE: &str = \"https://{address}\";"));
        owned.into_iter().map(|(_, owner)| owner).next()
    };
    let (github, slack) = ("github.com/login/oauth/authorize", "slack.com/oauth/v2/authorize");
    let is_of = |owner: Option<Owner>, provider| owner == Some(Owner::Provider(provider));
    for name in ["CORP_SCOPES", "KEYCLOAK_SCOPES", "SSO_SCOPES"] {
        let list = format!("const {name}: &str = \"openid profile email teams.x\";");
        for (address, provider) in [(github, "github"), (slack, "slack")] {
            assert!(!is_of(beside(&list, address), provider), "{name} {address}");
        }
    }
    assert!(is_of(beside(r#"const SCOPES: &str = "openid emial";"#, "accounts.google.com/o/oauth2/auth"), "google"));
    assert!(is_of(beside(r#"const SCOPES: &str = "repos";"#, github), "github"));
}

#[test]
fn the_address_of_a_list_decides() {
    let owner = |source: &str| owned(source).into_iter().map(|(_, owner)| owner).next();
    for (source, provider) in [
        // Another provider has these two names.
        (
            r#"const U: &str = "https://slack.com/oauth/v2/authorize?client_id=1&scope=chat:write,channel:read";"#,
            "slack",
        ),
        (
            r#"fn f() { a("https://accounts.google.com/o/oauth2/auth"); c.post("https://github.com/login/device/code").form(&[("scope", "read:orgs")]); }"#,
            "github",
        ),
        (
            r#"const P: &[P] = &[P { name: "twitch", auth: "https://id.twitch.tv/oauth2/authorize", scope: "user:read:emails" }];"#,
            "twitch",
        ),
    ] {
        assert_eq!(owner(source), Some(Owner::Provider(provider)), "{source}");
    }
    for source in [
        r#"const U: &str = "https://login.acme.example/oauth2/authorize?client_id=1&scope=user-read-email,user-library-read";"#,
        r#"const U: &str = "https://acme.example/oauth/authorize"; const SCOPES: &[&str] = &["orders:read", "products:read"];"#,
    ] {
        assert!(!matches!(owner(source), Some(Owner::Provider(_))), "{source}");
    }
}

/// The owner of each list of a file, and whether it is certain.
fn owners(source: &str) -> Vec<(Owner, bool)> {
    let usage = read(source, &BTreeSet::new()).expect("Rust");
    let lists = package_lists(&mut [usage], &[], &Providers::bundled()).lists;
    lists.into_iter().map(|list| (list.ownership.owner, list.ownership.is_certain)).collect()
}

#[test]
fn an_address_in_the_same_function_or_module_decides() {
    const GITHUB: &str = "https://github.com/login/oauth/authorize?client_id=1";
    const GITLAB: &str = "https://gitlab.com/oauth/authorize?client_id=1";
    let (github, gitlab) = (Owner::Provider("github"), Owner::Provider("gitlab"));
    let lists = r#"let scopes = ["repo", "read:orgs"]; g(scopes); "#;
    for (source, expected) in [
        (format!(r#"fn a() {{ {lists} go("{GITHUB}"); }} fn b() {{ go("{GITLAB}"); }}"#), (github.clone(), true)),
        (
            format!(
                r#"mod a {{ const AT: &str = "{GITHUB}"; fn a() {{ {lists} }} }} mod b {{ const AT: &str = "{GITLAB}"; }}"#
            ),
            (github.clone(), true),
        ),
        (
            format!(
                r#"fn a() {{ go("{GITHUB}"); }} fn b() {{ let scopes = ["read_users", "api"]; go("{GITLAB}", scopes); }}"#
            ),
            (gitlab, false),
        ),
        // Both providers are there, or the names belong to another one.
        (format!(r#"fn a() {{ {lists} go("{GITHUB}"); go("{GITLAB}"); }}"#), (Owner::Nobody, false)),
        (
            format!(
                r#"fn a() {{ let scopes = ["public_repo", "read:org"]; go("{GITLAB}"); }} fn b() {{ go("{GITHUB}"); }}"#
            ),
            (github, true),
        ),
    ] {
        assert_eq!(owners(&source), [expected], "{source}");
    }
}

#[test]
fn what_is_beside_a_scope_in_its_address() {
    const AT: &str = "https://slack.com/oauth/v2/authorize?client_id=1";
    let slack = Owner::Provider("slack");
    for (parameters, expected) in [
        ("scope=chat:write&user_scope=user:read", vec![(slack.clone(), true); 2]),
        ("user_scope=user:read&scope=chat:write", vec![(slack.clone(), true); 2]),
    ] {
        assert_eq!(owners(&format!(r#"const URL: &str = "{AT}&{parameters}";"#)), expected, "{parameters}");
    }
    let alone = owners(&format!(r#"const URL: &str = "{AT}&user_scope=user:read";"#));
    assert!(alone[0].0 != slack, "{alone:?}");
}

#[test]
fn a_variable_of_the_environment_and_a_query_alone() {
    each(&[
        (r#"struct A { #[arg(default_value = "repo gist", env = "GITHUB_SCOPES")] asked: String }"#, &["repo gist"]),
        (r#"fn f(mut u: Url) { u.set_query(Some("scope=repo%2Cgist")); }"#, &["repo gist"]),
    ]);
    none(&[
        r#"struct A { #[arg(default_value = "repo gist", env = "GITHUB_TOPICS")] asked: String }"#,
        r#"fn f() { log("scope=%s", oauth); log("scope=repo"); }"#,
    ]);
}

#[test]
fn what_is_called_after_a_provider_is_of_it() {
    for (source, expected) in [
        (r#"const GITHUB_SCOPES: &str = "repo gists";"#, &["repo gists"][..]),
        (r#"struct A { #[arg(default_value = "repo gists", env = "GITHUB_SCOPES")] scopes: String }"#, &["repo gists"]),
    ] {
        assert_eq!(accepted(source), expected, "{source}");
    }
    none(&[
        r#"fn search_github() { let scope = "user"; }"#,
        r#"const GITHUB_SCOPES: &str = "shelves books";"#,
        r#"const GITHUB_LEVELS: &str = "repo gists";"#,
    ]);
}

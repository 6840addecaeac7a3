//! The catalog format: what it takes, and what it says of every mistake.

use scope_catalog::{Catalog, CatalogSource, Coverage, Delimiter, Level, LineColumn, Lookup};

/// Every problem of a text, as `line:column: message; help`.
fn problems(text: &str) -> Vec<String> {
    let Err(problems) = Catalog::from_text(text) else { return Vec::new() };
    let shown = problems.into_iter().map(|problem| {
        let LineColumn { line, column } = LineColumn::at(text, problem.span.range().start);
        let help = problem.help.map_or_else(String::new, |help| format!("; {help}"));
        format!("{line}:{column}: {}{help}", problem.message)
    });
    shown.collect()
}

fn problem(text: &str) -> String {
    let problems = problems(text);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems.into_iter().next().expect("one")
}

const WHOLE: &str = r#"
name       = "multipass"
delimiter  = "space"
coverage   = "complete"
prefix     = "https://www.googleapis.com/auth/"
optional_prefix = "https://graph.microsoft.com/"
source     = "https://docs.example.com/scopes"
checked    = "2026-11-01"
max_scopes = 25

[scopes]
read_profile = "Read the signed-in person's profile"
read_multipass = "List multipass logins"
"api.read_orders" = "Read orders"

[scopes.write_multipass]
description = "Issue multipass logins"
implies   = ["read_multipass"]
aliases   = ["https://multipass.example/auth/write"]
requires  = ["read_profile"]
conflicts = ["admin"]
exclusive = false
kinds     = ["user", "bot"]
approval  = "enable it for each client under API permissions"
risk      = "restricted"

[scopes.admin]
[scopes."account:{id}:read"]

[retired.multipass_write]
since = "2025-03"
status = "removed"
replaced_by = ["write_multipass"]
note = "split in two"

[clients.web]
client_id = "example-client"
kind  = "user"
allow = ["read_profile", "write_multipass"]
default = true

[operations."PUT /multipass"]
needs = { any = ["write_multipass", { all = ["read_profile", "read_multipass"] }] }
condition = "for logins of others"

[[config]]
file = "config/*.toml"
path = "oauth.scopes"
client = "web"
catalog = "github"

[levels]
deprecated-scope = "deny"

[catalogs.github]
scopes = ["repo"]
"#;

#[test]
fn the_whole_format_parses_clean() {
    let catalog = Catalog::from_text(WHOLE).expect("no problems");
    assert_eq!(
        (catalog.name(), catalog.delimiter(), catalog.coverage()),
        ("multipass", Delimiter::Space, Coverage::Complete)
    );
    assert_eq!((catalog.max_scopes(), catalog.checked()), (Some(25), Some("2026-11-01")));
    assert_eq!(catalog.scopes().len(), 6);
    let Lookup::Known(write) = catalog.lookup("https://multipass.example/auth/write") else { panic!("an alias") };
    assert_eq!(
        catalog.covered_names(write),
        ["write_multipass", "https://multipass.example/auth/write", "read_multipass"]
    );
    assert!(matches!(catalog.lookup("account:7:read"), Lookup::Known(_)));
    assert!(matches!(catalog.lookup("https://graph.microsoft.com/admin"), Lookup::Known(_)), "the optional prefix");
    assert!(matches!(catalog.lookup("multipass_write"), Lookup::Retired(_)));
    assert_eq!(catalog.default_client().map(|client| &*client.name.text), Some("web"));
    assert_eq!(catalog.operations()[0].needs.describe(), "`write_multipass` or (`read_profile` and `read_multipass`)");
    assert_eq!(catalog.operations()[0].condition.as_deref(), Some("for logins of others"));
    assert_eq!(catalog.configs()[0].catalog.as_ref().map(|name| &*name.text), Some("github"));
    let rule = scope_catalog::rules::find("deprecated-scope").expect("a rule");
    assert_eq!(catalog.level(rule), Level::Deny);
    let mut none = Vec::new();
    assert_eq!(CatalogSource::parse(0, WHOLE, &mut none).catalogs[0].1.scopes.len(), 1);
}

#[test]
fn every_problem_is_told_at_once() {
    let text =
        "nmae = 'x'\ndelimiter = 'tab'\n[scopes]\n'a b' = ''\nx = { implies = ['y'] }\n[levels]\nunknown = 'deny'\n";
    assert_eq!(
        problems(text),
        [
            "1:1: unknown key `nmae` in a catalog; did you mean `name`?",
            "2:13: invalid value `tab` for `delimiter`; expected one of `space`, `comma`, `space-or-comma`, `single`",
            "4:1: invalid scope `a b`: it contains a space; list each scope by itself: a scope consists of printable ASCII characters other than the space, `\"` and `\\` (RFC 6749 §3.3)",
            "5:18: `x` implies `y`, which is not in the catalog; did you mean `x`?",
            "7:1: unknown rule `unknown`; did you mean `unknown-scope`?",
        ]
    );
}

#[test]
fn missing_quotes_are_named() {
    assert_eq!(
        problem("[scopes]\napi.read_orders = \"Read orders\"\n"),
        "2:5: `api.read_orders` needs quotes: TOML reads an unquoted dot as a nested table; write `\"api.read_orders\" = \"Read orders\"`"
    );
    assert_eq!(problems("[scopes]\napi.a = ''\napi.b.c = ''\nok = ''\n").len(), 2, "each of them");
    assert_eq!(
        problem("[scopes.api.read_orders]\ndescription = \"Read orders\"\n"),
        "1:13: `api.read_orders` needs quotes: TOML reads an unquoted dot as a nested table; write `[scopes.\"api.read_orders\"]`"
    );
    let colon = problems("[scopes]\nread:org = \"Read\"\n");
    assert!(colon[0].ends_with("write `\"read:org\" = \"Read\"`"), "{colon:#?}");
    let address = problems("[scopes]\nhttps://www.googleapis.com/auth/drive = \"Drive\"\n");
    assert!(address[0].contains("write `\"https://www.googleapis.com/auth/drive\" = \"Drive\"`"), "{address:#?}");
}

#[test]
fn lines_that_are_no_toml_are_told_once_with_what_to_write() {
    let table = [
        ("scopes = ['a']\n[operations.GET /user]\nneeds = 'a'", "write `[operations.\"GET /user\"]`"),
        ("[scopes]\nread_profile: \"Read\"", "write `read_profile = \"Read\"`"),
        ("[scopes]\nread_profile = “Read”", "use straight quotes: `\"`"),
        ("[retired.api.read]\nsince = '2025'", "write `[retired.\"api.read\"]`"),
        ("name = \"multipass\nscopes = []", "close the string on the same line with the quote that opens it"),
    ];
    for (text, expected) in table {
        let found = problem(text);
        assert!(found.ends_with(expected), "{text}: {found}");
    }
}

#[test]
fn a_setting_below_a_table_is_no_scope() {
    assert_eq!(
        problem("[scopes]\na = ''\ndelimiter = \"comma\"\n"),
        "3:1: `delimiter` is a setting of the catalog, not a scope; move `delimiter = \"comma\"` above `[scopes]`"
    );
    assert_eq!(problems("[scopes]\nname = \"The name of the person\"\n"), [""; 0], "Apple has such a scope");
    assert_eq!(problems("[scopes]\nname = \"multipass\"\nmax_scopes = 3\nsource = \"https://x.y\"\n").len(), 3);
}

#[test]
fn kinds_of_all_names_that_are_alike() {
    let text = "[kinds]\n'{name:*}:admin' = ['staff']\n'{name:*}:{right}' = ['user', 'staff']\n\
        [scopes]\nopenid = ''\n'a:read' = ''\n'a:admin' = ''\n'b:admin' = { kinds = ['root'] }\n";
    let catalog = Catalog::from_text(text).expect("a sound catalog");
    let kinds = |at: usize| match &catalog.scopes()[at].details {
        Some(details) => details.kinds.iter().map(|kind| &*kind.text).collect::<Vec<_>>().join(" "),
        None => String::new(),
    };
    assert_eq!([0, 1, 2, 3].map(kinds), ["", "user staff", "staff", "root"]);
    let with = |kinds: &str| problem(&format!("scopes = ['a:read']\n[kinds]\n{kinds}\n"));
    assert_eq!(with("'{x}:write' = ['user']"), "3:1: no scope matches the pattern `{x}:write`");
    assert!(with("'a:{x' = ['user']").starts_with("3:1: invalid pattern `a:{x`: unclosed `{`"));
    assert_eq!(
        with("'a:{x}' = 'user'"),
        "3:11: expected an array of strings for `a:{x}`, found a string; write `[\"user\"]`"
    );
}

#[test]
fn names_that_are_listed_twice() {
    assert_eq!(problem("scopes = ['a', 'b', 'a']"), "1:21: `a` is listed twice");
    assert_eq!(problem("scopes = [ # a remark\n'a', 'a']"), "2:6: `a` is listed twice");
    assert_eq!(problem("[scopes]\na = ''\n'a' = ''"), "3:1: duplicate key `a`");
    assert_eq!(problem("[scopes]\na = ''\n[retired]\na = {}"), "4:1: `a` is a retired name here and a scope above");
    assert_eq!(problem("[scopes]\na = { aliases = ['b'] }\nb = ''"), "2:18: `b` is an alias here and a scope above");
}

#[test]
fn a_name_with_the_delimiter_in_it() {
    assert_eq!(
        problem("delimiter = 'comma'\nscopes = ['a,b']"),
        "2:11: `a,b` contains a comma, which separates scopes in this catalog; write `delimiter = \"space\"` if the provider separates scopes with a space"
    );
    assert_eq!(problems("delimiter = 'space-or-comma'\n[scopes]\na = { aliases = ['a,b'] }").len(), 1);
    assert_eq!(problems("delimiter = 'space'\nscopes = ['a,b']"), [""; 0]);
}

#[test]
fn references_lead_somewhere() {
    assert_eq!(
        problem("scopes = ['write_x']\n[retired.x]\nreplaced_by = ['wirte_x']"),
        "3:16: `x` is replaced by `wirte_x`, which is not in the catalog; did you mean `write_x`?"
    );
    assert_eq!(
        problem("scopes = ['a']\n[clients.web]\nallow = ['nothing_like_it']"),
        "3:10: the client `web` allows `nothing_like_it`, which is not in the catalog; declare it under `[scopes]`"
    );
    assert_eq!(
        problem("scopes = ['a']\n[retired.old]\n[operations.get]\nneeds = { any = ['a', { all = ['old'] }] }"),
        "4:32: `get` needs `old`, which is retired"
    );
    let deprecated =
        "[retired.old]\nstatus = 'deprecated'\n[operations.get]\nneeds = 'old'\n[clients.web]\nallow = ['old']";
    assert_eq!(problems(deprecated), [""; 0], "it still works");
    assert_eq!(
        problem("[retired.old]\nstatus = 'deprecated'\n[retired.older]\nreplaced_by = ['old']"),
        "4:16: `older` is replaced by `old`, which is retired"
    );
    assert_eq!(
        problem("[clients.a]\ndefault = true\n[clients.b]\ndefault = true"),
        "3:10: the clients `a` and `b` are both the default, but only one can be"
    );
}

#[test]
fn circles_of_implication() {
    assert_eq!(
        problem("[scopes]\na = { implies = ['b'] }\nb = { implies = ['c'] }\nc = { implies = ['b'] }"),
        "4:18: `b` implies itself: b → c → b"
    );
    assert_eq!(problem("[scopes]\na = { implies = ['a'] }"), "2:18: `a` implies itself: a → a");
    let chain: String =
        (0..20_000).map(|number| format!("s{number} = {{ implies = ['s{}'] }}\n", number + 1)).collect();
    assert_eq!(problems(&format!("[scopes]\n{chain}s20000 = ''")), [""; 0], "a long chain is not a circle");
}

#[test]
fn a_value_of_another_type() {
    let table = [
        (
            "scopes = 'a b,c'",
            "1:10: expected a table or an array of names for `scopes`, found a string; write `[\"a\", \"b\", \"c\"]`",
        ),
        (
            "[[scopes]]\nname = 'a'",
            "1:3: expected a table or an array of names for `scopes`, found an array of tables; write `[scopes]`, with one bracket on each side",
        ),
        ("provider = 1", "1:12: expected a string or an array of strings for `provider`, found a number"),
        (
            "[scopes]\na = 1",
            "2:5: expected a description or a table for `a`, found a number; write what it permits in quotes, or `{ description = \"…\", implies = [\"…\"] }`",
        ),
        (
            "[scopes]\na = { implies = 'b' }",
            "2:17: expected an array of strings for `implies`, found a string; write `[\"b\"]`",
        ),
        ("[clients]\nweb = ['a']", "2:7: expected a table for `web`, found an array; write `{ allow = [\"…\"] }`"),
        ("[retired]\na = 'b'", "2:5: expected a table for `a`, found a string; write `{ replaced_by = [\"…\"] }`"),
        ("[catalogs]\na = 'github'", "2:5: expected a table for `a`, found a string; write `{ provider = \"…\" }`"),
    ];
    for (text, expected) in table {
        assert_eq!(problem(text), expected);
    }
}

#[test]
fn values_of_the_wrong_kind() {
    let table = [
        ("name = 1", "1:8: expected a string for `name`, found a number"),
        ("max_scopes = 0", "1:14: `max_scopes` must be a whole number of at least 1"),
        ("max_scopes = '3'", "1:14: `max_scopes` must be a whole number of at least 1; write it without quotes"),
        ("scopes = [1]", "1:11: expected a string for `scopes`, found a number"),
        ("[scopes]\na = { exclusive = 'yes' }", "2:19: expected `true` or `false` for `exclusive`, found a string"),
        (
            "[scopes]\na = { risk = 'high' }",
            "2:14: invalid value `high` for `risk`; expected one of `normal`, `sensitive`, `restricted`",
        ),
        ("checked = 2026-11-01", "1:11: expected a string for `checked`, found a date; write the date in quotes"),
        (
            "checked = 'May'",
            "1:11: invalid date `May`; write a day, a month or a year: `2025-03-31`, `2025-03`, `2025`",
        ),
        (
            "[retired.a]\nstatus = 'gone'",
            "2:10: invalid value `gone` for `status`; expected one of `removed`, `deprecated`",
        ),
        (
            "[operations.get]",
            "1:13: missing `needs` in the operation `get`; write `needs = \"scope\"`, `{ any = […] }` or `{ all = […] }`",
        ),
        (
            "[operations.get]\nneeds = { some = ['a'] }",
            "2:11: unknown key `some` in `needs`; expected one of `any`, `all`",
        ),
        ("[operations.get]\nneeds = { any = [] }", "2:17: `any` is empty"),
        (
            "[operations.get]\nneeds = ['a']",
            "2:9: expected a scope or a table for `needs`, found an array; write `{ any = […] }` if one of them is enough, and `{ all = […] }` if not",
        ),
        ("[operations]\nget = 'a'", "2:7: expected a table for `get`, found a string; write `{ needs = \"…\" }`"),
        (
            "[operations.get]\nneeds = 'a | b'",
            "2:9: `get` needs `a | b`, which is not in the catalog; write `{ any = [\"a\", \"b\"] }`",
        ),
        (
            "coverage = 'incomplete'",
            "1:12: invalid value `incomplete` for `coverage`; expected one of `complete`, `partial`",
        ),
        (
            "[grants.client_credential]",
            "1:9: unknown grant type `client_credential`; did you mean `client_credentials`?",
        ),
        (
            "[resources.a]\nuri = 'https://a'\ndefault = true\n[resources.b]\nuri = 'https://b'\ndefault = true",
            "4:12: the resources `a` and `b` are both the default, but only one can be",
        ),
        ("[[config]]\nfile = ''", "2:1: missing `file` in this `[[config]]`; write `file = \"…\"`"),
        ("[[config]]\npath = 'x'", "2:1: missing `file` in this `[[config]]`; write `file = \"…\"`"),
        ("[[config]]\nfle = 'x'", "2:1: unknown key `fle` in `[[config]]`; did you mean `file`?"),
        ("[[config]]\nfile = 1", "2:8: expected a string for `file`, found a number"),
        (
            "[config]\nfile = 'x'",
            "1:2: expected an array of tables for `config`, found a table; write `[[config]]`, with two brackets on each side",
        ),
        ("[[config]]\nfile = 'a'\npath = 'x'\npreset = 'y'", "3:8: `path` and `preset` cannot be used together"),
        (
            "[clients.a]\nclient_secret = 'x'",
            "2:1: a catalog must not contain secrets; remove this line, and revoke the secret if it was committed",
        ),
        (
            "[levels]\nempty-list = 'error'",
            "2:14: invalid value `error` for `empty-list`; expected one of `allow`, `warn`, `deny`",
        ),
        ("[levels]\nemtpy-list = 'deny'", "2:1: unknown rule `emtpy-list`; did you mean `empty-list`?"),
        (
            "[catalogs.'7']",
            "1:11: invalid catalog name `7`; write a letter, then letters, digits, `_` or `-`, so that `scopes!(name: \"…\")` can use the name",
        ),
        (
            "[catalogs.a.levels]\nempty-list = 'deny'\n[catalogs.a.catalogs.b]",
            "3:13: `catalogs` is only allowed at the top of the file, not in one of its `[catalogs]`",
        ),
        (
            "[scopes]\n'a{' = ''",
            "2:1: invalid pattern `a{`: unclosed `{`; write `{id}`, `{id:*}` or `{right:read|write}`",
        ),
        ("scopes = ['']", "1:11: a scope cannot be empty"),
        (
            "scopes = ['é']",
            "1:11: invalid scope `é`: it contains `é` (U+00E9); a scope consists of printable ASCII characters other than the space, `\"` and `\\` (RFC 6749 §3.3)",
        ),
        ("provider = 'github'", "1:12: `github` cannot be loaded from a single text"),
    ];
    for (text, expected) in table {
        assert_eq!(problem(text), expected);
    }
}

#[test]
fn an_empty_file_is_an_empty_catalog() {
    for text in ["", "name = ''"] {
        let catalog = Catalog::from_text(text).expect("no problems");
        assert_eq!((catalog.scopes().len(), catalog.name()), (0, "this catalog"));
    }
}

#[test]
fn a_grant_type_that_a_client_names_is_one_of_the_catalog() {
    let own = "scopes = ['a']\n[grants.saml_bearer]\nallow = ['a']\n";
    assert_eq!(problem(own), "2:9: unknown grant type `saml_bearer`; did you mean `saml2_bearer`?");
    assert_eq!(problems(&format!("{own}[clients.b]\ngrant = 'saml_bearer'")), [""; 0]);
    assert_eq!(problems(&format!("{own}kinds = ['service']")), [""; 0]);
}

#[test]
fn a_catalog_with_names_of_owners_is_partial() {
    let coverage = |text| Catalog::from_text(text).expect("sound").coverage();
    assert_eq!(coverage("own_names = true"), Coverage::Partial);
    assert_eq!(coverage("coverage = 'complete'\nown_names = true"), Coverage::Complete);
}

#[test]
fn where_a_catalog_comes_from() {
    let text = "scopes = ['a']\n[import]\nfrom = ['openapi.yaml', 'https://api.example.com/v1?a=b']\nonly_used = true";
    let catalog = Catalog::from_text(text).expect("sound");
    let import = catalog.import().expect("a table");
    assert_eq!((&*import.from[1].text, import.only_used), ("https://api.example.com/v1?a=b", true));
    assert_eq!(problems("[scopes]\nimport = 'Import'"), [""; 0], "a scope of that name");
    let table = [
        ("import = 'a.yaml'", "1:10: expected a table for `import`, found a string; write `{ from = \"…\" }`"),
        (
            "[import]\nprovider = 'a'",
            "1:2: missing `from` in `[import]`; write `from = \"openapi.yaml\"`, or an address that begins with `https://`",
        ),
        ("[import]\nform = 'a'\nfrom = 'a'", "2:1: unknown key `form` in `[import]`; did you mean `from`?"),
        (
            "[import]\nfrom = []",
            "2:8: `from` names no document; write a file, or an address that begins with `https://`",
        ),
        ("[import]\nfrom = ['a', 'a']", "2:14: `a` is listed twice"),
        ("[import]\nfrom = 1", "2:8: expected a string or an array of strings for `from`, found a number"),
        (
            "[import]\nfrom = ''",
            "2:8: a document without a name; write a file, or an address that begins with `https://`",
        ),
        ("[import]\nfrom = '-o'", "2:8: invalid document `-o`; write `./` before a file whose name begins with `-`"),
        (
            "[import]\nfrom = 'http://example.com/a'",
            "2:8: `http://example.com/a` is not an https address; write a file, or an address that begins with `https://`",
        ),
        (
            "[import]\nfrom = 'https://'",
            "2:8: invalid address `https://`; percent-encode what is not a printable ASCII character",
        ),
        (
            "[import]\nfrom = 'https://example.com/a b'",
            "2:8: invalid address `https://example.com/a b`; percent-encode what is not a printable ASCII character",
        ),
        (
            "[import]\nfrom = 'https://me:secret@example.com/a'",
            "2:8: an address must not contain a user name or a password; download the document, and write the name of the file",
        ),
        ("[import]\nfrom = 'a'\nonly_used = 1", "3:13: expected `true` or `false` for `only_used`, found a number"),
    ];
    for (text, expected) in table {
        assert_eq!(problem(text), expected, "{text}");
    }
}

#[test]
fn what_is_reported_of_a_grant() {
    let text = "\
[scopes]
read = ''
offline = ''
[consent]
always = ['read']
unlisted = ['offline']
reported_in = 'redirect'
";
    let catalog = Catalog::from_text(text).expect("a sound catalog");
    let consent = catalog.consent();
    assert_eq!((&*consent.always[0].text, &*consent.unlisted[0].text), ("read", "offline"));
    assert_eq!(consent.reported_in, Some(scope_catalog::ReportedIn::Redirect));
    let wrong = text.replace("['read']", "['reed']").replace("'redirect'", "'mail'");
    let problems = Catalog::from_text(&wrong).expect_err("two mistakes");
    let messages: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
    assert!(messages.iter().any(|message| message.contains("`always` names `reed`")), "{messages:?}");
    assert_eq!(problems.len(), 2, "{messages:?}");
}

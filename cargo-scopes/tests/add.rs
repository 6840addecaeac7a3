//! Tests `cargo scopes add`: what it adds to a catalog, and what it refuses to add.

mod project;

use std::fs;

use project::{MANIFEST, Project};

/// A catalog before, the arguments, and the catalog after.
struct Case {
    name: &'static str,
    before: Option<&'static str>,
    arguments: &'static [&'static str],
    after: &'static str,
    says: &'static str,
}

const GITHUB: &str = "\
name = \"GitHub\"
delimiter = \"space-or-comma\"
source = \"https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps\"
checked = \"2026-11-22\"
coverage = \"complete\" # only these may be requested; with \"partial\", others are warnings
";

const CASES: &[Case] = &[
    Case {
        name: "a new file",
        before: None,
        arguments: &["github"],
        after: "provider = \"github\"\n",
        says: "scopes.toml created; call it as `scopes!(\"…\")`",
    },
    Case {
        name: "by another name",
        before: None,
        arguments: &["Twitter"],
        after: "provider = \"x\"\n",
        says: "scopes.toml created",
    },
    Case {
        name: "another name of several",
        before: None,
        arguments: &["atlassian"],
        after: "provider = \"atlassian\"\n",
        says: "scopes.toml created",
    },
    Case {
        name: "several that are there",
        before: Some("provider = [\"atlassian-jira\", \"atlassian-confluence\"]\n"),
        arguments: &["atlassian"],
        after: "provider = [\"atlassian-jira\", \"atlassian-confluence\"]\n",
        says: "scopes.toml already builds on `atlassian`",
    },
    Case {
        name: "comments and blanks stay",
        before: Some("# first\nname   =  'multipass' # its name\n\n[scopes]   # all\nread_x = \"x\"\n\n# last\n"),
        arguments: &["slack"],
        after: "# first\nname   =  'multipass' # its name\n\n[scopes]   # all\nread_x = \"x\"\n\n# last\n\n[catalogs.slack]\nprovider = \"slack\"\n",
        says: "`scopes!(slack: \"…\")`",
    },
    Case {
        name: "another provider",
        before: Some("provider = \"github\"\n"),
        arguments: &["microsoft-graph"],
        after: "provider = \"github\"\n\n[catalogs.microsoft-graph]\nprovider = \"microsoft-graph\"\n",
        says: "`scopes!(microsoft_graph: \"…\")`",
    },
    Case {
        name: "a list of providers",
        before: Some("provider = [\n  \"github\", # hub\n  \"okta\", # login\n]\n"),
        arguments: &["slack"],
        after: "provider = [\n  \"github\", # hub\n  \"okta\", # login\n  \"slack\",\n]\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "what all identity servers have",
        before: Some("provider = \"github\" # hub\n"),
        arguments: &["openid-connect"],
        after: "provider = [\"github\", \"openid-connect\"] # hub\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "a name of one's own",
        before: Some("provider = \"github\"\n"),
        arguments: &["slack", "--as", "work"],
        after: "provider = \"github\"\n\n[catalogs.work]\nprovider = \"slack\"\n",
        says: "`scopes!(work: \"…\")`",
    },
    Case {
        name: "the short form",
        before: Some("name = \"GitHub\"\nscopes = [\n  \"repo\", # r\n  \"gist\"\n]\n"),
        arguments: &["github", "read:org"],
        after: "name = \"GitHub\"\nscopes = [\n  \"repo\", # r\n  \"gist\",\n  \"read:org\"\n]\n",
        says: "+  \"read:org\"",
    },
    Case {
        name: "the ends of lines",
        before: Some("name = \"GitHub\"\r\n\r\n[scopes]\r\nrepo = \"all\"\r\n"),
        arguments: &["github", "read:org"],
        after: "name = \"GitHub\"\r\n\r\n[scopes]\r\nrepo = \"all\"\r\n\"read:org\" = \"Read organization membership and teams\"\r\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "an entry that is there stays",
        before: Some("name = \"GitHub\"\n[scopes]\nrepo = \"mine\"\n"),
        arguments: &["github", "repo", "gist"],
        after: "name = \"GitHub\"\n[scopes]\nrepo = \"mine\"\ngist = \"Write gists\"\n",
        says: "note: `repo` is already in scopes.toml",
    },
    Case {
        name: "nothing to do",
        before: Some("provider = \"github\"\n"),
        arguments: &["github", "repo", "read:org"],
        after: "provider = \"github\"\n",
        says: "scopes.toml is unchanged",
    },
    Case {
        name: "the whole twice",
        before: Some("[catalogs.hub]\nprovider = \"github\"\n"),
        arguments: &["github"],
        after: "[catalogs.hub]\nprovider = \"github\"\n",
        says: "note: scopes.toml already builds on `github`",
    },
    Case {
        name: "an implication is left to the user",
        before: Some("name = \"GitHub\"\n[scopes]\nrepo = \"mine\"\n"),
        arguments: &["github", "public_repo"],
        after: "name = \"GitHub\"\n[scopes]\nrepo = \"mine\"\npublic_repo = \"Read and write public repositories\"\n",
        says: "note: `repo` implies some of them; add to its entry: implies = [\"public_repo\"]",
    },
    Case {
        name: "a file of comments alone",
        before: Some("# ours\n"),
        arguments: &["github"],
        after: "# ours\nprovider = \"github\"\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "a byte order mark",
        before: Some("\u{feff}[levels]\nunknown-scope = \"warn\"\n"),
        arguments: &["slack", "--as", "work"],
        after: "\u{feff}[levels]\nunknown-scope = \"warn\"\n\n[catalogs.work]\nprovider = \"slack\"\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "tables in line",
        before: Some("name = \"GitHub\"\nscopes = { repo = \"x\" }\n"),
        arguments: &["github", "gist"],
        after: "name = \"GitHub\"\nscopes = { repo = \"x\" , gist = \"Write gists\" }\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "scopes with tables of their own",
        before: Some("name = \"GitHub\"\n\n[scopes.repo]\ndescription = \"x\"\n\n[clients.web]\nallow = [\"repo\"]\n"),
        arguments: &["github", "gist"],
        after: "name = \"GitHub\"\n\n[scopes]\ngist = \"Write gists\"\n\n[scopes.repo]\ndescription = \"x\"\n\n[clients.web]\nallow = [\"repo\"]\n",
        says: "scopes.toml updated",
    },
    Case {
        name: "what a file extends",
        before: Some("extends = \"base.toml\"\n"),
        arguments: &["github", "gist"],
        after: "extends = \"base.toml\"\n",
        says: "note: `gist` is already in scopes.toml",
    },
];

#[test]
fn what_is_written() {
    for &Case { name, before, arguments, after, says } in CASES {
        let base = ("base.toml", "provider = \"github\"\n");
        let folder = Project::with("written", &[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n"), base]);
        if let Some(before) = before {
            fs::write(folder.path("scopes.toml"), before).expect("a file");
        }
        let mut all = vec!["scopes", "add"];
        all.extend(arguments);
        let mut dry = all.clone();
        dry.push("--dry-run");
        let (code, ..) = folder.run(&dry);
        assert_eq!((code, &*folder.text("scopes.toml")), (0, before.unwrap_or_default()), "{name}: dry");
        let (code, output, complaint) = folder.run(&all);
        assert_eq!((code, &*complaint), (0, ""), "{name}: {output}");
        assert_eq!(folder.text("scopes.toml"), after, "{name}");
        assert!(output.contains(says), "{name}: {output}");
        let (code, output, complaint) = folder.run(&["list"]);
        assert_eq!(code, 0, "{name}: it is sound: {output}{complaint}");
    }
}

#[test]
fn the_part_that_is_used() {
    let folder = Project::with("part", &[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n")]);
    let (code, ..) = folder.run(&["add", "github", "admin:org read:org", "repo"]);
    let expected = format!(
        "{GITHUB}
[scopes]
\"admin:org\" = {{ description = \"Manage organizations, their teams and memberships\", implies = [\"read:org\"] }}
\"read:org\" = \"Read organization membership and teams\"
repo = \"Read, write and administer repositories\"

[retired]
\"admin:organization\" = {{ status = \"deprecated\", replaced_by = [\"admin:org\"], note = \"stands only in endpoint descriptions, not among GitHub's scopes\" }}
"
    );
    assert_eq!((code, folder.text("scopes.toml")), (0, expected), "through `write:org`, which is not part of it");
    let (code, output, _) = folder.run(&["lint", "gist"]);
    assert!(code == 1 && output.contains("unknown-scope"), "what is not written may not be asked for: {output}");
    let (code, output, _) = folder.run(&["lint", "admin:org read:org"]);
    assert!(code == 0 && output.contains("redundant-scope"), "{output}");
    let (code, ..) = folder.run(&["add", "google", "https://www.googleapis.com/auth/drive.file"]);
    let google = "
[catalogs.google]
name = \"Google\"
prefix = \"https://www.googleapis.com/auth/\"
source = \"https://developers.google.com/identity/protocols/oauth2/scopes\"
checked = \"2026-11-07\"
coverage = \"complete\" # only these may be requested; with \"partial\", others are warnings

[catalogs.google.scopes]
\"https://www.googleapis.com/auth/drive.file\" =";
    let catalog = folder.text("scopes.toml");
    assert!(code == 0 && catalog.contains(google), "{catalog}");
}

#[test]
fn what_a_scope_has_no_effect_without_comes_with_it() {
    let folder = Project::with("companion", &[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n")]);
    let (code, output, _) = folder.run(&["add", "slack", "users:read.email"]);
    assert!(code == 0 && output.contains("note: `users:read` is added as well"), "{output}");
    let catalog = folder.text("scopes.toml");
    assert!(catalog.contains("requires = [\"users:read\"]") && catalog.contains("\n\"users:read\" = "), "{catalog}");
    let (code, output, _) = folder.run(&["lint", "users:read.email"]);
    assert!(code == 1 && output.contains("missing-companion"), "{output}");
}

#[test]
fn what_holds_for_requests_holds_for_a_part() {
    let folder = Project::with("requests", &[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n")]);
    let (code, output, _) = folder.run(&["add", "microsoft-graph", "Mail.Read"]);
    let catalog = folder.text("scopes.toml");
    assert!(code == 0 && catalog.contains("[resources]\ngraph = {") && !catalog.contains("key-vault"), "{output}");
    let (code, output, _) = folder.run(&["lint", "https://graph.microsoft.com/Mail.Read"]);
    assert_eq!(code, 0, "a name may be written after its resource: {output}");
    let (code, output, _) = folder.run(&["lint", "https://vault.azure.net/Mail.Read"]);
    assert_eq!(code, 1, "{output}");
    // Discord rejects `role_connections.write` in the implicit grant, but that is not checked here.
    let (code, ..) = folder.run(&["add", "discord", "identify", "applications.commands.update"]);
    let catalog = folder.text("scopes.toml");
    assert!(code == 0 && catalog.contains("implicit = { deny = [\"applications.commands.update\"]"), "{catalog}");
    let (code, ..) = folder.run(&["add", "discord", "bot", "--as", "only-bot"]);
    let catalog = folder.text("scopes.toml");
    let bot = catalog.split_once("[catalogs.only-bot]").map_or("", |(_, catalog)| catalog);
    assert!(code == 0 && bot.contains("bot = ") && !bot.contains("implicit"), "{catalog}");
}

#[test]
fn what_is_refused_is_not_written() {
    let sound = "provider = \"slack\"\n";
    let cases: [(&str, &[u8], &[&str], &str); 14] = [
        ("a provider", sound.as_bytes(), &["githbu"], "help: did you mean `github`?"),
        ("a scope", sound.as_bytes(), &["github", "repo", "org:read"], "help: write `read:org`"),
        ("one of a pattern", sound.as_bytes(), &["atproto", "account:email"], "`account:email` is an instance of"),
        ("no scope", sound.as_bytes(), &["github", ""], "empty scope"),
        ("two scopes", sound.as_bytes(), &["github", "org:read", "repos"], "unknown scope `repos`"),
        (
            "a retired scope",
            sound.as_bytes(),
            &["google", "https://www.googleapis.com/auth/plus.me"],
            "write `openid` instead",
        ),
        ("a deprecated scope", sound.as_bytes(), &["github", "admin:organization"], "write `admin:org`"),
        ("a list with commas", sound.as_bytes(), &["shopify", "read_products write_ordes"], "did you mean"),
        ("a name", sound.as_bytes(), &["github", "--as", "my hub"], "invalid catalog name `my hub`"),
        ("broken TOML", b"name = \"a\n", &["github"], "scopes.toml:1:"),
        ("a mistake", b"[scopes]\napi.read = \"x\"\n", &["github"], "scopes.toml has errors"),
        (
            "no UTF-8",
            b"name = \"\xff\"\n",
            &["github"],
            "scopes.toml is not valid UTF-8: the first invalid byte is at 1:9",
        ),
        ("no such package", sound.as_bytes(), &["github", "--package", "dmo"], "did you mean `demo`?"),
        ("both", sound.as_bytes(), &["github", "-p", "demo", "--catalog", "a.toml"], "cannot be used with"),
    ];
    for (name, before, arguments, says) in cases {
        let folder = Project::with("refused", &[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n")]);
        fs::write(folder.path("scopes.toml"), before).expect("a file");
        let mut all = vec!["add"];
        all.extend(arguments);
        let (code, output, complaint) = folder.run(&all);
        assert_eq!((code, &*output), (101, ""), "{name}");
        assert!(complaint.contains(says), "{name}: {complaint}");
        assert_eq!(fs::read(folder.path("scopes.toml")).expect("a file"), before, "{name}");
    }
}

#[test]
fn a_folder_and_a_read_only_file() {
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n"), ("scopes.toml/a", "")];
    let there = Project::with("folder", &files);
    let (code, _, complaint) = there.run(&["add", "github"]);
    assert_eq!((code, &*complaint), (101, "error: scopes.toml is a directory, not a file\n"));
    let there = Project::with("read-only", &[("own.toml", "name = \"a\"\n")]);
    let file = there.path("own.toml");
    let mut permissions = fs::metadata(&file).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("permissions");
    let (code, _, complaint) = there.run(&["add", "github", "--catalog", "own.toml"]);
    assert_eq!((code, &*complaint), (101, "error: own.toml could not be written: the file is read-only\n"));
    assert_eq!(there.text("own.toml"), "name = \"a\"\n");
}

#[test]
fn which_file() {
    let member = |name: &str| format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\n");
    let (one, two) = (member("one"), member("two"));
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\n"),
        ("one/Cargo.toml", &*one),
        ("one/src/lib.rs", ""),
        ("two/Cargo.toml", &*two),
        ("two/src/lib.rs", ""),
    ];
    let there = Project::with("workspace", &files);
    let (code, _, complaint) = there.run(&["add", "github"]);
    assert!(code == 101 && complaint.contains("several packages: one, two\nhelp: use `--package NAME`"), "{complaint}");
    assert_eq!(there.run(&["add", "github", "-p", "one"]).0, 0);
    assert_eq!(there.inside("two/src").run(&["add", "slack"]).0, 0);
    assert_eq!(there.run(&["add", "google", "--manifest-path", "two/Cargo.toml"]).0, 0);
    assert_eq!(there.text("one/scopes.toml"), "provider = \"github\"\n");
    assert_eq!(there.text("two/scopes.toml"), "provider = \"slack\"\n\n[catalogs.google]\nprovider = \"google\"\n");
    let shared = [
        ("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\n"),
        (".cargo/config.toml", "[env]\nSCOPES_CATALOG = { value = \"shared.toml\", relative = true }\n"),
        ("one/Cargo.toml", &*one),
        ("one/src/lib.rs", ""),
        ("two/Cargo.toml", &*two),
        ("two/src/lib.rs", ""),
    ];
    let there = Project::with("shared", &shared);
    assert_eq!(there.run(&["add", "github"]).0, 0, "one file for all of them");
    assert_eq!(there.text("shared.toml"), "provider = \"github\"\n");
}

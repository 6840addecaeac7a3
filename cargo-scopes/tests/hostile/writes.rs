//! Tests that nothing outside of a checkout is written, and that files keep their permissions and owners.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::checkout::{CATALOG, Checkout, MANIFEST};

#[test]
fn a_link_to_nothing_is_not_written_through() {
    for (link, arguments) in [
        ("scopes.lock", &["lock"][..]),
        ("scopes.toml", &["add", "github"]),
        ("scopes.toml", &["init"]),
        ("other.toml", &["add", "github", "--catalog", "other.toml"]),
    ] {
        let checkout = Checkout::new();
        checkout.link(&format!("work/{link}"), "../home/.bash_aliases");
        let before = {
            checkout.command("work", &[]);
            checkout.names("home")
        };
        let (code, _, errors) = checkout.run(arguments);
        assert_eq!(code, 101, "{arguments:?}: {errors}");
        assert_eq!(checkout.names("home"), before, "{arguments:?}");
    }
}

#[test]
fn a_link_that_leads_out_is_not_written_through() {
    let checkout = Checkout::new();
    checkout.write("home/theirs.toml", "name = \"theirs\"\n");
    checkout.link("work/scopes.toml", "../home/theirs.toml");
    for arguments in [&["add", "github"][..], &["add", "github", "--catalog", "scopes.toml"]] {
        let (code, _, errors) = checkout.run(arguments);
        assert_eq!(code, 101, "{errors}");
        assert!(errors.contains("outside of the workspace"), "{errors}");
    }
    assert_eq!(checkout.read("home/theirs.toml"), "name = \"theirs\"\n");
}

#[test]
fn a_member_behind_a_link_that_leads_out_is_not_one() {
    let checkout = Checkout::new();
    checkout.write("work/Cargo.toml", "[workspace]\nmembers = ['m', 'n']\nresolver = '2'\n");
    let source = "fn main() { oauth_scopes::scopes!(\"Read_profile\"); }\n";
    for folder in ["theirs", "work/n"] {
        checkout.write(
            &format!("{folder}/Cargo.toml"),
            &MANIFEST.replace("[workspace]\n", "").replace("demo", &folder.replace('/', "-")),
        );
        checkout.write(&format!("{folder}/scopes.toml"), CATALOG);
        checkout.write(&format!("{folder}/src/main.rs"), source);
    }
    checkout.link("work/m", "../theirs");
    checkout.commit();
    for arguments in [&["fix", "--allow-no-vcs"][..], &["add", "github", "-p", "theirs"], &["check"]] {
        let (code, output, errors) = checkout.run(arguments);
        assert_eq!(code, 101, "{arguments:?} {output}{errors}");
        assert!(errors.contains("package `theirs` in m is outside of the workspace"), "{arguments:?} {errors}");
    }
    assert_eq!(checkout.run(&["check", "-p", "work-n"]).0, 1);
    assert_eq!(
        (checkout.read("theirs/scopes.toml"), checkout.read("theirs/src/main.rs")),
        (CATALOG.into(), source.into())
    );
    // The user can allow it explicitly.
    let mut command = checkout.command("work", &["fix", "--allow-no-vcs"]);
    let status = command.env("SCOPES_ROOTS", checkout.path("theirs")).status().expect("the command");
    assert_eq!(status.code(), Some(0));
    assert!(checkout.read("theirs/src/main.rs").contains("read_profile"));
}

#[test]
fn a_link_inside_of_the_checkout_is_followed() {
    let checkout = Checkout::new();
    checkout.write("work/shared/scopes.toml", CATALOG);
    checkout.link("work/scopes.toml", "shared/scopes.toml");
    let (code, _, errors) = checkout.run(&["add", "github"]);
    assert_eq!(code, 0, "{errors}");
    assert!(checkout.read("work/shared/scopes.toml").contains("github"));
    assert!(checkout.path("work/scopes.toml").is_symlink());
}

#[test]
fn fix_leaves_the_files_of_other_repositories() {
    let checkout = Checkout::new();
    checkout.write("other/a.toml", "s = \"Read_profile\"\n");
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"../other/a.toml\"\npath = \"s\"\n"));
    checkout.commit();
    let (code, output, errors) = checkout.run(&["fix", "--allow-dirty", "--allow-no-vcs"]);
    assert_eq!(code, 1, "{output}{errors}");
    assert!(output.contains("the file is outside of the workspace"), "{output}");
    assert_eq!(checkout.read("other/a.toml"), "s = \"Read_profile\"\n");
    // Unless the user allows it explicitly.
    let status = checkout
        .command("work", &["fix", "--allow-no-vcs"])
        .env("SCOPES_ROOTS", checkout.path("other"))
        .status()
        .expect("the command");
    assert_eq!(status.code(), Some(0));
    assert_eq!(checkout.read("other/a.toml"), "s = \"read_profile\"\n");
}

#[test]
fn a_file_in_another_work_tree_inside_takes_a_word() {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", &format!("{CATALOG}[[config]]\nfile = \"inner/a.toml\"\npath = \"s\"\n"));
    checkout.commit();
    checkout.write("work/inner/a.toml", "s = \"Read_profile\"\n");
    checkout.git(&["init", "-q", "inner"]);
    checkout.git(&["-C", "inner", "add", "."]);
    checkout.git(&["-C", "inner", "commit", "-q", "-m", "x"]);
    let (code, _, errors) = checkout.run(&["fix"]);
    assert_eq!(code, 101);
    assert!(errors.contains("`inner/a.toml` is not in the git repository of the workspace"), "{errors}");
    assert_eq!(checkout.run(&["fix", "--allow-no-vcs"]).0, 0);
}

#[test]
fn mode_and_owner_are_kept() {
    let checkout = Checkout::new();
    let file = checkout.path("work/scopes.toml");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).expect("permissions");
    // Only the superuser can change the owner of a file.
    let is_given = std::os::unix::fs::chown(&file, Some(1234), Some(1234)).is_ok();
    assert_eq!(checkout.run(&["add", "github"]).0, 0);
    let metadata = fs::metadata(&file).expect("a file");
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    assert!(!is_given || (metadata.uid(), metadata.gid()) == (1234, 1234));
}

#[test]
fn a_comment_stays_a_comment() {
    for (before, arguments) in [
        ("# our scopes", &["add", "slack"][..]),
        ("\u{feff}# our scopes", &["add", "slack"]),
        ("# our scopes", &["add", "github", "repo"]),
    ] {
        let checkout = Checkout::new();
        checkout.write("work/scopes.toml", before);
        assert_eq!(checkout.run(arguments).0, 0);
        let after = checkout.read("work/scopes.toml");
        assert!(after.starts_with(&format!("{before}\n")), "{after}");
    }
}

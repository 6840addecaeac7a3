//! Tests that no program of a checkout runs, whether through a repository that is committed inside of it or through
//! git's configuration.

use super::checkout::{Checkout, MANIFEST};

/// Writes a repository without a work tree, with this configuration.
fn embedded(checkout: &Checkout, folder: &str, config: &str) {
    checkout.write(&format!("{folder}/HEAD"), "ref: refs/heads/main\n");
    checkout.write(&format!("{folder}/objects/.keep"), "");
    checkout.write(&format!("{folder}/refs/heads/.keep"), "");
    checkout.write(&format!("{folder}/config"), config);
}

const MONITOR: &str =
    "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = ../evil.sh\n";

/// Clones the work tree.
fn cloned(checkout: &Checkout) {
    checkout.commit();
    checkout.git(&["clone", "-q", ".", "../clone"]);
}

#[test]
fn fix_asks_the_repository_of_the_workspace_alone() {
    let checkout = Checkout::new();
    checkout.program("work/evil.sh");
    checkout.write(
        "work/scopes.toml",
        &format!("{}[[config]]\nfile = \"sub/a.toml\"\npath = \"s\"\n", super::checkout::CATALOG),
    );
    checkout.write("work/sub/a.toml", "s = \"Read_profile\"\n");
    embedded(&checkout, "work/sub", MONITOR);
    cloned(&checkout);
    let (code, _, errors) = checkout.run_in("clone", &["fix"]);
    assert_eq!((code, &*errors), (0, "fixed sub/a.toml (1 fix)\n"));
    assert_eq!(checkout.read("clone/sub/a.toml"), "s = \"read_profile\"\n");
    assert!(!checkout.ran());
}

#[test]
fn a_workspace_that_is_a_committed_repository_is_in_none() {
    let checkout = Checkout::new();
    checkout.program("work/evil.sh");
    checkout.write("work/project/Cargo.toml", MANIFEST);
    checkout.write("work/project/scopes.toml", super::checkout::CATALOG);
    checkout.write("work/project/src/main.rs", "fn main() { oauth_scopes::scopes!(\"Read_profile\"); }\n");
    embedded(&checkout, "work/project", MONITOR);
    cloned(&checkout);
    let (code, _, errors) = checkout.run_in("clone/project", &["fix"]);
    assert_eq!(code, 101, "{errors}");
    assert!(errors.contains("is not in the git repository of the workspace"), "{errors}");
    assert!(!checkout.ran());
}

#[test]
fn diff_fetches_nothing() {
    let checkout = Checkout::new();
    checkout.program("work/evil.sh");
    let config = "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n\
                  [extensions]\n\tpartialClone = origin\n\
                  [remote \"origin\"]\n\turl = ext::sh ../evil.sh\n\tpromisor = true\n\
                  [protocol \"ext\"]\n\tallow = always\n";
    checkout.write("work/project/Cargo.toml", MANIFEST);
    checkout.write("work/project/scopes.toml", super::checkout::CATALOG);
    checkout.write("work/project/src/main.rs", super::checkout::MAIN);
    embedded(&checkout, "work/project", config);
    checkout.write("work/project/HEAD", "0123456789012345678901234567890123456789\n");
    cloned(&checkout);
    let (code, _, errors) = checkout.run_in("clone/project", &["diff"]);
    assert_eq!(code, 101, "{errors}");
    assert!(!checkout.ran(), "{errors}");
}

/// An archive can contain a configuration, but a clone cannot.
#[test]
fn a_missing_file_of_a_commit_is_not_fetched() {
    let checkout = Checkout::new();
    checkout.program("work/evil.sh");
    checkout.commit();
    let config = checkout.read("work/.git/config");
    let more = "[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = ext::sh ../work/evil.sh\n\tpromisor = true\n\
                [protocol \"ext\"]\n\tallow = always\n";
    let config = config.replace("repositoryformatversion = 0", "repositoryformatversion = 1");
    checkout.write("work/.git/config", &format!("{config}{more}"));
    let objects = checkout.path("work/.git/objects");
    let blob = std::process::Command::new("git")
        .args(["rev-parse", "HEAD:src/main.rs"])
        .current_dir(checkout.path("work"))
        .output()
        .expect("git");
    let blob = String::from_utf8(blob.stdout).expect("text");
    let (folder, name) = blob.trim().split_at(2);
    std::fs::remove_file(objects.join(folder).join(name)).expect("an object");
    // Git prints a complaint about each of these missing folders, and must not wait until its output is read.
    let missing: String = (0..1000).map(|number| format!("../{}/{number}\n", "x".repeat(100))).collect();
    checkout.write("work/.git/objects/info/alternates", &missing);
    let (code, _, errors) = checkout.run(&["diff"]);
    assert_eq!(code, 101, "{errors}");
    assert!(errors.contains("git does not have all files of the revision"), "{errors}");
    assert!(!checkout.ran());
}

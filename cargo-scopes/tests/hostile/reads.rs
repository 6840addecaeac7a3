//! Tests that nothing outside of a checkout is read, and that no file makes a command wait or run out of memory.

use std::fs;
use std::path::Path;

use super::checkout::{CATALOG, Checkout, pipe};

const SECRET: &str = "hunter2-hunter2";

/// The output of `check` in every format; the secret must not be in it.
fn outputs(checkout: &Checkout) -> String {
    let mut all = String::new();
    for format in ["human", "json", "sarif", "github", "rustc"] {
        let (_, output, errors) = checkout.run(&["check", "--format", format]);
        all.push_str(&output);
        all.push_str(&errors);
    }
    assert!(!all.contains(SECRET), "{all}");
    all
}

#[test]
fn a_configuration_file_elsewhere_is_not_read() {
    for target in ["../home/secrets.toml", "linked.toml"] {
        let checkout = Checkout::new();
        checkout.write("home/secrets.toml", &format!("[registry]\ntoken = \"{SECRET}\"\n"));
        checkout.link("work/linked.toml", "../home/secrets.toml");
        let config = format!("[[config]]\nfile = \"{target}\"\npath = \"registry.token\"\n");
        checkout.write("work/scopes.toml", &format!("{CATALOG}{config}"));
        assert!(outputs(&checkout).contains("outside of the workspace"));
    }
}

#[test]
fn a_catalog_elsewhere_is_not_read() {
    let checkout = Checkout::new();
    checkout.write("home/secrets.toml", &format!("token = \"{SECRET}\" {SECRET}\n"));
    checkout.write("work/scopes.toml", "extends = \"../home/secrets.toml\"\n");
    assert!(outputs(&checkout).contains("outside of the workspace"));
    checkout.write("work/scopes.toml", "extends = \".git/config\"\n");
    checkout.git(&["config", "http.extraheader", SECRET]);
    assert!(outputs(&checkout).contains("outside of the workspace"));
    checkout.write("work/.cargo/config.toml", "[env]\nSCOPES_CATALOG = \"/etc/passwd\"\n");
    std::fs::remove_file(checkout.path("work/scopes.toml")).expect("a file");
    let all = outputs(&checkout);
    assert!(all.contains("outside of the workspace") && !all.contains("root:"), "{all}");
}

#[test]
fn a_catalog_that_the_environment_names_is_read_wherever_it_is() {
    let checkout = Checkout::new();
    checkout.write("shared/scopes.toml", CATALOG);
    std::fs::remove_file(checkout.path("work/scopes.toml")).expect("a file");
    let status =
        checkout.command("work", &["check"]).env("SCOPES_CATALOG", checkout.path("shared/scopes.toml")).status();
    assert_eq!(status.expect("the command").code(), Some(0));
}

#[test]
fn a_catalog_that_the_users_own_configuration_names_is_read() {
    let checkout = Checkout::new();
    checkout.write("shared/scopes.toml", CATALOG);
    std::fs::remove_file(checkout.path("work/scopes.toml")).expect("a file");
    let variable = format!("[env]\nSCOPES_CATALOG = \"{}\"\n", checkout.path("shared/scopes.toml").display());
    checkout.write(".cargo/config.toml", &variable);
    assert_eq!(checkout.run(&["check"]).0, 0);
    checkout.write("work/.cargo/config.toml", &variable);
    assert_eq!(checkout.run(&["check"]).0, 1, "the configuration of the checkout");
}

#[test]
fn a_catalog_above_in_the_same_work_tree_is_read() {
    let checkout = Checkout::new();
    checkout.write("work/scopes.toml", CATALOG);
    checkout.write("work/app/scopes.toml", "extends = \"../scopes.toml\"\n");
    checkout.write("work/app/Cargo.toml", super::checkout::MANIFEST);
    checkout.write("work/app/src/main.rs", super::checkout::MAIN);
    let (code, output, errors) = checkout.run_in("work/app", &["check"]);
    assert_eq!(code, 0, "{output}{errors}");
}

#[test]
fn devices_and_pipes_are_not_read() {
    let checkout = Checkout::new();
    pipe(&checkout.path("work/src/f.rs"));
    checkout.link("work/src/z.rs", "/dev/zero");
    checkout.link("work/e.env", "/proc/self/environ");
    checkout.link("work/d.json", "/dev/zero");
    pipe(&checkout.path("work/p.json"));
    // A call in a file that is not a module: all files are searched for its module.
    checkout.write("work/src/stray.rs", "fn x() { oauth_scopes::scopes!(\"read_profile\"); }\n");
    checkout.write(
        "work/src/main.rs",
        "mod z; mod f; fn main() { include!(\"/proc/self/pagemap\"); oauth_scopes::scopes!(\"read_profile\"); }\n",
    );
    let configs =
        ["e.env", "d.json", "p.json"].map(|file| format!("[[config]]\nfile = \"{file}\"\npath = \"*\"\n")).concat();
    checkout.write("work/scopes.toml", &format!("{CATALOG}{configs}"));
    let output = checkout.command("work", &["check"]).env("PLANTED", SECRET).output().expect("the command");
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.contains(SECRET), "{output}");
    for file in ["e.env", "d.json", "p.json"] {
        assert!(output.contains(file), "{file}: {output}");
    }
    checkout.link("work/scopes.toml", "/dev/zero");
    assert_eq!(checkout.run(&["check"]).0, 1);
    assert_eq!(checkout.run(&["init", "--dry-run"]).0, 101);
    fs::create_dir(checkout.path("work/inner")).expect("a folder");
    for file in ["work/.gitignore", "work/inner/.ignore"] {
        pipe(&checkout.path(file));
        assert_eq!(checkout.run(&["check"]).0, 1);
        assert_eq!(checkout.run(&["init", "--dry-run"]).0, 101);
        fs::remove_file(checkout.path(file)).expect("a pipe");
    }
    fs::create_dir(checkout.path("work/.cargo")).expect("a folder");
    pipe(&checkout.path("work/.cargo/config.toml"));
    let (code, _, errors) = checkout.run(&["check"]);
    assert!(code == 101 && errors.contains("config.toml is not a regular file"), "{errors}");
    fs::remove_file(checkout.path("work/.cargo/config.toml")).expect("a pipe");
    checkout.link("work/scopes.lock", "/dev/zero");
    assert_eq!(checkout.run(&["lock", "--check"]).0, 101);
}

/// Files may only be read by functions that first check their type and size.
#[test]
fn no_module_reads_files_in_its_own_way() {
    const WAYS: [&str; 4] = ["fs::read(", "fs::read_to_string(", "fs::File::open(", " File::open("];
    const READERS: [&str; 3] = ["atomic_write.rs", "atomic_write/exchange.rs", "file_lock.rs"];
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let is_reading = WAYS.iter().any(|way| code.contains(way));
            let is_reader = READERS.iter().any(|reader| path == top.join(reader));
            assert!(!is_reading || is_reader, "{}: use `scope_catalog::load::read_text_file`", path.display());
        }
    }
}

#[test]
fn a_lock_with_a_byte_order_mark_is_a_lock() {
    let checkout = Checkout::new();
    assert_eq!(checkout.run(&["lock"]).0, 0);
    let lock = checkout.read("work/scopes.lock");
    checkout.write("work/scopes.lock", &format!("\u{feff}{lock}"));
    assert_eq!(checkout.run(&["lock", "--check"]).0, 0);
}

#[test]
fn what_import_replaces_is_a_file() {
    let checkout = Checkout::new();
    checkout.write("work/names.txt", "read_profile\n");
    pipe(&checkout.path("work/pipe.toml"));
    for (output, target) in [("pipe.toml", None), ("zero.toml", Some("/dev/zero"))] {
        if let Some(target) = target {
            checkout.link(&format!("work/{output}"), target);
        }
        let (code, _, errors) = checkout.run(&["import", "names.txt", "--output", output, "--overwrite"]);
        assert_eq!(code, 101, "{errors}");
        assert!(errors.contains("could not be written: it is"), "{errors}");
    }
}

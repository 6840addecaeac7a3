//! Finds circles of imports: files of a package that import each other, directly or through other files.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::imports::{Import, imports};
use crate::module_tree::ModuleTree;
use crate::packages::{Package, packages};

/// The circles of all packages of a checkout, with the imports that make them; empty if there are none.
///
/// # Errors
///
/// If a file cannot be read or is not Rust.
pub(crate) fn report(checkout: &Path) -> Result<String> {
    packages(checkout)?.iter().map(|package| of_package(checkout, package)).collect()
}

fn of_package(checkout: &Path, package: &Package) -> Result<String> {
    let mut report = String::new();
    for root in &package.roots {
        let tree = ModuleTree::read(root)?;
        let imports = imports(&tree);
        let arrows: Vec<Import> = imports.keys().copied().collect();
        for circle in circles(tree.files.len(), &arrows) {
            let file = |number: usize| -> Result<String> {
                let path = &tree.files[number].0;
                let path = path.strip_prefix(checkout).context("a file of the checkout")?;
                Ok(path.to_string_lossy().replace('\\', "/"))
            };
            writeln!(report, "{}: a circle of imports through {} files", file(0)?, circle.len())?;
            for (import, mentions) in &imports {
                if circle.contains(&import.from) && circle.contains(&import.to) {
                    let line = mentions.first().map(|(line, _)| *line).unwrap_or_default();
                    let names: BTreeSet<&str> = mentions.iter().map(|(_, name)| &**name).collect();
                    let names = names.into_iter().collect::<Vec<_>>().join(", ");
                    writeln!(report, "  {}:{line} imports from {}: {names}", file(import.from)?, file(import.to)?)?;
                }
            }
        }
    }
    Ok(report)
}

/// The sets of files that import each other, in the order of their first files.
fn circles(files: usize, imports: &[Import]) -> Vec<BTreeSet<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..files).map(|file| reached_from(file, imports)).collect();
    let mut circles: Vec<BTreeSet<usize>> = Vec::new();
    for (file, reached_here) in reached.iter().enumerate().filter(|(file, reached)| reached.contains(file)) {
        if !circles.iter().any(|circle| circle.contains(&file)) {
            circles.push(reached_here.iter().copied().filter(|&other| reached[other].contains(&file)).collect());
        }
    }
    circles
}

fn reached_from(file: usize, imports: &[Import]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![file];
    while let Some(from) = open.pop() {
        let next = imports.iter().filter(|import| import.from == from).map(|import| import.to);
        open.extend(next.filter(|to| reached.insert(*to)));
    }
    reached
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::packages::this_checkout;

    /// The circles of a package with these files.
    fn circles_of(files: &[(&str, &str)]) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in [("Cargo.toml", "")].iter().chain(files) {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        report(folder.path()).expect("a report")
    }

    #[track_caller]
    fn is_circle(files: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(circles_of(files).lines().map(str::trim_start).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn two_files_that_import_each_other() {
        is_circle(
            &[
                ("src/lib.rs", "mod a;\nmod b;\nmod c;\n"),
                ("src/a.rs", "use crate::b::B;\npub struct A(B);\n"),
                ("src/b.rs", "pub struct B;\n\nfn f(_: &crate::a::A) {}\n"),
                ("src/c.rs", "use crate::a::A;\nuse crate::b::B;\n"),
            ],
            &[
                "src/lib.rs: a circle of imports through 2 files",
                "src/a.rs:1 imports from src/b.rs: B",
                "src/b.rs:3 imports from src/a.rs: crate::a::A",
            ],
        );
    }

    #[test]
    fn a_line_of_imports_is_no_circle() {
        is_circle(
            &[
                ("src/main.rs", "mod a;\nmod b;\nmod c;\nfn main() { a::run(); }"),
                ("src/a.rs", "use crate::{b, c::{self, C}};\npub fn run() { b::f(&C); c::f(); }"),
                ("src/b.rs", "use super::c::C;\npub fn f(_: &C) {}"),
                ("src/c.rs", "pub struct C;\npub fn f() {}\n#[cfg(test)]\nmod tests { use crate::a::run; }"),
            ],
            &[],
        );
    }

    #[test]
    fn a_child_that_needs_its_parent() {
        is_circle(
            &[
                ("src/lib.rs", "mod a;"),
                ("src/a.rs", "mod b;\npub struct A;\nfn f() { b::g(); }"),
                ("src/a/b.rs", "use super::A;\npub fn g() {}"),
            ],
            &[
                "src/lib.rs: a circle of imports through 2 files",
                "src/a.rs:3 imports from src/a/b.rs: b::g",
                "src/a/b.rs:1 imports from src/a.rs: A",
            ],
        );
    }

    #[test]
    fn a_parent_that_only_hands_its_child_on() {
        is_circle(
            &[
                ("src/lib.rs", "mod a;"),
                ("src/a/mod.rs", "mod b;\npub(crate) use b::g;\npub struct A;"),
                ("src/a/b.rs", "use super::A;\npub fn g() {}"),
            ],
            &[],
        );
    }

    #[test]
    fn a_name_that_is_handed_on_comes_from_its_file() {
        let b = ("src/b.rs", "use crate::a::Inner;\npub struct B;");
        is_circle(
            &[
                ("src/lib.rs", "mod a;\nmod b;\npub use a::*;"),
                ("src/a/mod.rs", "mod inner;\npub use inner::Renamed as Inner;"),
                ("src/a/inner.rs", "use crate::b::B;\npub struct Renamed(B);"),
                b,
            ],
            &[
                "src/lib.rs: a circle of imports through 2 files",
                "src/a/inner.rs:1 imports from src/b.rs: B",
                "src/b.rs:1 imports from src/a/inner.rs: Inner",
            ],
        );
        // The imports of the other file in the folder do not matter.
        is_circle(
            &[
                ("src/lib.rs", "mod a;\nmod b;\npub use a::*;"),
                ("src/a/mod.rs", "mod inner;\nmod other;\npub use inner::Renamed as Inner;\npub use other::f;"),
                ("src/a/inner.rs", "pub struct Renamed;"),
                ("src/a/other.rs", "use crate::b::B;\npub fn f(_: B) {}"),
                b,
            ],
            &[],
        );
    }

    #[test]
    fn through_everything_of_a_module_and_in_a_macro() {
        is_circle(
            &[
                ("src/lib.rs", "mod a;\nmod b;"),
                ("src/a.rs", "use crate::b::*;\npub struct A(B);"),
                ("src/b.rs", "pub struct B;\nmacro_rules! make { () => { $crate::a::A }; }"),
            ],
            &[
                "src/lib.rs: a circle of imports through 2 files",
                "src/a.rs:1 imports from src/b.rs: B",
                "src/b.rs:2 imports from src/a.rs: crate::a::A",
            ],
        );
    }

    #[test]
    fn a_function_may_have_the_name_of_its_module() {
        is_circle(
            &[
                ("src/lib.rs", "mod check;\nmod rule;\npub use check::check;\npub use rule::Rule;"),
                ("src/check.rs", "use crate::rule::Rule;\npub fn check(_: Rule) {}\npub struct Context;"),
                (
                    "src/rule.rs",
                    "pub struct Rule;\nmod check { pub(in crate::check) fn f() {} }\nuse std::fmt;\nfn f() -> fmt::Result { ::check::f() }",
                ),
            ],
            &[],
        );
    }

    #[test]
    fn no_package_has_a_circle() {
        let report = report(&this_checkout()).expect("a report");
        assert!(report.is_empty(), "{report}");
    }
}

//! Measures first builds.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::build_dir::{Build, BuildDir, dependency};
use crate::measure::least;
use crate::table::{Budget, Table, figure};

/// A program and all its dependencies.
struct Tree {
    label: &'static str,
    package: PathBuf,
}

/// First builds of a program that uses `oauth-scopes`, and of other programs.
///
/// # Errors
///
/// If something cannot be downloaded or does not compile.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let trees = [syn(build_dir)?, ours(build_dir)?, serde(build_dir)?];
    trees.iter().try_for_each(|tree| BuildDir::fetch(&tree.package))?;
    let mut builds: Vec<Vec<Build>> = trees.iter().map(|_| Vec::new()).collect();
    for _ in 0..build_dir.scaled(3, 1) {
        for (tree, builds) in trees.iter().zip(&mut builds) {
            builds.push(from_nothing(tree)?);
        }
    }
    Ok(vec![table(&trees, &builds)?])
}

fn ours(build_dir: &BuildDir) -> Result<Tree> {
    Ok(Tree { label: "oauth-scopes", package: program(build_dir, build_dir.project(), "cold-ours")? })
}

/// A program with a call of the macro that depends on the packages of a checkout.
///
/// # Errors
///
/// If its files cannot be written.
pub(crate) fn program(build_dir: &BuildDir, checkout: &Path, name: &str) -> Result<PathBuf> {
    let program = "use oauth_scopes::{Scopes, scopes};

const SCOPES: Scopes = scopes!(\"read_profile\");

fn main() {
    println!(\"{SCOPES}\");
}
";
    let manifest = format!("[dependencies]\n{}", dependency("oauth-scopes", checkout));
    let files = [("src/main.rs", program), ("scopes.toml", "scopes = [\"read_profile\"]\n")];
    build_dir.package(name, &manifest, &files)
}

/// The minimum that a macro needs if it is written in the usual way.
fn syn(build_dir: &BuildDir) -> Result<Tree> {
    let manifest = "[lib]
proc-macro = true

[dependencies]
proc-macro2 = { version = \"1\", default-features = false, features = [\"proc-macro\"] }
quote = { version = \"1\", default-features = false, features = [\"proc-macro\"] }
syn = { version = \"3\", default-features = false, features = [\"parsing\", \"printing\", \"proc-macro\"] }
";
    let source = "use quote::ToTokens;

#[proc_macro]
pub fn literal(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    syn::parse::<syn::LitStr>(input).expect(\"a literal\").into_token_stream().into()
}
";
    build_dir.package("cold-macro", manifest, &[("src/lib.rs", source)])?;
    let program = "fn main() {\n    println!(\"{}\", cold_macro::literal!(\"read_profile\"));\n}\n";
    let manifest = "[dependencies]\ncold-macro = { path = \"../cold-macro\" }\n";
    let package = build_dir.package("cold-syn", manifest, &[("src/main.rs", program)])?;
    Ok(Tree { label: "proc-macro2, quote, minimal syn", package })
}

fn serde(build_dir: &BuildDir) -> Result<Tree> {
    let manifest = "[dependencies]\nserde_derive = \"1\"\ntoml = \"1\"\n";
    let program = "fn main() {\n    println!(\"{:?}\", toml::from_str::<toml::Table>(\"a = 1\"));\n}\n";
    let package = build_dir.package("cold-serde", manifest, &[("src/main.rs", program)])?;
    Ok(Tree { label: "serde_derive, toml", package })
}

fn from_nothing(tree: &Tree) -> Result<Build> {
    let target = tree.package.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    BuildDir::build(&tree.package, &target)
}

fn table(trees: &[Tree], builds: &[Vec<Build>]) -> Result<Table> {
    let mut table = Table::new(
        "a first build: CPU time of all processes, and crates compiled",
        &["tree", "CPU s", "ratio", "units"],
    );
    let seconds = |builds: &[Build]| least(builds.iter().map(|build| build.usage.cpu.as_secs_f64()));
    let limit = builds.first().map(|builds| seconds(builds)).context("a tree")?;
    for (tree, builds) in trees.iter().zip(builds) {
        let units = builds.first().context("a build")?.units;
        let ratio = seconds(builds) / limit;
        let is_ours = tree.label == "oauth-scopes";
        let budget = |measured, most, unit| is_ours.then(|| Budget::at_most(measured, most, unit));
        let cells = vec![figure(seconds(builds)), figure(ratio), units.to_string()];
        table.row(tree.label, cells, budget(ratio, 2.4, "times the first"));
        if is_ours {
            let units = u32::try_from(units).unwrap_or(u32::MAX);
            table.row("  its units", vec![], budget(units.into(), 12.0, "units"));
        }
    }
    table.note("units: crates, the program and the macro's among them; a build script belongs to its crate");
    Ok(table)
}

//! Generates and builds crates in a temporary folder.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::compiler::{Compilation, Dependencies, Toolchain};
use crate::measure::{Usage, run};
use crate::options::Options;
use crate::program::CALL;
use crate::rustc_timer::{self, CompilerRun};

/// Where this run works.
#[derive(Debug)]
pub(crate) struct BuildDir {
    folder: PathBuf,
    /// Removes the folder at the end.
    _temporary: Option<TempDir>,
    /// The project that is measured.
    project: PathBuf,
    /// Another checkout to compare with.
    against: Option<PathBuf>,
    pub(crate) quick: bool,
    pub(crate) toolchain: Toolchain,
    ours: OnceCell<Dependencies>,
}

/// The result of a build.
#[derive(Debug)]
pub(crate) struct Build {
    /// What cargo and all processes that it started used.
    pub(crate) usage: Usage,
    /// How many crates were compiled: libraries, macros and programs. A crate that is built for two purposes counts
    /// twice. A build script belongs to its crate.
    pub(crate) units: usize,
    /// For each crate, a file that a compiler's command line can name.
    files: HashMap<String, PathBuf>,
}

impl BuildDir {
    /// Creates a new folder.
    ///
    /// # Errors
    ///
    /// If it cannot be created, or there is no compiler.
    pub(crate) fn open(options: &Options) -> Result<Self> {
        let temporary = match options.keep {
            Some(_) => None,
            None => Some(tempfile::Builder::new().prefix("compile-bench-").tempdir()?),
        };
        let folder = options.keep.clone().or_else(|| Some(temporary.as_ref()?.path().to_owned()));
        let folder = folder.context("a folder")?;
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder: folder.canonicalize()?,
            _temporary: temporary,
            project: Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?,
            against: options.against.as_ref().map(|folder| folder.canonicalize()).transpose()?,
            quick: options.quick,
            toolchain: Toolchain::find()?,
            ours: OnceCell::new(),
        })
    }

    /// A number of calls or repetitions, which is smaller in a quick run.
    pub(crate) fn scaled(&self, full: usize, quick: usize) -> usize {
        if self.quick { quick } else { full }
    }

    /// A folder in it.
    ///
    /// # Errors
    ///
    /// If it cannot be created.
    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// The folder of the project that is measured.
    pub(crate) fn project(&self) -> &Path {
        &self.project
    }

    /// Another checkout to compare with, if there is one.
    pub(crate) fn against(&self) -> Option<&Path> {
        self.against.as_deref()
    }

    /// The line of a manifest that depends on one of the project's packages.
    pub(crate) fn ours(&self, package: &str) -> String {
        dependency(package, &self.project)
    }

    /// Writes the files of a package into its own folder, as its own workspace.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub(crate) fn package(&self, name: &str, manifest: &str, files: &[(&str, &str)]) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        let base = name.rsplit('/').next().unwrap_or(name);
        let head = format!("[package]\nname = \"{base}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n");
        write(&folder.join("Cargo.toml"), &format!("{head}{manifest}"))?;
        files.iter().try_for_each(|(path, text)| write(&folder.join(path), text))?;
        Ok(folder)
    }

    /// Builds a package with cargo, in the development profile.
    ///
    /// # Errors
    ///
    /// If the build fails.
    pub(crate) fn build(package: &Path, target: &Path) -> Result<Build> {
        let usage = run(build(package, target), package)?;
        Build::read(usage, &fs::read_to_string(package.join("output.log"))?)
    }

    /// Does the same, and returns what each run of the compiler took.
    ///
    /// # Errors
    ///
    /// If the build fails.
    pub(crate) fn timed_build(package: &Path, target: &Path) -> Result<Vec<CompilerRun>> {
        let log = package.join("compilers.log");
        if log.exists() {
            fs::remove_file(&log)?;
        }
        let mut command = build(package, target);
        rustc_timer::time_compilers(&mut command, &log)?;
        run(command, package)?;
        rustc_timer::read(&log)
    }

    /// Resolves and downloads the dependencies of a package, so that no build has to.
    ///
    /// # Errors
    ///
    /// If something cannot be downloaded.
    pub(crate) fn fetch(package: &Path) -> Result<()> {
        let mut command = cargo(package);
        command.arg("fetch");
        run(command, package).map(|_| ())
    }

    /// A crate that can use `oauth_scopes` and `idle`, with a catalog.
    ///
    /// # Errors
    ///
    /// If these cannot be built.
    pub(crate) fn compilation(&self, name: &str, source: &str, catalog: &str) -> Result<Compilation> {
        if self.ours.get().is_none() {
            let dependencies = self.build_ours()?;
            self.refuses_wrong_names(&dependencies)?;
            let _ = self.ours.set(dependencies);
        }
        let dependencies = self.ours.get().cloned().context("built above")?;
        self.compilation_with(dependencies, name, source, &[("scopes.toml", catalog)])
    }

    /// A crate that can use the given crates.
    ///
    /// # Errors
    ///
    /// If its files cannot be written.
    pub(crate) fn compilation_with(
        &self,
        dependencies: Dependencies,
        name: &str,
        source: &str,
        files: &[(&str, &str)],
    ) -> Result<Compilation> {
        let folder = self.folder.join("crates").join(name);
        write(&folder.join("lib.rs"), source)?;
        files.iter().try_for_each(|(path, text)| write(&folder.join(path), text))?;
        Ok(Compilation { toolchain: self.toolchain.clone(), dependencies, folder, environment: &[] })
    }
}

impl BuildDir {
    fn build_ours(&self) -> Result<Dependencies> {
        self.package("idle", "[lib]\nproc-macro = true\n", &[("src/lib.rs", IDLE)])?;
        let manifest = format!("[dependencies]\nidle = {{ path = \"../idle\" }}\n{}", self.ours("oauth-scopes"));
        let package = self.package("dependencies", &manifest, &[("src/lib.rs", "")])?;
        let target = package.join("target");
        Self::build(&package, &target)?.dependencies(&target, &["idle", "oauth_scopes"])
    }
}

impl BuildDir {
    /// Makes sure that names are checked: otherwise all figures would be meaningless.
    fn refuses_wrong_names(&self, dependencies: &Dependencies) -> Result<()> {
        let compile = |last: &str| {
            // Two right names come first: the macro does some things only in the first call, and some only in later
            // calls.
            let program = CALL.program(&["right", "right", last].map(str::to_owned));
            self.compilation_with(dependencies.clone(), last, &program, &[("scopes.toml", "scopes = [\"right\"]\n")])
        };
        compile("right")?.usage().context("right names")?;
        let Err(error) = compile("wrong")?.usage() else { bail!("a wrong name compiles: nothing is checked here") };
        ensure!(error.to_string().contains("`wrong`"), "a wrong name: {error}");
        Ok(())
    }
}

impl Build {
    /// Reads the messages of cargo.
    fn read(usage: Usage, messages: &str) -> Result<Self> {
        let mut build = Self { usage, units: 0, files: HashMap::new() };
        for line in messages.lines().filter(|line| line.starts_with('{')) {
            let message: Value = serde_json::from_str(line)?;
            let is_build_script = message["target"]["kind"][0] == "custom-build";
            if message["reason"] == "compiler-artifact" && !is_build_script {
                build.add(&message);
            }
        }
        Ok(build)
    }

    fn add(&mut self, artifact: &Value) {
        self.units += 1;
        let name = artifact["target"]["name"].as_str().unwrap_or_default().replace('-', "_");
        let files = artifact["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str).map(PathBuf::from);
        let library = files
            .filter(|file| file.extension().is_some_and(|extension| LIBRARIES.iter().any(|known| extension == *known)));
        self.files.extend(library.map(|file| (name.clone(), file)));
    }

    /// The arguments with which a compiler's command line names these crates.
    ///
    /// # Errors
    ///
    /// If one of them was not built.
    pub(crate) fn dependencies(&self, target: &Path, crates: &[&str]) -> Result<Dependencies> {
        let found = crates.iter().map(|name| {
            let file = self.files.get(*name).with_context(|| format!("cargo built no library `{name}`"))?;
            Ok(((*name).to_owned(), file.clone()))
        });
        Ok(Dependencies { crates: found.collect::<Result<_>>()?, folder: target.join("debug/deps") })
    }
}

/// The file extensions of libraries and procedural macros.
const LIBRARIES: [&str; 4] = ["rlib", "so", "dylib", "dll"];

/// A macro that does as little as a macro can.
const IDLE: &str = "
use proc_macro::TokenStream;

#[proc_macro]
pub fn same(input: TokenStream) -> TokenStream {
    input
}
";

/// The line of a manifest that depends on one of the packages of a checkout of the project.
pub(crate) fn dependency(package: &str, checkout: &Path) -> String {
    let path = if package == "oauth-scopes" { checkout.to_owned() } else { checkout.join(package) };
    format!("{package} = {{ path = {:?} }}\n", path.display().to_string())
}

/// `cargo build` of a package, with its messages as JSON.
fn build(package: &Path, target: &Path) -> Command {
    let mut command = cargo(package);
    command.args(["build", "--message-format=json-render-diagnostics", "--target-dir"]).arg(target);
    command
}

/// Cargo, without the settings of the user's environment.
fn cargo(package: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    for variable in
        ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "RUSTC_WRAPPER", "RUSTFLAGS", "SCOPES_CATALOG", "SCOPES_CHECK"]
    {
        command.env_remove(variable);
    }
    // A crate from a registry is compiled as a whole, so the crates with a path should not be compiled incrementally.
    command.env("CARGO_INCREMENTAL", "0").current_dir(package);
    command
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().context("a path has a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = r#"   Compiling syn v3.0.0
{"reason":"compiler-artifact","target":{"kind":["custom-build"],"name":"build-script-build"},"filenames":["/deps/build-script-build"]}
{"reason":"build-script-executed","package_id":"syn"}
{"reason":"compiler-artifact","target":{"kind":["lib"],"name":"oauth-scopes"},"filenames":["/deps/a.rlib","/deps/a.rmeta"]}
{"reason":"build-finished","success":true}
"#;

    #[test]
    fn units_and_libraries() {
        let build = Build::read(Usage::default(), MESSAGES).expect("messages");
        assert_eq!(build.units, 1);
        let dependencies = build.dependencies(Path::new("/target"), &["oauth_scopes"]).expect("a library");
        assert_eq!(dependencies.crates, [("oauth_scopes".to_owned(), PathBuf::from("/deps/a.rlib"))]);
        assert!(build.dependencies(Path::new("/target"), &["syn"]).is_err());
    }
}

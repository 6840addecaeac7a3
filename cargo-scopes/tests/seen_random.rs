//! Tests random sources: `cargo scopes check` finds exactly the words that the compiler finds.
//!
//! It compiles four crates of many files, so it is run by hand: `cargo test -p cargo-scopes --test seen_random -- --ignored`,
//! with `SEED=7` for other files and `FILES=4000` for more.

mod project;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use project::Project;

const EDITIONS: [&str; 4] = ["2015", "2018", "2021", "2024"];

/// A small generator of numbers, which are the same on all machines.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// What a name in a module refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Ours,
    Theirs,
    Crate,
}

/// A name that can be reached from the root.
#[derive(Clone, Debug)]
struct Name {
    /// The number of its module.
    module: usize,
    text: String,
    kind: Kind,
}

#[derive(Debug, Default)]
struct Module {
    path: Vec<String>,
    is_file: bool,
    has_glob: bool,
    /// Modules only import from modules of a lower rank, so that imports have no circle.
    rank: usize,
    names: BTreeSet<String>,
    text: String,
}

/// One random case: a file, and the files of its modules.
#[derive(Debug)]
struct Case<'r> {
    random: &'r mut Random,
    modules: Vec<Module>,
    names: Vec<Name>,
    number: usize,
    /// The number of the next name.
    next: usize,
}

impl<'r> Case<'r> {
    fn new(random: &'r mut Random, number: usize) -> Self {
        let rank = random.below(1000);
        let root = Module { path: vec![format!("f{number}")], is_file: true, rank, ..Module::default() };
        let mut case = Self { random, modules: vec![root], names: Vec::new(), number, next: 0 };
        for _ in 0..case.random.below(5) {
            case.module();
        }
        for _ in 0..2 + case.random.below(7) {
            case.import();
        }
        for _ in 0..=case.random.below(5) {
            case.call();
        }
        case
    }

    fn fresh(&mut self, letter: char) -> String {
        self.next += 1;
        format!("{letter}{}_{}", self.number, self.next)
    }

    fn module(&mut self) {
        let around = self.random.below(self.modules.len());
        let name = self.fresh('m');
        let path = self.modules[around].path.iter().cloned().chain([name]).collect();
        let is_file = self.random.below(3) == 0;
        let rank = self.random.below(1000);
        self.modules.push(Module { path, is_file, rank, ..Module::default() });
    }

    /// A path from one module to a name in another.
    fn path(&mut self, from: usize, to: &Name) -> String {
        let (from, target) = (&self.modules[from].path, &self.modules[to.module].path);
        let shared = from.iter().zip(target).take_while(|(one, other)| one == other).count();
        let way = match self.random.below(3) {
            0 => vec!["super".to_owned(); from.len() - shared],
            1 if from.len() > shared => vec!["super".to_owned(); from.len() - shared],
            _ => {
                let all: Vec<String> = ["crate".to_owned()].into_iter().chain(target.clone()).collect();
                return [all, vec![to.text.clone()]].concat().join("::");
            }
        };
        let way = if way.is_empty() { vec!["self".to_owned()] } else { way };
        [way, target[shared..].to_vec(), vec![to.text.clone()]].concat().join("::")
    }

    /// Adds a name to a module that does not have it yet.
    fn add(&mut self, module: usize, name: &str, kind: Kind, text: &str) {
        if self.modules[module].names.insert(name.to_owned()) {
            self.modules[module].text.push_str(text);
            self.names.push(Name { module, text: name.to_owned(), kind });
        }
    }

    fn import(&mut self) {
        let module = self.random.below(self.modules.len());
        let alias = if self.random.below(3) == 0 { "scopes".to_owned() } else { self.fresh('n') };
        match self.random.below(8) {
            0 => self.add(module, "scopes", Kind::Ours, "pub(crate) use oauth_scopes::scopes;\n"),
            1 => self.add(module, &alias, Kind::Ours, &format!("pub(crate) use oauth_scopes::scopes as {alias};\n")),
            2 => {
                let name = self.fresh('c');
                self.add(module, &name, Kind::Crate, &format!("pub(crate) use oauth_scopes as {name};\n"));
            }
            // In edition 2015, no path leads to a macro by example.
            3 if !self.number.is_multiple_of(EDITIONS.len()) => {
                let own = self.fresh('t');
                let text =
                    format!("macro_rules! {own} {{ ($($t:tt)*) => {{ () }} }}\npub(crate) use {own} as {alias};\n");
                self.add(module, &alias, Kind::Theirs, &text);
            }
            4 if !self.modules[module].has_glob => {
                self.modules[module].has_glob = true;
                self.modules[module].text.push_str("pub(crate) use oauth_scopes::*;\n");
                self.by_glob(module, &[("scopes".to_owned(), Kind::Ours)]);
            }
            5 if !self.modules[module].has_glob && self.modules.len() > 1 => {
                let other = self.random.below(self.modules.len());
                if self.modules[other].rank >= self.modules[module].rank {
                    return;
                }
                let names: Vec<(String, Kind)> = self
                    .names
                    .iter()
                    .filter(|name| name.module == other)
                    .map(|name| (name.text.clone(), name.kind))
                    .collect();
                let path = self.path(module, &Name { module: other, text: "*".to_owned(), kind: Kind::Crate });
                self.modules[module].has_glob = true;
                self.modules[module].text.push_str(&format!("pub(crate) use {path};\n"));
                self.by_glob(module, &names);
            }
            _ if !self.names.is_empty() => {
                let name = self.random.one(&self.names).clone();
                let alias = if self.random.below(3) == 0 { name.text.clone() } else { alias };
                let is_lower = self.modules[name.module].rank < self.modules[module].rank;
                if is_lower || name.module == module && alias != name.text {
                    let path = self.path(module, &name);
                    self.add(module, &alias, name.kind, &format!("pub(crate) use {path} as {alias};\n"));
                }
            }
            _ => {}
        }
    }

    /// Adds the names of a glob import; it does not replace existing names.
    fn by_glob(&mut self, module: usize, names: &[(String, Kind)]) {
        for (name, kind) in names {
            if self.modules[module].names.insert(name.clone()) {
                self.names.push(Name { module, text: name.clone(), kind: *kind });
            }
        }
    }

    fn call(&mut self) {
        let module = self.random.below(self.modules.len());
        let word = self.fresh('w');
        let (path, before) = self.way(module);
        let call = format!("{path}!(\"{word}\")");
        let function = self.fresh('f');
        let body = match self.random.below(12) {
            0 => format!("let _ = stringify!({call});"),
            1 => format!("let _ = vec![{call}];"),
            2 => format!("let _ = kept!({call});"),
            3 => format!("let _ = format_args!(\"{{:?}}\", {call});"),
            4 => {
                let own = self.fresh('k');
                format!("macro_rules! {own} {{ () => {{ {call} }} }} let _ = {own}!();")
            }
            5 => {
                let own = self.fresh('k');
                format!("macro_rules! {own} {{ () => {{ {call} }} }}")
            }
            6 => format!("gone!({call});"),
            _ => format!("let _ = {call};"),
        };
        self.modules[module].text.push_str(&format!("fn {function}() {{ {before}{body} }}\n"));
    }

    /// A path to a macro, and the imports that it needs.
    fn way(&mut self, module: usize) -> (String, String) {
        if self.names.is_empty() || self.random.below(8) == 0 {
            return ("::oauth_scopes::scopes".to_owned(), String::new());
        }
        let name = self.random.one(&self.names).clone();
        let mut path = self.path(module, &name);
        if name.kind == Kind::Crate {
            path.push_str("::scopes");
        }
        let is_local = name.module == module && name.kind != Kind::Crate;
        match self.random.below(4) {
            0 if is_local => (name.text, String::new()),
            1 => {
                let alias = if self.random.below(2) == 0 { "scopes".to_owned() } else { self.fresh('u') };
                (alias.clone(), format!("use {path} as {alias}; "))
            }
            _ => (path, String::new()),
        }
    }

    /// The files of the case, by path.
    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        self.write(0, &mut files);
        files
    }

    fn write(&self, number: usize, files: &mut BTreeMap<String, String>) -> String {
        let module = &self.modules[number];
        let mut text = module.text.clone();
        for (inner, other) in self.modules.iter().enumerate() {
            if other.path.len() == module.path.len() + 1 && other.path.starts_with(&module.path) {
                text.push_str(&self.write(inner, files));
            }
        }
        let name = &module.path[module.path.len() - 1];
        if module.is_file {
            files.insert(format!("src/{}.rs", module.path.join("/")), text);
            format!("pub(crate) mod {name};\n")
        } else {
            format!("pub(crate) mod {name} {{\n{text}}}\n")
        }
    }
}

const ROOT: &str = "#![allow(unused, deprecated)]\nextern crate oauth_scopes;\n\
    macro_rules! kept { ($($t:tt)*) => { $($t)* } }\nmacro_rules! gone { ($($t:tt)*) => {} }\n";

/// The unknown scopes that the compiler reports, and its other errors.
fn compiled(project: &Project) -> (BTreeSet<String>, Vec<String>) {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--keep-going", "--message-format=json", "--quiet"])
        .current_dir(project.path(""))
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("seen_random_target"))
        .env_remove("SCOPES_CATALOG")
        .env_remove("SCOPES_CHECK")
        .output()
        .expect("cargo");
    let (mut words, mut others) = (BTreeSet::new(), Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let message = &value["message"];
        if message["level"] != "error" {
            continue;
        }
        let text = message["message"].as_str().expect("a text");
        match text.strip_prefix("unknown scope `").and_then(|rest| rest.split('`').next()) {
            Some(word) => drop(words.insert(word.to_owned())),
            None if text.starts_with("aborting") || text.starts_with("could not compile") => {}
            None => others.push(message["rendered"].as_str().unwrap_or(text).to_owned()),
        }
    }
    assert!(!words.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (words, others)
}

#[test]
#[ignore = "it compiles a thousand files"]
fn random_files_have_the_findings_of_the_compiler() {
    let number =
        |name: &str, default: u64| std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"));
    let (seed, count) = (number("SEED", 1), usize::try_from(number("FILES", 1000)).expect("a count"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("a folder");
    let mut project = Project::new("random").file(
        "Cargo.toml",
        &format!(
            "[workspace]\nmembers = [{}]\nresolver = \"2\"\n",
            EDITIONS.map(|name| format!("\"e{name}\"")).join(", ")
        ),
    );
    fs::copy(root.join("Cargo.lock"), project.path("Cargo.lock")).expect("a lock file");
    let mut random = Random(seed);
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for (place, edition) in EDITIONS.iter().enumerate() {
        let manifest = format!(
            "[package]\nname = \"e{edition}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n[dependencies]\noauth-scopes = {{ path = {root:?} }}\n"
        );
        let mut lib = ROOT.to_owned();
        project = project.file(&format!("e{edition}/Cargo.toml"), &manifest);
        project = project
            .file(&format!("e{edition}/scopes.toml"), "name = \"multipass\"\n\n[scopes]\nread_profile = \"x\"\n");
        for case in (0..count).filter(|case| case % EDITIONS.len() == place) {
            let case = Case::new(&mut random, case);
            lib.push_str(&format!("mod f{};\n", case.number));
            for (path, text) in case.files() {
                owners.insert(format!("e{edition}/{path}"), case.number.to_string());
                project = project.file(&format!("e{edition}/{path}"), &text);
            }
        }
        project = project.file(&format!("e{edition}/src/lib.rs"), &lib);
    }
    let (compiled, others) = compiled(&project);
    assert!(others.is_empty(), "{} other errors\n{}", others.len(), others.iter().take(5).cloned().collect::<String>());

    let report = project.json(&["check"]);
    let (mut denied, mut warned, mut unseen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for finding in report["findings"].as_array().expect("findings") {
        let word = finding["token"].as_str().expect("a word").to_owned();
        if finding["level"] == "deny" {
            denied.insert(word)
        } else {
            warned.insert(word)
        };
    }
    for call in report["macro_generated"].as_array().expect("calls") {
        let text = project.read(call["file"].as_str().expect("a file"));
        let place = |key: &str| usize::try_from(call[key].as_u64().expect(key)).expect("a place");
        let word = text[place("start")..place("end")].split('"').nth(1).expect("a word").to_owned();
        unseen.insert(word);
    }
    let case = |word: &String| word[1..].split('_').next().unwrap_or_default().to_owned();
    let missed: BTreeSet<&String> = compiled.difference(&denied).collect();
    let silent: Vec<&&String> =
        missed.iter().filter(|word| !unseen.contains(**word) && !warned.contains(**word)).collect();
    let alarms: Vec<&String> = denied.difference(&compiled).collect();
    let differing: BTreeSet<String> = missed.iter().copied().chain(alarms.iter().copied()).map(case).collect();
    println!(
        "{} files with the findings of the compiler, of {count}; {} words, {} denied, {} warned, {} unseen",
        count - differing.len(),
        compiled.len(),
        denied.len(),
        warned.len(),
        unseen.len()
    );
    assert!(silent.is_empty(), "not a word of {silent:?}");
    assert!(alarms.is_empty(), "the compiler does not see {alarms:?}");
    assert!(missed.is_empty(), "not denied: {missed:?}");
}

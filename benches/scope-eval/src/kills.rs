//! Measures whether files are torn or lost if `cargo scopes` is killed while it writes, if an editor writes the same file,
//! and if it runs several times at once.
//!
//! A file is torn if it has neither its old nor its new content, and lost if it does not exist. This takes long, so it is a
//! measurement and not a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::random::Random;
use crate::table::Table;

/// How often each command is killed: 6 commands, 402 kills.
const KILLS: usize = 67;
/// How often a file is edited while it is fixed: most often right before the new file takes its place.
const EDITS: usize = 120;
/// An edit is saved within this time after the temporary file appears.
const LATEST_EDIT: usize = 3_000;
/// How often six providers are added at once.
const ROUNDS: usize = 10;
const PROVIDERS: [&str; 6] = ["github", "slack", "google", "spotify", "discord", "dropbox"];
/// A command that runs the compiler before it writes is killed within this time.
const LONGEST: Duration = Duration::from_secs(2);

/// The last line of each source file: a file that ends with it is complete.
const END: &str = "// the end\n";

/// A command that writes.
struct Scenario {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The files that it writes.
    written: &'static [&'static str],
}

const SCENARIOS: [Scenario; 6] = [
    Scenario { name: "fix", arguments: &["fix", "--allow-no-vcs"], written: &["src/main.rs", "a.toml"] },
    Scenario { name: "lock", arguments: &["lock"], written: &["scopes.lock"] },
    Scenario { name: "add", arguments: &["add", "github"], written: &["scopes.toml"] },
    Scenario {
        name: "init --apply",
        arguments: &["init", "--apply", "--allow-no-vcs"],
        written: &["src/main.rs", "Cargo.toml"],
    },
    Scenario {
        name: "import --overwrite",
        arguments: &["import", "api.yaml", "-o", "api.toml", "--overwrite", "--date", "2026-01-01"],
        written: &["api.toml"],
    },
    Scenario {
        name: "drift --write",
        arguments: &["drift", "api.yaml", "--catalog", "api.toml", "--write", "--date", "2026-01-01"],
        written: &["api.toml"],
    },
];

/// The results of a scenario.
#[derive(Debug, Default)]
struct Counts {
    killed: usize,
    finished: usize,
    torn: usize,
    lost: usize,
    left: usize,
    not_repaired: usize,
}

/// The table of kills, and the numbers of lost edits and additions. `program` is the path of `cargo-scopes`.
///
/// # Errors
///
/// If the program cannot be run, or a folder cannot be written.
pub(crate) fn report(program: &Path, seed: u64) -> Result<String, String> {
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    let mut random = Random(seed);
    let mut table = Table::new(["command", "killed", "ended before", "torn", "lost", "left .tmp", "fails afterward"]);
    for scenario in &SCENARIOS {
        let counts = killed(&program, scenario, &mut random).map_err(|error| format!("{}: {error}", scenario.name))?;
        let Counts { killed, finished, torn, lost, left, not_repaired } = counts;
        let row = [killed, finished, torn, lost, left, not_repaired].map(|count| count.to_string());
        table.row(scenario.name, row);
    }
    let (edits, lost_edits) = edited(&program, &mut random).map_err(|error| format!("edits: {error}"))?;
    let lost_additions = added(&program).map_err(|error| format!("add: {error}"))?;
    Ok(format!(
        "{table}\nedits made while `fix` wrote: {edits}, lost {lost_edits}\n\
         additions of {} providers at once, {ROUNDS} times: lost {lost_additions}\n",
        PROVIDERS.len()
    ))
}

/// A folder in which every command has something to write.
struct Workspace(PathBuf);

impl Workspace {
    fn new(name: &str) -> std::io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("scope-eval-{}-{}", std::process::id(), name.replace(' ', "")));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// Restores everything to its state before a command.
    fn restore(&self, scenario: &str) -> std::io::Result<()> {
        let _ = fs::remove_dir_all(&self.0);
        fs::create_dir_all(self.path("src"))?;
        let manifest = "[package]\nname = \"demo\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n";
        let is_init = scenario.starts_with("init");
        let facade = if is_init { "" } else { "oauth-scopes = \"0.1\"\n" };
        fs::write(self.path("Cargo.toml"), format!("{manifest}{facade}\n[workspace]\n{}", END.replace("//", "#")))?;
        let catalog = "name = \"demo\"\n[scopes]\nread_profile = \"x\"\nwrite_profile = \"x\"\n";
        let config = "[[config]]\nfile = \"a.toml\"\npath = \"s[].scope\"\n";
        if !is_init {
            fs::write(self.path("scopes.toml"), format!("{catalog}{config}"))?;
        }
        let written = if scenario == "fix" { "Read_profile" } else { "read_profile" };
        fs::write(self.path("a.toml"), format!("[[s]]\nscope = \"{written}\"\n").repeat(200))?;
        let call = if is_init {
            "    request(\"https://github.com/login/oauth/authorize\").add_scope(Scope::new(\"repo\".to_string()));\n"
                .to_owned()
        } else {
            format!("    let _ = oauth_scopes::scopes!(\"{written}\");\n")
        };
        fs::write(self.path("src/main.rs"), format!("fn main() {{\n{}}}\n{END}", call.repeat(200)))?;
        let lock = "# scopes.lock 1: every OAuth scope that this workspace asks for; `cargo scopes lock` writes it, people review it\n\
                    # catalog scope risk package file [client=…]\ndemo write_profile normal demo src/main.rs\n";
        fs::write(self.path("scopes.lock"), lock)?;
        fs::write(self.path("api.yaml"), document(300))?;
        fs::write(self.path("api.toml"), "name = \"Cups\"\n[scopes]\n\"cups:0\" = \"a cup\"\n")
    }

    fn read(&self, file: &str) -> Option<Vec<u8>> {
        fs::read(self.path(file)).ok()
    }

    fn start(&self, program: &Path, arguments: &[&str]) -> std::io::Result<Child> {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.0).env("CARGO_NET_OFFLINE", "true");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    }

    /// The hidden files that a process leaves behind.
    fn leftovers(&self) -> Vec<PathBuf> {
        let folders = [self.0.clone(), self.path("src")];
        let entries = folders.into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "tmp")).collect()
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An API with some scopes.
fn document(scopes: usize) -> String {
    let lines: String = (0..scopes).map(|number| format!("            'cups:{number}': 'cup {number}'\n")).collect();
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Cups, version: '1' }}\npaths: {{}}\ncomponents:\n  securitySchemes:\n    login:\n      \
         type: oauth2\n      flows:\n        clientCredentials:\n          tokenUrl: https://cups.example/token\n          scopes:\n{lines}"
    )
}

fn killed(program: &Path, scenario: &Scenario, random: &mut Random) -> std::io::Result<Counts> {
    let workspace = Workspace::new(scenario.name)?;
    workspace.restore(scenario.name)?;
    let before: Vec<Option<Vec<u8>>> = scenario.written.iter().map(|file| workspace.read(file)).collect();
    let start = Instant::now();
    let status = workspace.start(program, scenario.arguments)?.wait()?;
    let took = start.elapsed().min(LONGEST);
    let after: Vec<Option<Vec<u8>>> = scenario.written.iter().map(|file| workspace.read(file)).collect();
    if before == after && !scenario.name.starts_with("init") {
        return Err(std::io::Error::other(format!("it writes nothing: {status}")));
    }
    let mut counts = Counts::default();
    for number in 0..KILLS {
        workspace.restore(scenario.name)?;
        let mut child = workspace.start(program, scenario.arguments)?;
        let microseconds = usize::try_from(took.as_micros()).unwrap_or(usize::MAX).max(1);
        let wait = random.below(microseconds + microseconds / 10);
        std::thread::sleep(Duration::from_micros(wait as u64));
        child.kill()?;
        if child.wait()?.code().is_none() {
            counts.killed += 1;
        } else {
            counts.finished += 1;
        }
        for ((file, before), after) in scenario.written.iter().zip(&before).zip(&after) {
            match workspace.read(file) {
                None if before.is_some() => counts.lost += 1,
                now => counts.torn += usize::from(now != *before && now != *after && !is_whole(now.as_deref())),
            }
        }
        counts.left += workspace.leftovers().len();
        // Files that are left behind do not affect other runs.
        if number % 8 == 0 && !scenario.name.starts_with("init") {
            workspace.start(program, scenario.arguments)?.wait()?;
            let now: Vec<Option<Vec<u8>>> = scenario.written.iter().map(|file| workspace.read(file)).collect();
            counts.not_repaired += usize::from(now != after);
        }
    }
    Ok(counts)
}

/// Whether a file has its last line. If a package does not build, calls are undone, so there are several valid versions.
fn is_whole(text: Option<&[u8]>) -> bool {
    text.is_some_and(|text| [END, &END.replace("//", "#")].iter().any(|end| text.ends_with(end.as_bytes())))
}

/// How many edits were made while a file was written, and how many of them are lost. An edit is saved soon after the temporary
/// file appears: into the file itself, or as editors do, with another file that takes its place.
fn edited(program: &Path, random: &mut Random) -> std::io::Result<(usize, usize)> {
    let workspace = Workspace::new("edits")?;
    let (mut made, mut lost) = (0, 0);
    for attempt in 0..20 * EDITS {
        if made == EDITS {
            break;
        }
        workspace.restore("fix")?;
        let line = format!("// edit {attempt}\n");
        let edit = format!("{}{line}", String::from_utf8_lossy(&workspace.read("src/main.rs").unwrap_or_default()));
        let (file, beside) = (workspace.path("src/main.rs"), workspace.path("edit"));
        fs::write(&beside, &edit)?;
        let mut child = workspace.start(program, SCENARIOS[0].arguments)?;
        let mut is_made = false;
        while child.try_wait()?.is_none() {
            let is_there = |path: &PathBuf| path.to_string_lossy().contains("main.rs");
            if !is_made && workspace.leftovers().iter().any(is_there) {
                let (start, wait) = (Instant::now(), Duration::from_micros(random.below(LATEST_EDIT) as u64));
                while start.elapsed() < wait {
                    std::hint::spin_loop();
                }
                if attempt % 2 == 0 {
                    fs::write(&file, &edit)?;
                } else {
                    fs::rename(&beside, &file)?;
                }
                is_made = true;
            }
        }
        if is_made {
            made += 1;
            lost += usize::from(
                !String::from_utf8_lossy(&workspace.read("src/main.rs").unwrap_or_default()).contains(&line),
            );
        }
    }
    Ok((made, lost))
}

/// How many providers are missing in a catalog to which all are added at once.
fn added(program: &Path) -> std::io::Result<usize> {
    let workspace = Workspace::new("additions")?;
    let mut lost = 0;
    for _ in 0..ROUNDS {
        workspace.restore("add")?;
        let children = PROVIDERS.map(|provider| workspace.start(program, &["add", provider]));
        for child in children {
            child?.wait()?;
        }
        let catalog = String::from_utf8_lossy(&workspace.read("scopes.toml").unwrap_or_default()).into_owned();
        let there: BTreeSet<&str> =
            PROVIDERS.into_iter().filter(|provider| catalog.contains(&format!("\"{provider}\""))).collect();
        lost += PROVIDERS.len() - there.len();
    }
    Ok(lost)
}

//! Checks a workspace: every call in its sources, every `[[config]]`, every catalogue.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use scope_catalog::load::{Environment, Failure as Absence, Loaded, load};
use scope_catalog::rules::unreadable_config;
use scope_catalog::{
    At, Catalog, Certainty, Client, FILE_NAME, Finding as Found, Level, NoSuchName, Operation, Request as Asked, Rule,
    agreement, check,
};
use scope_config::{
    Against, Edit, Format, Place, Placed, Refusal, Source, Unread, check_file, matching, read_file, requested,
};

use crate::catalogs::PROVIDERS;
use crate::inspection::{CALL, CATALOGUE, CatalogKey, File, Finding, Inspection, Request, Unseen, Used};
use crate::rust::{Aliases, Call, Modules, NoRust, Source as RustSource, read};
use crate::sources::{Files, Texts, holding};
use crate::workspace::{Package, Workspace};

/// What a user says of rules on the command line; the last word on one wins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    pub(crate) rules: Vec<(&'static Rule, Level)>,
    /// Warnings are denied.
    pub(crate) deny_warnings: bool,
}

/// An inspection, with the catalogues that it was made with.
#[derive(Debug)]
pub(crate) struct Inspected {
    pub(crate) inspection: Inspection,
    /// By package; a package without calls, files and a catalogue has none.
    pub(crate) catalogs: BTreeMap<String, Loaded>,
}

impl Inspected {
    /// A catalogue that a request was held against.
    pub(crate) fn catalog(&self, key: &CatalogKey) -> Option<&Catalog> {
        let loaded = self.catalogs.get(&key.package)?;
        key.key.as_ref().map_or(Some(&loaded.catalog), |key| loaded.named(key).ok())
    }
}

/// Checks the packages of a workspace that are asked about.
pub(crate) fn inspect(workspace: &Workspace, levels: &Levels) -> Inspected {
    inspect_with(workspace, levels, &Texts::default())
}

/// The same, as if some files held other texts than they do.
pub(crate) fn inspect_with(workspace: &Workspace, levels: &Levels, texts: &Texts) -> Inspected {
    let read = all_sources(workspace, texts);
    let inspection = Inspection { root: workspace.root.clone(), ..Inspection::default() };
    let mut inspected = Inspected { inspection, catalogs: BTreeMap::new() };
    for package in &workspace.packages {
        let mut checker = PackageChecker { workspace, package, levels, texts, inspection: &mut inspected.inspection };
        let sources: Vec<&Read> = read.iter().filter(|source| source.package == package.name).collect();
        if let Some(loaded) = checker.run(&sources) {
            inspected.catalogs.insert(package.name.clone(), loaded);
        }
    }
    inspected.inspection.sort();
    inspected.inspection.strays.sort();
    inspected
}

/// A source file with calls in it, or that cannot be read.
struct Read {
    package: String,
    path: PathBuf,
    content: Result<Content, String>,
}

/// The text of a file, and what was read of it.
type Content = (String, Result<RustSource, NoRust>);

/// The files with calls in them. Where a package exports a macro under another name, files may have that alone.
fn all_sources(workspace: &Workspace, texts: &Texts) -> Vec<Read> {
    let holding = |words: &[&str]| {
        let mut files = holding(workspace, words);
        for (path, text) in &mut files {
            if let Some(other) = texts.of(path) {
                *text = Ok(other.to_owned());
            }
        }
        files
    };
    let read = read_all(workspace, holding(&["scopes", "scope_list", "operation!"]), &Aliases::new());
    let sources = read.iter().filter_map(|read| read.content.as_ref().ok()?.1.as_ref().ok());
    let aliases: Aliases = sources.flat_map(RustSource::exported).collect();
    if aliases.is_empty() {
        return read;
    }
    let mut words: Vec<&str> = aliases.keys().map(String::as_str).collect();
    words.extend(["scopes", "scope_list", "operation!"]);
    read_all(workspace, holding(&words), &aliases)
}

/// Reads the files of packages that can reach the macros; in parallel, for a large file takes its time.
fn read_all(workspace: &Workspace, files: Files, aliases: &Aliases) -> Vec<Read> {
    let known: BTreeMap<&str, &Package> = workspace.packages.iter().map(|package| (&*package.name, package)).collect();
    let mut mine: Vec<(String, PathBuf, Result<String, String>)> = Vec::new();
    for (path, text) in files {
        let owner = workspace.owner(&path).and_then(|name| known.get(&**name));
        if let Some(package) = owner.filter(|package| !package.crates.is_empty()) {
            mine.push((package.name.clone(), path, text));
        }
    }
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(8);
    let share = mine.len().div_ceil(threads).max(1);
    let mut parts: Vec<Vec<_>> = Vec::new();
    let mut rest = mine.into_iter().peekable();
    while rest.peek().is_some() {
        parts.push(rest.by_ref().take(share).collect());
    }
    let read_one = |(package, path, text): (String, PathBuf, Result<String, String>)| {
        let content = text.map(|text| {
            let source = read(&text, aliases);
            (text, source)
        });
        Read { package, path, content }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = parts
            .into_iter()
            .map(|part| scope.spawn(move || part.into_iter().map(read_one).collect::<Vec<Read>>()))
            .collect();
        let joined = |worker: std::thread::ScopedJoinHandle<'_, _>| match worker.join() {
            Ok(read) => read,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().flat_map(joined).collect()
    })
}

struct PackageChecker<'w> {
    workspace: &'w Workspace,
    package: &'w Package,
    levels: &'w Levels,
    texts: &'w Texts,
    inspection: &'w mut Inspection,
}

/// A call in a file of its own number.
struct Use<'s> {
    file: usize,
    text: &'s str,
    call: &'s Call,
}

/// What a configuration file asks for and calls should ask for too: by catalogue and client.
type Agreed = BTreeMap<String, String>;

impl PackageChecker<'_> {
    fn run(&mut self, sources: &[&Read]) -> Option<Loaded> {
        let uses = self.uses(sources);
        let own = self.package.folder.join(FILE_NAME);
        if uses.is_empty() && !own.exists() {
            return None;
        }
        let environment = Environment {
            package: &self.package.folder,
            fallback: self.workspace.fallback.as_deref(),
            providers: PROVIDERS,
        };
        let mut loaded = match load(&environment) {
            Ok(loaded) => loaded,
            Err(failure) => {
                self.absence(&failure, &uses);
                return None;
            }
        };
        for catalog in std::iter::once(&mut loaded.catalog).chain(&mut loaded.named) {
            for &(rule, level) in &self.levels.rules {
                catalog.set_level(rule, level);
            }
        }
        if !loaded.problems.is_empty() {
            self.problems(&loaded);
            return Some(loaded);
        }
        let agreed = self.configs(&loaded);
        for one in &uses {
            self.call(one, &loaded, &agreed);
        }
        Some(loaded)
    }

    /// The calls of the package's targets.
    fn uses<'s>(&mut self, sources: &[&'s Read]) -> Vec<Use<'s>> {
        let package = self.package;
        let mut modules = Modules::new(&package.roots);
        let naming = |name: &str| far_off(&package.folder, name);
        let mut uses = Vec::new();
        for source in sources {
            let name = self.workspace.shown(&source.path);
            let (text, rust) = match &source.content {
                Ok((text, rust)) => (text, rust),
                Err(reason) => {
                    if modules.contain(&source.path, &naming) {
                        let file = self.file(name.clone(), source.path.clone(), String::new());
                        self.plain(CALL, file, 0..0, format!("`{name}` {reason}"), None);
                    }
                    continue;
                }
            };
            let calls: Vec<&Call> = rust.iter().flat_map(|rust| rust.calls(&package.crates)).collect();
            if calls.is_empty() && rust.is_ok() {
                continue;
            }
            if !modules.contain(&source.path, &naming) {
                self.inspection.strays.extend((!calls.is_empty()).then_some(name));
                continue;
            }
            let file = self.file(name, source.path.clone(), text.clone());
            if let Err((place, message)) = rust {
                self.plain(CALL, file, place.clone(), message.clone(), None);
            }
            for call in calls {
                if call.is_template {
                    self.inspection.unseen.push(Unseen { file, span: call.span.clone() });
                } else {
                    uses.push(Use { file, text, call });
                }
            }
        }
        uses
    }

    fn file(&mut self, name: String, path: PathBuf, text: String) -> usize {
        if let Some(known) = self.inspection.files.iter().rposition(|file| file.path == path) {
            return known;
        }
        self.inspection.files.push(File { name, path, text });
        self.inspection.files.len() - 1
    }

    /// Something that is wrong before a rule is asked.
    fn plain(&mut self, rule: &'static str, file: usize, span: Range<usize>, message: String, help: Option<String>) {
        self.push(Finding {
            package: self.package.name.clone(),
            file,
            rule,
            level: Level::Deny,
            marks: vec![span.clone()],
            span,
            token: String::new(),
            message,
            help,
            certainty: Certainty::None,
            suggestions: Vec::new(),
            edits: Vec::new(),
            is_private: false,
        });
    }

    fn push(&mut self, mut finding: Finding) {
        if self.levels.deny_warnings && finding.level == Level::Warn {
            finding.level = Level::Deny;
        }
        self.inspection.findings.push(finding);
    }

    fn absence(&mut self, failure: &Absence, uses: &[Use<'_>]) {
        let help = "`cargo scopes init` makes one from what the workspace asks for".to_owned();
        let message = match failure {
            Absence::Missing(tried) => {
                let tried: Vec<String> = tried.iter().map(|path| format!("`{}`", self.workspace.shown(path))).collect();
                format!("no catalogue of scopes at {}", tried.join(" or "))
            }
            Absence::Unreadable { path, reason } => format!("`{}` {reason}", self.workspace.shown(path)),
        };
        let (file, span) = match uses.first() {
            Some(first) => (first.file, first.call.span.clone()),
            None => (self.own_catalog(String::new()), 0..0),
        };
        self.plain(CATALOGUE, file, span, message, Some(help));
    }

    fn own_catalog(&mut self, text: String) -> usize {
        let path = self.package.folder.join(FILE_NAME);
        self.file(self.workspace.shown(&path), path, text)
    }

    fn problems(&mut self, loaded: &Loaded) {
        for problem in &loaded.problems {
            let Some(file) = loaded.files.get(problem.place.source as usize) else { continue };
            let number = self.file(self.workspace.shown(&file.path), file.path.clone(), file.text.clone());
            self.plain(CATALOGUE, number, problem.place.span.range(), problem.message.clone(), problem.help.clone());
            if let Some(last) = self.inspection.findings.last_mut() {
                last.is_private = problem.is_private;
            }
        }
    }

    /// Checks what stands under `[[config]]`.
    fn configs(&mut self, loaded: &Loaded) -> Agreed {
        let mut agreed = Agreed::new();
        for config in loaded.catalog.configs() {
            let refused = |checker: &mut Self, refusal: Refusal, at: scope_catalog::Place| {
                let Some(file) = loaded.files.get(at.source as usize) else { return };
                let number = checker.file(checker.workspace.shown(&file.path), file.path.clone(), file.text.clone());
                checker.plain(CATALOGUE, number, at.span.range(), refusal.message, refusal.help);
            };
            let (catalog, at) = match &config.catalog {
                None => (Ok(&loaded.catalog), config.file.place),
                Some(name) => (loaded.named(&name.text), name.place),
            };
            let catalog = match catalog {
                Ok(catalog) => catalog,
                Err(error) => {
                    refused(self, error.into(), at);
                    continue;
                }
            };
            let client = match config.client.as_ref().map(|name| (name, catalog.client(&name.text))) {
                None => catalog.default_client(),
                Some((_, Ok(client))) => Some(client),
                Some((name, Err(error))) => {
                    refused(self, error.into(), name.place);
                    continue;
                }
            };
            let place = match (&config.path, &config.preset) {
                (Some(path), _) => Place::path(&path.text).map(Some).map_err(|refusal| (refusal, path.place)),
                (None, Some(name)) => Place::preset(&name.text).map(Some).map_err(|refusal| (refusal, name.place)),
                (None, None) => Ok(None),
            };
            let place = match place {
                Ok(place) => place,
                Err((refusal, at)) => {
                    refused(self, refusal, at);
                    continue;
                }
            };
            let others = others(loaded, catalog);
            let against = Against { catalog, others: &others, client };
            let matched = matching(&self.package.folder, &config.file.text);
            if matched.files.is_empty() {
                let message = format!("no file is named `{}`", config.file.text);
                let number = loaded
                    .files
                    .get(config.file.place.source as usize)
                    .map(|file| self.file(self.workspace.shown(&file.path), file.path.clone(), file.text.clone()));
                let finding = unreadable_config::finding(message, None);
                if let Some(number) = number {
                    self.own(catalog, finding, number, config.file.place.span.range());
                }
            }
            for name in &matched.files {
                let requested = self.config(name, place.as_ref(), against);
                if config.matches_calls {
                    let variable = agreement::variable(catalog.key(), client.map(|client| &*client.name.text));
                    agreed.insert(variable, agreement::value(name, &requested));
                }
            }
        }
        agreed
    }

    /// Checks one configuration file; what it asks for.
    fn config(&mut self, name: &str, place: Option<&Place>, against: Against<'_>) -> Vec<String> {
        let path = self.package.folder.join(name);
        let shown = self.workspace.shown(&path);
        self.inspection.configs += 1;
        let text = match self.texts.of(&path).map_or_else(|| read_file(&path), |text| Ok(text.to_owned())) {
            Ok(text) => text,
            Err(Unread { text, at, message }) => {
                let file = self.file(shown, path, text);
                self.own(against.catalog, unreadable_config::finding(message, None), file, at..at);
                return Vec::new();
            }
        };
        let place = place.map_or_else(|| Place::by_name(name), |place| Ok(place.clone()));
        let known = Format::known(name).and_then(|format| Ok((format, place?)));
        let file = self.file(shown, path, text.clone());
        let (format, place) = match known {
            Ok(known) => known,
            Err(Refusal { message, help }) => {
                self.own(against.catalog, unreadable_config::finding(message, help), file, 0..0);
                return Vec::new();
            }
        };
        let source = Source { format, text: &text };
        for Placed { finding, span, marks, edits } in check_file(source, &place, against) {
            self.finding(file, finding, span, marks, edits);
        }
        let requested = requested(source, &place, against.catalog);
        let scopes: Vec<String> = requested.iter().map(|scope| scope.text.clone()).collect();
        self.inspection.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: 0..text.len(),
            catalog: self.key(against.catalog),
            client: against.client.map(|client| client.name.text.to_string()),
            places: requested.iter().map(|scope| scope.span.clone()).collect(),
            scopes: scopes.clone(),
            operations: Vec::new(),
            is_use: false,
        });
        scopes
    }

    fn key(&self, catalog: &Catalog) -> CatalogKey {
        CatalogKey { package: self.package.name.clone(), key: catalog.key().map(str::to_owned) }
    }

    /// A finding about a file as a whole, unless its level is `allow`.
    fn own(&mut self, catalog: &Catalog, mut finding: Found, file: usize, span: Range<usize>) {
        finding.level = catalog.level(finding.rule);
        if finding.level != Level::Allow {
            self.finding(file, finding, span, Vec::new(), Vec::new());
        }
    }

    fn finding(&mut self, file: usize, found: Found, span: Range<usize>, marks: Vec<Range<usize>>, edits: Vec<Edit>) {
        self.push(Finding {
            package: self.package.name.clone(),
            file,
            rule: found.rule.id,
            level: found.level,
            marks: if marks.is_empty() { vec![span.clone()] } else { marks },
            span,
            token: found.token,
            message: found.message,
            help: found.help,
            certainty: found.certainty,
            suggestions: found.suggestions,
            edits,
            is_private: false,
        });
    }

    /// Checks a call as the macro does.
    fn call(&mut self, one: &Use<'_>, loaded: &Loaded, agreed: &Agreed) {
        let Use { file, text, call } = *one;
        self.inspection.calls += 1;
        for (place, message) in &call.mistakes {
            self.plain(CALL, file, place.clone(), (*message).to_owned(), None);
        }
        if !call.mistakes.is_empty() {
            return;
        }
        let catalog = match call.catalog.as_ref().map(|name| (name, loaded.named(&name.text))) {
            None => &loaded.catalog,
            Some((_, Ok(catalog))) => catalog,
            Some((name, Err(error))) => return self.no_such_name(file, name.span.clone(), &error),
        };
        let client = self.client(one, catalog);
        let is_scopes = matches!(&*call.name, "scopes" | "scope_list");
        let operations = self.operations(one, catalog);
        let named: Vec<&Operation> = operations.iter().map(|(operation, _)| &**operation).collect();
        let uses: Vec<&str> = call.texts.iter().filter(|_| is_scopes).map(|text| &*text.value).collect();
        let mut scopes = Vec::new();
        if is_scopes {
            let others = others(loaded, catalog);
            let report = check(&Asked { catalog, others: &others, uses: &uses, client, operations: &named });
            for finding in report.findings {
                self.in_call(one, finding, text);
            }
            let variable = agreement::variable(catalog.key(), client.map(|client| &*client.name.text));
            let asked: Vec<&str> = report.scopes.iter().map(|scope| &**scope).collect();
            if let Some(finding) = agreed.get(&variable).and_then(|value| agreement::compare(catalog, value, &asked)) {
                self.in_call(one, finding, text);
            }
            scopes = report.scopes.into_iter().map(std::borrow::Cow::into_owned).collect();
        }
        let mentioned = operations
            .iter()
            .map(|(operation, span)| Used { name: operation.name.text.to_string(), span: span.clone() });
        let mentioned = mentioned.collect();
        self.inspection.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: call.span.clone(),
            catalog: self.key(catalog),
            client: client.map(|client| client.name.text.to_string()),
            places: places(call, text, &scopes),
            scopes,
            operations: mentioned,
            is_use: !is_scopes,
        });
    }

    fn client<'c>(&mut self, one: &Use<'_>, catalog: &'c Catalog) -> Option<&'c Client> {
        let Some(name) = &one.call.client else { return catalog.default_client() };
        catalog.client(&name.value).map_err(|error| self.no_such_name(one.file, name.span.clone(), &error)).ok()
    }

    /// The operations that a call names, each with the place of its literal.
    fn operations<'c>(
        &mut self,
        one: &Use<'_>,
        catalog: &'c Catalog,
    ) -> Vec<(std::borrow::Cow<'c, Operation>, Range<usize>)> {
        let is_scopes = matches!(&*one.call.name, "scopes" | "scope_list");
        let names = if is_scopes { &one.call.operations } else { &one.call.texts };
        let mut found = Vec::new();
        for name in names {
            match catalog.operation(&name.value) {
                Ok(operation) => found.push((operation, name.span.clone())),
                Err(error) => self.no_such_name(one.file, name.span.clone(), &error),
            }
        }
        found
    }

    fn no_such_name(&mut self, file: usize, span: Range<usize>, error: &NoSuchName) {
        self.plain(CATALOGUE, file, span, error.message.clone(), Some(error.help.clone()));
    }

    /// A finding in a call, with its places in the file.
    fn in_call(&mut self, one: &Use<'_>, found: Found, text: &str) {
        let At::Use(index, range) = &found.at else {
            let span = one.call.texts.first().map_or(one.call.span.clone(), |first| first.span.clone());
            return self.finding(one.file, found, span, Vec::new(), Vec::new());
        };
        let literal = &one.call.texts[*index];
        let place = |part: &Range<usize>| literal.place(text, part);
        let span = place(range).unwrap_or_else(|| literal.span.clone());
        let marks = found.marks.iter().filter_map(place).collect();
        let suggestion = found.suggestions.first();
        let edits = suggestion.map_or_else(Vec::new, |suggestion| literal.edits(text, range, suggestion));
        self.finding(one.file, found, span, marks, edits);
    }
}

/// Where in a file each of the scopes of a call stands. They come in order; one that is written in another way has the
/// place of the call.
fn places(call: &Call, file: &str, scopes: &[String]) -> Vec<Range<usize>> {
    let (mut literals, mut from) = (call.texts.as_slice(), 0);
    let mut place = |scope: &String| {
        for (skipped, literal) in literals.iter().enumerate() {
            let start = if skipped == 0 { from } else { 0 };
            if let Some(at) = literal.value.get(start..)?.find(scope.as_str()).map(|at| start + at) {
                (literals, from) = (&literals[skipped..], at + scope.len());
                return literal.place(file, &(at..at + scope.len()));
            }
        }
        None
    };
    scopes.iter().map(|scope| place(scope).unwrap_or_else(|| call.span.clone())).collect()
}

/// The catalogues besides one.
fn others<'l>(loaded: &'l Loaded, catalog: &Catalog) -> Vec<&'l Catalog> {
    let all = std::iter::once(&loaded.catalog).chain(&loaded.named);
    all.filter(|other| other.key() != catalog.key()).collect()
}

/// The files of a package that name another one: by `#[path]` or `include!`.
pub(crate) fn far_off(folder: &Path, name: &str) -> Vec<PathBuf> {
    let finder = memchr::memmem::Finder::new(name);
    let walk = ignore::WalkBuilder::new(folder).build().filter_map(Result::ok);
    let rust = walk.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs"));
    let mut files: Vec<PathBuf> = rust
        .filter(|entry| std::fs::read(entry.path()).is_ok_and(|bytes| finder.find(&bytes).is_some()))
        .map(ignore::DirEntry::into_path)
        .collect();
    files.sort();
    files
}

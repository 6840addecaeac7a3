//! `cargo scopes init`

mod owners;
mod replacement;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use scope_catalog::{FILE_NAME, LineColumn};
use scope_config::{Format, Preset, Role, Source, extract_presets, read_file};
use scope_syntax::Macro;
use toml_edit::Value;

use crate::catalog_file::CatalogFile;
use crate::cli::Init;
use crate::error::Failure;
use crate::error::Outcome;
use crate::handwritten_scopes::{self, Confidence, FileUsage, Form, Group, Kind, Text};
use crate::output::human::pluralize;
use crate::rust::{self, Modules};
use crate::sources::{Files, holding};
use crate::workspace::{Package, Selection, Workspace};
use owners::{List, Owner, Providers};
use replacement::{Replacement, replacements};

pub(crate) fn run(arguments: &Init) -> Result<Outcome, Failure> {
    let workspace = Workspace::find(&Selection::from(&arguments.packages))?;
    // A literal, or an enumeration of scopes.
    let sources = holding(&workspace, &["\"", "Scope"]).files;
    let providers = Providers::read();
    let (mut present, mut found, mut composed) = (Vec::new(), Vec::new(), Vec::new());
    for package in &workspace.packages {
        if let Some(catalog) = catalog_of(package, &workspace) {
            present.push(catalog);
            continue;
        }
        let asked = Asked::by(package, &workspace, &sources, &providers);
        composed.extend(asked.composed.iter().cloned());
        if !asked.lists.is_empty() {
            found.push((package, asked));
        }
    }
    if found.is_empty() {
        return Err(nothing(&present, &composed));
    }
    let plans: Vec<Plan<'_>> = found
        .into_iter()
        .map(|(package, asked)| Plan::new(package, &asked, &workspace, &providers))
        .collect::<Result<_, _>>()?;
    for plan in &plans {
        plan.file.verify()?;
    }
    let mut output = crate::output::stdout();
    for plan in &plans {
        if !arguments.dry_run {
            plan.file.save()?;
        }
        plan.print(&mut output, arguments.dry_run)?;
    }
    for place in &composed {
        writeln!(output, "note: {place}: scopes are composed at run time")?;
    }
    for catalog in &present {
        writeln!(output, "note: {catalog} already exists; not changed")?;
    }
    Ok(Outcome::Clean)
}

/// The catalog that a package has already.
fn catalog_of(package: &Package, workspace: &Workspace) -> Option<String> {
    let own = package.folder.join(FILE_NAME);
    // A broken link is the user's, too.
    if own.symlink_metadata().is_ok() {
        return Some(workspace.shown(&own));
    }
    let fallback = workspace.fallback.as_deref().filter(|path| !path.is_empty())?;
    let path = package.folder.join(fallback);
    path.exists().then(|| workspace.shown(&path))
}

fn nothing(present: &[String], composed: &[String]) -> Failure {
    let mut lines = vec![match present {
        [] => "no scopes found in the sources".to_owned(),
        [one] => format!("{one} already exists"),
        [first, ..] => format!("{first} and other catalogs already exist"),
    }];
    lines.extend(composed.iter().map(|place| format!("{place}: scopes are composed at run time")));
    let help = if present.is_empty() { "create a catalog" } else { "add to it" };
    Failure::new(lines.join("\n")).help(format!("to {help}, run `cargo scopes add PROVIDER SCOPE…`"))
}

/// A file that asks for scopes.
struct Place {
    shown: String,
    text: String,
}

/// What a package asks for.
#[derive(Default)]
struct Asked {
    files: Vec<Place>,
    lists: Vec<List>,
    /// The group of each list; none for a configuration file, and for a call of ours.
    groups: Vec<Option<Group>>,
    /// The configuration files, by the number of their list.
    configs: BTreeMap<usize, String>,
    composed: Vec<String>,
    unreadable: Vec<String>,
}

impl Asked {
    fn by(package: &Package, workspace: &Workspace, sources: &Files, providers: &Providers) -> Self {
        let mut asked = Self::default();
        let mut usages: Vec<FileUsage> = Vec::new();
        let mut modules = Modules::new(package);
        for (path, text) in sources {
            let is_mine = workspace.owner(path) == Some(&package.name) && !is_of_tests(path, package);
            if !is_mine || !modules.contain(path) {
                continue;
            }
            let shown = workspace.shown(path);
            let read = text.as_ref().map_err(|reason| format!("{shown} {reason}")).and_then(|text| {
                let calls = rust::read(text, &rust::Aliases::new())
                    .map_err(|(at, reason)| placed(&shown, text, at.start, &reason))?;
                let ours: Vec<&rust::Call> = calls.calls(&package.crates).collect();
                let starts: BTreeSet<usize> = ours.iter().map(|call| call.span.start).collect();
                let mut usage = handwritten_scopes::read(text, &starts)
                    .map_err(|(at, reason)| placed(&shown, text, at.start, &reason))?;
                usage.groups.extend(ours.into_iter().filter_map(own_group));
                Ok((text, usage))
            });
            match read {
                Ok((text, usage)) => {
                    asked.files.push(Place { shown, text: text.clone() });
                    usages.push(usage);
                }
                Err(reason) => asked.unreadable.push(reason),
            }
        }
        handwritten_scopes::follow_constants(&mut usages);
        for (file, usage) in usages.iter().enumerate() {
            asked.take(file, usage, providers);
        }
        asked.configurations(package, workspace);
        asked
    }

    fn take(&mut self, file: usize, usage: &FileUsage, providers: &Providers) {
        let Place { shown, text } = &self.files[file];
        if usage.is_about_oauth {
            self.composed.extend(usage.composed.iter().map(|span| position(shown, text, span.start)));
        }
        for group in &usage.groups {
            let group = named(group, usage, providers);
            if group.texts.is_empty() || !providers.accept(&group, usage) {
                continue;
            }
            let names = group.names().into_iter().map(str::to_owned).collect();
            self.lists.push(List { names, hints: usage.hints.clone(), file });
            self.groups.push((group.form != OURS).then_some(group));
        }
    }

    /// The configuration files whose names tell where their scopes are, as far as they have any.
    fn configurations(&mut self, package: &Package, workspace: &Workspace) {
        let target = workspace.target.clone();
        let walk = ignore::WalkBuilder::new(&package.folder).filter_entry(move |entry| entry.path() != target).build();
        let mut paths: Vec<_> = walk.filter_map(Result::ok).map(ignore::DirEntry::into_path).collect();
        paths.sort();
        for path in paths {
            let Ok(within) = path.strip_prefix(&package.folder) else { continue };
            let name = within.to_string_lossy().replace('\\', "/");
            let is_mine = workspace.owner(&path) == Some(&package.name) && !is_of_tests(&path, package);
            let presets: Vec<_> = Preset::of_file(&name).collect();
            if !is_mine || presets.is_empty() || !path.is_file() {
                continue;
            }
            let Some((format, text)) = Format::of(&name).zip(read_file(&path).ok()) else { continue };
            let Ok(found) = extract_presets(Source { format, text: &text }, &presets) else { continue };
            let file = self.files.len();
            let mut is_proposed = false;
            for (_, rule, list) in found.lists {
                let names: Vec<String> = list.scopes.into_iter().map(|scope| scope.text).collect();
                if list.role != Role::Requests || names.is_empty() {
                    continue;
                }
                if !is_proposed {
                    self.configs.insert(self.lists.len(), name.clone());
                    is_proposed = true;
                }
                self.lists.push(List { names, hints: rule.provider.into_iter().collect(), file });
                self.groups.push(None);
            }
            self.files.push(Place { shown: workspace.shown(&path), text });
        }
    }
}

/// The form of a group that is a call already: there is nothing to write in its place.
const OURS: Form = Form::Slice(0..0);

fn own_group(call: &rust::Call) -> Option<Group> {
    let is_list = matches!(call.of, Macro::Scopes | Macro::ScopeList) && call.catalog.is_none() && !call.is_template;
    let texts = call.texts.iter().map(|literal| Text {
        value: literal.value.clone(),
        span: literal.span.clone(),
        kind: Kind::Literal,
    });
    is_list.then(|| Group { texts: texts.collect(), confidence: Confidence::Certain, form: OURS })
}

/// A group with scopes in the place of variants that stand for them.
fn named(group: &Group, usage: &FileUsage, providers: &Providers) -> Group {
    let texts = group.texts.iter().filter_map(|text| match text.kind {
        Kind::Variant => Some(Text { value: providers.of_variant(&usage.hints, &text.value)?, ..text.clone() }),
        _ => Some(text.clone()),
    });
    Group { texts: texts.collect(), ..group.clone() }
}

/// Tests and benchmarks ask nobody.
/// Whether a file is below the folders of tests and benchmarks.
pub(super) fn is_of_tests(path: &Path, package: &Package) -> bool {
    let within = path.strip_prefix(&package.folder).ok();
    let first = within.and_then(|within| within.components().next());
    first.is_some_and(|first| ["tests", "benches"].iter().any(|name| first.as_os_str() == *name))
}

fn position(shown: &str, text: &str, at: usize) -> String {
    let LineColumn { line, column } = LineColumn::at(text, at);
    format!("{shown}:{line}:{column}")
}

fn placed(shown: &str, text: &str, at: usize, reason: &str) -> String {
    format!("{}: {reason}", position(shown, text, at))
}

/// What is written for a package, and what is said of it.
struct Plan<'w> {
    package: &'w Package,
    file: CatalogFile,
    /// The calls to write, each with the place and the text there.
    calls: Vec<(String, String, Replacement)>,
    notes: Vec<String>,
}

/// The catalog of what does not belong to a bundled provider, where there are providers as well.
const OWN: &str = "own";

impl<'w> Plan<'w> {
    fn new(package: &'w Package, asked: &Asked, workspace: &Workspace, providers: &Providers) -> Result<Self, Failure> {
        let path = package.folder.join(FILE_NAME);
        let file = CatalogFile::open(&path, &workspace.shown(&path), &workspace.roots)?;
        let mut plan = Self { package, file, calls: Vec::new(), notes: asked.unreadable.clone() };
        let owners = providers.owners(&asked.lists);
        let main = main(&owners);
        let key = |owner: &Owner| match owner {
            Owner::Provider(provider) => Some(*provider).filter(|provider| Some(*provider) != main),
            _ => main.map(|_| OWN),
        };
        plan.providers(&owners, main)?;
        for (list, owner) in asked.lists.iter().zip(&owners) {
            plan.names(list, owner, key(owner), &asked.files[list.file], providers)?;
        }
        for (number, name) in &asked.configs {
            plan.file.add_config(name, key(&owners[*number]));
        }
        for (number, group) in asked.groups.iter().enumerate() {
            if let Some(group) = group {
                plan.calls(group, &asked.files[asked.lists[number].file], key(&owners[number]));
            }
        }
        if owners.iter().any(|owner| !matches!(owner, Owner::Provider(_))) {
            plan.file.begin_with(
                "# Describe what each scope permits, and compare the list with the provider's documentation.\n",
            );
        }
        Ok(plan)
    }

    fn providers(&mut self, owners: &[Owner], main: Option<&str>) -> Result<(), Failure> {
        let Some(main) = main else { return Ok(()) };
        self.file.add_provider(None, main)?;
        let others: BTreeSet<&str> = owners.iter().filter_map(provider).filter(|provider| *provider != main).collect();
        others.into_iter().try_for_each(|provider| self.file.add_provider(Some(provider), provider))
    }

    /// The names of a list that its provider does not have, except those that are misspelled.
    fn names(
        &mut self,
        list: &List,
        owner: &Owner,
        key: Option<&str>,
        file: &Place,
        providers: &Providers,
    ) -> Result<(), Failure> {
        if let Owner::Tie(several) = owner {
            let names = several.join(", ");
            self.note(format!(
                "{}: `{}` may belong to any of {names}; set `provider` in {}",
                file.shown,
                list.names.join(" "),
                self.file.shown()
            ));
        }
        for name in &list.names {
            let known = provider(owner).filter(|provider| providers.knows(provider, name));
            if known.is_some() || !scope_catalog::is_token(name) {
                continue;
            }
            if let Some((provider, meant)) =
                provider(owner).and_then(|provider| Some((provider, providers.meant(provider, name)?)))
            {
                self.note(format!("{}: {provider} has no scope `{name}`; did you mean `{meant}`?", file.shown));
                continue;
            }
            self.file.add_scope(key, name, Value::from(""))?;
        }
        Ok(())
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn calls(&mut self, group: &Group, file: &Place, key: Option<&str>) {
        let facade = self.package.crates.iter().find(|name| *name == "oauth_scopes").or(self.package.crates.first());
        let facade = facade.map_or("oauth_scopes", String::as_str);
        for replacement in replacements(group, &file.text, facade, key) {
            let place = position(&file.shown, &file.text, replacement.span.start);
            let old: Vec<&str> = file.text[replacement.span.clone()].split_whitespace().collect();
            self.calls.push((place, old.join(" "), replacement));
        }
    }

    fn print(&self, output: &mut impl Write, is_dry: bool) -> std::io::Result<()> {
        let created = if is_dry { "would create" } else { "created" };
        writeln!(output, "{created} {}:\n", self.file.shown())?;
        for line in self.file.text().lines() {
            writeln!(output, "{}", format!("    {line}").trim_end())?;
        }
        writeln!(output)?;
        if !self.calls.is_empty() {
            writeln!(output, "{} to write:\n", pluralize(self.calls.len(), "call"))?;
        }
        for (place, old, Replacement { text, fits, .. }) in &self.calls {
            let aside = if *fits { "" } else { ", and adapt the code around it" };
            writeln!(output, "{place}: write `{text}` instead of `{old}`{aside}")?;
        }
        if !self.calls.is_empty() {
            writeln!(output)?;
        }
        for note in &self.notes {
            writeln!(output, "note: {note}")?;
        }
        if self.package.crates.is_empty() && !self.calls.is_empty() {
            writeln!(output, "note: `{}` does not depend on `oauth-scopes` yet", self.package.name)?;
        }
        Ok(())
    }
}

fn provider(owner: &Owner) -> Option<&'static str> {
    match owner {
        Owner::Provider(provider) => Some(provider),
        _ => None,
    }
}

/// The provider of most lists; of equals, the first by name.
fn main(owners: &[Owner]) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for provider in owners.iter().filter_map(provider) {
        *counts.entry(provider).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    counts.into_iter().find(|&(_, count)| count == most).map(|(provider, _)| provider)
}

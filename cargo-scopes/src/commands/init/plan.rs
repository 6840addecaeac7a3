//! What is written for a package, and what is said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use cargo_metadata::DependencyKind;
use scope_catalog::load::{Loaded, Target};
use scope_catalog::{Catalog, FILE_NAME, Finding, Level, Lookup, is_advice, rules};
use scope_config::{ConfigCheck, Reused};
use scope_sources::{Group, List, Owner, Ownership, Providers, Purpose, is_misspelling};
use toml_edit::Value;

use super::asked::Asked;
use super::replacement::{Replacement, Style, replacements};
use super::targets::{has_oauth2, kind, lacking};
use crate::catalog_file::{CatalogFile, CatalogPath};
use crate::error::Failure;
use crate::output::{on_one_line, pluralize, position};
use crate::report::File;
use crate::workspace::{Package, Workspace};

/// What is written for a package, and what is said of it.
pub(super) struct Plan<'w> {
    pub(super) package: &'w Package,
    asked: &'w Asked,
    providers: &'w Providers,
    /// The provider of the main catalog, if it has one.
    main: Option<&'static str>,
    pub(super) file: CatalogFile,
    /// The crate of the macros.
    pub(super) facade: String,
    /// The calls to write.
    pub(super) calls: Vec<PlannedCall>,
    pub(super) notes: Vec<String>,
}

/// A call to write.
pub(super) struct PlannedCall {
    /// The file, and how it is shown.
    pub(super) path: PathBuf,
    /// Where, for people.
    pub(super) place: String,
    /// What is there.
    pub(super) old: String,
    /// The type that the list is declared with there, where that changes.
    pub(super) declared: Option<String>,
    pub(super) replacement: Replacement,
    /// The kind of dependency that the file needs.
    pub(super) kind: DependencyKind,
    /// What the macro would say of it: it is not written by itself then.
    pub(super) finding: Option<String>,
}

/// The catalog of what does not belong to a bundled provider, where there are providers as well.
const OWN: &str = "own";

impl<'w> Plan<'w> {
    pub(super) fn new(
        package: &'w Package,
        asked: &'w Asked,
        workspace: &Workspace,
        providers: &'w Providers,
    ) -> Result<Self, Failure> {
        let file = CatalogFile::open(CatalogPath::of(package.folder.join(FILE_NAME), workspace))?;
        let own = package.facade().next();
        let facade = own.map_or("oauth-scopes", |own| own.rename.as_deref().unwrap_or(&own.name)).replace('-', "_");
        let (main, calls, notes) = (main(&asked.owners), Vec::new(), asked.unreadable.clone());
        let mut plan = Self { package, asked, providers, main, file, facade, calls, notes };
        if plan.file.is_present() {
            plan.calls_for_present_catalog();
        } else {
            plan.create()?;
        }
        Ok(plan)
    }

    /// Plans a catalog, and the calls for it.
    fn create(&mut self) -> Result<(), Failure> {
        let asked = self.asked;
        if let Some(main) = self.main {
            self.file.add_provider(None, main)?;
            let others = asked.owners.iter().filter_map(provider).filter(|provider| *provider != main);
            let mut others = others.collect::<BTreeSet<&str>>().into_iter();
            others.try_for_each(|provider| self.file.add_provider(Some(provider), provider))?;
        }
        for (list, owner) in asked.lists.iter().zip(&asked.owners) {
            self.names(list, owner)?;
        }
        for (file, name) in &asked.configs {
            self.config(*file, name);
        }
        let loaded = self.file.loaded();
        for (group, list, owner) in asked.written() {
            self.calls(group, &asked.files[list.file], self.key(owner), &loaded);
        }
        if self.file.text().contains(" = \"\"\n") {
            self.file.begin_with(
                "# Describe what each scope permits, and compare the list with the provider's documentation.\n",
            );
        }
        Ok(())
    }

    /// The key of the catalog for what belongs to an owner.
    fn key(&self, owner: &Ownership) -> Option<&'static str> {
        match provider(owner) {
            Some(provider) => Some(provider).filter(|_| Some(provider) != self.main),
            None => self.main.map(|_| OWN),
        }
    }

    /// Plans the calls for a catalog that is there already, and is not changed.
    fn calls_for_present_catalog(&mut self) {
        let (asked, loaded) = (self.asked, self.file.loaded());
        for (group, list, owner) in asked.written() {
            let file = &asked.files[list.file];
            if let Some(catalog) = catalog_of(&loaded, &owner.owner, &list.names) {
                self.calls(group, file, catalog.key(), &loaded);
                continue;
            }
            let place = position(&file.name, &file.text, group.start());
            let (shown, names) = (self.file.shown(), list.names.join(" "));
            let add = provider(owner).map_or_else(|| format!("PROVIDER {names}"), str::to_owned);
            // Without cargo, there is no package whose catalog it could be.
            let add = if self.package.targets.is_empty() { format!("--catalog {shown} {add}") } else { add };
            self.note(format!("{place}: {shown} has no catalog for `{names}`; run `cargo scopes add {add}`"));
        }
    }

    /// The names of a list that its provider does not have, except those that are mistakes.
    fn names(&mut self, list: &List, ownership: &Ownership) -> Result<(), Failure> {
        let (asked, providers, key) = (self.asked, self.providers, self.key(ownership));
        let (file, owner) = (&asked.files[list.file], &ownership.owner);
        if let Owner::Tie(several) = owner {
            let (names, several, catalog) = (list.names.join(" "), several.join(", "), self.file.shown());
            let shown = &file.name;
            self.note(format!("{shown}: `{names}` may belong to any of {several}; set `provider` in {catalog}"));
        }
        for name in &list.names {
            let Owner::Provider(provider) = owner else {
                if let Some(meant) = meant_for_own(name, list, asked, providers) {
                    // To add it would say that it is right.
                    let (shown, catalog) = (&file.name, self.file.shown());
                    self.note(format!("{shown}: `{name}` is not added to {catalog}; did you mean {meant}?"));
                } else if scope_catalog::is_token(name) {
                    self.file.add_scope(key, name, Value::from(""))?;
                }
                continue;
            };
            let catalog = providers.catalog(provider);
            let is_known = providers.knows(provider, name)
                || catalog.is_some_and(|catalog| catalog.lookup(name) != Lookup::Unknown);
            if is_known || !scope_catalog::is_token(name) {
                continue;
            }
            // Of another identity server, this would be right.
            let is_advised = ownership.is_certain || !providers.knows("openid-connect", name);
            if let Some(meant) = providers.meant(provider, name).filter(|_| is_advised) {
                self.note(format!("{}: {provider} has no scope `{name}`; did you mean `{meant}`?", file.name));
            } else if catalog.is_some_and(|catalog| catalog.is_complete_for(name)) {
                // To add it would say that it is right.
                self.note(format!("{}: {provider} has no scope `{name}`; not added to the catalog", file.name));
            } else {
                self.file.add_scope(key, name, Value::from(""))?;
            }
        }
        Ok(())
    }

    /// Adds a configuration file, unless a check of it would report what may be right.
    fn config(&mut self, number: usize, name: &str) {
        let (asked, providers, file) = (self.asked, self.providers, &self.asked.files[number]);
        let of_file = || asked.lists.iter().zip(&asked.owners).filter(|(list, _)| list.file == number);
        // If presets know each provider, `check` takes them from there, too.
        let is_told = of_file().all(|(list, _)| list.told.is_some());
        let slips: BTreeSet<&str> = of_file().flat_map(|(list, owner)| slips(list, owner, providers)).collect();
        let keys: BTreeSet<Option<&str>> = of_file().map(|(_, owner)| self.key(owner)).collect();
        let only = keys.first().copied().flatten().filter(|_| keys.len() == 1);
        let without = self.file.clone();
        self.file.add_config(name, only);
        let findings = findings(&self.file.loaded(), name, &file.text);
        let may_be_wrong = |finding: &Finding| {
            let is_shown = finding.level == Level::Deny || *finding.rule == rules::unknown_scope::RULE;
            is_shown && !slips.contains(&*finding.token)
        };
        // What cannot be checked may have findings.
        if !is_told && findings.is_none_or(|findings| findings.iter().any(may_be_wrong)) {
            self.file = without;
            let (shown, catalog) = (on_one_line(&file.name), self.file.shown().to_owned());
            self.note(format!(
                "{shown}: the provider of its scopes is not certain; not added to {catalog}: write a `[[config]]` with its `path` and `catalog`"
            ));
        }
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn calls(&mut self, group: &Group, file: &File, key: Option<&str>, loaded: &Loaded) {
        if is_generated(&file.text) {
            return self.note(format!("{}: generated (`@generated`); its lists stay as they are", file.name));
        }
        let kind = kind(self.package, &file.path);
        let has_oauth2 = has_oauth2(self.package, kind);
        for replacement in replacements(group, &file.text, Style { facade: &self.facade, catalog: key, has_oauth2 }) {
            let place = position(&file.name, &file.text, replacement.span.start);
            let one_line =
                |span: std::ops::Range<usize>| file.text[span].split_whitespace().collect::<Vec<_>>().join(" ");
            let old = one_line(replacement.span.clone());
            let declared = replacement.declared.as_ref().map(|(span, _)| one_line(span.clone()));
            let finding = finding(&replacement, group.purpose, key, loaded);
            let path = file.path.clone();
            self.calls.push(PlannedCall { path, place, old, declared, replacement, kind, finding });
        }
    }

    pub(super) fn print(&self, output: &mut impl Write, is_dry: bool) -> std::io::Result<()> {
        let created = if is_dry { "would create" } else { "created" };
        writeln!(output, "{created} {}:\n", self.file.shown())?;
        for line in self.file.text().lines() {
            writeln!(output, "{}", format!("    {line}").trim_end())?;
        }
        writeln!(output)?;
        let right = self.calls.iter().filter(|call| call.finding.is_none()).map(PlannedCall::sentence);
        section(output, "call", "to write", &right.collect::<Vec<_>>())?;
        let wrong = self.calls.iter().filter_map(|call| Some(format!("{}: {}", call.place, call.finding.as_ref()?)));
        section(output, "list", "with findings, to be corrected first", &wrong.collect::<Vec<_>>())?;
        for note in &self.notes {
            writeln!(output, "note: {note}")?;
        }
        let needs = self.calls.iter().any(|call| call.replacement.needs_oauth2);
        // Without cargo, nothing depends on anything.
        if self.package.targets.is_empty() {
            return Ok(());
        }
        let kinds: Vec<DependencyKind> = self.calls.iter().map(|call| call.kind).collect();
        for kind in lacking(self.package, &kinds) {
            let feature = if needs { ", with its feature `oauth2`" } else { "" };
            let of = match kind {
                DependencyKind::Development => ", only for its examples (`[dev-dependencies]`)",
                DependencyKind::Build => ", for its build script (`[build-dependencies]`)",
                _ => "",
            };
            writeln!(output, "note: `{}` does not depend on `oauth-scopes` yet{feature}{of}", self.package.name)?;
        }
        Ok(())
    }
}

impl PlannedCall {
    /// What to write, and instead of what.
    pub(super) fn sentence(&self) -> String {
        let Replacement { text, fits, removed, .. } = &self.replacement;
        let rest = match removed.len() {
            0 => String::new(),
            1 => " and the call to `add_scope` after it".to_owned(),
            more => format!(" and the {more} calls to `add_scope` after it"),
        };
        let kind = self.replacement.declared.as_ref().zip(self.declared.as_ref());
        let kind =
            kind.map_or_else(String::new, |((_, new), old)| format!(", with the type `{new}` instead of `{old}`"));
        let aside = if *fits { "" } else { ", and adapt the code around it" };
        format!("{}: write `{text}` instead of `{}`{rest}{kind}{aside}", self.place, self.old)
    }
}

/// Lines under a heading with their number; nothing if there are none.
fn section(output: &mut impl Write, what: &str, heading: &str, lines: &[String]) -> std::io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(output, "{} {heading}:\n\n{}\n", pluralize(lines.len(), what), lines.join("\n"))
}

/// The catalog of a list among those of a file: that of its provider, or else one that has all of its names.
fn catalog_of<'l>(loaded: &'l Loaded, owner: &Owner, names: &[String]) -> Option<&'l Catalog> {
    let mut all = loaded.catalogs();
    let knows = |catalog: &Catalog, name: &String| catalog.lookup(name) != Lookup::Unknown;
    match owner {
        Owner::Provider(provider) => all.find(|one| one.builds_on(provider) || one.name() == *provider),
        _ => all.find(|one| names.iter().all(|name| knows(one, name))),
    }
}

/// What a name in a list that is of no bundled provider is almost: what the program itself requires, or what providers have.
fn meant_for_own(name: &str, list: &List, asked: &Asked, providers: &Providers) -> Option<String> {
    const SHOWN: usize = 3;
    if asked.required.contains(name) {
        return None;
    }
    if let Some(required) = asked.required.iter().find(|required| is_misspelling(name, required)) {
        return Some(format!("`{required}`, which the program requires"));
    }
    let slips = if list.is_for_own_server() { Vec::new() } else { providers.slips(name) };
    let (_, meant) = *slips.first()?;
    let of = slips.iter().filter(|(_, one)| *one == meant).map(|(provider, _)| *provider);
    Some(format!("`{meant}` ({})", of.take(SHOWN).collect::<Vec<_>>().join(", ")))
}

/// What `check` would report in a configuration file of a catalog; `None` if it cannot be checked.
fn findings(loaded: &Loaded, name: &str, text: &str) -> Option<Vec<Finding>> {
    let check = loaded.catalog.configs().iter().find(|config| &*config.file.text == name)?;
    let check = ConfigCheck::of(check, loaded, &Reused::default()).ok()?;
    Some(check.file(name, Ok(text.to_owned())).findings.into_iter().map(|located| located.finding).collect())
}

/// The names in a list that are slips of its provider's.
fn slips<'l>(list: &'l List, ownership: &Ownership, providers: &Providers) -> impl Iterator<Item = &'l str> {
    let provider = provider(ownership);
    let is_slip = move |name: &&String| {
        provider.is_some_and(|of| !providers.knows(of, name) && providers.meant(of, name).is_some())
    };
    list.names.iter().filter(is_slip).map(String::as_str)
}

/// What the macro would say of a call, where it is more than advice.
fn finding(replacement: &Replacement, purpose: Purpose, key: Option<&str>, loaded: &Loaded) -> Option<String> {
    let catalog = key.map_or(Some(&loaded.catalog), |key| loaded.named(key).ok())?;
    let target = Target::new(catalog, loaded.others_of(catalog), None);
    let texts: Vec<&str> = replacement.texts.iter().map(String::as_str).collect();
    let report = if purpose == Purpose::Mention { target.check_names(&texts) } else { target.check(&texts) };
    let is_shown = |finding: &&Finding| finding.level != Level::Allow && !is_advice(catalog, finding);
    report.findings.iter().find(is_shown).map(|finding| finding.message.clone())
}

/// Whether a comment at the beginning says that the file is generated: the next time, a call would be gone.
fn is_generated(text: &str) -> bool {
    let mut head = text.lines().take_while(|line| line.is_empty() || line.starts_with("//") || line.starts_with("/*"));
    head.any(|line| line.contains("@generated"))
}

fn provider(owner: &Ownership) -> Option<&'static str> {
    match owner.owner {
        Owner::Provider(provider) => Some(provider),
        _ => None,
    }
}

/// The provider of most lists; of equals, the first by name.
fn main(owners: &[Ownership]) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for provider in owners.iter().filter_map(provider) {
        *counts.entry(provider).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(provider, _)| provider)
}

//! Checks the scopes that the sources of a package write without a macro.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use scope_catalog::load::{Loaded, Target, load_text, read_text_file};
use scope_catalog::{Catalog, Certainty, Client, Finding, Level, LineColumn, Lookup, Pattern, Report, Rule, rules};
use scope_config::Edit;
use scope_sources::{
    FileUsage, FoundList, Group, HintKind, Kind, Owner, PackageLists, Purpose, Reason, Text, WrongComment,
    package_lists,
};

use super::package::{PackageChecker, add_help};
use crate::handwritten::PackageFiles;
use crate::output::{and_more, pluralize};
use crate::report::{CatalogKey, Request};
use crate::rust::{Literal, MOST_BYTES};

/// The catalogs that the lists of a package can be checked against.
struct Lists<'l> {
    loaded: Option<&'l Loaded>,
    /// The scopes that the source files define.
    defined: Option<&'l Loaded>,
    /// The files of the package.
    paths: &'l [PathBuf],
    usages: &'l [FileUsage],
}

/// What one list is checked against.
enum Of<'l> {
    /// A catalog of the package.
    Own(&'l Catalog),
    Bundled(&'static str, Arc<Loaded>),
    /// The scopes that the source files define.
    Defined(&'l Loaded),
}

impl Of<'_> {
    fn catalog(&self) -> &Catalog {
        match self {
            Self::Own(catalog) => catalog,
            Self::Bundled(_, loaded) => &loaded.catalog,
            Self::Defined(loaded) => &loaded.catalog,
        }
    }
}

impl PackageChecker<'_> {
    /// Checks the lists that the package writes without a macro.
    pub(super) fn literals(&mut self, files: PackageFiles, loaded: Option<&Loaded>) {
        let PackageFiles { paths, mut usages, comments, wrong, unreadable, orphans } = files;
        self.report.notes.extend(unreadable);
        self.report.orphan_files.extend(orphans.iter().map(|path| self.workspace.shown(path)));
        if usages.is_empty() {
            return;
        }
        let found = package_lists(&mut usages, &comments, self.bundled.providers());
        let defined = self.defined(&usages);
        for (path, wrong) in paths.iter().zip(&wrong) {
            self.wrong_comments(path, wrong);
        }
        let all = Lists { loaded, defined: defined.as_ref(), paths: &paths, usages: &usages };
        let mut unknown: Vec<&FoundList> = Vec::new();
        for list in &found.lists {
            match self.judge(list, &all) {
                Some((of, is_certain)) => self.list(&Judged { list, of, is_certain, all: &all }),
                None if list.group.purpose == Purpose::Request => unknown.push(list),
                None => {}
            }
        }
        self.remarks(&all, &found, &unknown);
    }

    /// Creates a catalog from the scopes that the package itself defines.
    fn defined(&self, usages: &[FileUsage]) -> Option<Loaded> {
        let all = usages.iter().flat_map(|usage| &usage.definitions).filter(|one| !one.is_of_tests);
        let names: BTreeSet<String> = all.map(|one| format!("{:?}", one.name)).collect();
        let names: Vec<String> = names.into_iter().collect();
        let text = format!("scopes = [{}]\n", names.join(", "));
        let mut loaded = load_text(Path::new("scopes.toml"), text, None);
        self.levels.apply(&mut loaded);
        (!names.is_empty() && loaded.problems.is_empty()).then_some(loaded)
    }

    fn wrong_comments(&mut self, path: &Path, wrong: &[WrongComment]) {
        for (span, said) in wrong {
            let Some(file) = self.shown_file(path) else { continue };
            let message = format!("unknown comment `scopes: {said}`");
            let help = "write `// scopes: ignore` or `// scopes: provider = NAME`".to_owned();
            let mut finding = Finding::new(&rules::call::RULE, message).help(help);
            finding.level = Level::Warn;
            self.finding(file, finding, span.clone(), Vec::new(), Vec::new());
        }
    }

    /// Determines what a list is checked against, and whether that is certain, since only then a mistake is an error.
    /// `None` if it is unknown.
    fn judge<'l>(&mut self, list: &FoundList, all: &Lists<'l>) -> Option<(Of<'l>, bool)> {
        if let Some(said) = &list.said {
            return Some((self.said(list, said, all)?, true));
        }
        let names = list.group.names();
        let own: Vec<&Catalog> = all.loaded.into_iter().flat_map(Loaded::catalogs).collect();
        let known = |catalog: &Catalog| names.iter().filter(|name| knows(catalog, name)).count();
        let has_most = |catalog: &Catalog| known(catalog) * 2 >= names.len() && known(catalog) > 0;
        // A catalog of the package that has all the names.
        if let Some(catalog) = own.iter().find(|catalog| known(catalog) == names.len()) {
            return Some((Of::Own(catalog), true));
        }
        if list.group.purpose == Purpose::Requirement {
            let server = own.iter().find(|catalog| !catalog.builds_on_some_provider());
            let server = server.map(|catalog| Of::Own(catalog)).or_else(|| all.defined.map(Of::Defined));
            return server.map(|server| (server, false));
        }
        if let Owner::Provider(provider) = list.ownership.owner {
            if !list.is_likely(self.bundled.providers()) {
                return None;
            }
            let is_certain = list.ownership.is_certain;
            if let Some(catalog) = own.iter().find(|one| one.builds_on(provider) || one.name() == provider) {
                return Some((Of::Own(catalog), is_certain));
            }
            if let Some(catalog) = own.iter().find(|catalog| !is_certain && has_most(catalog)) {
                return Some((Of::Own(catalog), true));
            }
            let (provider, loaded) = self.bundled.load(provider, self.levels)?;
            return Some((Of::Bundled(provider, loaded), is_certain));
        }
        let best = own.iter().max_by_key(|catalog| known(catalog))?;
        (known(best) > 0 || own.len() == 1).then(|| (Of::Own(best), has_most(best)))
    }

    /// Finds the catalog or provider that a comment next to a list names.
    fn said<'l>(&mut self, list: &FoundList, said: &str, all: &Lists<'l>) -> Option<Of<'l>> {
        if let Some(loaded) = all.loaded {
            if loaded.catalog.name() == said || loaded.catalog.builds_on(said) {
                return Some(Of::Own(&loaded.catalog));
            }
            if let Ok(named) = loaded.named(said) {
                return Some(Of::Own(named));
            }
        }
        if let Some((provider, loaded)) = self.bundled.load(said, self.levels) {
            return Some(Of::Bundled(provider, loaded));
        }
        let file = self.shown_file(&all.paths[list.file])?;
        let message = format!("unknown provider `{said}`");
        let help = scope_catalog::did_you_mean(said, scope_providers::NAMES.iter().copied());
        let help = help.unwrap_or_else(|| "the names are listed by `cargo scopes providers`".to_owned());
        self.plain(&rules::catalog::RULE, file, list.group.span(), message, Some(help));
        None
    }

    /// Explains in a sentence why a list is checked against its catalog.
    fn evidence(&self, judged: &Judged<'_>) -> Option<String> {
        let provider = match &judged.of {
            Of::Bundled(provider, _) if judged.list.said.is_none() => provider,
            Of::Defined(_) => return Some("the source files define the scopes of this server".to_owned()),
            _ => return None,
        };
        let because = match &judged.list.ownership.reason {
            Reason::Names(known) => {
                let how_many = if known.len() < judged.list.group.names().len() { "as many" } else { "all" };
                format!("no other bundled provider has {how_many} of these names")
            }
            Reason::Hint { kind: HintKind::File, file, .. } => {
                format!("they are in {}", self.workspace.shown(&judged.all.paths[*file]))
            }
            Reason::Hint { kind, text, file, span } => {
                let what = match kind {
                    HintKind::Crate => "the crate",
                    HintKind::Address => "the address",
                    HintKind::Environment => "the variable",
                    HintKind::Name | HintKind::File => "the name",
                    HintKind::Comment => "a comment with the address",
                };
                format!("{what} `{text}` is in {}", self.position(&judged.all.paths[*file], span.start))
            }
            Reason::Called(word) => format!("`{word}` is in a name around them"),
            Reason::OtherLists => "other lists of the package are for it, too".to_owned(),
            Reason::Usual | Reason::Nothing => "it is the most common provider".to_owned(),
        };
        let doubt = if judged.is_certain {
            ""
        } else {
            "; if they are of another provider, write `// scopes: provider = NAME`"
        };
        Some(format!("checked as scopes of `{provider}`: {because}{doubt}"))
    }

    fn position(&self, path: &Path, at: usize) -> String {
        let place = (path.to_owned(), at);
        if let Some(known) = self.positions.borrow().get(&place) {
            return known.clone();
        }
        let text = read_text_file(path, MOST_BYTES).unwrap_or_default();
        let LineColumn { line, .. } = LineColumn::at(&text, at.min(text.len()));
        let position = format!("{}:{line}", self.workspace.shown(path));
        self.positions.borrow_mut().insert(place, position.clone());
        position
    }

    /// Returns the number of a file whose text is to be shown.
    fn shown_file(&mut self, path: &Path) -> Option<usize> {
        let known = self.report.numbers.get(path).copied();
        if let Some(file) = known.filter(|&file| !self.report.files[file].text.is_empty()) {
            return Some(file);
        }
        let text = self.texts.read(path).ok()?;
        Some(self.file(self.workspace.shown(path), path.to_owned(), &text))
    }

    /// Checks one list.
    fn list(&mut self, judged: &Judged<'_>) {
        let Judged { list, of, all, .. } = judged;
        let (catalog, path) = (of.catalog(), &all.paths[list.file]);
        let file = self.file(self.workspace.shown(path), path.clone(), "");
        *self.report.literals.get_or_insert(0) += 1;
        let client = list.group.grant.map(Client::of_grant);
        let (others, bundled) = match of {
            Of::Own(catalog) => (all.loaded.map(|loaded| loaded.others_of(catalog)), None),
            Of::Bundled(provider, _) => (None, Some(*provider)),
            Of::Defined(_) => (None, None),
        };
        let target = Target::new(catalog, others.unwrap_or_default(), client.as_ref());
        let texts: Vec<&str> = list.group.texts.iter().map(|text| &*text.value).collect();
        let Report { mut findings, scopes } = match list.group.purpose {
            Purpose::Request => target.check(&texts),
            Purpose::Mention | Purpose::Requirement => target.check_names(&texts),
        };
        findings.retain(|finding| !judged.may_be_right(finding));
        if !findings.is_empty() {
            self.in_list(judged, findings);
        }
        if list.group.purpose != Purpose::Request {
            return;
        }
        let scopes: Vec<String> = scopes.into_iter().map(std::borrow::Cow::into_owned).collect();
        self.report.requests.push(Request {
            package: self.package.name.clone(),
            file,
            span: list.group.span(),
            catalog: CatalogKey { bundled, ..self.key(catalog) },
            scopes,
            is_literal: true,
            ..Request::default()
        });
    }

    /// Adds the findings in a list with their locations. The text of the file is kept only if there are any.
    fn in_list(&mut self, judged: &Judged<'_>, findings: Vec<Finding>) {
        let Judged { list, of, is_certain, all } = judged;
        let Some(file) = self.shown_file(&all.paths[list.file]) else { return };
        let text = std::mem::take(&mut self.report.files[file].text);
        let evidence = self.evidence(judged);
        for mut found in findings {
            let is_proved = *is_certain
                || (list.group.purpose == Purpose::Requirement
                    && matches!(of, Of::Own(_))
                    && found.certainty <= Certainty::Likely);
            let may_be_split = judged.may_be_split(&found);
            if may_be_split {
                add_help(&mut found, "if the program splits it itself, write `// scopes: ignore` above it");
            }
            let may_be_another = *found.rule == rules::wrong_grant::RULE && judged.is_by_names_alone(&found.token);
            // A table of a provider's names may include retired ones.
            let is_listed = *found.rule == rules::removed_scope::RULE && list.group.purpose == Purpose::Mention;
            if !is_proved || may_be_split || may_be_another || is_listed {
                found.level = found.level.min(Level::Warn);
                found.certainty = found.certainty.max(Certainty::Likely);
            }
            if let Some(evidence) = &evidence {
                add_help(&mut found, evidence);
            }
            self.place(list, file, &text, found);
        }
        self.report.files[file].text = text;
    }

    fn place(&mut self, list: &FoundList, file: usize, text: &str, found: Finding) {
        let Some(in_text) = found.span else {
            let span = list.group.texts.first().map_or(0..0, |first| first.span.clone());
            return self.finding(file, found, span, Vec::new(), Vec::new());
        };
        let (written, range) = (&list.group.texts[in_text.position()], in_text.range());
        let span = written.place(text, &range).unwrap_or_else(|| written.span.clone());
        let marks = found.marks().iter().filter_map(|mark| written.place(text, &mark.range())).collect();
        let edits = found.suggestions.first().map_or_else(Vec::new, |first| edits(written, text, &range, first));
        self.finding(file, found, span, marks, edits);
    }

    /// Adds notes about what was not checked and why, one for each reason.
    fn remarks(&mut self, all: &Lists<'_>, found: &PackageLists, unknown: &[&FoundList]) {
        let Lists { paths, usages, .. } = *all;
        let package = format!("package `{}`", self.package.name);
        let mut notes = Vec::new();
        if !found.in_tests.is_empty() {
            let lists = pluralize(found.in_tests.len(), "list");
            notes.push(format!("{package}: {lists} in tests not checked; tests request nothing"));
        }
        if !found.ignored.is_empty() {
            notes.push(format!("{package}: {} ignored by a comment", pluralize(found.ignored.len(), "list")));
        }
        for (file, usage) in usages.iter().enumerate() {
            if let Some((span, reason)) = &usage.broken {
                let place = self.position(&paths[file], span.start);
                notes.push(format!("{place}: {reason}; read up to here"));
            }
        }
        let about_oauth = usages.iter().enumerate().filter(|(_, usage)| usage.is_about_oauth);
        let composed = about_oauth.flat_map(|(file, usage)| usage.composed.iter().map(move |span| (file, span.start)));
        let composed: Vec<(usize, usize)> = composed.collect();
        let position = |&(file, at): &(usize, usize)| self.position(&paths[file], at);
        notes.extend(places_note(&composed, position, "scopes are built at run time; not checked"));
        let unknown: Vec<(usize, usize)> = unknown.iter().map(|list| (list.file, list.group.start())).collect();
        let help = "provider unknown, not checked; write `// scopes: provider = NAME` or a scopes.toml";
        notes.extend(places_note(&unknown, position, help));
        self.report.notes.extend(notes);
    }
}

/// Formats a note about several places, and lists the first few of them.
fn places_note<P>(places: &[P], name: impl Fn(&P) -> String, reason: &str) -> Option<String> {
    const SHOWN: usize = 3;
    let (mut shown, mut told) = (Vec::new(), 0);
    for name in places.iter().map(name) {
        if shown.last() != Some(&name) {
            if shown.len() == SHOWN {
                break;
            }
            shown.push(name);
        }
        told += 1;
    }
    let more = and_more(places.len() - told, "place");
    (!places.is_empty()).then(|| format!("{}{more}: {reason}", shown.join(", ")))
}

/// A list, and what it is checked against.
struct Judged<'j> {
    list: &'j FoundList,
    of: Of<'j>,
    /// Whether it certainly belongs to that.
    is_certain: bool,
    all: &'j Lists<'j>,
}

impl Judged<'_> {
    /// Whether the program may split the text itself.
    fn may_be_split(&self, finding: &Finding) -> bool {
        *finding.rule == rules::wrong_delimiter::RULE && !self.list.group.is_sent
    }

    /// Whether the rest of the program may make the finding wrong: another part of the request may have the companion,
    /// a program that splits at commas accepts commas, and a table of names does not request duplicates.
    fn may_be_right(&self, finding: &Finding) -> bool {
        let Group { is_partial, purpose, .. } = self.list.group;
        let splits = || self.all.usages.iter().any(|usage| usage.splits_at_commas);
        let is_of = |rule: &Rule| finding.rule == rule;
        (is_of(&rules::missing_companion::RULE) && is_partial)
            || (self.may_be_split(finding) && splits())
            || (is_of(&rules::duplicate_scope::RULE) && purpose != Purpose::Request)
    }

    /// Whether only the names identify the provider. Another server may have scopes with the same names.
    fn is_by_names_alone(&self, token: &str) -> bool {
        let Of::Bundled(provider, _) = &self.of else { return false };
        let hints = self.all.usages.iter().flat_map(|usage| &usage.hints);
        let mut strong = hints.filter(|hint| hint.kind <= HintKind::Environment);
        self.list.said.is_none() && !token.contains("://") && !strong.any(|hint| hint.provider == *provider)
    }
}

/// Whether a catalog has, or had, a name. Patterns do not count, since they may match anything.
fn knows(catalog: &Catalog, name: &str) -> bool {
    match catalog.lookup(name) {
        Lookup::Known(id) => !Pattern::is_pattern(&catalog.scope(id).name),
        Lookup::Retired(_) => true,
        Lookup::Unknown => false,
    }
}

/// Returns the edits that replace a part of a text in the file with a suggestion.
fn edits(written: &Text, file: &str, part: &Range<usize>, suggestion: &str) -> Vec<Edit> {
    match (&written.kind, &written.bytes) {
        (Kind::Variant, _) => Vec::new(),
        (_, None) => Literal::of(file, written.span.clone(), written.value.clone()).edits(file, part, suggestion),
        (_, Some(_)) => {
            // The text is encoded or spread over several literals, so only a suggestion that needs no encoding can be
            // written there.
            let is_plain = !suggestion.is_empty()
                && suggestion.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte));
            let place = written.place(file, part).filter(|place| !file[place.clone()].contains(['"', '%', '+', '\\']));
            let edit = place.filter(|_| is_plain).map(|span| Edit { span, text: suggestion.to_owned() });
            edit.into_iter().collect()
        }
    }
}

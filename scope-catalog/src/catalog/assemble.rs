//! Merges the sources of a catalog into a [`Catalog`].

use std::fmt;

use super::{Catalog, Entry, Lookup};
use crate::fast::{NameIndex, NameMap, filter_map, join, keep, map, push_some};
use crate::model::{
    CatalogSource, Client, Consent, Coverage, KNOWN_GRANTS, Misnomer, Retired, RetiredId, Scope, ScopeId,
};
use crate::names::closest::suggested;
use crate::names::pattern::{ALIKE, MOST_PATTERNS, Pattern};
use crate::problem::{MOST_PROBLEMS, Problem};
use crate::quoted;
use crate::render::quoting::toml_key;
use crate::span::{SourceSpan, Spanned};

/// This many comparisons are made to suggest names for unknown references.
const MOST_COMPARED: usize = 5_000_000;

/// Only the start and the end of a longer cycle are shown.
const LONGEST_WAY: usize = 10;

impl Catalog {
    /// Merges sources in order of precedence: the file itself, then `extends`, then `provider`. For each name and each
    /// setting, the first source that has it counts.
    ///
    /// References to unknown names and cycles of implications are added to `problems`.
    pub fn assemble(key: Option<&str>, layers: Vec<CatalogSource>, problems: &mut Vec<Problem>) -> Self {
        let mut catalog = Self { key: key.map(Into::into), ..Self::default() };
        let mut names = 0;
        for layer in &layers {
            names += layer.scopes.len() + layer.retired.len();
        }
        catalog.index = NameIndex::with_capacity(names);
        catalog.settings.name = joint_name(&layers);
        let mut is_own = true;
        let mut siblings = Vec::new();
        for mut layer in layers {
            siblings.append(&mut layer.siblings);
            catalog.merge_coverage(layer.coverage, is_own);
            // Merges `complete`. A file that calls itself partial overrides what it builds on.
            if is_own || catalog.own_coverage != Some(Coverage::Partial) {
                add_patterns(&mut catalog.complete, &layer.complete);
            }
            // Merges `incomplete`. A catalog may lack whatever the catalogs that it builds on may lack, unless the file
            // calls itself complete without exceptions.
            if is_own || catalog.own_coverage != Some(Coverage::Complete) {
                add_patterns(&mut catalog.incomplete, &layer.incomplete);
            }
            if is_own {
                catalog.settings.import = layer.import.take();
            }
            catalog.merge(layer);
            is_own = false;
        }
        catalog.add_siblings(&siblings);
        let clients = &catalog.settings.clients;
        for at in 0..position(clients.len()) {
            catalog.client_index.insert(at, &|at| &clients[at as usize].name.text);
        }
        catalog.add_resources(problems);
        catalog.check_references(problems);
        catalog
    }

    /// Adds the patterns for names of other catalogs for the same server. They are valid here, too, unless that catalog
    /// is part of this one, which then knows them exactly.
    fn add_siblings(&mut self, siblings: &[(Spanned, Vec<Spanned>)]) {
        for (sibling, names) in siblings {
            if self.builds_on(&sibling.text) {
                continue;
            }
            let description = format!("A scope of `{}`, for the same authorization server", sibling.text);
            for name in names {
                let (name, span) = (name.text.clone(), name.span);
                self.add_scope(Scope { name, span, description: (&*description).into(), ..Scope::default() });
            }
        }
    }

    fn merge(&mut self, mut layer: CatalogSource) {
        let settings = &mut self.settings;
        macro_rules! take_first {
            ($($($key:ident).+),+) => { $(settings.$($key).+ = settings.$($key).+.take().or(layer.$($key).+);)+ };
        }
        take_first!(
            delimiter, case, one_resource, request_note, consent.reported_in, consent.note, prefix, optional_prefix
        );
        take_first!(documentation, checked, max_scopes, no_scopes);
        if settings.request_deny.is_empty() {
            settings.request_deny = layer.request_deny;
            settings.deny_note = settings.deny_note.take().or(layer.deny_note);
        }
        settings.consent.always.append(&mut layer.consent.always);
        settings.consent.unlisted.append(&mut layer.consent.unlisted);
        // A file that lists its own names expects others to be reported.
        settings.own_names |= layer.own_names && settings.scopes.iter().all(|scope| scope.span.is_bundled());
        settings.configs.append(&mut layer.configs);
        push_some(&mut self.operation_texts, layer.operation_text);
        for name in &layer.providers {
            self.providers.push(name.text.clone());
        }
        // If there are two levels for a rule, the first one counts.
        settings.levels.append(&mut layer.levels);
        merge_named(&mut settings.misnomers, layer.misnomers, |misnomer| &misnomer.name);
        merge_named(&mut settings.resources, layer.resources, |resource| &resource.name);
        merge_named(&mut settings.grants, layer.grants, |grant| &grant.name);
        merge_named(&mut settings.clients, layer.clients, |client| &client.name);
        merge_named(&mut settings.operations, layer.operations, |operation| &operation.name);
        for scope in layer.scopes {
            self.add_scope(scope);
        }
        for retired in layer.retired {
            self.add_retired(retired);
        }
    }

    /// Merges the coverage. The file's own value takes precedence. A catalog that builds on a partial one is partial.
    fn merge_coverage(&mut self, coverage: Option<Coverage>, is_own: bool) {
        if is_own {
            self.own_coverage = coverage;
        }
        let merged = match (self.settings.coverage, coverage) {
            (Some(Coverage::Partial), _) | (_, Some(Coverage::Partial)) => Some(Coverage::Partial),
            (known, new) => known.or(new),
        };
        self.settings.coverage = self.own_coverage.or(merged);
    }

    fn add_scope(&mut self, scope: Scope) {
        if self.exact(&scope.name).is_some() {
            return;
        }
        let id = ScopeId(position(self.settings.scopes.len()));
        if Pattern::is_pattern(&scope.name) {
            if let Ok(pattern) = Pattern::parse(&scope.name) {
                if self.patterns.len() <= MOST_PATTERNS {
                    self.patterns.push((pattern, id));
                }
            }
        }
        let aliases = scope.aliases().len();
        self.settings.scopes.push(scope);
        self.add_entry(Entry::Scope(id));
        for alias in 0..aliases {
            let target = Entry::Alias(id, position(alias));
            if self.exact(self.entry_name(target)).is_none() {
                self.add_entry(target);
            }
        }
    }

    fn add_retired(&mut self, retired: Retired) {
        if self.exact(&retired.name).is_none() {
            let id = RetiredId(position(self.settings.retired.len()));
            self.settings.retired.push(retired);
            self.add_entry(Entry::Retired(id));
        }
    }

    pub(super) fn add_entry(&mut self, target: Entry) {
        self.entries.push(target);
        let mut index = std::mem::take(&mut self.index);
        index.insert(position(self.entries.len() - 1), &|at| self.entry_name(self.entries[at as usize]));
        self.index = index;
    }

    fn check_references(&self, problems: &mut Vec<Problem>) {
        for scope in self.settings.scopes.iter().filter(|scope| !scope.span.is_bundled()) {
            let name = &scope.name;
            self.check_delimiter(name, scope.span, problems);
            for alias in scope.aliases() {
                self.check_delimiter(&alias.text, alias.span, problems);
            }
            self.check_names(format_args!("`{name}` implies"), scope.implies(), Deprecated::Allowed, problems);
            self.check_names(format_args!("`{name}` requires"), scope.requires(), Deprecated::Allowed, problems);
            self.check_names(format_args!("`{name}` conflicts"), scope.conflicts(), Deprecated::Allowed, problems);
        }
        for Retired { name, replaced_by, .. } in &self.settings.retired {
            self.check_names(format_args!("`{name}` is replaced by"), replaced_by, Deprecated::Refused, problems);
        }
        for Misnomer { name, write, .. } in &self.settings.misnomers {
            self.check_names(format_args!("`{}` is replaced by", name.text), write, Deprecated::Refused, problems);
        }
        for client in &self.settings.clients {
            let (subject, names) = (&client.name.text, client.allow.as_deref().unwrap_or_default());
            self.check_names(format_args!("the client `{subject}` allows"), names, Deprecated::Allowed, problems);
            self.check_grant(client, problems);
        }
        for grant in self.grants() {
            let name = &*grant.name.text;
            // A client may name a grant type that the catalog does not have.
            let is_used = |client: &Client| client.grant.as_ref().is_some_and(|used| *used.text == *name);
            let is_own = !grant.kinds.is_empty() || self.clients().iter().any(is_used);
            if is_own || KNOWN_GRANTS.contains(&name) || grant.name.span.is_bundled() {
                continue;
            }
            if let Some(help) = suggested(name, &KNOWN_GRANTS) {
                problems.push(Problem::new(grant.name.span, format!("unknown grant type `{name}`")).help(help));
            }
        }
        for operation in &self.settings.operations {
            for name in operation.scopes() {
                let (needed, operation) = (std::slice::from_ref(name), &operation.name.text);
                self.check_names(format_args!("`{operation}` needs"), needed, Deprecated::Allowed, problems);
            }
        }
        if let Some((_, id)) = self.patterns.get(MOST_PATTERNS) {
            let message = format!("more than {MOST_PATTERNS} names with `{{…}}`");
            problems.push(Problem::new(self.scope(*id).span, message).help(ALIKE));
        }
        let Consent { always, unlisted, .. } = &self.settings.consent;
        self.check_names(format_args!("`always` names"), always, Deprecated::Allowed, problems);
        self.check_names(format_args!("`unlisted` names"), unlisted, Deprecated::Allowed, problems);
        let clients = filter_map(self.clients(), &mut |client| client.is_default.then_some(&client.name));
        check_only_default("clients", clients, problems);
        let resources = filter_map(self.resources(), &mut |resource| resource.is_default.then_some(&resource.name));
        check_only_default("resources", resources, problems);
        self.check_circles(problems);
    }

    /// Checks that a name does not contain the delimiter, because it would be read as two names.
    fn check_delimiter(&self, name: &str, span: SourceSpan, problems: &mut Vec<Problem>) {
        if problems.len() < MOST_PROBLEMS && self.delimiter().separates(',') && name.contains(',') {
            let message = format!("`{name}` contains a comma, which separates scopes in this catalog");
            let help = "write `delimiter = \"space\"` if the provider separates scopes with a space";
            problems.push(Problem::new(span, message).help(help));
        }
    }

    /// Checks that a client's grant type is known. A rule for an unknown one would never find anything.
    fn check_grant(&self, client: &Client, problems: &mut Vec<Problem>) {
        let Some(grant) = client.grant.as_ref().filter(|grant| !grant.span.is_bundled()) else { return };
        let mut known = KNOWN_GRANTS.to_vec();
        for grant in self.grants() {
            known.push(&grant.name.text);
        }
        if known.contains(&&*grant.text) {
            return;
        }
        let help = suggested(&grant.text, &known).unwrap_or_else(|| {
            let (known, table, name) = (quoted(&known[..], ", "), self.table("grants"), toml_key(&grant.text));
            format!("the known grant types are {known}; for another one, say under `[{table}.{name}]` which scopes it allows")
        });
        let message = format!("unknown grant type `{}` of the client `{}`", grant.text, client.name.text);
        problems.push(Problem::new(grant.span, message).help(help));
    }

    /// Bundled catalogs are known to be sound.
    fn check_names(
        &self,
        subject: fmt::Arguments<'_>,
        names: &[Spanned],
        deprecated: Deprecated,
        problems: &mut Vec<Problem>,
    ) {
        for name in names {
            if problems.len() >= MOST_PROBLEMS {
                return;
            }
            if name.span.is_bundled() || self.declared(&name.text).is_some() {
                continue;
            }
            let problem = match self.lookup(&name.text) {
                Lookup::Retired(id) if deprecated == Deprecated::Allowed && self.retired(id).still_works => continue,
                Lookup::Retired(_) => Problem::new(name.span, format!("{subject} `{}`, which is retired", name.text)),
                Lookup::Known(_) | Lookup::Unknown => {
                    let help = self.meant(&name.text, problems.len()).or_else(|| one_string_each(&name.text));
                    let help = help.unwrap_or_else(|| format!("declare it under `[{}]`", self.table("scopes")));
                    Problem::new(name.span, format!("{subject} `{}`, which is not in the catalog", name.text))
                        .help(help)
                }
            };
            problems.push(problem);
        }
    }

    /// With many problems in a large catalog it would take too long to explain each.
    fn meant(&self, name: &str, problems: usize) -> Option<String> {
        let is_afforded = problems * self.scopes().len() < MOST_COMPARED;
        if is_afforded { suggested(name, &map(self.scopes(), &mut |scope| &*scope.name)) } else { None }
    }

    /// Checks that no scope implies itself through others, because it would not be clear what it grants.
    fn check_circles(&self, problems: &mut Vec<Problem>) {
        let mut states = vec![Visit::New; self.settings.scopes.len()];
        for start in 0..self.settings.scopes.len() {
            let scope = &self.settings.scopes[start];
            if scope.details.is_some() && !scope.span.is_bundled() {
                self.visit(start, &mut states, problems);
            }
        }
    }

    /// A depth-first search with an explicit stack, since a chain may be as long as the catalog.
    fn visit(&self, start: usize, states: &mut [Visit], problems: &mut Vec<Problem>) {
        let mut stack = vec![(start, 0)];
        while let Some((scope, next)) = stack.pop() {
            if next == 0 {
                if states[scope] != Visit::New {
                    continue;
                }
                states[scope] = Visit::Open;
            }
            let implied = self.settings.scopes[scope].implies();
            let Some(name) = implied.get(next) else {
                states[scope] = Visit::Done;
                continue;
            };
            stack.push((scope, next + 1));
            let Some(ScopeId(target)) = self.declared(&name.text) else { continue };
            let target = target as usize;
            if states[target] == Visit::Open {
                if problems.len() >= MOST_PROBLEMS {
                    return;
                }
                let start = stack.iter().position(|&(on_way, _)| on_way == target).unwrap_or_default();
                let mut way: Vec<&str> = Vec::new();
                for (step, &(on_way, _)) in stack[start..].iter().enumerate() {
                    if step < LONGEST_WAY || start + step + 1 == stack.len() {
                        way.push(&self.settings.scopes[on_way].name);
                    } else if step == LONGEST_WAY {
                        way.push("…");
                    }
                }
                let message = format!("`{}` implies itself: {} → {}", way[0], join(&way, " → "), way[0]);
                problems.push(Problem::new(name.span, message));
            } else if states[target] == Visit::New {
                stack.push((target, 0));
            }
        }
    }
}

/// Returns what to write in place of several names in one string, such as `a | b`.
fn one_string_each(text: &str) -> Option<String> {
    let mut names = Vec::new();
    for name in text.split(['|', ',', ' ']).filter(|name| !name.is_empty()) {
        names.push(format!("\"{name}\""));
    }
    let list = names.join(", ");
    let help = if text.contains('|') { format!("write `{{ any = [{list}] }}`") } else { format!("write `[{list}]`") };
    (names.len() > 1 && !Pattern::is_pattern(text)).then_some(help)
}

/// Checks that only one of these is the default.
fn check_only_default(what: &str, mut names: Vec<&Spanned>, problems: &mut Vec<Problem>) {
    keep(&mut names, &mut |name| !name.span.is_bundled());
    let Some((first, others)) = names.split_first() else { return };
    for second in others {
        let message =
            format!("the {what} `{}` and `{}` are both the default, but only one can be", first.text, second.text);
        problems.push(Problem::new(second.span, message));
    }
}

/// Whether a reference to a deprecated name is allowed. Such a name still works, so a client may have registered it,
/// and an operation may accept it. But it must not be a replacement for another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deprecated {
    Allowed,
    Refused,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// Returns the name of the first layer, or else the names of all that it builds on.
fn joint_name(layers: &[CatalogSource]) -> Option<Spanned> {
    let (own, below) = layers.split_first()?;
    if own.name.is_some() {
        return own.name.clone();
    }
    let mut names: Vec<&str> = Vec::new();
    let mut first = None;
    for layer in below {
        if let Some(name) = layer.name.as_ref().filter(|name| names.last() != Some(&&*name.text)) {
            names.push(&name.text);
            first = first.or(Some(name.span));
        }
    }
    Some(Spanned { text: join(&names, " and ").into(), span: first? })
}

/// Adds the entries of a list whose names are new.
fn merge_named<T>(known: &mut Vec<T>, mut more: Vec<T>, name: fn(&T) -> &Spanned) {
    if known.is_empty() {
        *known = more;
        return;
    }
    let mut names = NameMap::with_capacity(known.len());
    for item in &*known {
        names.add(&name(item).text);
    }
    keep(&mut more, &mut |item| names.get(&name(item).text).is_none());
    known.append(&mut more);
}

fn add_patterns(known: &mut Vec<Pattern>, patterns: &[Spanned]) {
    for pattern in patterns {
        push_some(known, Pattern::parse(&pattern.text).ok().filter(|_| known.len() < MOST_PATTERNS));
    }
}

fn position(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

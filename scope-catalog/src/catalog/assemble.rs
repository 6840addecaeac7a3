//! Merges the sources of a catalog into a [`Catalog`].

use super::{Catalog, Entry, Lookup};
use crate::fast::{NameIndex, NameMap, join, keep, push_some};
use crate::model::{CatalogSource, Client, Consent, Coverage, KNOWN_GRANTS, Need, Retired, RetiredId, Scope, ScopeId};
use crate::names::closest::did_you_mean;
use crate::names::pattern::{ALIKE, MOST_PATTERNS, Pattern};
use crate::problem::{MOST_PROBLEMS, Problem};
use crate::quoted;
use crate::render::quoting::toml_key;
use crate::span::{SourceSpan, Spanned};

/// This many names are compared for saying which were meant by unknown ones.
const MOST_COMPARED: usize = 5_000_000;

/// Of a longer circle the beginning and the end are shown.
const LONGEST_WAY: usize = 10;

impl Catalog {
    /// Merges sources in order of precedence: the file itself, then `extends`, then `provider`. For each name and each
    /// setting, the first source that has it counts.
    ///
    /// References to unknown names and circles of implication are added to `problems`.
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
            catalog.merge_complete(&layer.complete, is_own);
            catalog.merge_incomplete(&layer.incomplete, is_own);
            if is_own {
                catalog.settings.import = layer.import.take();
            }
            catalog.merge(layer);
            is_own = false;
        }
        catalog.add_siblings(&siblings);
        catalog.add_resources(problems);
        catalog.check_references(problems);
        catalog
    }

    /// A name of another catalog for the same server is right, unless that catalog is part of this one and knows better.
    fn add_siblings(&mut self, siblings: &[(Spanned, Vec<Spanned>)]) {
        for (sibling, names) in siblings {
            if self.builds_on(&sibling.text) {
                continue;
            }
            let description = format!("A scope of `{}`, for the same authorization server", sibling.text);
            for name in names {
                let (name, span) = (name.text.clone(), name.span);
                self.add_scope(Scope { name, span, description: (&*description).into(), details: None });
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
        // Whoever lists names of their own wants others to be reported.
        settings.own_names |= layer.own_names && settings.scopes.iter().all(|scope| scope.span.is_bundled());
        settings.configs.append(&mut layer.configs);
        push_some(&mut self.operation_texts, layer.operation_text);
        for name in &layer.providers {
            self.providers.push(name.text.clone());
        }
        // Of two levels of a rule the first counts.
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

    /// The value of the file itself takes precedence; a catalog that builds on a partial one is partial.
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

    /// A file that says of itself that it is partial knows better than what it builds on.
    fn merge_complete(&mut self, patterns: &[Spanned], is_own: bool) {
        if is_own || self.own_coverage != Some(Coverage::Partial) {
            add_patterns(&mut self.complete, patterns);
        }
    }

    /// What a catalog may lack, what builds on it may lack as well, unless the file says that it is complete and names no
    /// exception.
    fn merge_incomplete(&mut self, patterns: &[Spanned], is_own: bool) {
        if is_own || self.own_coverage != Some(Coverage::Complete) {
            add_patterns(&mut self.incomplete, patterns);
        }
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
            self.check_delimiter(&scope.name, scope.span, problems);
            for alias in scope.aliases() {
                self.check_delimiter(&alias.text, alias.span, problems);
            }
            let lists =
                [("implies", scope.implies()), ("requires", scope.requires()), ("conflicts", scope.conflicts())];
            for (what, names) in lists {
                if !names.is_empty() {
                    self.check_names(&format!("`{}` {what}", scope.name), names, Deprecated::Allowed, problems);
                }
            }
        }
        for retired in self.settings.retired.iter().filter(|retired| !retired.span.is_bundled()) {
            let subject = format!("`{}` is replaced by", retired.name);
            self.check_names(&subject, &retired.replaced_by, Deprecated::Refused, problems);
        }
        for misnomer in self.settings.misnomers.iter().filter(|misnomer| !misnomer.name.span.is_bundled()) {
            let subject = format!("`{}` is replaced by", misnomer.name.text);
            self.check_names(&subject, &misnomer.write, Deprecated::Refused, problems);
        }
        for client in &self.settings.clients {
            if client.name.span.is_bundled() {
                continue;
            }
            let subject = format!("the client `{}` allows", client.name.text);
            self.check_names(&subject, client.allow.as_deref().unwrap_or_default(), Deprecated::Allowed, problems);
            self.check_grant(client, problems);
        }
        for grant in self.grants().iter().filter(|grant| !grant.name.span.is_bundled()) {
            let name = &*grant.name.text;
            // A client that names it makes it one of the catalog's own.
            let is_used = |client: &Client| client.grant.as_ref().is_some_and(|used| *used.text == *name);
            let is_own = !grant.kinds.is_empty() || self.clients().iter().any(is_used);
            let meant = if is_own || KNOWN_GRANTS.contains(&name) { None } else { did_you_mean(name, KNOWN_GRANTS) };
            let problem = |help| Problem::new(grant.name.span, format!("unknown grant type `{name}`")).help(help);
            problems.extend(meant.map(problem));
        }
        for operation in self.settings.operations.iter().filter(|operation| !operation.name.span.is_bundled()) {
            let subject = format!("`{}` needs", operation.name.text);
            self.check_need(&subject, &operation.needs, problems);
            for part in &operation.sometimes {
                self.check_need(&subject, &part.needs, problems);
            }
        }
        if let Some((_, id)) = self.patterns.get(MOST_PATTERNS) {
            let message = format!("more than {MOST_PATTERNS} names with `{{…}}`");
            problems.push(Problem::new(self.scope(*id).span, message).help(ALIKE));
        }
        self.check_consent(problems);
        let clients = self.settings.clients.iter().filter(|client| client.is_default);
        check_only_default("clients", &mut clients.map(|client| &client.name), problems);
        let resources = self.settings.resources.iter().filter(|resource| resource.is_default);
        check_only_default("resources", &mut resources.map(|resource| &resource.name), problems);
        self.check_circles(problems);
    }

    /// A name with the delimiter in it would be read as two.
    fn check_delimiter(&self, name: &str, span: SourceSpan, problems: &mut Vec<Problem>) {
        let delimiter = self.delimiter();
        if problems.len() < MOST_PROBLEMS && delimiter.separates(',') && name.contains(',') {
            let message = format!("`{name}` contains a comma, which separates scopes in this catalog");
            problems.push(
                Problem::new(span, message)
                    .help("write `delimiter = \"space\"` if the provider separates scopes with a space"),
            );
        }
    }

    /// A grant type that nobody has heard of would be a rule that never says anything.
    fn check_grant(&self, client: &Client, problems: &mut Vec<Problem>) {
        let Some(grant) = &client.grant else { return };
        let mut known = KNOWN_GRANTS.to_vec();
        for grant in self.grants() {
            known.push(&grant.name.text);
        }
        if known.contains(&&*grant.text) {
            return;
        }
        let help = did_you_mean(&grant.text, known.iter().copied()).unwrap_or_else(|| {
            let (known, table, name) = (quoted(known, ", "), self.table("grants"), toml_key(&grant.text));
            format!("the known grant types are {known}; for another one, say under `[{table}.{name}]` which scopes it allows")
        });
        let message = format!("unknown grant type `{}` of the client `{}`", grant.text, client.name.text);
        problems.push(Problem::new(grant.span, message).help(help));
    }

    fn check_need(&self, subject: &str, need: &Need, problems: &mut Vec<Problem>) {
        for &name in &need.scopes() {
            self.check_names(subject, std::slice::from_ref(name), Deprecated::Allowed, problems);
        }
    }

    fn check_names(&self, subject: &str, names: &[Spanned], deprecated: Deprecated, problems: &mut Vec<Problem>) {
        for name in names {
            if problems.len() >= MOST_PROBLEMS {
                return;
            }
            let problem = match self.lookup(&name.text) {
                _ if self.declared(&name.text).is_some() => continue,
                Lookup::Retired(id) if deprecated == Deprecated::Allowed && self.retired(id).still_works => continue,
                Lookup::Retired(_) => Problem::new(name.span, format!("{subject} `{}`, which is retired", name.text)),
                Lookup::Known(_) | Lookup::Unknown => {
                    let known = self.scopes().iter().map(|scope| &*scope.name);
                    // With many problems in a large catalog it would take too long to explain each.
                    let is_afforded = problems.len() * self.scopes().len() < MOST_COMPARED;
                    let close = if is_afforded { did_you_mean(&name.text, known) } else { None };
                    let help = close.or_else(|| one_string_each(&name.text));
                    let help = help.unwrap_or_else(|| format!("declare it under `[{}]`", self.table("scopes")));
                    Problem::new(name.span, format!("{subject} `{}`, which is not in the catalog", name.text))
                        .help(help)
                }
            };
            problems.push(problem);
        }
    }

    fn check_consent(&self, problems: &mut Vec<Problem>) {
        let Consent { always, unlisted, .. } = &self.settings.consent;
        for (what, names) in [("`always` names", always), ("`unlisted` names", unlisted)] {
            for name in names.iter().filter(|name| !name.span.is_bundled()) {
                self.check_names(what, std::slice::from_ref(name), Deprecated::Allowed, problems);
            }
        }
    }

    /// A scope that implies itself by some way round says nothing about what it grants.
    fn check_circles(&self, problems: &mut Vec<Problem>) {
        let mut states = vec![Visit::New; self.settings.scopes.len()];
        for start in 0..self.settings.scopes.len() {
            let scope = &self.settings.scopes[start];
            if scope.details.is_some() && !scope.span.is_bundled() {
                self.visit(start, &mut states, problems);
            }
        }
    }

    /// Depth first with a stack of its own: a chain may be as long as the catalog.
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

/// What to write instead of several names in one string: `a | b`.
fn one_string_each(text: &str) -> Option<String> {
    let names = text.split(['|', ',', ' ']).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    let list = names.join(", ");
    let help = if text.contains('|') { format!("write `{{ any = [{list}] }}`") } else { format!("write `[{list}]`") };
    (names.len() > 1 && !Pattern::is_pattern(text)).then_some(help)
}

/// Only one of these can be the default.
fn check_only_default(what: &str, names: &mut dyn Iterator<Item = &Spanned>, problems: &mut Vec<Problem>) {
    let mut own = names.filter(|name| !name.span.is_bundled());
    let Some(first) = own.next() else { return };
    for second in own {
        let message =
            format!("the {what} `{}` and `{}` are both the default, but only one can be", first.text, second.text);
        problems.push(Problem::new(second.span, message));
    }
}

/// Whether a deprecated name may be referred to. It still works, so a client can have registered it, and an operation can
/// take it; but nothing is replaced by it.
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

/// The name of the first layer; where it has none, the names of all that it builds on.
fn joint_name(layers: &[CatalogSource]) -> Option<Spanned> {
    let (own, below) = layers.split_first()?;
    if own.name.is_some() {
        return own.name.clone();
    }
    let mut names: Vec<&Spanned> = Vec::new();
    for layer in below {
        match (&layer.name, names.last()) {
            (Some(name), Some(last)) if last.text == name.text => {}
            (Some(name), _) => names.push(name),
            (None, _) => {}
        }
    }
    let mut text = String::new();
    for name in &names {
        if !text.is_empty() {
            text.push_str(" and ");
        }
        text.push_str(&name.text);
    }
    Some(Spanned { text: text.into(), span: names.first()?.span })
}

/// What is new of a list, by name.
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

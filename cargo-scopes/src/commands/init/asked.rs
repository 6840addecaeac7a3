//! What a package asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

use scope_catalog::load::{provider_named, read_text_file};
use scope_config::{Format, Preset, Role, ServerBeside, Source, extract_presets, read_file};
use scope_sources::{
    Confidence, Group, Hints, List, Owner, Ownership, Providers, Purpose, Server, package_lists, server_of,
};
use scope_syntax::Macro;

use crate::handwritten::{PackageFiles, is_of_tests};
use crate::output::position;
use crate::rust::{Aliases, Call, MOST_BYTES, read};
use crate::sources::Sources;
use crate::walk;
use crate::workspace::{Package, Workspace};

/// Only this many configuration files that cannot be read are named.
const MOST_UNREAD: usize = 3;

/// A file that asks for scopes.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) shown: String,
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// What a package asks for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) files: Vec<Place>,
    pub(super) lists: Vec<List>,
    /// Whose each list is.
    pub(super) owners: Vec<Ownership>,
    /// The group of each list; none for a configuration file, and for a call of ours.
    pub(super) groups: Vec<Option<Group>>,
    /// The configuration files, by the number of their list.
    pub(super) configs: BTreeMap<usize, String>,
    /// What the program itself requires, as a server.
    pub(super) required: BTreeSet<String>,
    pub(super) situation: Situation,
}

/// Why nothing was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Situation {
    pub(super) rust_files: usize,
    pub(super) about_oauth: usize,
    /// Files that have scopes for tests alone.
    pub(super) in_tests: BTreeSet<String>,
    pub(super) composed: Vec<String>,
    /// Files that cannot be read, and why: of the source code, and of the configuration.
    pub(super) unreadable: Vec<String>,
    pub(super) unread: Vec<String>,
    /// A workflow of GitHub with permissions.
    pub(super) workflow: Option<String>,
}

impl Situation {
    pub(super) fn add(&mut self, other: &Self) {
        self.about_oauth += other.about_oauth;
        self.in_tests.extend(other.in_tests.iter().cloned());
        self.composed.extend(other.composed.iter().cloned());
        self.unreadable.extend(other.unreadable.iter().cloned());
        self.unread.extend(other.unread.iter().cloned());
        self.workflow = self.workflow.take().or_else(|| other.workflow.clone());
    }
}

impl Asked {
    pub(super) fn by(
        package: &Package,
        workspace: &Workspace,
        files: PackageFiles,
        sources: &Sources,
        providers: &Providers,
    ) -> Self {
        let PackageFiles { paths, mut usages, comments, unreadable, .. } = files;
        let mut asked = Self { situation: Situation { unreadable, ..Situation::default() }, ..Self::default() };
        let found = package_lists(&mut usages, &comments, providers);
        let hints = Hints::of(&usages);
        for (path, usage) in paths.into_iter().zip(&usages) {
            let text = read_text_file(&path, MOST_BYTES).unwrap_or_default();
            let shown = workspace.shown(&path);
            let place = |span: &Range<usize>| position(&shown, &text, span.start);
            let broken = usage.broken.iter().map(|(span, reason)| format!("{}: {reason}", place(span)));
            asked.situation.unreadable.extend(broken);
            if usage.is_about_oauth {
                asked.situation.about_oauth += 1;
                asked.situation.composed.extend(usage.composed.iter().map(place));
            }
            asked.files.push(Place { shown, path, text });
        }
        asked.situation.in_tests = found.in_tests.iter().map(|&file| asked.files[file].shown.clone()).collect();
        for list in found.lists {
            if list.group.purpose == Purpose::Requirement {
                asked.required.extend(list.group.names().into_iter().map(str::to_owned));
                continue;
            }
            if !list.is_likely(providers) || is_word_alone(&list.group, providers) {
                continue;
            }
            let told = list.said.as_deref().and_then(provider_named);
            asked.lists.push(List { told, ..List::of(&list.group, list.file) });
            asked.groups.push(Some(list.group));
        }
        asked.own_calls(package, workspace, sources);
        asked.configurations(package, workspace, providers);
        asked.owners = providers.owners(&asked.lists, &hints);
        for (list, ownership) in asked.lists.iter().zip(&mut asked.owners) {
            // Several have `groups` as well, and none is spoken of: it is that of an identity server.
            let signs_in = matches!(ownership.owner, Owner::Tie(_)) && list.names.iter().any(|name| name == "openid");
            if signs_in {
                ownership.owner = Owner::Provider("openid-connect");
            }
            if ownership.owner == Owner::Nobody && !list.is_for_own_server() {
                let meant = providers.by_slips(&list.names);
                ownership.owner = meant.map_or(Owner::Nobody, Owner::Provider);
            }
        }
        asked
    }

    /// The lists that are written by hand in the sources, each with its group and its owner.
    pub(super) fn written(&self) -> impl Iterator<Item = (&Group, &List, &Ownership)> {
        let all = self.groups.iter().zip(&self.lists).zip(&self.owners);
        all.filter_map(|((group, list), owner)| Some((group.as_ref()?, list, owner)))
    }

    /// The calls of our macros that are there already.
    fn own_calls(&mut self, package: &Package, workspace: &Workspace, sources: &Sources) {
        if package.crates.is_empty() {
            return;
        }
        for (path, text) in &sources.files {
            let (Ok(text), true) = (text, workspace.owner(path) == Some(&package.name)) else { continue };
            let Ok(source) = read(text, &Aliases::new()) else { continue };
            let lists: Vec<Vec<String>> = source.calls(&package.crates).filter_map(names_of_call).collect();
            if lists.is_empty() {
                continue;
            }
            let known = self.files.iter().position(|file| file.path == *path);
            let file = known.unwrap_or(self.files.len());
            if known.is_none() {
                self.files.push(Place { shown: workspace.shown(path), path: path.clone(), text: text.clone() });
            }
            for names in lists {
                self.lists.push(List { names, file, ..List::default() });
                self.groups.push(None);
            }
        }
    }

    /// The configuration files whose names tell where their scopes are, as far as they have any.
    fn configurations(&mut self, package: &Package, workspace: &Workspace, providers: &Providers) {
        let target = workspace.target.clone();
        // `.env.example` is one of them. What git ignores is not in every checkout.
        let is_left_out = move |entry: &ignore::DirEntry| entry.path() == target || entry.file_name() == ".git";
        let paths = walk::paths(walk::walk(&[&package.folder], is_left_out).hidden(false));
        for path in paths {
            let Ok(within) = path.strip_prefix(&package.folder) else { continue };
            let name = within.to_string_lossy().replace('\\', "/");
            // The permissions of a workflow at GitHub are not scopes of the program.
            let is_workflow = name.starts_with(".github/");
            // The names of dependencies are not settings.
            let is_manifest = path.file_name().is_some_and(|name| name == "Cargo.toml");
            let is_mine = workspace.owner(&path) == Some(&package.name) && !is_of_tests(&path, &package.folder);
            let presets: Vec<_> = Preset::of_file(&name).collect();
            if !is_mine || is_manifest || presets.is_empty() || !path.is_file() {
                continue;
            }
            let Some((format, text)) = Format::of(&name).zip(read_file(&path).ok()) else { continue };
            let found = match extract_presets(Source { format, text: &text }, &presets) {
                Ok(found) => found,
                Err(error) => {
                    // Templates may be many.
                    if self.situation.unread.len() < MOST_UNREAD {
                        self.situation
                            .unread
                            .push(format!("{}: {error}", position(&workspace.shown(&path), &text, error.at)));
                    }
                    continue;
                }
            };
            if is_workflow {
                self.situation.workflow =
                    self.situation.workflow.take().or_else(|| (!found.lists.is_empty()).then(|| name.clone()));
                continue;
            }
            let file = self.files.len();
            let mut is_proposed = false;
            for list in found.lists {
                let Some(rule) = list.rule else { continue };
                if list.role != Role::Requests || list.scopes.is_empty() || rule.has_own_names {
                    continue;
                }
                let server = list.server_beside.as_ref().and_then(server);
                let names = list.scopes.into_iter().map(|scope| scope.text);
                let names: Vec<String> = names.filter(|name| !rule.kind.has(name)).collect();
                // A provider says little of names that it does not have: those of an API of one's own.
                let beside = server.and_then(|server| match server {
                    Server::Provider(provider) if names.iter().any(|name| providers.knows(provider, name)) => {
                        Some(provider)
                    }
                    _ => None,
                });
                if !is_proposed {
                    self.configs.insert(self.lists.len(), name.clone());
                    is_proposed = true;
                }
                let mut context: Vec<String> = list.path.split(['.', '[', ']', '"']).map(str::to_owned).collect();
                if format == Format::Hcl && ["resource", "data"].contains(&&*context[0]) && context.len() > 2 {
                    // A type, such as `google_integrations_auth_config`, names no provider of scopes.
                    context.remove(1);
                }
                self.lists.push(List {
                    names,
                    file,
                    context,
                    told: rule.provider.or(beside),
                    is_setting: true,
                    beside: server,
                    is_beside_other: server == Some(Server::Other),
                    ..List::default()
                });
                self.groups.push(None);
            }
            self.files.push(Place { shown: workspace.shown(&path), path, text });
        }
    }
}

/// Whose server a setting beside a list names.
fn server(beside: &ServerBeside) -> Option<Server> {
    match beside {
        ServerBeside::Provider(provider) => Some(Server::Provider(provider)),
        ServerBeside::Address(address) => server_of(address),
    }
}

/// Whether it is one name of all identity servers in a list that nothing calls scopes: it may be anything, as in
/// `has(&["email"])`.
fn is_word_alone(group: &Group, providers: &Providers) -> bool {
    let names = group.names();
    group.confidence == Confidence::Listed && names.len() == 1 && providers.knows("openid-connect", names[0])
}

/// The scopes that a call of ours asks for.
fn names_of_call(call: &Call) -> Option<Vec<String>> {
    let is_list = matches!(call.of, Macro::Scopes | Macro::ScopeList) && call.catalog.is_none() && !call.is_template;
    let names = call.texts.iter().flat_map(|text| text.value.split([' ', ',', '\n', '\t', '\r']));
    let names: Vec<String> = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (is_list && !names.is_empty()).then_some(names)
}

//! What a package asks for.

use std::collections::BTreeSet;
use std::ops::Range;

use scope_catalog::load::{provider_named, read_text_file};
use scope_config::{Format, Preset, Role, ServerBeside, Source, extract_presets, read_file};
use scope_sources::{
    Confidence, Group, Hints, List, Owner, Ownership, Providers, Purpose, Server, package_lists, server_of,
};
use scope_syntax::Macro;

use crate::handwritten::{PackageFiles, is_of_tests};
use crate::output::position;
use crate::report::File;
use crate::rust::{Aliases, Call, MOST_BYTES, read};
use crate::sources::Sources;
use crate::walk;
use crate::workspace::{Package, Workspace};

/// Only this many configuration files that cannot be read are named.
const MOST_UNREAD: usize = 3;

/// What a package asks for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The files that ask for scopes.
    pub(super) files: Vec<File>,
    pub(super) lists: Vec<List>,
    /// Whose each list is.
    pub(super) owners: Vec<Ownership>,
    /// The groups of the lists that are written by hand in the sources: these lists come first.
    pub(super) groups: Vec<Group>,
    /// The numbers and the names of the configuration files.
    pub(super) configs: Vec<(usize, String)>,
    /// What the program itself requires, as a server.
    pub(super) required: BTreeSet<String>,
    /// The source files that cannot be read, and why.
    pub(super) unreadable: Vec<String>,
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

impl Asked {
    pub(super) fn by(
        package: &Package,
        workspace: &Workspace,
        files: PackageFiles,
        sources: &Sources,
        providers: &Providers,
        situation: &mut Situation,
    ) -> Self {
        let PackageFiles { paths, mut usages, comments, unreadable, .. } = files;
        let mut asked = Self { unreadable, ..Self::default() };
        let found = package_lists(&mut usages, &comments, providers);
        let hints = Hints::of(&usages);
        for (path, usage) in paths.into_iter().zip(&usages) {
            let text = read_text_file(&path, MOST_BYTES).unwrap_or_default();
            let name = workspace.shown(&path);
            let place = |span: &Range<usize>| position(&name, &text, span.start);
            let broken = usage.broken.iter().map(|(span, reason)| format!("{}: {reason}", place(span)));
            asked.unreadable.extend(broken);
            if usage.is_about_oauth {
                situation.about_oauth += 1;
                situation.composed.extend(usage.composed.iter().map(place));
            }
            asked.files.push(File { name, path, text });
        }
        situation.unreadable.extend(asked.unreadable.iter().cloned());
        situation.in_tests.extend(found.in_tests.iter().map(|&file| asked.files[file].name.clone()));
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
            asked.groups.push(list.group);
        }
        asked.own_calls(package, workspace, sources);
        asked.configurations(package, workspace, providers, situation);
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
        self.groups.iter().zip(&self.lists).zip(&self.owners).map(|((group, list), owner)| (group, list, owner))
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
            let file = self.files.iter().position(|file| file.path == *path).unwrap_or(self.files.len());
            if file == self.files.len() {
                self.files.push(File { name: workspace.shown(path), path: path.clone(), text: text.clone() });
            }
            self.lists.extend(lists.into_iter().map(|names| List { names, file, ..List::default() }));
        }
    }

    /// The configuration files whose names tell where their scopes are, as far as they have any.
    fn configurations(
        &mut self,
        package: &Package,
        workspace: &Workspace,
        providers: &Providers,
        situation: &mut Situation,
    ) {
        let unread_before = situation.unread.len();
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
                    if situation.unread.len() - unread_before < MOST_UNREAD {
                        let place = position(&workspace.shown(&path), &text, error.at);
                        situation.unread.push(format!("{place}: {error}"));
                    }
                    continue;
                }
            };
            if is_workflow {
                let has_lists = !found.lists.is_empty();
                situation.workflow = situation.workflow.take().or_else(|| has_lists.then_some(name));
                continue;
            }
            let (file, lists_before) = (self.files.len(), self.lists.len());
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
            }
            if self.lists.len() > lists_before {
                self.configs.push((file, name));
            }
            self.files.push(File { name: workspace.shown(&path), path, text });
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

//! Determines which resource a name belongs to, and looks it up there.

use super::{Catalog, Entry, Lookup};
use crate::fast::{hash, same_key, sort, texts};
use crate::model::{Case, Coverage, Details, Resource, Scope, ScopeId};
use crate::names::closest::closest_within;
use crate::names::edit_distance::within;
use crate::names::name_words::{is_action, words};
use crate::names::pattern::Pattern;
use crate::names::resource_uri::{MOST_ADDRESS_PATTERNS, MOST_ADDRESSES};
use crate::names::scope_token::is_token;
use crate::problem::Problem;
use crate::span::Spanned;

/// The sign-in scopes (OIDC Core §5.4, §11). They belong to no resource.
pub const OF_OPENID_CONNECT: [&str; 6] = ["openid", "profile", "email", "address", "phone", "offline_access"];

/// Microsoft's scope that stands for all permissions that an application has registered at a resource.
const DEFAULT_SCOPE: &str = ".default";

/// A name after a resource.
pub(crate) struct Qualified<'c, 'n> {
    pub(crate) resource: &'c Resource,
    /// The resource as it was written, without the following slash.
    pub(crate) uri: &'n str,
    /// The name after the resource.
    pub(crate) name: &'n str,
    is_literal: bool,
}

/// The resource that a requested scope belongs to.
#[derive(Clone)]
pub(crate) struct Home<'c> {
    resource: &'c Resource,
    /// The name of the resource in messages.
    pub(crate) uri: String,
    /// Which resource it is among those that a pattern describes; empty if there is only one.
    instance: String,
}

impl Home<'_> {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let is_either_whole = self.instance.is_empty() || other.instance.is_empty();
        self.resource.name.text == other.resource.name.text && (is_either_whole || self.instance == other.instance)
    }
}

impl Catalog {
    /// Returns the resources: those of the file first, then those of the sources that it builds on.
    pub fn resources(&self) -> &[Resource] {
        &self.settings.resources
    }

    /// Returns whether the scopes of a request must belong to one resource.
    pub fn has_one_resource(&self) -> bool {
        self.settings.one_resource.unwrap_or_default()
    }

    /// Returns whether names that only differ in case are the same.
    pub fn is_case_insensitive(&self) -> bool {
        self.settings.case == Some(Case::Insensitive)
    }

    /// Returns the catalog's explanation why a request cannot use several resources.
    pub(crate) fn request_note(&self) -> Option<&str> {
        self.settings.request_note.as_deref()
    }

    /// Returns whether no request may contain a name: `deny` of `[requests]`. It only applies to the default resource,
    /// and a pattern only to names that are not scopes of the catalog.
    pub fn is_denied(&self, name: &str) -> bool {
        let Some(short) = self.at_default_resource(name) else { return false };
        self.is_denied_by_name(name)
            || self.settings.request_deny.describes(self, short) && self.lookup(name) == Lookup::Unknown
    }

    /// Whether `deny` of `[requests]` contains the name itself, so that the provider does have it.
    pub(crate) fn is_denied_by_name(&self, name: &str) -> bool {
        let short = self.at_default_resource(name).filter(|short| !Pattern::is_pattern(short));
        short.is_some_and(|short| self.settings.request_deny.has(self, short))
    }

    /// Returns a name without the default resource; `None` if it has another resource.
    fn at_default_resource<'n>(&self, name: &'n str) -> Option<&'n str> {
        match self.qualified(name) {
            Some(found) if !found.resource.is_default => None,
            Some(found) => Some(found.name),
            None => Some(name),
        }
    }

    /// Returns the catalog's explanation where denied names are requested instead.
    pub fn deny_note(&self) -> Option<&str> {
        self.settings.deny_note.as_deref()
    }

    /// Returns a name or a resource in the form in which it is compared.
    pub(crate) fn folded(&self, name: &str) -> String {
        if self.is_case_insensitive() { name.to_ascii_lowercase() } else { name.to_owned() }
    }

    /// Whether two names are the same, ignoring case if the catalog does.
    pub(crate) fn is_same_name(&self, one: &str, other: &str) -> bool {
        one == other || self.is_case_insensitive() && one.eq_ignore_ascii_case(other)
    }

    /// Prepares the resources once all of them are known: each of their scopes becomes a scope of the catalog, under
    /// the first address of the resource.
    pub(super) fn add_resources(&mut self, problems: &mut Vec<Problem>) {
        self.named_scopes = self.settings.scopes.len();
        let resources = std::mem::take(&mut self.settings.resources);
        let has_default_scope = self.exact(DEFAULT_SCOPE).is_some();
        let mut first_beyond = None;
        for (number, resource) in resources.iter().enumerate() {
            for uri in &resource.uris {
                let folded = self.folded(uri.text.trim_end_matches('/'));
                if !self.resource_uris.add(number, &folded) {
                    first_beyond.get_or_insert(uri.span);
                    break;
                }
            }
            let Some(first) = resource.uris.first() else { continue };
            if resource.is_default {
                let is_free = self.settings.optional_prefix.is_none() && !Pattern::is_pattern(&first.text);
                let prefix = || format!("{}/", first.text.trim_end_matches('/')).into();
                if is_free {
                    self.settings.optional_prefix = Some(Spanned { text: prefix(), span: first.span });
                }
                continue;
            }
            for scope in &resource.scopes {
                self.add_scope_of(resource, &scope.text, Details::default());
            }
            if has_default_scope {
                self.add_scope_of(resource, DEFAULT_SCOPE, Details { exclusive: true, ..Details::default() });
            }
            if resource.coverage == Coverage::Partial {
                self.add_scope_of(resource, ANY, Details::default());
            }
        }
        self.resource_uris.sort();
        self.settings.resources = resources;
        if let Some(span) = first_beyond {
            let message =
                format!("more than {MOST_ADDRESSES} addresses of resources, or {MOST_ADDRESS_PATTERNS} with `{{…}}`");
            problems.push(Problem::new(span, message).help("write those that your program uses"));
        }
    }

    fn add_scope_of(&mut self, resource: &Resource, name: &str, details: Details) {
        let full = full_name(resource, name);
        if self.exact(&full).is_some() {
            return;
        }
        let details = (details != Details::default()).then(|| Box::new(details));
        let id = ScopeId(u32::try_from(self.settings.scopes.len()).unwrap_or(u32::MAX));
        let which = match name {
            ANY => "a permission",
            DEFAULT_SCOPE => "all registered permissions",
            name => name,
        };
        let description = format!("Use {which} of {}", resource.name.text).into();
        self.settings.scopes.push(Scope { name: full.into(), span: resource.name.span, description, details });
        self.add_entry(Entry::Scope(id));
    }

    /// Splits a name into a resource and the rest. A longer address that starts with the default resource's is not
    /// another resource.
    pub(crate) fn qualified<'n>(&self, name: &'n str) -> Option<Qualified<'_, 'n>> {
        if self.resource_uris.len() == 0 {
            return None;
        }
        let (before, short) = name.rsplit_once('/')?;
        let uri = before.strip_suffix('/').unwrap_or(before);
        let is_whole = !short.is_empty() && is_token(name) && !Pattern::is_pattern(name);
        let (resource, is_literal) = self.resource_at(uri).filter(|_| is_whole)?;
        Some(Qualified { resource, uri, name: short, is_literal })
    }

    /// Returns the resource with this address, and whether the address is a literal rather than an instance of a
    /// pattern.
    pub(crate) fn resource_at(&self, uri: &str) -> Option<(&Resource, bool)> {
        let folded = self.folded(uri);
        if let Some(rest) = folded.strip_prefix("http://") {
            // The known address starts with `https`.
            if matches!(self.resource_uris.find(&format!("https://{rest}")), Some((_, true))) {
                return None;
            }
        }
        let (resource, is_literal) = self.resource_uris.find(&folded)?;
        let below_default = || {
            let prefix = self.optional_prefix()?;
            folded.strip_prefix(&*self.folded(prefix))
        };
        let resource = &self.settings.resources[resource];
        (resource.is_default || below_default().is_none()).then_some((resource, is_literal))
    }

    /// Looks up a name at the resource before it, if that resource lists the name.
    pub(crate) fn listed_at_resource(&self, name: &str) -> Option<Lookup> {
        let found = self.qualified(name)?;
        let entry = if found.resource.is_default {
            self.any_case(found.name).filter(|_| !Pattern::is_pattern(found.name))
        } else {
            self.any_case(&full_name(found.resource, found.name))
        };
        Some(entry?.found())
    }

    /// Returns the scope that stands for all scopes of a resource that the catalog does not list, unless the name is a
    /// typo of a listed one.
    pub(super) fn unlisted_at_resource(&self, name: &str) -> Option<Lookup> {
        let found = self.qualified(name).filter(|found| found.resource.coverage == Coverage::Partial)?;
        if found.resource.is_default || self.meant_at_resource(&found).is_some() {
            return None;
        }
        Some(self.exact(&full_name(found.resource, ANY))?.found())
    }

    /// Returns the scope of a resource if the name is a typo of it.
    pub(crate) fn meant_at_resource<'c>(&self, found: &Qualified<'c, '_>) -> Option<&'c str> {
        if !self.explained.affords(found.resource.scopes.len()) {
            return None;
        }
        let mut known = texts(&found.resource.scopes);
        if let Some(scope) = known.iter().find(|scope| is_without_all(found.name, scope)) {
            return Some(scope);
        }
        if self.exact(DEFAULT_SCOPE).is_some() {
            known.push(DEFAULT_SCOPE);
        }
        closest_within(found.name, &known, if found.name.len() < 8 { 1 } else { 2 })
    }

    /// Corrects the unknown address before a name, if a single known address differs from it in one character, and the
    /// resource there has such a scope.
    pub(crate) fn with_meant_address(&self, name: &str) -> Option<String> {
        let (before, short) = name.rsplit_once('/')?;
        let written = self.folded(before.trim_end_matches('/'));
        let mut meant = None;
        for uri in self.resources().iter().flat_map(|resource| &resource.uris) {
            let known = uri.text.trim_end_matches('/');
            let is_near = || within(self.folded(known).as_bytes(), written.as_bytes(), 1).is_some();
            if known.len() >= LEAST_ADDRESS && !Pattern::is_pattern(known) && is_near() {
                if meant.is_some() {
                    return None;
                }
                meant = Some(known);
            }
        }
        let whole = format!("{}/{short}", meant?);
        self.qualified(&whole)?;
        self.listed_at_resource(&whole).is_some().then_some(whole)
    }

    /// Adds the missing slash between an address and a name, if the resource there lists the name, or if the name has
    /// an underscore and so cannot be part of a host: `https://shop.example.comorders_read`.
    pub(crate) fn with_slash(&self, name: &str) -> Option<String> {
        let start = name.find("://")? + "://".len();
        let mut meant = None;
        for uri in self.resources().iter().flat_map(|resource| &resource.uris) {
            let uri = uri.text.trim_end_matches('/');
            if name.starts_with(uri) {
                meant = meant.or_else(|| self.split_after(name, uri.len(), false));
            }
        }
        for domain in DOMAINS {
            if let Some(at) = name[start..].find(domain) {
                meant = meant.or_else(|| self.split_after(name, start + at + domain.len(), true));
            }
        }
        meant
    }

    /// Inserts a slash at a position, if the result is a name at its resource.
    fn split_after(&self, name: &str, at: usize, is_host: bool) -> Option<String> {
        let (uri, rest) = name.split_at(at);
        let meant = format!("{uri}/{rest}");
        let is_free = !rest.is_empty() && !rest.contains('/') && self.resource_at(uri).is_some();
        let is_name = is_host && rest.contains('_') || self.listed_at_resource(&meant).is_some();
        (is_free && is_name).then_some(meant)
    }

    /// Whether a name belongs to a resource whose address starts with `https`.
    pub(crate) fn is_at_web_address(&self, name: &str) -> bool {
        let resource = self.qualified(name).map(|found| found.resource);
        resource.is_some_and(|resource| resource.uris.iter().any(|uri| uri.text.starts_with("https://")))
    }

    /// Whether names without an address belong to one of the resources.
    pub(crate) fn has_default_resource(&self) -> bool {
        self.resources().iter().any(|resource| resource.is_default)
    }

    /// Returns the full names of scopes with this name at other resources.
    pub(crate) fn at_other_resources(&self, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        for resource in self.resources() {
            let is_written = resource.uris.first().is_some_and(|uri| !Pattern::is_pattern(&uri.text));
            for scope in resource.scopes.iter().filter(|scope| self.is_same_name(&scope.text, name)) {
                if is_written {
                    names.push(full_name(resource, &scope.text));
                }
            }
        }
        names
    }

    /// Whether a name is a sign-in scope.
    pub(crate) fn is_of_sign_in(&self, name: &str) -> bool {
        OF_OPENID_CONNECT.iter().any(|of_oidc| self.is_same_name(of_oidc, name))
    }

    /// Returns the resource that a scope belongs to: the one before it, or else the default one. `None` for sign-in
    /// scopes and for unknown names.
    pub(crate) fn home(&self, name: &str, lookup: Lookup) -> Option<Home<'_>> {
        if self.resource_uris.len() == 0 || self.is_of_sign_in(name) {
            return None;
        }
        if let Some(found) = self.qualified(name) {
            let is_single = found.resource.is_default || found.is_literal;
            let instance = if is_single { String::new() } else { self.folded(found.uri) };
            return Some(Home { resource: found.resource, uri: found.uri.to_owned(), instance });
        }
        let Lookup::Known(id) = lookup else { return None };
        let resource = self.resources().iter().find(|resource| resource.is_default)?;
        let is_bare = !name.contains('/') && !Pattern::is_pattern(&self.scope(id).name);
        let uri = resource.uris.first()?.text.to_string();
        is_bare.then(|| Home { resource, uri, instance: String::new() })
    }

    /// Returns a name without the default resource or the optional prefix.
    pub(crate) fn without_default_resource<'n>(&self, name: &'n str) -> &'n str {
        match self.qualified(name) {
            Some(found) if found.resource.is_default => found.name,
            _ => self.without_optional_prefix(name),
        }
    }

    /// Looks up a name, ignoring case if the catalog does.
    pub(super) fn any_case(&self, name: &str) -> Option<Entry> {
        self.exact(name).or_else(|| {
            if !self.is_case_insensitive() {
                return None;
            }
            let by_folded = self.by_folded.get_or_init(|| {
                let mut list = Vec::with_capacity(self.entries.len());
                for (at, &entry) in (0..).zip(&self.entries) {
                    list.push((hash(&self.entry_name(entry).to_ascii_lowercase()), at));
                }
                sort(&mut list, Ord::cmp);
                list
            });
            for &(_, at) in same_key(by_folded, hash(&name.to_ascii_lowercase()), usize::MAX) {
                let entry = self.entries[at as usize];
                if self.entry_name(entry).eq_ignore_ascii_case(name) {
                    return Some(entry);
                }
            }
            None
        })
    }
}

/// Whether a name is a known one without `.All` at its end, and names more than an action.
fn is_without_all(name: &str, known: &str) -> bool {
    let is_head = known.strip_suffix(".All").is_some_and(|head| head.eq_ignore_ascii_case(name));
    is_head && words(name).last().is_some_and(|last| !is_action(last))
}

/// The top-level domains of most hosts.
const DOMAINS: [&str; 8] = [".com", ".net", ".org", ".io", ".dev", ".app", ".us", ".cn"];

/// A shorter address resembles others by coincidence.
const LEAST_ADDRESS: usize = 12;

/// The end of a scope that represents all others of a resource.
const ANY: &str = "{scope}";

fn full_name(resource: &Resource, name: &str) -> String {
    let uri = resource.uris.first().map_or("", |uri| uri.text.trim_end_matches('/'));
    format!("{uri}/{name}")
}

//! Finds evidence next to scopes: addresses of their provider, names of arguments, descriptions.

use syn::{Expr, ExprMethodCall, ExprStruct, ExprTuple, Ident};

use crate::confidence::{Confidence, holds_scopes, is_oauth_type};
use crate::group::Purpose;
use crate::identifiers::{field_name, path_names};
use crate::kept::{key, methods};
use crate::names_of_providers::provider_of_word;
use crate::provider_hints::{Server, server_of};
use crate::reader::Reader;
use crate::rows::{is_of_sign_in, row};
use crate::scope_url::is_oauth_url;

impl Reader<'_> {
    /// Reads a tuple of addresses and scopes: `("https://…/authorize", "https://…/token", "read:user user:email")`.
    pub(crate) fn beside_addresses(&mut self, tuple: &ExprTuple) {
        let members = row(tuple);
        if members.iter().any(|one| key(one).is_some_and(|text| is_oauth_url(&text))) {
            for one in members.into_iter().filter(|one| is_of_sign_in(one)) {
                self.take([one], Confidence::Named);
            }
        }
    }

    /// Visits expressions that belong together. If their addresses are all one server's, the scopes are that server's.
    pub(crate) fn with_server<'e>(&mut self, together: impl Iterator<Item = &'e Expr>, visit: impl FnOnce(&mut Self)) {
        let addresses = together.filter_map(key).filter(|text| text.contains("://"));
        let mut servers = addresses.filter_map(|text| server_of(&text));
        let first = servers.next();
        let only = first.filter(|first| servers.all(|other| other == *first));
        self.within(|reader| &mut reader.server, only.or(self.server), visit);
    }

    /// Visits a function, a type or a module. If all sign-in addresses in it are one provider's, its lists are more
    /// likely that provider's than those of others in the file.
    pub(crate) fn with_addresses(&mut self, visit: impl FnOnce(&mut Self)) {
        let (groups, addresses) = (self.usage.groups.len(), self.addresses.len());
        visit(self);
        if let [first @ Server::Provider(near), others @ ..] = &self.addresses[addresses..]
            && others.iter().all(|other| other == first)
        {
            self.usage.groups.iter_mut().skip(groups).for_each(|list| list.near = list.near.or(Some(near)));
        }
    }

    /// Returns the provider that the endpoints in the fields of a struct value identify; without endpoints, the one
    /// that its name field identifies.
    pub(crate) fn provider_of_fields(&self, item: &syn::ExprStruct) -> Option<&'static str> {
        const ENDPOINTS: [&str; 3] = ["auth", "token", "issuer"];
        const NAMES: [&str; 5] = ["name", "id", "key", "slug", "provider"];
        let texts = |is_meant: &dyn Fn(&str) -> bool| {
            let is_it = |name: &Ident| is_meant(&name.to_string());
            let fields = item.fields.iter().filter(|field| field_name(&field.member).is_some_and(is_it));
            fields.flat_map(|field| self.file.value([&field.expr]).texts).map(|text| text.value).collect::<Vec<_>>()
        };
        let endpoints = texts(&|name| ENDPOINTS.iter().any(|part| name.contains(part)));
        let servers: Vec<Server> = endpoints.iter().filter_map(|text| server_of(text)).collect();
        match servers.first() {
            None => texts(&|name| NAMES.contains(&name)).iter().find_map(|text| provider_of_word(text)),
            Some(Server::Provider(provider)) if servers.iter().all(|one| Some(one) == servers.first()) => {
                Some(provider)
            }
            Some(_) => None,
        }
    }

    /// Reads a scope with a description: `ScopeInfo { name: "repo", description: "…" }`.
    pub(crate) fn described_scope(&mut self, item: &ExprStruct) {
        if !item.path.segments.last().is_some_and(|name| is_oauth_type(&name.ident.to_string())) {
            return;
        }
        let is_name = |name: &Ident| ["name", "id", "value", "key"].iter().any(|one| name == one);
        let names = item.fields.iter().filter(|field| field_name(&field.member).is_some_and(is_name));
        for name in names.filter(|name| key(&name.expr).is_some()) {
            self.take_as(Purpose::Mention, &name.expr);
        }
    }

    /// Reads the default of a clap argument: `Arg::new("scopes").default_value("repo")`.
    pub(crate) fn default_of_argument(&mut self, call: &ExprMethodCall) {
        const DEFAULTS: [&str; 4] =
            ["default_value", "default_values", "default_missing_value", "default_missing_values"];
        if !DEFAULTS.iter().any(|name| call.method == name) {
            return;
        }
        let Expr::Call(argument) = methods(&call.receiver).0 else { return };
        let is_argument = path_names(&argument.func).iter().any(|name| *name == "Arg");
        let name = argument.args.first().and_then(key).unwrap_or_default().replace('-', "_");
        if is_argument && holds_scopes(&name) {
            self.take(&call.args, Confidence::Named);
        }
    }
}

//! Reads the resources of a layer, the rules for requests and grant types, and `[consent]`.

use super::keys::read_table;
use super::reader::Reader;
use super::toml_document::Entry;
use crate::model::{CatalogSource, Consent, Coverage, Grant, ReportedIn, Resource, grant_name};

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn resource(&mut self, entry: &Entry<'r, 't>) -> Option<Resource> {
        let mut resource = Resource { name: self.key(entry), ..Resource::default() };
        read_table!(self, self.table_like(entry, "uri = \"…\"")?, "in a resource", entry {
            "uri" => {
                resource.uris = self.one_or_more(entry);
                for uri in &resource.uris {
                    self.scope_name(&uri.text, uri.span.span);
                }
            },
            "default" => resource.is_default = self.boolean(entry),
            "scopes" => resource.scopes = self.scope_names(entry),
            "coverage" => resource.coverage = self.choice(entry, &Coverage::ALL, &Coverage::WORDS).unwrap_or_default(),
        });
        if resource.uris.is_empty() {
            self.problem(entry.key_span, format!("missing `uri` in the resource `{}`", entry.key))
                .help("write `uri = \"https://…\"`, which is what its scopes begin with");
        }
        Some(resource)
    }

    pub(super) fn requests(&mut self, entry: &Entry<'r, 't>, layer: &mut CatalogSource) {
        let Some(table) = self.table(entry) else { return };
        read_table!(self, table, "in `[requests]`", entry {
            "one_resource" => layer.one_resource = Some(self.boolean(entry)),
            "note" => layer.request_note = self.text_value(entry),
            "deny" => layer.request_deny = self.scope_names(entry).into(),
            "deny_note" => layer.deny_note = self.text_value(entry),
        });
    }

    pub(super) fn consent(&mut self, entry: &Entry<'r, 't>) -> Consent {
        let mut consent = Consent::default();
        let Some(table) = self.table(entry) else { return consent };
        read_table!(self, table, "in `[consent]`", entry {
            "always" => consent.always = self.names(entry),
            "unlisted" => consent.unlisted = self.names(entry),
            "reported_in" => {
                consent.reported_in = self.choice(entry, &ReportedIn::ALL, &ReportedIn::WORDS);
            },
            "note" => consent.note = self.text_value(entry),
        });
        consent
    }

    pub(super) fn grant(&mut self, entry: &Entry<'r, 't>) -> Option<Grant> {
        let mut grant = Grant { name: grant_name(self.key(entry)), ..Grant::default() };
        read_table!(self, self.table_like(entry, "allow = [\"…\"]")?, "in a grant", entry {
            "allow" => grant.allow = self.scope_names(entry).into(),
            "deny" => grant.deny = self.scope_names(entry).into(),
            "require" => grant.require = self.scope_names(entry),
            "require_for" => grant.require_for = self.scope_names(entry).into(),
            "kinds" => grant.kinds = self.names(entry),
            "note" => grant.note = self.plain_text(entry),
        });
        Some(grant)
    }
}

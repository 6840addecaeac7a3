//! Defines the contents of one text of a catalog, before it is merged with the sources that it builds on.

use super::{
    Case, Client, ConfigFile, Consent, Coverage, Delimiter, Grant, Import, Level, Misnomer, NameList, Operation,
    OperationText, Resource, Retired, Scope,
};
use crate::span::Spanned;

/// The contents of one text. Keys that it does not have are empty or `None`.
#[derive(Debug, Default)]
pub struct CatalogSource {
    /// `name`
    pub name: Option<Spanned>,
    /// `provider`: bundled catalogs to start from.
    pub providers: Vec<Spanned>,
    /// `extends`: files to start from, relative to this one.
    pub extends: Vec<Spanned>,
    /// `delimiter`
    pub delimiter: Option<Delimiter>,
    /// `coverage`
    pub coverage: Option<Coverage>,
    /// `complete`: patterns for which the catalog has all matching names, even if it may lack others.
    pub complete: Vec<Spanned>,
    /// `incomplete`: patterns for names that the catalog may lack, even if it has all others.
    pub incomplete: Vec<Spanned>,
    /// `own_names`: whether the owner of a server or an API defines the names.
    pub own_names: bool,
    /// `case`
    pub case: Option<Case>,
    /// `prefix`
    pub prefix: Option<Spanned>,
    /// `optional_prefix`
    pub optional_prefix: Option<Spanned>,
    /// `source`
    pub documentation: Option<Spanned>,
    /// `checked`
    pub checked: Option<Spanned>,
    /// `max_scopes`
    pub max_scopes: Option<usize>,
    /// `no_scopes`: how the provider decides what a token may do, if it has no scopes at all.
    pub no_scopes: Option<Spanned>,
    /// `[siblings]`: other catalogs for the same authorization server, and patterns of their names. A request may have
    /// names from several.
    pub siblings: Vec<(Spanned, Vec<Spanned>)>,
    /// `[scopes]`, or the short form `scopes = [...]`, in the order of the file.
    pub scopes: Vec<Scope>,
    /// `[retired]`
    pub retired: Vec<Retired>,
    /// `[misnomers]`
    pub misnomers: Vec<Misnomer>,
    /// `[resources]`
    pub resources: Vec<Resource>,
    /// `one_resource` of `[requests]`
    pub one_resource: Option<bool>,
    /// `note` of `[requests]`
    pub request_note: Option<Spanned>,
    /// `deny` of `[requests]`: names of the default resource that no request may have, and patterns for names that are
    /// not among the scopes.
    pub request_deny: NameList,
    /// `deny_note` of `[requests]`
    pub deny_note: Option<Spanned>,
    /// `[consent]`
    pub consent: Consent,
    /// `[grants]`
    pub grants: Vec<Grant>,
    /// `[clients]`
    pub clients: Vec<Client>,
    /// `[operations]`
    pub operations: Vec<Operation>,
    /// The text of what the operations of a bundled provider need.
    pub(crate) operation_text: Option<OperationText>,
    /// `[[config]]`
    pub configs: Vec<ConfigFile>,
    /// `[import]`
    pub import: Option<Import>,
    /// `[levels]`: rule IDs and their levels.
    pub levels: Vec<(Spanned, Level)>,
    /// `[catalogs]`: further catalogs, by name.
    pub catalogs: Vec<(Spanned, CatalogSource)>,
}

impl CatalogSource {
    /// Adds the text with the needs of the provider's operations, in the format of `scope-providers`.
    #[must_use]
    pub fn with_operation_text(mut self, text: Option<&'static str>) -> Self {
        self.operation_text = text.map(OperationText);
        self
    }
}

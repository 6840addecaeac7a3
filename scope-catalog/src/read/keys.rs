//! The keys of each kind of table.

/// The keys of a catalog, in the order of the reference.
pub const CATALOG_KEYS: &[&str] = &[
    "name",
    "provider",
    "extends",
    "delimiter",
    "coverage",
    "complete",
    "incomplete",
    "case",
    "prefix",
    "optional_prefix",
    "source",
    "checked",
    "max_scopes",
    "no_scopes",
    "siblings",
    "scopes",
    "kinds",
    "retired",
    "misnomers",
    "resources",
    "requests",
    "consent",
    "grants",
    "clients",
    "operations",
    "config",
    "import",
    "levels",
    "catalogs",
];
pub(super) const SCOPE_KEYS: &[&str] = &[
    "description",
    "implies",
    "aliases",
    "requires",
    "conflicts",
    "exclusive",
    "kinds",
    "approval",
    "risk",
    "special",
    "recommended",
    "source",
    "checked",
    "tier",
];
pub(super) const RESOURCE_KEYS: &[&str] = &["uri", "default", "scopes", "coverage"];
pub(super) const REQUEST_KEYS: &[&str] = &["one_resource", "note", "deny", "deny_note"];
pub(super) const CONSENT_KEYS: &[&str] = &["always", "unlisted", "reported_in", "note"];
pub(super) const GRANT_KEYS: &[&str] = &["allow", "deny", "require", "require_for", "kinds", "note"];
pub(super) const RETIRED_KEYS: &[&str] = &["since", "until", "status", "replaced_by", "note"];
pub(super) const MISNOMER_KEYS: &[&str] = &["note", "write"];
pub(super) const CLIENT_KEYS: &[&str] = &["client_id", "kind", "grant", "allow", "default"];
pub(super) const OPERATION_KEYS: &[&str] = &["needs", "condition", "sometimes", "aliases"];
pub(super) const NEED_KEYS: &[&str] = &["any", "all"];
pub(super) const IMPORT_KEYS: &[&str] =
    &["from", "provider", "prefix", "only_used", "operations", "other_credentials", "format", "snapshot"];
pub(super) const CONFIG_KEYS: &[&str] =
    &["file", "format", "path", "preset", "delimiter", "client", "catalog", "matches"];

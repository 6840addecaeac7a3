//! Reads the keys of tables.

/// The keys of a catalog, in the order of the reference.
pub const CATALOG_KEYS: &[&str] = &[
    "name", "provider", "extends", "delimiter", "coverage", "complete", "incomplete", "own_names", "case", "prefix",
    "optional_prefix", "source", "checked", "max_scopes", "no_scopes", "siblings", "scopes", "kinds", "retired",
    "misnomers", "resources", "requests", "consent", "grants", "clients", "operations", "config", "import", "levels",
    "catalogs",
];
pub(super) const NEED_KEYS: &[&str] = &["any", "all"];

/// Reads the entries of a table by their keys, and reports all other keys. `("scopes" of entry)` is the location of a
/// table whose name is a scope; if that name needs quotes, the calling function returns `None`.
macro_rules! read_table {
    ($reader:ident, $table:expr, $of_what:literal, $(($parent:literal of $whole:ident),)? $entry:ident {
        $($key:literal => $read:expr,)+
    }) => {{
        const KEYS: &[&str] = &[$($key),+];
        let table = &$table;
        $(if $reader.is_missing_quotes($whole, table, $parent, KEYS) {
            return None;
        })?
        for $entry in &table.entries {
            match &*$entry.key {
                $($key => $read,)+
                _ => $reader.unknown_key($entry, KEYS, $of_what),
            }
        }
    }};
}
pub(super) use read_table;

use oauth_scopes::{ScopeSet, catalog, scope_set};

catalog!(pub mod multipass);
catalog!(githup: pub mod github);
catalog!(pub fn other);
catalog!(multipass);

pub struct Token<S>(S);

fn list(_: &Token<impl multipass::grants::ReadMultipass>) {}

scope_set!(pub struct Typo: multipass = "read_multipas");
scope_set!(pub struct Comma: multipass = "read_profile,read_multipass");
scope_set!(pub struct NoModule = "read_profile");
scope_set!(pub enum NoStruct: multipass = "read_profile");
scope_set!(pub struct NoScopes: multipass);
scope_set!(pub impl multipass for Typo = "read_profile");

/// Nothing follows from the errors in the sets.
pub fn right(typo: &Token<Typo>, comma: &Token<Comma>) -> usize {
    list(typo);
    list(comma);
    Comma::SCOPES.len()
}

fn main() {}

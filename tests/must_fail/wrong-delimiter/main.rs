use oauth_scopes::{Scopes, scopes};

pub const COMMA: Scopes = scopes!("read_profile,write_multipass");
pub const MORE: Scopes = scopes!("read_profile, read_multipass; write_multipass");
pub const STRAY: Scopes = scopes!("read_profile,");
pub const MISSPELLED: Scopes = scopes!("read_profile,write_multipas");
pub const SPACE: Scopes = scopes!(shop: "read_orders write_orders");

fn main() {}

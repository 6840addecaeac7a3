use oauth_scopes::{Scopes, scopes};

pub const UNKNOWN: Scopes = scopes!("write_multipas");
pub const GOOD: Scopes = scopes!("write_multipass");

fn main() {}

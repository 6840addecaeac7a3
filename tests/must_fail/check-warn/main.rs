use oauth_scopes::{Scopes, scopes};

pub const UNKNOWN: Scopes = scopes!("write_multipas");
pub const COMMA: Scopes = scopes!("read_profile,write_multipass");

fn main() {}

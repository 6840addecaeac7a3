use oauth_scopes::{Scopes, scopes};

pub const NAMED: Scopes = scopes!("read_profile write_multipass", client = "web");
pub const DEFAULT: Scopes = scopes!("read_multipass");

fn main() {}

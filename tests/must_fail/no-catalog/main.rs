use oauth_scopes::{Scopes, scopes};

pub const FIRST: Scopes = scopes!("write_multipass read:profile");
pub const SECOND: Scopes = scopes!("read_profile");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const IMPLIED: Scopes = scopes!("write_multipass read_multipass");
pub const ALIAS: Scopes = scopes!("read_profile", "profile");

fn main() {}

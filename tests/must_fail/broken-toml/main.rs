use oauth_scopes::{Scopes, scopes};

pub const FIRST: Scopes = scopes!("read_profile");
pub const SECOND: Scopes = scopes!("read_profile");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const PAIR: Scopes = scopes!("admin read_profile");
pub const ALONE: Scopes = scopes!("read_profile", ".default");

fn main() {}

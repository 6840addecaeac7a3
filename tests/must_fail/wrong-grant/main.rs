use oauth_scopes::{Scopes, scopes};

pub const ALONE: Scopes = scopes!("read_profile", client = "daemon");

fn main() {}

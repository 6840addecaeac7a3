use oauth_scopes::{Scopes, scopes};

pub const SCOPES: Scopes = scopes!("repo read:org");

fn main() {}

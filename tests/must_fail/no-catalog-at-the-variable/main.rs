use oauth_scopes::{Scopes, scopes};

pub const SCOPES: Scopes = scopes!("read_profile", "write_multipass");

fn main() {}

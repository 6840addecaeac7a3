use oauth_scopes::{Scopes, scopes};

pub const BOTH: Scopes = scopes!("openid read_profile https://vault.multipass.example/vault.read");

fn main() {}

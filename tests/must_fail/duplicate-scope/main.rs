use oauth_scopes::{Scopes, scopes};

pub const TWICE: Scopes = scopes!("read_profile write_multipass read_profile");
pub const APART: Scopes = scopes!("read_profile", "read_profile");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const APPROVED: Scopes = scopes!("read_profile write_multipass");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const BEYOND: Scopes = scopes!("read_multipass write_multipass", operations = ["GET /multipass"]);

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const ONE: Scopes = scopes!("write_multipass", operations = ["GET /multipass"]);
pub const EITHER: Scopes = scopes!("read_profile", operations = ["PUT /multipass"]);
pub const BOTH: Scopes = scopes!("api.read_orders", operations = ["GET /multipass", "PUT /multipass"]);

fn main() {}

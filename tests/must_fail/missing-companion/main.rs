use oauth_scopes::{Scopes, scopes};

pub const ALONE: Scopes = scopes!("write_multipass");
pub const TWO: Scopes = scopes!("read_orders admin");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const MAIN: Scopes = scopes!("read_profile repo");
pub const OTHER: Scopes = scopes!(github: "repo api.read_orders");

fn main() {}

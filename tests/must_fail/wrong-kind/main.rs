use oauth_scopes::{Scopes, scopes};

pub const USER: Scopes = scopes!("read_profile post_as_bot", client = "web");

fn main() {}

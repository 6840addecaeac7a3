use oauth_scopes::{Scopes, scopes};

pub const NOTHING: Scopes = scopes!("");
pub const BLANK: Scopes = scopes!("read_profile", "  ");
pub const NO_LITERAL: Scopes = scopes!();

fn main() {}

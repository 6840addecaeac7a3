use oauth_scopes::{Scopes, scopes};

pub const OLD: Scopes = scopes!("multipass_write");
pub const NO_END_IS_KNOWN: Scopes = scopes!("old_profile");
pub const DATED: Scopes = scopes!("read_profile orders");

fn main() {}

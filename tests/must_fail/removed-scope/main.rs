use oauth_scopes::{Scopes, scopes};

pub const DATED: Scopes = scopes!("multipass_write");
pub const SEVERAL: Scopes = scopes!("multipass");
pub const NONE: Scopes = scopes!("read_profile sso");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const PERCENT: Scopes = scopes!("read_profile%20write_multipass");
pub const PLUS: Scopes = scopes!("read_profile+write_multipass");
pub const NAME: Scopes = scopes!("https%3A%2F%2Fmultipass.example%2Fauth");

fn main() {}

use oauth_scopes::{Scopes, scopes};

pub const THREE: Scopes = scopes!("read_profile read_multipass", "write_multipass");
pub const SINGLE: Scopes = scopes!(printer: "read_only read_write");

fn main() {}

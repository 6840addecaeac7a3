use oauth_scopes::{Scopes, scopes};

pub const BLANKS: Scopes = scopes!(" read_profile  write_multipass");
pub const LINES: Scopes = scopes!(
    "read_profile
     write_multipass"
);
pub const TAB: Scopes = scopes!("read_profile\twrite_multipass");

fn main() {}

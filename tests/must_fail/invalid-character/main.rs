use oauth_scopes::{Scopes, scopes};

pub const CYRILLIC: Scopes = scopes!("write_multipаss");
pub const HIDDEN: Scopes = scopes!("read_profile write_\u{200B}multipass");
pub const NO_BREAK: Scopes = scopes!("read_profile\u{A0}write_multipass");
pub const UMLAUT: Scopes = scopes!("read_profile löschen");

fn main() {}

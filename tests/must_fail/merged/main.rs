use oauth_scopes::{Scopes, scopes};

// Equal mistakes in one literal are reported separately.
pub const SAME: Scopes = scopes!("read_profil read_profil");

fn main() {}

use oauth_scopes::{Scopes, scopes};

// Equal mistakes in one literal are told apart.
pub const SAME: Scopes = scopes!("read_profil read_profil");

fn main() {}

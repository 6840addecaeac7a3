use oauth_scopes::{Scopes, scopes};

pub const ONE: Scopes = scopes!("read_profil write_multipas");
pub const TWO: Scopes = scopes!("read_profile openid wrte_multipass");
pub const THREE: Scopes = scopes!("Read_profile");

fn main() {}

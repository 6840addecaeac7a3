use oauth_scopes::{Scopes, scope_list, scopes};

pub const SPELLING: Scopes = scopes!("read_profile write_multipas");
pub const CASE: Scopes = scopes!("Write_multipass");
pub const ORDER: Scopes = scopes!("profile_read");
pub const PREFIX: Scopes = scopes!("read_orders");
pub const PLURAL: Scopes = scopes!("read_profiles");
pub const TOGETHER: Scopes = scopes!("read_profilewrite_multipass");
pub const SIBLING: Scopes = scopes!("api.delete_orders");
pub const NOTHING_LIKE_IT: Scopes = scopes!("openid");
pub const LIST: &[&str] = scope_list!("read_profile", "write:multipass");

fn main() {}

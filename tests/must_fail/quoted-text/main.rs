use oauth_scopes::{Scopes, scopes};

pub const JSON: Scopes = scopes!(r#"["read_profile","write_multipass"]"#);
pub const QUOTES: Scopes = scopes!("'read_profile' 'write_multipass'");
pub const ESCAPED: Scopes = scopes!("\"read_profile write_multipass\"");

fn main() {}

use oauth_scopes::{Scopes, scopes};

const TEXT: &str = "read_profile";

pub const CONSTANT: Scopes = scopes!(TEXT);
pub const CONCAT: Scopes = scopes!(concat!("read_", "profile"), 7, b"read_profile");
pub const NO_COMMA: Scopes = scopes!("read_profile" "write_multipass");
pub const OPTION: Scopes = scopes!("read_profile", clinet = "web");
pub const VALUE: Scopes = scopes!("read_profile", client = TEXT);
pub const TWICE: Scopes = scopes!("read_profile", client = "web", client = "native");
pub const CLIENT: Scopes = scopes!("read_profile", client = "wab");
pub const OPERATION: Scopes = scopes!("read_profile", operations = ["GET /multipas", "x"]);
pub const CATALOG: Scopes = scopes!(githup: "repo");
pub const FORMAT: Scopes = scopes!("{}", TEXT);
pub const ARROW: Scopes = scopes!("read_profile", client => "web");
pub const KEYWORD: Scopes = scopes!("read_profile", type = "x");
pub const LITERALS: Scopes = scopes!(c"read_profile", 'r', "read_profile"x, r#"read_profile"#, "\u{72}ead_profil",);
pub const BRACKETS: Scopes = scopes!(["read_profile"]);
pub const COLON: Scopes = scopes!(github "repo");

fn main() {}

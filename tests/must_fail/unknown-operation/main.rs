use oauth_scopes::{Operation, needs_scopes, operation, performs};

pub const SPELLING: Operation = operation!("GET /multipas");
pub const PROVIDER: Operation = operation!(github: "GET /user/key");
pub const CATALOG: Operation = operation!(githup: "GET /user/keys");
pub const NAME: &str = SPELLING.name;

#[needs_scopes("PUT /multipass")]
pub fn put() {
    performs!("GET /multipass", "GET /multi/pass");
}

performs!(github: "GET /user/keys", "GET /user/kexs");

pub const TWO: Operation = operation!("GET /multipass", "GET /multipass");
pub const NONE: Operation = operation!();
pub const NO_TEXT: Operation = operation!(NAME);

#[needs_scopes("GET /multipass")]
pub trait NoFunction {}

#[needs_scopes]
pub fn no_operation() {}

fn main() {}

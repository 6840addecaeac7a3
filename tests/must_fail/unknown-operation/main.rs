use oauth_scopes::{Operation, operation, performs, performs_here};

pub const SPELLING: Operation = operation!("GET /multipas");
pub const PROVIDER: Operation = operation!(github: "GET /user/key");
pub const CATALOG: Operation = operation!(githup: "GET /user/keys");
pub const NAME: &str = SPELLING.name;

#[performs("PUT /multipass")]
pub fn put() {
    performs_here!("GET /multipass", "GET /multi/pass");
}

performs_here!(github: "GET /user/keys", "GET /user/kexs");

pub const TWO: Operation = operation!("GET /multipass", "GET /multipass");
pub const NONE: Operation = operation!();
pub const NO_TEXT: Operation = operation!(NAME);

#[performs("GET /multipass")]
pub trait NoFunction {}

#[performs]
pub fn no_operation() {}

fn main() {}

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

// Written as it is called, in another version, and with a verb that is not there.
performs_here!(github: "get https://api.github.com/user/keys?page=2", "user/keys/{id}", "PUT /user/keys");

pub const TWO: Operation = operation!("GET /multipass", "GET /multipass");
pub const NONE: Operation = operation!();
pub const NO_TEXT: Operation = operation!(NAME);

#[performs("GET /multipass")]
pub trait NoFunction {}

#[performs]
pub fn no_operation() {}

fn main() {}

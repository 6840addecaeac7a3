use oauth_scopes::{Scopes, assert_covers, scopes};

const READ: Scopes = scopes!("read_profile");
const WRITE: Scopes = scopes!("write_multipass");

assert_covers!(WRITE, "read_multipass");
assert_covers!(WRITE, operations = ["GET /multipass", "PUT /multipass"]);

assert_covers!(READ, "read_profile", "read_multipass");
assert_covers!(READ, operations = ["PUT /multipass"]);
assert_covers!(READ, "read_profil");
assert_covers!(READ, operations = ["GOT /multipass"]);
assert_covers!(READ);
assert_covers!(READ, "read_profile", client = "web");

fn main() {}

//! A program with a mistake: a scope whose last letter is missing. It does not compile.

use oauth_scopes::{Scopes, scopes};

const SCOPES: Scopes = scopes!("read_profile write_multipas");

fn main() {
    println!("https://multipass.example/authorize?scope={}", SCOPES.encoded());
}

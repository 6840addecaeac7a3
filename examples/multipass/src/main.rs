//! An application that signs people in at an invented provider and issues logins there. The provider's scopes are in
//! `scopes.toml`; [`SCOPES`] is checked against them while this compiles, and is an ordinary constant.

use oauth_scopes::{Scopes, scopes};

/// What the client `web` asks for: enough for both operations, and nothing beyond.
const SCOPES: Scopes =
    scopes!("read_profile write_multipass", client = "web", operations = ["GET /profile", "PUT /multipass"]);

fn main() {
    println!("It would send a browser to the provider with this query:");
    println!("  {}", query(SCOPES));
    println!("It asks for {} scopes:", SCOPES.len());
    for scope in SCOPES {
        println!("  {scope}");
    }
    println!("A token with them is good for:");
    for scope in ["read_profile", "read_multipass", "write_multipass", "admin"] {
        println!("  {scope}: {}", if SCOPES.covers(scope) { "yes" } else { "no" });
    }
}

/// The query of an authorization URL (RFC 6749 §4.1.1), with the scopes encoded once.
fn query(scopes: Scopes) -> String {
    format!("response_type=code&client_id=web&scope={}", scopes.encoded())
}

//! A program that keeps its files in Google Drive. Google's scopes are URLs, and libraries in the style of `yup-oauth2`
//! take them as `&[&str]`: `scope_list!` checks them one literal each and gives such a slice. `scopes.toml` starts from
//! the bundled catalogue of Google and says what this program's consent screen lists.

use oauth_scopes::scope_list;

/// For looking at the list of files.
const LOOK: &[&str] = scope_list!("https://www.googleapis.com/auth/drive.metadata.readonly");

/// For keeping files there.
const KEEP: &[&str] = scope_list!(
    "https://www.googleapis.com/auth/drive.metadata.readonly",
    "https://www.googleapis.com/auth/drive.file",
);

fn main() {
    let authenticator = Authenticator { client_id: "desktop" };
    for (purpose, scopes) in [("To look at the list of files", LOOK), ("To keep files there", KEEP)] {
        println!("{purpose}, it would ask for a token with");
        println!("{}", authenticator.token(scopes));
    }
}

/// Stands in for the authenticator of `yup-oauth2`, whose `token` has the same parameter.
struct Authenticator {
    client_id: &'static str,
}

impl Authenticator {
    /// What would be asked for: a real one asks, and gives the token.
    fn token(&self, scopes: &[&str]) -> String {
        let lines = scopes.iter().map(|scope| format!("  {scope}\n"));
        lines.chain([format!("  as {}", self.client_id)]).collect()
    }
}

//! A program that keeps its files in Google Drive. Google's scopes are URLs, and libraries such as `yup-oauth2` take them as
//! `&[&str]`: `scope_list!` checks one literal for each scope and makes such a slice. `scopes.toml` starts from the bundled
//! catalog of Google and lists the scopes on this program's consent screen.
//!
//! The list also names the operations of the program: if one of them needs another scope, the program does not compile. `cargo scopes audit -p google-drive --explain` shows the smallest set that would do.

use oauth_scopes::{performs, scope_list};

/// The scope for storing and sharing files.
const SCOPES: &[&str] = scope_list!(
    "https://www.googleapis.com/auth/drive.file",
    operations = ["drive:v3/drive.files.create", "drive:v3/drive.files.download", "drive:v3/drive.permissions.create"],
);

fn main() {
    let authenticator = Authenticator { client_id: "desktop" };
    println!("It would ask for a token with");
    println!("{}", authenticator.token(SCOPES));
    println!("and send these requests:");
    for request in [keep("notes.txt"), read("file-1"), share("file-1")] {
        println!("  {request}");
    }
}

/// Stores a file.
#[performs("drive:v3/drive.files.create")]
fn keep(name: &str) -> String {
    format!("POST /drive/v3/files {{\"name\": \"{name}\"}}")
}

/// Reads a file.
#[performs("drive:v3/drive.files.download")]
fn read(id: &str) -> String {
    format!("POST /drive/v3/files/{id}/download")
}

/// Shares a file.
#[performs("drive:v3/drive.permissions.create")]
fn share(id: &str) -> String {
    format!("POST /drive/v3/files/{id}/permissions")
}

/// Stands in for the authenticator of `yup-oauth2`, whose `token` has the same parameter.
struct Authenticator {
    client_id: &'static str,
}

impl Authenticator {
    /// Returns what would be requested; the real one returns the token.
    fn token(&self, scopes: &[&str]) -> String {
        let lines = scopes.iter().map(|scope| format!("  {scope}\n"));
        lines.chain([format!("  as {}", self.client_id)]).collect()
    }
}

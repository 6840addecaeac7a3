//! Plug-ins say for themselves which scopes they want, so nobody knows while the program compiles: they are checked against
//! the catalog when they are loaded, by the same rules as the literals in the program.

use std::error::Error;
use std::sync::LazyLock;

use oauth_scopes::check::{CatalogError, Checker};

/// Read once.
static CHECKER: LazyLock<Result<Checker, CatalogError>> = LazyLock::new(|| Checker::from_text(CATALOG));

/// What `scopes.toml` extends: without the bundled catalogs in that, which would be in the program only with the feature
/// `check-providers`.
const CATALOG: &str = include_str!("../../multipass.toml");

const PLUG_INS: &str =
    r#"{"calendar": "read_profile", "door": "read_profile,multipass_write", "lift": "write_multipas"}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let checker = CHECKER.as_ref()?;
    let plug_ins: serde_json::Map<String, serde_json::Value> = serde_json::from_str(PLUG_INS)?;
    for (name, scopes) in &plug_ins {
        match checker.check(scopes.as_str().unwrap_or_default()) {
            Ok(scopes) => println!("{name} asks for {scopes}\n"),
            Err(findings) => println!("{name} is not loaded: {findings}\n"),
        }
    }
    Ok(())
}

//! Plug-ins list the scopes that they want, so the lists are only known at run time. They are checked against the catalog when
//! the plug-ins are loaded, by the same rules as literals in the program.

use std::error::Error;
use std::sync::LazyLock;

use oauth_scopes::check::{CatalogError, Checker};

/// The catalog is read once.
static CHECKER: LazyLock<Result<Checker, CatalogError>> = LazyLock::new(|| Checker::from_text(CATALOG));

/// `scopes.toml` extends this file. It also names bundled catalogs, which need the feature `check-providers`, so it is not used
/// here.
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

//! Checks lists of scopes that are only known at run time: a setting, a database row, the request of a plug-in.
//!
//! ```
//! use oauth_scopes::check::Checker;
//!
//! let checker = Checker::from_text("scopes = ['read_profile', 'write_multipass']")?;
//! assert!(checker.check("read_profile").is_ok());
//! assert!(checker.check("read_profil").is_err());
//! # Ok::<(), oauth_scopes::check::CatalogError>(())
//! ```

mod checker;
mod findings;
mod load;

pub use checker::Checker;
pub use findings::{Finding, Findings};
pub use load::CatalogError;

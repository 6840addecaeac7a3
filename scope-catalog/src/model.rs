//! Defines the contents of a catalog, as data.

mod client;
mod config_file;
mod consent;
mod grant;
mod import;
mod level;
mod misnomer;
mod name_list;
mod operation;
mod operation_text;
mod resource;
mod rule;
mod scope;
mod settings;
mod source;
mod words;

pub use client::Client;
pub use config_file::ConfigFile;
pub use consent::{Consent, ReportedIn};
pub use grant::Grant;
pub(crate) use grant::{KNOWN_GRANTS, grant_name};
pub use import::{Import, ImportSource, ImportSourceError, without_query};
pub use level::Level;
pub use misnomer::Misnomer;
pub use name_list::NameList;
pub(crate) use name_list::SortedNames;
pub use operation::{ConditionalNeed, Need, Operation};
pub(crate) use operation_text::{OperationText, WrittenOperation};
pub use resource::Resource;
pub use rule::Rule;
pub use scope::{Details, Retired, RetiredId, Risk, Scope, ScopeId};
pub(crate) use settings::Splitting;
pub use settings::{Case, Coverage, Delimiter};
pub use source::CatalogSource;

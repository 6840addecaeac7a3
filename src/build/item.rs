//! Defines what a build script checks.

use std::panic::Location;
use std::string::String;

use scope_catalog::Delimiter;
use scope_config::{Locator, UsageError};

/// A file pattern or a variable to check.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) subject: Subject,
    /// The line of code that adds the item.
    pub(super) at: &'static Location<'static>,
    pub(super) catalog: Option<Named>,
    pub(super) client: Option<Named>,
    pub(super) delimiter: Option<Delimiter>,
}

#[derive(Clone, Debug)]
pub(super) enum Subject {
    Files(String, Result<Locator, UsageError>),
    Variable(String),
    /// An error: a catalog, a client or a delimiter precedes any file or variable.
    Nothing,
}

/// A name, and the line of code that it is in.
pub(super) type Named = (String, &'static Location<'static>);

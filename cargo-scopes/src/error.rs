//! Defines how a command ends: with an outcome, or with the reason why it could not run.

use std::{fmt, io};

use scope_catalog::{ImportSourceError, UnknownName};
use scope_config::UsageError;

use crate::output::on_one_line;

/// The result of a command that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// No finding is denied.
    Clean,
    /// At least one finding is denied.
    Denied,
}

impl Outcome {
    /// [`Denied`](Self::Denied) if anything is denied.
    pub(crate) fn of(is_denied: bool) -> Self {
        if is_denied { Self::Denied } else { Self::Clean }
    }
}

/// Why a command could not run.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Wrong arguments, or a file that cannot be used.
    Message { message: String, help: Vec<String> },
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Message { message: message.into(), help: Vec::new() }
    }

    /// Adds a line that says what to do.
    pub(crate) fn help(self, text: impl Into<String>) -> Self {
        self.help_if(Some(text.into()))
    }

    /// Adds a line that says what to do, if there is one.
    pub(crate) fn help_if(mut self, text: Option<String>) -> Self {
        if let Self::Message { help, .. } = &mut self {
            help.extend(text);
        }
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message { message, help } => {
                formatter.write_str(message)?;
                help.iter().flat_map(|help| help.lines()).try_for_each(|line| write!(formatter, "\nhelp: {line}"))
            }
            Self::Output(error) => write!(formatter, "failed to write output: {error}"),
        }
    }
}

impl From<UsageError> for Failure {
    fn from(UsageError { message, help }: UsageError) -> Self {
        Self::new(on_one_line(&message)).help_if(help)
    }
}

impl From<ImportSourceError> for Failure {
    fn from(ImportSourceError { message, help, .. }: ImportSourceError) -> Self {
        Self::new(message).help(help)
    }
}

impl From<UnknownName> for Failure {
    fn from(UnknownName { message, help }: UnknownName) -> Self {
        Self::new(message).help(help)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

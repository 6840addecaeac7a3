//! Defines the levels of findings.

use std::fmt;

use crate::words;

words! {
    /// How a finding is reported.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Level {
        /// It is not reported.
        Allow = "allow",
        /// It is a warning: the build continues.
        Warn = "warn",
        /// It is an error: the build fails.
        Deny = "deny",
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

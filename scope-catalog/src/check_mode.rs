//! Defines the modes of `SCOPES_CHECK`.

use std::ffi::OsStr;

/// How findings are reported in a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMode {
    /// At their level.
    Normal,
    /// Errors are reported as warnings: `SCOPES_CHECK=warn`.
    Warn,
    /// No finding is reported: `SCOPES_CHECK=off`.
    Off,
}

impl CheckMode {
    /// Parses the value of `SCOPES_CHECK`; `None` if the variable is not set.
    ///
    /// # Errors
    ///
    /// If the value is not one of `deny`, `warn` and `off`: a message for the user.
    pub fn parse(value: Option<&OsStr>) -> Result<Self, String> {
        let Some(value) = value else { return Ok(Self::Normal) };
        match value.to_str() {
            Some("" | "deny") => Ok(Self::Normal),
            Some("warn") => Ok(Self::Warn),
            Some("off") => Ok(Self::Off),
            _ => Err(format!("invalid value `{}` for `SCOPES_CHECK`: write `warn` or `off`", value.to_string_lossy())),
        }
    }
}

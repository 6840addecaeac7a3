//! What `SCOPES_CHECK` asks for.

use std::ffi::OsStr;

/// What becomes of findings in a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckMode {
    /// As their level says.
    Normal,
    /// Errors are turned into warnings: `SCOPES_CHECK=warn`.
    Warn,
    /// No finding is reported: `SCOPES_CHECK=off`.
    Off,
}

impl CheckMode {
    /// What a value of `SCOPES_CHECK` means; `None` where the variable is not set.
    ///
    /// # Errors
    ///
    /// Where it means nothing.
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

//! Displays a text with percent-encoding.

use core::fmt::{self, Write};

/// A text that is displayed as one value of a query string or form: every byte except letters, digits and `-._~`
/// becomes `%XX` (RFC 3986 §2.3). Returned by [`Scopes::encoded`](crate::Scopes::encoded).
///
/// ```
/// let encoded = oauth_scopes::scopes!("read_profile write_multipass").encoded();
/// assert_eq!(format!("scope={encoded}"), "scope=read_profile%20write_multipass");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoded<'t> {
    text: &'t str,
}

impl<'t> Encoded<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text }
    }
}

impl fmt::Display for Encoded<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for &byte in self.text.as_bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
                formatter.write_char(char::from(byte))?;
            } else {
                write!(formatter, "%{byte:02X}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn a_space_is_percent_twenty() {
        assert_eq!(Encoded::new("read:org a+b").to_string(), "read%3Aorg%20a%2Bb");
        assert_eq!(Encoded::new("read_products,write~x").to_string(), "read_products%2Cwrite~x");
    }
}

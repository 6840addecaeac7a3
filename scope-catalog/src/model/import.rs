//! Where a catalog was imported from.

use crate::fast::all_bytes;
use crate::span::{SourceSpan, Spanned};

/// `[import]`: the documents that a catalog was imported from, so that it can be compared with them again.
///
/// They are only named. The engine reads and fetches none of them, and neither does a build.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The location of the table.
    pub span: SourceSpan,
    /// Files, relative to the catalog, and https addresses; at least one.
    pub from: Vec<Spanned>,
    /// The provider whose scopes were picked out.
    pub provider: Option<Spanned>,
    /// How the names begin that were picked out.
    pub prefix: Option<Spanned>,
    /// Whether only what the workspace uses was picked out.
    pub only_used: bool,
    /// Whether operations were imported as well.
    pub operations: bool,
    /// Whether operations were imported for which another credential does.
    pub other_credentials: bool,
    /// The format of the documents, if it is not detected.
    pub format: Option<Spanned>,
    /// What was read last, as digests that only the command line understands.
    pub snapshot: Option<Spanned>,
}

/// A document that a catalog is imported from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportSource<'t> {
    /// A file, relative to the catalog.
    File(&'t str),
    /// An https address.
    Address(&'t str),
}

/// Why a text names no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSourceError {
    /// The message, in one line without a period.
    pub message: String,
    /// What to write instead.
    pub help: &'static str,
    /// Whether the text holds a secret, so that it must not be shown.
    pub is_private: bool,
}

impl<'t> ImportSource<'t> {
    /// The document that a text names: an address if it has a scheme, a file otherwise.
    ///
    /// # Errors
    ///
    /// If it is an address that is never fetched (not https, with a password, with characters that no address has), or
    /// not the name of a file.
    ///
    /// ```
    /// use scope_catalog::ImportSource;
    ///
    /// assert_eq!(ImportSource::parse("openapi.yaml"), Ok(ImportSource::File("openapi.yaml")));
    /// assert!(ImportSource::parse("https://api.example.com/openapi.json").is_ok());
    /// assert!(ImportSource::parse("http://api.example.com/openapi.json").is_err());
    /// ```
    pub fn parse(text: &'t str) -> Result<Self, ImportSourceError> {
        const FILE_OR_ADDRESS: &str = "write a file, or an address that begins with `https://`";
        let error =
            |message: &str, help, is_private| Err(ImportSourceError { message: message.to_owned(), help, is_private });
        if text.is_empty() {
            return error("a document without a name", FILE_OR_ADDRESS, false);
        }
        let Some((scheme, rest)) = text.split_once("://").filter(|(scheme, _)| is_scheme(scheme)) else {
            return if text.starts_with('-') {
                let help = "write `./` before a file whose name begins with `-`";
                error(&format!("invalid document `{text}`"), help, false)
            } else if text.contains(char::is_control) {
                error(&format!("invalid document {text:?}: it contains a control character"), FILE_OR_ADDRESS, false)
            } else {
                Ok(Self::File(text))
            };
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            let help = "download the document, and write the name of the file";
            return error("an address must not contain a user name or a password", help, true);
        }
        let (shown, has_query) = (without_query(text).escape_debug(), text.contains('?'));
        if scheme != "https" {
            return error(&format!("`{shown}` is not an https address"), FILE_OR_ADDRESS, has_query);
        }
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\');
        if authority.is_empty() || !all_bytes(text, is_plain) {
            let help = "percent-encode what is not a printable ASCII character";
            return error(&format!("invalid address `{shown}`"), help, has_query);
        }
        Ok(Self::Address(text))
    }
}

/// A URL without its query, which may contain a token.
///
/// ```
/// assert_eq!(scope_catalog::without_query("https://api.example/v1?token=x"), "https://api.example/v1");
/// ```
pub fn without_query(address: &str) -> &str {
    let is_address = address.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme));
    if is_address { address.split(['?', '#']).next().unwrap_or_default() } else { address }
}

/// RFC 3986 §3.1.
fn is_scheme(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && all_bytes(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_addresses() {
        for file in ["openapi.yaml", "a/b.json", "../x.csv", "C:\\a.json", "://", "a b://c"] {
            assert_eq!(ImportSource::parse(file), Ok(ImportSource::File(file)));
        }
        let address = "https://api.example.com:8443/v1/openapi.json?version=2#a";
        assert_eq!(ImportSource::parse(address), Ok(ImportSource::Address(address)));
        for (text, expected) in [
            ("", "without a name"),
            ("-o", "invalid document"),
            ("a\nb", "control character"),
            ("http://example.com/a", "is not an https address"),
            ("file:///etc/passwd", "is not an https address"),
            ("HTTPS://example.com", "is not an https address"),
            ("https://me:secret@example.com/a", "user name or a password"),
            ("ftp://me:secret@example.com/a", "user name or a password"),
            ("https:///a", "invalid address"),
            ("https://example.com/a b", "invalid address"),
            ("https://example.com/\n-o", "invalid address"),
            ("https://exämple.com/", "invalid address"),
        ] {
            let error = ImportSource::parse(text).expect_err("not a document");
            assert!(error.message.contains(expected) && !error.message.contains("secret"), "{text}: {}", error.message);
        }
    }
}

//! Defines operations that were recognized in a source file.

use std::ops::Range;

/// An operation that a file probably performs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The bundled provider of the operation.
    pub(crate) provider: &'static str,
    /// The text in the source: `POST https://api.github.com/gists`, `gmail.users.messages_send`.
    pub(crate) written: String,
    pub(crate) span: Range<usize>,
    /// Whether it is a URL of the provider. A method of the same name may belong to something else.
    pub(crate) is_address: bool,
}

//! What is seen in a source file.

use std::ops::Range;

/// An operation that a file seems to perform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The bundled provider that it is an operation of.
    pub(crate) provider: &'static str,
    /// How it is written there: `POST https://api.github.com/gists`, `gmail.users.messages_send`.
    pub(crate) written: String,
    pub(crate) span: Range<usize>,
    /// Whether it is an address of the provider. A method of the same name may be anybody's.
    pub(crate) is_address: bool,
}

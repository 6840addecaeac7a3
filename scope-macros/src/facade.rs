//! The name by which the facade is known where a macro is called.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The facade's path, which its macros put before what they were given, in parentheses; and what they were given.
pub(crate) fn split(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = tokens.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            (group.stream(), tokens.collect())
        }
        first => (TokenStream::new(), first.into_iter().chain(tokens).collect()),
    }
}

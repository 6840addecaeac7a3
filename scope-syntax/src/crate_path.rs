//! Splits off what the macros of `oauth-scopes` put before the arguments of a call.

use proc_macro2::{Delimiter, TokenStream};
use syn::buffer::TokenBuffer;

/// Splits tokens into the path of the crate, which is in parentheses, and the arguments. Without a path, it is empty.
///
/// ```
/// let (path, arguments) = scope_syntax::split_crate_path(r#"($crate) "GET /user""#.parse().unwrap());
/// assert_eq!((path.to_string(), arguments.to_string()), ("$ crate".to_owned(), "\"GET /user\"".to_owned()));
/// ```
pub fn split_crate_path(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let buffer = TokenBuffer::new2(tokens);
    let at = buffer.begin();
    match at.group(Delimiter::Parenthesis) {
        Some((path, _, arguments)) => (path.token_stream(), arguments.token_stream()),
        None => (TokenStream::new(), at.token_stream()),
    }
}

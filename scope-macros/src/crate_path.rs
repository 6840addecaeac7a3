//! Handles the path of `oauth_scopes` at the place of a call.

use proc_macro2::{Span, TokenStream, TokenTree};

/// Returns the path with another location, because the compiler underlines an expression from its first to its last
/// token.
pub(crate) fn located_at(path: &TokenStream, span: Span) -> TokenStream {
    let mut moved: Vec<TokenTree> = Vec::new();
    for mut token in path.clone() {
        token.set_span(token.span().located_at(span));
        moved.push(token);
    }
    TokenStream::from_iter(moved)
}

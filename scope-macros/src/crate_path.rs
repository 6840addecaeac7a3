//! The path of `oauth_scopes` where a macro is called.

use proc_macro2::{Span, TokenStream, TokenTree};

/// The same path with another location: the compiler underlines a call from its first token to its last.
pub(crate) fn located_at(path: &TokenStream, span: Span) -> TokenStream {
    let mut moved: Vec<TokenTree> = Vec::new();
    for mut token in path.clone() {
        token.set_span(token.span().located_at(span));
        moved.push(token);
    }
    TokenStream::from_iter(moved)
}

//! The path of `oauth_scopes` where a macro is called.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// The path of the crate, which its macros put in parentheses before the arguments; and the arguments.
pub(crate) fn split(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut tokens = tokens.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            (group.stream(), tokens.collect())
        }
        first => (TokenStream::new(), first.into_iter().chain(tokens).collect()),
    }
}

/// The same path with another location: the compiler underlines a call from its first token to its last.
pub(crate) fn located_at(path: &TokenStream, span: Span) -> TokenStream {
    let moved = path.clone().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(span));
        token
    });
    moved.collect()
}

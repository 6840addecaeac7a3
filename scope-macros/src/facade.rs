//! The name by which the facade is known where a macro is called.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

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

/// The same path, as if it stood elsewhere: the compiler underlines a call from the first token to the last.
pub(crate) fn at(facade: &TokenStream, place: Span) -> TokenStream {
    let moved = facade.clone().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(place));
        token
    });
    moved.collect()
}

//! The procedural macros of [`oauth-scopes`](https://docs.rs/oauth-scopes). Use them through that crate: it tells the
//! macros under which name it is known where they are called.

#![forbid(unsafe_code)]

use proc_macro::TokenStream;

mod catalogs;
mod editor;
mod expand;
mod input;
mod onboarding;
mod quick;
mod report;
mod snippet;
mod track;

/// The text inside `oauth_scopes::Scopes`, for `oauth_scopes::scopes!`.
#[proc_macro]
pub fn scopes(input: TokenStream) -> TokenStream {
    quick::pass(input).unwrap_or_else(|input| expand::expand(input.into(), expand::Shape::Text).into())
}

/// The `&'static [&'static str]` of `oauth_scopes::scope_list!`.
#[proc_macro]
pub fn scope_list(input: TokenStream) -> TokenStream {
    expand::expand(input.into(), expand::Shape::List).into()
}

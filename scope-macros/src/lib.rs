//! The procedural macros of [`oauth-scopes`](https://docs.rs/oauth-scopes). Use them through that crate: it tells the
//! macros under which name it is known where they are called.

#![forbid(unsafe_code)]

use proc_macro::TokenStream;

mod catalogs;
mod editor;
mod expand;
mod input;
mod onboarding;
mod report;
mod snippet;
mod track;

/// `$crate "read_profile write_multipass"`: the value of `oauth_scopes::scopes!`.
#[proc_macro]
pub fn scopes(input: TokenStream) -> TokenStream {
    expand::expand(input.into(), expand::Shape::Scopes).into()
}

/// The same input, for `oauth_scopes::scope_list!`.
#[proc_macro]
pub fn scope_list(input: TokenStream) -> TokenStream {
    expand::expand(input.into(), expand::Shape::List).into()
}

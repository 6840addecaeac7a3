//! The procedural macros of [`oauth-scopes`](https://docs.rs/oauth-scopes). Use them through that crate: it tells the
//! macros under which name it is known where they are called.

#![forbid(unsafe_code)]

use proc_macro::TokenStream;

mod assertion;
mod call;
mod catalogs;
mod editor;
mod expand;
mod facade;
mod identifiers;
mod input;
mod module;
mod onboarding;
mod operations;
mod quick;
mod report;
mod scope_set;
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

/// The `oauth_scopes::Operation` of `oauth_scopes::operation!`.
#[proc_macro]
pub fn operation(input: TokenStream) -> TokenStream {
    operations::operation(input.into()).into()
}

/// What `oauth_scopes::performs!` says of a part of a program.
#[proc_macro]
pub fn performs(input: TokenStream) -> TokenStream {
    operations::performs(input.into()).into()
}

/// Says of a function which operations it performs, and so which scopes its token must be good for.
///
/// ```ignore
/// #[needs_scopes("GET /user/orgs")]
/// fn organizations(token: &str) {}
///
/// #[needs_scopes(github: "GET /user/orgs", "GET /user/teams")]
/// fn teams(token: &str) {}
/// ```
///
/// Each name is held against the operations of the catalog, as scopes are against its scopes. The function stays as it
/// is; its documentation gets a list of what it needs. `cargo scopes audit` adds up what a package needs. It goes on a function that
/// has a body, in an `impl` or alone; for a part of one there is `performs!`.
#[proc_macro_attribute]
pub fn needs_scopes(arguments: TokenStream, item: TokenStream) -> TokenStream {
    operations::needs_scopes(arguments.into(), item.into()).into()
}

/// The module of `oauth_scopes::catalog!`.
#[proc_macro]
pub fn catalog(input: TokenStream) -> TokenStream {
    module::expand(input.into(), false).into()
}

/// The same, with a function that checks lists while the program runs.
#[proc_macro]
pub fn catalog_with_checker(input: TokenStream) -> TokenStream {
    module::expand(input.into(), true).into()
}

/// The items of `oauth_scopes::scope_set!`.
#[proc_macro]
pub fn scope_set(input: TokenStream) -> TokenStream {
    scope_set::expand(input.into()).into()
}

/// The items of `oauth_scopes::assert_covers!`.
#[proc_macro]
pub fn assert_covers(input: TokenStream) -> TokenStream {
    assertion::expand(input.into()).into()
}

//! The procedural macros of [`oauth-scopes`](https://docs.rs/oauth-scopes). Use them through that crate, whose own
//! macros pass on the path by which the caller knows it.
//!
//! A call is parsed by `scope-syntax`, checked by `scope-catalog` in a `Session`, and expanded here.

#![forbid(unsafe_code)]

use proc_macro::TokenStream;

use scope_syntax::Macro;

mod assert_covers;
mod catalog_module;
mod compiler_arguments;
mod crate_path;
mod diagnostics;
mod environment;
mod fast_path;
mod ide_hints;
mod identifiers;
mod implications;
mod missing_catalog;
mod operations;
mod rebuild_tracking;
mod scope_name;
mod scope_set;
mod scopes;
mod session;
mod snippet;

/// Returns the text inside `oauth_scopes::Scopes`, for `oauth_scopes::scopes!`.
#[proc_macro]
pub fn scopes(input: TokenStream) -> TokenStream {
    if fast_path::is_value(&input) { input } else { scopes::expand(Macro::Scopes, input.into()).into() }
}

/// Returns the `&'static [&'static str]` of `oauth_scopes::scope_list!`.
#[proc_macro]
pub fn scope_list(input: TokenStream) -> TokenStream {
    scopes::expand(Macro::ScopeList, input.into()).into()
}

/// Returns the `&'static str` of `oauth_scopes::scope_name!`.
#[proc_macro]
pub fn scope_name(input: TokenStream) -> TokenStream {
    scope_name::expand(input.into()).into()
}

/// Returns the `oauth_scopes::Operation` of `oauth_scopes::operation!`.
#[proc_macro]
pub fn operation(input: TokenStream) -> TokenStream {
    operations::operation(input.into()).into()
}

/// Returns the item or statement of `oauth_scopes::performs_here!`.
#[proc_macro]
pub fn performs_here(input: TokenStream) -> TokenStream {
    operations::performs_here(input.into()).into()
}

/// Declares which operations a function performs, and so which scopes its access token needs.
///
/// ```ignore
/// #[performs("GET /user/orgs")]
/// fn organizations(token: &str) {}
///
/// #[performs(github: "GET /user/orgs", "GET /user/teams")]
/// fn teams(token: &str) {}
/// ```
///
/// Each name must be an operation of the catalog. The function itself does not change; its documentation gets a list of
/// the scopes it needs, and `cargo scopes audit` adds up what a package needs. The attribute can be applied to a
/// function with a body, inside or outside an `impl`. Anywhere else, use `performs_here!`.
#[proc_macro_attribute]
pub fn performs(arguments: TokenStream, item: TokenStream) -> TokenStream {
    operations::performs(arguments.into(), item.into()).into()
}

/// Returns the module of `oauth_scopes::catalog!`.
#[proc_macro]
pub fn catalog(input: TokenStream) -> TokenStream {
    catalog_module::expand(input.into(), false).into()
}

/// Returns the module of `oauth_scopes::catalog!`, with a function that checks lists at run time.
#[proc_macro]
pub fn catalog_with_checker(input: TokenStream) -> TokenStream {
    catalog_module::expand(input.into(), true).into()
}

/// Returns the items of `oauth_scopes::scope_set!`.
#[proc_macro]
pub fn scope_set(input: TokenStream) -> TokenStream {
    scope_set::expand(input.into()).into()
}

/// Returns the items of `oauth_scopes::assert_covers!`.
#[proc_macro]
pub fn assert_covers(input: TokenStream) -> TokenStream {
    assert_covers::expand(input.into()).into()
}

//! Passes any tokens to each macro: they are a valid call, or a mistake is reported.

#![no_main]

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;
use scope_syntax::{AssertCall, CatalogCall, Macro, ScopesCall, SetCall};

const MACROS: [&str; 9] = [
    "scopes", "scope_list", "scope_name", "scope_set", "assert_covers", "operation", "performs", "performs_here", "catalog",
];

fuzz_target!(|data: &[u8]| {
    let Ok(tokens) = String::from_utf8_lossy(data).parse::<TokenStream>() else { return };
    for called in MACROS.iter().filter_map(|name| Macro::named(name)) {
        let _ = ScopesCall::parse(called, tokens.clone());
    }
    let _ = CatalogCall::parse(tokens.clone());
    let _ = AssertCall::parse(tokens.clone());
    let _ = SetCall::parse(tokens);
});

//! Any tokens as the arguments of each macro: they are a call or a mistake that is said.

#![no_main]

use libfuzzer_sys::fuzz_target;
use proc_macro2::TokenStream;
use scope_syntax::{AssertCall, CatalogCall, Macro, ScopesCall, SetCall};

fuzz_target!(|data: &[u8]| {
    let Ok(tokens) = String::from_utf8_lossy(data).parse::<TokenStream>() else { return };
    for called in Macro::ALL {
        let _ = ScopesCall::parse(called, tokens.clone());
    }
    let _ = CatalogCall::parse(tokens.clone());
    let _ = AssertCall::parse(tokens.clone());
    let _ = SetCall::parse(tokens);
});

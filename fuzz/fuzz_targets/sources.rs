//! Any text as a Rust source: its scopes are found or there are none, and each text has its place.

#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use scope_sources::{comments, has_evidence, read};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = has_evidence(data);
    let _ = comments(&text);
    let Ok(usage) = read(&text, &BTreeSet::new()) else { return };
    for group in &usage.groups {
        for written in &group.texts {
            assert!(text.get(written.span.clone()).is_some(), "{written:?}");
        }
    }
});

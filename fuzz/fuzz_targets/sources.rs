//! Reads any text as a Rust file: each string that is found has a valid span.

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

//! Reads any text as an API description in each format: it is read or rejected, and the result is a valid catalog.

#![no_main]

use libfuzzer_sys::fuzz_target;
use scope_import::write::{CatalogHead, catalog};
use scope_import::{Description, ReadOptions, SourceFormat, read};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let formats = SourceFormat::ALL.iter().map(|&format| ReadOptions { format: Some(format), ..ReadOptions::default() });
    for options in formats.chain([ReadOptions::default(), ReadOptions { other_credentials: true, ..ReadOptions::default() }]) {
        match read(&text, &options) {
            Err(error) => assert!(!error.message.is_empty() && !error.message.contains('\n')),
            Ok(description) => is_sound(&description),
        }
    }
});

fn is_sound(description: &Description) {
    assert!(description.scopes.is_sorted_by(|one, other| one.name < other.name));
    assert!(description.operations.is_sorted_by(|one, other| one.key < other.key));
    let names = description.scopes.iter().map(|scope| &scope.name);
    for name in names.chain(description.operations.iter().flat_map(|operation| operation.needs.iter().flatten())) {
        let is_token = |byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
        assert!(!name.is_empty() && name.bytes().all(is_token), "{name:?}");
    }
    for operation in &description.operations {
        assert!(!operation.needs.is_empty() && operation.needs.iter().all(|all| !all.is_empty()));
    }
    let _ = catalog(description, &CatalogHead::default());
}

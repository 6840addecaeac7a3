use scope_import::SourceFormat;

use crate::{describe, left_out, message, scopes};

#[test]
fn an_authorization_server() {
    let description = describe(
        r#"{"issuer": "https://login.cups.example/a", "scopes_supported": ["openid", "cups", "a b", "cups"],
            "grant_types_supported": ["implicit"]}"#,
    );
    assert_eq!(description.format, SourceFormat::ServerMetadata);
    assert_eq!(scopes(&description), ["a", "b", "cups", "openid"]);
    assert_eq!(left_out(&description), ["a b: `a b` joins several names"]);
    assert_eq!(description.provider.as_deref(), Some("login.cups.example"));
    // RFC 8414 §2: the server may omit some.
    assert_eq!((description.complete, description.counts.scopes), (false, 3));
}

#[test]
fn a_resource_server() {
    let description = describe(
        r#"{"resource": "https://api.cups.example", "authorization_servers": ["https://login.cups.example"],
            "resource_name": "Cups", "scopes_supported": ["cups"]}"#,
    );
    assert_eq!(description.format, SourceFormat::ResourceMetadata);
    assert_eq!((scopes(&description), description.complete), (vec!["cups".to_owned()], false));
    assert_eq!(description.provider.as_deref(), Some("login.cups.example"));
    assert_eq!(description.title.as_deref(), Some("Cups"));
}

#[test]
fn metadata_without_scopes() {
    let description = describe(r#"{"issuer": "https://login.cups.example"}"#);
    assert_eq!((description.scopes.len(), description.complete), (0, false));
    assert_eq!(message(r#"{"scopes_supported": "openid"}"#), "`scopes_supported` is not a list");
}

use scope_import::SourceFormat;

use crate::{describe, left_out, operations, scopes};

#[test]
fn methods_of_nested_resources() {
    let text = r#"{
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": "cups:v2",
        "title": "Cups API",
        "ownerDomain": "google.com",
        "auth": {
            "oauth2": {
                "scopes": {
                    "https://www.example.com/auth/cups": { "description": "See, edit, and\n break cups" },
                    "https://www.example.com/auth/cups.readonly": { "description": "See cups" }
                }
            }
        },
        "schemas": { "Cup": { "id": "Cup" } },
        "methods": {
            "ping": { "id": "cups.ping", "httpMethod": "GET" }
        },
        "resources": {
            "shelves": {
                "methods": {
                    "get": {
                        "id": "cups.shelves.get",
                        "description": "Gets a shelf.",
                        "scopes": ["https://www.example.com/auth/cups.readonly", "https://www.example.com/auth/cups"]
                    },
                    "lift": { "id": "cups.shelves.lift", "scopes": ["https://www.example.com/auth/lift"] }
                },
                "resources": {
                    "cups": {
                        "methods": {
                            "break": { "deprecated": true, "scopes": ["https://www.example.com/auth/cups"] }
                        }
                    }
                }
            }
        }
    }"#;
    let description = describe(text);
    assert_eq!(description.format, SourceFormat::GoogleDiscovery);
    assert_eq!(description.provider.as_deref(), Some("google"));
    assert_eq!(description.title.as_deref(), Some("Cups API"));
    assert_eq!(
        scopes(&description),
        ["https://www.example.com/auth/cups", "https://www.example.com/auth/cups.readonly"]
    );
    assert_eq!(description.scopes[0].description.as_deref(), Some("See, edit, and break cups"));
    assert_eq!(
        operations(&description),
        [
            "cups:v2/cups.shelves.get: https://www.example.com/auth/cups | https://www.example.com/auth/cups.readonly",
            "cups:v2/shelves.cups.break: https://www.example.com/auth/cups",
        ]
    );
    assert_eq!(description.operations[1].note.as_deref(), Some("deprecated"));
    assert_eq!(
        left_out(&description),
        [
            "cups:v2/cups.ping: no scope is stated",
            "cups:v2/cups.shelves.lift: the document does not declare the scope `https://www.example.com/auth/lift`",
            "https://www.example.com/auth/lift: the document does not declare the scope `https://www.example.com/auth/lift`",
        ]
    );
    let counts = description.counts;
    assert_eq!((counts.scopes, counts.operations, counts.scoped, counts.undeclared), (2, 4, 3, 1));
    // Any of the scopes is sufficient, so several of them are nothing special.
    assert_eq!((counts.several, description.complete), (0, false));
}

#[test]
fn the_name_and_version_are_an_id() {
    let text = r#"{"discoveryVersion": "v1", "name": "cups", "version": "v1", "ownerDomain": "cups.example",
        "auth": {"oauth2": {"scopes": {"cups": {}}}}, "methods": {"list": {"scopes": ["cups"]}}}"#;
    let description = describe(text);
    assert_eq!(operations(&description), ["cups:v1/list: cups"]);
    assert_eq!(description.provider.as_deref(), Some("cups.example"));
}

//! Tests the conversion of a document in each format to a catalog: it contains every scope and every operation, and the
//! engine can read it.

use scope_catalog::{Catalog, CatalogSource, Need};
use scope_import::write::{CatalogHead, catalog, operations};
use scope_import::{Description, ReadOptions, SourceFormat, merge, read};

/// A format, a document, its scopes, and its operations with their needs: `a b | c`.
type Case = (SourceFormat, &'static str, &'static [&'static str], &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    (
        SourceFormat::OpenApi,
        r#"{ "swagger": "2.0", "info": { "title": "Cups", "version": "1" },
            "securityDefinitions": { "login": { "type": "oauth2", "flow": "accessCode",
                "authorizationUrl": "https://cups.example/a", "tokenUrl": "https://cups.example/t",
                "scopes": { "read:cups": "Read \"cups\"\n\\ and more", "write:cups": "" } } },
            "security": [{ "login": ["read:cups"] }],
            "paths": { "/cups/{id}": { "get": { "responses": {} },
                "put": { "security": [{ "login": ["read:cups", "write:cups"] }], "responses": {} } } } }"#,
        &["read:cups", "write:cups"],
        &[("GET /cups/{id}", "read:cups"), ("PUT /cups/{id}", "read:cups write:cups")],
    ),
    (
        SourceFormat::OpenApi,
        "openapi: 3.1.0\ninfo: { title: Cups, version: '1' }\ncomponents:\n  securitySchemes:\n    login:\n      type: oauth2\n      flows:\n        clientCredentials:\n          tokenUrl: https://cups.example/t\n          scopes:\n            source: Source\n            'cups.read': Read cups\n            'https://cups.example/auth/all': All\npaths:\n  /cups:\n    get:\n      security:\n        - login: [cups.read]\n        - login: ['https://cups.example/auth/all']\n    post:\n      security:\n        - login: [cups.read, source]\n",
        &["cups.read", "https://cups.example/auth/all", "source"],
        &[("GET /cups", "cups.read | https://cups.example/auth/all"), ("POST /cups", "cups.read source")],
    ),
    (
        SourceFormat::GoogleDiscovery,
        r#"{ "kind": "discovery#restDescription", "discoveryVersion": "v1", "id": "cups:v1", "name": "cups", "version": "v1",
            "title": "Cups", "auth": { "oauth2": { "scopes": {
                "https://www.googleapis.com/auth/cups": { "description": "See and wash your cups" },
                "https://www.googleapis.com/auth/cups.readonly": { "description": "See your cups" } } } },
            "resources": { "shelves": { "resources": { "cups": { "methods": { "list": { "id": "cups.shelves.cups.list",
                "path": "v1/cups", "httpMethod": "GET", "scopes": ["https://www.googleapis.com/auth/cups",
                "https://www.googleapis.com/auth/cups.readonly"] } } } } } } }"#,
        &["https://www.googleapis.com/auth/cups", "https://www.googleapis.com/auth/cups.readonly"],
        &[(
            "cups:v1/cups.shelves.cups.list",
            "https://www.googleapis.com/auth/cups | https://www.googleapis.com/auth/cups.readonly",
        )],
    ),
    (
        SourceFormat::AsyncApi,
        r#"{ "asyncapi": "2.6.0", "info": { "title": "Cups", "version": "1" },
            "channels": { "washed": { "subscribe": { "security": [{ "login": ["cups:hear"] }] } } },
            "components": { "securitySchemes": { "login": { "type": "oauth2", "flows": { "clientCredentials": {
                "tokenUrl": "https://cups.example/t", "scopes": { "cups:hear": "Hear of cups" } } } } } } }"#,
        &["cups:hear"],
        &[("event washed", "cups:hear")],
    ),
    (
        SourceFormat::ServerMetadata,
        r#"{ "issuer": "https://cups.example", "authorization_endpoint": "https://cups.example/a",
            "token_endpoint": "https://cups.example/t", "scopes_supported": ["openid", "cups.read"] }"#,
        &["cups.read", "openid"],
        &[],
    ),
    (
        SourceFormat::ResourceMetadata,
        r#"{ "resource": "https://cups.example/mcp", "authorization_servers": ["https://login.example"],
            "scopes_supported": ["cups.read"] }"#,
        &["cups.read"],
        &[],
    ),
    (
        SourceFormat::Kibali,
        r#"{ "permissions": { "Cups.Read.All": { "schemes": {
                "DelegatedWork": { "userDescription": "Read cups", "requiresAdminConsent": true } },
            "pathSets": [{ "schemeKeys": ["DelegatedWork"], "methods": ["GET"], "paths": { "/cups": "least=DelegatedWork" } }] } } }"#,
        &["Cups.Read.All"],
        &[("GET /cups", "Cups.Read.All")],
    ),
    (
        SourceFormat::PermissionDescriptions,
        r#"{ "delegatedScopesList": [{ "value": "Cups.Read", "consentDisplayName": "Read your cups", "isAdmin": false }],
            "applicationScopesList": [{ "value": "Cups.Read.All", "consentDisplayName": "Read all cups", "isAdmin": true }] }"#,
        &["Cups.Read", "Cups.Read.All"],
        &[],
    ),
    (
        SourceFormat::Csv,
        "scope,description\nread:cups,\"Read cups, and more\"\nwrite:cups,Wash cups\n",
        &["read:cups", "write:cups"],
        &[],
    ),
    (SourceFormat::Lines, "read:cups\nwrite:cups\n", &["read:cups", "write:cups"], &[]),
];

fn described(text: &str) -> Description {
    merge(vec![read(text, &ReadOptions::default()).unwrap_or_else(|error| panic!("{error}: {text}"))])
}

/// Formats a need as `a b | c`, with sorted names.
fn shown(need: &Need) -> String {
    let way = |need: &Need| {
        let mut names: Vec<&str> = need.scopes().into_iter().map(|name| &*name.text).collect();
        names.sort_unstable();
        names.join(" ")
    };
    let mut ways = match need {
        Need::Any(ways) => ways.iter().map(way).collect(),
        need => vec![way(need)],
    };
    ways.sort();
    ways.join(" | ")
}

#[test]
fn a_catalog_of_each_format() {
    for &(format, text, scopes, expected) in CASES {
        let description = described(text);
        let name = format.as_str();
        assert_eq!(description.format, format);
        let written = catalog(&description, &CatalogHead::default());
        let catalog = Catalog::from_text(&written).unwrap_or_else(|problems| panic!("{name}: {problems:?}\n{written}"));
        let found: Vec<&str> = catalog.scopes().iter().map(|scope| &*scope.name).collect();
        assert_eq!(found, scopes, "{name}");
        let needs: Vec<(&str, String)> =
            catalog.operations().iter().map(|operation| (&*operation.name.text, shown(&operation.needs))).collect();
        let expected: Vec<(&str, String)> = expected.iter().map(|&(key, need)| (key, need.to_owned())).collect();
        assert_eq!(needs, expected, "{name}: {:?}", description.left_out);
    }
    let tried: Vec<SourceFormat> = CASES.iter().map(|case| case.0).collect();
    assert!(SourceFormat::ALL.iter().all(|format| tried.contains(format)), "every format has a case");
}

#[test]
fn operations_of_each_format() {
    for &(format, text, scopes, expected) in CASES {
        let written = operations(&described(text).operations, &["Made up".to_owned()]).leak();
        let mut problems = Vec::new();
        let scopes: String = scopes.iter().map(|name| format!("\"{name}\" = {{ description = \"\" }}\n")).collect();
        let scopes = CatalogSource::parse(0, &format!("[scopes]\n{scopes}"), &mut problems);
        let catalog = Catalog::assemble(None, vec![scopes.with_operation_text(Some(written))], &mut problems);
        assert_eq!(problems.len(), 0, "{problems:?}");
        for &(key, need) in expected {
            let operation = catalog.operation(key).unwrap_or_else(|error| panic!("{error:?}\n{written}"));
            assert_eq!(shown(&operation.needs), need, "{}: {key}", format.as_str());
        }
    }
}

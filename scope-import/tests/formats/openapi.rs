use scope_import::{Description, ReadOptions, SourceFormat, read};

use crate::{describe, left_out, message, operations, scopes};

/// A document of version 3.1 with these paths: a scheme for people, one for machines of the same server, and a key.
fn document(paths: &str) -> String {
    format!(
        "openapi: 3.1.0
info:
  title: The cups of Alice
components:
  securitySchemes:
    people:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://login.cups.example/authorize
          tokenUrl: https://login.cups.example/token
          scopes:
            cups:read: Read cups
            cups:write: >
              Write
              cups
            tea: Drink tea
        implicit:
          authorizationUrl: https://login.cups.example/authorize
          scopes:
            tea: Drink tea
            sugar: Deprecated. Take sugar
    machines:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://login.cups.example/token
          scopes:
            cups:admin: Everything
    key: {{ type: apiKey, name: Cup, in: header }}
security:
  - people: [tea]
paths:
{paths}"
    )
}

fn of_paths(paths: &str) -> Description {
    describe(&document(paths))
}

#[test]
fn every_flow_of_every_scheme() {
    let description =
        of_paths("  /cups:\n    get:\n      operationId: listCups\n      summary: List cups\n      deprecated: true\n");
    assert_eq!(scopes(&description), ["cups:admin", "cups:read", "cups:write", "~sugar", "tea"]);
    assert_eq!(description.scopes[2].description.as_deref(), Some("Write cups"));
    assert_eq!((description.format, description.version.as_deref()), (SourceFormat::OpenApi, Some("3.1.0")));
    assert_eq!(description.title.as_deref(), Some("The cups of Alice"));
    assert_eq!(description.provider.as_deref(), Some("login.cups.example"));
    assert_eq!((description.complete, description.partial_because), (true, None));
    let operation = &description.operations[0];
    assert_eq!(operation.operation_id.as_deref(), Some("listCups"));
    assert_eq!(operation.description.as_deref(), Some("List cups"));
    assert_eq!(operation.note.as_deref(), Some("deprecated"));
    assert_eq!((description.counts.scopes, description.counts.operations), (5, 1));
}

#[test]
fn security_of_document_and_operation() {
    let description = of_paths(
        "  /tea:
    parameters: [{ name: x, in: query, get: { security: [] } }]
    get: {}
    put: { security: [{ people: ['cups:read', 'cups:write'] }, { machines: ['cups:admin'] }] }
    post: { security: [{ people: [tea], machines: ['cups:admin'], key: [] }] }
    delete: { security: [] }
    patch: { security: [{}, { people: [tea] }] }
    head: { security: [{ people: [] }] }
    options: { security: [{ people: [tea] }, { key: [] }] }
    trace: { security: { people: [tea] } }
  x-notes:
    get: {}
",
    );
    assert_eq!(
        operations(&description),
        [
            "GET /tea: tea",
            "POST /tea: cups:admin tea",
            "PUT /tea: cups:admin | cups:read cups:write",
            "TRACE /tea: tea",
        ]
    );
    assert_eq!(
        left_out(&description),
        [
            "DELETE /tea: no scope is stated",
            "HEAD /tea: no scope is stated",
            "OPTIONS /tea: `key` can be used instead of scopes",
            "PATCH /tea: also works without a scope",
        ]
    );
    let counts = description.counts;
    assert_eq!((counts.operations, counts.scoped, counts.bypass), (8, 6, 2));
    assert_eq!((counts.several, counts.inherited), (2, 1));
}

#[test]
fn another_credential_is_set_aside_where_that_is_asked_for() {
    let text = document("  /cups:\n    get: { security: [{ people: [tea] }, { key: [] }] }\n");
    let description =
        read(&text, &ReadOptions { other_credentials: true, ..ReadOptions::default() }).expect("a document");
    assert_eq!(operations(&description), ["GET /cups: tea"]);
}

#[test]
fn roles_of_other_schemes_are_not_scopes() {
    let description = of_paths(
        "  /cups:
    get: { security: [{ key: [admin] }] }
    put: { security: [{ people: [tea], key: [admin] }] }
    post: { security: [{ people: [tea] }, { key: [admin] }] }
",
    );
    assert_eq!(operations(&description), ["PUT /cups: tea"]);
    assert_eq!(
        left_out(&description),
        [
            "GET /cups: `key`, which lists its roles, is not an OAuth scheme",
            "POST /cups: `key` can be used instead of scopes",
        ]
    );
    assert_eq!((description.counts.not_oauth, description.counts.scoped), (3, 2));
    assert!(description.complete);
}

#[test]
fn what_is_not_declared() {
    let description = of_paths(
        "  /cups:
    get: { security: [{ people: ['cups:wash'] }] }
    put: { security: [{ robots: [tea] }] }
",
    );
    assert_eq!(operations(&description), [""; 0]);
    assert_eq!(
        left_out(&description),
        [
            "GET /cups: the document does not declare the scope `cups:wash`",
            "PUT /cups: the document does not declare the scheme `robots`",
            "cups:wash: the document does not declare the scope `cups:wash`",
        ]
    );
    assert_eq!((description.counts.undeclared, description.counts.unknown_scheme), (1, 1));
    assert!(!description.complete);
    assert!(!scopes(&description).contains(&"cups:wash".to_owned()));
}

#[test]
fn references_inside_the_document() {
    let description = of_paths(
        "  /cups:
    $ref: '#/components/pathItems/cups'
    get: { security: [{ people: ['cups:read'] }] }
  /tea:
    $ref: '#/x-parts/tea~1pot%20one'
  /sugar:
    get: { $ref: '#/paths/~1tea/get' }
  /milk:
    get: { $ref: '#/x-parts/operations/1' }
x-parts:
  tea/pot one:
    get: { security: [{ people: [tea] }], responses: { '200': { description: x } } }
  operations: [{}, { security: [{ machines: ['cups:admin'] }] }]
",
    );
    // A reference to what is itself behind a reference is not followed.
    assert_eq!(operations(&description), ["GET /cups: cups:read", "GET /milk: cups:admin", "GET /tea: tea"]);
    assert_eq!(
        left_out(&description),
        [
            "/cups: `#/components/pathItems/cups` is not in this document",
            "GET /sugar: `#/paths/~1tea/get` is not in this document",
        ]
    );
    assert_eq!(description.counts.unresolved, 2);
}

#[test]
fn references_to_other_files_and_in_circles() {
    let description = of_paths(
        "  /cups:
    $ref: cups.yaml
  /tea:
    get: { $ref: 'tea.yaml#/get' }
  /a:
    $ref: '#/paths/~1b'
  /b:
    $ref: '#/paths/~1a'
",
    );
    assert_eq!(
        left_out(&description),
        [
            "/a: `#/paths/~1b` is not in this document",
            "/b: `#/paths/~1a` is not in this document",
            "/cups: `cups.yaml` is not in this document",
            "GET /tea: `tea.yaml#/get` is not in this document",
        ]
    );
    assert_eq!((description.counts.unresolved, description.counts.operations), (4, 1));
    assert_eq!(
        description.partial_because.as_deref(),
        Some("some of its references are to other documents, or broken")
    );
}

#[test]
fn a_scheme_that_is_elsewhere() {
    let text = r##"{
        "openapi": "3.0.0",
        "components": {
            "securitySchemes": {
                "here": { "$ref": "#/x-schemes/here" },
                "there": { "$ref": "schemes.json#/there" }
            }
        },
        "x-schemes": { "here": { "type": "oauth2", "flows": { "password": { "scopes": { "tea": "" } } } } },
        "paths": {
            "/cups": {
                "get": { "security": [{ "here": ["tea"] }] },
                "put": { "security": [{ "there": ["tea"] }] }
            }
        }
    }"##;
    let description = describe(text);
    assert_eq!(operations(&description), ["GET /cups: tea"]);
    assert_eq!(left_out(&description), ["PUT /cups: `schemes.json#/there` is not in this document"]);
    assert_eq!((description.complete, description.provider), (false, None));
}

#[test]
fn scopes_of_an_openid_connect_scheme_are_what_operations_need() {
    let text = "
openapi: 3.0.3
components:
  securitySchemes:
    sign-in: { type: openIdConnect, openIdConnectUrl: https://login.cups.example/.well-known/openid-configuration }
paths:
  /cups:
    get: { security: [{ sign-in: [openid, 'cups:read'] }] }
";
    let description = describe(text);
    assert_eq!(scopes(&description), ["cups:read", "openid"]);
    assert_eq!(operations(&description), ["GET /cups: cups:read openid"]);
    assert_eq!((description.counts.scopes, description.counts.undeclared), (0, 2));
    assert!(!description.complete);
    // Beside it, a scheme with a list of its own has no other scopes.
    let text = format!(
        "{text}    put: {{ security: [{{ own: [cups:wriet] }}] }}\n{}",
        "    post: { security: [{ own: [cups:write] }] }\n"
    );
    let own = "own: { type: oauth2, flows: { clientCredentials: { tokenUrl: x, scopes: { 'cups:write': '' } } } }";
    let description = describe(&text.replace("securitySchemes:\n", &format!("securitySchemes:\n    {own}\n")));
    assert_eq!(scopes(&description), ["cups:read", "cups:write", "openid"]);
    assert_eq!(operations(&description), ["GET /cups: cups:read openid", "POST /cups: cups:write"]);
}

#[test]
fn version_2() {
    let text = r#"{
        "swagger": "2.0",
        "basePath": "/api",
        "securityDefinitions": {
            "sign-in": {
                "type": "oauth2",
                "flow": "accessCode",
                "authorizationUrl": "https://login.cups.example/authorize",
                "scopes": { "cups": "Read cups", "tea": 1, "sugar": "Take sugar", "x-internal": {} }
            },
            "key": { "type": "apiKey" }
        },
        "security": [{ "key": [] }],
        "paths": { "/cups": { "get": {}, "put": { "security": [{ "sign-in": ["cups"] }] } } }
    }"#;
    let description = describe(text);
    assert_eq!(scopes(&description), ["cups", "sugar", "tea", "x-internal"]);
    assert_eq!(operations(&description), ["PUT /cups: cups"]);
    assert_eq!(left_out(&description), ["GET /cups: no scope is stated"]);
}

#[test]
fn keys_that_join_names() {
    let text = r#"{
        "swagger": "2.0",
        "securityDefinitions": {
            "sign-in": { "type": "oauth2", "scopes": { "openid cups https://cups.example/all": "All of them", "tëa": "" } }
        },
        "security": [{ "sign-in": ["openid cups https://cups.example/all"] }],
        "paths": { "/cups": { "get": {} } }
    }"#;
    let description = describe(text);
    assert_eq!(scopes(&description), ["cups", "https://cups.example/all", "openid"]);
    assert_eq!(
        left_out(&description),
        [
            "GET /cups: `openid cups https://cups.example/all` joins several names",
            "openid cups https://cups.example/all: `openid cups https://cups.example/all` joins several names",
            "tëa: not a name that can be requested",
        ]
    );
    assert_eq!((description.counts.scopes, description.counts.scoped, description.counts.inherited), (2, 1, 1));
    assert!(!description.complete);
}

#[test]
fn a_list_of_everything_is_what_one_client_asks_for() {
    let text = r#"{
        "swagger": "2.0",
        "securityDefinitions": { "sign-in": { "type": "oauth2", "scopes": { "cups": "", "tea": "", "sugar": "" } } },
        "security": [{ "sign-in": ["cups", "tea", "sugar"] }],
        "paths": { "/cups": { "get": {}, "put": {} } }
    }"#;
    let description = describe(text);
    assert_eq!(
        left_out(&description),
        [
            "GET /cups: all of these scopes may be needed, or any of them: `cups`, `sugar`, `tea`",
            "PUT /cups: all of these scopes may be needed, or any of them: `cups`, `sugar`, `tea`",
        ]
    );
    assert_eq!(description.partial_because.as_deref(), Some("its scopes are those that one client requests"));
}

#[test]
fn a_scope_and_its_reading_part_are_alternatives_for_reading() {
    let text = r#"{
        "swagger": "2.0",
        "securityDefinitions": { "sign-in": { "type": "oauth2", "scopes": { "cups": "", "cups.read": "", "tea": "" } } },
        "paths": {
            "/cups": {
                "get": { "security": [{ "sign-in": ["cups", "cups.read"] }] },
                "put": { "security": [{ "sign-in": ["cups", "cups.read"] }] }
            }
        }
    }"#;
    let description = describe(text);
    assert_eq!(operations(&description), ["GET /cups: cups | cups.read"]);
    assert_eq!(description.left_out.len(), 1);
}

#[test]
fn tokens_of_two_servers() {
    let text = "
openapi: 3.0.0
components:
  securitySchemes:
    one: { type: oauth2, flows: { implicit: { authorizationUrl: 'https://one.example/a', scopes: { cups: '' } } } }
    other: { type: oauth2, flows: { implicit: { authorizationUrl: 'https://other.example/a', scopes: { tea: '' } } } }
paths:
  /cups:
    get: { security: [{ one: [cups], other: [tea] }] }
    put: { security: [{ one: [cups] }, { other: [tea] }] }
";
    let description = describe(text);
    assert_eq!(operations(&description), ["PUT /cups: cups | tea"]);
    assert_eq!(left_out(&description), ["GET /cups: tokens of two servers are needed at once: `one` and `other`"]);
    assert_eq!(description.partial_because.as_deref(), Some("its scopes are those of several servers"));
}

#[test]
fn methods_of_version_3_2() {
    let description = of_paths(
        "  /cups:
    query: {}
    additionalOperations:
      BREW: { security: [{ people: [tea] }] }
",
    );
    assert_eq!(operations(&description), ["BREW /cups: tea", "QUERY /cups: tea"]);
}

#[test]
fn anchors_and_merge_keys() {
    let description = of_paths(
        "  /cups:
    get: &reading
      security: &tea [{ people: [tea] }]
      summary: Read
    put:
      <<: *reading
      summary: Write
    post: { security: *tea }
",
    );
    assert_eq!(operations(&description), ["GET /cups: tea", "POST /cups: tea", "PUT /cups: tea"]);
    assert_eq!(description.operations[2].description.as_deref(), Some("Write"));
}

#[test]
fn what_is_not_openapi() {
    let stated = |text| {
        let options = ReadOptions { format: Some(SourceFormat::OpenApi), ..ReadOptions::default() };
        read(text, &options).expect_err(text).message
    };
    assert_eq!(stated("{}"), "the document has neither `openapi` nor `swagger`, so it is not OpenAPI");
    assert!(message("{\"openapi\": \"3.0.0\",").starts_with("this is not valid JSON: EOF"));
    let empty = describe("openapi: 3.0.0");
    assert_eq!((empty.scopes.len(), empty.partial_because.as_deref()), (0, Some("it declares no scope")));
}

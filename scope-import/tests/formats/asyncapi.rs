use scope_import::SourceFormat;

use crate::{describe, left_out, operations, scopes};

#[test]
fn topics_of_version_1_with_an_extension() {
    let text = r#"{
        "asyncapi": "1.2.0",
        "info": { "title": "Events of cups" },
        "servers": [{ "url": "https://cups.example", "scheme": "https" }],
        "topics": {
            "cup.broken": { "subscribe": { "summary": "A cup broke", "x-scopes-required": ["cups:read"] } },
            "cup.moved": { "subscribe": { "x-scopes-required": ["cups:read", "shelves:read"] } },
            "cup.full": { "subscribe": { "x-scopes-required": [] }, "publish": { "x-scopes-required": ["cups:fill"] } }
        }
    }"#;
    let description = describe(text);
    assert_eq!((description.format, description.version.as_deref()), (SourceFormat::AsyncApi, Some("1.2.0")));
    assert_eq!(scopes(&description), ["cups:fill", "cups:read", "shelves:read"]);
    assert_eq!(operations(&description), ["event cup.broken: cups:read", "publish cup.full: cups:fill"]);
    assert_eq!(
        left_out(&description),
        [
            "event cup.full: no scope is stated",
            "event cup.moved: all of these scopes may be needed, or any of them: `cups:read`, `shelves:read`",
        ]
    );
    let counts = description.counts;
    assert_eq!((counts.scopes, counts.undeclared, counts.operations, counts.scoped), (0, 3, 4, 3));
    assert_eq!((counts.several, description.complete), (1, false));
}

#[test]
fn an_extension_beside_declared_scopes() {
    let text = "
asyncapi: 2.6.0
components:
  securitySchemes:
    sign-in: { type: oauth2, flows: { implicit: { scopes: { cups: Read cups } } } }
channels:
  cups:
    subscribe: { x-scopes-required: [cups] }
  tea:
    subscribe: { x-scopes-required: [tea] }
";
    let description = describe(text);
    assert_eq!(operations(&description), ["event cups: cups"]);
    assert_eq!(
        left_out(&description),
        [
            "event tea: the document does not declare the scope `tea`",
            "tea: the document does not declare the scope `tea`",
        ]
    );
}

#[test]
fn security_of_servers_and_operations_of_version_2() {
    let text = "
asyncapi: 2.6.0
servers:
  one: { url: one.example, security: [{ sign-in: [cups] }] }
  other: { url: other.example, security: [{ sign-in: [tea] }] }
components:
  securitySchemes:
    sign-in:
      type: oauth2
      flows: { clientCredentials: { tokenUrl: 'https://login.cups.example/token', scopes: { cups: Read, tea: Drink } } }
    key: { type: apiKey, in: user }
channels:
  cups/{id}:
    subscribe: { operationId: cupChanged, security: [{ sign-in: [tea] }] }
    publish: {}
  tea:
    servers: [one]
    publish: { security: [{ sign-in: [cups] }, { key: [] }] }
    subscribe: {}
  sugar:
    $ref: 'sugar.yaml'
";
    let description = describe(text);
    assert_eq!(operations(&description), ["event cups/{id}: tea", "event tea: cups"]);
    assert_eq!(description.operations[0].operation_id.as_deref(), Some("cupChanged"));
    assert_eq!(description.provider.as_deref(), Some("login.cups.example"));
    assert_eq!(
        left_out(&description),
        [
            "publish cups/{id}: described twice, with different scopes",
            "publish tea: `key` can be used instead of scopes",
            "sugar: `sugar.yaml` is not in this document",
        ]
    );
    assert_eq!((description.counts.inherited, description.counts.unresolved), (1, 1));
}

#[test]
fn schemes_of_version_3_have_what_is_needed() {
    let text = "
asyncapi: 3.0.0
servers:
  main: { host: cups.example, security: [{ $ref: '#/components/securitySchemes/sign-in' }] }
components:
  securitySchemes:
    sign-in:
      type: oauth2
      scopes: [cups]
      flows: { clientCredentials: { tokenUrl: 'https://login.cups.example/token', availableScopes: { cups: Read, tea: Drink } } }
channels:
  shelf: { address: 'shelves/{id}' }
  pot: {}
operations:
  onShelf: { action: receive, channel: { $ref: '#/channels/shelf' }, title: A shelf }
  brew:
    action: send
    channel: { $ref: '#/channels/pot' }
    security:
      - type: oauth2
        scopes: [tea]
        flows: { clientCredentials: { tokenUrl: 'https://login.cups.example/token', availableScopes: { tea: Drink } } }
";
    let description = describe(text);
    assert_eq!(scopes(&description), ["cups", "tea"]);
    assert_eq!(operations(&description), ["receive shelves/{id}: cups", "send pot: tea"]);
    assert_eq!(description.operations[0].operation_id.as_deref(), Some("onShelf"));
    assert_eq!(left_out(&description), [""; 0]);
    assert!(description.complete);
}

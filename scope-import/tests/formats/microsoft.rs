use scope_import::SourceFormat;

use crate::{describe, left_out, operations, scopes};

#[test]
fn permissions_with_their_paths() {
    let text = r#"{
        "permissions": {
            "Cups.Read": {
                "schemes": {
                    "Application": { "adminDisplayName": "Read every cup", "requiresAdminConsent": true },
                    "DelegatedWork": { "userDisplayName": "Read your cups" },
                    "CupSpecific": {}
                },
                "pathSets": [
                    {
                        "schemeKeys": ["DelegatedWork"],
                        "methods": ["GET,HEAD"],
                        "paths": { "/cups": "least=DelegatedWork", "/cups/{id}": "" }
                    },
                    {
                        "methods": ["POST"],
                        "alsoRequires": "(Tea.Read | Tea.Drink) & Sugar.Read",
                        "paths": { "/mix": "", "/stir": "least=DelegatedWork;AlsoRequires=Tea.Read" }
                    }
                ]
            },
            "Cups.Write": {
                "schemes": { "DelegatedPersonal": {} },
                "pathSets": [
                    { "methods": ["GET", "PUT"], "paths": { "/cups": "", "/lid": "implicit=true", "/odd": "AlsoRequires=a b" } }
                ]
            }
        }
    }"#;
    let description = describe(text);
    assert_eq!(description.format, SourceFormat::Kibali);
    assert_eq!(description.provider.as_deref(), Some("microsoft-graph"));
    assert_eq!(scopes(&description), ["Cups.Read", "Cups.Write"]);
    let scope = &description.scopes[0];
    assert_eq!(scope.description.as_deref(), Some("Read your cups"));
    assert_eq!((&scope.kinds[..], scope.approval), (&["delegated".to_owned(), "application".to_owned()][..], true));
    assert_eq!(
        operations(&description),
        [
            "GET /cups: Cups.Read | Cups.Write",
            "GET /cups/{id}: Cups.Read",
            "HEAD /cups: Cups.Read",
            "HEAD /cups/{id}: Cups.Read",
            "POST /mix: Cups.Read Sugar.Read Tea.Drink | Cups.Read Sugar.Read Tea.Read",
            "POST /stir: Cups.Read Tea.Read",
            "PUT /cups: Cups.Write",
        ]
    );
    assert_eq!(
        left_out(&description),
        [
            "GET /lid: also works without a scope",
            "GET /odd: `a b` is not in this document",
            "PUT /lid: also works without a scope",
            "PUT /odd: `a b` is not in this document",
        ]
    );
    assert_eq!((description.counts.scopes, description.counts.operations), (2, 11));
}

#[test]
fn descriptions_of_permissions() {
    let text = r#"{
        "delegatedScopesList": [
            { "value": "Cups.Read", "consentDisplayName": "Read your cups", "isAdmin": false },
            { "value": "Tea.Drink", "adminConsentDisplayName": "Drink tea", "consentDisplayName": null, "isAdmin": true },
            { "value": "" }
        ],
        "applicationScopesList": [{ "value": "Cups.Read", "adminConsentDisplayName": "Read every cup", "isAdmin": true }]
    }"#;
    let description = describe(text);
    assert_eq!(description.format, SourceFormat::PermissionDescriptions);
    assert_eq!(
        (scopes(&description), description.counts.scopes),
        (vec!["Cups.Read".to_owned(), "Tea.Drink".to_owned()], 2)
    );
    let [cups, tea] = &description.scopes[..] else { panic!("{description:?}") };
    assert_eq!(
        (cups.description.as_deref(), &*cups.kinds.join(" ")),
        (Some("Read your cups"), "delegated application")
    );
    assert_eq!((tea.description.as_deref(), &*tea.kinds.join(" ")), (Some("Drink tea"), "delegated"));
    assert!(!description.complete);
}

//! Tests that the bundled catalogs are valid. Their references are not checked when a user's program is compiled.

use scope_catalog::{Catalog, CatalogSource, Coverage, Level, Lookup, Request, Scope, check, fixed, is_token};

fn catalogs() -> impl Iterator<Item = (&'static str, Catalog)> {
    scope_providers::NAMES.iter().map(|name| {
        let text = scope_providers::text(name).expect("a listed provider");
        let catalog = Catalog::from_text(text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        (*name, catalog)
    })
}

fn is_plain(scope: &Scope) -> bool {
    is_token(&scope.name) && !scope.name.contains('{')
}

#[test]
fn every_one_parses_and_says_where_it_is_from() {
    for (name, catalog) in catalogs() {
        assert!(catalog.documentation().is_some_and(|source| source.starts_with("https://")), "{name}");
        assert!(catalog.checked().is_some(), "{name}");
        assert_ne!(catalog.name(), "this catalog", "{name}");
        assert_eq!(catalog.scopes().is_empty(), catalog.no_scopes().is_some(), "{name}");
        assert!(catalog.no_scopes().is_none_or(|note| !note.ends_with('.') && note.len() > 20), "{name}");
    }
}

#[test]
fn every_scope_passes_alone_but_for_what_it_requires() {
    for (name, catalog) in catalogs() {
        for scope in catalog.scopes().iter().filter(|scope| is_plain(scope)) {
            let request =
                Request { catalog: &catalog, others: &[], texts: &[&scope.name], client: None, operations: &[] };
            let findings = check(&request).findings;
            if catalog.is_denied(&scope.name) {
                assert_eq!(
                    findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(),
                    ["wrong-grant"],
                    "{name}"
                );
                continue;
            }
            let unexpected = findings.iter().find(|finding| finding.rule.id != "missing-companion");
            assert!(unexpected.is_none(), "{name}: {unexpected:?}");
        }
    }
}

#[test]
fn descriptions_are_short_and_never_missing() {
    for (name, catalog) in catalogs() {
        for scope in catalog.scopes() {
            let length = scope.description.chars().count();
            assert!((3..=80).contains(&length), "{name}: {}", scope.name);
            assert!(!scope.description.ends_with('.'), "{name}: {}", scope.name);
        }
    }
}

#[test]
fn an_unknown_name_of_a_partial_list_is_a_warning_unless_owners_make_up_names() {
    for (name, catalog) in catalogs() {
        let request =
            Request { catalog: &catalog, others: &[], texts: &["qqqqqqqqqqqqqqqq"], client: None, operations: &[] };
        let level = check(&request).findings.first().map(|finding| finding.level);
        let expected = match catalog.coverage() {
            Coverage::Complete => Some(Level::Deny),
            Coverage::Partial => Some(Level::Warn).filter(|_| !catalog.has_own_names()),
        };
        assert_eq!(level, expected, "{name}");
    }
}

/// Returns the catalogs whose operations have known needs, with the needs.
fn catalogs_with_operations() -> impl Iterator<Item = (&'static str, Catalog)> {
    scope_providers::NAMES.iter().filter_map(|name| {
        let operations = scope_providers::operations(name)?;
        let mut problems = Vec::new();
        let source = CatalogSource::parse(0, scope_providers::text(name).expect("a listed provider"), &mut problems);
        let catalog = Catalog::assemble(None, vec![source.with_operation_text(Some(operations))], &mut problems);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        Some((*name, catalog))
    })
}

#[test]
fn what_operations_need_is_in_the_catalog() {
    for (name, catalog) in catalogs_with_operations() {
        for operation in catalog.search_operations("") {
            let key = &operation.name.text;
            assert!(!key.is_empty() && !key.contains('\t') && key.trim() == &**key, "{name}: {key:?}");
            for scope in operation.scopes() {
                assert_ne!(catalog.lookup(&scope.text), Lookup::Unknown, "{name}: {key}: {}", scope.text);
            }
            for part in &operation.sometimes {
                let is_phrase = part.condition.contains(' ') && !part.condition.ends_with('.');
                assert!(is_phrase, "{name}: {key}: {:?}", part.condition);
            }
        }
    }
}

fn findings_of_operation(provider: &str, operation: &str, text: &str) -> Vec<&'static str> {
    let (_, catalog) = catalogs_with_operations().find(|(name, _)| *name == provider).expect("a provider");
    let operation = catalog.operation(operation).unwrap_or_else(|unknown| panic!("{}", unknown.message));
    let request = Request { catalog: &catalog, others: &[], texts: &[text], client: None, operations: &[operation] };
    check(&request).findings.iter().map(|finding| finding.rule.id).collect()
}

/// Broad scopes, scopes of an older system, and scopes for which nobody has published which operations accept them.
#[test]
fn what_may_serve_an_operation_is_not_called_too_little() {
    for (provider, operation, right) in [
        ("asana", "GET /tasks/{task_gid}", "default"),
        // The documentation only has the delegated permissions, and the scope for all of Google Cloud.
        ("microsoft-graph", "GET /chats/{id}", "Chat.Read.All"),
        ("microsoft-graph", "GET /users/{id}/messages", "Mail.ReadWrite.Shared"),
        ("google", "storage:v1/storage.objects.insert", "https://www.googleapis.com/auth/devstorage.write_only"),
        ("digitalocean", "GET /v2/droplets", "read"),
        ("digitalocean", "DELETE /v2/droplets/{droplet_id}", "read write"),
        ("zoom", "GET /users/{userId}", "user:read"),
        ("zoom", "GET /users/{userId}", "user:read:admin"),
        ("zoom", "POST /users/{userId}/meetings", "meeting:write"),
        ("slack", "POST /chat.postMessage", "bot"),
        ("microsoft-graph", "GET /me", ".default"),
        ("microsoft-graph", "GET /me", "https://graph.microsoft.com/.default"),
        ("okta", "GET /api/v1/users/{id}", "okta.users.read.self"),
        ("xero", "GET /Invoices", "accounting.invoices.read"),
        ("xero", "POST /Payments", "accounting.payments"),
        ("figma", "GET /v1/teams/{team_id}/projects", "folders:read"),
    ] {
        let findings = findings_of_operation(provider, operation, right);
        assert!(!findings.contains(&"missing-scope"), "{provider}: {operation}: {right}: {findings:?}");
    }
    for (provider, operation, wrong) in [
        ("asana", "GET /tasks/{task_gid}", "projects:read"),
        ("digitalocean", "GET /v2/droplets", "account:read"),
        ("zoom", "GET /users/{userId}", "meeting:read:meeting"),
        ("xero", "POST /Payments", "accounting.invoices"),
    ] {
        assert!(findings_of_operation(provider, operation, wrong).contains(&"missing-scope"), "{provider}: {wrong}");
    }
}

/// A deprecated name works, but which operations accept it is only known if they mention it.
#[test]
fn a_deprecated_name_that_no_operation_names_may_serve_any() {
    for (name, catalog) in catalogs_with_operations() {
        let mut named = std::collections::HashSet::new();
        for operation in catalog.search_operations("") {
            named.extend(operation.scopes().into_iter().map(|name| name.text.clone()));
        }
        for retired in catalog.retired_names() {
            let may_serve = retired.still_works && !named.contains(&retired.name);
            assert_eq!(catalog.serves_more(&retired.name), may_serve, "{name}: {}", retired.name);
        }
    }
}

/// A scope that grants everything must not lead to missing scopes: it implies others, operations mention it, or it is
/// marked.
#[test]
fn whatever_grants_everything_serves_operations() {
    for (name, catalog) in catalogs_with_operations() {
        // `.default` of another resource is not for these operations.
        for scope in catalog.scopes().iter().filter(|scope| is_plain(scope) && !scope.name.contains("://")) {
            let grants_all = ["everything of", "everything the user", "whole API", "Use all"];
            if grants_all.iter().any(|words| scope.description.contains(words)) {
                let id = catalog.declared(&scope.name).expect("a scope");
                let serves = catalog.serves_more(&scope.name) || catalog.is_needed_somewhere(id);
                assert!(serves, "{name}: {}: add `serves_more`, or what it implies", scope.name);
            }
        }
    }
}

#[test]
fn names_of_classic_applications_are_never_rewritten() {
    let catalog = Catalog::from_text(scope_providers::text("zoom").expect("Zoom")).expect("a sound catalog");
    for classic in
        ["user_zak:read", "meeting_token:read:local_recording", "sip_phone:read:admin", "whiteboard_file:read"]
    {
        assert_eq!(findings("zoom", classic), ["deprecated-scope"], "{classic}");
        let request = Request { catalog: &catalog, others: &[], texts: &[classic], client: None, operations: &[] };
        assert_eq!(fixed(&request).as_deref().unwrap_or(classic), classic);
    }
    let (_, catalog) = catalogs_with_operations().find(|(name, _)| *name == "zoom").expect("Zoom");
    let user = catalog.operation("GET /users/{userId}").expect("an operation");
    let lacking = catalog.lacking(&user, &|_| false).join(" ");
    assert!(lacking.contains("user:read:user") && !lacking.contains(":master"), "{lacking}");
}

#[test]
fn names_in_programs_are_no_mistakes() {
    for (provider, text) in [
        ("box", "root_readwrite ai.readwrite docgen.readwrite"),
        ("facebook", "manage_app_solution page_events"),
        ("webex", "openid email profile phone address"),
        ("zitadel", "openid urn:iam:org:project:roles"),
    ] {
        assert_eq!(findings(provider, text), [""; 0], "{text}");
    }
    assert!(!findings("square", "TRANSFER_ORDERS_READ").is_empty());
}

#[test]
fn each_operation_stands_in_one_place() {
    for name in scope_providers::NAMES {
        let Some(text) = scope_providers::operations(name) else { continue };
        let mut seen = std::collections::HashSet::new();
        for line in text.lines().filter(|line| !line.starts_with(['=', '#'])) {
            let key = line.split('\t').next().unwrap_or_default();
            assert!(seen.insert(key), "{name}: {key} is listed twice");
        }
    }
}

/// Needs that were compared with the provider's documentation by hand, with the URL and the date.
#[test]
fn needs_are_those_of_the_documents() {
    let checked = include_str!("needs_checked.tsv");
    let catalogs: Vec<(&str, Catalog)> = catalogs_with_operations().collect();
    let mut differences = Vec::new();
    let mut counts = std::collections::BTreeMap::new();
    for line in checked.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [provider, key, need, address, day] = *fields else { panic!("five fields: {line}") };
        assert!(address.starts_with("https://") && day.len() == 10, "{line}");
        *counts.entry(provider).or_insert(0) += 1;
        let (_, catalog) = catalogs.iter().find(|(name, _)| *name == provider).expect("a provider with operations");
        let operation = catalog.operation(key).unwrap_or_else(|unknown| panic!("{}", unknown.message));
        let mut found = operation.needs.describe().replace('`', "");
        for part in &operation.sometimes {
            found.push_str(&format!("; {}: {}", part.needs.describe().replace('`', ""), part.condition));
        }
        if found != need {
            differences.push(format!("{provider}: {key}: {found}, but the document says {need}"));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
    assert!(counts.len() >= 8 && counts.values().all(|count| *count >= 5), "{counts:?}");
}

/// Returns a name with one letter removed, doubled, replaced or swapped, chosen by a seed.
fn with_a_slip(name: &str, seed: usize) -> String {
    let mut bytes = name.as_bytes().to_vec();
    let at = seed * 7919 % bytes.len();
    match seed % 4 {
        0 => drop(bytes.remove(at)),
        1 => bytes.insert(at, bytes[at]),
        2 => bytes[at] = b'a' + u8::try_from(seed % 26).unwrap_or_default(),
        _ => bytes.swap(at, (at + 1) % name.len()),
    }
    String::from_utf8(bytes).expect("names are ASCII")
}

#[test]
fn what_is_written_instead_passes_and_grants_no_more() {
    for (provider, catalog) in catalogs() {
        for (seed, scope) in catalog.scopes().iter().enumerate().filter(|(_, scope)| is_plain(scope)) {
            let written = with_a_slip(&scope.name, seed);
            let request = |text| Request { catalog: &catalog, others: &[], texts: text, client: None, operations: &[] };
            if catalog.lookup(&written) != Lookup::Unknown {
                continue;
            }
            let text = [&*written];
            let Some(fixed) = fixed(&request(&text)) else { continue };
            let text = [&*fixed];
            let denied: Vec<_> = check(&request(&text)).findings;
            let denied =
                denied.iter().find(|finding| finding.level == Level::Deny && finding.rule.id != "missing-companion");
            assert!(denied.is_none(), "{provider}: {written} -> {fixed}: {denied:?}");
            if let (Some(meant), Some(given)) = (catalog.declared(&scope.name), catalog.declared(&fixed)) {
                let is_wider = meant != given && catalog.covers(given, meant);
                assert!(!is_wider, "{provider}: {written}, of {}, -> {fixed}", scope.name);
            }
        }
    }
}

fn findings(provider: &str, text: &str) -> Vec<&'static str> {
    let catalog = Catalog::from_text(scope_providers::text(provider).expect("a provider")).expect("a sound catalog");
    let request = Request { catalog: &catalog, others: &[], texts: &[text], client: None, operations: &[] };
    check(&request).findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn microsoft_has_many_resources() {
    for right in [
        "mail.read USER.READ offline_access",
        "https://analysis.windows.net/powerbi/api/.default",
        "https://analysis.windows.net/powerbi/api/dataset.read.all openid",
        "https://management.core.windows.net//.default",
        "https://management.azure.com/user_impersonation openid profile offline_access",
        "https://database.windows.net//.default",
        "https://service.flow.microsoft.com//.default",
        "https://contoso.onmicrosoft.com/tasks-api/tasks.read openid",
        "https://contoso.sharepoint.com/AllSites.Read",
        "https://contoso.crm4.dynamics.com/user_impersonation",
        "https://outlook.office.com/IMAP.AccessAsUser.ALL https://outlook.office365.com/smtp.send offline_access",
        "https://api.example/.default",
        "api://0d2c1b3a-1111-2222-3333-444455556666/orders.read",
        "0d2c1b3a-1111-2222-3333-444455556666/.default",
        "0d2c1b3a-1111-2222-3333-444455556666 openid offline_access",
        "499b84ac-1321-427f-aa17-267ca6975798/vso.code",
        "urn:orders/.default",
        "XboxLive.signin offline_access",
        "xboxlive.signin XboxLive.Offline_Access",
    ] {
        assert_eq!(findings("microsoft-graph", right), [""; 0], "{right}");
    }
    for (wrong, rule) in [
        ("User.Read https://vault.azure.net/user_impersonation", "mixed-resources"),
        ("https://management.azure.com/.default https://storage.azure.com/.default", "mixed-resources"),
        ("api://one/.default api://two/.default", "mixed-resources"),
        ("https://graph.microsoft.com/.default https://graph.microsoft.com/User.Read", "conflicting-scopes"),
        ("https://vault.azure.net/user_impersonate", "unknown-scope"),
        ("https://graph.microsoft.com/v1.0/User.Read", "unknown-scope"),
        ("https://management.azure.com", "unknown-scope"),
        ("SMTP.Send", "deprecated-scope"),
        ("https://graph.microsoft.com/imap.accessasuser.all", "deprecated-scope"),
        ("https://outlook.office365.com/mail.readwrite", "deprecated-scope"),
    ] {
        assert_eq!(findings("microsoft-graph", wrong), [rule], "{wrong}");
    }
}

#[test]
fn consents_to_a_team_or_a_chat_are_for_a_manifest() {
    let sentence = "leave it out: it is a resource-specific consent, which the manifest of a Teams app asks for and no `scope` parameter";
    let catalog = |name| Catalog::from_text(scope_providers::text(name).expect("a provider")).expect("a sound catalog");
    let (graph, teams) = (catalog("microsoft-graph"), catalog("teams-rsc"));
    let findings = |catalog: &Catalog, text: &str| {
        check(&Request { catalog, others: &[], texts: &[text], client: None, operations: &[] }).findings
    };
    for scope in teams.scopes().iter().filter(|scope| scope.name.ends_with(".Group") || scope.name.ends_with(".Chat")) {
        let [finding] = &*findings(&graph, &scope.name) else { panic!("{}", scope.name) };
        assert_eq!((finding.rule.id, finding.level), ("wrong-grant", Level::Deny), "{}", scope.name);
        assert_eq!(finding.help.as_deref(), Some(sentence));
        assert!(findings(&teams, &scope.name).is_empty(), "{}", scope.name);
    }
    // An application has these through `.default`, and the service accepts them.
    for right in ["OnlineMeetingAiInsight.Read.Chat", "Content.Process.User", "api://orders/Read.Group"] {
        assert!(findings(&graph, right).is_empty(), "{right}");
    }
}

#[test]
fn what_is_removed_has_a_date_or_an_answer_of_the_server() {
    for (provider, catalog) in catalogs() {
        for retired in catalog.retired_names().iter().filter(|retired| !retired.still_works && retired.since.is_none())
        {
            let note = retired.note.as_deref().unwrap_or_default();
            assert!(note.contains("refuse"), "{provider}: {}", retired.name);
        }
    }
}

#[test]
fn a_deprecation_without_an_end_is_advice() {
    for (provider, name, is_advice) in [
        ("zoom", "meeting:read", true),
        ("patreon", "users", true),
        ("xero", "accounting.transactions", false),
        ("fitbit", "heartrate", false),
    ] {
        let catalog = Catalog::from_text(scope_providers::text(provider).expect("a provider")).expect("sound");
        let request = Request { catalog: &catalog, others: &[], texts: &[name], client: None, operations: &[] };
        let findings = check(&request).findings;
        assert_eq!((findings[0].rule.id, findings[0].level), ("deprecated-scope", Level::Warn), "{name}");
        assert_eq!(scope_catalog::is_advice(&catalog, &findings[0]), is_advice, "{name}");
    }
}

#[test]
fn names_that_only_some_source_has_say_which() {
    let catalog = Catalog::from_text(scope_providers::text("hubspot").expect("HubSpot")).expect("sound");
    let of = |name| catalog.scope(catalog.declared(name).expect("a scope")).details.as_ref();
    let source = of("mcp.users.read").and_then(|details| details.source.as_deref());
    assert!(source.is_some_and(|source| source.starts_with("https://")));
    for (provider, catalog) in catalogs() {
        for details in catalog.scopes().iter().filter_map(|scope| scope.details.as_ref()) {
            assert!(details.source.as_deref().is_none_or(|source| source.starts_with("https://")), "{provider}");
        }
    }
}

fn findings_of_grant(provider: &str, client: &str, text: &str) -> Vec<&'static str> {
    let list = text.split(' ').map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    let text_of_client = format!("[clients.c]\n{client}\nallow = [{list}]");
    let mut problems = Vec::new();
    let own = CatalogSource::parse(0, &text_of_client, &mut problems);
    let bundled = CatalogSource::parse(1, scope_providers::text(provider).expect("a provider"), &mut problems);
    let catalog = Catalog::assemble(None, vec![own, bundled], &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let client = catalog.client("c").ok();
    let request = Request { catalog: &catalog, others: &[], texts: &[text], client, operations: &[] };
    check(&request).findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn what_a_grant_takes_is_known_of_some_providers() {
    for (provider, client, text, expected) in [
        ("microsoft-graph", "grant = 'client_credentials'", "https://graph.microsoft.com/.default", None),
        ("microsoft-graph", "kind = 'application'", "https://vault.azure.net/.default", None),
        ("microsoft-graph", "kind = 'application'", "User.Read.All", Some("wrong-grant")),
        ("microsoft-graph", "kind = 'delegated'", "User.Read.All offline_access", None),
        ("microsoft-graph", "kind = 'delegated'", "EduRoster.Read.All", Some("wrong-kind")),
        ("docusign", "grant = 'jwt_bearer'", "signature", Some("wrong-grant")),
        ("docusign", "grant = 'jwt_bearer'", "signature impersonation", None),
        ("docusign", "grant = 'jwt_bearer'", "organization_read", None),
        ("docusign", "grant = 'authorization_code'", "signature", None),
        ("discord", "grant = 'implicit'", "identify role_connections.write", Some("wrong-grant")),
        ("discord", "grant = 'authorization_code'", "identify role_connections.write", None),
        ("discord", "grant = 'client_credentials'", "applications.commands.update", None),
        ("discord", "grant = 'authorization_code'", "applications.commands.update", Some("wrong-grant")),
        ("auth0-management", "kind = 'person'", "update:users", Some("wrong-grant")),
        ("auth0-management", "kind = 'person'", "read:current_user update:current_user_metadata", None),
        ("auth0-management", "grant = 'client_credentials'", "update:users", None),
        ("osu", "grant = 'authorization_code'", "identify delegate", Some("wrong-grant")),
        ("osu", "grant = 'client_credentials'", "public delegate", None),
        ("uber", "grant = 'client_credentials'", "eats.order eats.report", None),
        ("uber", "grant = 'client_credentials'", "profile", Some("wrong-grant")),
        ("uber", "grant = 'authorization_code'", "eats.store", Some("wrong-grant")),
        ("power-bi", "kind = 'application'", "https://analysis.windows.net/powerbi/api/.default", None),
        (
            "power-bi",
            "kind = 'application'",
            "https://analysis.windows.net/powerbi/api/App.Read.All",
            Some("wrong-grant"),
        ),
        ("ebay", "grant = 'client_credentials'", "https://api.ebay.com/oauth/api_scope", None),
        ("ebay", "kind = 'application'", "https://api.ebay.com/oauth/api_scope/sell.inventory", Some("wrong-grant")),
        ("ebay", "grant = 'authorization_code'", "https://api.ebay.com/oauth/api_scope/sell.inventory", None),
    ] {
        let found = findings_of_grant(provider, client, text);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{provider}: {client}: {text}");
    }
}

#[test]
fn a_permission_of_azure_or_power_bi_stands_behind_its_address() {
    for (provider, right) in [
        ("power-bi", "https://analysis.windows.net/powerbi/api/Report.Read.All openid offline_access"),
        (
            "power-bi",
            "https://api.fabric.microsoft.com/item.readwrite.all https://api.fabric.microsoft.com/Workspace.Read.All",
        ),
        ("power-bi", "https://analysis.windows.net/powerbi/api/.default"),
        ("azure-resources", "https://management.azure.com//.default"),
        ("azure-resources", "https://shelves.blob.core.windows.net/user_impersonation openid profile"),
        ("azure-resources", "https://api.loganalytics.io/Data.Read"),
        ("azure-resources", "https://manage.office.com/ActivityFeed.Read https://manage.office.com/ServiceHealth.Read"),
    ] {
        assert_eq!(findings(provider, right), [""; 0], "{provider}: {right}");
    }
    for (provider, wrong, rule) in [
        ("power-bi", "Report.Read.All", "unknown-scope"),
        ("azure-resources", "user_impersonation", "unknown-scope"),
        ("azure-resources", "https://vault.azure.net/keys.read", "unknown-scope"),
        ("azure-resources", "https://vault.azure.net/.default https://storage.azure.com/.default", "mixed-resources"),
    ] {
        assert_eq!(findings(provider, wrong), [rule], "{provider}: {wrong}");
    }
}

/// Two catalogs describe the same resources of Entra in the same way, since a file may build on both.
#[test]
fn a_resource_of_two_catalogs_has_the_same_addresses() {
    let resources = |name: &str| {
        let catalog = Catalog::from_text(scope_providers::text(name).expect("a provider")).expect("a sound catalog");
        let of = |resource: &scope_catalog::Resource| {
            let texts =
                |names: &[scope_catalog::Spanned]| names.iter().map(|name| name.text.clone()).collect::<Vec<_>>();
            (resource.name.text.clone(), (texts(&resource.uris), texts(&resource.scopes)))
        };
        catalog.resources().iter().map(of).collect::<std::collections::BTreeMap<_, _>>()
    };
    let graph = resources("microsoft-graph");
    for provider in ["power-bi", "azure-resources"] {
        for (name, resource) in resources(provider) {
            assert!(graph.get(&name).is_none_or(|known| *known == resource), "{provider}: {name}");
        }
    }
}

#[test]
fn a_provider_without_a_scope_parameter_is_asked_for_nothing() {
    let without: Vec<_> = catalogs().filter(|(_, catalog)| catalog.no_scopes().is_some()).collect();
    assert!(without.len() >= 9, "{}", without.len());
    for (name, _) in without {
        assert_eq!(findings(name, ""), [""; 0], "{name}");
        assert_eq!(findings(name, "read,write  read"), ["unknown-scope"], "{name}");
    }
}

/// Names that were once missing from a catalog, and others that look wrong but are correct.
#[test]
fn names_that_providers_have_are_right() {
    for (provider, right) in [
        ("airtable", "enterprise.user:read"),
        ("amazon", "advertising::campaign_management sellingpartnerapi::notifications"),
        ("atlassian-jira", "import:import-configuration:cmdb"),
        ("auth0-management", "read:shields update:client_keys"),
        ("autodesk", "application:service_account:read application:service_account_key:write"),
        ("azure-devops", "vso.auditstreams_delete"),
        ("box", "item_execute_integration item_readwrite"),
        ("docusign", "dtr.company.read"),
        ("figma", "org:discovery_read selections:read"),
        ("fitbit", "https://www.googleapis.com/auth/googlehealth.sleep.readonly"),
        ("github", "admin:pre_receive_hook"),
        ("google", "https://www.googleapis.com/auth/business.manage https://www.googleapis.com/auth/sqlservice.login"),
        ("google", "https://www.googleapis.com/auth/drive.install"),
        ("google", "https://www.googleapis.com/auth/generative-language.retriever"),
        ("google", "https://www.googleapis.com/auth/googlehealth.mindfulness.readonly"),
        ("hubspot", "crm.objects.forecasts.read cms.performance.read developer.webhooks_journal.read"),
        ("hubspot", "integrations.zoom-app.playbooks.read record_images.signed_urls.read"),
        ("linkedin", "rw_conversions r_verify"),
        ("linkedin", "openid,profile"),
        ("linkedin", "openid profile"),
        ("microsoft-graph", "User.Create User.ReadUpdate.All Application.ReadUpdate.All Mail-Advanced.ReadWrite"),
        ("microsoft-graph", "Calendars.Read.All"),
        ("patreon", "w:campaigns.posts w:identity.clients"),
        ("pinterest", "msot:write"),
        ("quickbooks", "app-foundations.custom-field-definitions.read"),
        ("shopify", "read_orders,read_all_orders"),
        ("shopify", "read_analytics"),
        ("slack", "search:read.users"),
        ("slack", "channels:read chat:write"),
        ("slack", "channels:read,chat:write"),
        ("spotify", "openid email profile"),
        ("tiktok", "research.adlib.basic"),
        ("twitch", "openid"),
        ("webex", "spark-compliance:events_read"),
        ("webflow", "app_subscriptions:read"),
        ("zoho", "ZohoCRM.settings.all"),
        ("zoho", "ZohoCRM.settings.ALL"),
        ("zoho", "ZohoBooks.invoices.READ"),
        ("zoom", "meeting:read:list_registrants zoomapp:inmeeting"),
        ("google", "https://www.google.com/calendar/feeds/ https://www.googleapis.com/auth/games_lite"),
        ("facebook", "threads_business_basic"),
        ("atlassian-jira", "storage:app read:app-user-token read:chat:rovo"),
        ("okta", "openid group"),
        ("shopify-customers", "openid email customer-account-api:full"),
    ] {
        assert_eq!(findings(provider, right), [""; 0], "{provider}: {right}");
    }
}

/// Mistakes that people make, with the level and the help.
#[test]
fn names_that_providers_do_not_have_are_told_what_is_meant() {
    const GOOGLE: &str = "https://www.googleapis.com/auth/";
    for (provider, wrong, level, helps) in [
        ("google", "https://www.googleapis.com/auth/spreadsheet", Level::Warn, "auth/spreadsheets`"),
        ("google", "https://www.googleapis.com/auth/gmail.modfy", Level::Deny, "auth/gmail.modify`"),
        ("google", "https://www.googleapis.com/auth/task", Level::Warn, "auth/tasks`"),
        ("google", "https://www.googleapis.com/auth/calendar.r", Level::Deny, "auth/calendar.readonly`"),
        ("google", "https://mail.google.com", Level::Deny, "write `https://mail.google.com/`"),
        ("google", "offline_access", Level::Deny, "leave it out: "),
        ("google", "groups", Level::Deny, "leave it out: "),
        ("google", "oidc", Level::Warn, "did you mean `openid`?"),
        ("apple", "email profile", Level::Deny, "write `name`"),
        ("google", "https://www.googleapis.com/auth/slides.readonly", Level::Deny, "auth/presentations.readonly`"),
        ("google", "https://www.google.com/auth/drive.file", Level::Warn, "auth/drive.file`"),
        ("google", "GmailScopes.GMAIL_READONLY", Level::Warn, "auth/gmail.readonly`"),
        ("amazon", "SCOPE_NOTIFICATIONS_API", Level::Warn, "did you mean `sellingpartnerapi::notifications`?"),
        ("microsoft-graph", "mail.send.all", Level::Deny, "similar scopes exist: `Mail.Send`, "),
        ("microsoft-graph", "wl.imap", Level::Warn, "IMAP.AccessAsUser.All` instead"),
        ("box", "root_write", Level::Deny, "similar scopes exist: `root_readwrite`, "),
        ("shopify", "customer-account-api:full", Level::Deny, "leave it out: "),
        ("github", "write:project", Level::Deny, "`project`"),
        (
            "microsoft-graph",
            "https://dev.azure.com",
            Level::Deny,
            "write `499b84ac-1321-427f-aa17-267ca6975798/.default`",
        ),
        ("azure-devops", "https://dev.azure.com", Level::Deny, "write `499b84ac-1321-427f-aa17-267ca6975798/.default`"),
        ("microsoft-graph", "mcp.read", Level::Deny, "no similar scope"),
        ("spotify", "user-recently-played", Level::Deny, "`user-read-recently-played`"),
        ("spotify", "user-read-follow", Level::Deny, "write `user-follow-read`"),
        ("tiktok", "user.info.basic,video.create,video.upload", Level::Warn, "this requests similar scopes already"),
        ("twitch", "chat:moderate", Level::Warn, "`channel:moderate`"),
        ("xero", "accounting.classicexpenses", Level::Warn, "it still works"),
        ("zoom", "meeting:read", Level::Warn, "meeting:read:meeting"),
        ("hubspot", "contacts", Level::Warn, "`crm.objects.contacts.read`"),
        ("tumblr", "read", Level::Warn, "write `basic`"),
        ("github", "contents:write", Level::Deny, "GitHub Apps"),
        ("microsoft-graph", "graph.microsoft.com/.default", Level::Deny, "`https://graph.microsoft.com/.default`"),
    ] {
        let catalog = Catalog::from_text(scope_providers::text(provider).expect("a provider")).expect("sound");
        let request = Request { catalog: &catalog, others: &[], texts: &[wrong], client: None, operations: &[] };
        let report = check(&request);
        let [finding] = &*report.findings else { panic!("{provider}: {wrong}: {:?}", report.findings) };
        let help = finding.help.as_deref().unwrap_or_default();
        assert!(finding.level == level && help.contains(helps), "{provider}: {wrong}: {:?} {help}", finding.level);
        // It never suggests everything of a service in place of a part.
        assert!(!finding.suggestions.contains(&format!("{GOOGLE}calendar")), "{wrong}");
    }
}

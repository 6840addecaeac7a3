//! Tests resources and case-insensitive names: which names are known, which are typos, and what they must not be fixed
//! to.

use scope_catalog::{Catalog, Certainty, Finding, Level, Lookup, Request, check, fixed};

const CATALOG: &str = "\
name = 'Main'
case = 'insensitive'
[scopes]
openid = ''
'Files.Read' = { aliases = ['Docs.Read'] }
'Files.ReadWrite.All' = ''
'Tasks.Read' = { kinds = ['user'] }
'.default' = { exclusive = true }
'app://{path:*}' = ''
[resources.main]
uri = ['https://main.example', '0000-1111']
default = true
[resources.reports]
uri = ['https://reports.example/api', 'https://reports.example']
scopes = ['Report.Read.All', 'Report.Write.All']
[resources.mail]
uri = 'https://mail.example'
scopes = ['Mailbox.Use', 'Mailbox.AsUser.All', 'Files.Read.All']
coverage = 'partial'
[resources.sites]
uri = 'https://{tenant}.sites.example'
scopes = ['AllSites.Read']
coverage = 'partial'
[resources.own]
uri = ['api://{path:*}', 'https://{host:*}']
coverage = 'partial'
[retired]
'Mailbox.Use' = { status = 'deprecated', replaced_by = ['https://mail.example/Mailbox.Use'] }
[requests]
one_resource = true
";

fn catalog() -> Catalog {
    Catalog::from_text(CATALOG).expect("a sound catalog")
}

fn findings(text: &str) -> Vec<Finding> {
    let catalog = catalog();
    check(&Request { catalog: &catalog, others: &[], texts: &[text], client: None, operations: &[] }).findings
}

fn fixed_text(text: &str) -> Option<String> {
    let catalog = catalog();
    fixed(&Request { catalog: &catalog, others: &[], texts: &[text], client: None, operations: &[] })
}

#[test]
fn any_case_of_a_name_and_of_its_resource_is_right() {
    for text in [
        "files.read",
        "FILES.READWRITE.ALL",
        "docs.read",
        "https://MAIN.example/files.read",
        "https://main.example//Files.Read",
        "0000-1111/Files.Read",
        "https://reports.example/api/report.read.all",
        "https://Reports.Example/Report.Write.All",
        "https://reports.example/api//.default",
        "https://contoso.sites.example/allsites.read",
    ] {
        assert!(findings(text).is_empty(), "{text}: {:?}", findings(text));
        assert_eq!(fixed_text(text).as_deref(), Some(text), "it stays as it was written");
    }
    let sensitive = Catalog::from_text(&CATALOG.replace("'insensitive'", "'sensitive'")).expect("a sound catalog");
    assert_eq!(sensitive.lookup("files.read"), Lookup::Unknown);
    assert_eq!(sensitive.lookup("https://reports.example/api/report.read.all"), Lookup::Unknown);
}

#[test]
fn a_scope_of_another_resource_is_not_a_slip_in_one_of_this() {
    for text in [
        "https://anything.example/tasks.read",
        "https://anything.example/tenant/tasks-api/tasks.read",
        "api://7/Files.Reads",
        "https://database.example//.default",
        "https://contoso.sites.example/AllSites",
        "https://mail.example/Whatever",
        "https://mail.example/Files.Read",
    ] {
        assert!(findings(text).is_empty(), "{text}: {:?}", findings(text));
        assert_eq!(fixed_text(text).as_deref(), Some(text));
    }
}

#[test]
fn below_the_default_resource_is_no_other_one() {
    let found = findings("https://main.example/v1/Files.Read");
    assert_eq!(found[0].rule.id, "unknown-scope");
    assert_eq!(found[0].suggestions, ["https://main.example/Files.Read"]);
}

#[test]
fn a_slip_is_an_error_where_the_list_is_complete_and_a_warning_where_it_is_not() {
    let found = &findings("https://reports.example/api//report.raed.all")[0];
    assert_eq!((found.rule.id, found.level, found.certainty), ("unknown-scope", Level::Deny, Certainty::Likely));
    assert_eq!(found.suggestions, ["https://reports.example/api//Report.Read.All"]);
    let found = &findings("https://reports.example/Nothing")[0];
    assert_eq!(
        found.message,
        "unknown scope `https://reports.example/Nothing`: `https://reports.example` has no such scope"
    );
    assert_eq!(
        found.help.as_deref().and_then(|help| help.lines().next()),
        Some("its scopes are `https://reports.example/Report.Read.All`, `https://reports.example/Report.Write.All`")
    );
    let found = &findings("https://mail.example/Mailbox.AsUser")[0];
    assert_eq!((found.level, &*found.suggestions[0]), (Level::Warn, "https://mail.example/Mailbox.AsUser.All"));
    let found = &findings("https://mail.example/Mailbox.Us")[0];
    assert_eq!((found.level, &*found.suggestions[0]), (Level::Warn, "https://mail.example/Mailbox.Use"));
}

#[test]
fn a_name_without_its_resource_and_a_resource_without_a_name() {
    let found = &findings("Report.Read.All")[0];
    assert_eq!(found.message, "unknown scope `Report.Read.All`: it belongs to another resource");
    assert_eq!(found.suggestions, ["https://reports.example/api/Report.Read.All"]);
    assert_eq!(found.certainty, Certainty::Choices, "the token would be for another server");
    assert_eq!(fixed_text("Report.Read.All"), None);
    let found = &findings("https://reports.example/api/")[0];
    assert_eq!(
        found.message,
        "unknown scope `https://reports.example/api/`: this is a resource, without the name of a scope"
    );
    assert_eq!(found.help.as_deref(), Some("write `https://reports.example/api/.default`"));
    let found = &findings("mailbox.use")[0];
    assert_eq!((found.rule.id, found.level), ("deprecated-scope", Level::Warn));
    assert_eq!(found.message, "scope `mailbox.use` has no effect at Main");
    assert_eq!(found.certainty, Certainty::Choices);
}

#[test]
fn all_of_a_resource_that_is_not_named_is_not_all_of_the_default_one() {
    let found = &findings("/.default openid")[0];
    assert_eq!(found.message, "unknown scope `/.default` (1st of 2): the resource before it is missing");
    assert_eq!((found.certainty, fixed_text("/.default openid")), (Certainty::None, None));
}

#[test]
fn the_same_name_in_two_cases_is_a_duplicate() {
    let ids: Vec<&str> = findings("Files.Read files.read").iter().map(|found| found.rule.id).collect();
    assert_eq!(ids, ["duplicate-scope"]);
}

#[test]
fn two_resources_are_never_trivially_valid() {
    let text = "[scopes]\n'api://a/x' = ''\n'api://b/y' = ''\n[resources.all]\nuri = 'api://{app}'\ncoverage = 'partial'\n\
        [requests]\none_resource = true";
    let catalog = Catalog::from_text(text).expect("a sound catalog");
    assert!(catalog.is_trivially_valid("api://a/x"));
    assert!(!catalog.is_trivially_valid("api://a/x api://b/y"));
}

#[test]
fn the_file_itself_says_first_what_a_resource_has() {
    let mut problems = Vec::new();
    let mut parse = |number, text| scope_catalog::CatalogSource::parse(number, text, &mut problems);
    let own = parse(0, "[resources.mine]\nuri = 'api://mine'\nscopes = ['orders.read']");
    let below = parse(1, CATALOG);
    let catalog = Catalog::assemble(None, vec![own, below], &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(matches!(catalog.lookup("api://mine/orders.read"), Lookup::Known(_)));
    assert_eq!(catalog.lookup("api://mine/orders.write"), Lookup::Unknown);
    assert!(matches!(catalog.lookup("api://other/orders.write"), Lookup::Known(_)));
}

#[test]
fn what_replaced_a_name_at_another_resource_is_not_a_certain_fix() {
    let text = "scopes = ['Mail.Read']\n[resources.graph]\nuri = ['https://graph.example']\ndefault = true\n\
        [resources.mail]\nuri = ['https://mail.example']\ncoverage = 'partial'\n\
        [retired]\n'https://mail.example/Mail.Read' = { replaced_by = ['Mail.Read'] }\n'Read.Mail' = { replaced_by = ['Mail.Read'] }";
    let catalog = scope_catalog::Catalog::from_text(text).expect("a sound catalog");
    for (written, certainty) in [
        ("https://mail.example/Mail.Read", scope_catalog::Certainty::Likely),
        ("Read.Mail", scope_catalog::Certainty::Certain),
    ] {
        let texts = [written];
        let request =
            scope_catalog::Request { catalog: &catalog, others: &[], texts: &texts, client: None, operations: &[] };
        assert_eq!(scope_catalog::check(&request).findings[0].certainty, certainty, "{written}");
    }
}

#[test]
fn a_slip_in_an_address_is_no_bare_name() {
    let text = "coverage = 'partial'\nscopes = ['openid', '.default']\n\
        [resources.vault]\nuri = 'https://vault.acme.example'\nscopes = ['keys.use']\n\
        [resources.maps]\nuri = ['https://maps.acme.example', '0d2c1b3a-maps']\nscopes = ['pins.read']\ncoverage = 'partial'\n\
        [resources.mops]\nuri = 'https://mops.acme.example'\nscopes = ['pins.read']";
    let catalog = Catalog::from_text(text).expect("a sound catalog");
    let first = |text: &str| {
        let request = Request { catalog: &catalog, others: &[], texts: &[text], client: None, operations: &[] };
        check(&request).findings.into_iter().next().expect("a finding")
    };
    for (written, meant) in [
        ("https://vualt.acme.example/keys.use", "https://vault.acme.example/keys.use"),
        ("htps://vault.acme.example/.default", "https://vault.acme.example/.default"),
        ("0d2c1b3b-maps/pins.read", "0d2c1b3a-maps/pins.read"),
    ] {
        let finding = first(written);
        assert_eq!((&*finding.suggestions, finding.level), (&[meant.to_owned()][..], Level::Warn), "{written}");
    }
    for unknown in [
        // Two equally similar names: neither was meant.
        "https://mxps.acme.example/pins.read",
        // The similar address has no such scope.
        "https://vualt.acme.example/keys.list",
        // It may be the address of a server that the catalog does not have.
        "https://shelves.acme.example/.default",
        "https://shelves.acme.example/openid",
    ] {
        let finding = first(unknown);
        assert_eq!((&*finding.suggestions, finding.level), (&[][..], Level::Warn), "{unknown}");
    }
}

#[test]
fn an_address_without_its_scheme_or_without_the_slash_after_it() {
    for (written, meant) in [
        ("contoso.sites.example/AllSites.Read", "https://contoso.sites.example/AllSites.Read"),
        ("main.example/Files.Read", "https://main.example/Files.Read"),
        ("//reports.example/api/Report.Read.All", "https://reports.example/api/Report.Read.All"),
        ("https://reports.example/apiReport.Read.All", "https://reports.example/api/Report.Read.All"),
        ("http://reports.example/api/.default", "https://reports.example/api/.default"),
        ("https://main.example.default", "https://main.example/.default"),
        ("https://shop.example.netorders_read", "https://shop.example.net/orders_read"),
    ] {
        let found = &findings(written)[0];
        assert_eq!(
            (&*found.suggestions, found.certainty <= Certainty::Likely),
            (&[meant.to_owned()][..], true),
            "{written}"
        );
    }
    // Without a host, the address of a resource alone, and longer hosts.
    for written in
        ["reports/Report.Read.All", "https://shop.example.net", "https://shop.community.example", "api://shop"]
    {
        let found = findings(written);
        let is_likely = found.iter().any(|found| found.certainty <= Certainty::Likely);
        assert!(!is_likely, "{written}: {found:?}");
    }
}

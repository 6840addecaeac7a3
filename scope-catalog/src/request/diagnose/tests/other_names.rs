//! Tests the suggestions for names of other servers, addresses, claims, and constants of programs.

use super::{choices, likely, offered};
use crate::finding::Certainty;
use crate::model::Level;
use crate::testing::{findings, first};

#[test]
fn a_word_of_other_servers_is_no_part_of_a_longer_one() {
    let catalog = "name = 'x'\ncoverage = 'partial'\nscopes = ['email_routing:write', 'email_sending:write', \
        'shelf:groups:read', 'shelf:groups:write']";
    assert_eq!(offered(catalog, "email"), (Certainty::None, Vec::new()));
    assert_eq!(offered(catalog, "groups"), choices(&["shelf:groups:read", "shelf:groups:write"]));
    let many =
        "scopes = ['orders:write', 'shelves:write', 'volumes:write', 'bills:write', 'orders:list', 'bills:list']";
    assert_eq!(offered(many, "write"), (Certainty::None, Vec::new()));
    assert_eq!(offered(many, "list"), choices(&["bills:list", "orders:list"]));
}

#[test]
fn a_claim_belongs_to_a_scope() {
    let finding = first("scopes = ['openid', 'profile', 'email']", &["given_name"]);
    assert_eq!(finding.message, "unknown scope `given_name`: this is a claim, not a scope");
    assert_eq!((finding.certainty, &*finding.suggestions), (Certainty::Likely, &["profile".to_owned()][..]));
    let elsewhere = first("scopes = ['profile', 'email']", &["given_name"]);
    assert_eq!(elsewhere.message, "unknown scope `given_name`");
}

#[test]
fn a_name_that_never_was_one() {
    let catalog = "name = 'x'\ncoverage = 'partial'\nscopes = ['name', 'email', 'groupsy']\n\
        [misnomers]\noffline_access = { note = 'ask for `access_type=offline`' }\n\
        profile = { note = 'x has the name alone', write = ['name'] }";
    let finding = first(catalog, &["name Offline_access"]);
    assert_eq!(finding.message, "unknown scope `Offline_access` (2nd of 2): it is not a scope of x");
    assert_eq!(finding.help.as_deref(), Some("leave it out: ask for `access_type=offline`"));
    assert_eq!((finding.level, &*finding.suggestions), (Level::Deny, &[String::new()][..]));
    let finding = first(catalog, &["profile"]);
    assert_eq!(finding.help.as_deref(), Some("write `name`: x has the name alone"));
    assert_eq!(first(catalog, &["profile name"]).suggestions, [""]);
    let broader = "scopes = ['files.all', 'a', 'b', 'c']\n[misnomers]\n'files.read' = { note = 'as a whole', \
        write = ['files.all'] }";
    assert_eq!(offered(broader, "files.read"), choices(&["files.all"]));
}

#[test]
fn a_word_of_other_servers() {
    let finding = first("name = 'x'\ncoverage = 'partial'\nscopes = ['maps']", &["refresh_token"]);
    assert_eq!(finding.level, Level::Warn);
    assert!(finding.help.is_some_and(|help| help.starts_with("other servers give a refresh token for it")));
    assert_eq!(offered("scopes = ['openid', 'maps', 'email']", "oidc"), likely("openid"));
}

#[test]
fn a_refresh_token_comes_with_a_scope() {
    let finding = first("scopes = ['openid', 'offline_access', 'email', 'phone']", &["refresh_token"]);
    assert_eq!(finding.message, "unknown scope `refresh_token`: refresh tokens are requested with another scope");
    assert_eq!((finding.certainty, &*finding.suggestions[0]), (Certainty::Likely, "offline_access"));
    let elsewhere = first("scopes = ['openid', 'address', 'email', 'phone']", &["refresh_token"]);
    assert_eq!(elsewhere.certainty, Certainty::None);
}

#[test]
fn every_word_for_refresh_tokens() {
    for scope in ["offline_access", "offline.access", "refresh_token"] {
        let catalog = format!("scopes = ['api', '{scope}']");
        for written in ["offline", "refresh"] {
            assert_eq!(offered(&catalog, written), likely(scope), "{written}");
        }
    }
    assert_eq!(offered("scopes = ['offline_access', 'refresh_token']", "offline"), likely("offline_access"));
    let without = "scopes = ['api']\n[misnomers]\noffline_access = { note = 'each token stays' }";
    for written in ["offline_access", "offline", "refresh_token", "refresh"] {
        let help = first(without, &[written]).help;
        assert_eq!(help.as_deref(), Some("leave it out: each token stays"), "{written}");
    }
}

#[test]
fn an_address_begins_with_its_scheme() {
    let catalog =
        "coverage = 'partial'\nscopes = ['https://acme.example/auth/orders', 'http://old.acme.example/bills']";
    for (scheme, written, meant) in [
        ("https", "http://acme.example/auth/orders", "https://acme.example/auth/orders"),
        ("http", "https://old.acme.example/bills", "http://old.acme.example/bills"),
    ] {
        let finding = first(catalog, &[written]);
        assert_eq!(finding.message, format!("unknown scope `{written}`: the name begins with `{scheme}`"));
        assert_eq!((finding.level, &*finding.suggestions), (Level::Warn, &[meant.to_owned()][..]));
    }
}

#[test]
fn names_that_an_owner_made_up_are_right_unless_they_are_slips() {
    let provider = "name = 'x'\ncoverage = 'partial'\nown_names = true\nscopes = ['openid', 'create:me:devices']\n\
        [misnomers]\nall = { note = 'names are granted one by one' }";
    let others = ["me:devices", "create:devices", "devices:create:me", "create:my:me:devices"];
    let usual = ["read:orders", "api", "read", "openids", "create:me:sheds", "https://acme.example/bills"];
    for right in others.into_iter().chain(usual) {
        assert_eq!(findings(provider, &[right]), [""; 0], "{right}");
    }
    for wrong in ["opnid", "all", "groups", "create:me:device"] {
        assert_eq!(findings(provider, &[wrong]), ["unknown-scope"], "{wrong}");
    }
    let without = provider.replace("own_names = true", "");
    assert_eq!(findings(&without, &["read:orders"]), ["unknown-scope"]);
}

#[test]
fn a_pattern_of_misnomers_comes_before_one_of_scopes() {
    let catalog = "name = 'x'\nscopes = ['https://{host}/{path:*}']\n[misnomers]\n\
        'https://acme.example/auth/{x:*}' = { note = 'it is a scope of Acme' }";
    let finding = first(catalog, &["https://acme.example/auth/orders"]);
    assert_eq!(finding.help.as_deref(), Some("leave it out: it is a scope of Acme"));
    assert_eq!(findings(catalog, &["https://acme.example/orders"]), [""; 0]);
}

#[test]
fn the_last_part_after_another_address() {
    let catalog = "name = 'x'\nprefix = 'https://www.acmeapis.example/auth/'\n\
        scopes = ['https://www.acmeapis.example/auth/orders', 'https://www.acmeapis.example/auth/orders.lines']";
    let orders = "https://www.acmeapis.example/auth/orders";
    for written in [
        "https://www.acme.example/auth/orders",
        "https://acmeapis.example/auth/orders",
        "https://www.acmeapis.example/oauth/v2/orders/",
        "acmeapis.example/orders",
    ] {
        assert_eq!(offered(catalog, written), likely(orders), "{written}");
    }
    assert_ne!(offered(catalog, "https://www.shop.example/auth/orders").0, Certainty::Likely);
    assert_ne!(offered(catalog, "https://www.acme.example/auth/bills").0, Certainty::Likely);
}

#[test]
fn a_name_after_its_parameter() {
    let catalog = "name = 'x'\nscopes = ['api', 'read', 'a', 'b']";
    assert_eq!(offered(catalog, "scope=read"), (Certainty::Certain, vec!["read".to_owned()]));
    assert_ne!(offered(catalog, "claim=read").0, Certainty::Certain);
    assert_eq!(findings("scopes = ['scope=read']", &["scope=read"]), [""; 0]);
}

#[test]
fn the_name_of_a_constant() {
    let catalog = "name = 'x'\nprefix = 'https://acme.example/auth/'\nscopes = ['https://acme.example/auth/maps', \
        'https://acme.example/auth/maps.readonly', 'orders::bills', 'mail', 'https://acme.example/auth/orders.mail']";
    for (written, meant) in [
        ("MapScopes.MAPS_READONLY", "https://acme.example/auth/maps.readonly"),
        ("MapScopes.MAPS", "https://acme.example/auth/maps"),
        ("OrderScope::BILLS", "orders::bills"),
        ("SCOPE_BILLS_API", "orders::bills"),
        ("READONLY_MAPS_SCOPE", "https://acme.example/auth/maps.readonly"),
    ] {
        assert_eq!(offered(catalog, written), likely(meant), "{written}");
    }
    let finding = first(catalog, &["MapScopes.MAPS"]);
    assert_eq!(finding.message, "unknown scope `MapScopes.MAPS`: this is the name of a constant, not its value");
    assert_eq!(findings("scopes = ['SCOPE_BILLS', 'bills']", &["SCOPE_BILLS"]), [""; 0]);
}

#[test]
fn a_slash_after_a_name_at_a_resource() {
    let catalog = "name = 'x'\nscopes = ['.default', 'read']\n[resources.main]\nuri = 'https://main.example'\ndefault = true\n\
        [resources.vault]\nuri = 'https://vault.example'\nscopes = ['use']\n\
        [resources.own]\nuri = 'https://{host}/{path:*}'\ncoverage = 'partial'";
    let found = offered(catalog, "https://vault.example/use/");
    assert_eq!(found, (Certainty::Certain, vec!["https://vault.example/use".to_owned()]));
    assert_eq!(offered(catalog, "https://vault.example/"), choices(&["https://vault.example/.default"]));
}

#[test]
fn the_name_of_the_provider_is_not_made_up_by_others() {
    let catalog =
        "name = 'Acme'\ncoverage = 'partial'\nown_names = true\nscopes = ['acme.desks.manage', 'acme.desks.read', 'a']";
    assert_eq!(offered(catalog, "acme.desks.write"), choices(&["acme.desks.manage"]));
    assert_eq!(findings(catalog, &["acme.lamps.manage desks.write other.desks.write"]), [""; 0]);
}

#[test]
fn what_is_to_be_filled_in_is_no_name_to_declare() {
    for catalog in ["scopes = ['a:{id}', 'b']", "coverage = 'partial'\nscopes = ['a:{id}', 'b']"] {
        for written in ["{C}", "x{C}", "${X}"] {
            let finding = first(catalog, &[written]);
            assert_eq!(finding.help.as_deref(), Some("replace the placeholder with its value"), "{written}");
        }
    }
    assert_eq!(findings("scopes = ['a:{id}']", &["a:7"]), [""; 0]);
}

//! `unknown-scope`

use super::collector::Collector;
use super::context::{Context, WordRef};
use super::retirement::successors;
use crate::catalog::{Catalog, Lookup};
use crate::finding::{Certainty, Finding};
use crate::model::{Coverage, Level, Rule};
use crate::render::quoting::{quoted, toml_key};
use crate::request::confusable::visible;
use crate::request::diagnosis::{Diagnosis, Reason};
use crate::request::slip::is_slip;
use crate::span::SourceSpan;

/// The rule `unknown-scope`.
pub static RULE: Rule = Rule {
    id: "unknown-scope",
    default_level: Level::Deny,
    summary: "a scope that is not in the catalog",
    docs: "\
The server answers `invalid_scope` (RFC 6749 §4.1.2.1) and does not say which name it means. If the catalog lists only \
some of the scopes of the provider (`coverage = \"partial\"`), or may lack this one (`incomplete`), this is a warning, unless the name is surely wrong: the catalog \
has all names like it (`complete`), knows it as a word of other servers (`[misnomers]`), or has a name that differs only by a typo. Some providers take no `scope` parameter at all \
(`no_scopes`); what is asked of them is reported once.

**Example:** `scopes!(\"read_profile write_multipas\")`

**Use instead:** `scopes!(\"read_profile write_multipass\")`. If the provider does have the scope, add it to the \
catalog.",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Collector) {
    for &(spot, word, diagnosis) in &cx.unknown() {
        let is_elsewhere = matches!(diagnosis.reason, Reason::Foreign { .. });
        if word.text.is_empty()
            || is_elsewhere
            || cx.is_for_other_rule(&word.text)
            || spot.reading.foreign_character(word).is_some()
        {
            continue;
        }
        if cx.catalog.is_denied(&word.text) {
            findings.push(of_no_request(cx.catalog, spot));
            continue;
        }
        let mut help = advice(cx.catalog, diagnosis);
        if let Some(addition) = addition(cx.catalog, &word.text, diagnosis) {
            help.push('\n');
            help.push_str(&addition);
        }
        let finding = Finding::new(&RULE, message(cx.catalog, spot, diagnosis)).at(spot.span()).token(spot.written());
        let level = if is_proven(cx.catalog, &word.text, diagnosis) { Level::Deny } else { Level::Warn };
        let finding = finding.help(help).level(level);
        findings.push(if diagnosis.is_left_out() {
            finding.suggest(Certainty::Likely, vec![String::new()])
        } else {
            finding.suggest(diagnosis.certainty, diagnosis.names.clone())
        });
    }
}

/// The finding about a mentioned name that is not in the list, since no request may have names like it.
fn of_no_request(catalog: &Catalog, spot: WordRef<'_>) -> Finding {
    let message =
        format!("unknown scope {}: the list of scopes of {} has no names like it", spot.quote(), catalog.name());
    let note = catalog.deny_note().map_or_else(String::new, |note| format!(": {note}"));
    let help = format!("make sure that it is spelled correctly; it cannot be requested{note}");
    Finding::new(&RULE, message).level(Level::Warn).at(spot.span()).token(spot.written()).help(help)
}

/// The one finding about a request of a provider that takes no scopes; none if the request asks for nothing. A server must
/// ignore a parameter that it does not know (RFC 6749 §3.1): where it is not known to refuse one, the catalog is partial.
pub(crate) fn of_none(cx: &Context<'_, '_>, note: &str) -> Option<Finding> {
    let (index, reading) = cx.readings.iter().enumerate().find(|(_, reading)| !reading.text.trim().is_empty())?;
    let message =
        format!("{} takes no `scope` parameter, but this asks for `{}`", cx.catalog.name(), visible(reading.text));
    let finding = Finding::new(&RULE, message).at(SourceSpan::new(index, 0..reading.text.len())).token(reading.text);
    let level = if cx.catalog.coverage() == Coverage::Complete { Level::Deny } else { Level::Warn };
    Some(finding.help(format!("leave it out: {note}")).level(level))
}

/// Whether it is sure that the provider has no such scope: the list is complete as far as the name goes, the catalog says
/// that it never was one, or it is a known name with a slip.
fn is_proven(catalog: &Catalog, word: &str, diagnosis: &Diagnosis) -> bool {
    let is_said = matches!(diagnosis.reason, Reason::Misnomer(_) | Reason::Placeholder);
    if catalog.is_incomplete_for(word) {
        return is_said;
    }
    let is_listed = match catalog.qualified(word) {
        Some(found) if found.resource.coverage == Coverage::Partial => false,
        _ => catalog.is_complete_for(catalog.without_default_resource(word)),
    };
    is_said || is_listed || is_slip(catalog, word, diagnosis)
}

fn message(catalog: &Catalog, spot: WordRef<'_>, diagnosis: &Diagnosis) -> String {
    let unknown = format!("unknown scope {}", spot.quote());
    match &diagnosis.reason {
        Reason::Case => format!("{unknown}: names are case-sensitive"),
        Reason::Separators => format!("{unknown}: wrong separator"),
        Reason::Number => format!("{unknown}: singular and plural are different names"),
        Reason::Order => format!("{unknown}: wrong word order"),
        Reason::RunTogether => format!("{unknown}: missing delimiter between two scopes"),
        Reason::MissingPrefix => format!("{unknown}: missing prefix"),
        Reason::ExtraPrefix => format!("{unknown}: unexpected text before the name"),
        Reason::ExtraSuffix => format!("{unknown}: unexpected text after the name"),
        Reason::MissingPart | Reason::MissingSuffix => format!("{unknown}: incomplete name"),
        Reason::Placeholder => format!("{unknown}: `{{…}}` is a placeholder"),
        Reason::Claim => format!("{unknown}: this is a claim, not a scope"),
        Reason::Refresh => format!("{unknown}: refresh tokens are requested with another scope"),
        Reason::ExtraPart => format!("{unknown}: unexpected extra segment"),
        Reason::AtResource { uri, .. } => format!("{unknown}: `{uri}` has no such scope"),
        Reason::BareResource => format!("{unknown}: this is a resource, without the name of a scope"),
        Reason::MissingResource => format!("{unknown}: the resource before it is missing"),
        Reason::Elsewhere => format!("{unknown}: it belongs to another resource"),
        Reason::Abbreviation => format!("{unknown}: names are not abbreviated"),
        Reason::Synonym(usual) => format!("{unknown}: the names of {} say `{usual}`", catalog.name()),
        Reason::Misnomer(_) => format!("{unknown}: it is not a scope of {}", catalog.name()),
        _ if catalog.is_incomplete_for(spot.written()) => {
            format!("{unknown}: the list of scopes of {} may not include it", catalog.name())
        }
        _ if !catalog.is_complete_for(spot.written()) => {
            format!("{unknown}: the list of scopes of {} is incomplete", catalog.name())
        }
        _ => unknown,
    }
}

fn advice(catalog: &Catalog, diagnosis: &Diagnosis) -> String {
    match &diagnosis.reason {
        Reason::Retired => return of_retired(catalog, diagnosis),
        Reason::Placeholder => return "replace the placeholder with its value".to_owned(),
        Reason::Nothing => return overview(catalog),
        Reason::Listed(names) => {
            return format!("the list has similar scopes already: {}", quoted(names.iter().map(String::as_str), ", "));
        }
        Reason::Famous(what) if diagnosis.names.is_empty() => return format!("{what}; {}", overview(catalog)),
        Reason::AtResource { uri, scopes } => return of_resource(uri, scopes),
        Reason::MissingResource => return "write the address of the resource before it".to_owned(),
        Reason::BareResource | Reason::Elsewhere => {
            return match &*diagnosis.names {
                [] => "write the name of a scope after it".to_owned(),
                [name] => format!("write `{name}`"),
                names => format!("write one of {}", quoted(names.iter().map(String::as_str), ", ")),
            };
        }
        _ => {}
    }
    let advice = advice_of_names(catalog, diagnosis);
    match &diagnosis.reason {
        Reason::Misnomer(note) => format!("{advice}: {note}"),
        _ => advice,
    }
}

fn advice_of_names(catalog: &Catalog, diagnosis: &Diagnosis) -> String {
    if diagnosis.is_left_out() {
        return diagnosis
            .names
            .first()
            .map_or_else(|| "leave it out".to_owned(), |name| format!("leave it out: `{name}` is in the list"));
    }
    match (diagnosis.certainty, &*diagnosis.names) {
        (Certainty::Likely, [name, ..]) if diagnosis.reason == Reason::Spelling => format!("did you mean `{name}`?"),
        (Certainty::Certain | Certainty::Likely, [name, ..]) => format!("write `{name}`"),
        (Certainty::Choices, [name]) => format!("a similar scope exists: `{name}`"),
        (Certainty::Choices, names) => {
            let names = quoted(names.iter().map(String::as_str), ", ");
            format!("similar scopes exist: {names} (each grants different access)")
        }
        _ => overview(catalog),
    }
}

/// The scopes of a resource, where they are few.
fn of_resource(uri: &str, scopes: &[String]) -> String {
    match scopes.len() {
        0 => format!("`{uri}` has no scopes of its own"),
        1 => format!("its only scope is `{}`", scopes[0]),
        2..=8 => format!("its scopes are {}", quoted(scopes.iter().map(String::as_str), ", ")),
        count => format!("no similar scope among the {count} scopes of `{uri}`"),
    }
}

/// The correct spelling of a misspelled retired name.
fn of_retired(catalog: &Catalog, diagnosis: &Diagnosis) -> String {
    let Some(name) = diagnosis.names.first() else { return String::new() };
    match catalog.lookup(name) {
        Lookup::Retired(id) => format!("did you mean `{name}`? {}", successors(catalog.retired(id))),
        _ => format!("did you mean `{name}`?"),
    }
}

/// If no name is similar: which scopes there are, or where they are listed.
fn overview(catalog: &Catalog) -> String {
    let name = catalog.name();
    let scopes = catalog.scopes();
    if scopes.is_empty() {
        return format!("{name} has no scopes");
    }
    if scopes.len() <= 8 && catalog.coverage() == Coverage::Complete {
        return format!("the scopes of {name} are {}", quoted(scopes.iter().map(|scope| &*scope.name), ", "));
    }
    let listed = catalog.documentation().map_or_else(|| catalog.file().to_owned(), str::to_owned);
    if let [only] = scopes {
        return format!("the list has only `{}`; see {listed}", only.name);
    }
    format!("no similar scope among the {} scopes of {name}; see {listed}", scopes.len())
}

/// The line that would add the name; not where the right one is certain.
fn addition(catalog: &Catalog, word: &str, diagnosis: &Diagnosis) -> Option<String> {
    let is_explained = matches!(
        diagnosis.reason,
        Reason::Placeholder | Reason::Misnomer(_) | Reason::BareResource | Reason::MissingResource | Reason::Elsewhere
    );
    let is_of_family = catalog.is_complete_for(word) && catalog.coverage() == Coverage::Partial;
    if diagnosis.certainty == Certainty::Certain || is_explained || is_of_family {
        return None;
    }
    let (key, table) = (toml_key(word), catalog.table("scopes"));
    let owner = if catalog.has_name() { catalog.name() } else { "the provider" };
    Some(format!("if {owner} has this scope, add `{key} = \"description\"` under `[{table}]` in {}", catalog.file()))
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::model::Level;
    use crate::span::SourceSpan;
    use crate::testing::{catalog, findings, first, first_of_client};

    const CATALOG: &str =
        "name = 'multipass'\n[scopes]\nread_profile = ''\nwrite_multipass = ''\n'api.read_orders' = ''";

    #[test]
    fn what_resembles_nothing_does_not_resemble_the_list() {
        let finding = first("name = 'x'\nscopes = ['cups', 'jugs']", &["wibble jugs"]);
        let help = finding.help.unwrap_or_default();
        assert_eq!(help.lines().next(), Some("the scopes of x are `cups`, `jugs`"));
    }

    #[test]
    fn what_a_complete_list_may_lack_is_a_warning() {
        let catalog = "name = 'x'\nincomplete = ['openid', 'profile', 'tmp.{x:*}']\nscopes = ['cups', 'profiles']";
        let finding = first(catalog, &["openid"]);
        assert_eq!(finding.message, "unknown scope `openid`: the list of scopes of x may not include it");
        for (name, level) in [("openid", Level::Warn), ("profile", Level::Warn), ("tmp.a", Level::Warn)] {
            assert_eq!(first(catalog, &[name]).level, level, "{name}");
        }
        for name in ["saucers", "cusp", "Profiles"] {
            assert_eq!(first(catalog, &[name]).level, Level::Deny, "{name}");
        }
        assert_eq!(findings("incomplete = ['openid']\nscopes = ['openid']", &["openid"]), [""; 0]);
        let said = "incomplete = ['openid']\nscopes = ['cups']\n[misnomers.openid]\nnote = 'no sign-in'";
        assert_eq!(first(said, &["openid"]).level, Level::Deny);
    }

    #[test]
    fn a_mentioned_name_that_only_a_pattern_denies_is_not_known() {
        let text = "name = 'x'\nscopes = ['read']\n[requests]\ndeny = ['{x:*}.Chat', 'Own.Team']\ndeny_note = 'a team grants it'";
        let catalog = catalog(text);
        let of = |name: &str| {
            let texts = [name];
            let request =
                crate::Request { catalog: &catalog, others: &[], texts: &texts, client: None, operations: &[] };
            let requested: Vec<&str> = crate::check(&request).findings.iter().map(|finding| finding.rule.id).collect();
            assert_eq!(requested, ["wrong-grant"], "{name}");
            crate::check_name(&request).findings
        };
        assert!(of("Own.Team").is_empty());
        let [finding] = &of("Read.Chat")[..] else { panic!("one finding") };
        assert_eq!((finding.level, finding.certainty), (Level::Warn, Certainty::None));
        assert_eq!(finding.message, "unknown scope `Read.Chat`: the list of scopes of x has no names like it");
        let help = "make sure that it is spelled correctly; it cannot be requested: a team grants it";
        assert_eq!(finding.help.as_deref(), Some(help));
    }

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
    fn a_list_with_one_name_is_told_whole() {
        let catalog = "name = 'x'\ncoverage = 'partial'\nsource = 'https://x.example'\nscopes = ['openid']";
        let help = first(catalog, &["shelves"]).help.expect("what to do");
        assert!(help.starts_with("the list has only `openid`; see https://x.example\n"), "{help}");
    }

    const OF_NONE: &str = "name = 'multipass'\nno_scopes = 'a person chooses the logins to share'";

    #[test]
    fn a_provider_without_scopes_is_told_in_one_sentence() {
        for texts in [&["read write"][..], &["read", "write,read"], &["", "a,b  c"], &["\u{201c}%20"]] {
            let finding = first(OF_NONE, texts);
            assert_eq!(findings(OF_NONE, texts), ["unknown-scope"]);
            assert_eq!((finding.level, &*finding.suggestions), (Level::Deny, &[][..]));
        }
        let finding = first(OF_NONE, &["", "read write"]);
        assert_eq!(finding.message, "multipass takes no `scope` parameter, but this asks for `read write`");
        assert_eq!(finding.help.as_deref(), Some("leave it out: a person chooses the logins to share"));
        assert_eq!(finding.span, Some(SourceSpan::new(1, 0..10)));
        // Without proof that the server refuses it.
        assert_eq!(first(&format!("coverage = 'partial'\n{OF_NONE}"), &["read"]).level, Level::Warn);
    }

    #[test]
    fn a_provider_without_scopes_is_asked_for_none() {
        for texts in [&[][..], &[""], &["  ", ""]] {
            assert_eq!(findings(OF_NONE, texts), [""; 0], "{texts:?}");
        }
        let catalog = catalog(OF_NONE);
        let request = |texts| crate::Request { catalog: &catalog, others: &[], texts, client: None, operations: &[] };
        assert_eq!(crate::fixed(&request(&["read"])), None);
        assert!(crate::check_names(&request(&[""])).findings.is_empty());
    }

    #[test]
    fn scopes_that_a_file_adds_are_scopes() {
        let mut problems = Vec::new();
        let own = crate::CatalogSource::parse(0, "scopes = ['read']", &mut problems);
        let bundled = crate::CatalogSource::parse(1, OF_NONE, &mut problems);
        let catalog = crate::Catalog::assemble(None, vec![own, bundled], &mut problems);
        assert!(problems.is_empty() && catalog.no_scopes().is_none());
        let both = crate::Catalog::from_text("no_scopes = 'in the settings'\nscopes = ['read']");
        let problems = both.expect_err("a provider has scopes or none");
        assert_eq!(problems[0].message, "`no_scopes` and `scopes` cannot be used together");
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
    fn each_account_has_its_words() {
        let table = [
            ("write_multipas", "unknown scope `write_multipas`", Certainty::Likely, "write_multipass"),
            (
                "Write_multipass",
                "unknown scope `Write_multipass`: names are case-sensitive",
                Certainty::Certain,
                "write_multipass",
            ),
            (
                "write-multipass",
                "unknown scope `write-multipass`: wrong separator",
                Certainty::Certain,
                "write_multipass",
            ),
            (
                "read_profiles",
                "unknown scope `read_profiles`: singular and plural are different names",
                Certainty::Certain,
                "read_profile",
            ),
            ("profile_read", "unknown scope `profile_read`: wrong word order", Certainty::Certain, "read_profile"),
            ("read_orders", "unknown scope `read_orders`: missing prefix", Certainty::Likely, "api.read_orders"),
            (
                "v1.read_profile",
                "unknown scope `v1.read_profile`: unexpected text before the name",
                Certainty::Likely,
                "read_profile",
            ),
            (
                "read_profile.v1",
                "unknown scope `read_profile.v1`: unexpected text after the name",
                Certainty::Likely,
                "read_profile",
            ),
            (
                "read_profilewrite_multipass",
                "unknown scope `read_profilewrite_multipass`: missing delimiter between two scopes",
                Certainty::Certain,
                "read_profile write_multipass",
            ),
        ];
        for (written, message, certainty, right) in table {
            let finding = first(CATALOG, &[written]);
            assert_eq!((&*finding.message, finding.certainty), (message, certainty));
            assert_eq!(finding.suggestions, [right]);
        }
    }

    #[test]
    fn a_place_in_a_list_is_named_and_the_line_to_add() {
        let finding = first(CATALOG, &["read_profile write_multipas"]);
        assert_eq!(finding.message, "unknown scope `write_multipas` (2nd of 2)");
        assert_eq!(
            finding.help.as_deref(),
            Some(
                "did you mean `write_multipass`?\nif multipass has this scope, add `write_multipas = \"description\"` under `[scopes]` in scopes.toml"
            )
        );
    }

    #[test]
    fn another_action_is_a_choice_and_far_names_are_no_guess() {
        let catalog = "scopes = ['files.read', 'files.write', 'files.r', 'mail.send']";
        assert_eq!(first(catalog, &["files.w"]).certainty, Certainty::Choices);
        assert_eq!(first(catalog, &["files.delete"]).suggestions, ["files.r", "files.read", "files.write"]);
        assert_eq!(first(catalog, &["sleep"]).certainty, Certainty::None);
    }

    /// What is offered for a word, and how surely.
    fn offered(catalog: &str, written: &str) -> (Certainty, Vec<String>) {
        let finding = first(catalog, &[written]);
        (finding.certainty, finding.suggestions)
    }

    fn likely(name: &str) -> (Certainty, Vec<String>) {
        (Certainty::Likely, vec![name.to_owned()])
    }

    fn choices(names: &[&str]) -> (Certainty, Vec<String>) {
        (Certainty::Choices, names.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_name_that_holds_all_of_the_words() {
        let catalog =
            "scopes = ['acme.vault.keys', 'acme.orders.lines', 'player-change-volume', 'team:read:roster', 'roster']";
        assert_eq!(offered(catalog, "vault"), likely("acme.vault.keys"));
        assert_eq!(offered(catalog, "acme:lines"), likely("acme.orders.lines"));
        assert_eq!(offered(catalog, "volume-change"), likely("player-change-volume"));
        // What it holds besides is a right of its own here.
        assert_eq!(offered(catalog, "team:roster"), choices(&["team:read:roster"]));
        let in_order_first = "scopes = ['maps.old.pins', 'pins.of.maps']";
        assert_eq!(offered(in_order_first, "maps.pins"), likely("maps.old.pins"));
        let prefixed = "prefix = 'https://acme.example/auth/'\n\
            scopes = ['https://acme.example/auth/a', 'https://acme.example/auth/b', 'https://vault.acme.example/keys']";
        assert_eq!(offered(prefixed, "https://acme.example/auth/vault"), likely("https://vault.acme.example/keys"));
    }

    #[test]
    fn a_name_that_holds_too_much_besides_or_words_of_too_many_was_not_meant() {
        let catalog = "scopes = ['acme.vault.of.keys', 'x.read.y', 'a', 'b']";
        assert_eq!(offered(catalog, "vault.keys").0, Certainty::None);
        assert_eq!(offered(catalog, "read").0, Certainty::None);
        let many: Vec<String> = (0..101).map(|number| format!("'a{number}.left.x', 'b{number}.right.x'")).collect();
        let catalog = format!("scopes = ['c.right.left', {}]", many.join(", "));
        assert_eq!(offered(&catalog, "left.right").0, Certainty::None);
    }

    #[test]
    fn many_names_with_one_word_tell_nothing() {
        let catalog = "scopes = ['a.key.one', 'a.key.two', 'a.key.six', 'a.key.ten', 'b.x']";
        assert_eq!(offered(catalog, "key").0, Certainty::None);
        assert_eq!(offered(catalog, "a.key").1, ["a.key.one", "a.key.six", "a.key.ten"]);
    }

    #[test]
    fn a_word_that_only_says_what_is_done_is_not_what_was_meant() {
        let catalog = "scopes = ['read', 'mail:send', 'mail:drafts', 'calendar:list']";
        assert_eq!(offered(catalog, "workspace:read").0, Certainty::None);
    }

    #[test]
    fn the_bare_name_is_a_choice_where_only_the_action_is_too_much() {
        let catalog = "scopes = ['orders', 'orders.lines.send', 'customers.read']";
        assert_eq!(offered(catalog, "orders.send"), choices(&["orders", "orders.lines.send"]));
    }

    #[test]
    fn what_grants_more_than_was_written_is_not_offered() {
        let catalog = "[scopes]\norders = { implies = ['orders.readonly'] }\n'orders.readonly' = ''\n'bills.admin' = ''\n\
            mail = 'Read mail'\nfiles = ''\n'files:write' = { implies = ['files'] }\nnotes = 'Read and change notes'\n\
            'admin.chats:read' = ''\n'logs.write' = ''";
        assert_eq!(offered(catalog, "orders.r"), choices(&["orders.readonly"]));
        for wider in ["bills.read", "notes.read", "notes.own", "notes.metadata", "chats:read", "logs.read"] {
            assert_eq!(offered(catalog, wider), (Certainty::None, Vec::new()), "{wider}");
        }
        // These names without an action are for reading, as the catalog says.
        for name in ["mail", "files"] {
            assert_eq!(offered(catalog, &format!("{name}.read")).1, [name]);
        }
    }

    #[test]
    fn a_slip_in_a_word_that_does_more_is_a_slip_all_the_same() {
        let catalog = "scopes = ['Chat.Read', 'Chat.ReadWrite', 'phone:read:role', 'phone:read:role:admin']";
        for (written, meant) in [("Chat.ReadWrie", "Chat.ReadWrite"), ("phone:read:role:amin", "phone:read:role:admin")]
        {
            assert_eq!(offered(catalog, written).1, [meant]);
        }
        assert_eq!(offered("scopes = ['chat:send', 'bills', 'orders']", "chat:read"), (Certainty::None, Vec::new()));
    }

    #[test]
    fn a_retired_name_is_not_offered_beside_a_current_one() {
        let catalog = "scopes = ['chat:read', 'chat:send', 'x.user', 'y', 'z']\n[retired]\n'chat:login' = { status = 'deprecated', \
            replaced_by = ['chat:read'] }\n'old.user' = { replaced_by = ['x.user'] }\n'old.bills' = {}\n'old.lines' = {}";
        assert_eq!(offered(catalog, "chat:other").1, ["chat:read", "chat:send"]);
        assert_eq!(offered(catalog, "chat:logim").1, ["chat:login", "chat:read"]);
        assert_eq!(offered(catalog, "old.things").0, Certainty::None);
    }

    #[test]
    fn what_the_list_has_already_is_not_offered_again() {
        let catalog = "name = 'x'\nscopes = ['video.list', 'video.upload', 'user.info']";
        let finding = first(catalog, &["video.create video.upload"]);
        assert_eq!((finding.certainty, finding.suggestions.len()), (Certainty::None, 0));
        let help = "the list has similar scopes already: `video.upload`";
        assert!(finding.help.is_some_and(|text| text.starts_with(help)));
        let finding = first(catalog, &["user.inf user.info"]);
        assert_eq!((finding.certainty, &*finding.suggestions), (Certainty::Likely, &[String::new()][..]));
        assert!(finding.help.is_some_and(|help| help.starts_with("leave it out: `user.info` is in the list")));
    }

    #[test]
    fn another_kind_of_client_has_other_suggestions() {
        let catalog = "[scopes]\n'task.read.all' = { kinds = ['bot'] }\n'task.read.own' = { kinds = ['user'] }\n\
            [clients.x]\nkind = 'user'\nallow = []";
        assert_eq!(offered(catalog, "task.read").1, ["task.read.all", "task.read.own"]);
        assert_eq!(first_of_client(catalog, "x", &["task.read"]).suggestions, ["task.read.own"]);
    }

    #[test]
    fn another_word_for_reading_or_writing() {
        let catalog = "name = 'x'\nscopes = ['files.read', 'files.write', 'bills.read']";
        let finding = first(catalog, &["files.view"]);
        assert_eq!(finding.message, "unknown scope `files.view`: the names of x say `read`");
        assert_eq!(offered(catalog, "files.modify"), likely("files.write"));
        assert_eq!(offered(catalog, "get_bills"), likely("bills.read"));
        let has_both = "scopes = ['files.read', 'mail.view', 'files.write']";
        assert_ne!(offered(has_both, "files.view").0, Certainty::Likely);
    }

    #[test]
    fn the_last_part_under_another_beginning() {
        let catalog = "scopes = ['channel:moderate', 'chat:read', 'chat:edit', 'read:board', 'board']";
        assert_eq!(offered(catalog, "chat:moderate"), choices(&["channel:moderate"]));
        assert_eq!(offered(catalog, "write:board").1, ["board", "read:board"]);
        let branded = "name = 'Acme'\nscopes = ['spark:all', 'spark:rooms', 'a', 'b']";
        assert_eq!(offered(branded, "acme:all"), choices(&["spark:all"]));
        assert_eq!(offered(branded, "other:all").0, Certainty::None);
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
    fn a_family_of_which_all_names_are_listed() {
        let catalog = "coverage = 'partial'\ncomplete = ['mail.{x:*}']\nscopes = ['mail.send', 'maps.pin']";
        let level = |name: &str| first(catalog, &[name]).level;
        assert_eq!((level("mail.never"), level("maps.never")), (Level::Deny, Level::Warn));
    }

    #[test]
    fn a_right_that_nobody_wrote_is_a_choice() {
        let catalog = "scopes = ['chat:read:list', 'box.items.write.all', 'mail.read', 'x.maps.delete.y']";
        assert_eq!(offered(catalog, "chat:read"), choices(&["chat:read:list"]));
        assert_eq!(offered(catalog, "box.items.write"), choices(&["box.items.write.all"]));
        assert_eq!(offered(catalog, "x.maps.y"), choices(&["x.maps.delete.y"]));
    }

    #[test]
    fn a_part_too_many() {
        let catalog = "scopes = ['mail.drafts.send', 'mail.drafts', 'a', 'b']";
        assert_eq!(offered(catalog, "mail.my.drafts.send"), choices(&["mail.drafts.send"]));
        assert_eq!(offered(catalog, "mail.send.drafts.send"), likely("mail.drafts.send"));
    }

    #[test]
    fn a_name_that_ends_in_the_middle_of_a_word() {
        let catalog = "scopes = ['library-last-borrowed-books', 'library-cards', 'files.readonly', 'files.export']";
        assert_eq!(offered(catalog, "library-last-borrow"), likely("library-last-borrowed-books"));
        assert_eq!(offered(catalog, "files.read"), choices(&["files.readonly"]));
    }

    #[test]
    fn three_names_run_together() {
        let catalog = "scopes = ['openid', 'orders', 'email', 'mail', 'e']";
        let certain = |list: &str| (Certainty::Certain, vec![list.to_owned()]);
        assert_eq!(offered(catalog, "openidordersopenid"), certain("openid orders openid"));
        assert_eq!(offered(catalog, "openidemail"), certain("openid email"));
        assert_ne!(offered("scopes = ['ab', 'bc', 'a', 'bcd', 'd', 'cd']", "abcd").0, Certainty::Certain);
        assert_ne!(offered(catalog, "openidordersemailx").0, Certainty::Certain);
    }

    #[test]
    fn names_with_a_separator_of_names_between_them() {
        let catalog = "name = 'x'\nscopes = ['openid', 'email', 'orders']";
        assert_eq!(offered(catalog, "openid.email"), likely("openid email"));
        assert_eq!(offered(catalog, "orders:openid:email"), likely("orders openid email"));
        assert_ne!(offered(catalog, "email.email").1, ["email email"]);
        let with_action = "scopes = ['orders', 'read', 'users:read', 'bills:read']";
        assert_eq!(offered(with_action, "orders:read"), (Certainty::None, Vec::new()));
    }

    #[test]
    fn reading_and_writing_at_once() {
        let apart = "scopes = ['data:read', 'data:write', 'data:search']";
        assert_eq!(offered(apart, "data:readwrite"), likely("data:read data:write"));
        assert_eq!(offered(apart, "data:read_write"), likely("data:read data:write"));
        let included = "[scopes]\n'data:read' = ''\n'data:write' = { implies = ['data:read'] }";
        assert_eq!(offered(included, "data:rw"), likely("data:write"));
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
    fn a_thing_that_is_filed_under_another_one() {
        let catalog = "[scopes]\n'shelves:read' = 'Read shelves and their volumes'\n'shelves:write' = 'Change shelves'\n\
            'readers:read' = 'Read who borrows volumes'\n'fees:read' = 'Read fees'\n'fees:write' = 'Change fees'";
        assert_eq!(offered(catalog, "volumes:read"), choices(&["readers:read", "shelves:read"]));
        // Nothing that is written speaks of volumes, and the other things that can be written have nothing to do with it.
        assert_eq!(offered(catalog, "volumes:write").0, Certainty::None);
        assert_eq!(offered(catalog, "volumes").0, Certainty::None);
        assert_eq!(offered(catalog, "acme:volumes:read").0, Certainty::None);
    }

    #[test]
    fn a_description_says_more_than_a_word_that_is_near_by_chance() {
        let catalog = "[scopes]\n'orders:read' = 'Read orders and their lines'\n'files:read' = 'Read files'";
        assert_eq!(offered(catalog, "lines:read"), choices(&["orders:read"]));
    }

    #[test]
    fn a_description_counts_where_the_name_does_just_what_was_asked() {
        let catalog = "[scopes]\n'shelves' = 'Use volumes'\n'shelves:read:delete' = 'Read and delete volumes'\n\
            'fees:read' = ''\n'fees:all' = ''\n'shelves:all' = 'Do everything with volumes'";
        assert_eq!(offered(catalog, "volumes:read").0, Certainty::None);
        assert_eq!(offered(catalog, "volumes:all").0, Certainty::None);
    }

    #[test]
    fn the_shortest_names_count_and_what_many_descriptions_have_tells_nothing() {
        let catalog =
            "[scopes]\n'shelves:read' = 'Read volumes'\n'shelves.old:read' = 'Read old volumes'\n'a:read' = ''";
        assert_eq!(offered(catalog, "volumes:read"), choices(&["shelves:read"]));
        let four: Vec<String> = ["b", "c", "d", "e"].map(|name| format!("'{name}:read' = 'Read volumes'")).into();
        let catalog = format!("[scopes]\n'a:read' = ''\n{}", four.join("\n"));
        assert_eq!(offered(&catalog, "volumes:read").0, Certainty::None);
        let common: Vec<String> = (0..31).map(|number| format!("'s{number}:list' = 'List volumes'")).collect();
        let catalog = format!("[scopes]\n'a:send' = ''\n's:send' = 'Send volumes'\n{}", common.join("\n"));
        assert_eq!(offered(&catalog, "volumes:send").0, Certainty::None);
    }

    #[test]
    fn kindred_words_come_first() {
        let catalog = "scopes = ['map.cut', 'map.pins', 'map.readonly', 'log.manage', 'log.read', 'log.a']";
        assert_eq!(offered(catalog, "map.view").1[0], "map.readonly");
        assert_eq!(offered(catalog, "log.write").1[0], "log.manage");
        assert_eq!(offered(catalog, "log.write").0, Certainty::Choices);
    }

    #[test]
    fn a_word_that_was_shortened() {
        let catalog = "scopes = ['read_organization', 'read_users', 'read_bills']";
        assert_eq!(offered(catalog, "read_org"), likely("read_organization"));
        let first_word = "scopes = ['organization:edit', 'users:edit', 'bills:edit', 'mail:edit']";
        assert_eq!(offered(first_word, "org:edit"), likely("organization:edit"));
        assert_eq!(offered(first_word, "pets:edit").0, Certainty::None);
    }

    #[test]
    fn a_short_name_has_the_siblings_of_the_full_one() {
        let catalog = "prefix = 'https://acme.example/auth/'\nscopes = ['https://acme.example/auth/maps.readonly', \
            'https://acme.example/auth/maps.export', 'https://acme.example/auth/mail']";
        let names = ["https://acme.example/auth/maps.export", "https://acme.example/auth/maps.readonly"];
        assert_eq!(offered(catalog, "maps.send"), choices(&names));
    }

    #[test]
    fn words_in_another_order_that_begin_a_name_are_a_choice() {
        let catalog = "scopes = ['read:parts:shop', 'read:shop-parts.all']";
        assert_eq!(offered(catalog, "read:shop-parts"), choices(&["read:parts:shop", "read:shop-parts.all"]));
    }

    #[test]
    fn a_pattern_is_no_name() {
        let finding = first("[scopes]\n'account:{id}:read' = ''", &["account:{id}:read"]);
        assert_eq!(finding.message, "unknown scope `account:{id}:read`: `{…}` is a placeholder");
        assert_eq!(finding.help.as_deref(), Some("replace the placeholder with its value"));
    }

    #[test]
    fn known_names_pass() {
        assert_eq!(findings(CATALOG, &["read_profile api.read_orders"]), [""; 0]);
    }
}

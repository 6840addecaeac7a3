//! `unknown-scope`

use super::context::{Collector, Context, WordRef};
use super::retirement::successors;
use crate::catalog::{Catalog, Lookup};
use crate::finding::{Certainty, Finding};
use crate::model::Coverage;
use crate::render::quoting::{quoted, toml_key};
use crate::request::confusable::visible;
use crate::request::diagnosis::{Diagnosis, Reason};
use crate::request::slip::is_proven;

rule! {
    /// The server answers `invalid_scope` (RFC 6749 §4.1.2.1), without saying which name is wrong.
    ///
    /// If the catalog lists only some of the provider's scopes (`coverage = "partial"`), or may not have this one
    /// (`incomplete`), this is a warning. It is still an error if the name is certainly wrong: because the catalog has
    /// all names like it (`complete`), knows it as a name from other providers (`[misnomers]`), or has a name that
    /// differs only by a typo.
    ///
    /// If a provider takes no `scope` parameter at all (`no_scopes`), one finding reports all requested scopes.
    ///
    /// **Example:** `scopes!("read_profile write_multipas")`
    ///
    /// **Use instead:** `scopes!("read_profile write_multipass")`. If the provider does have the scope, add it to the
    /// catalog.
    Deny "unknown-scope": "a scope that is not in the catalog"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    for &(word, diagnosis) in &cx.unknown() {
        let is_elsewhere = matches!(diagnosis.reason, Reason::Foreign { .. });
        let may_be_own = cx.catalog.has_own_names() && diagnosis.reason == Reason::Nothing;
        if is_elsewhere || may_be_own && !cx.catalog.is_complete_for(&word.text) {
            continue;
        }
        if cx.catalog.is_denied(&word.text) {
            // Another rule reports what no request may have. A mentioned name is reported only if a pattern alone says so, which
            // does not know which names there are.
            if cx.is_mention && !cx.catalog.is_denied_by_name(&word.text) {
                findings.push(of_no_request(cx.catalog, word));
            }
            continue;
        }
        let is_proven = is_proven(cx.catalog, &word.text, diagnosis);
        let mut help = advice(cx.catalog, diagnosis, is_proven);
        if let Some(addition) = addition(cx.catalog, &word.text, diagnosis) {
            help.push('\n');
            help.push_str(&addition);
        }
        let finding = word.finding(&RULE, message(cx.catalog, word, diagnosis, is_proven));
        let finding = finding.help(help).warn_unless(is_proven);
        findings.push(if diagnosis.is_left_out() {
            finding.suggest(Certainty::Likely, vec![String::new()])
        } else {
            finding.suggest(diagnosis.certainty, diagnosis.names.clone())
        });
    }
}

/// The finding about a mentioned name that is not in the list, since no request may have names like it.
fn of_no_request(catalog: &Catalog, word: WordRef<'_>) -> Finding {
    let message =
        format!("unknown scope {}: the list of scopes of {} has no names like it", word.quote(), catalog.name());
    let note = catalog.deny_note().map_or_else(String::new, |note| format!(": {note}"));
    let help = format!("make sure that it is spelled correctly; it cannot be requested{note}");
    word.finding(&RULE, message).warn_unless(false).help(help)
}

/// The one finding about a request of a provider that takes no scopes; none if the request asks for nothing. A server must
/// ignore a parameter that it does not know (RFC 6749 §3.1): where it is not known to refuse one, the catalog is partial.
pub(crate) fn of_none(cx: &Context<'_>, note: &str) -> Option<Finding> {
    let (index, reading) = cx.readings.iter().enumerate().find(|(_, reading)| !reading.text.trim().is_empty())?;
    let message =
        format!("{} takes no `scope` parameter, but this requests `{}`", cx.catalog.name(), visible(reading.text));
    let finding = Finding::new(&RULE, message).about(index, reading.text).help(format!("leave it out: {note}"));
    Some(finding.warn_unless(cx.catalog.coverage() == Coverage::Complete))
}

fn message(catalog: &Catalog, word: WordRef<'_>, diagnosis: &Diagnosis, is_proven: bool) -> String {
    let (unknown, name) = (format!("unknown scope {}", word.quote()), catalog.name());
    let why = match &diagnosis.reason {
        Reason::Case => "names are case-sensitive",
        Reason::Separators if is_proven => "wrong separator",
        Reason::Number => "singular and plural are different names",
        Reason::Order if is_proven => "wrong word order",
        Reason::Address => "wrong address before the name",
        Reason::Constant => "this is the name of a constant, not its value",
        Reason::RunTogether => "missing delimiter between two scopes",
        Reason::MissingPrefix => "missing prefix",
        Reason::ExtraPrefix if is_proven => "unexpected text before the name",
        Reason::ExtraSuffix if is_proven => "unexpected text after the name",
        Reason::Incomplete if is_proven => "incomplete name",
        Reason::Placeholder => "`{…}` is a placeholder",
        Reason::Claim => "this is a claim, not a scope",
        Reason::Refresh => "refresh tokens are requested with another scope",
        Reason::ExtraPart if is_proven => "unexpected extra segment",
        Reason::AtResource { uri, .. } => &format!("`{uri}` has no such scope"),
        Reason::BareResource => "this is a resource, without the name of a scope",
        Reason::MissingResource => "the resource before it is missing",
        Reason::Elsewhere => "it belongs to another resource",
        Reason::Abbreviation => "names are not abbreviated",
        Reason::Synonym(usual) => &format!("the names of {name} say `{usual}`"),
        Reason::Misnomer(_) => &format!("it is not a scope of {name}"),
        Reason::Scheme(scheme) => &format!("the name begins with `{scheme}`"),
        _ if is_proven => return unknown,
        _ if catalog.is_incomplete_for(word.written()) => &format!("the list of scopes of {name} may not include it"),
        _ if !catalog.is_complete_for(word.written()) => &format!("the list of scopes of {name} is incomplete"),
        _ => return unknown,
    };
    format!("{unknown}: {why}")
}

fn advice(catalog: &Catalog, diagnosis: &Diagnosis, is_proven: bool) -> String {
    match &diagnosis.reason {
        Reason::Retired => of_retired(catalog, diagnosis),
        Reason::Placeholder => "replace the placeholder with its value".to_owned(),
        Reason::Nothing => overview(catalog),
        Reason::Listed(names) => format!("this requests similar scopes already: {}", quoted(names, ", ")),
        Reason::Famous(what) => format!("{what}; {}", overview(catalog)),
        Reason::AtResource { uri, count, scopes } => of_resource(uri, *count, scopes),
        Reason::MissingResource => "write the address of the resource before it".to_owned(),
        Reason::BareResource | Reason::Elsewhere => match &*diagnosis.names {
            [] => "write the name of a scope after it".to_owned(),
            [name] => format!("write `{name}`"),
            names => format!("write one of {}, or the address of its resource before it", quoted(names, ", ")),
        },
        Reason::Misnomer(note) => format!("{}: {note}", advice_of_names(catalog, diagnosis, is_proven)),
        _ => advice_of_names(catalog, diagnosis, is_proven),
    }
}

fn advice_of_names(catalog: &Catalog, diagnosis: &Diagnosis, is_proven: bool) -> String {
    let is_sure = is_proven && diagnosis.reason != Reason::Spelling;
    match (diagnosis.certainty, &*diagnosis.names) {
        (_, []) if diagnosis.is_left_out() => "leave it out".to_owned(),
        (_, [name, ..]) if diagnosis.is_left_out() => format!("leave it out: `{name}` is in the list"),
        (Certainty::Likely, [name, ..]) if !is_sure => format!("did you mean `{name}`?"),
        (Certainty::Certain | Certainty::Likely, [name, ..]) => format!("write `{name}`"),
        (Certainty::Choices, [name]) => format!("a similar scope exists: `{name}`"),
        (Certainty::Choices, names) => {
            format!("similar scopes exist: {} (each grants different access)", quoted(names, ", "))
        }
        _ => overview(catalog),
    }
}

/// The scopes of a resource, where they are few.
fn of_resource(uri: &str, count: usize, scopes: &[String]) -> String {
    match scopes {
        [] if count > 0 => format!("no similar scope among the {count} scopes of `{uri}`"),
        [] => format!("`{uri}` has no scopes of its own"),
        [only] => format!("its only scope is `{only}`"),
        several => format!("its scopes are {}", quoted(several, ", ")),
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
    let (name, listed) = (catalog.name(), catalog.documentation().unwrap_or(catalog.file()));
    match catalog.scopes() {
        [] => format!("{name} {} no scopes", catalog.has_or_have()),
        scopes if scopes.len() <= 8 && catalog.coverage() == Coverage::Complete => {
            format!("the scopes of {name} are {}", quoted(scopes.iter().map(|scope| &*scope.name), ", "))
        }
        [only] => format!("the list has only `{}`; see {listed}", only.name),
        scopes => format!("no similar scope among the {} scopes of {name}; see {listed}", scopes.len()),
    }
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
    let (key, table, file) = (toml_key(word), catalog.table("scopes"), catalog.file());
    let named = (catalog.name(), catalog.has_or_have());
    let (owner, has) = if catalog.has_name() { named } else { ("the provider", "has") };
    Some(format!("if {owner} {has} this scope, add `{key} = \"description\"` under `[{table}]` in {file}"))
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::model::Level;
    use crate::span::SourceSpan;
    use crate::testing::{catalog, findings, first};

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
    fn a_slip_that_is_an_error_is_not_blamed_on_the_list() {
        let catalog = "name = 'x'\ncoverage = 'partial'\nscopes = ['identity', 'orders']";
        let finding = first(catalog, &["identify"]);
        assert_eq!((finding.level, &*finding.message), (Level::Deny, "unknown scope `identify`"));
        let finding = first(catalog, &["shelves"]);
        assert_eq!(finding.message, "unknown scope `shelves`: the list of scopes of x is incomplete");
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
        assert_eq!(finding.message, "multipass takes no `scope` parameter, but this requests `read write`");
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
    fn a_family_of_which_all_names_are_listed() {
        let catalog = "coverage = 'partial'\ncomplete = ['mail.{x:*}']\nscopes = ['mail.send', 'maps.pin']";
        let level = |name: &str| first(catalog, &[name]).level;
        assert_eq!((level("mail.never"), level("maps.never")), (Level::Deny, Level::Warn));
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

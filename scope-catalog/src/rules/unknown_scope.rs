//! `unknown-scope`

use super::retirement::successors;
use crate::catalog::{Catalog, Standing};
use crate::check::{Context, Spot};
use crate::explain::{Explanation, Reason};
use crate::finding::{Certainty, Finding};
use crate::layer::Coverage;
use crate::level::Level;
use crate::message::quoted;
use crate::rule::Rule;

pub(crate) static RULE: Rule = Rule {
    id: "unknown-scope",
    default_level: Level::Deny,
    summary: "a name that the catalogue does not have",
    docs: "\
The server answers `invalid_scope` and does not say which name it means. Where the catalogue is only a part of what the \
provider has (`coverage = \"partial\"`), this is a warning.

**Written:** `scopes!(\"read_profile write_multipas\")`

**Instead:** `scopes!(\"read_profile write_multipass\")`; or, where the provider does have the scope, add it to the \
catalogue.",
    check,
};

fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    for (spot, word, explanation) in cx.unknown() {
        let is_elsewhere = matches!(explanation.reason, Reason::Foreign { .. });
        if word.text.is_empty() || is_elsewhere || spot.reading.foreign_character(word).is_some() {
            continue;
        }
        let mut help = advice(cx.catalog, explanation);
        if let Some(addition) = addition(cx.catalog, &word.text, explanation) {
            help.push('\n');
            help.push_str(&addition);
        }
        let finding = Finding::new(&RULE, spot.at(), message(cx.catalog, spot, explanation)).token(spot.written());
        findings.push(finding.help(help).suggest(explanation.certainty, explanation.names.clone()));
    }
}

fn message(catalog: &Catalog, spot: Spot<'_>, explanation: &Explanation) -> String {
    let unknown = format!("unknown scope {}", spot.quote());
    match &explanation.reason {
        Reason::Case => format!("{unknown}: upper and lower case matter"),
        Reason::Separators => format!("{unknown}: the separators are others"),
        Reason::Number => format!("{unknown}: singular and plural matter"),
        Reason::Order => format!("{unknown}: the words are in another order"),
        Reason::RunTogether => format!("{unknown}: two scopes run together"),
        Reason::MissingPrefix => format!("{unknown}: the prefix is missing"),
        Reason::ExtraPrefix => format!("{unknown}: something stands before the name"),
        Reason::ExtraSuffix => format!("{unknown}: something stands after the name"),
        Reason::MissingPart | Reason::MissingSuffix => format!("{unknown}: the name is not complete"),
        Reason::Placeholder => format!("{unknown}: `{{…}}` stands for a value"),
        Reason::Claim => format!("{unknown}: it is a claim, which a scope brings along"),
        Reason::Refresh => format!("{unknown}: a refresh token comes with another scope"),
        Reason::ExtraPart => format!("{unknown}: a part too many"),
        Reason::Abbreviation => format!("{unknown}: names are not abbreviated"),
        _ if catalog.coverage() == Coverage::Partial => {
            format!("{unknown}: the list of {} is not complete", catalog.name())
        }
        _ => unknown,
    }
}

fn advice(catalog: &Catalog, explanation: &Explanation) -> String {
    match explanation.reason {
        Reason::Retired => return of_retired(catalog, explanation),
        Reason::Placeholder => return "write the value in its place".to_owned(),
        Reason::Nothing => return overview(catalog),
        _ => {}
    }
    match (explanation.certainty, &*explanation.names) {
        (Certainty::Likely, [name, ..]) if explanation.reason == Reason::Spelling => format!("did you mean `{name}`?"),
        (Certainty::Certain | Certainty::Likely, [name, ..]) => format!("write `{name}`"),
        (Certainty::Choices, [name]) => format!("there is `{name}`"),
        (Certainty::Choices, names) => {
            let names = quoted(names.iter().map(String::as_str), ", ");
            format!("there are {names}: they grant different rights")
        }
        _ => overview(catalog),
    }
}

/// A misspelt name that would be retired, spelt right.
fn of_retired(catalog: &Catalog, explanation: &Explanation) -> String {
    let Some(name) = explanation.names.first() else { return String::new() };
    match catalog.standing(name) {
        Standing::Retired(id) => format!("did you mean `{name}`? {}", successors(catalog.retired(id))),
        _ => format!("did you mean `{name}`?"),
    }
}

/// Where no name comes near: what there is, and where to read it.
fn overview(catalog: &Catalog) -> String {
    let name = catalog.name();
    let scopes = catalog.scopes();
    if scopes.is_empty() {
        return format!("{name} has no scopes");
    }
    if scopes.len() <= 8 {
        return format!("{name} has {}", quoted(scopes.iter().map(|scope| &*scope.name), ", "));
    }
    let listed = catalog.documentation().map_or_else(|| catalog.file().to_owned(), str::to_owned);
    format!("none of the {} scopes of {name} comes near; they are listed in {listed}", scopes.len())
}

/// The line that would add the name; not where the right one is certain.
fn addition(catalog: &Catalog, word: &str, explanation: &Explanation) -> Option<String> {
    if explanation.certainty == Certainty::Certain || explanation.reason == Reason::Placeholder {
        return None;
    }
    let is_bare = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    let key = if is_bare { word.to_owned() } else { format!("\"{word}\"") };
    let table = catalog.table("scopes");
    let owner = if catalog.has_name() { catalog.name() } else { "the provider" };
    Some(format!("if {owner} has it, add it to {}, under [{table}]: {key} = \"what it permits\"", catalog.file()))
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::testing::{findings, first};

    const CATALOG: &str =
        "name = 'multipass'\n[scopes]\nread_profile = ''\nwrite_multipass = ''\n'api.read_orders' = ''";

    #[test]
    fn a_claim_belongs_to_a_scope() {
        let finding = first("scopes = ['openid', 'profile', 'email']", &["given_name"]);
        assert_eq!(finding.message, "unknown scope `given_name`: it is a claim, which a scope brings along");
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
                "unknown scope `Write_multipass`: upper and lower case matter",
                Certainty::Certain,
                "write_multipass",
            ),
            (
                "write-multipass",
                "unknown scope `write-multipass`: the separators are others",
                Certainty::Certain,
                "write_multipass",
            ),
            (
                "read_profiles",
                "unknown scope `read_profiles`: singular and plural matter",
                Certainty::Certain,
                "read_profile",
            ),
            (
                "profile_read",
                "unknown scope `profile_read`: the words are in another order",
                Certainty::Certain,
                "read_profile",
            ),
            ("read_orders", "unknown scope `read_orders`: the prefix is missing", Certainty::Likely, "api.read_orders"),
            (
                "v1.read_profile",
                "unknown scope `v1.read_profile`: something stands before the name",
                Certainty::Likely,
                "read_profile",
            ),
            (
                "read_profile.v1",
                "unknown scope `read_profile.v1`: something stands after the name",
                Certainty::Likely,
                "read_profile",
            ),
            (
                "read_profilewrite_multipass",
                "unknown scope `read_profilewrite_multipass`: two scopes run together",
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
                "did you mean `write_multipass`?\nif multipass has it, add it to scopes.toml, under [scopes]: write_multipas = \"what it permits\""
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

    #[test]
    fn a_pattern_is_no_name() {
        let finding = first("[scopes]\n'account:{id}:read' = ''", &["account:{id}:read"]);
        assert_eq!(finding.message, "unknown scope `account:{id}:read`: `{…}` stands for a value");
        assert_eq!(finding.help.as_deref(), Some("write the value in its place"));
    }

    #[test]
    fn known_names_pass() {
        assert_eq!(findings(CATALOG, &["read_profile api.read_orders"]), [""; 0]);
    }
}

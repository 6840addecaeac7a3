//! `scope-not-allowed`

use super::context::{Collector, Context};
use crate::model::{NameList, ScopeId};
use crate::names::pattern::Pattern;
use crate::request::tokenize::Word;
use crate::span::Spanned;

rule! {
    /// The name is correct, but the client is not registered for it with the provider, which answers `invalid_scope` as
    /// if the scope did not exist. The catalog says under `[clients]`, in `allow`, which scopes each client is
    /// registered for.
    ///
    /// **Example:** `scopes!("write_multipass", client = "web")`, if `web` allows only `read_profile`
    ///
    /// **Use instead:** the same scope, once it is enabled for the client at the provider and added to `allow`.
    Deny "scope-not-allowed": "a scope that is not enabled for this client"
}

/// This many names of a client are asked for what its grant says of them, for each name that it is not registered for.
const MOST_ASKED: usize = 500;

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let Some(client) = cx.client else { return };
    let Some(allow) = &client.allow else { return };
    for &(word, id) in &cx.known {
        // What the grant refuses is reported as that.
        let is_for_other_rule = || !cx.is_taken(&word.text, word.lookup);
        if is_allowed(cx, allow, &word, id) || is_for_other_rule() || is_asked_as_a_whole(cx, allow, &word) {
            continue;
        }
        let name = &client.name.text;
        let message = format!(
            "{} is a scope of {}, but it is not enabled for the client `{name}`",
            word.quote(),
            cx.catalog.name()
        );
        let how = cx.catalog.details(id).and_then(|details| details.approval.as_ref());
        let how = how.map_or("enable it for this client in the provider's settings", |approval| &approval.text);
        let table = cx.catalog.table("clients");
        let help = format!("{how}\nthen add it to `allow` under `[{table}.{name}]` in {}", cx.catalog.file());
        findings.push(word.finding(&RULE, message).help(help));
    }
}

/// Where the grant takes one scope for all that was registered, what was registered are the others.
fn is_asked_as_a_whole(cx: &Context<'_>, allow: &NameList, word: &Word<'_>) -> bool {
    let is_listed = |name: &Spanned| cx.is_taken(&name.text, cx.catalog.lookup(&name.text));
    cx.grant.is_some_and(|grant| !grant.allow.is_empty())
        && cx.is_taken(&word.text, word.lookup)
        && !allow.iter().take(MOST_ASKED).any(is_listed)
}

/// By its name or another one of the same scope. Of a pattern, one name is not another, but the whole may be registered.
fn is_allowed(cx: &Context<'_>, allow: &NameList, word: &Word<'_>, id: ScopeId) -> bool {
    let name = &cx.catalog.scope(id).name;
    let is_this_scope = || !Pattern::is_pattern(name) && allow.has_scope(cx.catalog, id);
    allow.has(cx.catalog, &word.text) || allow.has(cx.catalog, name) || is_this_scope()
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings_of_client, first_of_client};

    const CATALOG: &str = "\
name = 'multipass'
[scopes]
read_profile = ''
write_multipass = { approval = 'enable it under API permissions' }
'a:{id}' = ''
[clients.web]
allow = ['read_profile', 'a:1']
";

    #[test]
    fn known_but_not_enabled() {
        let finding = first_of_client(CATALOG, "web", &["write_multipass"]);
        assert_eq!(
            finding.message,
            "`write_multipass` is a scope of multipass, but it is not enabled for the client `web`"
        );
        assert_eq!(
            finding.help.as_deref(),
            Some("enable it under API permissions\nthen add it to `allow` under `[clients.web]` in scopes.toml")
        );
        assert_eq!(findings_of_client(CATALOG, "web", &["read_profile a:1"]), [""; 0]);
        assert_eq!(findings_of_client(CATALOG, "web", &["a:2"]), ["scope-not-allowed"]);
    }

    #[test]
    fn without_a_list_nothing_is_known() {
        let without = CATALOG.replace("allow = ", "grant = 'implicit' # ");
        assert_eq!(findings_of_client(&without, "web", &["write_multipass a:2"]), [""; 0]);
        let empty = CATALOG.replace("allow = ", "allow = [] # ");
        assert_eq!(findings_of_client(&empty, "web", &["a:1"]), ["scope-not-allowed"]);
    }
}

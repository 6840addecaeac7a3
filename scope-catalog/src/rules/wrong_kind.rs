//! `wrong-kind`

use super::context::{Collector, Context};
use crate::fast::{filter_map, map};
use crate::finding::Certainty;
use crate::model::ScopeId;
use crate::names::name_words::words;
use crate::names::suggestion_index::MOST;
use crate::render::quoting::quoted;
use crate::request::tokenize::Word;

rule! {
    /// Some scopes are only for people, others only for bots or services. The provider refuses them for any other
    /// client. The catalog says which kinds of client a scope is for (`kinds`), and which kind a client is (`kind`).
    ///
    /// **Example:** a scope with `kinds = ["bot"]` for a client with `kind = "user"`
    ///
    /// **Use instead:** a scope that is available to the client, or a client of another kind.
    Deny "wrong-kind": "a scope that is not available to this kind of client"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let Some((client, kind)) = cx.client.and_then(|client| Some((client, client.kind.as_ref()?))) else { return };
    for &(word, id) in &cx.known {
        let scope = cx.catalog.scope(id);
        let is_for_other_rule = || cx.catalog.is_denied(&word.text) || !cx.is_taken(&word.text, word.lookup);
        if scope.is_for(&kind.text) || is_for_other_rule() {
            continue;
        }
        let message = format!(
            "{} is not available to the client `{}`, whose kind is `{}`",
            word.quote(),
            client.name.text,
            kind.text
        );
        let mut help = format!("it is available to clients of kind {}", quoted(scope.kinds(), ", "));
        let (certainty, siblings) = siblings(cx, &word, id, &kind.text);
        if !siblings.is_empty() {
            let names = quoted(&siblings, " or ");
            help = format!("write {names}, which clients of kind `{}` can have\n{help}", kind.text);
        }
        let finding = word.finding(&RULE, message).help(help);
        findings.push(finding.suggest(certainty, siblings));
    }
}

/// What a client of this kind can have instead, which never permits more: the name without its last word (`.All`), or else
/// reading where it writes.
fn siblings(cx: &Context<'_>, word: &Word<'_>, id: ScopeId, kind: &str) -> (Certainty, Vec<String>) {
    let catalog = cx.catalog;
    let name = &*catalog.scope(id).name;
    let before = word.text.len().checked_sub(name.len()).map_or("", |length| &word.text[..length]);
    let written = |id: ScopeId| format!("{before}{}", catalog.scope(id).name);
    let is_in_list = |id: ScopeId| cx.known.iter().any(|&(_, known)| known == id);
    let may_be = |id: &ScopeId| !is_in_list(*id) && catalog.scope(*id).is_for(kind);
    let of_words = |given: &[String]| {
        let named = catalog.suggestions().same_words(given);
        filter_map(&named, &mut |name| catalog.lookup(name).known().filter(may_be))
    };
    let given = words(name);
    if let [head @ .., _] = &*given {
        if let (2.., [one]) = (head.len(), &*of_words(head)) {
            return (Certainty::Likely, vec![written(*one)]);
        }
    }
    let mut names = Vec::new();
    if let Some(at) = given.iter().position(|word| word == "write") {
        let mut reading = given.clone();
        if at > 0 && given[at - 1] == "read" {
            reading.remove(at);
        } else {
            "read".clone_into(&mut reading[at]);
        }
        names = map(&of_words(&reading), &mut |&id| written(id));
    }
    names.truncate(MOST);
    (Certainty::Choices, names)
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::testing::{findings_of_client, first_of_client};

    const CATALOG: &str = "\
[scopes]
a = { kinds = ['user'] }
b = { kinds = ['bot', 'app'] }
c = ''
[clients.x]
kind = 'user'
allow = ['a', 'b', 'c']
";

    #[test]
    fn what_is_in_the_list_already_is_not_offered() {
        let catalog = "\
[scopes]
'chat:write' = { kinds = ['user', 'bot'] }
'chat:write.custom' = { kinds = ['bot'] }
[clients.x]
kind = 'user'
allow = ['chat:write', 'chat:write.custom']
";
        assert_eq!(first_of_client(catalog, "x", &["chat:write.custom"]).suggestions, ["chat:write"]);
        let finding = first_of_client(catalog, "x", &["chat:write chat:write.custom"]);
        assert_eq!((finding.rule.id, &*finding.suggestions), ("wrong-kind", &[][..]));
    }

    #[test]
    fn who_can_hold_it() {
        assert_eq!(findings_of_client(CATALOG, "x", &["a c"]), [""; 0]);
        let finding = first_of_client(CATALOG, "x", &["b"]);
        assert_eq!(finding.message, "`b` is not available to the client `x`, whose kind is `user`");
        assert_eq!(finding.help.as_deref(), Some("it is available to clients of kind `bot`, `app`"));
    }

    #[test]
    fn the_sibling_that_it_can_hold() {
        let catalog = "[scopes]\n'Tasks.Read' = { kinds = ['user'] }\n'Tasks.Read.All' = { kinds = ['app'] }\n\
            'Device.Read.All' = { kinds = ['user', 'app'] }\n'Device.ReadWrite.All' = { kinds = ['app'] }\n\
            'Audit.Read.All' = { kinds = ['app'] }\n\
            [clients.x]\nkind = 'user'\nallow = ['Tasks.Read.All', 'Device.ReadWrite.All', 'Audit.Read.All']";
        let shorter = first_of_client(catalog, "x", &["Tasks.Read.All"]);
        assert_eq!((shorter.certainty, &*shorter.suggestions), (Certainty::Likely, &["Tasks.Read".to_owned()][..]));
        assert_eq!(
            shorter.help.as_deref(),
            Some("write `Tasks.Read`, which clients of kind `user` can have\nit is available to clients of kind `app`")
        );
        let reading = first_of_client(catalog, "x", &["Device.ReadWrite.All"]);
        assert_eq!(
            (reading.certainty, &*reading.suggestions),
            (Certainty::Choices, &["Device.Read.All".to_owned()][..])
        );
        assert_eq!(first_of_client(catalog, "x", &["Audit.Read.All"]).suggestions, [""; 0]);
    }
}

//! `wrong-kind`

use super::context::Context;
use crate::finding::Finding;
use crate::model::{Level, Rule};
use crate::render::quoting::quoted;

/// The rule `wrong-kind`.
pub static RULE: Rule = Rule {
    id: "wrong-kind",
    default_level: Level::Deny,
    summary: "a scope that is not available to this kind of client",
    docs: "\
Some scopes are only for people, others only for bots or services; the provider refuses them for any other client. The \
catalog says which kinds of client a scope is for (`kinds`) and of which kind a client is (`kind`).

**Example:** a scope with `kinds = [\"bot\"]` for a client with `kind = \"user\"`

**Use instead:** a scope that is available to the client, or a client of another kind.",
};

pub(super) fn check(cx: &Context<'_, '_>, findings: &mut Vec<Finding>) {
    let Some((client, kind)) = cx.client.and_then(|client| Some((client, client.kind.as_ref()?))) else { return };
    for &(spot, _, id) in &cx.known() {
        let kinds = cx.catalog.details(id).map_or(&[][..], |details| &details.kinds);
        if kinds.is_empty() || kinds.iter().any(|known| known.text == kind.text) {
            continue;
        }
        let message = format!(
            "{} is not available to the client `{}`, whose kind is `{}`",
            spot.quote(),
            client.name.text,
            kind.text
        );
        let help = format!("it is available to clients of kind {}", quoted(kinds.iter().map(|kind| &*kind.text), ", "));
        findings.push(Finding::new(&RULE, message).at(spot.span()).token(spot.written()).help(help));
    }
}

#[cfg(test)]
mod tests {
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
    fn who_can_hold_it() {
        assert_eq!(findings_of_client(CATALOG, "x", &["a c"]), [""; 0]);
        let finding = first_of_client(CATALOG, "x", &["b"]);
        assert_eq!(finding.message, "`b` is not available to the client `x`, whose kind is `user`");
        assert_eq!(finding.help.as_deref(), Some("it is available to clients of kind `bot`, `app`"));
    }
}

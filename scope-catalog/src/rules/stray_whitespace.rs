//! `stray-whitespace`

use super::context::{Collector, Context};
use super::form;
use crate::model::Delimiter;
use crate::request::tokenize::FlawKind;

rule! {
    /// Scopes are separated by exactly one space, with none before the first and none after the last (RFC 6749 §3.3).
    /// Some servers accept a second space, a tab or a line break; others read an empty or a broken name and answer
    /// `invalid_scope`.
    ///
    /// **Example:** `scopes!(" read_profile  write_multipass")`
    ///
    /// **Use instead:** `scopes!("read_profile write_multipass")`
    Deny "stray-whitespace": "whitespace around, between or inside scopes where it is not allowed"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let rule = match cx.splitting.delimiter {
        Delimiter::Comma => "scopes are separated by a comma alone",
        Delimiter::Single => "no whitespace is allowed around the scope",
        Delimiter::Space => "scopes are separated by exactly one space",
        Delimiter::SpaceOrComma => "scopes are separated by exactly one space or comma",
    };
    let is_kind = |kind| kind == FlawKind::Whitespace;
    findings.extend(form::findings(cx, &RULE, is_kind, &|reading, _| {
        format!("stray whitespace in {}: {rule}", form::marked_blanks(reading.text, &reading.ranges(&is_kind)))
    }));
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "scopes = ['read_profile', 'write_multipass', 'playlist-modify-private']";

    #[test]
    fn blanks_are_marked() {
        let finding = first(CATALOG, &[" read_profile  write_multipass"]);
        assert_eq!(
            finding.message,
            "stray whitespace in `·read_profile··write_multipass`: scopes are separated by exactly one space"
        );
        assert_eq!(finding.suggestions, ["read_profile write_multipass"]);
        assert_eq!(first(CATALOG, &["read_profile\twrite_multipass\n"]).suggestions, ["read_profile write_multipass"]);
        assert_eq!(findings(CATALOG, &["read_profile write_multipass"]), [""; 0]);
    }

    #[test]
    fn separators_that_were_left_out() {
        let finding = first(CATALOG, &["read profile"]);
        assert_eq!((finding.rule.id, &*finding.suggestions[0]), ("unknown-scope", "read_profile"));
        assert_eq!(findings(CATALOG, &["read profile"]).len(), 1);
        // The beginning of it was a name once.
        let catalog = "scopes = ['desk-edit-private', 'desk-edit-public']\n[retired.desk-edit]\n[retired.lamp]";
        assert_eq!(first(catalog, &["desk-edit private"]).suggestions, ["desk-edit-private"]);
        assert_eq!(findings(catalog, &["lamp private"]), ["removed-scope", "unknown-scope"]);
    }

    #[test]
    fn pieces_that_make_a_name_are_joined() {
        let finding = first(CATALOG, &["playlist - modify - private"]);
        assert_eq!(finding.rule.id, "stray-whitespace");
        assert_eq!(finding.suggestions, ["playlist-modify-private"]);
        assert_eq!(findings(CATALOG, &["playlist - modify - private"]).len(), 1);
        assert_eq!(first("scopes = ['ab', 'cd']", &["a - b"]).token, "a - b");
        // The first is a name already, and its pattern takes any ending.
        let catalog = "scopes = ['role:{x}', 'list']";
        assert_eq!(findings(catalog, &["role:a offline"]), ["unknown-scope"]);
        assert_eq!(findings(catalog, &["li st"]), ["stray-whitespace"]);
        // The pattern takes any beginning too, and an address is the beginning of a scope.
        let catalog = "scopes = ['{scheme}://{path:*}/{scope}', 'openid']";
        assert_eq!(findings(catalog, &["openid https://a.example/b"]), [""; 0]);
        let catalog = "scopes = ['{scheme}://{path:*}/{scope}', 'openid']\n\
                       [misnomers.'https://{x:*}']\nnote = 'it is of another server'";
        assert_eq!(findings(catalog, &["openid https://a.example/b"]), ["unknown-scope"]);
        assert_eq!(findings(catalog, &["email https://a.example/b"]), ["unknown-scope"; 2]);
        // Separators for the most part.
        assert_ne!(first("scopes = ['ab', 'cd']", &["a -- -- b"]).token, "a -- -- b");
    }
}

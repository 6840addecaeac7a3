//! `wrong-delimiter`

use super::context::{Collector, Context};
use super::form;
use crate::model::Delimiter;
use crate::request::tokenize::FlawKind;

rule! {
    /// RFC 6749 §3.3 separates scopes with a space; some providers use a comma instead. With the wrong delimiter, the
    /// server reads one long scope and answers `invalid_scope`.
    ///
    /// In a configuration file, the delimiter that counts is that of the program that reads the file. A `[[config]]`
    /// states it, or a preset knows it. If the program may also accept another delimiter, the finding is a warning. If
    /// nothing is known about the program, both spaces and commas are accepted.
    ///
    /// **Example:** `scopes!("read_profile,write_multipass")`
    ///
    /// **Use instead:** `scopes!("read_profile write_multipass")`
    Deny "wrong-delimiter": "scopes that are separated in a way that the provider does not accept"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    let is_kind = |kind| {
        matches!(kind, FlawKind::Delimiter(_) | FlawKind::StrayDelimiter(_) | FlawKind::Prose | FlawKind::SharedPrefix)
    };
    let delimiter = cx.splitting.delimiter;
    let is_own = delimiter == cx.catalog.delimiter();
    let name = if is_own { cx.catalog.name() } else { "the program that reads this file" };
    let s = if is_own && cx.catalog.has_or_have() == "have" { "" } else { "s" };
    let takes = || match delimiter {
        Delimiter::Space => format!("{name} separate{s} scopes with a space"),
        Delimiter::Comma => format!("{name} separate{s} scopes with a comma"),
        Delimiter::SpaceOrComma => format!("{name} separate{s} scopes with a space or a comma"),
        Delimiter::Single => format!("{name} accept{s} only one scope"),
    };
    findings.extend(form::findings(cx, &RULE, is_kind, &|reading, first| {
        let (text, takes) = (form::shown(reading.text), takes());
        match first.kind {
            FlawKind::SharedPrefix => format!("the shared prefix in {text} must be repeated for each scope: {takes}"),
            FlawKind::Delimiter(char) => format!("wrong delimiter in {text}: found {}, but {takes}", described(char)),
            FlawKind::StrayDelimiter(char) => {
                format!("stray delimiter in {text}: found {} with no scope next to it; {takes}", described(char))
            }
            _ => format!("unexpected word beside the scopes in {text}: {takes}"),
        }
    }));
}

fn described(char: char) -> String {
    match char {
        ',' => "a comma".to_owned(),
        ' ' => "a space".to_owned(),
        ';' => "a semicolon".to_owned(),
        '&' => "an ampersand".to_owned(),
        '|' => "a vertical bar".to_owned(),
        other => format!("`{other}`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{check_in_file, fixed};
    use crate::finding::Certainty;
    use crate::model::Delimiter;
    use crate::request::Request;
    use crate::span::SourceSpan;
    use crate::testing::{findings, first, places};

    const SPACE: &str = "name = 'multipass'\nscopes = ['read_profile', 'write_multipass']";
    const COMMA: &str = "name = 'shop'\ndelimiter = 'comma'\nscopes = ['read_orders', 'write_orders']";

    #[test]
    fn a_comma_where_a_space_belongs() {
        let finding = first(SPACE, &["read_profile,write_multipass"]);
        assert_eq!(
            finding.message,
            "wrong delimiter in `read_profile,write_multipass`: found a comma, but multipass separates scopes with a space"
        );
        assert_eq!(finding.suggestions, ["read_profile write_multipass"]);
        for written in
            ["read_profile;write_multipass", "read_profile, write_multipass", "read_profile|write_multipass,"]
        {
            assert_eq!(findings(SPACE, &[written]), ["wrong-delimiter"], "{written}");
            assert_eq!(first(SPACE, &[written]).suggestions, ["read_profile write_multipass"]);
        }
    }

    #[test]
    fn a_space_where_a_comma_belongs() {
        let finding = first(COMMA, &["read_orders write_orders"]);
        assert_eq!(
            finding.message,
            "wrong delimiter in `read_orders write_orders`: found a space, but shop separates scopes with a comma"
        );
        assert_eq!(finding.suggestions, ["read_orders,write_orders"]);
        assert_eq!(findings(COMMA, &["read_orders,,write_orders"]), ["wrong-delimiter"]);
        assert_eq!(findings(COMMA, &["read_orders,"]), ["wrong-delimiter"]);
    }

    #[test]
    fn the_program_that_reads_a_file_splits() {
        let check = |catalog: &str, delimiter, text: &str| {
            let catalog = crate::testing::catalog(catalog);
            let texts = [text];
            let request = Request { catalog: &catalog, others: &[], texts: &texts, client: None, operations: &[] };
            let findings = check_in_file(&request, delimiter).findings;
            findings.into_iter().map(|finding| (finding.rule.id, finding.suggestions.join("|"))).collect::<Vec<_>>()
        };
        for text in ["read_profile,write_multipass", "read_profile , write_multipass"] {
            assert_eq!(check(SPACE, Delimiter::Comma, text), []);
            assert_eq!(check(SPACE, Delimiter::SpaceOrComma, text), []);
            assert_eq!(check(SPACE, Delimiter::Space, text)[0].0, "wrong-delimiter");
        }
        let wrong = check(SPACE, Delimiter::Comma, "read_profile write_multipass");
        assert_eq!(wrong, [("wrong-delimiter", "read_profile,write_multipass".to_owned())]);
        assert_eq!(check(COMMA, Delimiter::SpaceOrComma, "read_orders write_orders"), []);
        assert_eq!(check(SPACE, Delimiter::SpaceOrComma, "read_profile  write_multipass")[0].0, "stray-whitespace");
        let run_together = check(SPACE, Delimiter::Comma, "read_profilewrite_multipass");
        assert_eq!(run_together, [("unknown-scope", "read_profile,write_multipass".to_owned())]);
        // A comma in a name is not a delimiter, unless the program is known to split there.
        let with_comma = "scopes = ['FB=1,2', 'x']";
        assert_eq!(check(with_comma, Delimiter::SpaceOrComma, "FB=1,2 x"), []);
        assert_ne!(check(with_comma, Delimiter::Comma, "FB=1,2,x"), []);
    }

    #[test]
    fn what_is_written_stays_where_both_delimiters_are_right() {
        let catalog = crate::testing::catalog("delimiter = 'space-or-comma'\nscopes = ['ab', 'cd', 'ef']");
        let fixed =
            |texts: &[&str]| fixed(&Request { catalog: &catalog, others: &[], texts, client: None, operations: &[] });
        for (written, right) in [
            ("ab,cd", "ab,cd"),
            ("ab cd", "ab cd"),
            ("ab,cd ef", "ab,cd ef"),
            ("ab,CD", "ab,cd"),
            ("ab CD", "ab cd"),
            ("ab,cd,ab", "ab,cd"),
            ("ab, cd", "ab,cd"),
        ] {
            assert_eq!(fixed(&[written]).as_deref(), Some(right), "{written}");
        }
        assert_eq!(fixed(&["ab", "cd"]).as_deref(), Some("ab cd"));
    }

    #[test]
    fn a_word_of_prose() {
        let finding = first(SPACE, &["read_profile and write_multipass"]);
        assert!(finding.message.starts_with("unexpected word beside the scopes in `"));
        assert_eq!(finding.suggestions, ["read_profile write_multipass"]);
        for written in ["scope: read_profile write_multipass", "scopes: read_profile, write_multipass"] {
            assert_eq!(findings(SPACE, &[written]), ["wrong-delimiter"], "{written}");
            assert_eq!(first(SPACE, &[written]).suggestions, ["read_profile write_multipass"], "{written}");
        }
        assert_eq!(findings("scopes = ['scope:', 'a']", &["scope: a"]), [""; 0]);
    }

    #[test]
    fn the_rest_of_an_address_or_of_a_document() {
        for written in [
            "read_profile write_multipass&state=x",
            "read_profile write_multipass&state=x&redirect_uri=https://acme.example/a",
            "read_profile&amp;write_multipass",
            "read_profile write_multipass&amp;state=x",
        ] {
            assert_eq!(findings(SPACE, &[written]), ["wrong-delimiter"], "{written}");
            assert_eq!(first(SPACE, &[written]).suggestions, ["read_profile write_multipass"], "{written}");
        }
        let right = "scopes = ['call:a?to=x&as=y', 'b']";
        assert_eq!(findings(right, &["call:a?to=x&as=y b"]), [""; 0]);
        let of_pattern = "scopes = ['call:{x}?to={to}', 'b']";
        assert!(findings(of_pattern, &["call:a?to=x&as=y b"]).contains(&"unknown-scope"));
    }

    #[test]
    fn a_heading_before_a_list() {
        let catalog =
            "name = 'multipass'\nscopes = ['files:read', 'files:write', 'write', 'mail:send', 'mail:read', 'openid']";
        for written in ["files: read, write", "files: read;write;", "files: read write"] {
            let finding = first(catalog, &[written]);
            assert_eq!(findings(catalog, &[written]), ["wrong-delimiter"], "{written}");
            assert_eq!((finding.certainty, &*finding.suggestions[0]), (Certainty::Likely, "files:read files:write"));
            assert!(finding.message.contains("must be repeated for each scope"), "{}", finding.message);
        }
        let two = first(catalog, &["openid files: read, write mail: read, send"]);
        assert_eq!(two.suggestions, ["openid files:read files:write mail:read mail:send"]);
        // What is not a name under the heading is not one of its members.
        assert_eq!(first(catalog, &["files: read openid"]).suggestions, ["files:read openid"]);
        assert_eq!(findings(catalog, &["files: write"]), ["stray-whitespace"]);
        assert_eq!(first(catalog, &["files: write"]).suggestions, ["files:write"]);
        assert_eq!(findings(catalog, &["files:  read  write"]), ["wrong-delimiter"]);
        assert!(findings(catalog, &["files:,read,write"]).contains(&"unknown-scope"));
    }

    #[test]
    fn what_a_heading_is_not() {
        let retired = "scopes = ['files:read', 'files:write', 'old']\n[retired.'files:old']";
        assert_eq!(first(retired, &["files: read old"]).suggestions, ["files:read old"]);
        let is_name = "scopes = ['files:', 'files:read', 'files:write', 'read', 'write']";
        assert_eq!(findings(is_name, &["nowhere files: read write"]), ["unknown-scope"]);
    }

    #[test]
    fn the_first_member_stands_where_its_heading_begins() {
        let catalog = "scopes = ['files:read', 'files:write']";
        let request = ["files:read files: read write"];
        assert_eq!(findings(catalog, &request), ["wrong-delimiter", "duplicate-scope"]);
        assert_eq!(places(catalog, &request)[1], Some(SourceSpan::new(0, 11..22)));
    }

    #[test]
    fn a_comma_may_be_part_of_a_name() {
        assert_eq!(findings("scopes = ['FB=1,2', 'x']", &["FB=1,2 x"]), [""; 0]);
        assert_eq!(findings("delimiter = 'space-or-comma'\nscopes = ['a', 'b']", &["a,b a"]), ["duplicate-scope"]);
    }
}

//! `quoted-text`

use super::context::{Collector, Context};
use super::form;
use crate::fast::all_chars;
use crate::request::tokenize::FlawKind;

rule! {
    /// If you copy a list from JSON, YAML or a document, its punctuation may come along. A scope cannot contain a
    /// double quote (RFC 6749 §3.3), and no provider has a scope that starts with a bracket: the server answers
    /// `invalid_scope`.
    ///
    /// **Example:** `scopes!(r#"["read_profile","write_multipass"]"#)`
    ///
    /// **Use instead:** `scopes!("read_profile write_multipass")`
    Deny "quoted-text": "quotes or brackets that were pasted along with the scopes"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    findings.extend(form::findings(cx, &RULE, |kind| kind == FlawKind::Quoted, &|reading, _| {
        let has_no_marks = all_chars(reading.text, |c| !"\"'`“”‘’()[]{}<>".contains(c));
        let is_backslash = reading.text.contains('\\') && has_no_marks;
        let what = if is_backslash { "a backslash, which is" } else { "quotes or brackets, which are" };
        format!("{} contains {what} not part of a scope", form::shown(reading.text))
    }));
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "scopes = ['read_profile', 'write_multipass']";

    #[test]
    fn a_backslash_is_called_so() {
        let finding = first(CATALOG, &[r"\read_profile"]);
        assert_eq!(finding.message, r"`\read_profile` contains a backslash, which is not part of a scope");
    }

    #[test]
    fn what_is_no_list_is_not_repaired() {
        for (written, is_repaired) in
            [("(no scope)", false), ("<scopes>", false), ("[read_profile]", true), ("<read_profile> more", true)]
        {
            let finding = first(CATALOG, &[written]);
            assert_eq!((finding.rule.id, finding.suggestions.is_empty()), ("quoted-text", !is_repaired), "{written}");
        }
        assert_eq!(first("coverage = 'partial'\nscopes = ['a']", &["[new:name]"]).suggestions, ["new:name"]);
    }

    #[test]
    fn what_lists_are_pasted_with() {
        let pasted = [
            r#"["read_profile","write_multipass"]"#,
            r"['read_profile', 'write_multipass']",
            r#""read_profile write_multipass""#,
            r"`read_profile` `write_multipass`",
            "“read_profile” “write_multipass”",
            r"read_profile\u00A0write_multipass",
            r#"\"read_profile\" \"write_multipass\""#,
        ];
        for written in pasted {
            let finding = first(CATALOG, &[written]);
            assert_eq!(
                (finding.rule.id, &*finding.suggestions[0]),
                ("quoted-text", "read_profile write_multipass"),
                "{written}"
            );
            assert_eq!(findings(CATALOG, &[written]).len(), 1, "{written}");
        }
    }
}

//! `duplicate-scope`

use super::context::{Collector, Context, ordinal};
use crate::catalog::Lookup;
use crate::fast::NameMap;
use crate::finding::Certainty;
use crate::request::tokenize::Word;

rule! {
    /// A scope that is requested twice grants nothing more (RFC 6749 §3.3: each scope adds to the access that is
    /// requested). Most servers accept it, but it usually means that two lists were merged by mistake.
    ///
    /// **Example:** `scopes!("read_profile read_profile")`
    ///
    /// **Use instead:** `scopes!("read_profile")`
    Warn "duplicate-scope": "a scope that is listed twice"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if let [first, second] = &*cx.words {
        // The most common list of all needs no set.
        if !cx.catalog.is_case_insensitive() && first.text != second.text {
            return;
        }
    }
    let mut seen = NameMap::with_capacity(cx.words.len());
    for (at, word) in cx.words.iter().enumerate() {
        if word.lookup == Lookup::Unknown {
            continue;
        }
        let first = seen.insert_new(name(cx, word), at);
        if first != at {
            let message = format!("duplicate scope {}", word.quote());
            let first = cx.words[first];
            let is_near = first.index == word.index;
            let text = if is_near { "" } else { &*format!(" in the {} text", ordinal(first.index + 1)) };
            let help = format!("remove it: {}{text} is the same scope", first.quote());
            let finding = word.finding(&RULE, message).help(help);
            // Where it is all that its text holds, something around the text would have to go as well.
            let nothing = if word.number > 0 { vec![String::new()] } else { Vec::new() };
            findings.push(finding.suggest(Certainty::Certain, nothing));
        }
    }
}

/// A word as others are compared with it: what a scope is called, where that can be written in several cases.
fn name<'c>(cx: &'c Context<'_>, word: &'c Word<'_>) -> &'c str {
    match word.lookup {
        Lookup::Known(id) if cx.catalog.is_case_insensitive() => {
            let name = &cx.catalog.scope(id).name;
            if name.eq_ignore_ascii_case(&word.text) { name } else { &word.text }
        }
        _ => &word.text,
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Certainty;
    use crate::testing::{findings, first};

    #[test]
    fn it_can_be_left_out_where_something_stands_before_it() {
        let finding = first("scopes = ['a', 'b']", &["a b a"]);
        assert_eq!((finding.certainty, &*finding.suggestions), (Certainty::Certain, &[String::new()][..]));
        let finding = first("scopes = ['a', 'b']", &["a", "a b"]);
        assert_eq!((finding.certainty, &*finding.suggestions), (Certainty::None, &[][..]));
    }

    #[test]
    fn the_second_one_is_named() {
        assert_eq!(findings("scopes = ['a', 'b']", &["a b a"]), ["duplicate-scope"]);
        assert_eq!(first("scopes = ['a', 'b']", &["a b a"]).message, "duplicate scope `a` (3rd of 3)");
        assert_eq!(findings("scopes = ['a', 'b']", &["a", "a"]), ["duplicate-scope"]);
        for (texts, help) in [
            (&["a b a"][..], "remove it: `a` (1st of 3) is the same scope"),
            (&["b a", "a"], "remove it: `a` (2nd of 2) in the 1st text is the same scope"),
        ] {
            assert_eq!(first("scopes = ['a', 'b']", texts).help.as_deref(), Some(help));
        }
        assert_eq!(findings("scopes = ['a', 'A']", &["a", "A"]), [""; 0]);
    }
}

//! `conflicting-scopes`

use super::context::{Collector, Context};
use crate::fast::NameMap;
use crate::request::tokenize::Word;

rule! {
    /// The provider refuses the combination, or one of the scopes takes away what the other one grants (Google:
    /// `gmail.metadata` with `gmail.readonly`). Some scopes cannot be combined with any other (Microsoft: `.default`),
    /// except those of OpenID Connect, such as `openid` and `offline_access`.
    ///
    /// **Example:** two scopes of which one lists the other under `conflicts`, or one with `exclusive = true` and any
    /// other
    ///
    /// **Use instead:** two requests, or only one of the scopes.
    Deny "conflicting-scopes": "scopes that cannot be requested together"
}

pub(super) fn check(cx: &Context<'_>, findings: &mut Collector) {
    if !cx.has_details || cx.words.len() < 2 {
        return;
    }
    // What each scope that was seen refuses, and what refuses it.
    let known = cx.known_for_sets();
    let mut refused = NameMap::with_capacity(known.len());
    let mut seen = NameMap::with_capacity(known.len());
    for (at, &(word, id)) in known.iter().enumerate() {
        let name = &*cx.catalog.scope(id).name;
        let mut other = refused.get(name);
        for conflict in cx.catalog.scope(id).conflicts() {
            let Some(conflict) = cx.catalog.declared(&conflict.text) else { continue };
            let conflict = &*cx.catalog.scope(conflict).name;
            other = other.or(seen.get(conflict));
            refused.insert_new(conflict, at);
        }
        seen.insert_new(name, at);
        if let Some(other) = other {
            let message = format!("{} cannot be requested together with `{}`", word.quote(), known[other].0.text);
            findings.push(word.finding(&RULE, message).help("request them separately, or remove one of them"));
        } else if cx.catalog.details(id).is_some_and(|details| details.exclusive) && is_beside_others(cx, &word) {
            let message = format!("{} cannot be combined with other scopes", word.quote());
            findings.push(word.finding(&RULE, message).help("request it on its own"));
        }
    }
}

/// Whether an exclusive scope has company, other than the scopes of sign-in, which grant nothing at a resource. That of
/// another resource is for the rule on those to report.
fn is_beside_others(cx: &Context<'_>, exclusive: &Word<'_>) -> bool {
    let home = cx.catalog.home(&exclusive.text, exclusive.lookup).filter(|_| cx.catalog.has_one_resource());
    let is_elsewhere = |word: &Word<'_>| {
        let other = cx.catalog.home(&word.text, word.lookup);
        home.as_ref().zip(other).is_some_and(|(home, other)| !home.is_same(&other))
    };
    let is_other = |word: &Word<'_>| {
        word.lookup != exclusive.lookup && !cx.catalog.is_of_sign_in(&word.text) && !is_elsewhere(word)
    };
    cx.words.iter().any(|word| is_other(word))
}

#[cfg(test)]
mod tests {
    use crate::testing::{findings, first};

    const CATALOG: &str = "\
[scopes]
metadata = { conflicts = ['readonly'] }
readonly = ''
other = ''
'.default' = { exclusive = true }
";

    #[test]
    fn in_either_order() {
        assert_eq!(
            first(CATALOG, &["metadata readonly"]).message,
            "`readonly` (2nd of 2) cannot be requested together with `metadata`"
        );
        assert_eq!(findings(CATALOG, &["readonly", "metadata"]), ["conflicting-scopes"]);
        assert_eq!(findings(CATALOG, &["other metadata"]), [""; 0]);
    }

    #[test]
    fn alone_or_not_at_all() {
        assert_eq!(findings(CATALOG, &[".default other"]), ["conflicting-scopes"]);
        assert_eq!(findings(CATALOG, &[".default"]), [""; 0]);
        let openid = format!("{CATALOG}openid = ''\noffline_access = ''");
        assert_eq!(findings(&openid, &["openid .default offline_access"]), [""; 0]);
    }
}

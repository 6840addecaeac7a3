//! Evaluates scope lists of programs that are in use: none should be rejected, unless a source states that the provider
//! rejects it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnosis::by_engine;
use crate::providers::Providers;

/// A list of scopes, and the provider that it is for.
#[derive(Debug, Deserialize)]
pub(crate) struct List {
    provider: String,
    scopes: Written,
}

/// A list as it is written, or its individual scopes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Each(Vec<String>),
}

/// The results for the lists of a provider.
#[derive(Debug, Default)]
struct Count {
    lists: usize,
    refused: usize,
    warned: usize,
}

/// The lists with errors, and a line for each provider.
pub(crate) fn report(providers: &Providers, lists: &[List]) -> String {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let (mut text, mut without_catalog) = (String::new(), 0);
    for list in lists {
        let Some(provider) = providers.of_label(&list.provider) else {
            without_catalog += 1;
            continue;
        };
        let written = list.scopes.joined(provider.catalog.delimiter().character());
        let remarks = by_engine(&provider.catalog, &written).remarks;
        let count = counts.entry(&list.provider).or_default();
        let errors: Vec<_> = remarks.iter().filter(|remark| remark.is_deny).collect();
        count.lists += 1;
        count.refused += usize::from(!errors.is_empty());
        count.warned += usize::from(errors.is_empty() && !remarks.is_empty());
        if !errors.is_empty() {
            text.push_str(&format!("{}: `{written}`\n", list.provider));
        }
        for error in errors {
            text.push_str(&format!("  {}: {}\n", error.rule, error.text.lines().next().unwrap_or_default()));
        }
    }
    for (name, Count { lists, refused, warned }) in counts {
        text.push_str(&format!("{name}: {lists} lists, {refused} with errors, {warned} with warnings only\n"));
    }
    format!("{text}{without_catalog} lists of providers without a catalog\n")
}

impl Written {
    fn joined(&self, delimiter: char) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Each(names) => names.join(&delimiter.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_lists_are_named_and_all_are_counted() {
        let providers = Providers::with("p", "coverage = 'complete'\nscopes = ['a', 'b']");
        let lists = [
            r#"{"provider":"p","scopes":"a b"}"#,
            r#"{"provider":"p","scopes":["a","zzzz"]}"#,
            r#"{"provider":"q","scopes":"a"}"#,
        ]
        .map(|line| serde_json::from_str(line).expect("a list"));
        let text = report(&providers, &lists);
        assert!(text.starts_with("p: `a zzzz`\n  unknown-scope: "), "{text}");
        assert!(
            text.ends_with("p: 2 lists, 1 with errors, 0 with warnings only\n1 lists of providers without a catalog\n"),
            "{text}"
        );
    }
}

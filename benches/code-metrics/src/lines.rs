//! Counts lines of code: lines with a token of something that is compiled into the package. Tests, comments and blank
//! lines are not counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use proc_macro2::{Span, TokenStream, TokenTree};

use crate::module_tree::ModuleTree;
use crate::packages::packages;

/// A table of the packages that users depend on or install.
///
/// # Errors
///
/// If a file cannot be read or is not Rust.
pub(crate) fn report(checkout: &Path) -> Result<String> {
    const NOT_FOR_USERS: [&str; 4] = ["benches", "examples", "fuzz", "tests"];
    let mut report = format!("{:<20}{:>7}{:>8}\n", "package", "files", "lines");
    let mut total = (0, 0);
    for package in packages(checkout)? {
        if NOT_FOR_USERS.contains(&package.name.split('/').next().unwrap_or_default()) {
            continue;
        }
        let mut lines: BTreeMap<PathBuf, usize> = BTreeMap::new();
        for root in &package.roots {
            let files = ModuleTree::read(root)?.files;
            lines.extend(files.into_iter().map(|(path, text, tokens)| (path, lines_of_code(&text, tokens))));
        }
        let (files, lines) = (lines.len(), lines.values().sum::<usize>());
        let name = if package.name.is_empty() { "oauth-scopes (root)" } else { &package.name };
        writeln!(report, "{name:<20}{files:>7}{lines:>8}")?;
        total = (total.0 + files, total.1 + lines);
    }
    writeln!(report, "{:<20}{:>7}{:>8}", "all", total.0, total.1)?;
    Ok(report)
}

fn lines_of_code(text: &str, tokens: TokenStream) -> usize {
    let mut lines = BTreeSet::new();
    add(tokens, &mut lines);
    let blank = |number: &usize| text.lines().nth(number - 1).is_none_or(|line| line.trim().is_empty());
    lines.iter().filter(|number| !blank(number)).count()
}

fn add(tokens: TokenStream, lines: &mut BTreeSet<usize>) {
    let mut mark = |span: Span| lines.extend(span.start().line..=span.end().line);
    let mut inner = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                mark(group.span_open());
                mark(group.span_close());
                inner.push(group.stream());
            }
            token => mark(token.span()),
        }
    }
    for tokens in inner {
        add(tokens, lines);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::code;

    #[test]
    fn what_counts() {
        let text = "\
//! Not.

/// Not.
#[inline]
fn one() { // not alone
    // Not.
    let text = \"two

    three\";
}

#[cfg(test)]
mod tests {
    fn not() {}
}
";
        assert_eq!(lines_of_code(text, code(text).expect("Rust")), 5);
    }
}

//! Parses imports, which are needed to find out whose macro a call means.

use proc_macro2::{Delimiter, TokenTree};

/// A name that a `use` imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The full path: `oauth_scopes`, `scopes`.
    pub(crate) path: Vec<String>,
    /// The name in this file.
    pub(crate) name: String,
    /// Whether it imports everything: `oauth_scopes::*`.
    pub(crate) is_glob: bool,
}

/// Returns the names that a `use` imports, given the tokens between `use` and the semicolon.
pub(super) fn imports(tokens: &[TokenTree]) -> Vec<Import> {
    let mut found = Vec::new();
    tree(tokens, &mut Vec::new(), &mut found);
    found
}

fn tree(tokens: &[TokenTree], path: &mut Vec<String>, found: &mut Vec<Import>) {
    let depth = path.len();
    let mut tokens = tokens.iter().peekable();
    let (mut name, mut is_glob) = (None, false);
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "as" => name = tokens.next().map(plain_word),
            TokenTree::Ident(_) => path.push(plain_word(token)),
            TokenTree::Punct(punct) if punct.as_char() == '*' => is_glob = true,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
                for branch in inner.split(is_comma).filter(|branch| !branch.is_empty()) {
                    tree(branch, path, found);
                }
                path.truncate(depth);
                return;
            }
            _ => {}
        }
    }
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    if let Some(last) = path.last().filter(|_| path.len() > depth || depth > 0) {
        found.push(Import { name: name.unwrap_or_else(|| last.clone()), path: path.clone(), is_glob });
    }
    path.truncate(depth);
}

/// Returns an identifier without `r#`.
fn plain_word(token: &TokenTree) -> String {
    let word = token.to_string();
    word.strip_prefix("r#").map(str::to_owned).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_taken_apart() {
        let tokens: Vec<TokenTree> = "a::{b, c::{self, d as e}, f::*} "
            .parse::<proc_macro2::TokenStream>()
            .expect("tokens")
            .into_iter()
            .collect();
        let found: Vec<String> =
            imports(&tokens).iter().map(|import| format!("{}={}", import.path.join("::"), import.name)).collect();
        assert_eq!(found, ["a::b=b", "a::c=c", "a::c::d=e", "a::f=f"]);
        assert!(imports(&tokens).iter().all(|import| import.is_glob == (import.name == "f")));
        let renamed: Vec<TokenTree> =
            "x as y".parse::<proc_macro2::TokenStream>().expect("tokens").into_iter().collect();
        assert_eq!(imports(&renamed), [Import { path: vec!["x".into()], name: "y".into(), is_glob: false }]);
    }
}

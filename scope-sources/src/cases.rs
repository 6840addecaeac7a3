//! Finds scopes in patterns: `match scope { "repo" => … }`, `matches!(scope, "repo" | "gist")`.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::visit::Visit;
use syn::{Expr, ExprMatch, LitStr, Pat, Token};

use crate::confidence::{Confidence, is_list};
use crate::group::{Kind, Text};
use crate::reader::Reader;

impl Reader<'_> {
    /// Reads `match scope { "repo" => …, "gist" => … }`: either all cases are scopes of one provider, or none is a
    /// scope.
    pub(crate) fn cases(&mut self, matched: &ExprMatch) {
        if self.is_of_scopes(&matched.expr) {
            let literals = texts(matched.arms.iter().map(|arm| &arm.pat));
            self.among(Some(&matched.expr), |reader| reader.cases_of(&literals));
        }
    }

    /// Reads `matches!(scope, "repo" | "gist")`.
    pub(crate) fn cases_of_macro(&mut self, tokens: TokenStream) {
        let arguments = |input: ParseStream<'_>| {
            let value: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<TokenStream>()?;
            Ok((value, pattern))
        };
        if let Ok((value, pattern)) = Parser::parse2(arguments, tokens)
            && self.is_of_scopes(&value)
        {
            self.among(Some(&value), |reader| reader.cases_of(&texts([&pattern])));
        }
    }

    fn cases_of(&mut self, literals: &[LitStr]) {
        self.mention_all(self.names_in(literals), Confidence::Listed);
    }

    /// Returns the literals of patterns or attributes that are one name each. No other expression can replace them.
    pub(crate) fn names_in(&self, literals: &[LitStr]) -> Vec<Text> {
        let texts = literals.iter().filter_map(|literal| self.file.text(literal));
        let names = texts.filter(|text| is_list(&text.value) && text.names().len() == 1);
        names.map(|text| Text { kind: Kind::Part, ..text }).collect()
    }

    /// Reads `"read:org" => Scope::ReadOrg` in a conversion from text to a scope type.
    pub(crate) fn patterns_of_type(&mut self, matched: &ExprMatch) {
        let is_reading = |name: &String| matches!(&**name, "from_str" | "try_from" | "from" | "parse" | "visit_str");
        if self.is_of_scope_type && self.context.iter().rev().take(2).any(is_reading) {
            let literals = texts(matched.arms.iter().map(|arm| &arm.pat));
            self.mention_all(self.names_in(&literals), Confidence::Named);
        }
    }
}

/// Returns the string literals in patterns.
fn texts<'p>(patterns: impl IntoIterator<Item = &'p Pat>) -> Vec<LitStr> {
    struct Texts(Vec<LitStr>);
    impl<'ast> Visit<'ast> for Texts {
        fn visit_lit_str(&mut self, literal: &'ast LitStr) {
            self.0.push(literal.clone());
        }
    }
    let mut texts = Texts(Vec::new());
    patterns.into_iter().for_each(|pattern| texts.visit_pat(pattern));
    texts.0
}

//! Scopes that are mentioned and not requested: in comparisons and patterns, and in conversions between a type and text.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::visit::Visit;
use syn::{
    BinOp, Block, Expr, ExprBinary, ExprClosure, ExprMatch, ExprReturn, Item, LitStr, Pat, Signature, Stmt, Token,
};

use crate::confidence::{Confidence, holds_scopes, is_list, mentions_scope};
use crate::group::{Kind, Purpose, Text};
use crate::identifiers::{identifiers, is_text_type, last_name, names_of_type};
use crate::kept::{methods, string};
use crate::reader::Reader;
use crate::scope_url::is_scope_url;
use crate::words::words;

/// Methods that only search a list.
const LOOKS: [&str; 9] =
    ["contains", "binary_search", "starts_with", "ends_with", "len", "is_empty", "any", "all", "position"];

/// Methods of a list of scopes that take the scope to look for.
const TAKES_ONE: [&str; 5] = ["contains", "contains_key", "remove", "shift_remove", "swap_remove"];

/// Words in the names of functions that look for a granted scope.
const LOOKING: [&str; 6] = ["has", "contains", "includes", "missing", "check", "remove"];

impl Reader<'_> {
    /// The result of a function whose name says that it returns scopes.
    pub(crate) fn function(&mut self, signature: &Signature, block: &Block) {
        let name = signature.ident.to_string();
        let syn::ReturnType::Type(_, kind) = &signature.output else { return };
        let gives = holds_scopes(&name) || self.functions.givers.contains(&name);
        if gives && is_text_type(kind) {
            let mut value = self.file.decoded(self.file.of_block(block));
            let returned =
                returned(block).into_iter().map(|one| (Vec::new(), self.file.decoded(self.file.value([one]))));
            value.alternatives.extend(returned);
            value.composed.clear();
            self.keep(value, Confidence::Named);
        }
        let gives_text = match &*name {
            "as_str" | "as_ref" | "name" | "to_str" | "to_string" | "into" => is_text_type(kind),
            "from" => is_text_type(kind) || names_of_type(kind) == ["Self"],
            "fmt" => true,
            _ => false,
        };
        if self.is_of_scope_type && gives_text {
            self.text_of_type(block);
        }
    }

    /// The texts that a type for scopes is converted to.
    fn text_of_type(&mut self, block: &Block) {
        let matched = block.stmts.iter().filter_map(|statement| match statement {
            Stmt::Local(local) => {
                local.init.as_ref().map(|init| &*init.expr).filter(|init| matches!(init, Expr::Match(_)))
            }
            _ => None,
        });
        let mut values = vec![self.file.of_block(block)];
        values.extend(matched.map(|matched| self.file.value([matched])));
        for value in values {
            self.mention_all(value.into_texts(), Confidence::Named);
        }
    }

    /// Whether an expression is a list of scopes, or one of such a list, by its name.
    pub(crate) fn is_of_scopes(&self, expression: &Expr) -> bool {
        last_name(expression).is_some_and(|name| holds_scopes(&name) || self.elements.contains(&name))
    }

    /// Goes through code in which the variables of a pattern stand for one scope of a list, if it is a list of scopes.
    pub(crate) fn with_elements<'p>(
        &mut self,
        list: &Expr,
        patterns: impl IntoIterator<Item = &'p Pat>,
        visit: impl FnOnce(&mut Self),
    ) {
        let known = self.elements.len();
        if self.is_of_scopes(list) {
            self.elements.extend(patterns.into_iter().flat_map(identifiers));
        }
        visit(self);
        self.elements.truncate(known);
    }

    /// `scope == "read:org"`
    pub(crate) fn comparison(&mut self, comparison: &ExprBinary) {
        if !matches!(comparison.op, BinOp::Eq(_) | BinOp::Ne(_)) {
            return;
        }
        for (one, other) in [(&comparison.left, &comparison.right), (&comparison.right, &comparison.left)] {
            let Some(text) = string(methods(other).0).and_then(|literal| self.file.text(literal)) else { continue };
            if is_list(&text.value) && (self.is_of_scopes(one) || is_scope_url(&text.value)) {
                self.among(Some(one), |reader| reader.mention_all(vec![text], Confidence::Listed));
            }
        }
    }

    /// `scopes.contains("read:org")`, `token.has_scope("read:org")`, `has_scope(token, "read:org")`
    pub(crate) fn looked_for<'e>(
        &mut self,
        function: &str,
        list: Option<&Expr>,
        arguments: impl IntoIterator<Item = &'e Expr>,
    ) {
        let is_in_list =
            TAKES_ONE.contains(&function) && list.and_then(last_name).is_some_and(|name| holds_scopes(&name));
        let looks = || mentions_scope(function) && words(function).iter().any(|word| LOOKING.contains(&&**word));
        let confidence = match is_in_list {
            true => Confidence::Listed,
            false if looks() => Confidence::Given,
            false => return,
        };
        self.among(list, |reader| {
            for argument in arguments {
                let texts = reader.file.value([argument]).texts;
                for text in texts.into_iter().filter(|text| text.names().len() == 1) {
                    reader.mention_all(vec![text], confidence);
                }
            }
        });
    }

    /// Goes through what is looked for in a list: its name may tell a provider, and what is looked for in the same one belongs
    /// together.
    pub(crate) fn among(&mut self, list: Option<&Expr>, visit: impl FnOnce(&mut Self)) {
        self.named(list.and_then(last_name).into_iter().collect(), visit);
    }

    /// Keeps texts that are not asked for, of which all are scopes or none is.
    pub(crate) fn mention_all(&mut self, texts: Vec<Text>, confidence: Confidence) {
        self.keep_fixed(Purpose::Mention, texts, confidence);
    }

    /// `match scope { "repo" => …, "gist" => … }`: they are scopes of one provider, or none of them is one.
    pub(crate) fn cases(&mut self, matched: &ExprMatch) {
        if self.is_of_scopes(&matched.expr) {
            let literals = texts(matched.arms.iter().map(|arm| &arm.pat));
            self.among(Some(&matched.expr), |reader| reader.cases_of(&literals));
        }
    }

    /// `matches!(scope, "repo" | "gist")`
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

    /// The literals of patterns or attributes that are one name each: nothing can be written in their place.
    pub(crate) fn names_in(&self, literals: &[LitStr]) -> Vec<Text> {
        let texts = literals.iter().filter_map(|literal| self.file.text(literal));
        let names = texts.filter(|text| is_list(&text.value) && text.names().len() == 1);
        names.map(|text| Text { kind: Kind::Part, ..text }).collect()
    }

    /// `"read:org" => Scope::ReadOrg`, in a conversion from text to a type for scopes.
    pub(crate) fn patterns_of_type(&mut self, matched: &ExprMatch) {
        let is_reading = |name: &String| matches!(&**name, "from_str" | "try_from" | "from" | "parse" | "visit_str");
        if self.is_of_scope_type && self.context.iter().rev().take(2).any(is_reading) {
            let literals = texts(matched.arms.iter().map(|arm| &arm.pat));
            self.mention_all(self.names_in(&literals), Confidence::Named);
        }
    }

    /// Notes how a constant is used, according to the methods that are called on it.
    pub(crate) fn looks(&mut self, expression: &Expr) {
        let (root, calls) = methods(expression);
        let Expr::Path(path) = root else { return };
        let is_look = |call: &&syn::ExprMethodCall| LOOKS.iter().any(|look| call.method == look);
        let is_passed_through =
            |call: &&syn::ExprMethodCall| ["iter", "into_iter", "keys"].iter().any(|m| call.method == m);
        let mut rest = calls.iter().copied().skip_while(is_passed_through);
        if let (Some(first), Some(name)) = (rest.next(), path.path.segments.last())
            && is_look(&first)
        {
            self.looked_in.insert(self.file.span(name.ident.span()).start);
        }
    }
}

/// What a function returns before its end.
fn returned(block: &Block) -> Vec<&Expr> {
    struct Returned<'e>(Vec<&'e Expr>);
    impl<'e> Visit<'e> for Returned<'e> {
        fn visit_expr_return(&mut self, returned: &'e ExprReturn) {
            self.0.extend(returned.expr.as_deref());
        }
        fn visit_expr_closure(&mut self, _: &'e ExprClosure) {}
        fn visit_item(&mut self, _: &'e Item) {}
    }
    let mut returned = Returned(Vec::new());
    returned.visit_block(block);
    returned.0
}

/// The texts in some patterns.
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

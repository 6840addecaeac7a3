//! Attributes that have scopes in them: defaults of arguments, names of variants, requirements of operations.

use std::borrow::Cow;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Attribute, Expr, Field, ItemEnum, LitStr, Meta, Variant};

use crate::arguments::{is_sign, text_literal, text_literals};
use crate::attribute_values::{documentation, given_in, value_of, values_of};
use crate::confidence::{Confidence, holds_scopes, is_list, mentions_scope, requires_scopes};
use crate::group::{Kind, Purpose, Text};
use crate::identifiers::path_names;
use crate::kept::string;
use crate::reader::Reader;
use crate::usage::Definition;

use crate::words::words;

impl Reader<'_> {
    /// `#[arg(default_value = "repo")] scope: String`
    pub(crate) fn default_of_field(&mut self, field: &Field) {
        let is_called = field.ident.as_ref().is_some_and(|name| holds_scopes(&name.to_string()));
        for attribute in &field.attrs {
            let name = attribute.path().segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let keys: &[&str] = match &*name {
                "arg" | "clap" | "structopt" => {
                    &["default_value", "default_value_t", "default_values", "default_values_t", "default_missing_value"]
                }
                "envconfig" | "builder" => &["default"],
                _ => continue,
            };
            // The variable that may replace it tells whose it is.
            let variable = value_of(attribute, "env").map(|variable| variable.value());
            let is_of_scopes = is_called || variable.as_ref().is_some_and(|variable| holds_scopes(variable));
            for given in keys.iter().filter(|_| is_of_scopes).filter_map(|key| given_in(attribute, key)) {
                // A builder's default in quotes is code.
                if name != "builder" || string(&given).is_none() {
                    let variable = variable.clone();
                    self.named(variable.into_iter().collect(), |reader| reader.take([&given], Confidence::Named));
                }
            }
        }
    }

    /// The variants of an enumeration of scopes: `#[serde(rename = "read:org")]`.
    pub(crate) fn variants_of_scopes(&mut self, item: &ItemEnum) {
        let literals: Vec<LitStr> = item.variants.iter().flat_map(names_of).collect();
        self.mention_all(self.names_in(&literals), Confidence::Named);
    }

    /// A variant of an enumeration that defines scopes: what an attribute calls it, or its name by the rule for all.
    pub(crate) fn defining_variant(&mut self, variant: &Variant, all: &[Attribute]) {
        let literals = names_of(variant);
        let by_rule = || {
            let mut rules = all.iter().filter(|attribute| attribute.path().is_ident("oai"));
            let rule = rules.find_map(|attribute| value_of(attribute, "rename_all"));
            let name = name_by_rule(&variant.ident.to_string(), rule.map(|rule| rule.value()).as_deref())?;
            Some((name, self.file.span(variant.ident.span())))
        };
        let named = match self.names_in(&literals).into_iter().next() {
            Some(text) => Some((text.value, text.span)),
            None if literals.is_empty() => by_rule(),
            None => None,
        };
        if let Some((name, span)) = named {
            self.usage.variants.entry(variant.ident.to_string()).or_default().insert(name.clone());
            let description = documentation(&variant.attrs);
            self.usage.definitions.push(Definition { name, description, span, is_of_tests: self.is_of_tests });
        }
    }

    /// Requirements in an attribute: `security(("oauth2" = ["read:items"]))` of utoipa, guards of async-graphql.
    pub(crate) fn requirements(&mut self, attribute: &Attribute) {
        let last = attribute.path().segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let Meta::List(arguments) = &attribute.meta else { return };
        match &*last {
            "path" | "openapi" | "utoipa" => self.security(arguments.tokens.clone()),
            "graphql" | "guard" => given_in(attribute, "guard").iter().for_each(|guard| self.guard(guard)),
            "oai" => values_of(attribute, "scope").iter().for_each(|path| self.required_variant(path)),
            // Their scopes are something else, or are read where the item is.
            "instrument" | "serde" | "doc" | "derive" | "arg" | "clap" | "structopt" | "builder" | "envconfig" => {}
            name if holds_scopes(name) || requires_scopes(name) => {
                self.required(arguments.tokens.clone(), Confidence::Listed);
            }
            _ => self.required_among(arguments.tokens.clone()),
        }
    }

    /// Requirements in an attribute of another crate: `#[access(scope = "read:items")]`, `#[access(scopes("read:items"))]`.
    fn required_among(&mut self, tokens: TokenStream) {
        let mut is_of_scopes = false;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => is_of_scopes = holds_scopes(&name.to_string()),
                token if is_sign(&token, '=') => {}
                TokenTree::Group(group) if !is_of_scopes => self.required_among(group.stream()),
                token if is_of_scopes => self.required(token.into(), Confidence::Listed),
                _ => is_of_scopes = false,
            }
        }
    }

    /// `#[oai(scope = "Scopes::ReadItems")]` of poem-openapi: a variant, by its path.
    fn required_variant(&mut self, path: &LitStr) {
        let value = path.value().rsplit("::").next().unwrap_or_default().trim().to_owned();
        let text = Text { value, span: self.file.span(path.span()), kind: Kind::Variant, bytes: None };
        self.keep_fixed(Purpose::Requirement, vec![text], Confidence::Named);
    }

    fn security(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for pair in tokens.windows(2) {
            if let [TokenTree::Ident(name), TokenTree::Group(group)] = pair
                && name == "security"
            {
                for scheme in group.stream() {
                    let TokenTree::Group(scheme) = scheme else { continue };
                    let tokens: Vec<TokenTree> = scheme.stream().into_iter().collect();
                    for named in tokens.windows(3).filter(|_| scheme.delimiter() == Delimiter::Parenthesis) {
                        if let [name, _, TokenTree::Group(scopes)] = named {
                            let name = text_literal(name).map(|name| name.value());
                            self.required_of(name, |reader| reader.required(scopes.stream(), Confidence::Named));
                        }
                    }
                }
            }
        }
        for inner in tokens {
            if let TokenTree::Group(inner) = inner {
                self.security(inner.stream());
            }
        }
    }

    /// The literals among tokens: what an operation requires.
    pub(crate) fn required(&mut self, tokens: TokenStream, confidence: Confidence) {
        self.required_by_literals(&text_literals(tokens), confidence);
    }

    fn required_by_literals(&mut self, literals: &[LitStr], confidence: Confidence) {
        let file = self.file;
        for text in literals.iter().filter_map(|literal| file.text(literal)).filter(|text| is_list(&text.value)) {
            self.keep_fixed(Purpose::Requirement, vec![text], confidence);
        }
    }

    /// `guard = "ScopeGuard::new(\"read\")"`, or the same as an expression.
    fn guard(&mut self, guard: &Expr) {
        let Some(literal) = string(guard) else {
            return self.required_by_literals(&guarded(guard), Confidence::Named);
        };
        // The text is Rust: its places are counted within it.
        let whole = literal.value();
        let Ok(inner) = syn::parse_str::<Expr>(&whole) else { return };
        for part in guarded(&inner) {
            let found = whole.find(&format!("\"{}\"", part.value())).map(|at| at + 1);
            let text = found.and_then(|at| self.file.json_text(literal, &whole, &(at..at + part.value().len())));
            self.keep_fixed(Purpose::Requirement, text.into_iter().collect(), Confidence::Named);
        }
    }
}

/// The literals that guards of scopes are made with.
fn guarded(expression: &Expr) -> Vec<LitStr> {
    struct Guards(Vec<LitStr>);
    impl<'ast> Visit<'ast> for Guards {
        fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
            let names = path_names(&call.func);
            if names.iter().any(|name| mentions_scope(&name.to_string())) {
                self.0.extend(call.args.iter().filter_map(string).cloned());
            }
            syn::visit::visit_expr_call(self, call);
        }
    }
    let mut guards = Guards(Vec::new());
    guards.visit_expr(expression);
    guards.0
}

/// Attributes that say what a variant is written as, with the keys that do.
const WRITTEN_AS: [(&str, &[&str]); 8] = [
    ("clap", &["name"]),
    ("display", &["fmt"]),
    ("graphql", &["name"]),
    ("oai", &["rename"]),
    ("serde", &["rename", "alias"]),
    ("sqlx", &["rename"]),
    ("strum", &["serialize", "to_string"]),
    ("value", &["name"]),
];

/// The texts that a variant is written as.
fn names_of(variant: &Variant) -> Vec<LitStr> {
    let names = variant.attrs.iter().flat_map(|attribute| {
        let known = WRITTEN_AS.iter().find(|(name, _)| attribute.path().is_ident(name));
        let given = known.map_or(&[][..], |(_, keys)| keys).iter().flat_map(|key| values_of(attribute, key));
        // `#[display("read:org")]`
        let whole = known.filter(|(name, _)| *name == "display").and_then(|_| attribute.parse_args::<LitStr>().ok());
        given.chain(whole).collect::<Vec<_>>()
    });
    names.collect()
}

/// What a variant is called by a rule for all of them; `None` if the rule is unknown.
fn name_by_rule(variant: &str, rule: Option<&str>) -> Option<String> {
    let words = words(variant);
    let capital = |word: &Cow<'_, str>| word[..1].to_ascii_uppercase() + &word[1..];
    let all_but_first = || words.iter().skip(1).map(capital).collect::<String>();
    Some(match rule {
        _ if !variant.is_ascii() => return None,
        None => variant.trim_start_matches("r#").to_owned(),
        Some("lowercase") => words.concat(),
        Some("UPPERCASE") => words.concat().to_ascii_uppercase(),
        Some("PascalCase") => words.iter().map(capital).collect(),
        Some("camelCase") => words.iter().take(1).cloned().collect::<String>() + &all_but_first(),
        Some("snake_case") => words.join("_"),
        Some("SCREAMING_SNAKE_CASE") => words.join("_").to_ascii_uppercase(),
        Some("kebab-case") => words.join("-"),
        Some(_) => return None,
    })
}

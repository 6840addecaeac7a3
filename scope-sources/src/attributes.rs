//! Attributes that have scopes in them: defaults of arguments, names of variants, requirements of operations.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Attribute, Expr, Field, LitStr, Meta, Variant};

use crate::confidence::{Confidence, holds_scopes, is_list, mentions_scope};
use crate::group::{Form, Kind, Purpose, Text};
use crate::reader::Reader;
use crate::usage::Definition;
use crate::value::{path_names, string};
use crate::words::words;

impl Reader<'_> {
    /// `#[arg(default_value = "repo")] scope: String`
    pub(crate) fn default_of_field(&mut self, field: &Field) {
        if !field.ident.as_ref().is_some_and(|name| holds_scopes(&name.to_string())) {
            return;
        }
        for attribute in &field.attrs {
            let name = attribute.path().segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let keys: &[&str] = match &*name {
                "arg" | "clap" | "structopt" => {
                    &["default_value", "default_value_t", "default_values", "default_values_t", "default_missing_value"]
                }
                "envconfig" | "builder" => &["default"],
                _ => continue,
            };
            for given in keys.iter().filter_map(|key| given_in(attribute, key)) {
                // A builder's default in quotes is code.
                if name != "builder" || string(&given).is_none() {
                    self.take([&given], Confidence::Named);
                }
            }
        }
    }

    /// The function that `#[serde(default = "…")]` names on a field with scopes.
    pub(crate) fn giver_of_field(field: &Field) -> Option<String> {
        let holds = field.ident.as_ref().is_some_and(|name| holds_scopes(&name.to_string()));
        let mut attributes = field.attrs.iter().filter(|attribute| holds && attribute.path().is_ident("serde"));
        let path = attributes.find_map(|attribute| value_of(attribute, "default"))?.value();
        path.rsplit("::").next().map(str::to_owned)
    }

    /// `#[serde(rename = "read:org")]` of a variant of an enumeration of scopes; of one that defines them, its name by the
    /// rule for all is as good.
    pub(crate) fn variant_of_scopes(&mut self, variant: &Variant, defines: bool, all: &[Attribute]) {
        let renamed = variant.attrs.iter().find_map(|attribute| {
            let key = match attribute.path().get_ident()?.to_string().as_str() {
                "serde" | "oai" => "rename",
                "strum" => "serialize",
                _ => return None,
            };
            value_of(attribute, key)
        });
        let Some(literal) = renamed else {
            let mut rules = all.iter().filter(|attribute| attribute.path().is_ident("oai"));
            let rule = rules.find_map(|attribute| value_of(attribute, "rename_all"));
            let name = by_rule(&variant.ident.to_string(), rule.map(|rule| rule.value()).as_deref());
            if let Some(name) = name.filter(|_| defines) {
                self.usage.definitions.push(Definition {
                    name,
                    description: documentation(&variant.attrs),
                    span: self.file.span(variant.ident.span()),
                    is_of_tests: self.is_of_tests,
                });
            }
            return;
        };
        let Some(text) = self.file.text(&literal) else { return };
        if !is_list(&text.value) {
            return;
        }
        if defines {
            let description = documentation(&variant.attrs);
            let (name, span) = (text.value, text.span);
            let is_of_tests = self.is_of_tests;
            self.usage.definitions.push(Definition { name, description, span, is_of_tests });
        } else {
            self.mention(text);
        }
    }

    fn mention(&mut self, text: Text) {
        self.within(
            |reader| &mut reader.purpose,
            Purpose::Mention,
            |reader| reader.keep_text(text, Form::Fixed, Confidence::Named),
        );
    }

    /// Requirements in an attribute: `security(("oauth2" = ["read:items"]))` of utoipa, guards of async-graphql.
    pub(crate) fn requirements(&mut self, attribute: &Attribute) {
        let last = attribute.path().segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let Meta::List(arguments) = &attribute.meta else { return };
        match &*last {
            "path" | "openapi" | "utoipa" => self.security(arguments.tokens.clone()),
            "graphql" | "guard" => self.guard(arguments.tokens.clone()),
            _ => {}
        }
    }

    fn security(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for pair in tokens.windows(2) {
            if let [TokenTree::Ident(name), TokenTree::Group(group)] = pair
                && name == "security"
            {
                for scheme in groups(group.stream(), Delimiter::Parenthesis) {
                    for scopes in groups(scheme, Delimiter::Bracket) {
                        self.required(scopes);
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
    pub(crate) fn required(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Literal(literal) => {
                    if let Ok(literal) = syn::parse2::<LitStr>(TokenTree::Literal(literal).into()) {
                        self.literal(&literal, Confidence::Named, Purpose::Requirement);
                    }
                }
                TokenTree::Group(group) => self.required(group.stream()),
                _ => {}
            }
        }
    }

    pub(crate) fn literal(&mut self, literal: &LitStr, confidence: Confidence, purpose: Purpose) {
        if let Some(text) = self.file.text(literal).filter(|text| is_list(&text.value)) {
            self.within(
                |reader| &mut reader.purpose,
                purpose,
                |reader| reader.keep_text(text, Form::Fixed, confidence),
            );
        }
    }

    /// `guard = "ScopeGuard::new(\"read\")"`, or the same as an expression.
    fn guard(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let at = tokens.windows(2).position(|pair| match pair {
            [TokenTree::Ident(name), TokenTree::Punct(sign)] => name == "guard" && sign.as_char() == '=',
            _ => false,
        });
        let Some(at) = at else { return };
        let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
        let value: TokenStream = tokens[at + 2..].iter().take_while(|token| !is_end(token)).cloned().collect();
        let Ok(expression) = syn::parse2::<Expr>(value) else { return };
        let Some(literal) = string(&expression) else {
            for literal in guarded(&expression) {
                self.literal(&literal, Confidence::Named, Purpose::Requirement);
            }
            return;
        };
        // The text is Rust: its places are counted within it.
        let whole = literal.value();
        let Ok(inner) = syn::parse_str::<Expr>(&whole) else { return };
        for part in guarded(&inner) {
            let value = part.value();
            let Some(start) = whole.find(&format!("\"{value}\"")).map(|at| at + 1) else { continue };
            let places: Vec<_> = (start..start + value.len()).map(|at| at..at + 1).collect();
            if !is_list(&value) {
                continue;
            }
            if let Some(text) = self.file.part(literal, value, &places, Kind::Part) {
                self.within(
                    |reader| &mut reader.purpose,
                    Purpose::Requirement,
                    |reader| reader.keep_text(text, Form::Fixed, Confidence::Named),
                );
            }
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

fn groups(tokens: TokenStream, delimiter: Delimiter) -> impl Iterator<Item = TokenStream> {
    tokens.into_iter().filter_map(move |token| match token {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    })
}

/// What a variant is called by a rule for all of them; `None` if the rule is unknown.
fn by_rule(variant: &str, rule: Option<&str>) -> Option<String> {
    let words = words(variant);
    let capital = |word: &String| word[..1].to_ascii_uppercase() + &word[1..];
    let all_but_first = || words.iter().skip(1).map(capital).collect::<String>();
    Some(match rule {
        _ if !variant.is_ascii() => return None,
        None => variant.trim_start_matches("r#").to_owned(),
        Some("lowercase") => words.concat(),
        Some("UPPERCASE") => words.concat().to_ascii_uppercase(),
        Some("PascalCase") => words.iter().map(capital).collect(),
        Some("camelCase") => words.first().cloned().unwrap_or_default() + &all_but_first(),
        Some("snake_case") => words.join("_"),
        Some("SCREAMING_SNAKE_CASE") => words.join("_").to_ascii_uppercase(),
        Some("kebab-case") => words.join("-"),
        Some(_) => return None,
    })
}

/// The expression after `key =` among the arguments of an attribute.
fn given_in(attribute: &Attribute, key: &str) -> Option<Expr> {
    let Meta::List(list) = &attribute.meta else { return None };
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let is_sign = |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    let arguments = tokens.split(|token| is_sign(token, ','));
    arguments.into_iter().find_map(|argument| match argument {
        [TokenTree::Ident(name), sign, value @ ..] if name == key && is_sign(sign, '=') => {
            syn::parse2(value.iter().cloned().collect()).ok()
        }
        _ => None,
    })
}

/// The text after `key =` among the arguments of an attribute.
fn value_of(attribute: &Attribute, key: &str) -> Option<LitStr> {
    let Meta::List(list) = &attribute.meta else { return None };
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(name), TokenTree::Punct(sign), TokenTree::Literal(literal)]
            if name == key && sign.as_char() == '=' =>
        {
            syn::parse2::<LitStr>(TokenTree::Literal(literal.clone()).into()).ok()
        }
        _ => None,
    })
}

/// The first paragraph of a documentation comment.
fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => string(&pair.value).map(LitStr::value),
        _ => None,
    });
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).take_while(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// Whether a derive of this name is among the attributes.
pub(crate) fn derives(attributes: &[Attribute], name: &str) -> bool {
    let has = |tokens: TokenStream| {
        tokens.into_iter().any(|token| matches!(token, TokenTree::Ident(derived) if derived == name))
    };
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => attribute.path().is_ident("derive") && has(list.tokens.clone()),
        _ => false,
    })
}

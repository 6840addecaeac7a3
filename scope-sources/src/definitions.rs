//! Scopes that a server defines: tables of names, each with what it permits.

use syn::Expr;

use crate::arguments::{Part, expressions, parts};
use crate::confidence::{Confidence, are_of_something_else, holds_scopes, is_distinctive, is_list, mentions_scope};
use crate::group::{Form, Text};
use crate::kept::{constant, is_key, key, methods};
use crate::reader::Reader;
use crate::rows::column;
use crate::usage::Definition;
use crate::value::Value;
use crate::words::words;

impl Reader<'_> {
    /// Whether a call makes the scopes of a server: `Scopes::from_iter([("name", "what it permits")])`.
    pub(crate) fn defines<'e>(
        &mut self,
        name: &str,
        kind: Option<&str>,
        arguments: impl Iterator<Item = &'e Expr> + Clone,
    ) -> bool {
        let all: Vec<&Expr> = arguments.collect();
        let is_map = kind.is_some_and(|kind| kind.ends_with("Map")) && matches!(name, "from" | "from_iter");
        let is_table = kind.is_some_and(mentions_scope) && matches!(name, "from" | "from_iter");
        if let ([table], true) = (&*all, is_map || is_table) {
            return self.define_all(table, None, is_table);
        }
        let is_one = kind == Some("Scopes") && name == "one" || kind.is_none() && matches!(name, "scope" | "add_scope");
        if let ([key, text], true) = (&*all, is_one)
            && let (true, Some(description)) = (self::key(key).is_some() || constant(key).is_some(), self::key(text))
            && (kind.is_some() || description.contains(' ') && !is_list_of_names(&description))
        {
            return self.define(key, &description);
        }
        false
    }

    /// A table of names, each with a description: what a server defines. For a list of others, what is defined is not sure; where
    /// it is, a word is a description.
    pub(crate) fn define_all(&mut self, table: &Expr, name: Option<&str>, is_sure: bool) -> bool {
        let made;
        let rows: Vec<&Expr> = match table {
            Expr::Array(list) => list.elems.iter().collect(),
            Expr::Macro(call) if is_sure && call.mac.path.is_ident("vec") => {
                made = expressions(call.mac.tokens.clone()).unwrap_or_default();
                made.iter().collect()
            }
            Expr::Reference(reference) => return self.define_all(&reference.expr, name, is_sure),
            _ => return false,
        };
        let pairs: Vec<(&Expr, String)> = rows.iter().filter_map(|row| pair_of(row)).collect();
        if pairs.is_empty() || pairs.len() != rows.len() || name.is_some_and(|name| !holds_scopes(name)) {
            return false;
        }
        let names: Vec<String> = pairs.iter().filter_map(|(name, _)| key(name)).collect();
        let are_other = !names.is_empty() && are_of_something_else(names.iter().map(String::as_str));
        if !(is_sure || is_described(&pairs)) || are_other {
            return false;
        }
        self.define_each(pairs)
    }

    /// Defines names, each with its description: whether there are any.
    fn define_each(&mut self, pairs: Vec<(&Expr, String)>) -> bool {
        let has_any = !pairs.is_empty();
        for (key, description) in pairs {
            self.define(key, &description);
        }
        has_any
    }

    /// `phf_map! { "name" => "what it permits" }` in something that is called after scopes, or a map without descriptions.
    pub(crate) fn define_map(&mut self, parts: &[Part]) {
        let rows: Vec<(&Expr, &Expr)> = parts.iter().filter_map(entry_of).collect();
        let pairs: Vec<(&Expr, String)> = rows.iter().filter_map(|(name, text)| Some((*name, key(text)?))).collect();
        if is_described(&pairs) {
            self.define_each(pairs);
            return;
        }
        let rows: Vec<Vec<&Expr>> = rows.into_iter().map(|(name, text)| vec![name, text]).collect();
        let value = Value { is_table: true, form: Form::Fixed, ..self.file.value(column(&rows)) };
        self.keep(value, Confidence::Named);
    }

    pub(crate) fn define(&mut self, key: &Expr, description: &str) -> bool {
        let (description, is_of_tests) = (description.to_owned(), self.is_of_tests);
        if let Some(name) = constant(key) {
            let (name, span) = (name.to_string(), self.file.span(name.span()));
            self.defined.push(Definition { name, description, span, is_of_tests });
            return true;
        }
        let value = self.file.value([key]);
        let [Text { value: name, span, .. }] = &*value.texts else { return false };
        if self.usage.definitions.iter().all(|known| known.span != *span) {
            self.taken.insert(span.start);
            let (name, span) = (name.clone(), span.clone());
            self.usage.definitions.push(Definition { name, description, span, is_of_tests });
        }
        true
    }

    /// A table that a field of scopes is made of: `scopes: IndexMap::from([("a", "A thing")])`.
    pub(crate) fn define_all_in(&mut self, expression: &Expr) -> bool {
        let (root, _) = methods(expression);
        // `OAuth2Flow::AuthorizationCode { scopes: … }`
        let is_of_flow = |name: &String| words(name).iter().any(|word| word == "flow" || word == "flows");
        let is_sure = self.context.iter().rev().take(2).any(is_of_flow);
        match root {
            Expr::Call(call) => call.args.first().is_some_and(|table| self.define_all(table, None, is_sure)),
            Expr::Macro(call) => {
                let parts = parts(call.mac.tokens.clone());
                let pairs = parts.iter().map(|part| match part {
                    Part::Definition(name, text) => Some((name, key(name).and(key(text))?)),
                    _ => None,
                });
                let pairs: Option<Vec<(&Expr, String)>> = pairs.collect();
                pairs.is_some_and(|pairs| self.define_each(pairs))
            }
            table => self.define_all(table, None, is_sure),
        }
    }
}

/// Whether one of the texts beside names is a sentence.
fn is_described(pairs: &[(&Expr, String)]) -> bool {
    pairs.iter().any(|(_, text)| text.contains(' ') && !is_list_of_names(text))
}

/// `"name" => value`, of which the name is not a key of a request.
fn entry_of(part: &Part) -> Option<(&Expr, &Expr)> {
    match part {
        Part::Definition(name, value) if key(name).is_some_and(|name| !is_key(&name)) => Some((name, value)),
        _ => None,
    }
}

/// `("name", "what it permits")`
fn pair_of(row: &Expr) -> Option<(&Expr, String)> {
    let Expr::Tuple(row) = row else { return None };
    let (name, text) = (row.elems.first()?, row.elems.get(1)?);
    let is_name = key(name).map_or(constant(name).is_some(), |name| is_list(&name) && !is_key(&name));
    Some((name, key(text)?)).filter(|_| is_name)
}

/// Whether a text is a list of names rather than a sentence: each of them has a sign in it.
fn is_list_of_names(text: &str) -> bool {
    text.split_whitespace().all(is_distinctive)
}

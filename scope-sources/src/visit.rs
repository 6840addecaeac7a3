//! Goes through a file.

use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Ident, ImplItem, Item, LitStr, Macro, Member, Pat, Signature, Type};

use crate::attribute_values::derives;
use crate::chain::adds_scopes;
use crate::confidence::{Confidence, are_supported, holds_scopes, is_list, is_oauth_type, is_of_oauth, mentions_scope};
use crate::functions::Functions;
use crate::grants;
use crate::group::{Form, Purpose};
use crate::identifiers::{bound, field_name, identifiers, is_constant, names_of_path, names_of_type, path_names};
use crate::kept::{adds_to_list, key, methods, splits_at_commas};
use crate::makers::Makers;
use crate::provider_hints::{self, Hint, HintKind, Server, server_of};
use crate::reader::{PARAMETERS, Reader};
use crate::scope_url::{challenged, is_oauth_url, is_scope_url, is_sign_in};
use crate::test_code::{attributes, attributes_in_impl, is_of_tests};
use crate::value::Value;

impl Reader<'_> {
    /// A call of a method.
    fn method_call(&mut self, expression: &Expr, call: &syn::ExprMethodCall, becomes_scopes: bool) {
        let stated = grants::of_chain(expression).or_else(|| self.grant_of_form(call));
        self.of_request(stated, |reader| reader.call_in_request(expression, call, becomes_scopes));
    }

    fn call_in_request(&mut self, expression: &Expr, call: &syn::ExprMethodCall, becomes_scopes: bool) {
        self.looks(expression);
        self.looked_for(&call.method.to_string(), Some(&call.receiver), &call.args);
        self.default_of_variable(expression);
        self.default_of_argument(call);
        if adds_to_list(call) {
            self.add_to_local(&call.receiver, &call.args);
        }
        self.required_by(call);
        self.usage.splits_at_commas |= splits_at_commas(call);
        self.chain(expression);
        if !self.chained.contains(&self.file.span(call.method.span()).start) {
            self.call(&call.method, None, call.args.iter());
        }
        // What scopes are added to is not what they are made of.
        let arguments = call.args.iter().filter(|_| !adds_scopes(call));
        let makers = Makers::of(|makers| arguments.for_each(|argument| makers.visit_expr(argument)));
        if makers.constructs_scopes {
            self.unknown(&call.receiver);
        }
        self.expression(&call.receiver, becomes_scopes || makers.makes_scopes);
        self.visit_ident(&call.method);
        if let Some(types) = &call.turbofish {
            self.visit_angle_bracketed_generic_arguments(types);
        }
        // `client.post("https://…/token").form(&[("scope", "…")])`
        let sends = ["form", "query", "json", "body"].iter().any(|name| call.method == name);
        let before = if sends { methods(&call.receiver).1 } else { Vec::new() };
        let defined = |reader: &Self| reader.usage.definitions.len() + reader.defined.len();
        let known = defined(self);
        self.with_server(before.iter().flat_map(|call| &call.args), |reader| {
            for argument in &call.args {
                match argument {
                    Expr::Closure(closure) => {
                        reader.with_elements(&call.receiver, &closure.inputs, |reader| reader.visit_expr(argument));
                    }
                    argument => reader.visit_expr(argument),
                }
            }
        });
        if defined(self) > known {
            // `components.add_security_scheme("oauth2", …)`
            self.usage.schemes.extend(call.args.first().and_then(key));
        }
    }

    /// A loop: what is made of each element is made of the list.
    fn for_loop(&mut self, repeated: &syn::ExprForLoop) {
        self.visit_pat(&repeated.pat);
        let makers = Makers::of(|makers| makers.visit_block(&repeated.body));
        if makers.constructs_scopes {
            self.unknown(&repeated.expr);
        }
        self.expression(&repeated.expr, makers.makes_scopes);
        self.with_locals(|reader| {
            reader.bind(&repeated.pat);
            reader.with_elements(&repeated.expr, [&*repeated.pat], |reader| reader.visit_block(&repeated.body));
        });
    }

    /// Goes through an expression; whether scopes are made of it, by what is called on it or in a loop over it.
    fn expression(&mut self, expression: &Expr, becomes_scopes: bool) {
        match expression {
            Expr::Reference(reference) => {
                if let Expr::Array(list) = &*reference.expr {
                    self.list(list.elems.iter(), self.file.form(expression), becomes_scopes);
                }
                self.expression(&reference.expr, becomes_scopes);
            }
            Expr::Paren(inner) => self.expression(&inner.expr, becomes_scopes),
            Expr::Try(inner) => self.expression(&inner.expr, becomes_scopes),
            Expr::Array(list) => {
                self.list(list.elems.iter(), self.file.form(expression), becomes_scopes);
                let lists = self.lists + 1;
                self.of_request(grants::of_list(list.elems.iter()), |reader| {
                    reader.within(|reader| &mut reader.lists, lists, |reader| visit::visit_expr(reader, expression));
                });
            }
            Expr::Macro(call) => self.macro_call(&call.mac, becomes_scopes),
            Expr::MethodCall(call) => self.method_call(expression, call, becomes_scopes),
            Expr::ForLoop(repeated) => self.for_loop(repeated),
            Expr::Call(call) => {
                if let [path @ .., name] = &*path_names(&call.func) {
                    self.looked_for(&name.to_string(), None, &call.args);
                    self.call(name, Some(path), call.args.iter());
                } else {
                    self.pair(call.args.iter());
                }
                match &*call.func {
                    Expr::Path(path) => self.visit_path(&path.path),
                    other => self.visit_expr(other),
                }
                call.args.iter().for_each(|argument| self.visit_expr(argument));
            }
            Expr::Let(condition) => {
                visit::visit_expr(self, expression);
                self.bind(&condition.pat);
            }
            Expr::Closure(closure) => self.with_locals(|reader| {
                closure.inputs.iter().for_each(|input| reader.bind(input));
                visit::visit_expr(reader, expression);
            }),
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(literal), .. }) if becomes_scopes => {
                // `"a b".split(' ').map(Scope::new)`
                if let Some(text) = self.file.text(literal).filter(|text| is_list(&text.value)) {
                    self.keep_text(text, Form::Apart, Confidence::Named);
                }
                self.visit_lit_str(literal);
            }
            Expr::Tuple(list) => {
                self.pair(list.elems.iter());
                self.with_server(list.elems.iter(), |reader| {
                    reader.beside_addresses(list);
                    visit::visit_expr(reader, expression);
                });
            }
            Expr::Match(matched) => {
                self.patterns_of_type(matched);
                self.cases(matched);
                visit::visit_expr(self, expression);
            }
            Expr::Binary(both) => {
                self.comparison(both);
                self.sum(both);
                visit::visit_expr(self, expression);
            }
            Expr::Assign(assignment) => {
                let name = match &*assignment.left {
                    Expr::Field(field) => field_name(&field.member),
                    left => path_names(left).last().copied(),
                };
                if name.is_some_and(|name| holds_scopes(&name.to_string())) {
                    self.take([&*assignment.right], Confidence::Named);
                }
                visit::visit_expr(self, expression);
            }
            Expr::Path(_) => {
                let names = path_names(expression);
                if let Some(name) = names.last() {
                    self.constant(name);
                    if becomes_scopes {
                        self.take([expression], Confidence::Named);
                    }
                }
                self.variant(&names);
                visit::visit_expr(self, expression);
            }
            _ => visit::visit_expr(self, expression),
        }
    }

    fn body(&mut self, attributes: &[Attribute], signature: &Signature, block: &Block) {
        for attribute in attributes {
            self.visit_attribute(attribute);
        }
        self.named(vec![signature.ident.to_string()], |reader| {
            reader.function(signature, block);
            let before = (std::mem::take(&mut reader.subjects), std::mem::take(&mut reader.locals));
            reader.visit_signature(signature);
            reader.with_addresses(|reader| reader.visit_block(block));
            (reader.subjects, reader.locals) = before;
        });
    }

    /// Goes through what may be there for tests alone.
    fn for_tests(&mut self, is_test: bool, visit: impl FnOnce(&mut Self)) {
        self.within(|reader| &mut reader.is_of_tests, self.is_of_tests || is_test, visit);
    }

    fn hint(&mut self, provider: &'static str, kind: HintKind, text: &str, span: std::ops::Range<usize>) {
        let is_known = |hint: &Hint| (hint.provider, hint.kind) == (provider, kind);
        if !self.is_of_tests && !self.usage.hints.iter().any(is_known) {
            self.usage.hints.push(Hint { provider, kind, text: text.to_owned(), span });
        }
    }

    fn constant_item(&mut self, name: &Ident, kind: &Type, value: &Expr, visit: impl FnOnce(&mut Self)) {
        self.named(vec![name.to_string()], |reader| {
            reader.binding(name, Some(kind), value, true);
            visit(reader);
        });
    }

    fn constant(&mut self, name: &Ident) {
        let text = name.to_string();
        if is_constant(&text) && !self.is_of_tests {
            let is_look = self.looked_in.contains(&self.file.span(name.span()).start);
            if is_look { &mut self.usage.looked_in } else { &mut self.usage.used }.insert(text);
        }
    }

    /// Scopes are made of something that is not written here.
    fn unknown(&mut self, expression: &Expr) {
        let is_known = |name: &String| {
            is_constant(name) || self.subjects.iter().any(|subject| subject.name == *name) || self.is_known(name)
        };
        let name = match methods(expression).0 {
            Expr::Field(field) => field_name(&field.member).filter(|name| mentions_scope(&name.to_string())),
            root => path_names(root).last().copied().filter(|name| !is_known(&name.to_string())),
        };
        self.composed(name.map(|name| self.file.span(name.span())));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_file(&mut self, file: &'ast syn::File) {
        self.functions = Functions::of(file);
        self.for_tests(is_of_tests(&file.attrs), |reader| visit::visit_file(reader, file));
    }

    /// Most attributes ask for nothing.
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        self.requirements(attribute);
    }

    fn visit_item(&mut self, item: &'ast Item) {
        // `#[test_log::test(tokio::main)]` is on a program as well.
        let is_main = matches!(item, Item::Fn(function) if function.sig.ident == "main");
        let is_test = !is_main && is_of_tests(attributes(item));
        self.for_tests(is_test, |reader| visit::visit_item(reader, item));
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        self.for_tests(is_of_tests(attributes_in_impl(item)), |reader| visit::visit_impl_item(reader, item));
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let visit = |reader: &mut Self| visit::visit_item_mod(reader, module);
        self.named(vec![module.ident.to_string()], |reader| reader.with_addresses(visit));
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let mut names = names_of_type(&item.self_ty);
        let of_trait = item.trait_.iter().flat_map(|(path, _)| names_of_path(path));
        let is_of_scope_type = names.iter().cloned().chain(of_trait).any(|name| is_oauth_type(&name));
        names.dedup();
        let visit = |reader: &mut Self| visit::visit_item_impl(reader, item);
        let visit = |reader: &mut Self| reader.named(names, |reader| reader.with_addresses(visit));
        self.within(|reader| &mut reader.is_of_scope_type, is_of_scope_type, visit);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.body(&function.attrs, &function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.body(&function.attrs, &function.sig, &function.block);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        match &function.default {
            Some(block) => self.body(&[], &function.sig, block),
            None => visit::visit_trait_item_fn(self, function),
        }
    }

    fn visit_impl_item_const(&mut self, constant: &'ast syn::ImplItemConst) {
        let visit = |reader: &mut Self| visit::visit_impl_item_const(reader, constant);
        self.constant_item(&constant.ident, &constant.ty, &constant.expr, visit);
    }

    fn visit_item_const(&mut self, constant: &'ast syn::ItemConst) {
        let visit = |reader: &mut Self| visit::visit_item_const(reader, constant);
        self.constant_item(&constant.ident, &constant.ty, &constant.expr, visit);
    }

    fn visit_item_static(&mut self, constant: &'ast syn::ItemStatic) {
        let visit = |reader: &mut Self| visit::visit_item_static(reader, constant);
        self.constant_item(&constant.ident, &constant.ty, &constant.expr, visit);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        if derives(&item.attrs, "OAuthScopes") {
            item.variants.iter().for_each(|variant| self.defining_variant(variant, &item.attrs));
        } else if mentions_scope(&item.ident.to_string()) {
            self.named(vec![item.ident.to_string()], |reader| reader.variants_of_scopes(item));
        }
        visit::visit_item_enum(self, item);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        self.default_of_field(field);
        visit::visit_field(self, field);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.blocks.push(self.file.span(block.brace_token.span.open()).start);
        let visit = |reader: &mut Self| {
            for statement in &block.stmts {
                let before = reader.usage.groups.len();
                reader.visit_stmt(statement);
                reader.begins(statement, before);
            }
        };
        self.with_forms(block, |reader| reader.with_locals(|reader| reader.with_texts(block, visit)));
        self.blocks.pop();
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        let assigned = assigned(&local.pat, local.init.as_ref().map(|init| &*init.expr));
        self.for_tests(is_of_tests(&local.attrs), |reader| {
            reader.members_of_local(local);
            for (pattern, value) in &assigned {
                let Some((name, kind)) = bound(pattern) else { continue };
                reader.named(vec![name.to_string()], |reader| reader.binding(name, kind, value, false));
            }
            let names = bound(&local.pat).map(|(name, _)| name.to_string()).into_iter().collect();
            reader.named(names, |reader| visit::visit_local(reader, local));
            for (pattern, value) in assigned {
                match bound(pattern) {
                    Some((name, _)) => reader.local(name.to_string(), value, is_mutable(pattern)),
                    None => reader.bind(pattern),
                }
            }
        });
    }

    /// A name tells of crates, and whether the file is about OAuth.
    fn visit_ident(&mut self, name: &'ast Ident) {
        let text = name.to_string();
        let provider = provider_hints::of_crate(&text);
        self.usage.is_about_oauth |= is_of_oauth(&text) || provider.is_some() || PARAMETERS.contains(&&*text);
        if let Some(provider) = provider {
            self.hint(provider, HintKind::Crate, &text, self.file.span(name.span()));
        }
    }

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        let Some(text) = self.file.text(literal) else { return };
        for (host, provider) in provider_hints::of_text(&text.value) {
            self.hint(provider, HintKind::Address, host, text.span.clone());
        }
        if let Some(provider) = provider_hints::of_variable(&text.value) {
            self.hint(provider, HintKind::Environment, &text.value, text.span.clone());
        }
        let is_address = is_oauth_url(&text.value);
        let is_sign_in = text.value == "openid" || is_sign_in(&text.value);
        self.usage.is_about_oauth |= is_address || is_sign_in || PARAMETERS.contains(&&*text.value);
        let server = if is_address { server_of(&text.value) } else { None };
        self.usage.has_other_server |= !self.is_of_tests && server == Some(Server::Other);
        self.addresses.extend(server);
        if self.taken.contains(&text.span.start) {
            return;
        }
        if is_scope_url(&text.value) {
            self.keep_text(text, Form::Apart, Confidence::Certain);
        } else if is_sign_in && text.value != "openid" {
            self.keep_text(text, Form::Apart, Confidence::Named);
        } else if text.value.contains("\"scope") {
            self.json(literal, &text.value);
        } else if let Some(span) = challenged(&text.value) {
            let texts = self.file.json_text(literal, &text.value, &span).into_iter().collect();
            self.keep_as(Purpose::Requirement, Value { texts, ..Value::default() }, Confidence::Given);
        } else {
            self.parameters(&text, &[]);
        }
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            // A scope that is compared is not asked for.
            Pat::Path(path) => self.visit_path(&path.path),
            other => visit::visit_pat(self, other),
        }
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.with_locals(|reader| {
            reader.bind(&arm.pat);
            reader.named(identifiers(&arm.pat), |reader| visit::visit_arm(reader, arm));
        });
    }

    fn visit_expr_struct(&mut self, item: &'ast syn::ExprStruct) {
        const ABOUT: [&str; 8] = ["label", "description", "desc", "title", "help", "summary", "name", "reason"];
        let is_one_of = |name: &Ident, names: &[&str]| names.iter().any(|one| name == one);
        let fields = item.fields.iter().filter_map(|field| field_name(&field.member));
        let has = |names: &[&str]| fields.clone().any(|name| is_one_of(name, names));
        // This describes one scope. A provider also has a name, and several scopes, or an address.
        let has_address = || item.fields.iter().any(|field| key(&field.expr).is_some_and(|text| is_oauth_url(&text)));
        let is_provider = has(&["scopes", "client_id", "auth_url", "token_url", "authorize_url"]) || has_address();
        let has_about = has(&ABOUT) && !is_provider;
        let mut names: Vec<String> = self.provider_of_fields(item).map(str::to_owned).into_iter().collect();
        names.extend(item.path.segments.iter().map(|segment| segment.ident.to_string()));
        let purpose = if has_about && self.lists > 0 { Purpose::Mention } else { self.purpose };
        self.described_scope(item);
        let visit = |reader: &mut Self| visit::visit_expr_struct(reader, item);
        let visit = |reader: &mut Self| reader.within(|reader| &mut reader.purpose, purpose, visit);
        let visit = |reader: &mut Self| reader.of_request(grants::of_fields(item), visit);
        let addresses = item.fields.iter().map(|field| &field.expr);
        self.named(names, |reader| reader.with_server(addresses, visit));
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        self.expression(expression, false);
    }
    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if let (Member::Named(name), Some(_)) = (&field.member, &field.colon_token) {
            let name = name.to_string();
            if holds_scopes(&name) {
                if are_supported(&name) {
                    self.take_as(Purpose::Requirement, &field.expr);
                } else if !self.define_all_in(&field.expr) {
                    self.take([&field.expr], Confidence::Named);
                }
                return self.named(vec![name], |reader| visit::visit_field_value(reader, field));
            }
        }
        visit::visit_field_value(self, field);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.macro_call(call, false);
    }
}

/// What the parts of a pattern are given, where that is written: `let (a, b) = (1, 2);`
fn assigned<'e>(pattern: &'e Pat, value: Option<&'e Expr>) -> Vec<(&'e Pat, &'e Expr)> {
    match (pattern, value) {
        (Pat::Tuple(patterns), Some(Expr::Tuple(values))) if patterns.elems.len() == values.elems.len() => {
            patterns.elems.iter().zip(&values.elems).collect()
        }
        (pattern, Some(value)) => vec![(pattern, value)],
        (_, None) => Vec::new(),
    }
}

fn is_mutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(name) => name.mutability.is_some(),
        Pat::Type(typed) => is_mutable(&typed.pat),
        _ => false,
    }
}

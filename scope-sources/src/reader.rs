//! What is known while a file is read.

use std::collections::BTreeSet;
use std::ops::Range;

use syn::{Expr, ExprMethodCall, Ident, LitStr};

use crate::arguments::placeholders;
use crate::confidence::{
    Confidence, are_of_something_else, are_supported, asks_for_authorization, asks_for_scopes, is_list, is_oauth_type,
    mentions_scope, requires_scopes,
};
use crate::file::File;
use crate::functions::Functions;
use crate::grants::{self, Grant};
use crate::group::{Form, Group, Kind, Purpose, Text};
use crate::identifiers::last_name;
use crate::json_text::{JsonText, json_texts};
use crate::kept::{is_key, key, methods};
use crate::parameters::{is_of_oauth, scopes_argument};
use crate::provider_hints::{Server, server_of};
use crate::scope_url::{ScopeParameter, is_scope_url, is_sign_in};
use crate::usage::{Definition, FileUsage};
use crate::value::Value;
use crate::words::words;

/// Keys beside `scope` in a request for a token or an authorization.
pub(crate) const PARAMETERS: [&str; 7] =
    ["grant_type", "client_id", "response_type", "redirect_uri", "code_challenge", "client_secret", "refresh_token"];

/// Whether texts of a list are scopes with which people sign in, whatever it is given to: `["openid", "profile"]`.
fn are_for_sign_in<'e>(elements: impl Iterator<Item = &'e Expr> + Clone) -> bool {
    elements.clone().any(|one| key(one).is_some_and(|text| text == "openid"))
        && is_sign_in(&elements.filter_map(key).collect::<Vec<_>>().join(" "))
}

/// A file that is read.
#[derive(Default)]
pub(crate) struct Reader<'c> {
    pub(crate) file: File<'c>,
    /// The first bytes of the calls of our macros.
    pub(crate) calls: BTreeSet<usize>,
    pub(crate) usage: FileUsage,
    /// The first bytes of what belongs to a group.
    pub(crate) taken: BTreeSet<usize>,
    /// Whether what is visited is there for tests alone.
    pub(crate) is_of_tests: bool,
    /// Whether the visited code belongs to a type for scopes: `impl Display for Scope`.
    pub(crate) is_of_scope_type: bool,
    /// Names around: of functions, constants, types, patterns.
    pub(crate) context: Vec<String>,
    /// What names in a loop or a list stand beside: `ScopeEntry { … }`.
    pub(crate) purpose: Purpose,
    /// How many lists are around.
    pub(crate) lists: usize,
    /// The methods that are part of a chain which was read.
    pub(crate) chained: BTreeSet<usize>,
    /// Variables that scopes are added to, by statements: the block, and the group.
    pub(crate) subjects: Vec<Subject>,
    /// The first bytes of the blocks around.
    pub(crate) blocks: Vec<usize>,
    /// The functions of the file.
    pub(crate) functions: Functions,
    /// The variables of the function.
    pub(crate) locals: Vec<Local>,
    /// Whose address is beside what is visited.
    pub(crate) server: Option<Server>,
    /// Whose the addresses are at which people sign in, in order.
    pub(crate) addresses: Vec<Server>,
    /// The grant type of the request that is visited.
    pub(crate) grant: Grant,
    /// What tables define whose names are constants: the name of each constant, and its place in the table.
    pub(crate) defined: Vec<Definition>,
    /// The name of the security scheme whose scopes are visited.
    pub(crate) scheme: Option<String>,
    /// Variables with the parameters of a request, and its grant type.
    pub(crate) forms: Vec<(String, Grant)>,
    /// Variables that stand for one scope of a list.
    pub(crate) elements: Vec<String>,
    /// Where scopes are asked for that come from a variable of which nothing is known.
    pub(crate) unknown: Vec<Range<usize>>,
    /// The first bytes of the constants in which something is looked for.
    pub(crate) looked_in: BTreeSet<usize>,
}

/// A variable that scopes are added to.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) block: usize,
    pub(crate) group: usize,
    /// Whether the scopes are added to what a call on the variable has begun.
    pub(crate) is_begun: bool,
}

/// A variable.
#[derive(Debug)]
pub(crate) struct Local {
    pub(crate) name: String,
    pub(crate) value: Value,
    /// Whether a pattern binds it, as in a loop or a closure: what it is bound to is read where that is written.
    pub(crate) is_bound: bool,
}

impl Reader<'_> {
    pub(crate) fn finish(mut self) -> FileUsage {
        for mut one in std::mem::take(&mut self.defined) {
            let mut groups = self.usage.constants.values_mut().chain(&mut self.usage.groups);
            let group = groups.find(|group| group.constant.as_ref() == Some(&one.name));
            if let Some(Group { texts, purpose, .. }) = group
                && let [text] = &**texts
            {
                *purpose = Purpose::Requirement;
                (one.name, one.span) = (text.value.clone(), text.span.clone());
                self.usage.definitions.push(one);
            } else {
                self.usage.composed.push(one.span);
            }
        }
        if self.usage.is_about_oauth {
            let unknown = std::mem::take(&mut self.unknown);
            self.composed(unknown);
        }
        self.usage
    }

    /// Says where scopes are composed at run time, unless that is said.
    pub(crate) fn composed(&mut self, places: impl IntoIterator<Item = Range<usize>>) {
        let new = places.into_iter().filter(|place| self.taken.insert(place.start) && !self.is_of_tests);
        self.usage.composed.extend(new);
    }

    /// Goes through a part of the file with something else known.
    pub(crate) fn within<T: Clone>(&mut self, field: fn(&mut Self) -> &mut T, value: T, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(field(self), value);
        visit(self);
        *field(self) = before;
    }

    /// Goes through a part of the file that has a name.
    pub(crate) fn named(&mut self, names: Vec<String>, visit: impl FnOnce(&mut Self)) {
        let depth = self.context.len();
        self.context.extend(names);
        visit(self);
        self.context.truncate(depth);
    }

    pub(crate) fn take<'e>(&mut self, expressions: impl IntoIterator<Item = &'e Expr>, confidence: Confidence) {
        let value = self.file.value(expressions);
        self.keep(value, confidence);
    }

    /// The same of what a request is made with: if nothing is known of it, that is said.
    pub(crate) fn ask(&mut self, mut value: Value, confidence: Confidence) -> Option<usize> {
        let unknown = self.resolve(&mut value, Some(confidence));
        if value.is_empty() && !self.is_of_tests {
            self.unknown.extend(unknown);
        }
        self.keep(value, confidence)
    }

    /// The same of another purpose.
    pub(crate) fn take_as(&mut self, purpose: Purpose, expression: &Expr) {
        let value = self.file.value([expression]);
        self.keep_as(purpose, value, Confidence::Named);
    }

    pub(crate) fn keep_as(&mut self, purpose: Purpose, value: Value, confidence: Confidence) {
        self.within(|reader| &mut reader.purpose, purpose, |reader| _ = reader.keep(value, confidence));
    }

    /// The same of texts in whose place nothing can be written.
    pub(crate) fn keep_fixed(&mut self, purpose: Purpose, texts: Vec<Text>, confidence: Confidence) {
        self.keep_as(purpose, Value { texts, form: Form::Fixed, ..Value::default() }, confidence);
    }

    /// Keeps what is in no group yet: the number of the group.
    pub(crate) fn keep(&mut self, mut value: Value, confidence: Confidence) -> Option<usize> {
        self.resolve(&mut value, Some(confidence));
        let has_more = !value.texts.is_empty() && !value.alternatives.is_empty();
        // `Local => "local", System => "system", …` are all of something else.
        let of_something_else = |(_, value): &&(Vec<String>, Value)| {
            !value.texts.is_empty() && are_of_something_else(value.texts.iter().flat_map(Text::names))
        };
        if value.alternatives.iter().filter(of_something_else).count() > 1 {
            value.alternatives.clear();
        }
        for (names, mut alternative) in std::mem::take(&mut value.alternatives) {
            alternative.is_partial |= has_more;
            self.named(names, |reader| _ = reader.keep(alternative, confidence));
        }
        let has_constants = !value.constants.is_empty();
        for name in std::mem::take(&mut value.constants) {
            self.want(name, confidence);
        }
        self.composed(value.composed);
        let before = value.texts.len();
        value.texts.retain(|text| self.taken.insert(text.first_byte()));
        // The rest of their literals says nothing more.
        self.taken.extend(value.texts.iter().map(|text| text.span.start));
        if value.texts.is_empty() {
            return None;
        }
        let form = if value.texts.len() == before { value.form } else { Form::Apart };
        // An address says itself that it is a scope, wherever it goes.
        let is_address = |text: &Text| is_scope_url(&text.value) && !matches!(text.kind, Kind::Url { .. });
        let is_sent = confidence >= Confidence::Given && !value.texts.iter().any(is_address);
        let is_certain = value.texts.iter().any(|text| is_scope_url(&text.value));
        let confidence = if is_certain { Confidence::Certain } else { confidence };
        self.usage.groups.push(Group {
            is_partial: value.is_partial || has_constants || has_more,
            purpose: if value.is_table { Purpose::Mention } else { self.purpose },
            is_sent,
            is_of_tests: self.is_of_tests,
            context: self.context.clone(),
            server: self.server,
            grant: self.grant,
            scheme: self.scheme.clone(),
            ..Group::new(value.texts, confidence, form)
        });
        Some(self.usage.groups.len() - 1)
    }

    pub(crate) fn want(&mut self, name: String, confidence: Confidence) {
        if !self.is_of_tests {
            let known = self.usage.wanted.entry(name).or_insert(confidence);
            *known = (*known).max(confidence);
        }
    }

    pub(crate) fn keep_text(&mut self, text: Text, form: Form, confidence: Confidence) {
        self.keep(Value { texts: vec![text], form, ..Value::default() }, confidence);
    }

    /// A call of a function at the end of a path, or of a method.
    pub(crate) fn call<'e>(
        &mut self,
        name: &Ident,
        path: Option<&[&Ident]>,
        arguments: impl Iterator<Item = &'e Expr> + Clone,
    ) {
        let name = name.to_string();
        let (is_method, path) = (path.is_none(), path.unwrap_or_default());
        let kind = path.last().map(ToString::to_string);
        self.usage.is_about_oauth |= is_of_oauth(&name);
        if let Some(scopes) = scopes_argument(kind.as_deref(), &name).and_then(|at| arguments.clone().nth(at)) {
            self.take([scopes], if is_of_oauth(&name) { Confidence::Certain } else { Confidence::Named });
        }
        for at in self.functions.scopes_arguments((!is_method).then_some(path), &name) {
            self.take(arguments.clone().nth(at), Confidence::Listed);
        }
        if self.defines(&name, kind.as_deref(), arguments.clone()) {
            return;
        }
        if asks_for_authorization(&name) {
            // The one among others that can be nothing else.
            let is_openid = |one: &&Expr| key(one).is_some_and(|text| text.split(' ').any(|name| name == "openid"));
            self.take(arguments.clone().filter(is_openid), Confidence::Given);
        }
        let is_requirement = |kind: &str| kind == "SecurityRequirement" || requires_scopes(kind);
        if requires_scopes(&name) || kind.as_deref().is_some_and(is_requirement) {
            let all: Vec<&Expr> = arguments.clone().collect();
            // Of two, the first is the name of a scheme.
            let scheme = all.first().filter(|_| all.len() > 1).and_then(|first| key(first));
            for scopes in &all[usize::from(scheme.is_some())..] {
                self.required_of(scheme.clone(), |reader| reader.take_as(Purpose::Requirement, scopes));
            }
            return self.pair(arguments);
        }
        let is_scope_type = kind.as_deref().is_some_and(mentions_scope);
        // A function that is called `scope` and nothing more is as often one of threads or of routes.
        let is_bare = name == "scope" && !is_method;
        // `Problem::Scope("…")` is a variant of something else.
        let is_variant = name.starts_with(|c: char| c.is_ascii_uppercase()) && !path.is_empty();
        let asks =
            (is_scope_type && asks_for_scopes(&format!("scope_{name}"))) || (asks_for_scopes(&name) && !is_variant);
        if asks && !is_bare {
            let is_other = is_scope_type && !kind.as_deref().is_some_and(is_oauth_type);
            let value = self.file.arguments(arguments.clone());
            self.keep(value, if is_other { Confidence::Listed } else { Confidence::Named });
        }
        self.pair(arguments);
    }

    /// `security_requirement.insert("oauth2".into(), vec!["read:items".into()])`
    pub(crate) fn required_by(&mut self, call: &ExprMethodCall) {
        let is_requirement = |name: String| {
            let words = words(&name);
            let has = |some: &[&str]| words.iter().any(|word| some.contains(&&**word));
            has(&["security"]) && (words.len() == 1 || has(&["req", "requirement", "requirements"]))
        };
        let is_list = |one: &Expr| matches!(methods(one).0, Expr::Array(_) | Expr::Macro(_));
        if call.method == "insert"
            && let Some(scopes) = call.args.iter().nth(1).filter(|scopes| is_list(scopes))
            && last_name(&call.receiver).is_some_and(is_requirement)
        {
            self.required_of(key(&call.args[0]), |reader| reader.take_as(Purpose::Requirement, scopes));
        }
    }

    /// Goes through what a security scheme of this name requires.
    pub(crate) fn required_of(&mut self, scheme: Option<String>, visit: impl FnOnce(&mut Self)) {
        self.within(|reader| &mut reader.scheme, scheme, visit);
    }

    /// `("scope", "repo")`: of a form, or the arguments of a call.
    pub(crate) fn pair<'e>(&mut self, mut expressions: impl Iterator<Item = &'e Expr>) {
        let (Some(key), Some(value)) = (expressions.next().and_then(key), expressions.next()) else { return };
        if is_key(&key) {
            let value = self.file.value([value]);
            self.ask(value, Confidence::Given);
        } else if are_supported(&key) {
            self.take_as(Purpose::Requirement, value);
        }
    }

    /// A list that nothing names: one of scopes if a provider knows them all, or if scopes are made of it.
    pub(crate) fn list<'e>(
        &mut self,
        elements: impl Iterator<Item = &'e Expr> + Clone,
        form: Option<Form>,
        becomes_scopes: bool,
    ) {
        let is_named = becomes_scopes || are_for_sign_in(elements.clone());
        if !is_named && !elements.clone().all(|one| key(one).is_some_and(|text| is_list(&text))) {
            return;
        }
        let confidence = if is_named { Confidence::Named } else { Confidence::Listed };
        let value = Value { form: form.unwrap_or_default(), ..self.file.value(elements) };
        self.keep(value, confidence);
    }

    /// Each `scope=…` in a text, given the arguments of the format that it is.
    pub(crate) fn parameters(&mut self, text: &Text, arguments: &[Expr]) {
        for found in ScopeParameter::all(&text.value) {
            self.taken.insert(text.span.start);
            self.parameter(text, found, arguments);
        }
    }

    /// `scope=…` in a URL.
    fn parameter(&mut self, text: &Text, found: ScopeParameter, arguments: &[Expr]) {
        let ScopeParameter { span, value, places, is_request } = found;
        self.usage.is_about_oauth |= is_request;
        let confidence = if is_request { Confidence::Certain } else { Confidence::Named };
        if value.is_empty() || value.contains(['{', '}']) {
            let first = placeholders(&text.value[..span.start]).len();
            let (mut given, mut is_known) = (Value::default(), !value.is_empty());
            for placeholder in placeholders(&text.value).iter().skip(first).take(placeholders(&value).len()) {
                let mut placed = self.file.placed(placeholder, arguments, &text.span);
                self.resolve(&mut placed, Some(Confidence::Named));
                is_known &= !placed.is_empty();
                given.add(placed);
            }
            let names = if is_known { given.constants.iter().cloned().collect() } else { BTreeSet::new() };
            let says_so = !given.composed.is_empty() || (is_known && names.is_empty());
            self.keep(given, confidence);
            // If our macros are called already, their values go into such texts.
            if is_request && !says_so && self.calls.is_empty() && !self.is_of_tests {
                self.usage.composed_of.push((text.span.clone(), names));
            }
        } else if is_list(&value) {
            let (before, after) = (text.value[..span.start].to_owned(), text.value[span.end..].to_owned());
            let (stated, server) = (grants::of_query(&text.value), server_of(&before).or(self.server));
            let kind = if text.bytes.is_none() { Kind::Url { before, after } } else { Kind::Part };
            let Some(text) = text.part(self.file.text, value, &places, kind) else {
                return self.usage.composed.push(text.span.clone());
            };
            let keep = |reader: &mut Self| reader.keep_text(text, Form::Apart, confidence);
            let keep = |reader: &mut Self| reader.of_request(stated, keep);
            self.within(|reader| &mut reader.server, server, keep);
        }
    }

    /// The scopes in JSON that is written as text, by their keys. What an answer says was granted is not asked for.
    pub(crate) fn json(&mut self, literal: &LitStr, whole: &str) {
        let Some((texts, keys)) = json_texts(whole) else { return };
        if keys.iter().any(|key| matches!(&**key, "access_token" | "token_type" | "error")) {
            return;
        }
        self.usage.is_about_oauth |= keys.iter().any(|key| PARAMETERS.contains(&&**key));
        let is_supported = |one: &JsonText| one.key.as_deref().is_some_and(are_supported);
        let of_scopes = |one: &JsonText| one.key.as_deref().is_some_and(is_key) || is_supported(one);
        let stated =
            grants::of_texts(texts.iter().filter_map(|one| Some((one.key.as_deref()?, &whole[one.span.clone()]))));
        self.of_request(stated, |reader| {
            for list in texts.chunk_by(|one, next| one.of == next.of).filter(|list| list.iter().all(of_scopes)) {
                let texts = list.iter().filter_map(|one| reader.file.json_text(literal, whole, &one.span)).collect();
                let purpose = if list.iter().all(is_supported) { Purpose::Requirement } else { reader.purpose };
                reader.keep_as(purpose, Value { texts, ..Value::default() }, Confidence::Named);
            }
        });
    }

    /// `Scope::UserReadChat`: a variant of an enumeration of scopes. Each is kept by itself, and others may be beside it.
    pub(crate) fn variant(&mut self, path: &[&Ident]) {
        let [.., name, variant] = path else { return };
        let text = variant.to_string();
        let is_variant = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().any(char::is_lowercase);
        if is_variant && *name != "Scopes" && mentions_scope(&name.to_string()) {
            let text = Text { value: text, span: self.file.span(variant.span()), kind: Kind::Variant, bytes: None };
            let value = Value { texts: vec![text], form: Form::Fixed, is_partial: true, ..Value::default() };
            self.keep(value, Confidence::Named);
        }
    }
}

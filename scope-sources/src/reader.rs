//! What is known while a file is read.

use std::collections::BTreeSet;
use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::visit::Visit;
use syn::{Expr, Ident, Item, Stmt, Type};

use crate::arguments::argument_at;
use crate::confidence::{
    Confidence, asks_for_scopes, holds_scopes, is_list, is_oauth_type, mentions_scope, requires_scopes,
};
use crate::group::{Form, Group, Kind, Purpose, Text};
use crate::parameters::{is_of_oauth, scopes_argument};
use crate::scope_url::{ScopeParameter, is_scope_url};
use crate::usage::{Definition, FileUsage};
use crate::value::{File, Value, is_constant, is_key, key, path_names, string};

/// A file that is read.
pub(crate) struct Reader<'c> {
    pub(crate) file: File<'c>,
    /// The first bytes of the calls of our macros.
    pub(crate) calls: &'c BTreeSet<usize>,
    pub(crate) usage: FileUsage,
    /// The first bytes of what belongs to a group.
    pub(crate) taken: BTreeSet<usize>,
    /// Whether scopes are made of the list that is visited, by what is called on it or in a loop over it.
    pub(crate) becomes_scopes: bool,
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
    /// Functions that give a default list of scopes, by name.
    pub(crate) givers: BTreeSet<String>,
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

impl<'c> Reader<'c> {
    pub(crate) fn new(file: File<'c>, calls: &'c BTreeSet<usize>) -> Self {
        Self {
            file,
            calls,
            usage: FileUsage::default(),
            taken: BTreeSet::new(),
            becomes_scopes: false,
            is_of_tests: false,
            is_of_scope_type: false,
            context: Vec::new(),
            purpose: Purpose::Request,
            lists: 0,
            chained: BTreeSet::new(),
            subjects: Vec::new(),
            blocks: Vec::new(),
            givers: BTreeSet::new(),
            looked_in: BTreeSet::new(),
        }
    }

    pub(crate) fn finish(self) -> FileUsage {
        self.usage
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

    /// The same where the text may be put into a URL as it is.
    pub(crate) fn take_decoded(&mut self, expression: &Expr, confidence: Confidence) -> Option<usize> {
        let value = self.file.decoded(self.file.value([expression]));
        self.keep(value, confidence)
    }

    /// The same of another purpose.
    pub(crate) fn take_as(&mut self, purpose: Purpose, expression: &Expr) {
        let value = self.file.value([expression]);
        let before = std::mem::replace(&mut self.purpose, purpose);
        self.keep(value, Confidence::Named);
        self.purpose = before;
    }

    /// Keeps what is in no group yet: the number of the group.
    pub(crate) fn keep(&mut self, mut value: Value, confidence: Confidence) -> Option<usize> {
        let has_more = !value.texts.is_empty() && !value.alternatives.is_empty();
        for (names, mut alternative) in std::mem::take(&mut value.alternatives) {
            alternative.is_partial |= has_more;
            self.named(names, |reader| _ = reader.keep(alternative, confidence));
        }
        let has_constants = !value.constants.is_empty();
        for name in std::mem::take(&mut value.constants) {
            self.want(name, confidence);
        }
        for place in value.composed {
            if self.taken.insert(place.start) && !self.is_of_tests {
                self.usage.composed.push(place);
            }
        }
        let before = value.texts.len();
        value.texts.retain(|text| self.taken.insert(text.span.start));
        if value.texts.is_empty() {
            return None;
        }
        let form = if value.texts.len() == before { value.form } else { Form::Apart };
        self.usage.groups.push(Group {
            is_partial: value.is_partial || has_constants || has_more,
            purpose: if value.is_table { Purpose::Mention } else { self.purpose },
            is_of_tests: self.is_of_tests,
            context: self.context.clone(),
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

    /// `const NAME: Type = value;`, or the same with `static` or `let`.
    pub(crate) fn binding(&mut self, name: &Ident, kind: Option<&Type>, value: &Expr, is_item: bool) {
        let name = name.to_string();
        self.define_all(value, Some(&name));
        if is_item && is_name_of_something(&name, value) {
            return;
        }
        if holds_scopes(&name) || kind.is_some_and(is_scope_type) || is_parsed(value) {
            let group = self.take_decoded(value, Confidence::Named);
            if let Some(group) = group {
                let array_type = kind.and_then(|kind| self.array_type(kind));
                let known = &mut self.usage.groups[group];
                known.array_type = array_type;
                if is_item {
                    known.constant = Some(name);
                } else if let Some(&block) = self.blocks.last() {
                    self.subjects.push(Subject { name, block, group, is_begun: false });
                }
            }
        } else if name.chars().all(|c| !c.is_lowercase()) {
            let value = self.file.value([value]);
            // A URL or body with `scope=…` is recognized by itself.
            let has_parameter = value.texts.iter().any(|text| ScopeParameter::find(&text.value).is_some());
            if !value.texts.is_empty() && !has_parameter {
                // Its use decides, unless it says so itself.
                if !value.texts.iter().any(|text| is_scope_url(&text.value)) {
                    self.taken.extend(value.texts.iter().map(|text| text.span.start));
                }
                let group = Group {
                    is_of_tests: self.is_of_tests,
                    context: self.context.clone(),
                    constant: Some(name.clone()),
                    array_type: kind.and_then(|kind| self.array_type(kind)),
                    ..Group::new(value.texts, Confidence::Named, value.form)
                };
                self.usage.constants.insert(name, group);
            }
        }
    }

    /// The bytes of `[&str; 2]`, also inside `&[&str; 2]`.
    fn array_type(&self, kind: &Type) -> Option<Range<usize>> {
        match kind {
            Type::Array(array) => {
                let brackets = array.bracket_token.span;
                Some(self.file.between(brackets.open(), brackets.close()))
            }
            Type::Reference(reference) => self.array_type(&reference.elem),
            _ => None,
        }
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
        if self.defines(&name, kind.as_deref(), arguments.clone()) {
            return;
        }
        if requires_scopes(&name) || kind.as_deref() == Some("SecurityRequirement") {
            let all: Vec<&Expr> = arguments.clone().collect();
            // Of two, the first is the name of a scheme.
            let scopes = if all.len() > 1 && all[0..1].iter().all(|one| key(one).is_some()) { &all[1..] } else { &all };
            for scopes in scopes {
                self.take_as(Purpose::Requirement, scopes);
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
            self.take(arguments.clone(), if is_other { Confidence::Listed } else { Confidence::Named });
        }
        self.pair(arguments);
    }

    /// `("scope", "repo")`: of a form, or the arguments of a call.
    pub(crate) fn pair<'e>(&mut self, mut expressions: impl Iterator<Item = &'e Expr>) {
        if let (Some(key), Some(value)) = (expressions.next(), expressions.next())
            && self::key(key).is_some_and(|key| is_key(&key))
        {
            self.take([value], Confidence::Named);
        }
    }

    /// A list that nothing names: one of scopes if a provider knows them all, or if scopes are made of it.
    pub(crate) fn list<'e>(&mut self, elements: impl Iterator<Item = &'e Expr> + Clone, form: Option<Form>) {
        if !self.file.is_plain_list(elements.clone()) {
            if self.becomes_scopes {
                let value = self.file.value(elements);
                self.keep(value, Confidence::Named);
            }
            return;
        }
        let is_certain = elements.clone().filter_map(string).any(|literal| is_scope_url(&literal.value()));
        let confidence = match (is_certain, self.becomes_scopes) {
            (true, _) => Confidence::Certain,
            (false, true) => Confidence::Named,
            (false, false) => Confidence::Listed,
        };
        let value = Value { form: form.unwrap_or_default(), ..self.file.value(elements) };
        self.keep(value, confidence);
    }

    /// `scope=…` in a URL.
    pub(crate) fn parameter(&mut self, text: &Text, found: ScopeParameter, arguments: Option<&[Expr]>) {
        let ScopeParameter { span, value, places, is_request } = found;
        self.usage.is_about_oauth |= is_request;
        if value.is_empty() || value.contains(['{', '}']) {
            if let Some(given) = arguments.and_then(|arguments| argument_at(&text.value, span.start, arguments)) {
                let value = self.file.decoded(self.file.value([given]));
                if !value.is_empty() && value.composed.is_empty() {
                    self.keep(value, if is_request { Confidence::Certain } else { Confidence::Named });
                    return;
                }
            }
            // If our macros are called already, their values go into such texts.
            if is_request && self.calls.is_empty() && !self.is_of_tests {
                let names: BTreeSet<String> =
                    crate::arguments::placeholders(&value).into_iter().filter(|name| is_constant(name)).collect();
                for name in &names {
                    self.want(name.clone(), Confidence::Certain);
                }
                self.usage.composed_of.push((text.span.clone(), names));
            }
        } else if is_list(&value) {
            let (before, after) = (text.value[..span.start].to_owned(), text.value[span.end..].to_owned());
            let confidence = if is_request { Confidence::Certain } else { Confidence::Named };
            let place = |place: &Range<usize>| crate::group::in_file(self.file.text, &text.span, &text.value, place);
            let bytes = places.iter().map(place).collect();
            let text = Text { value, kind: Kind::Url { before, after }, span: text.span.clone(), bytes };
            self.keep_text(text, Form::Apart, confidence);
        }
    }

    /// `Scope::UserReadChat`: a variant of an enumeration of scopes.
    pub(crate) fn variant(&mut self, path: &[&Ident]) {
        let [.., name, variant] = path else { return };
        let text = variant.to_string();
        let is_variant = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().any(char::is_lowercase);
        if is_variant && *name != "Scopes" && mentions_scope(&name.to_string()) {
            let text = Text { value: text, span: self.file.span(variant.span()), kind: Kind::Variant, bytes: None };
            self.keep_text(text, Form::Fixed, Confidence::Named);
        }
    }

    /// Whether a call makes the scopes of a server: `Scopes::from_iter([("name", "what it permits")])`.
    fn defines<'e>(
        &mut self,
        name: &str,
        kind: Option<&str>,
        arguments: impl Iterator<Item = &'e Expr> + Clone,
    ) -> bool {
        let all: Vec<&Expr> = arguments.collect();
        let is_map = kind.is_some_and(|kind| kind.ends_with("Map")) && matches!(name, "from" | "from_iter");
        let is_table = kind.is_some_and(mentions_scope) && matches!(name, "from" | "from_iter");
        if let ([table], true) = (&*all, is_map || is_table) {
            return self.define_all(table, None);
        }
        let is_one = kind == Some("Scopes") && name == "one" || kind.is_none() && matches!(name, "scope" | "add_scope");
        if let ([key, text], true) = (&*all, is_one)
            && let (Some(_), Some(description)) = (self::key(key), self::key(text))
            && (kind.is_some() || description.contains(' ') && !is_list_of_names(&description))
        {
            return self.define(key, &description);
        }
        false
    }

    /// A table of names, each with a description: what a server defines. For a list of others, what is defined is not sure.
    pub(crate) fn define_all(&mut self, table: &Expr, name: Option<&str>) -> bool {
        let rows = match table {
            Expr::Array(list) => &list.elems,
            Expr::Reference(reference) => return self.define_all(&reference.expr, name),
            _ => return false,
        };
        let pairs: Vec<(&Expr, String)> = rows.iter().filter_map(pair_of).collect();
        if pairs.is_empty() || pairs.len() != rows.len() || name.is_some_and(|name| !holds_scopes(name)) {
            return false;
        }
        let is_described = pairs.iter().any(|(_, text)| text.contains(' ') && !is_list_of_names(text));
        if !is_described {
            return false;
        }
        for (key, description) in pairs {
            self.define(key, &description);
        }
        true
    }

    pub(crate) fn define(&mut self, key: &Expr, description: &str) -> bool {
        let value = self.file.value([key]);
        let [text] = &*value.texts else { return false };
        if self.usage.definitions.iter().any(|known| known.span == text.span) {
            return true;
        }
        self.taken.insert(text.span.start);
        self.usage.definitions.push(Definition {
            name: text.value.clone(),
            description: description.to_owned(),
            span: text.span.clone(),
            is_of_tests: self.is_of_tests,
        });
        true
    }

    /// What cannot be parsed as a whole, piece by piece: items, statements, arguments.
    pub(crate) fn pieces(&mut self, stream: TokenStream) {
        let pieces = |input: ParseStream<'_>| {
            let (mut pieces, mut failed) = (Vec::new(), 0);
            while !input.is_empty() {
                let piece = if failed < MOST_FAILED { Piece::parse(input)? } else { Piece::Token(input.parse()?) };
                failed = if piece.ends_row() { 0 } else { failed + 1 };
                pieces.push(piece);
            }
            Ok(pieces)
        };
        let before_end = |pieces: &[Piece]| pieces.iter().all(|piece| matches!(piece, Piece::Token(_)));
        match Parser::parse2(pieces, stream.clone()) {
            Ok(pieces) if !before_end(&pieces) || pieces.iter().any(Piece::is_braced) => {
                for piece in pieces {
                    match piece {
                        Piece::Item(item) => self.visit_item(&item),
                        Piece::Statement(statement) => self.visit_stmt(&statement),
                        Piece::Token(TokenTree::Group(group)) => self.pieces(group.stream()),
                        Piece::Token(other) => self.arguments(other.into()),
                    }
                }
            }
            _ => self.arguments(stream),
        }
    }
}

/// If no statement begins at this many tokens in a row, the rest of the row is skipped.
const MOST_FAILED: usize = 500;

/// A part of a file that is not Rust as a whole.
enum Piece {
    Item(Item),
    Statement(Stmt),
    Token(TokenTree),
}

impl Piece {
    /// Whether a statement may begin after it.
    fn ends_row(&self) -> bool {
        !matches!(self, Self::Token(_))
            || self.is_braced()
            || matches!(self, Self::Token(TokenTree::Punct(sign)) if sign.as_char() == ';')
    }

    fn is_braced(&self) -> bool {
        matches!(self, Self::Token(TokenTree::Group(group)) if group.delimiter() == proc_macro2::Delimiter::Brace)
    }
}

impl Parse for Piece {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        use syn::parse::discouraged::Speculative;
        let fork = input.fork();
        if let Ok(item) = fork.parse::<Item>() {
            input.advance_to(&fork);
            return Ok(Self::Item(item));
        }
        let fork = input.fork();
        let statement = fork.parse::<Stmt>();
        if let Ok(statement @ (Stmt::Local(_) | Stmt::Expr(_, Some(_)) | Stmt::Macro(_))) = statement {
            input.advance_to(&fork);
            return Ok(Self::Statement(statement));
        }
        Ok(Self::Token(input.parse()?))
    }
}

/// `("name", "what it permits")`
fn pair_of(row: &Expr) -> Option<(&Expr, String)> {
    let Expr::Tuple(row) = row else { return None };
    let (name, text) = (row.elems.first()?, row.elems.get(1)?);
    let is_name = key(name).is_some_and(|name| is_list(&name) && !is_key(&name));
    Some((name, key(text)?)).filter(|_| is_name)
}

/// Whether a text is a list of names rather than a sentence: each of them has a sign in it.
fn is_list_of_names(text: &str) -> bool {
    text.split_whitespace().all(crate::confidence::is_distinctive)
}

/// Whether a type mentions scopes: `Scope`, `Vec<Scope>`.
pub(crate) fn is_scope_type(kind: &Type) -> bool {
    struct Names(bool);
    impl<'ast> Visit<'ast> for Names {
        fn visit_ident(&mut self, name: &'ast Ident) {
            self.0 |= mentions_scope(&name.to_string());
        }
    }
    let mut names = Names(false);
    names.visit_type(kind);
    names.0
}

/// `const CLIENT_SCOPES: &str = "client_scopes";`: the name of a column, a key, a parameter.
fn is_name_of_something(constant: &str, value: &Expr) -> bool {
    let letters = |text: &str| text.replace(['_', '-', '.'], "").to_ascii_lowercase();
    let is_name = |text: String| {
        letters(&text) == letters(constant) || mentions_scope(&text) && !text.contains([':', '.', '/', ' ', ','])
    };
    string(value).is_some_and(|literal| is_name(literal.value()))
}

/// `"…".parse::<Scope>()`
fn is_parsed(expression: &Expr) -> bool {
    match expression {
        Expr::MethodCall(call) => {
            let mut types = call.turbofish.iter().flat_map(|types| &types.args);
            types.any(|argument| matches!(argument, syn::GenericArgument::Type(kind) if is_scope_type(kind)))
                || is_parsed(&call.receiver)
        }
        Expr::Try(inner) => is_parsed(&inner.expr),
        _ => false,
    }
}

/// Whether an expression asks for scopes, or makes one: a function that takes scopes is called, or `Scope::…` named.
pub(crate) fn makes_scopes(expression: &Expr) -> bool {
    let mut finder = ScopeFinder(false);
    finder.visit_expr(expression);
    finder.0
}

pub(crate) fn block_makes_scopes(block: &syn::Block) -> bool {
    let mut finder = ScopeFinder(false);
    finder.visit_block(block);
    finder.0
}

struct ScopeFinder(bool);

impl<'ast> Visit<'ast> for ScopeFinder {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        self.0 |= path_names(&call.func).last().is_some_and(|name| asks_for_scopes(&name.to_string()));
        syn::visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0 |= asks_for_scopes(&call.method.to_string());
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0 |= path.segments.iter().rev().skip(1).any(|segment| mentions_scope(&segment.ident.to_string()));
        syn::visit::visit_path(self, path);
    }
}

/// Whether an expression makes a scope of a text: `Scope::new(…)`.
pub(crate) fn constructs_scopes(expression: &Expr) -> bool {
    let mut finder = Constructor(false);
    finder.visit_expr(expression);
    finder.0
}

pub(crate) fn block_constructs_scopes(block: &syn::Block) -> bool {
    let mut finder = Constructor(false);
    finder.visit_block(block);
    finder.0
}

struct Constructor(bool);

impl<'ast> Visit<'ast> for Constructor {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        let names = path_names(&call.func);
        if let [.., kind, function] = &*names {
            self.0 |= *kind == "Scope" && (*function == "new" || *function == "from");
        }
        syn::visit::visit_expr_call(self, call);
    }
}

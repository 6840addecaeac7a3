//! Parses calls of the macros, with their location in a file.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use scope_sources::token_span;
use scope_syntax::{Macro, ScopesCall, SyntaxError, Text};

use super::literal::Literal;

/// A call of a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// The macro.
    pub(crate) of: Macro,
    /// The name in the call, which may be an alias.
    pub(crate) name: String,
    /// The path before the name: `oauth_scopes` in `oauth_scopes::scopes!`.
    pub(crate) path: Vec<String>,
    /// The index of the surrounding module or block; see [`Scope`](super::scopes::Scope).
    pub(crate) scope: usize,
    /// The macros around the call, outermost first.
    pub(crate) within: Vec<Around>,
    /// Its bytes in the file, from the name.
    pub(crate) span: Range<usize>,
    /// `github:`
    pub(crate) catalog: Option<Literal>,
    /// The literals that contain scopes.
    pub(crate) texts: Vec<Literal>,
    /// `client = "web"`
    pub(crate) client: Option<Literal>,
    /// `operations = ["PUT /multipass"]`, or the arguments of a macro that takes operations.
    pub(crate) operations: Vec<Literal>,
    /// What the macro would reject. If there is anything, the other fields are empty.
    pub(crate) mistakes: Vec<Mistake>,
    /// Whether it is in a `macro_rules!` macro and gets its arguments from there.
    pub(crate) is_template: bool,
}

/// A macro around a call. Only the compiler knows what happens to the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// The arguments of a macro.
    Arguments(String),
    /// The definition of a `macro_rules!` macro.
    Definition(String),
}

/// What a call means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// These scopes are requested.
    Ask,
    /// These operations are performed.
    Use,
    /// These scopes are covered by others, and are sufficient for these operations.
    Assert,
}

/// An invalid part of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Call {
    /// Creates a call without arguments.
    pub(super) fn new(of: Macro, name: &str, path: Vec<String>, span: Range<usize>) -> Self {
        Self {
            of,
            name: name.to_owned(),
            path,
            scope: 0,
            within: Vec::new(),
            span,
            catalog: None,
            texts: Vec::new(),
            client: None,
            operations: Vec::new(),
            mistakes: Vec::new(),
            is_template: false,
        }
    }

    pub(crate) fn purpose(&self) -> Purpose {
        match self.of {
            Macro::Operation | Macro::Performs | Macro::PerformsHere => Purpose::Use,
            Macro::AssertCovers | Macro::ScopeName => Purpose::Assert,
            Macro::Scopes | Macro::ScopeList | Macro::ScopeSet | Macro::Catalog => Purpose::Ask,
        }
    }

    /// Parses the arguments, whose text starts at byte `base` of the file.
    pub(super) fn with_arguments(mut self, file: &str, base: usize, tokens: TokenStream) -> Self {
        if holds_variable(tokens.clone()) {
            self.is_template = true;
            return self;
        }
        match ScopesCall::parse(self.of, tokens) {
            Ok(ScopesCall { catalog, texts, client, operations }) => {
                let literal = |text: Text| Literal::of(file, token_span(base, text.span()), text.value);
                self.catalog = catalog.map(|name| Literal::of(file, token_span(base, name.span), name.text));
                self.texts = texts.into_iter().map(literal).collect();
                self.client = client.map(literal);
                self.operations = operations.into_iter().map(literal).collect();
            }
            Err(errors) => self.mistakes = errors.iter().map(|error| self.mistake(base, error)).collect(),
        }
        self
    }

    fn mistake(&self, base: usize, error: &SyntaxError) -> Mistake {
        let span = error.span.map_or_else(|| self.span.clone(), |place| token_span(base, place));
        Mistake { span, message: error.message(), help: Some(error.help()) }
    }
}

fn holds_variable(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Group(group) => holds_variable(group.stream()),
        _ => false,
    })
}

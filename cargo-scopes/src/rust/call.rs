//! Calls of the macros, with their places in a file.

use std::ops::Range;

use proc_macro2::{TokenStream, TokenTree};
use scope_sources::token_span;
use scope_syntax::{Macro, ScopesCall, SyntaxError, Text};

use super::literal::Literal;

/// A call of a macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// Which macro.
    pub(crate) of: Macro,
    /// The name that it is called by here.
    pub(crate) name: String,
    /// What is before the name: `oauth_scopes` of `oauth_scopes::scopes!`.
    pub(crate) path: Vec<String>,
    /// The number of the module or block that it is in; see [`Scope`](super::scopes::Scope).
    pub(crate) scope: usize,
    /// What it is written inside of, the outermost first.
    pub(crate) within: Vec<Around>,
    /// Its bytes in the file, from the name on.
    pub(crate) span: Range<usize>,
    /// `github:`
    pub(crate) catalog: Option<Literal>,
    /// The literals that hold scopes.
    pub(crate) texts: Vec<Literal>,
    /// `client = "web"`
    pub(crate) client: Option<Literal>,
    /// `operations = ["PUT /multipass"]`, or the arguments of a macro that takes operations.
    pub(crate) operations: Vec<Literal>,
    /// What the macro would not understand; if there is anything, the rest is empty.
    pub(crate) mistakes: Vec<Mistake>,
    /// Whether it is part of a macro by example and gets its arguments from there.
    pub(crate) is_template: bool,
}

/// A macro that a call is written inside of: only the compiler knows what becomes of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// The arguments of a macro.
    Arguments(String),
    /// The definition of a macro by example.
    Definition(String),
}

/// What a call says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// These scopes are requested.
    Ask,
    /// These operations are performed.
    Use,
    /// These scopes are covered by others, and serve these operations.
    Assert,
}

/// A part of a call that is not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Call {
    /// A call without arguments so far.
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

    /// Adds the arguments, whose text begins at byte `base` of the file.
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

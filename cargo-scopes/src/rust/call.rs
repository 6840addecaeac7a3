//! What stands between the parentheses of a call, as the macro takes it.

use std::ops::Range;

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use super::literal::Literal;

/// A call of a macro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Call {
    /// Which macro, by its own name.
    pub(crate) name: String,
    /// What stands before the name: `oauth_scopes` of `oauth_scopes::scopes!`.
    pub(crate) path: Vec<String>,
    /// Its bytes in the file, from the name on.
    pub(crate) span: Range<usize>,
    /// `github:`
    pub(crate) catalog: Option<Word>,
    /// The literals that hold scopes; or operations, where the macro takes these.
    pub(crate) texts: Vec<Literal>,
    /// `client = "web"`
    pub(crate) client: Option<Literal>,
    /// `operations = ["PUT /multipass"]`
    pub(crate) operations: Vec<Literal>,
    /// What the macro does not understand.
    pub(crate) mistakes: Vec<Mistake>,
    /// Whether it is part of a macro by example and gets its arguments from there.
    pub(crate) is_template: bool,
}

/// What a call says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// These scopes are asked for.
    Ask,
    /// These operations are performed.
    Use,
    /// These scopes are covered by others, and serve these operations.
    Assert,
}

/// A word of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// A part of a call that is not understood, in the words of the macro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// Where the tokens of a call come from.
#[derive(Clone, Copy, Debug)]
struct Origin<'f> {
    file: &'f str,
    base: usize,
}

const SET: [&str; 2] = [
    "`scope_set!` takes a type, the module of its catalog and the scopes",
    "write `scope_set!(pub struct Session: module = \"a b\")`, or `scope_set!(impl module for Session = \"a b\")` for a type of your own",
];
const ASSERTION: [&str; 2] = [
    "`assert_covers!` takes a constant and what it must cover",
    "write `assert_covers!(SCOPES, \"a\", \"b\")` or `assert_covers!(SCOPES, operations = [\"GET /a\"])`",
];
const ONE_OPERATION: [&str; 2] =
    ["`operation!` takes one operation", "several make an array: `[operation!(\"…\"), operation!(\"…\")]`"];

impl Call {
    pub(crate) fn purpose(&self) -> Purpose {
        match &*self.name {
            "operation" | "needs_scopes" | "performs" => Purpose::Use,
            "assert_covers" => Purpose::Assert,
            _ => Purpose::Ask,
        }
    }

    /// Takes the arguments in.
    pub(crate) fn with_arguments(mut self, file: &str, base: usize, tokens: &[TokenTree]) -> Self {
        if holds_variable(tokens) {
            self.is_template = true;
            return self;
        }
        let Some(mut rest) = self.head(base, tokens) else {
            let form = if self.name == "scope_set" { SET } else { ASSERTION };
            self.mistakes.push(helped(self.span.clone(), form));
            return self;
        };
        let origin = Origin { file, base };
        while !rest.is_empty() {
            let end = rest.iter().position(|token| is_sign(token, ',')).unwrap_or(rest.len());
            if let Err(mistake) = self.argument(origin, &rest[..end], rest.get(end)) {
                self.mistakes.push(mistake);
                // Of names of operations, the macro tells the first mistake.
                if self.purpose() == Purpose::Use {
                    return self;
                }
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        let senseless = self.senseless().filter(|_| self.mistakes.is_empty());
        self.mistakes.extend(senseless);
        self
    }

    /// What is wrong with arguments that are each understood.
    fn senseless(&self) -> Option<Mistake> {
        let what = self.what();
        match (self.purpose(), &*self.texts) {
            (Purpose::Use, []) => {
                let message = format!("`{what}` takes the name of an operation: `{what}(\"GET /user\")`");
                Some(Mistake { span: self.span.clone(), message, help: None })
            }
            (Purpose::Use, [_, second, ..]) if self.name == "operation" => {
                Some(helped(second.span.clone(), ONE_OPERATION))
            }
            (Purpose::Assert, texts) => match &self.client {
                Some(client) => {
                    let message = "`assert_covers!` takes no client".to_owned();
                    Some(Mistake { span: client.span.clone(), message, help: None })
                }
                None => (texts.is_empty() && self.operations.is_empty()).then(|| helped(self.span.clone(), ASSERTION)),
            },
            _ => None,
        }
    }

    /// How messages about its texts name it.
    fn what(&self) -> &'static str {
        match &*self.name {
            "operation" => "operation!",
            "performs" => "performs!",
            "needs_scopes" => "needs_scopes",
            _ => "scopes!",
        }
    }

    /// Takes one argument in, given what comes after it.
    fn argument(&mut self, origin: Origin<'_>, tokens: &[TokenTree], after: Option<&TokenTree>) -> Result<(), Mistake> {
        match tokens {
            [TokenTree::Ident(name), equals, value @ ..]
                if is_sign(equals, '=') && !is_joint(equals) && self.purpose() != Purpose::Use =>
            {
                self.option(origin, name, value)
            }
            tokens => {
                let text = origin.text(tokens.iter().chain(after), self.what(), &self.span)?;
                self.texts.push(text);
                origin.end(tokens.get(1..).unwrap_or_default())
            }
        }
    }

    fn option(&mut self, origin: Origin<'_>, name: &Ident, value: &[TokenTree]) -> Result<(), Mistake> {
        let span = span(origin.base, name.span());
        match name.to_string().as_str() {
            "client" => {
                let client = origin.text(value.iter(), "client", &span)?;
                if self.client.replace(client).is_some() {
                    return Err(Mistake { span, message: "`client` is given twice".to_owned(), help: None });
                }
            }
            "operations" => self.operations.extend(origin.operations(value, &span)?),
            name => {
                let message = format!("`{name}` is no option: there are `client = \"…\"` and `operations = [\"…\"]`");
                return Err(Mistake { span, message, help: None });
            }
        }
        origin.end(&value[1..])
    }

    /// Takes in what stands before the arguments; what comes after it.
    fn head<'t>(&mut self, base: usize, tokens: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
        let after = |tokens: &'t [TokenTree], sign: char| {
            Some(&tokens[tokens.iter().position(|token| is_sign(token, sign))? + 1..])
        };
        match &*self.name {
            // `pub struct Session: module = `, with the catalog before all of it.
            "scope_set" => {
                let rest = after(self.catalog(base, tokens), '=')?;
                let ends = matches!(rest.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';');
                Some(&rest[..rest.len() - usize::from(ends)])
            }
            // `SCOPES, `, with the catalog after it.
            "assert_covers" => Some(self.catalog(base, after(tokens, ',')?)),
            _ => Some(self.catalog(base, tokens)),
        }
    }

    /// Takes in `github:`; what comes after it.
    fn catalog<'t>(&mut self, base: usize, tokens: &'t [TokenTree]) -> &'t [TokenTree] {
        match tokens {
            [TokenTree::Ident(name), TokenTree::Punct(colon), after @ ..]
                if colon.as_char() == ':' && colon.spacing() == Spacing::Alone =>
            {
                let text = name.to_string().trim_start_matches("r#").to_owned();
                self.catalog = Some(Word { text, span: span(base, name.span()) });
                after
            }
            all => all,
        }
    }
}

impl Origin<'_> {
    /// The string literal that comes first; what comes after it tells some slips.
    fn text<'t>(
        self,
        mut tokens: impl Iterator<Item = &'t TokenTree>,
        what: &str,
        around: &Range<usize>,
    ) -> Result<Literal, Mistake> {
        let Some(token) = tokens.next() else {
            let message = format!("`{what}` takes a string literal");
            return Err(Mistake { span: around.clone(), message, help: None });
        };
        let span = span(self.base, token.span());
        let TokenTree::Literal(_) = token else { return Err(no_literal(what, span, token, tokens.next())) };
        Literal::at(self.file, span.clone()).ok_or_else(|| {
            let source = &self.file[span.clone()];
            let message = if syn::parse_str::<syn::LitStr>(source).is_ok() {
                "a string of scopes takes no suffix".to_owned()
            } else {
                format!("`{source}` is no string literal: write it in plain double quotes")
            };
            Mistake { span, message, help: None }
        })
    }

    /// `["GET /a", "PUT /b"]`, or one literal.
    fn operations(self, value: &[TokenTree], around: &Range<usize>) -> Result<Vec<Literal>, Mistake> {
        let list = match value.first() {
            Some(TokenTree::Group(list)) if list.delimiter() == Delimiter::Bracket => list.stream(),
            _ => return Ok(vec![self.text(value.iter(), "operations", around)?]),
        };
        let tokens: Vec<TokenTree> = list.into_iter().collect();
        let mut rest = tokens.as_slice();
        let mut operations = Vec::new();
        while !rest.is_empty() {
            operations.push(self.text(rest.iter(), "operations", around)?);
            if let Some(wrong) = rest.get(1).filter(|token| !is_sign(token, ',')) {
                let span = span(self.base, wrong.span());
                return Err(Mistake { span, message: "expected `,`".to_owned(), help: None });
            }
            rest = rest.get(2..).unwrap_or_default();
        }
        Ok(operations)
    }

    /// That nothing comes after a literal.
    fn end(self, rest: &[TokenTree]) -> Result<(), Mistake> {
        let Some(next) = rest.first() else { return Ok(()) };
        let span = span(self.base, next.span());
        Err(Mistake { span, message: "a comma goes between two literals".to_owned(), help: None })
    }
}

/// What is said of something else than a literal: the slips that can be told by the next token have advice of their own.
fn no_literal(what: &str, span: Range<usize>, token: &TokenTree, next: Option<&TokenTree>) -> Mistake {
    let own =
        |message: &str, help: String| Mistake { span: span.clone(), message: message.to_owned(), help: Some(help) };
    match (token, next) {
        _ if what != "scopes!" => {
            Mistake { span: span.clone(), message: format!("`{what}` takes string literals"), help: None }
        }
        (TokenTree::Ident(name), Some(TokenTree::Literal(text))) => {
            own("a colon goes between a catalog and its scopes", format!("write `{name}: {text}`"))
        }
        (TokenTree::Ident(name), Some(colon)) if is_sign(colon, ':') => own(
            "a catalog is named before the first scope, an option with `=`",
            format!("write `{name} = …`, or begin with `{name}:`"),
        ),
        (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Bracket => {
            own("the literals stand in the call without brackets", "write `scopes!(\"a\", \"b\")`".to_owned())
        }
        (comma, _) if is_sign(comma, ',') => {
            Mistake { span: span.clone(), message: "a literal is missing before this comma".to_owned(), help: None }
        }
        _ => own(
            "this is no string literal: the text to check has to stand in the call",
            "where the scopes are kept in a constant, make the constant with the macro: \
             `const SCOPES: Scopes = scopes!(\"…\");`\n\
             what is only known when the program runs cannot be checked while it compiles"
                .to_owned(),
        ),
    }
}

fn helped(span: Range<usize>, [message, help]: [&str; 2]) -> Mistake {
    Mistake { span, message: message.to_owned(), help: Some(help.to_owned()) }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_joint(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint)
}

/// The bytes of a token in its file.
pub(crate) fn span(base: usize, span: proc_macro2::Span) -> Range<usize> {
    let range = span.byte_range();
    base + range.start..base + range.end
}

fn holds_variable(tokens: &[TokenTree]) -> bool {
    tokens.iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '$',
        TokenTree::Group(group) => holds_variable(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => false,
    })
}

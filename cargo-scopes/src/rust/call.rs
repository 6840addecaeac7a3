//! What stands between the parentheses of a call, as the macro takes it.

use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, TokenTree};

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
    /// What the macro does not understand: the bytes, and what is wrong with them.
    pub(crate) mistakes: Vec<(Range<usize>, &'static str)>,
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

/// One argument.
#[derive(Debug)]
pub(crate) enum Argument {
    Text(Literal),
    Client(Literal),
    Operations(Vec<Literal>),
}

const NO_LITERAL: &str = "this is no string literal: the text to check has to stand in the call";

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
        let Some(rest) = self.head(base, tokens) else {
            self.mistakes.push((self.span.clone(), "nothing here says which scopes are meant"));
            return self;
        };
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        let mut arguments: Vec<&[TokenTree]> = rest.split(is_comma).collect();
        if arguments.last().is_some_and(|last| last.is_empty()) {
            arguments.pop();
        }
        for argument in arguments {
            match read(file, base, argument) {
                Ok(Argument::Text(text)) => self.texts.push(text),
                Ok(Argument::Client(client)) => self.client = Some(client),
                Ok(Argument::Operations(operations)) => self.operations.extend(operations),
                Err(mistake) => {
                    let start = argument.first().map_or(self.span.clone(), |first| span(base, first.span()));
                    let end = argument.last().map_or(start.end, |last| span(base, last.span()).end);
                    self.mistakes.push((start.start..end, mistake));
                }
            }
        }
        self
    }

    /// Takes in what stands before the arguments; what comes after it.
    fn head<'t>(&mut self, base: usize, tokens: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
        let after = |tokens: &'t [TokenTree], sign: char| {
            let is_sign = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
            Some(&tokens[tokens.iter().position(is_sign)? + 1..])
        };
        match &*self.name {
            // `pub struct Session: module = `, with the catalogue before all of it.
            "scope_set" => {
                let rest = after(self.catalog(base, tokens), '=')?;
                let ends = matches!(rest.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';');
                Some(&rest[..rest.len() - usize::from(ends)])
            }
            // `SCOPES, `, with the catalogue after it.
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

fn read(file: &str, base: usize, tokens: &[TokenTree]) -> Result<Argument, &'static str> {
    match tokens {
        [] => Err("a literal is missing before this comma"),
        [TokenTree::Ident(option), TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' => {
            match (option.to_string().as_str(), value) {
                ("client", [value]) => Ok(Argument::Client(literal(file, base, value)?)),
                ("operations", [TokenTree::Group(list)]) if list.delimiter() == Delimiter::Bracket => {
                    let tokens: Vec<TokenTree> = list.stream().into_iter().collect();
                    let literals = tokens.iter().step_by(2).map(|token| literal(file, base, token));
                    Ok(Argument::Operations(literals.collect::<Result<_, _>>()?))
                }
                ("operations", [value]) => Ok(Argument::Operations(vec![literal(file, base, value)?])),
                ("client" | "operations", _) => Err(NO_LITERAL),
                _ => Err("this is no option: there are `client = \"…\"` and `operations = [\"…\"]`"),
            }
        }
        [token] => Ok(Argument::Text(literal(file, base, token)?)),
        [TokenTree::Literal(_), TokenTree::Literal(_), ..] => Err("a comma goes between two literals"),
        _ => Err(NO_LITERAL),
    }
}

fn literal(file: &str, base: usize, token: &TokenTree) -> Result<Literal, &'static str> {
    let TokenTree::Literal(literal) = token else { return Err(NO_LITERAL) };
    Literal::at(file, span(base, literal.span())).ok_or("this is no string literal: write it in plain double quotes")
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

//! Reads the parts that several calls share, from left to right.
//!
//! What a `macro_rules!` macro passes on is in a group without delimiters. The cursor looks inside these groups.

use proc_macro2::{Delimiter, Ident, Spacing, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;

use crate::error::Mistake;
use crate::{CatalogName, Macro, ScopesCall, SyntaxError, Text};

/// A call that is being parsed.
pub(crate) struct Reader<'b> {
    of: Macro,
    pub(crate) at: Cursor<'b>,
    pub(crate) errors: Vec<SyntaxError>,
}

/// Further mistakes in a call are only counted.
const MOST_ERRORS: usize = 20;

impl<'b> Reader<'b> {
    pub(crate) fn new(of: Macro, at: Cursor<'b>) -> Self {
        Self { of, at, errors: Vec::new() }
    }

    /// Returns the result, if there was no error.
    pub(crate) fn finish<T>(mut self, read: T) -> Result<T, Vec<SyntaxError>> {
        if self.errors.is_empty() {
            return Ok(read);
        }
        if self.errors.len() > MOST_ERRORS {
            let count = self.errors.len() - (MOST_ERRORS - 1);
            self.errors.truncate(MOST_ERRORS - 1);
            self.errors.push(SyntaxError { span: None, mistake: Mistake::More { count } });
        }
        Err(self.errors)
    }

    /// Creates an error at the next token, or about the whole call if this is its end.
    pub(crate) fn error(&self, mistake: Mistake) -> SyntaxError {
        SyntaxError { span: next_token(self.at).map(|(_, span)| span), mistake }
    }

    /// Reads a punctuation character, if it is next.
    pub(crate) fn take(&mut self, sign: char) -> bool {
        let rest = after(self.at, sign);
        self.at = rest.unwrap_or(self.at);
        rest.is_some()
    }

    /// Reads an identifier or keyword, if it is next.
    pub(crate) fn ident(&mut self) -> Option<Ident> {
        let (name, rest) = self.at.ident()?;
        self.at = rest;
        Some(name)
    }

    /// Reads the tokens before a character or word, or all remaining ones.
    pub(crate) fn until(&mut self, end: &str) -> TokenStream {
        let mut tokens = TokenStream::new();
        while let Some((token, rest)) = self.at.token_tree() {
            let is_end = match &token {
                TokenTree::Punct(sign) => end.starts_with(sign.as_char()),
                TokenTree::Ident(word) => word == end,
                _ => false,
            };
            if is_end {
                break;
            }
            tokens.extend([token]);
            self.at = rest;
        }
        tokens
    }

    /// Reads `github:`, if it is next. A path such as `github::` does not count.
    pub(crate) fn catalog(&mut self) -> Option<CatalogName> {
        let (name, rest) = self.at.ident()?;
        let rest = after_colon(rest)?;
        self.at = rest;
        Some(CatalogName { text: name.to_string().trim_start_matches("r#").to_owned(), span: name.span() })
    }

    /// Reads the optional catalog and the arguments.
    pub(crate) fn call(&mut self) -> ScopesCall {
        let catalog = self.catalog();
        self.arguments(catalog)
    }

    /// Reads the literals and options up to the end. A mistake in one of them does not hide the others.
    pub(crate) fn arguments(&mut self, catalog: Option<CatalogName>) -> ScopesCall {
        let mut call = ScopesCall { catalog, ..ScopesCall::default() };
        let mut is_first = true;
        while !self.is_end() {
            let argument = self.argument(&mut call, is_first);
            self.end_argument(argument);
            is_first = false;
        }
        call
    }

    /// Whether nothing remains except the semicolon of an item.
    fn is_end(&self) -> bool {
        let is_item = self.of == Macro::ScopeSet && after(self.at, ';').is_some_and(Cursor::eof);
        self.at.eof() || is_item
    }

    fn argument(&mut self, call: &mut ScopesCall, is_first: bool) -> Result<(), SyntaxError> {
        if let Some((name, rest)) = self.at.ident() {
            if let Some((equals, rest)) = rest.punct().filter(|(sign, _)| sign.as_char() == '=') {
                if !self.of.options().is_empty() {
                    self.at = rest;
                    return self.option(&name, equals.spacing(), call);
                }
            }
        }
        match self.literal() {
            Some(text) => call.texts.push(text?),
            None => return Err(self.no_text(is_first)),
        }
        Ok(())
    }

    /// Reads the value of an option, given its name and what follows the name.
    fn option(&mut self, name: &Ident, spacing: Spacing, call: &mut ScopesCall) -> Result<(), SyntaxError> {
        let Some(&option) = self.of.options().iter().find(|option| name == *option) else {
            return Err(Mistake::UnknownOption { name: name.to_string(), of: self.of }.at(name.span()));
        };
        let sign = self.at.punct().map(|(sign, _)| sign.as_char()).filter(|sign| "=>".contains(*sign));
        if let (Spacing::Joint, Some(sign)) = (spacing, sign) {
            return Err(Mistake::NoEquals { option, found: format!("={sign}") }.at(name.span()));
        }
        if option == "operations" {
            call.operations.extend(self.operations(name.span())?);
            return Ok(());
        }
        let client = self.value(option, name.span())?;
        match call.client.replace(client) {
            Some(_) => Err(Mistake::DuplicateOption { option }.at(name.span())),
            None => Ok(()),
        }
    }

    /// Reads `["GET /a", "PUT /b"]`, or a single literal.
    fn operations(&mut self, name: Span) -> Result<Vec<Text>, SyntaxError> {
        let Some((inside, _, rest)) = self.at.group(Delimiter::Bracket) else {
            return Ok(vec![self.value("operations", name)?]);
        };
        self.at = rest;
        let mut list = Reader::new(self.of, inside);
        if list.at.eof() {
            return Err(Mistake::NoValue { option: "operations", found: None }.at(name));
        }
        let mut operations = Vec::new();
        while !list.at.eof() {
            let operation = list.value("operations", name).map(|operation| operations.push(operation));
            list.end_argument(operation);
        }
        self.errors.append(&mut list.errors);
        Ok(operations)
    }

    /// Reads the literal of an option.
    fn value(&mut self, option: &'static str, name: Span) -> Result<Text, SyntaxError> {
        self.literal().unwrap_or_else(|| {
            let error = self.error(Mistake::NoValue { option, found: found(self.at) });
            Err(SyntaxError { span: error.span.or(Some(name)), ..error })
        })
    }

    /// Reads a literal, if it is next.
    fn literal(&mut self) -> Option<Result<Text, SyntaxError>> {
        let (literal, rest) = self.at.literal()?;
        self.at = rest;
        Some(Text::of(literal))
    }

    /// Reads the comma after an argument, and skips anything before it.
    fn end_argument(&mut self, argument: Result<(), SyntaxError>) {
        match argument {
            Err(error) => self.errors.push(error),
            Ok(()) if self.is_end() || after(self.at, ',').is_some() => {}
            Ok(()) => {
                let found = found(self.at).unwrap_or_default();
                self.errors.push(self.error(Mistake::NoComma { found }));
            }
        }
        while !self.is_end() && !self.take(',') {
            self.at = self.at.token_tree().map_or(self.at, |(_, rest)| rest);
        }
    }

    /// Creates the error about a missing literal. Common mistakes have their own messages.
    fn no_text(&self, is_first: bool) -> SyntaxError {
        let mistake = match self.at.ident() {
            Some((name, rest)) => self.no_text_but_word(&name.to_string(), rest, is_first),
            None if after(self.at, ',').is_some() => Mistake::ExtraComma,
            None if after(self.at, '&').unwrap_or(self.at).group(Delimiter::Bracket).is_some() => {
                Mistake::Brackets { of: self.of }
            }
            None => Mistake::NoText { of: self.of, found: found(self.at).unwrap_or_default() },
        };
        self.error(mistake)
    }

    fn no_text_but_word(&self, name: &str, rest: Cursor<'_>, is_first: bool) -> Mistake {
        let option = self.of.options().iter().find(|&&option| option == name);
        let literal = rest.literal().map(|(literal, _)| literal.to_string());
        match (option, literal) {
            (Some(option), Some(_)) if !is_first => Mistake::NoEquals { option, found: String::new() },
            (Some(option), None) if after_colon(rest).is_some() => Mistake::NoEquals { option, found: ":".to_owned() },
            (_, Some(text)) if is_first => Mistake::NoColon { name: name.to_owned(), text },
            (_, None) if after_colon(rest).is_some() => Mistake::LateCatalog { name: name.to_owned(), of: self.of },
            _ if after(rest, '!').is_some() => Mistake::MacroCall { name: name.to_owned(), of: self.of },
            _ => Mistake::NoText { of: self.of, found: name.to_owned() },
        }
    }
}

/// Returns what follows a character, if that is next.
fn after(at: Cursor<'_>, sign: char) -> Option<Cursor<'_>> {
    let (next, rest) = at.punct()?;
    (next.as_char() == sign).then_some(rest)
}

/// Returns what follows a colon, if that is next and not the first half of `::`.
fn after_colon(at: Cursor<'_>) -> Option<Cursor<'_>> {
    after(at, ':').filter(|&rest| after(rest, ':').is_none())
}

/// Returns the next token in the user's own text. A group around what a `macro_rules!` macro passes on has the span of
/// the macro.
fn next_token(at: Cursor<'_>) -> Option<(TokenTree, Span)> {
    match at.group(Delimiter::None) {
        Some((inside, _, rest)) => next_token(inside).or_else(|| next_token(rest)),
        None => at.token_tree().map(|(token, _)| (token.clone(), token.span())),
    }
}

/// Returns the next token, shortened for a message.
pub(crate) fn found(at: Cursor<'_>) -> Option<String> {
    const MOST: usize = 40;
    let text = match next_token(at)?.0 {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(…)".to_owned(),
            Delimiter::Bracket => "[…]".to_owned(),
            Delimiter::Brace | Delimiter::None => "{…}".to_owned(),
        },
        token => token.to_string(),
    };
    let end = text.char_indices().nth(MOST);
    Some(end.map_or(text.clone(), |(end, _)| format!("{}…", &text[..end])))
}

//! What stands between the parentheses of a call.

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token, bracketed};

/// A call, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// `github:`
    pub(crate) catalog: Option<Ident>,
    /// The literals that hold scopes.
    pub(crate) texts: Vec<Text>,
    /// `client = "web"`
    pub(crate) client: Option<Text>,
    /// `operations = ["PUT /multipass"]`
    pub(crate) operations: Vec<Text>,
}

/// A string literal and what it says.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) literal: Literal,
}

impl Input {
    /// Takes a call apart.
    ///
    /// # Errors
    ///
    /// One for each part that is not understood.
    pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Self> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        match plain_texts(&tokens) {
            Some(texts) => Ok(Self { texts, ..Self::default() }),
            None => Parser::parse2(full, tokens.into_iter().collect()),
        }
    }
}

/// Plain literals with commas between them: nearly every call, and too plain to set a parser in motion.
fn plain_texts(tokens: &[TokenTree]) -> Option<Vec<Text>> {
    let mut texts = Vec::new();
    for (position, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Literal(literal) if position % 2 == 0 => texts.push(plain_text(literal)?),
            TokenTree::Punct(comma) if position % 2 == 1 && comma.as_char() == ',' => {}
            _ => return None,
        }
    }
    Some(texts)
}

/// A literal that means what it shows: no prefix, no escape, no suffix.
fn plain_text(literal: &Literal) -> Option<Text> {
    let source = literal.to_string();
    let value = source.strip_prefix('"')?.strip_suffix('"')?;
    let is_plain = !value.contains('\\') && !value.contains('"') && !value.contains('\r');
    is_plain.then(|| Text { value: value.to_owned(), literal: literal.clone() })
}

fn full(stream: ParseStream<'_>) -> syn::Result<Input> {
    let mut input = Input { catalog: catalog_name(stream)?, ..Input::default() };
    input.arguments(stream)?;
    Ok(input)
}

/// `github:`, where it stands there.
pub(crate) fn catalog_name(stream: ParseStream<'_>) -> syn::Result<Option<Ident>> {
    if !(stream.peek(Ident::peek_any) && stream.peek2(Token![:]) && !stream.peek2(Token![::])) {
        return Ok(None);
    }
    let name = stream.call(Ident::parse_any)?.unraw();
    stream.parse::<Token![:]>()?;
    Ok(Some(name))
}

impl Input {
    /// Literals and options, to the end.
    pub(crate) fn arguments(&mut self, stream: ParseStream<'_>) -> syn::Result<()> {
        let mut errors: Option<syn::Error> = None;
        while !stream.is_empty() {
            if let Err(error) = self.argument(stream) {
                match &mut errors {
                    Some(errors) => errors.combine(error),
                    None => errors = Some(error),
                }
                skip_argument(stream)?;
            }
            if !stream.is_empty() {
                stream.parse::<Token![,]>()?;
            }
        }
        errors.map_or(Ok(()), Err)
    }

    fn argument(&mut self, stream: ParseStream<'_>) -> syn::Result<()> {
        if stream.peek(syn::Ident) && stream.peek2(Token![=]) && !stream.peek2(Token![==]) {
            return self.option(stream);
        }
        self.texts.push(text(stream, "scopes!")?);
        end_of_argument(stream)
    }

    fn option(&mut self, stream: ParseStream<'_>) -> syn::Result<()> {
        let name: Ident = stream.parse()?;
        stream.parse::<Token![=]>()?;
        if name == "client" {
            let client = text(stream, "client")?;
            if self.client.replace(client).is_some() {
                return Err(syn::Error::new(name.span(), "`client` is given twice"));
            }
        } else if name == "operations" {
            self.operations.extend(operations(stream)?);
        } else {
            let message = format!("`{name}` is no option: there are `client = \"…\"` and `operations = [\"…\"]`");
            return Err(syn::Error::new(name.span(), message));
        }
        end_of_argument(stream)
    }
}

fn operations(stream: ParseStream<'_>) -> syn::Result<Vec<Text>> {
    if !stream.peek(syn::token::Bracket) {
        return Ok(vec![text(stream, "operations")?]);
    }
    let list;
    bracketed!(list in stream);
    let mut operations = Vec::new();
    while !list.is_empty() {
        operations.push(text(&list, "operations")?);
        if !list.is_empty() {
            list.parse::<Token![,]>()?;
        }
    }
    Ok(operations)
}

/// A string literal, perhaps handed on by a macro by example, which wraps it in a group without delimiters.
pub(crate) fn text(stream: ParseStream<'_>, what: &str) -> syn::Result<Text> {
    if stream.is_empty() {
        return Err(stream.error(format!("`{what}` takes a string literal")));
    }
    let fork = stream.fork();
    let token: TokenTree = fork.parse()?;
    let Some(literal) = unwrapped(token.clone()) else {
        let next: Option<TokenTree> = fork.parse().ok();
        return Err(syn::Error::new(first_span(&token), not_a_literal(what, &token, next.as_ref())));
    };
    let parsed: LitStr = syn::parse2(TokenTree::Literal(literal.clone()).into()).map_err(|_| {
        syn::Error::new(literal.span(), format!("`{literal}` is no string literal: write it in plain double quotes"))
    })?;
    if !parsed.suffix().is_empty() {
        return Err(syn::Error::new(literal.span(), "a string of scopes takes no suffix"));
    }
    stream.parse::<TokenTree>()?;
    Ok(Text { value: parsed.value(), literal })
}

fn unwrapped(token: TokenTree) -> Option<Literal> {
    match token {
        TokenTree::Literal(literal) => Some(literal),
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let mut inner = group.stream().into_iter();
            let first = inner.next()?;
            if inner.next().is_some() { None } else { unwrapped(first) }
        }
        _ => None,
    }
}

/// Where a token begins in the user's own text: the group around what a macro by example hands on has the macro's span.
fn first_span(token: &TokenTree) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            group.stream().into_iter().next().map_or_else(|| group.span(), |first| first_span(&first))
        }
        other => other.span(),
    }
}

/// What is said of something else than a literal: the slips that can be told by the next token have advice of their own.
fn not_a_literal(what: &str, token: &TokenTree, next: Option<&TokenTree>) -> String {
    if what != "scopes!" {
        return format!("`{what}` takes string literals");
    }
    match (token, next) {
        (TokenTree::Ident(name), Some(TokenTree::Literal(text))) => {
            format!("a colon goes between a catalog and its scopes\nhelp: write `{name}: {text}`")
        }
        (TokenTree::Ident(name), Some(TokenTree::Punct(colon))) if colon.as_char() == ':' => {
            format!(
                "a catalog is named before the first scope, an option with `=`\nhelp: write `{name} = …`, or begin with `{name}:`"
            )
        }
        (TokenTree::Group(group), _) if group.delimiter() == Delimiter::Bracket => {
            "the literals stand in the call without brackets\nhelp: write `scopes!(\"a\", \"b\")`".to_owned()
        }
        (TokenTree::Punct(comma), _) if comma.as_char() == ',' => "a literal is missing before this comma".to_owned(),
        _ => "this is no string literal: the text to check has to stand in the call\n\
              help: where the scopes are kept in a constant, make the constant with the macro: \
              `const SCOPES: Scopes = scopes!(\"…\");`\n\
              help: what is only known when the program runs cannot be checked while it compiles"
            .to_owned(),
    }
}

pub(crate) fn end_of_argument(stream: ParseStream<'_>) -> syn::Result<()> {
    if stream.is_empty() || stream.peek(Token![,]) {
        return Ok(());
    }
    Err(stream.error("a comma goes between two literals"))
}

fn skip_argument(stream: ParseStream<'_>) -> syn::Result<()> {
    while !stream.is_empty() && !stream.peek(Token![,]) {
        stream.parse::<TokenTree>()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Result<Input, String> {
        let tokens = source.parse().expect("tokens");
        let all = |errors: syn::Error| errors.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("; ");
        Input::parse(tokens).map_err(all)
    }

    fn values(source: &str) -> Vec<String> {
        parse(source).expect("an input").texts.into_iter().map(|text| text.value).collect()
    }

    #[test]
    fn literals_of_every_kind() {
        assert_eq!(values(r#""a b""#), ["a b"]);
        assert_eq!(values(r#""a", "b","#), ["a", "b"]);
        assert_eq!(values(r##"r#"["a"]"#, "\u{61}\tb""##), ["[\"a\"]", "a\tb"]);
        assert_eq!(values(""), [""; 0]);
    }

    #[test]
    fn options() {
        let input = parse(r#"github: "repo", client = "web", operations = ["GET /user", "PUT /x"]"#).expect("an input");
        assert_eq!(input.catalog.expect("a catalog"), "github");
        assert_eq!(input.client.expect("a client").value, "web");
        assert_eq!(input.operations.len(), 2);
    }

    #[test]
    fn slips_have_advice_of_their_own() {
        let table = [
            (r#"github "repo""#, "write `github: \"repo\"`"),
            (r#""repo", client: "web""#, "write `client = …`"),
            (r#"["a", "b"]"#, "without brackets"),
            (r#""a",, "b""#, "a literal is missing before this comma"),
        ];
        for (source, expected) in table {
            let error = parse(source).expect_err(source);
            assert!(error.contains(expected), "{source}: {error}");
        }
    }

    #[test]
    fn a_catalog_may_have_the_name_of_a_keyword() {
        for (source, name) in [(r#"box: "x""#, "box"), (r#"r#box: "x""#, "box"), (r#"match: "x""#, "match")] {
            assert_eq!(parse(source).expect("an input").catalog.expect("a catalog").to_string(), name);
        }
    }

    #[test]
    fn every_argument_that_is_no_literal_is_named() {
        let errors = parse(r#"SCOPES, 7, b"a", "a" "b", clinet = "x""#).expect_err("errors");
        assert_eq!(errors.split("; ").count(), 5, "{errors}");
        assert!(errors.contains("make the constant with the macro"));
        assert!(errors.contains("`clinet` is no option"));
    }
}

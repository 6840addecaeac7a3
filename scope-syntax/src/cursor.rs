//! A position among the tokens of a call.
//!
//! What a macro by example passes on is in a group without delimiters. A position is looked at through these groups: only
//! [`Cursor::token`] takes one as a whole.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// Tokens that can be looked at from any position.
pub(crate) struct Tokens(Vec<Entry>);

/// A token.
struct Entry {
    token: TokenTree,
    /// For a group without delimiters, how many entries after this one are its content.
    content: Option<usize>,
}

/// A position: the entries from there to the end.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'t>(&'t [Entry]);

impl Tokens {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        let mut entries = Vec::new();
        add(tokens, &mut entries);
        Self(entries)
    }

    pub(crate) fn begin(&self) -> Cursor<'_> {
        Cursor(&self.0)
    }
}

/// Adds tokens, with the content of groups without delimiters after each of these.
fn add(tokens: TokenStream, entries: &mut Vec<Entry>) {
    for token in tokens {
        let place = entries.len();
        let content = match &token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => Some(group.stream()),
            _ => None,
        };
        entries.push(Entry { token, content: None });
        if let Some(content) = content {
            add(content, entries);
            entries[place].content = Some(entries.len() - place - 1);
        }
    }
}

impl<'t> Cursor<'t> {
    /// The next token in the user's own text, and what comes after it: the group around what a macro by example passes on
    /// has the span of the macro.
    pub(crate) fn written(self) -> Option<(&'t TokenTree, Self)> {
        let next = self.0.iter().position(|entry| entry.content.is_none())?;
        Some((&self.0[next].token, Self(&self.0[next + 1..])))
    }

    /// The next token, and what comes after it; a group without delimiters is one token.
    pub(crate) fn token(self) -> Option<(&'t TokenTree, Self)> {
        let (first, rest) = self.0.split_first()?;
        Some((&first.token, Self(&rest[first.content.unwrap_or(0)..])))
    }

    /// Whether nothing is left.
    pub(crate) fn is_end(self) -> bool {
        self.written().is_none()
    }

    /// The name or word that is next, and what comes after it.
    pub(crate) fn ident(self) -> Option<(&'t Ident, Self)> {
        match self.written()? {
            (TokenTree::Ident(ident), rest) => Some((ident, rest)),
            _ => None,
        }
    }

    /// The literal that is next, and what comes after it.
    pub(crate) fn literal(self) -> Option<(&'t Literal, Self)> {
        match self.written()? {
            (TokenTree::Literal(literal), rest) => Some((literal, rest)),
            _ => None,
        }
    }

    /// The sign that is next, and what comes after it. The `'` of a lifetime is none.
    pub(crate) fn sign(self) -> Option<(&'t Punct, Self)> {
        match self.written()? {
            (TokenTree::Punct(sign), rest) if sign.as_char() != '\'' => Some((sign, rest)),
            _ => None,
        }
    }

    /// The brackets that are next, and what comes after them.
    pub(crate) fn brackets(self) -> Option<(&'t Group, Self)> {
        match self.written()? {
            (TokenTree::Group(group), rest) if group.delimiter() == Delimiter::Bracket => Some((group, rest)),
            _ => None,
        }
    }

    /// What comes after a sign, if that is next.
    pub(crate) fn after(self, sign: char) -> Option<Self> {
        let (next, rest) = self.sign()?;
        (next.as_char() == sign).then_some(rest)
    }

    /// What comes after a colon that is not the first half of `::`, if that is next.
    pub(crate) fn after_colon(self) -> Option<Self> {
        self.after(':').filter(|rest| rest.after(':').is_none())
    }

    /// What comes after an equals sign, if that is next, and whether another sign adjoins it.
    pub(crate) fn after_equals(self) -> Option<(Spacing, Self)> {
        let (next, rest) = self.sign()?;
        (next.as_char() == '=').then(|| (next.spacing(), rest))
    }

    /// Where the next token is written.
    pub(crate) fn span(self) -> Option<Span> {
        self.written().map(|(token, _)| token.span())
    }
}

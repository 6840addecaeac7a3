//! Reads code that cannot be parsed as a whole, piece by piece.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::visit::Visit;
use syn::{Item, Stmt};

use crate::reader::Reader;

impl Reader<'_> {
    /// Reads code that cannot be parsed as a whole: its items, statements and arguments, one by one.
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

/// If no statement starts at this many tokens in a row, the rest of the row is skipped.
const MOST_FAILED: usize = 500;

/// A piece of code that is not valid Rust as a whole.
enum Piece {
    Item(Item),
    Statement(Stmt),
    Token(TokenTree),
}

impl Piece {
    /// Returns whether a statement may start after the piece.
    fn ends_row(&self) -> bool {
        !matches!(self, Self::Token(_))
            || self.is_braced()
            || matches!(self, Self::Token(TokenTree::Punct(sign)) if sign.as_char() == ';')
    }

    fn is_braced(&self) -> bool {
        matches!(self, Self::Token(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace)
    }
}

impl Parse for Piece {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
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

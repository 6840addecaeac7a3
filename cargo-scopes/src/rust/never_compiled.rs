//! Removes code that is never compiled, such as code below `#[cfg(any())]`.
//!
//! Code below a condition that may be true in some build, such as a feature, is kept.

use std::borrow::Cow;

use memchr::memmem;
use proc_macro2::{TokenStream, TokenTree};
use scope_sources::scan::{Piece, Pieces};

/// Replaces these parts with blanks, so that everything else keeps its position.
pub(super) fn without(text: &str, base: usize) -> Cow<'_, str> {
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    if !has("cfg") || !["any", "all", "false"].into_iter().any(has) {
        return Cow::Borrowed(text);
    }
    let mut compiled = Cow::Borrowed(text);
    let mut pieces = Pieces::new(text, base);
    while let Some(piece) = pieces.next() {
        let Piece::Sign(b'#', at) = piece else { continue };
        let Some(end) = end_of_part(&pieces, text) else { continue };
        compiled.to_mut().replace_range(at..end, &" ".repeat(end - at));
        pieces = Pieces::new(text, end);
    }
    compiled
}

/// Returns the end of a part that is never compiled, given the pieces after the `#` of its attribute.
fn end_of_part(pieces: &Pieces<'_>, text: &str) -> Option<usize> {
    let mut rest = pieces.clone();
    let mut next = rest.next();
    let is_inner = matches!(next, Some(Piece::Sign(b'!', _)));
    if is_inner {
        next = rest.next();
    }
    let (Some(Piece::Sign(b'[', _)), Some(Piece::Word(word)), Some(Piece::Sign(b'(', open))) =
        (next, rest.next(), rest.next())
    else {
        return None;
    };
    if &text[word] != "cfg" {
        return None;
    }
    let condition = text.get(open + 1..rest.close(b'(')? - 1).filter(|condition| condition.len() <= LONGEST)?;
    let is_never = condition.parse().is_ok_and(|condition| holds(condition) == Some(false));
    if !is_never || !matches!(rest.next(), Some(Piece::Sign(b']', _))) {
        return None;
    }
    Some(if is_inner { end_of_block(rest, text) } else { end_of_item(rest, text) })
}

/// The maximum length of a condition that is evaluated.
const LONGEST: usize = 500;

/// Evaluates a condition; `None` if it depends on the build.
fn holds(condition: TokenStream) -> Option<bool> {
    let tokens: Vec<TokenTree> = condition.into_iter().collect();
    let (word, group) = match &*tokens {
        [TokenTree::Ident(word)] => (word, None),
        [TokenTree::Ident(word), TokenTree::Group(group)] => (word, Some(group.stream())),
        _ => return None,
    };
    let Some(group) = group else { return word.to_string().parse().ok() };
    let inner: Vec<TokenTree> = group.into_iter().collect();
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let parts = inner.split(is_comma).filter(|part| !part.is_empty());
    let parts: Vec<Option<bool>> = parts.map(|part| holds(part.iter().cloned().collect())).collect();
    // `any` is true if one part is, `all` is false if one part is.
    let decided_by = |decisive: bool| match &*parts {
        parts if parts.contains(&Some(decisive)) => Some(decisive),
        parts if parts.contains(&None) => None,
        _ => Some(!decisive),
    };
    match (&*word.to_string(), &*parts) {
        ("any", _) => decided_by(true),
        ("all", _) => decided_by(false),
        ("not", [part]) => part.map(|holds| !holds),
        _ => None,
    }
}

/// Returns the end of the surrounding block, or of the file.
fn end_of_block(mut pieces: Pieces<'_>, text: &str) -> usize {
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Sign(open @ (b'(' | b'[' | b'{'), _) if pieces.close(open).is_none() => break,
            Piece::Sign(b')' | b']' | b'}', at) => return at,
            _ => {}
        }
    }
    text.len()
}

/// Words before the keyword of an item.
const BEFORE: [&str; 7] = ["pub", "async", "unsafe", "default", "auto", "safe", "crate"];
/// Keywords of items that end with a block or with `;`.
const WITH_BLOCK: [&str; 15] = [
    "fn", "mod", "struct", "enum", "union", "trait", "impl", "extern", "macro", "macro_rules", "if", "for", "while",
    "loop", "match",
];
/// Keywords of items that end with `;`.
const WITHOUT_BLOCK: [&str; 5] = ["const", "static", "type", "use", "let"];

/// Returns the end of an item, a statement, a field, an arm or an argument, given the pieces after its attribute.
///
/// In doubt, the end is too early, so that some code is read although it is never compiled.
fn end_of_item(mut pieces: Pieces<'_>, text: &str) -> usize {
    let mut first: Option<&str> = None;
    // The last two signs; `a` stands for anything else, and 0 for nothing.
    let mut last = [0, 0];
    while let Some(piece) = pieces.next() {
        let read = match piece {
            Piece::Sign(b';', at) => return at + 1,
            Piece::Sign(b',', at)
                if !first.is_some_and(|word| [&WITH_BLOCK[..], &WITHOUT_BLOCK].concat().contains(&word)) =>
            {
                return at + 1;
            }
            Piece::Sign(b')' | b']' | b'}', at) => return at,
            Piece::Sign(open @ (b'(' | b'[' | b'{'), _) => {
                let Some(end) = pieces.close(open) else { return text.len() };
                let ends = matches!(last, [0, 0] | [_, b'!'] | [b'=', b'>'])
                    || first.is_some_and(|word| WITH_BLOCK.contains(&word));
                let goes_on = matches!(pieces.clone().next(), Some(Piece::Word(word)) if &text[word.clone()] == "else");
                if open == b'{' && ends && !goes_on {
                    return end;
                }
                // After another attribute, the state is the same as at the start.
                if last == [0, b'#'] { 0 } else { b'a' }
            }
            Piece::Sign(sign, _) => sign,
            Piece::Word(word) => {
                let word = &text[word];
                match first {
                    None if !BEFORE.contains(&word) => first = Some(word),
                    Some("const") if last[1] == b'a' && WITH_BLOCK.contains(&word) => first = Some(word),
                    _ => {}
                }
                b'a'
            }
            Piece::Literal(_) => b'a',
        };
        last = if read == 0 { [0, 0] } else { [last[1], read] };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_that_never_hold() {
        for (condition, expected) in [
            ("any()", Some(false)),
            ("all()", Some(true)),
            ("false", Some(false)),
            ("true", Some(true)),
            ("not(all())", Some(false)),
            ("not(any())", Some(true)),
            ("all(unix, any())", Some(false)),
            ("any(unix, all(),)", Some(true)),
            ("any(unix, false)", None),
            ("all(feature = \"any\", true)", None),
            ("not(unix)", None),
            ("unix", None),
            ("feature = \"false\"", None),
            ("r#false", None),
            ("", None),
        ] {
            assert_eq!(holds(condition.parse().expect("tokens")), expected, "{condition}");
        }
    }

    /// `x` is never compiled, and `y` sometimes is.
    #[test]
    fn parts_that_no_build_has() {
        let never = "#[cfg(any())]";
        for text in [
            format!("{never} fn f<A, B>(x: A) -> B where A: C {{ x }} fn y() {{}}"),
            format!("{never} #[allow(unused)] pub(crate) const fn f() {{ x }} y"),
            format!("/** z */ {never} pub const A: [u8; 2] = {{ x }}; y"),
            format!("{never} mod a {{ x }} mod y;"),
            format!("{never} mod x; mod y;"),
            format!("{never} use x::{{x, x}}; use y;"),
            format!("{never} struct A<T, U> {{ x: T }} y"),
            format!("{never} struct A<T, U>(x); y"),
            format!("{never} impl<T> x for A {{ x }} y"),
            format!("{never} macro_rules! a {{ x }} y"),
            format!("{never} a! {{ x }} y"),
            format!("{never} a!(x); y"),
            format!("{never} extern \"C\" {{ x }} y"),
            format!("fn f() {{ {never} x(1, 2); y }}"),
            format!("fn f() {{ {never} {{ x; x }} y }}"),
            format!("fn f() {{ {never} let a = if x {{ x }} else {{ x }}; y }}"),
            format!("fn f() {{ {never} if a {{ x }} else {{ x }} y }}"),
            format!("A {{ {never} a: B {{ x }}, y }}"),
            format!("enum A {{ y, {never} X(x) }} y"),
            format!("match y {{ {never} A {{ x }} | B(x) => {{ x }} C => y, }}"),
            format!("match y {{ {never} A => x, C => y }}"),
            format!("f({never} x, y)"),
            "y { #![cfg(any())] x { x } x; x } y".to_owned(),
            "y; #![cfg(false)] x }; x".replace('}', ""),
            format!("{never} const fn f() {{ \"é\"; x }} y // é"),
        ] {
            let rest = without(&text, 0);
            assert_eq!(rest.len(), text.len());
            let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(!words.contains(&"x") && words.contains(&"y"), "{text}\n{rest}");
        }
    }

    #[test]
    fn other_parts_stay() {
        for text in [
            "#[cfg(unix)] fn any() { false }",
            "#[cfg_attr(any(), path = \"x\")] mod all;",
            "macro_rules! m { ($(#[cfg($c:meta)])* any) => {} }",
            "// #[cfg(any())]\nfn f() { \"#[cfg(any())]\" }",
            "#[cfg(any()",
            "#[cfg(any())",
            "#[a(cfg(any()))] fn f() {}",
        ] {
            assert_eq!(without(text, 0), text);
        }
        for text in ["#[cfg(any())]", "#[cfg(any())] fn f() { é", "#![cfg(any())] (", "#[cfg(any())] #[a é"] {
            assert_eq!(without(text, 0).len(), text.len());
        }
        let deep = format!("#[cfg({}any(){})] fn f() {{}}", "not(".repeat(50_000), ")".repeat(50_000));
        assert_eq!(without(&deep, 0), deep);
    }
}

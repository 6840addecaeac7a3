//! Permissions that another one needs beside it: `(Cups.Read | Cups.ReadWrite) & Tea.Read`, or `Cups.Read,Tea.Read`,
//! where any suffices.

use scope_catalog::is_token;

/// More alternatives than this are not a need that anybody wrote.
const MOST: usize = 256;

/// Deeper brackets than this neither.
const DEEPEST: usize = 16;

/// Reads an expression into alternatives, of each of which all are needed; nothing if it cannot be read.
pub(super) fn read(text: &str) -> Option<Vec<Vec<String>>> {
    let mut parser = Parser { rest: text, depth: 0 };
    let alternatives = parser.any()?;
    parser.rest.trim().is_empty().then_some(alternatives)
}

struct Parser<'t> {
    rest: &'t str,
    depth: usize,
}

impl Parser<'_> {
    fn takes(&mut self, signs: &[char]) -> bool {
        self.rest = self.rest.trim_start();
        let after = self.rest.strip_prefix(signs);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn any(&mut self) -> Option<Vec<Vec<String>>> {
        let mut alternatives = self.all()?;
        while self.takes(&['|', ',']) {
            alternatives.extend(self.all()?);
        }
        (alternatives.len() <= MOST).then_some(alternatives)
    }

    fn all(&mut self) -> Option<Vec<Vec<String>>> {
        let mut product = self.one()?;
        while self.takes(&['&']) {
            let more = self.one()?;
            let both = |one: &Vec<String>| more.iter().map(|other| [&one[..], other].concat()).collect::<Vec<_>>();
            product = product.iter().flat_map(both).collect();
            if product.len() > MOST {
                return None;
            }
        }
        Some(product)
    }

    fn one(&mut self) -> Option<Vec<Vec<String>>> {
        if self.takes(&['(']) {
            self.depth += 1;
            let inner = if self.depth > DEEPEST { None } else { self.any() }?;
            self.depth -= 1;
            return self.takes(&[')']).then_some(inner);
        }
        let end = self.rest.find(|c: char| c.is_whitespace() || "|,&()".contains(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        is_token(name).then(|| vec![vec![name.to_owned()]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let read = |text: &str| {
            let alternatives = read(text)?;
            Some(alternatives.iter().map(|all| all.join("+")).collect::<Vec<_>>().join(" "))
        };
        for (text, expected) in [
            ("Cups.Read", Some("Cups.Read")),
            ("A,B", Some("A B")),
            (" ( A | B ) & C ", Some("A+C B+C")),
            ("A & B | C", Some("A+B C")),
            ("", None),
            ("A |", None),
            ("(A", None),
            ("A B", None),
            ("A\u{1}B", None),
            ("A) & (B", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
        assert_eq!(read(&"(".repeat(100_000)), None);
        assert_eq!(read(&["(a|b)"; 20].join("&")), None);
    }
}

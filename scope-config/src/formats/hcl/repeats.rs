//! Keys that an object repeats. Terraform takes the last of them; the parser refuses the file.

use hcl_edit::parser::parse_body;
use hcl_edit::structure::Body;

/// More repeated keys than this are a mistake.
const MOST: usize = 200;

/// What a key that was renamed begins with, so far as there is room.
const MARK: &str = "_repeated_";

/// The body of a text in which objects repeat keys: each of these has another key there, of the same length. Nothing if
/// something else is wrong.
///
/// The parser tells where the first of them is, and has to be asked again for the next.
pub(super) fn parsed(text: &str) -> Option<Body> {
    let mut renamed = text.to_owned();
    for number in 0..MOST {
        let error = match parse_body(&renamed) {
            Ok(body) => return Some(body),
            Err(error) if error.message().contains("redefined object key") => error,
            Err(_) => return None,
        };
        let at = error.location().offset();
        let start = at + usize::from(renamed.get(at..)?.starts_with('"'));
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let length = renamed.get(start..)?.find(|c| !is_part(c))?;
        renamed.replace_range(start..start + length, &replacement(number, length)?);
    }
    None
}

/// Whether a key is one that was renamed, as far as that can be told.
pub(super) fn is_renamed(key: &str) -> bool {
    key.starts_with(&MARK[..key.len().min(MARK.len())])
}

/// A key of some length that no other is likely to have; each number gives another one.
fn replacement(number: usize, length: usize) -> Option<String> {
    let digits = format!("{number:x}");
    let room = length.checked_sub(digits.len())?;
    let mark: String = MARK.chars().chain(std::iter::repeat('_')).take(room).collect();
    (room > 0).then(|| mark + &digits)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::formats::shown::shown;

    #[test]
    fn the_last_of_repeated_keys_counts() {
        let text = "a = {\n port = 1\n scopes = [\"b\"]\n port = 2\n \"scopes\" = [\"c\"]\n scopes = [\"d\"]\n}\n";
        let node = read(text).expect("a body");
        let object = node.get("a").expect("an object");
        assert_eq!(shown(text, object.get("scopes").expect("scopes")), "[d<\"d\">]");
        assert_eq!(shown(text, object.get("port").expect("a port")), "(2)");
        assert!(read("a = { b = 1, b = 2, c = }").is_err());
    }
}

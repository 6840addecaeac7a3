//! Handles repeated keys in an object. Terraform uses the last one, but the parser rejects the file.

use hcl_edit::parser::parse_body;
use hcl_edit::structure::Body;

/// With more repeated keys than this, the file is treated as invalid.
const MOST: usize = 200;

/// The prefix of a renamed key, cut to the length of the key.
const MARK: &str = "_repeated_";

/// The body of a text in which objects repeat keys. Repeated keys are replaced with other keys of the same length. `None` if
/// something else is wrong.
///
/// The parser reports only the first repeated key, so it runs again for each further one.
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

/// Whether a key is probably a renamed one.
pub(super) fn is_renamed(key: &str) -> bool {
    key.starts_with(&MARK[..key.len().min(MARK.len())])
}

/// A unique key of a given length that is unlikely to be used; each number gives another one.
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

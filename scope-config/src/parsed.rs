//! The file that was parsed last: several entries of `[[config]]` may be about one file.

use std::cell::RefCell;
use std::rc::Rc;

use crate::format::{Format, Source};
use crate::formats::read;
use crate::formats::read_error::ReadError;
use crate::node::Node;

/// The file that was parsed last. A clone shares it.
#[derive(Clone, Debug, Default)]
pub struct Parsed(Rc<RefCell<Option<Last>>>);

#[derive(Debug)]
struct Last {
    format: Format,
    text: String,
    documents: Rc<[Rc<Node>]>,
}

impl Parsed {
    /// The documents of a file.
    pub(crate) fn read(&self, source: Source<'_>) -> Result<Rc<[Rc<Node>]>, ReadError> {
        let last = self.0.borrow().as_ref().filter(|last| last.is_of(source)).map(|last| Rc::clone(&last.documents));
        if let Some(documents) = last {
            return Ok(documents);
        }
        let documents: Rc<[_]> = read(source.format, source.text)?.into();
        let text = source.text.to_owned();
        *self.0.borrow_mut() = Some(Last { format: source.format, text, documents: Rc::clone(&documents) });
        Ok(documents)
    }
}

impl Last {
    fn is_of(&self, source: Source<'_>) -> bool {
        self.format == source.format && self.text == source.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_parsed_once_until_it_differs() {
        let parsed = Parsed::default();
        let read = |format, text| parsed.clone().read(Source { format, text });
        let first = read(Format::Json, "{}").expect("JSON");
        assert!(Rc::ptr_eq(&first, &read(Format::Json, "{}").expect("JSON")));
        assert!(!Rc::ptr_eq(&first, &read(Format::Json, "[]").expect("JSON")));
        assert!(read(Format::Toml, "[]").is_err(), "another format reads it in another way");
    }
}

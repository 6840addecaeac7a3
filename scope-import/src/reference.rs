//! References inside a document: `{"$ref": "#/components/pathItems/cups"}`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::budget::Budget;
use crate::collector::Collector;
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::value::Value;
use crate::{Description, ImportError};

/// References that lead to references, one after another.
const MOST_HOPS: usize = 32;

/// How often a document is read again because references point to parts that were not kept.
const MOST_PASSES: usize = 8;

/// How many parts references may point to: each is remembered.
const MOST_PARTS: usize = 20_000;

/// Follows references, and notes those that lead to nothing that was kept.
pub(crate) struct References<'a> {
    root: &'a Value,
    /// What of it is kept.
    shape: &'a Rc<Shape>,
    budget: &'a Budget,
    missing: RefCell<BTreeMap<Vec<String>, Rc<Shape>>>,
}

/// What a value is, or stands for.
pub(crate) enum Resolved<'a> {
    Here(&'a Value),
    /// It is elsewhere, or nowhere; the reference.
    Unresolved(&'a str),
}

impl<'a> References<'a> {
    pub(crate) fn budget(&self) -> &Budget {
        self.budget
    }

    /// The value that a value stands for; `part` is what of it is to be kept.
    pub(crate) fn resolve(&self, value: &'a Value, part: &Rc<Shape>) -> Result<Resolved<'a>, ImportError> {
        let mut value = value;
        for _ in 0..MOST_HOPS {
            let Some(reference) = value.text_of("$ref") else { return Ok(Resolved::Here(value)) };
            self.budget.spend(1)?;
            let Some(pointer) = pointer(reference) else { return Ok(Resolved::Unresolved(reference)) };
            let Some(target) = self.look_up(&pointer) else {
                self.note(pointer, part);
                return Ok(Resolved::Unresolved(reference));
            };
            // Its place is kept, its parts may not be.
            self.note(pointer, part);
            value = target;
        }
        Ok(Resolved::Unresolved(value.text_of("$ref").unwrap_or_default()))
    }

    /// The same; `None` if it is elsewhere, which is noted of what has it.
    pub(crate) fn resolve_for(
        &self,
        what: &str,
        value: &'a Value,
        part: &Rc<Shape>,
        collector: &mut Collector,
    ) -> Result<Option<&'a Value>, ImportError> {
        Ok(match self.resolve(value, part)? {
            Resolved::Here(value) => Some(value),
            Resolved::Unresolved(reference) => {
                collector.unresolved(what, reference);
                None
            }
        })
    }

    fn note(&self, pointer: Vec<String>, part: &Rc<Shape>) {
        let mut missing = self.missing.borrow_mut();
        if missing.len() <= MOST_PARTS && !self.shape.keeps(&pointer, part) {
            missing.insert(pointer, Rc::clone(part));
        }
    }

    fn look_up(&self, pointer: &[String]) -> Option<&'a Value> {
        pointer.iter().try_fold(self.root, |value, key| match value {
            Value::List(items) => items.get(key.parse::<usize>().ok()?).map(|item| &**item),
            other => other.get(key),
        })
    }
}

/// The keys of a reference into the same document (RFC 6901).
fn pointer(reference: &str) -> Option<Vec<String>> {
    let path = reference.strip_prefix("#/")?;
    Some(path.split('/').map(|key| decoded(key).replace("~1", "/").replace("~0", "~")).collect())
}

/// A text without percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let decoded = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(byte));
        rest = if decoded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads what a shape keeps and describes it; reads again with the parts that references point to.
pub(crate) fn describe(
    text: &str,
    syntax: Syntax,
    mut shape: Rc<Shape>,
    describe: impl for<'a> Fn(&'a Value, &References<'a>) -> Result<Description, ImportError>,
) -> Result<Description, ImportError> {
    let mut asked = BTreeSet::new();
    let budget = Budget::new();
    for _ in 0..MOST_PASSES {
        let root = text::read(text, syntax, &shape)?;
        let references = References { root: &root, shape: &shape, budget: &budget, missing: RefCell::default() };
        let description = describe(&root, &references)?;
        if references.missing.borrow().len() > MOST_PARTS {
            return Err(ImportError::new("the document has too many references to parts of itself"));
        }
        let mut is_new = false;
        for (pointer, part) in references.missing.into_inner() {
            if asked.insert(pointer.clone()) {
                shape.add(&pointer, &part);
                is_new = true;
            }
        }
        if !is_new {
            return Ok(description);
        }
    }
    Err(ImportError::new("the references of the document are nested too deeply"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers() {
        assert_eq!(pointer("#/paths/~1cups~1{id}/x~01"), Some(vec!["paths".into(), "/cups/{id}".into(), "x~1".into()]));
        assert_eq!(pointer("#/a%7Bid%7d%2"), Some(vec!["a{id}%2".into()]));
        assert_eq!(pointer("other.yaml#/a"), None);
        assert_eq!(pointer("#a"), None);
    }
}

//! References inside a document: `{"$ref": "#/components/pathItems/cups"}`.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use percent_encoding::percent_decode_str;

use crate::budget::Budget;
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
    pub(crate) budget: &'a Budget,
    missing: RefCell<BTreeSet<Vec<String>>>,
}

impl<'a> References<'a> {
    /// The value that a value stands for, or the reference to it if it is elsewhere or nowhere.
    pub(crate) fn resolve(&self, value: &'a Value) -> Result<Result<&'a Value, &'a str>, ImportError> {
        let mut value = value;
        for _ in 0..MOST_HOPS {
            let Some(reference) = value.text_of("$ref") else { return Ok(Ok(value)) };
            self.budget.spend(1)?;
            let Some(pointer) = pointer(reference) else { return Ok(Err(reference)) };
            let target = self.look_up(&pointer);
            // Its place may be kept without its parts.
            let mut missing = self.missing.borrow_mut();
            if missing.len() <= MOST_PARTS && !self.shape.keeps(&pointer) {
                missing.insert(pointer);
            }
            let Some(target) = target else { return Ok(Err(reference)) };
            value = target;
        }
        Ok(Err(value.text_of("$ref").unwrap_or_default()))
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
    Some(
        path.split('/')
            .map(|key| percent_decode_str(key).decode_utf8_lossy().replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
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
        let new: Vec<_> = references.missing.into_inner().difference(&asked).cloned().collect();
        if new.is_empty() {
            return Ok(description);
        }
        for pointer in &new {
            shape.add(pointer);
        }
        asked.extend(new);
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

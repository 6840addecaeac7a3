//! Parses JSON and YAML into values.

mod json;
mod yaml;

use std::rc::Rc;

use crate::ImportError;
use crate::shape::Shape;
use crate::value::Value;

/// The syntax of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    Yaml,
}

/// Parses the parts of a text in a shape.
pub(crate) fn read(text: &str, syntax: Syntax, shape: &Rc<Shape>) -> Result<Rc<Value>, ImportError> {
    outline(text, syntax, shape, &[])
}

/// Parses the top-level keys. YAML is read only up to the value of one of the keys in `enough`.
pub(crate) fn outline(
    text: &str,
    syntax: Syntax,
    shape: &Rc<Shape>,
    enough: &[&str],
) -> Result<Rc<Value>, ImportError> {
    match syntax {
        Syntax::Json => json::read(text, Rc::clone(shape)),
        Syntax::Yaml => yaml::read(text, Rc::clone(shape), enough),
    }
}

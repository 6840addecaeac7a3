//! Texts in JSON and YAML as values.

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

/// Reads what a shape keeps.
pub(crate) fn read(text: &str, syntax: Syntax, shape: &Rc<Shape>) -> Result<Rc<Value>, ImportError> {
    outline(text, syntax, shape, &[])
}

/// Reads the outermost keys. The values of YAML end after one of the keys `enough`.
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

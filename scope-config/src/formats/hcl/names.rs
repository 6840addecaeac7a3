//! What is named once in a file and used elsewhere in it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Body, Structure};

use crate::node::Node;

/// Locals, and the defaults of variables.
#[derive(Default)]
pub(super) struct Names<'e> {
    /// By `local` or `var`, and the name.
    pub(super) values: HashMap<(&'static str, &'e str), &'e Expression>,
    pub(super) known: RefCell<Known>,
}

/// Values of names that were looked up, and how many are being looked up.
#[derive(Default)]
pub(super) struct Known {
    pub(super) nodes: HashMap<String, Option<Rc<Node>>>,
    pub(super) steps: usize,
}

impl<'e> Names<'e> {
    pub(super) fn of(body: &'e Body) -> Self {
        let mut names = Self::default();
        for block in body.iter().filter_map(Structure::as_block) {
            let attributes = block.body.iter().filter_map(Structure::as_attribute);
            match (block.ident.as_str(), &*block.labels) {
                ("locals", []) => {
                    names.values.extend(attributes.map(|local| (("local", local.key.as_str()), &local.value)));
                }
                ("variable", [name]) => {
                    let default = attributes.filter(|attribute| attribute.key.as_str() == "default").last();
                    names.values.extend(default.map(|default| (("var", name.as_str()), &default.value)));
                }
                _ => {}
            }
        }
        names
    }
}

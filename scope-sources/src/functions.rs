//! Finds the functions in a file that return scopes or take them as arguments.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};
use syn::{Field, FnArg, Ident, ItemImpl, Pat, Signature};

use crate::attribute_values::value_of;
use crate::confidence::holds_scopes;
use crate::identifiers::{is_text_type, names_of_type};
use crate::words::words;

/// What is known about the functions in a file.
#[derive(Debug, Default)]
pub(crate) struct Functions {
    /// The functions that fields of scopes name as their default.
    pub(crate) givers: BTreeSet<String>,
    /// The positions of parameters whose names mention scopes, by the name of the function and its type. If functions
    /// of the same name take other things there, the position is dropped.
    takers: BTreeMap<String, BTreeMap<Option<String>, BTreeSet<usize>>>,
    /// The type whose functions are being visited.
    of_type: Option<String>,
}

/// If more types than this have a function of the same name, its calls are not matched.
const MOST_TYPES: usize = 100;

impl Functions {
    /// Collects the functions of a file.
    pub(crate) fn of(file: &syn::File) -> Self {
        let mut functions = Self::default();
        functions.visit_file(file);
        functions
    }

    /// Returns the positions of the arguments that are scopes, in a call of a function (with its path) or of a method.
    pub(crate) fn scopes_arguments(&self, path: Option<&[&Ident]>, name: &str) -> Vec<usize> {
        let kind = path.map(|path| path.last().map(ToString::to_string));
        let matches = |of: &Option<String>| match (&kind, of) {
            // The method may belong to any type. A name of a single word is often that of a collection.
            (None, _) => words(name).len() > 1,
            (Some(None), None) => true,
            (Some(Some(kind)), Some(of)) => kind == of || kind == "Self",
            (Some(Some(kind)), None) => kind.starts_with(|c: char| c.is_ascii_lowercase()),
            (Some(None), Some(_)) => false,
        };
        // A function that more types have may take anything.
        let of_types = self.takers.get(name).filter(|types| types.len() <= MOST_TYPES);
        let of_name: Vec<_> = of_types.into_iter().flatten().filter(|(of, _)| matches(of)).map(|(_, at)| at).collect();
        let Some((first, others)) = of_name.split_first() else { return Vec::new() };
        first.iter().copied().filter(|at| others.iter().all(|other| other.contains(at))).collect()
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_field(&mut self, field: &'ast Field) {
        self.givers.extend(giver_of_field(field));
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let of_type = names_of_type(&item.self_ty).into_iter().next();
        let before = std::mem::replace(&mut self.of_type, of_type);
        visit::visit_item_impl(self, item);
        self.of_type = before;
    }

    fn visit_signature(&mut self, signature: &'ast Signature) {
        let parameters = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        let takes = |typed: &syn::PatType| match &*typed.pat {
            Pat::Ident(name) => holds_scopes(&name.ident.to_string()) && is_text_type(&typed.ty),
            _ => false,
        };
        let positions: BTreeSet<usize> =
            parameters.enumerate().filter(|(_, typed)| takes(typed)).map(|(at, _)| at).collect();
        let of_type = self.takers.entry(signature.ident.to_string()).or_default().entry(self.of_type.clone());
        of_type.and_modify(|known| known.retain(|at| positions.contains(at))).or_insert(positions);
    }
}

/// The function that `#[serde(default = "…")]` names on a field with scopes.
fn giver_of_field(field: &Field) -> Option<String> {
    let holds = field.ident.as_ref().is_some_and(|name| holds_scopes(&name.to_string()));
    let mut attributes = field.attrs.iter().filter(|attribute| holds && attribute.path().is_ident("serde"));
    let path = attributes.find_map(|attribute| value_of(attribute, "default"))?.value();
    path.rsplit("::").next().map(str::to_owned)
}

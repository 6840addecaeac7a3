//! Files inside a file: Helm values in the resource that deploys the chart, strings whose keys are file names, and those that
//! are JSON.
//!
//! A preset for a file also applies to such a part.

use std::collections::HashSet;
use std::rc::Rc;

use crate::format::Format;
use crate::node::{Node, Value};
use crate::path::{Match, Path, ReadText, Search, Start, Step, Target, Trail, children, select};

/// A part of a file that is read like a separate file.
pub(crate) struct Part {
    /// The name that the file would have.
    pub(crate) file: String,
    pub(crate) start: Start,
}

/// The paths to the values of a Helm chart: in resources of Flux, K3s and Argo CD, in files of Kustomize and helmfile, and in
/// Terraform.
const VALUES: &[&str] = &[
    "spec.values",
    "spec.valuesContent|yaml",
    "spec.source.helm.valuesObject",
    "spec.source.helm.values|yaml",
    "spec.sources[].helm.valuesObject",
    "spec.sources[].helm.values|yaml",
    "spec.template.spec.source.helm.valuesObject",
    "spec.template.spec.source.helm.values|yaml",
    "spec.template.spec.sources[].helm.valuesObject",
    "spec.template.spec.sources[].helm.values|yaml",
    "helmCharts[].valuesInline",
    "releases[].values[]",
    "resource.helm_release.*.values[]|yaml",
];

/// Further parts are ignored.
const MOST: usize = 200;

/// Every part of a file's documents.
pub(crate) fn parts(documents: &[Rc<Node>], read_text: ReadText<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    for path in VALUES.iter().filter_map(|path| Path::parse(path).ok()) {
        let values = select(&path, documents, Search { read_text, left: None, start: None }).unwrap_or_default();
        parts.extend(values.into_iter().filter_map(of_values));
    }
    for (number, document) in documents.iter().enumerate() {
        let step = if documents.len() > 1 { Step::Item(number) } else { Step::Text("") };
        let seen = HashSet::new();
        let mut texts = Texts { parts: &mut parts, read_text, route: vec![number], seen };
        texts.node(document, &Trail::new("").then(step));
    }
    parts
}

fn of_values(found: Match) -> Option<Part> {
    let (node, inside) = match found.target {
        Target::Node(node) => (node, None),
        Target::Embedded(text, node) => (node, Some(text)),
        Target::Keys(_) | Target::Assigned(..) => return None,
    };
    let start = Start { node, path: found.path, route: found.route, inside };
    matches!(start.node.value, Value::Map(_)).then(|| Part { file: "values.yaml".to_owned(), start })
}

/// Searches for strings of several lines that are files.
struct Texts<'t> {
    parts: &'t mut Vec<Part>,
    read_text: ReadText<'t>,
    route: Vec<usize>,
    /// The tables and lists that were searched: aliases of YAML make few of them many.
    seen: HashSet<*const Node>,
}

impl Texts<'_> {
    fn node(&mut self, node: &Rc<Node>, trail: &Trail<'_>) {
        if !self.seen.insert(Rc::as_ptr(node)) {
            return;
        }
        for (number, (step, value)) in children(node).enumerate() {
            self.route.push(number);
            let key = if let Step::Key(key) = step { key } else { "" };
            self.value(key, value, &trail.then(step));
            self.route.pop();
        }
    }

    fn value(&mut self, key: &str, value: &Rc<Node>, trail: &Trail<'_>) {
        let text = match &value.value {
            Value::Text(text) => text,
            Value::Map(_) | Value::List(_) => return self.node(value, trail),
            _ => return,
        };
        // Most strings have nothing to do with scopes and do not have to be read.
        let may_have_scopes = || ["cope", "COPE", "ermission"].iter().any(|word| text.contains(word));
        if self.parts.len() >= MOST || !text.contains('\n') || !may_have_scopes() {
            return;
        }
        let (file, format) = match Format::of(key) {
            None if text.trim_start().starts_with('{') => ("value.json", Some(Format::Json)),
            format => (key, format),
        };
        let format = format.and_then(|format| Some((format, Path::word_of(format)?)));
        let Some((format, word)) = format else { return };
        let Some(node) = (self.read_text)(format, text) else { return };
        let (path, route) = (trail.then(Step::Text(word)).text(), self.route.clone());
        let start = Start { node, path, route, inside: Some(Rc::clone(value)) };
        self.parts.push(Part { file: file.to_owned(), start });
    }
}

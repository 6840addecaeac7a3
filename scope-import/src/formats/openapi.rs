//! `OpenAPI` 2.0, 3.0, 3.1 and 3.2: <https://spec.openapis.org/oas/>.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::scheme::Operations;
use crate::names;
use crate::reference;
use crate::security::{Alternative, Requirement};
use crate::shape::Shape;
use crate::text::Syntax;
use crate::value::Value;
use crate::{Description, ImportError, ReadOptions, SourceFormat};

/// The operations of a path item.
const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// Methods that change nothing (RFC 9110 §9.2.1).
const SAFE: &[&str] = &["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"];

/// What is kept of an operation, and of a path item.
const OPERATION: &[&str] = &["$ref", "operationId", "summary", "description", "deprecated", "security.**"];

pub(super) fn read(text: &str, syntax: Syntax, options: &ReadOptions) -> Result<Description, ImportError> {
    reference::describe(text, syntax, shape(), |root, references| {
        Reader { root, operations: Operations::new(references, options), lists: BTreeSet::new() }.read()
    })
}

fn shape() -> Rc<Shape> {
    let operation = Shape::of(OPERATION);
    // What else an item may have is of no use here, and may be large.
    let others = ["!callbacks", "!parameters", "!requestBody", "!responses", "!servers"];
    let path_item = Shape::of(&[OPERATION, &others].concat());
    let path_item = path_item.with("additionalOperations.*", &operation).with("*", &operation);
    Shape::of(&[
        "openapi",
        "swagger",
        "info.title",
        "info.x-providerName",
        "security.**",
        "securityDefinitions.**",
        "components.securitySchemes.**",
        "x-ms-connector-metadata",
    ])
    .with("components.pathItems.*", &path_item)
    .with("paths.*", &path_item)
}

struct Reader<'r, 'a> {
    root: &'a Value,
    operations: Operations<'r, 'a>,
    /// The lists of scopes that operations have: of those that differ, two.
    lists: BTreeSet<BTreeSet<&'a str>>,
}

impl<'a> Reader<'_, 'a> {
    fn read(mut self) -> Result<Description, ImportError> {
        let version = self.root.text_of("openapi").or_else(|| self.root.text_of("swagger"));
        let Some(version) = version else {
            return Err(ImportError::new("the document has neither `openapi` nor `swagger`, so it is not OpenAPI"));
        };
        let components = self.root.get("components").and_then(|components| components.get("securitySchemes"));
        let schemes = [components, self.root.get("securityDefinitions")];
        self.operations.declare(schemes.into_iter().flatten().flat_map(Value::entries))?;
        for (path, item) in self.root.get("paths").into_iter().flat_map(Value::entries) {
            if !path.starts_with("x-") {
                self.path(path, item)?;
            }
        }
        self.operations.judge();
        let scopes = &self.operations.schemes.scopes;
        let is_all = |list: &BTreeSet<&str>| list.len() > 1 && list.iter().copied().eq(scopes.keys());
        let always_all = self.lists.len() == 1 && self.lists.iter().all(is_all);
        if self.root.get("x-ms-connector-metadata").is_some() || always_all {
            self.operations.collector.partial("its scopes are those that one client requests");
        }

        let text = |key| self.root.get("info").and_then(|info| info.text_of(key));
        let mut description = self.operations.finish(SourceFormat::OpenApi, version, text("title"));
        description.provider = text("x-providerName").and_then(names::line).or(description.provider);
        Ok(description)
    }

    fn path(&mut self, path: &str, item: &'a Value) -> Result<(), ImportError> {
        let mut items = vec![item];
        let target = self.operations.resolve(path, item)?;
        items.extend(target.filter(|target| !std::ptr::eq(*target, item)));
        // What the path itself says goes before what it refers to.
        let mut seen = BTreeSet::new();
        for item in items {
            let more = item.get("additionalOperations").into_iter().flat_map(Value::entries);
            let own = item.entries().filter(|(method, _)| METHODS.contains(&&*method.to_ascii_lowercase()));
            for (method, operation) in own.chain(more) {
                let method = method.to_ascii_uppercase();
                if operation.table().is_some() && seen.insert(method.clone()) {
                    self.operation(&method, path, operation)?;
                }
            }
        }
        Ok(())
    }

    fn operation(&mut self, method: &str, path: &str, written: &'a Value) -> Result<(), ImportError> {
        self.operations.collector.counts.operations += 1;
        let key = format!("{method} {path}");
        let Some(operation) = self.operations.resolve(&key, written)? else { return Ok(()) };
        let own = operation.get("security");
        let alternatives = alternatives(own.or_else(|| self.root.get("security")));
        let is_read = SAFE.contains(&method);
        let requirement = Requirement { alternatives, is_inherited: own.is_none(), is_vague: false, is_read };
        let counts = self.operations.add(key, operation.text_of("operationId"), operation, &requirement)?;
        if counts.scoped > 0 && self.lists.len() < 2 {
            let names = requirement.alternatives.iter().flatten().flat_map(|(_, names)| names.iter().copied());
            self.lists.insert(names.collect());
        }
        Ok(())
    }
}

/// The alternatives of a `security`: a list of tables, each of schemes with their scopes.
fn alternatives(security: Option<&Value>) -> Vec<Alternative<'_>> {
    let tables: Vec<&Value> = match security {
        // One alternative without its list.
        Some(table @ Value::Table(_)) => vec![table],
        Some(list) => list.items().filter(|item| item.table().is_some()).collect(),
        None => Vec::new(),
    };
    tables
        .into_iter()
        .map(|table| table.entries().map(|(name, list)| (name, list.texts().collect())).collect())
        .collect()
}

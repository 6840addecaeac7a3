//! `OpenAPI` 2.0, 3.0, 3.1 and 3.2: <https://spec.openapis.org/oas/>.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::scheme;
use crate::collector::Collector;
use crate::names;
use crate::reference::{self, References};
use crate::security::{Alternative, Requirement, Schemes};
use crate::shape::Shape;
use crate::text::Syntax;
use crate::value::Value;
use crate::{Description, ImportError, ReadOptions, SourceFormat};

/// The operations of a path item.
const METHODS: &[&str] = &["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// Methods that change nothing (RFC 9110 §9.2.1).
const SAFE: &[&str] = &["GET", "HEAD", "OPTIONS", "QUERY", "TRACE"];

/// What of an operation is of no use here, and may be large.
const OTHERS: &[&str] = &["callbacks", "parameters", "requestBody", "responses", "servers"];

pub(super) fn read(text: &str, syntax: Syntax, options: &ReadOptions) -> Result<Description, ImportError> {
    reference::describe(text, syntax, shape(), |root, references| {
        let schemes = schemes(root, references)?;
        let (collector, undeclared, lists) = (Collector::default(), BTreeMap::new(), Lists::default());
        Reader { root, references, part: path_item(), options, collector, schemes, undeclared, lists }.read()
    })
}

fn shape() -> Rc<Shape> {
    let info = Rc::new(Shape::table([("title", Shape::scalar()), ("x-providerName", Shape::scalar())]));
    let paths = Rc::new(Shape::each(path_item()));
    let components = Shape::table([("securitySchemes", Shape::whole()), ("pathItems", Rc::clone(&paths))]);
    Rc::new(Shape::table([
        ("openapi", Shape::scalar()),
        ("swagger", Shape::scalar()),
        ("info", info),
        ("security", Shape::whole()),
        ("securityDefinitions", Shape::whole()),
        ("components", Rc::new(components)),
        ("paths", paths),
        ("x-ms-connector-metadata", Shape::scalar()),
    ]))
}

/// The shape of a path item, and of an operation.
fn path_item() -> Rc<Shape> {
    let field = |name| (name, Shape::scalar());
    let fields = ["$ref", "operationId", "summary", "description", "deprecated"].map(field);
    let security = ("security", Shape::whole());
    let operation = Rc::new(Shape::table(fields.clone().into_iter().chain([security.clone()])));
    let more = ("additionalOperations", Rc::new(Shape::each(Rc::clone(&operation))));
    let all = fields.into_iter().chain([security, more]);
    Rc::new(Shape::table(all).others(operation).without(OTHERS))
}

struct Reader<'r, 'a> {
    root: &'a Value,
    references: &'r References<'a>,
    part: Rc<Shape>,
    options: &'r ReadOptions,
    collector: Collector,
    schemes: Schemes,
    undeclared: BTreeMap<&'a str, bool>,
    lists: Lists<'a>,
}

impl<'a> Reader<'_, 'a> {
    fn read(mut self) -> Result<Description, ImportError> {
        let version = self.root.text_of("openapi").or_else(|| self.root.text_of("swagger"));
        let Some(version) = version else {
            return Err(ImportError::new("the document has neither `openapi` nor `swagger`, so it is not OpenAPI"));
        };
        scheme::declare(&self.schemes, &mut self.collector);
        for (path, item) in self.root.get("paths").into_iter().flat_map(Value::entries) {
            if !path.starts_with("x-") {
                self.path(path, item)?;
            }
        }
        scheme::judge(&self.schemes, self.undeclared, &mut self.collector);
        let scopes = &self.schemes.scopes;
        let is_all = |list: &BTreeSet<&str>| list.len() > 1 && list.iter().copied().eq(scopes.keys());
        if self.root.get("x-ms-connector-metadata").is_some() || self.lists.only.as_ref().is_some_and(is_all) {
            self.collector.partial("its scopes are those that one client requests");
        }

        let info = self.root.get("info");
        let text = |key| info.and_then(|info| info.text_of(key)).and_then(names::line);
        let provider = text("x-providerName").or_else(|| scheme::server(&self.schemes));
        let mut description = self.collector.finish(SourceFormat::OpenApi);
        description.version = Some(version.to_owned());
        description.title = text("title");
        description.provider = provider;
        Ok(description)
    }

    fn path(&mut self, path: &str, item: &'a Value) -> Result<(), ImportError> {
        let mut items = vec![item];
        let target = self.references.resolve_for(path, item, &self.part, &mut self.collector)?;
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
        self.collector.counts.operations += 1;
        let key = format!("{method} {path}");
        let operation = self.references.resolve_for(&key, written, &self.part, &mut self.collector)?;
        let Some(operation) = operation else { return Ok(()) };
        let own = operation.get("security");
        let alternatives = alternatives(own.or_else(|| self.root.get("security")));
        self.references.budget().spend(alternatives.iter().flatten().map(|(_, names)| names.len() + 1).sum())?;
        let is_read = SAFE.contains(&method);
        let requirement = Requirement { alternatives, is_inherited: own.is_none(), is_vague: false, is_read };
        let counts = self.schemes.counts(&requirement);
        self.collector.counts += counts;
        self.schemes.undeclared(&requirement, &mut self.undeclared);
        self.lists.note(&requirement, counts.scoped > 0);
        let needs = self.schemes.needs(&requirement, self.options.other_credentials);
        scheme::add(key, operation.text_of("operationId"), operation, needs, &mut self.collector);
        Ok(())
    }
}

/// Which scopes the operations list.
#[derive(Default)]
struct Lists<'a> {
    /// The scopes that every operation lists, if they are the same.
    only: Option<BTreeSet<&'a str>>,
    differ: bool,
}

impl<'a> Lists<'a> {
    fn note(&mut self, requirement: &Requirement<'a>, is_scoped: bool) {
        if !is_scoped || self.differ {
            return;
        }
        let list = requirement.alternatives.iter().flatten().flat_map(|(_, names)| names.iter().copied()).collect();
        match &self.only {
            None => self.only = Some(list),
            Some(only) if *only == list => {}
            Some(_) => {
                self.only = None;
                self.differ = true;
            }
        }
    }
}

fn schemes<'a>(root: &'a Value, references: &References<'a>) -> Result<Schemes, ImportError> {
    let components = root.get("components").and_then(|components| components.get("securitySchemes"));
    let tables = [components, root.get("securityDefinitions")];
    scheme::read(tables.into_iter().flatten().flat_map(Value::entries), references)
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

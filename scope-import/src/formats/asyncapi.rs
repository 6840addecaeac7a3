//! `AsyncAPI` 1, 2 and 3: <https://www.asyncapi.com/docs/reference/specification/v3.0.0>.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::scheme;
use crate::collector::Collector;
use crate::names;
use crate::reference::{self, References, Resolved};
use crate::security::{Alternative, Requirement, Scheme, Schemes};
use crate::shape::Shape;
use crate::text::Syntax;
use crate::value::Value;
use crate::{Description, ImportError, ReadOptions, Reason, SourceFormat, Subject};

/// An extension that lists the scopes of an operation. It says nothing of what several mean.
const EXTENSION: &str = "x-scopes-required";

/// What a client does in versions 1 and 2, and how a key begins that says it.
const ACTIONS: [(&str, &str); 2] = [("subscribe", "event"), ("publish", "publish")];

pub(super) fn read(text: &str, syntax: Syntax, options: &ReadOptions) -> Result<Description, ImportError> {
    reference::describe(text, syntax, shape(), |root, references| {
        let schemes = Schemes::default();
        let collector = Collector::default();
        Reader { root, references, options, collector, schemes, undeclared: BTreeMap::new() }.read()
    })
}

fn shape() -> Rc<Shape> {
    let info = Rc::new(Shape::table([("title", Shape::scalar())]));
    // A table of servers, or in version 1 a list of them: each key is that of a server or a server's own.
    let servers = Rc::new(server().others(Rc::new(server())));
    let channels = Rc::new(Shape::each(channel()));
    let operations = Rc::new(Shape::each(operation()));
    let components = Rc::new(Shape::table([
        ("securitySchemes", Shape::whole()),
        ("channels", Rc::clone(&channels)),
        ("operations", Rc::clone(&operations)),
    ]));
    Rc::new(Shape::table([
        ("asyncapi", Shape::scalar()),
        ("info", info),
        ("security", Shape::whole()),
        ("servers", servers),
        ("topics", Rc::clone(&channels)),
        ("channels", channels),
        ("operations", operations),
        ("components", components),
    ]))
}

fn server() -> Shape {
    Shape::table([("security", Shape::whole()), ("$ref", Shape::scalar())])
}

/// The shape of a channel, in versions before 3 with its operations.
fn channel() -> Rc<Shape> {
    let parts = [
        ("$ref", Shape::scalar()),
        ("address", Shape::scalar()),
        ("servers", Shape::whole()),
        (EXTENSION, Shape::whole()),
    ];
    Rc::new(Shape::table(parts.into_iter().chain(ACTIONS.map(|(action, _)| (action, operation())))))
}

fn operation() -> Rc<Shape> {
    let texts = ["$ref", "action", "operationId", "title", "summary", "description", "deprecated"];
    let whole = ["channel", "security", EXTENSION].map(|name| (name, Shape::whole()));
    Rc::new(Shape::table(texts.map(|name| (name, Shape::scalar())).into_iter().chain(whole)))
}

struct Reader<'r, 'a> {
    root: &'a Value,
    references: &'r References<'a>,
    options: &'r ReadOptions,
    collector: Collector,
    schemes: Schemes,
    undeclared: BTreeMap<&'a str, bool>,
}

/// An operation as any version has it.
struct Operation<'a> {
    key: String,
    id: Option<&'a str>,
    said: &'a Value,
    /// Its channel, which may restrict its servers.
    channel: Option<&'a Value>,
}

impl<'a> Reader<'_, 'a> {
    fn read(mut self) -> Result<Description, ImportError> {
        let Some(version) = self.root.text_of("asyncapi") else {
            return Err(ImportError::new("the document has no `asyncapi`, so it is not AsyncAPI"));
        };
        let operations = if version.starts_with(['1', '2']) { self.of_channels()? } else { self.of_operations()? };
        self.read_schemes(&operations)?;
        for operation in operations {
            self.operation(operation)?;
        }
        scheme::judge(&self.schemes, self.undeclared, &mut self.collector);

        let provider = scheme::server(&self.schemes);
        let mut description = self.collector.finish(SourceFormat::AsyncApi);
        description.version = Some(version.to_owned());
        description.title = self.root.get("info").and_then(|info| info.text_of("title")).and_then(names::line);
        description.provider = provider;
        Ok(description)
    }

    /// The operations of versions 1 and 2: they are in their channels, which version 1 calls topics.
    fn of_channels(&mut self) -> Result<Vec<Operation<'a>>, ImportError> {
        let (part, inner) = (channel(), operation());
        let mut operations = Vec::new();
        let channels = ["topics", "channels"].map(|key| self.root.get(key));
        for (name, written) in channels.into_iter().flatten().flat_map(Value::entries) {
            let channel = self.references.resolve_for(name, written, &part, &mut self.collector)?;
            let Some(channel) = channel else { continue };
            for (action, word) in ACTIONS {
                let Some(operation) = channel.get(action).filter(|operation| operation.table().is_some()) else {
                    continue;
                };
                let key = format!("{word} {name}");
                self.collector.counts.operations += 1;
                let said = self.references.resolve_for(&key, operation, &inner, &mut self.collector)?;
                let id = |said: &'a Value| said.text_of("operationId");
                operations.extend(said.map(|said| Operation { key, id: id(said), said, channel: Some(channel) }));
            }
        }
        Ok(operations)
    }

    /// The operations of version 3, which refer to their channels.
    fn of_operations(&mut self) -> Result<Vec<Operation<'a>>, ImportError> {
        let (part, inner) = (channel(), operation());
        let mut operations = Vec::new();
        for (name, written) in self.root.get("operations").into_iter().flat_map(Value::entries) {
            self.collector.counts.operations += 1;
            let operation = self.references.resolve_for(name, written, &inner, &mut self.collector)?;
            let Some(operation) = operation else { continue };
            let reference = operation.get("channel");
            let channel = match reference.map(|channel| self.references.resolve(channel, &part)).transpose()? {
                Some(Resolved::Here(channel)) => Some(channel),
                _ => None,
            };
            // A channel without an address has its name for one.
            let last = reference.and_then(|channel| channel.text_of("$ref")).and_then(|text| text.rsplit('/').next());
            let address = channel.and_then(|channel| channel.text_of("address")).or(last).unwrap_or(name);
            let key = format!("{} {address}", operation.text_of("action").unwrap_or("send"));
            operations.push(Operation { key, id: Some(name), said: operation, channel });
        }
        Ok(operations)
    }

    fn read_schemes(&mut self, operations: &[Operation<'a>]) -> Result<(), ImportError> {
        let components = self.root.get("components").and_then(|components| components.get("securitySchemes"));
        let declared = components.into_iter().flat_map(Value::entries);
        // Version 3 has schemes where they are needed as well.
        let inline = operations.iter().filter_map(|operation| operation.said.get("security"));
        let servers = self.root.get("servers").into_iter().flat_map(entries_or_items);
        let securities = inline.chain(servers.filter_map(|server| server.get("security")));
        let inline = securities.flat_map(Value::items).filter_map(|scheme| Some((scheme.text_of("type")?, scheme)));
        self.schemes = scheme::read(inline.chain(declared), self.references)?;
        scheme::declare(&self.schemes, &mut self.collector);

        let has_extension = |operation: &Operation<'_>| {
            let channel = operation.channel.and_then(|channel| channel.get(EXTENSION));
            operation.said.get(EXTENSION).or(channel).is_some()
        };
        if operations.iter().any(has_extension) {
            // Where no scheme declares scopes, these are all that there are.
            let is_open = self.schemes.scopes.is_empty();
            let scheme = Scheme::OAuth { urls: BTreeSet::new(), declared: BTreeSet::new(), is_open };
            self.schemes.by_name.insert(EXTENSION.to_owned(), scheme);
        }
        Ok(())
    }

    fn operation(&mut self, operation: Operation<'a>) -> Result<(), ImportError> {
        let Some(requirement) = self.requirement(&operation)? else {
            self.collector.left_out(Subject::Operation, &operation.key, Reason::Contradiction);
            return Ok(());
        };
        self.references
            .budget()
            .spend(requirement.alternatives.iter().flatten().map(|(_, list)| list.len() + 1).sum())?;
        self.collector.counts += self.schemes.counts(&requirement);
        self.schemes.undeclared(&requirement, &mut self.undeclared);
        let needs = self.schemes.needs(&requirement, self.options.other_credentials);
        let Operation { key, id, said, .. } = operation;
        scheme::add(key, id, said, needs, &mut self.collector);
        Ok(())
    }

    /// What an operation needs: its own security, else the extension, else the security of its servers; nothing if
    /// those differ.
    fn requirement(&self, operation: &Operation<'a>) -> Result<Option<Requirement<'a>>, ImportError> {
        let own = operation.said.get("security");
        let requirement = |alternatives, is_inherited, is_vague| {
            Some(Requirement { alternatives, is_inherited, is_vague, is_read: false })
        };
        if own.is_some() {
            return Ok(requirement(alternatives(own, self.root), false, false));
        }
        let channel = operation.channel.and_then(|channel| channel.get(EXTENSION));
        if let Some(list) = operation.said.get(EXTENSION).or(channel) {
            let names: Vec<&str> = list.texts().collect();
            let alternative = if names.is_empty() { Vec::new() } else { vec![vec![(EXTENSION, names)]] };
            return Ok(requirement(alternative, false, true));
        }
        let mut security = self.root.get("security");
        for (at, server) in self.servers(operation.channel)?.into_iter().enumerate() {
            let of_server = server.get("security");
            if at > 0 && of_server != security {
                return Ok(None);
            }
            security = of_server;
        }
        Ok(requirement(alternatives(security, self.root), true, false))
    }

    /// The servers of a channel: all of them unless it names some.
    fn servers(&self, channel: Option<&'a Value>) -> Result<Vec<&'a Value>, ImportError> {
        let all = self.root.get("servers");
        let named = channel.and_then(|channel| channel.get("servers"));
        let part = Rc::new(server());
        let mut servers = Vec::new();
        if let Some(named) = named.filter(|named| named.items().next().is_some()) {
            for server in named.items() {
                servers.extend(match server.text() {
                    Some(name) => all.and_then(|all| all.get(name)),
                    None => Some(server),
                });
            }
        } else {
            servers.extend(all.into_iter().flat_map(entries_or_items));
        }
        let mut resolved = Vec::new();
        for server in servers {
            self.references.budget().spend(1)?;
            if let Resolved::Here(server) = self.references.resolve(server, &part)? {
                resolved.push(server);
            }
        }
        Ok(resolved)
    }
}

/// The values of a table, or the items of a list.
fn entries_or_items(value: &Value) -> impl Iterator<Item = &Value> {
    value.entries().map(|(_, value)| value).chain(value.items())
}

/// The alternatives of a `security`. Before version 3, each is a table of schemes with their scopes; since then, a
/// scheme or a reference to one, which has its scopes.
fn alternatives<'a>(security: Option<&'a Value>, root: &'a Value) -> Vec<Alternative<'a>> {
    let schemes = root.get("components").and_then(|components| components.get("securitySchemes"));
    let alternative = |item: &'a Value| {
        if let Some(reference) = item.text_of("$ref") {
            let name = reference.strip_prefix("#/components/securitySchemes/").unwrap_or(reference);
            let scheme = schemes.and_then(|schemes| schemes.get(name));
            vec![(name, scheme.and_then(|scheme| scheme.get("scopes")).into_iter().flat_map(Value::texts).collect())]
        } else if let Some(kind) = item.text_of("type") {
            vec![(kind, item.get("scopes").into_iter().flat_map(Value::texts).collect())]
        } else {
            item.entries().map(|(name, list)| (name, list.texts().collect())).collect()
        }
    };
    security.into_iter().flat_map(Value::items).map(alternative).collect()
}

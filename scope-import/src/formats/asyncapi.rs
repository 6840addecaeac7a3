//! `AsyncAPI` 1, 2 and 3: <https://www.asyncapi.com/docs/reference/specification/v3.0.0>.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::scheme::Operations;
use crate::reference;
use crate::security::{Alternative, Requirement, Scheme};
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
        Reader { root, operations: Operations::new(references, options) }.read()
    })
}

fn shape() -> Rc<Shape> {
    let operation = Shape::of(&[
        "$ref", "action", "operationId", "title", "summary", "description", "deprecated", "channel.**", "security.**",
        "x-scopes-required.**",
    ]);
    // In versions before 3 with its operations.
    let channel = Shape::of(&["$ref", "address", "servers.**", "x-scopes-required.**"]);
    let channel = ACTIONS.iter().fold(channel, |channel, (action, _)| channel.with(action, &operation));
    let server = ["security.**", "$ref"];
    let shape = Shape::of(&["asyncapi", "info.title", "security.**", "components.securitySchemes.**"]);
    let channels = ["topics.*", "channels.*", "components.channels.*"];
    let operations = ["operations.*", "components.operations.*"];
    let shape = channels.iter().fold(shape, |shape, place| shape.with(place, &channel));
    let shape = operations.iter().fold(shape, |shape, place| shape.with(place, &operation));
    // A table of servers, or in version 1 a list of them: each key is that of a server or a server's own.
    shape.with("servers", &Shape::of(&server).with("*", &Shape::of(&server)))
}

struct Reader<'r, 'a> {
    root: &'a Value,
    operations: Operations<'r, 'a>,
}

/// An operation as any version has it.
struct Operation<'a> {
    key: String,
    id: Option<&'a str>,
    said: &'a Value,
    /// Its channel, which may restrict its servers.
    channel: Option<&'a Value>,
}

impl<'a> Operation<'a> {
    /// The scopes that its extension lists, or that of its channel.
    fn extension(&self) -> Option<&'a Value> {
        self.said.get(EXTENSION).or_else(|| self.channel?.get(EXTENSION))
    }
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
        self.operations.judge();
        let title = self.root.get("info").and_then(|info| info.text_of("title"));
        Ok(self.operations.finish(SourceFormat::AsyncApi, version, title))
    }

    /// The operations of versions 1 and 2: they are in their channels, which version 1 calls topics.
    fn of_channels(&mut self) -> Result<Vec<Operation<'a>>, ImportError> {
        let mut operations = Vec::new();
        let channels = ["topics", "channels"].map(|key| self.root.get(key));
        for (name, written) in channels.into_iter().flatten().flat_map(Value::entries) {
            let Some(channel) = self.operations.resolve(name, written)? else { continue };
            for (action, word) in ACTIONS {
                let Some(operation) = channel.get(action).filter(|operation| operation.table().is_some()) else {
                    continue;
                };
                let key = format!("{word} {name}");
                self.operations.collector.counts.operations += 1;
                let said = self.operations.resolve(&key, operation)?;
                let id = |said: &'a Value| said.text_of("operationId");
                operations.extend(said.map(|said| Operation { key, id: id(said), said, channel: Some(channel) }));
            }
        }
        Ok(operations)
    }

    /// The operations of version 3, which refer to their channels.
    fn of_operations(&mut self) -> Result<Vec<Operation<'a>>, ImportError> {
        let mut operations = Vec::new();
        for (name, written) in self.root.get("operations").into_iter().flat_map(Value::entries) {
            self.operations.collector.counts.operations += 1;
            let Some(operation) = self.operations.resolve(name, written)? else { continue };
            let reference = operation.get("channel");
            let channel = reference.map(|channel| self.operations.references.resolve(channel)).transpose()?;
            let channel = channel.and_then(Result::ok);
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
        self.operations.declare(inline.chain(declared))?;
        if operations.iter().any(|operation| operation.extension().is_some()) {
            // Where no scheme declares scopes, these are all that there are.
            let schemes = &mut self.operations.schemes;
            let is_open = schemes.scopes.is_empty();
            let scheme = Scheme::OAuth { urls: BTreeSet::new(), declared: BTreeSet::new(), is_open };
            schemes.by_name.insert(EXTENSION.to_owned(), scheme);
        }
        Ok(())
    }

    fn operation(&mut self, operation: Operation<'a>) -> Result<(), ImportError> {
        let requirement = self.requirement(&operation)?;
        let Operation { key, id, said, .. } = operation;
        match requirement {
            Some(requirement) => drop(self.operations.add(key, id, said, &requirement)?),
            None => self.operations.collector.left_out(Subject::Operation, &key, Reason::Contradiction),
        }
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
        if let Some(list) = operation.extension() {
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
        let server = |server: &'a Value| server.text().map_or(Some(server), |name| all?.get(name));
        let servers: Vec<&Value> = match named.filter(|named| named.items().next().is_some()) {
            Some(named) => named.items().filter_map(server).collect(),
            None => all.into_iter().flat_map(entries_or_items).collect(),
        };
        let mut resolved = Vec::new();
        for server in servers {
            self.operations.references.budget.spend(1)?;
            resolved.extend(self.operations.references.resolve(server)?.ok());
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

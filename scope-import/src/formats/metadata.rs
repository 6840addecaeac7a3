//! Metadata of servers: RFC 8414 §2 and `OpenID` Connect Discovery §3 (authorization servers), RFC 9728 §2 (resource
//! servers). Each may leave scopes out of `scopes_supported`.

use crate::collector::Collector;
use crate::names;
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::value::Value;
use crate::{Description, ImportError, SourceFormat};

pub(super) fn read(text: &str, syntax: Syntax, format: SourceFormat) -> Result<Description, ImportError> {
    let shape = Shape::of(&["issuer", "resource", "resource_name", "scopes_supported", "authorization_servers"]);
    let root = text::read(text, syntax, &shape)?;
    let supported = root.get("scopes_supported");
    if !matches!(supported, None | Some(Value::List(_) | Value::Null)) {
        return Err(ImportError::new("`scopes_supported` is not a list")
            .help("RFC 8414 §2 defines a JSON array of strings: `\"scopes_supported\": [\"openid\"]`"));
    }
    let mut collector = Collector::default();
    collector.partial("a server need not list every scope in its metadata");
    let names: std::collections::BTreeSet<&str> = supported.into_iter().flat_map(Value::texts).collect();
    collector.counts.scopes = names.len();
    for name in names {
        collector.declared(name, None);
    }
    let servers = root.get("authorization_servers").into_iter().flat_map(Value::texts);
    let issuer = root.text_of("issuer").into_iter().chain(servers);
    let provider = issuer.chain(root.text_of("resource")).find_map(names::host).map(str::to_owned);
    let mut description = collector.finish(format);
    description.title = root.text_of("resource_name").and_then(names::line);
    description.provider = provider;
    Ok(description)
}

//! Microsoft's descriptions of permissions: a list for clients with a user, a list for those without.

use std::collections::BTreeSet;

use scope_catalog::is_token;

use crate::collector::Collector;
use crate::names;
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::value::Value;
use crate::{DescribedScope, Description, ImportError, SourceFormat};

/// The lists, and for which kind of client each is.
pub(super) const LISTS: [(&str, &str); 2] =
    [("delegatedScopesList", "delegated"), ("applicationScopesList", "application")];

pub(super) fn read(text: &str, syntax: Syntax) -> Result<Description, ImportError> {
    let permission = Shape::of(&["value", "consentDisplayName", "adminConsentDisplayName", "isAdmin"]);
    let shape = LISTS.iter().fold(Shape::scalar(), |shape, (list, _)| shape.with(list, &permission));
    let root = text::read(text, syntax, &shape)?;
    let mut collector = Collector::default();
    let mut names = BTreeSet::new();
    for (list, kind) in LISTS {
        for permission in root.get(list).into_iter().flat_map(Value::items) {
            let Some(name) = permission.text_of("value").filter(|name| !name.is_empty()) else { continue };
            names.insert(name);
            add(name, permission, kind, &mut collector);
        }
    }
    collector.counts.scopes = names.len();
    collector.partial("it has the permissions that are described, which may not be all");
    let mut description = collector.finish(SourceFormat::PermissionDescriptions);
    description.provider = Some("microsoft-graph".to_owned());
    Ok(description)
}

fn add(name: &str, permission: &Value, kind: &str, collector: &mut Collector) {
    if !is_token(name) {
        return collector.declared(name, None);
    }
    let description =
        permission.text_of("consentDisplayName").or_else(|| permission.text_of("adminConsentDisplayName"));
    collector.scope(DescribedScope {
        name: name.to_owned(),
        description: description.and_then(names::line),
        kinds: vec![kind.to_owned()],
        approval: permission.is_true("isAdmin"),
        ..DescribedScope::default()
    });
}

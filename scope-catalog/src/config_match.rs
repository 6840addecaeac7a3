//! Compares the scopes that a configuration file and a call request for the same client.
//!
//! A build script reads the file and passes the list to the macro through an environment variable of the compiler.

use crate::catalog::{Catalog, Lookup};
use crate::fast::texts;
use crate::finding::Finding;
use crate::model::Level;
use crate::rules::config_differs;

/// Returns the name of the environment variable for the list of a client, in the catalog with this key or in the main
/// catalog.
///
/// ```
/// assert_eq!(scope_catalog::config_match::variable(None, Some("web-app")), "OAUTH_SCOPES_CONFIG__WEB_APP");
/// ```
pub fn variable(catalog: Option<&str>, client: Option<&str>) -> String {
    let plain = |name: &str| {
        let mut upper = String::with_capacity(name.len());
        for c in name.chars() {
            upper.push(if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
        }
        upper
    };
    format!("OAUTH_SCOPES_CONFIG_{}_{}", plain(catalog.unwrap_or_default()), plain(client.unwrap_or_default()))
}

/// Returns the value of that variable: the file and its scopes.
pub fn value(file: &str, scopes: &[String]) -> String {
    format!("{file}\t{}", scopes.join(" "))
}

/// Returns the difference between a call and a file; `None` if they agree, or if the catalog allows the difference.
pub fn compare(catalog: &Catalog, value: &str, asked: &[impl AsRef<str>]) -> Option<Finding> {
    let asked = &texts(asked);
    let (file, scopes) = value.split_once('\t')?;
    let mut configured = Vec::new();
    for scope in scopes.split(' ') {
        if !scope.is_empty() {
            configured.push(scope);
        }
    }
    let in_file = lacking(catalog, &configured, asked);
    let in_call = lacking(catalog, asked, &configured);
    if in_file.is_empty() && in_call.is_empty() {
        return None;
    }
    let mut finding = config_differs::finding(file, &in_file, &in_call);
    finding.level = catalog.level(finding.rule);
    (finding.level != Level::Allow).then_some(finding)
}

/// Returns the scopes in one list that are not in the other under any of their names.
fn lacking<'s>(catalog: &Catalog, one: &[&'s str], other: &[&str]) -> Vec<&'s str> {
    let is_same = |left: &str, right: &str| {
        left == right || catalog.lookup(left) != Lookup::Unknown && catalog.lookup(left) == catalog.lookup(right)
    };
    let mut lacking = Vec::new();
    for &scope in one {
        if !other.iter().any(|known| is_same(scope, known)) {
            lacking.push(scope);
        }
    }
    lacking
}

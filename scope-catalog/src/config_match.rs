//! Where a configuration file and a call in the code ask for the same client: what the one has and the other lacks.
//!
//! A build script reads the file; it hands the list to the macro by a variable of the compiler's environment.

use crate::catalog::{Catalog, Lookup};
use crate::finding::Finding;
use crate::model::Level;
use crate::rules::config_differs;

/// The variable for the list of a client: of the catalog with this key, or of the main one.
///
/// ```
/// assert_eq!(scope_catalog::config_match::variable(None, Some("web-app")), "OAUTH_SCOPES_CONFIG__WEB_APP");
/// ```
pub fn variable(catalog: Option<&str>, client: Option<&str>) -> String {
    let plain = |name: &str| -> String {
        let upper = name.chars().map(|char| if char.is_ascii_alphanumeric() { char.to_ascii_uppercase() } else { '_' });
        upper.collect()
    };
    format!("OAUTH_SCOPES_CONFIG_{}_{}", plain(catalog.unwrap_or_default()), plain(client.unwrap_or_default()))
}

/// The value of that variable: the file, and its scopes.
pub fn value(file: &str, scopes: &[String]) -> String {
    format!("{file}\t{}", scopes.join(" "))
}

/// What a call and a file do not have in common; `None` where they agree, or where the catalog does not want to know.
pub fn compare(catalog: &Catalog, value: &str, asked: &[&str]) -> Option<Finding> {
    let (file, scopes) = value.split_once('\t')?;
    let configured: Vec<&str> = scopes.split(' ').filter(|scope| !scope.is_empty()).collect();
    let in_file = lacking(catalog, &configured, asked);
    let in_call = lacking(catalog, asked, &configured);
    if in_file.is_empty() && in_call.is_empty() {
        return None;
    }
    let mut finding = config_differs::finding(file, &in_file, &in_call);
    finding.level = catalog.level(finding.rule);
    (finding.level != Level::Allow).then_some(finding)
}

/// The scopes of one list that the other lacks under any spelling.
fn lacking<'s>(catalog: &Catalog, one: &[&'s str], other: &[&str]) -> Vec<&'s str> {
    let is_same = |left: &str, right: &str| {
        left == right || catalog.lookup(left) != Lookup::Unknown && catalog.lookup(left) == catalog.lookup(right)
    };
    one.iter().copied().filter(|scope| !other.iter().any(|known| is_same(scope, known))).collect()
}

//! What the rules on retired names share.

use super::context::{Collector, Context};
use crate::catalog::{Catalog, Lookup};
use crate::fast::map;
use crate::finding::Certainty;
use crate::model::{Retired, Rule};
use crate::names::name_words::is_renamed;
use crate::names::suggestion_index::MOST;
use crate::render::quoting::{in_brackets, quoted};

/// Reports the retired names that still work, or those that do not.
pub(super) fn check(cx: &Context<'_>, rule: &'static Rule, still_works: bool, findings: &mut Collector) {
    for word in &cx.words {
        let Lookup::Retired(id) = word.lookup else { continue };
        let retired = cx.catalog.retired(id);
        if retired.still_works != still_works || word.foreign_character().is_some() {
            continue;
        }
        let name = cx.catalog.name();
        let event = if still_works { "deprecated by" } else { "removed from" };
        let since = retired.since.as_ref().map_or_else(String::new, |since| format!(" {}", at(since)));
        let is_moved = is_at_another_resource(cx.catalog, retired);
        let message = if is_moved {
            format!("scope {} has no effect at {name}", word.quote())
        } else {
            let end = retired.until.as_ref().map_or_else(String::new, |until| format!(", supported until {until}"));
            format!("scope {} was {event} {name}{since}{end}", word.quote())
        };
        let finding = word.finding(rule, message).advice(still_works && retired.until.is_none());
        // A name that still works may grant more than its successor.
        findings.push(match &*retired.replaced_by {
            [one] if !still_works && cx.holds(&one.text) => finding
                .help(format!("leave it out: the other scopes cover `{}`", one.text))
                .suggest(Certainty::Likely, vec![String::new()]),
            all => {
                let names = map(&all[..all.len().min(MOST)], &mut |name| name.to_string());
                finding.help(successors(retired)).suggest(certainty(cx.catalog, retired), names)
            }
        });
    }
}

/// `on 2025-03-01`, `in 2025-03`
fn at(date: &str) -> String {
    format!("{} {date}", if date.len() == "2025-03-01".len() { "on" } else { "in" })
}

/// How certain the replacement is. A name that still works is left to people: only they know whether their client has
/// the replacement, and whether the rest of the request goes with it.
fn certainty(catalog: &Catalog, retired: &Retired) -> Certainty {
    match &*retired.replaced_by {
        [successor] if !retired.still_works => {
            let elsewhere = |name| catalog.qualified(name).filter(|found| !found.resource.is_default);
            let resource = |name| elsewhere(name).map(|found| &found.resource.name.text);
            // Of another resource, the token would be for another server.
            let is_at_home = resource(&retired.name) == resource(&successor.text);
            let is_same = is_at_home && is_renamed(&retired.name, &successor.text);
            if is_same { Certainty::Certain } else { Certainty::Likely }
        }
        _ => Certainty::Choices,
    }
}

/// Whether a retired name goes on under the same name at another resource.
fn is_at_another_resource(catalog: &Catalog, retired: &Retired) -> bool {
    let [successor] = &*retired.replaced_by else { return false };
    let is_same = |short: &str| catalog.is_same_name(short, &retired.name);
    catalog.qualified(&successor.text).is_some_and(|found| !found.resource.is_default && is_same(found.name))
}

pub(super) fn successors(retired: &Retired) -> String {
    let names = quoted(&retired.replaced_by, ", ");
    let advice = match retired.replaced_by.len() {
        0 if retired.still_works => "it still works, and no replacement is listed".to_owned(),
        0 if retired.note.is_some() => "remove it".to_owned(),
        0 => "it has no replacement: remove it".to_owned(),
        1 => format!("write {names} instead"),
        _ => format!("write one of {names} instead"),
    };
    format!("{advice}{}", in_brackets(retired.note.as_deref()))
}

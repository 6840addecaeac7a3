//! Lists: one name a line, or a JSON array of names.

use std::collections::BTreeSet;

use scope_catalog::is_token;

use crate::collector::Collector;
use crate::shape::Shape;
use crate::text::{self, Syntax};
use crate::{Description, ImportError, Reason, SourceFormat, Subject};

/// More lines than this are not a list of scopes.
const MOST_LINES: usize = 100_000;

/// A line that is longer is cut where it is reported, in characters.
const SHOWN: usize = 60;

/// One name a line, with a bullet or not. Empty lines and those that begin with `#` say nothing.
pub(super) fn read_lines(text: &str) -> Result<Description, ImportError> {
    // Some lists have bullets.
    describe(
        lines(text)
            .map(|line| line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line).trim_start()),
    )
}

/// Whether a text seems to be such a list: most of its lines are names, and it has no other characters than text has.
pub(super) fn is_likely(text: &str) -> bool {
    let names = lines(text).filter(|line| is_token(line.trim_start_matches(['-', '*']).trim_start())).count();
    !text.contains('\0') && names > 0 && names * 2 > lines(text).count()
}

/// The lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A JSON array of texts.
pub(super) fn read_array(text: &str) -> Result<Description, ImportError> {
    let root = text::read(text, Syntax::Json, &Shape::scalar())?;
    if let Some(other) = root.items().find(|item| item.text().is_none()) {
        let what = if other.table().is_some() { "a table" } else { "something else" };
        return Err(ImportError::new(format!("the list has {what} where the name of a scope should be"))
            .help("write a JSON array of names: `[\"read\", \"write\"]`"));
    }
    describe(root.texts())
}

fn describe<'a>(names: impl Iterator<Item = &'a str>) -> Result<Description, ImportError> {
    let mut collector = Collector::default();
    let mut all = BTreeSet::new();
    for (at, name) in names.enumerate() {
        if at >= MOST_LINES {
            return Err(ImportError::new("the list has too many lines"));
        }
        if is_token(name) {
            if all.insert(name) {
                collector.declared(name, None);
            }
        } else {
            collector.left_out(Subject::Scope, &name.chars().take(SHOWN).collect::<String>(), Reason::NotAName);
        }
    }
    if all.is_empty() {
        return Err(ImportError::new("the list has no scopes").help("write one name per line"));
    }
    collector.counts.scopes = all.len();
    collector.partial("a list does not say whether it is complete");
    Ok(collector.finish(SourceFormat::Lines))
}

//! A comparison for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::comparison::{Comparison, Group, Side};
use crate::output::json::VERSION;

#[derive(Serialize)]
struct Value<'a> {
    version: u32,
    from: State<'a>,
    to: State<'a>,
    groups: &'a [Group],
    notes: &'a [String],
}

#[derive(Serialize)]
struct State<'a> {
    name: &'a str,
    /// `null` for the working tree.
    commit: Option<&'a str>,
}

impl<'a> State<'a> {
    fn new(side: &'a Side) -> Self {
        Self { name: &side.name, commit: side.commit.as_deref() }
    }
}

/// Writes one value.
pub(crate) fn write(output: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let Comparison { from, to, groups, notes } = comparison;
    let value = Value { version: VERSION, from: State::new(from), to: State::new(to), groups, notes };
    serde_json::to_writer_pretty(&mut *output, &value)?;
    writeln!(output)
}

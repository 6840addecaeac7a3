//! A comparison for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::comparison::{Comparison, Group, Side};
use crate::output::json::{VERSION, write_value};

#[derive(Serialize)]
struct Value<'a> {
    version: u32,
    from: &'a Side,
    to: &'a Side,
    groups: &'a [Group],
    notes: &'a [String],
}

/// Writes one value.
pub(crate) fn write(output: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    let Comparison { from, to, groups, notes } = comparison;
    write_value(output, &Value { version: VERSION, from, to, groups, notes })
}

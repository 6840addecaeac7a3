//! Differences for programs.

use std::io::{self, Write};

use serde::Serialize;

use super::report::Report;
use crate::output::json::{VERSION, write_value};

#[derive(Serialize)]
struct Value<'a> {
    version: u32,
    catalogs: &'a [Report],
}

/// Writes one value.
pub(super) fn write(output: &mut impl Write, catalogs: &[Report]) -> io::Result<()> {
    write_value(output, &Value { version: VERSION, catalogs })
}

//! Measures making a module of a catalog: a constant and a trait for each scope, and a type that implements some of the
//! traits.

use anyhow::Result;

use crate::build_dir::BuildDir;
use crate::measure::{Usage, median, rounds};
use crate::program::CALL;
use crate::table::{Budget, Table, figure};

const CATALOG: &str = "provider = \"google\"\n";
const SCOPE: &str = "https://www.googleapis.com/auth/drive";
/// Few catalogs are larger than this one.
const LIMIT: f64 = 500.0;

const MODULE: &str = "oauth_scopes::catalog!(pub mod google);\n";
const SET: &str = "oauth_scopes::scope_set!(pub struct Session: google = \"https://www.googleapis.com/auth/drive\");\n\
    pub fn list(_: &impl google::grants::DriveReadonly) {}\n\
    pub fn run() { list(&Session) }\n";

/// The additional cost of a module, compared with a crate that reads the same catalog for a call.
///
/// # Errors
///
/// If something does not compile.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let call = CALL.program(&[SCOPE.to_owned()]);
    let base = build_dir.compilation("module-none", &call, CATALOG)?;
    let module = build_dir.compilation("module-google", &format!("{call}{MODULE}"), CATALOG)?;
    let set = build_dir.compilation("module-set", &format!("{call}{MODULE}{SET}"), CATALOG)?;
    let all = [&base, &module, &set].map(|compilation| move || compilation.usage());
    let runs = all.each_ref().map(|run| run as &dyn Fn() -> Result<Usage>);
    let usages = rounds(build_dir.scaled(15, 5), &runs)?;
    let times: Vec<f64> = usages.iter().map(|usages| median(usages.iter().map(Usage::milliseconds))).collect();
    let mut table =
        Table::new("a module of provider = \"google\", CPU time more than one call against it", &["what", "ms"]);
    for (label, time) in ["catalog!", "catalog!, scope_set! and a function that asks for it"].iter().zip(&times[1..]) {
        let more = time - times[0];
        table.row(*label, vec![figure(more)], Some(Budget::at_most(more, LIMIT, "ms")));
    }
    Ok(vec![table])
}

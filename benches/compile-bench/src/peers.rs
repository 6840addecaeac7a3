//! Measures calls of other macros that check something while a program compiles.

use anyhow::Result;
use sha2::{Digest, Sha256};

use crate::build_dir::BuildDir;
use crate::catalog;
use crate::compiler::Compilation;
use crate::measure::{Usage, median, rounds};
use crate::program::{CALL, Form, PLAIN, texts};
use crate::table::{Budget, Table, figure};

const LAZY_REGEX: Form =
    Form { label: "lazy_regex::regex!", items: "use lazy_regex::regex;", pattern: "_", value: "regex!(TEXT)" };
const SQLX: Form = Form { label: "sqlx::query!, offline", items: "", pattern: "_", value: "sqlx::query!(TEXT)" };

/// A crate with many calls and one with a single call.
struct Pair {
    label: &'static str,
    count: usize,
    many: Compilation,
    single: Compilation,
}

/// Compares calls of other macros with ours.
///
/// # Errors
///
/// If a peer cannot be downloaded, or something does not compile.
pub(crate) fn benchmark(build_dir: &BuildDir) -> Result<Vec<Table>> {
    let (few, many) = (build_dir.scaled(200, 50), build_dir.scaled(4_000, 1_000));
    let pairs = [
        plain(build_dir, few)?,
        plain(build_dir, many)?,
        ours(build_dir, many)?,
        lazy_regex(build_dir, few)?,
        sqlx(build_dir, few)?,
    ];
    let mut times = Vec::new();
    for pair in &pairs {
        let usages = rounds(build_dir.scaled(7, 3), &[&|| pair.many.usage(), &|| pair.single.usage()])?;
        let [many, single] = [0, 1].map(|which| median(usages[which].iter().map(Usage::milliseconds)));
        times.push(many - single);
    }
    Ok(vec![table(&pairs, &times)])
}

fn plain(build_dir: &BuildDir, count: usize) -> Result<Pair> {
    let names = catalog::names(1_000);
    let compilation = |count| {
        let program = PLAIN.program(&texts(&names, count));
        build_dir.compilation(&format!("peer-plain-{count}"), &program, "")
    };
    Ok(Pair { label: PLAIN.label, count, many: compilation(count)?, single: compilation(1)? })
}

fn ours(build_dir: &BuildDir, count: usize) -> Result<Pair> {
    let names = catalog::names(1_000);
    let compilation = |count| {
        let program = CALL.program(&texts(&names, count));
        build_dir.compilation(&format!("peer-ours-{count}"), &program, &catalog::flat(&names))
    };
    Ok(Pair { label: "scopes!, 1000 names", count, many: compilation(count)?, single: compilation(1)? })
}

fn lazy_regex(build_dir: &BuildDir, count: usize) -> Result<Pair> {
    let package =
        build_dir.package("lazy-regex-user", "[dependencies]\nlazy-regex = \"3\"\n", &[("src/lib.rs", "")])?;
    let target = package.join("target");
    let dependencies = BuildDir::build(&package, &target)?.dependencies(&target, &["lazy_regex"])?;
    let texts = texts(&catalog::names(1_000), count);
    let compilation = |count: usize| {
        let name = format!("lazy-regex-{count}");
        build_dir.compilation_with(dependencies.clone(), &name, &LAZY_REGEX.program(&texts[..count]), &[])
    };
    Ok(Pair { label: LAZY_REGEX.label, count, many: compilation(count)?, single: compilation(1)? })
}

fn sqlx(build_dir: &BuildDir, count: usize) -> Result<Pair> {
    let manifest =
        "[dependencies]\nsqlx = { version = \"0.9\", default-features = false, features = [\"macros\", \"sqlite\"] }\n";
    let package = build_dir.package("sqlx-user", manifest, &[("src/lib.rs", "")])?;
    let target = package.join("target");
    let dependencies = BuildDir::build(&package, &target)?.dependencies(&target, &["sqlx"])?;
    let compilation = |count: usize| {
        let queries: Vec<String> = (0..count).map(|number| format!("SELECT id, name FROM table_{number}")).collect();
        let prepared: Vec<(String, String)> = queries.iter().map(|query| prepared(query)).collect();
        let files: Vec<(&str, &str)> = prepared.iter().map(|(path, text)| (&**path, &**text)).collect();
        let name = format!("sqlx-{count}");
        let compilation = build_dir.compilation_with(dependencies.clone(), &name, &SQLX.program(&queries), &files)?;
        Ok::<_, anyhow::Error>(Compilation { environment: &[("SQLX_OFFLINE", "true")], ..compilation })
    };
    Ok(Pair { label: SQLX.label, count, many: compilation(count)?, single: compilation(1)? })
}

/// The file that `cargo sqlx prepare` writes for a query of two columns.
fn prepared(query: &str) -> (String, String) {
    let hash: String = Sha256::digest(query).iter().map(|byte| format!("{byte:02x}")).collect();
    let column = |name, ordinal, kind| serde_json::json!({ "name": name, "ordinal": ordinal, "type_info": kind });
    let text = serde_json::json!({
        "db_name": "SQLite",
        "query": query,
        "describe": {
            "columns": [column("id", 0, "Integer"), column("name", 1, "Text")],
            "parameters": { "Right": 0 },
            "nullable": [false, false],
        },
        "hash": hash,
    });
    (format!(".sqlx/query-{hash}.json"), text.to_string())
}

/// The first two pairs are the baseline for the others: the same number of literals, without a call.
fn table(pairs: &[Pair], times: &[f64]) -> Table {
    let mut table = Table::new(
        "one call beside its peers, CPU time over the literal alone",
        &["call", "µs", "times ours", "calls"],
    );
    let over_plain = |pair: &Pair, time: &f64| {
        let plain = pairs.iter().zip(times).find(|(plain, _)| plain.count == pair.count).map_or(0.0, |(_, time)| *time);
        per_call(time - plain, pair.count)
    };
    let costs: Vec<f64> = pairs.iter().zip(times).map(|(pair, time)| over_plain(pair, time)).collect();
    for (pair, cost) in pairs.iter().zip(&costs).skip(2) {
        let ratio = cost / costs[2];
        let cells = vec![figure(*cost), figure(ratio), pair.count.to_string()];
        let is_peer = pair.label != pairs[2].label;
        table.row(pair.label, cells, is_peer.then(|| Budget::at_least(ratio, 10.0, "times ours")));
    }
    table.note("the cost of all calls less that of a single one; more calls of ours, since one is so short");
    table
}

/// Microseconds of one call.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn per_call(milliseconds: f64, count: usize) -> f64 {
    milliseconds * 1e3 / (count - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prepared_query_is_named_by_its_digest() {
        let (path, text) = prepared("SELECT 1");
        let digest = "e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5";
        assert_eq!(path, format!(".sqlx/query-{digest}.json"));
        assert!(text.contains(digest));
    }
}

//! Checks any text as a list of scopes against a catalog that uses every feature.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use scope_catalog::{Catalog, Level, Report, Request, check, fixed};

const BODY: &str = r#"
name = "multipass"
prefix = "https://multipass.example/auth/"
optional_prefix = "multipass:"
max_scopes = 4

[scopes]
read_profile = "Read the profile"
write_profile = { implies = ["read_profile"], aliases = ["profile", "profile.write"] }
read_orders = {}
"orders,all" = { implies = ["read_orders"] }
offline = { requires = ["read_profile"] }
admin = { exclusive = true, approval = "ask first", risk = "restricted" }
bot = { kinds = ["app"], conflicts = ["offline"] }
"https://multipass.example/auth/drive.readonly" = {}
"repo+write" = {}
"account:{id}:{right:read|write}" = { implies = ["read_profile"] }
"repository:{name:*}?action={action}" = {}

[retired]
multipass_write = { since = "2025-03", replaced_by = ["write_profile"], note = "renamed" }
multipass = { replaced_by = ["read_profile", "write_profile"] }
gone = {}
old_orders = { status = "deprecated", replaced_by = ["read_orders"] }

[clients.desktop]
kind = "user"
allow = ["read_profile", "write_profile", "account:{id}:{right:read|write}"]

[operations."GET /orders"]
needs = { any = ["read_orders", { all = ["read_profile", "offline"] }] }
"#;

const OTHER: &str = "name = \"elsewhere\"\nscopes = [\"repo\", \"gist\", \"read:org\"]";

/// The catalog for each value of the lowest three bits of the first byte.
///
/// A name with a comma can only be requested if the comma is not a delimiter.
static CATALOGS: LazyLock<Vec<Catalog>> = LazyLock::new(|| {
    let coverages = ["complete", "partial"].into_iter();
    let settings = coverages
        .flat_map(|coverage| ["space", "comma", "space-or-comma", "single"].map(|delimiter| (coverage, delimiter)));
    settings
        .map(|(coverage, delimiter)| {
            let body = if delimiter.contains("comma") { BODY.replace("orders,all", "orders|all") } else { BODY.into() };
            read(&format!("coverage = \"{coverage}\"\ndelimiter = \"{delimiter}\"{body}"))
        })
        .collect()
});
static ELSEWHERE: LazyLock<Catalog> = LazyLock::new(|| read(OTHER));

fn read(text: &str) -> Catalog {
    Catalog::from_text(text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fuzz_target!(|data: &[u8]| {
    let Some((&choice, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let is_set = |bit: u8| choice & (1 << bit) != 0;
    let catalog = &CATALOGS[usize::from(choice & 7)];
    let client = is_set(3).then(|| catalog.client("desktop").expect("the client"));
    let operations = Vec::from_iter(is_set(4).then(|| catalog.operation("GET /orders").expect("the operation")));
    let others = is_set(5).then_some(&*ELSEWHERE);
    // One list, or one scope per line.
    let uses: Vec<&str> = if is_set(6) { text.split('\n').collect() } else { vec![&text] };

    let request = Request { catalog, others: others.as_slice(), texts: &uses, client, operations: &operations };
    let report = check(&request);
    places_lie_in(&uses, &report);
    if let Some(fixed) = &fixed(&request) {
        is_right(fixed, &check(&Request { texts: &[fixed], ..request }));
    }
});

fn places_lie_in(texts: &[&str], report: &Report) {
    for finding in &report.findings {
        if let Some(place) = finding.span {
            assert!(texts[place.position()].get(place.range()).is_some(), "a place outside the text: {finding:?}");
        }
    }
}

/// Mistakes of form and wrong names must be gone after fixing; who may request a scope is not part of that.
fn is_right(fixed: &str, report: &Report) {
    const PUT_RIGHT: [&str; 7] = [
        "wrong-delimiter",
        "stray-whitespace",
        "encoded-text",
        "quoted-text",
        "invalid-character",
        "unknown-scope",
        "removed-scope",
    ];
    let left =
        report.findings.iter().find(|finding| finding.level == Level::Deny && PUT_RIGHT.contains(&finding.rule.id));
    assert!(left.is_none(), "fixed as `{}`, and still wrong: {left:?}", fixed.escape_debug());
}

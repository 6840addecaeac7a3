use proptest::prelude::*;
use scope_import::{ReadOptions, SourceFormat, read};

use crate::{describe, message};

/// As many levels as no parser should recurse into.
const DEEP: usize = 100_000;

#[test]
fn a_text_that_is_too_large() {
    let error = read("cups", &ReadOptions { largest: 3, ..ReadOptions::default() }).expect_err("four bytes");
    assert_eq!(error.message, "the document has 4 bytes; at most 3 are read");
    assert!(error.help.is_some());
}

#[test]
fn nesting() {
    let too_deep = "values are nested more than 128 levels deep";
    let json = |key: &str| format!(r#"{{"openapi": "3.0.0", "{key}": {}{}}}"#, "[".repeat(DEEP), "]".repeat(DEEP));
    assert_eq!(message(&json("security")), too_deep);
    // What says nothing of scopes is skipped, however deep it is.
    assert_eq!(describe(&json("servers")).operations, []);
    assert_eq!(message(&format!("openapi: 3.0.0\nsecurity:\n  {}", "- ".repeat(DEEP))), too_deep);
    let skipped = format!("openapi: 3.0.0\nservers:\n  {}", "- ".repeat(DEEP));
    assert_eq!(message(&skipped), "values are nested more than 1000 levels deep");
    assert!(message(&format!("openapi: 3.0.0\nservers: {}", "[".repeat(DEEP))).starts_with("this is not valid YAML"));
    let resources = format!("{}{{}}{}", r#"{"a": {"resources": "#.repeat(DEEP), "}}".repeat(DEEP));
    let discovery = format!(r#"{{"discoveryVersion": "v1", "id": "a:b", "resources": {resources}}}"#);
    assert_eq!(message(&discovery), too_deep);
    let also_requires = "(".repeat(DEEP);
    let kibali = format!(
        r#"{{"permissions": {{"A": {{"pathSets": [{{"methods": ["GET"], "alsoRequires": "{also_requires}", "paths": {{"/": ""}}}}]}}}}}}"#
    );
    assert_eq!(describe(&kibali).operations, []);
}

#[test]
fn aliases_that_multiply() {
    let multiplied = "the document is too large once its aliases and references are expanded";
    let level = |at: usize| {
        let resources: String = (0..50).map(|key| format!("k{key}: *r{}, ", at - 1)).collect();
        format!("z{at}: &r{at} {{resources: {{{resources}}}}}\n")
    };
    let levels: String = (1..50).map(level).collect();
    let discovery = format!(
        "discoveryVersion: v1\nid: a:b\nz: &r0 {{methods: {{m: {{scopes: [a]}}}}}}\n{levels}resources: {{a: *r49}}\n"
    );
    assert_eq!(message(&discovery), multiplied);

    let list = vec!["s"; 2000].join(", ");
    let security = vec!["{o: *s}"; 1500].join(", ");
    let text =
        format!("openapi: 3.0.0\ncomponents: &s [{list}]\nsecurity: [{security}]\npaths: {{/: {{get: {{}}}}}}\n");
    assert_eq!(message(&text), multiplied);
}

#[test]
fn an_alias_to_what_contains_it() {
    let error = read("openapi: 3.0.0\npaths: &a {/b: *a}\n", &ReadOptions::default()).expect_err("a circle");
    assert_eq!(error.message, "this alias refers to the value that contains it");
    assert_eq!(error.place, Some((2, 16)));
}

#[test]
fn references_that_lead_on_and_on() {
    let parts: String = (0..1000).map(|at| format!(r##""{at}": {{"$ref": "#/x/{}"}}, "##, at + 1)).collect();
    let text =
        format!(r##"{{"openapi": "3.0.0", "paths": {{"/a": {{"$ref": "#/x/0"}}}}, "x": {{{parts} "1000": {{}}}}}}"##);
    assert_eq!(message(&text), "the references of the document are nested too deeply");
    let to_itself = r##"{"openapi": "3.0.0", "paths": {"/a": {"$ref": "#/paths/~1a"}}}"##;
    assert_eq!(describe(to_itself).counts.unresolved, 1);
}

#[test]
fn garbage() {
    for text in
        ["\u{0}\u{1}", "PK\u{3}\u{4}", "%PDF-1.4\nabc def\n", "{\"openapi\": ", "[1, 2", "openapi: [", "\u{feff}"]
    {
        let message = message(text);
        assert!(!message.is_empty() && !message.contains('\n') && !message.ends_with('.'), "{text:?}: {message}");
    }
}

/// Words of every format, so that chance makes documents of them.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "openapi: 3.0.0\n",
        "swagger",
        "asyncapi: 2.0.0\n",
        "discoveryVersion",
        "permissions",
        "scopes_supported",
        "paths:\n",
        "  /a:\n",
        "    get:\n",
        "      security:\n",
        "      - o: [a, b]\n",
        "security: [{o: [a]}]\n",
        "$ref",
        "'#/paths/~1a'",
        "components:\n",
        "  securitySchemes:\n",
        "    o: {type: oauth2, flows: {x: {scopes: {a: b}}}}\n",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "'",
        "\n",
        " ",
        "- ",
        "&a ",
        "*a",
        "<<: ",
        "null",
        "a b",
        "\t",
        "é",
        "\u{0}",
        "|",
        "(",
        "id",
        "resources",
        "methods",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Any text ends in a description or in a message, in every format; what is described can be requested, and what an
    /// operation needs is there.
    #[test]
    fn any_text(text in pieces()) {
        let formats = SourceFormat::ALL.iter().map(|&format| ReadOptions { format: Some(format), ..ReadOptions::default() });
        for options in formats.chain([ReadOptions::default(), ReadOptions { other_credentials: true, ..ReadOptions::default() }]) {
            match read(&text, &options) {
                Err(error) => prop_assert!(!error.message.is_empty()),
                Ok(description) => {
                    let names: Vec<&str> = description.scopes.iter().map(|scope| &*scope.name).collect();
                    prop_assert!(names.is_sorted() && names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_graphic())));
                    for operation in &description.operations {
                        prop_assert!(!operation.needs.is_empty());
                        for all in &operation.needs {
                            prop_assert!(!all.is_empty() && (description.format == SourceFormat::Kibali
                                || all.iter().all(|name| names.contains(&&**name))));
                        }
                    }
                    prop_assert_eq!(read(&text, &options), Ok(description));
                }
            }
        }
    }
}

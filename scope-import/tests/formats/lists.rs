use scope_import::{ReadOptions, SourceFormat, read};

use crate::{describe, left_out, message, scopes};

#[test]
fn a_name_a_line() {
    let description = describe("# Cups\ncups:read\n\n  - cups:write\n* tea\ncups:read\nSomething else\n");
    assert_eq!(description.format, SourceFormat::Lines);
    assert_eq!(scopes(&description), ["cups:read", "cups:write", "tea"]);
    assert_eq!(left_out(&description), ["Something else: not a name that can be requested"]);
    assert_eq!((description.counts.scopes, description.complete), (3, false));
}

#[test]
fn an_array_of_names() {
    let description = describe(r#"["tea", "cups"]"#);
    assert_eq!((description.format, scopes(&description).join(" ")), (SourceFormat::Lines, "cups tea".to_owned()));
    assert_eq!(message(r#"["tea", {}]"#), "the list has a table where the name of a scope should be");
    assert_eq!(message("[]"), "the list has no scopes");
}

#[test]
fn a_table_with_a_header() {
    let text = "Description;Scope;Kind;Deprecated\n\"Read; and \"\"count\"\" cups\";cups:read;user bot;no\n# a note\nDrink tea;tea;;yes\nNo name;;;\nX;a b;;\n";
    let description = describe(text);
    assert_eq!(description.format, SourceFormat::Csv);
    assert_eq!(scopes(&description), ["cups:read", "~tea"]);
    assert_eq!(description.scopes[0].description.as_deref(), Some("Read; and \"count\" cups"));
    assert_eq!(description.scopes[0].kinds, ["user", "bot"]);
    assert_eq!(left_out(&description), ["a b: not a name that can be requested"]);
}

#[test]
fn a_table_without_a_header() {
    let description = describe("cups:read,Read cups\ncups:write,\"Write, and wash\"\n");
    assert_eq!(scopes(&description), ["cups:read", "cups:write"]);
    assert_eq!(description.scopes[1].description.as_deref(), Some("Write, and wash"));
}

#[test]
fn a_stated_format() {
    let stated = |text, format| read(text, &ReadOptions { format: Some(format), ..ReadOptions::default() });
    let lines = stated("openapi:\nkind:\n", SourceFormat::Lines).expect("lines");
    assert_eq!(scopes(&lines), ["kind:", "openapi:"]);
    let table = stated("scope\ncups\n", SourceFormat::Csv).expect("a table");
    assert_eq!(scopes(&table), ["cups"]);
    assert_eq!(stated("# nothing\n", SourceFormat::Lines).expect_err("nothing").message, "the list has no scopes");
    assert_eq!(stated("a b,c\n", SourceFormat::Csv).expect_err("nothing").message, "the table has no scopes");
}

#[test]
fn a_table_that_ends_too_early_or_never() {
    let error =
        read("scope,description\ncups,\"Read\ntea,Drink\n", &ReadOptions::default()).expect_err("an open quote");
    assert_eq!((&*error.message, error.place), ("this quote is not closed", Some((2, 6))));
    assert_eq!(message(&format!("scope,description\n{}", "a,\n".repeat(100_000))), "the table has too many rows");
    assert_eq!(message(&"a\n".repeat(100_001)), "the list has too many lines");
}

//! Tests that `docs/reference/rules.md` is up to date. `UPDATE=1 cargo test -p scope-catalog --test rules_document`
//! regenerates it.

use scope_catalog::{Level, Rule, rules};

fn document() -> String {
    let mut text = "# Rules\n\n\
        These rules apply to macro calls, configuration files and audits. To change the level of a rule, write `allow`, `warn` or\n\
        `deny` under `[levels]` in the catalog.\n\n\
        *Advice* is a warning that only `cargo scopes` and build scripts show. The compiler does not show it, because `-D warnings`\n\
        would make it an error. If `[levels]` has the rule, it is no longer advice.\n\n\
        This page is generated from the rules.\n\n\
        | Rule | Default | Finds |\n| --- | --- | --- |\n"
        .to_owned();
    for rule in rules::ALL {
        let level = if rules::ADVICE.contains(&rule) { "advice" } else { rule.default_level.as_str() };
        text.push_str(&format!("| [`{0}`](#{0}) | {level} | {1} |\n", rule.id, rule.summary));
    }
    for rule in rules::ALL {
        text.push_str(&section(rule));
    }
    text
}

fn section(rule: &Rule) -> String {
    let level = match rule.default_level {
        _ if rules::ADVICE.contains(&rule) => "advice",
        Level::Allow => "allowed",
        Level::Warn => "a warning",
        Level::Deny => "an error",
    };
    format!("\n## `{}`\n\n{} ({level} by default)\n\n{}\n", rule.id, capitalized(rule.summary), rule.docs())
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test compares a file")]
fn the_page_says_what_the_rules_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/rules.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, document()).expect("docs/reference/rules.md can be written");
    }
    let page = std::fs::read_to_string(path).expect("docs/reference/rules.md");
    assert!(page.replace("\r\n", "\n") == document(), "docs/reference/rules.md is out of date: run with UPDATE=1");
}

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::*;

/// A call in few words: its catalog, texts, client and operations; or its errors.
fn read(of: Macro, tokens: TokenStream) -> Result<String, Vec<SyntaxError>> {
    if of == Macro::Catalog {
        let call = CatalogCall::parse(tokens)?;
        return Ok(format!("{} {}", call.catalog.map_or_else(String::new, |name| name.text), call.name));
    }
    let scopes = ScopesCall::parse(of, tokens)?;
    let values = |texts: &[Text]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>().join("|");
    let catalog = scopes.catalog.map_or_else(String::new, |name| name.text + ": ");
    let client = scopes.client.map_or_else(String::new, |client| format!(" for {}", client.value));
    Ok(format!("{catalog}{}{client} [{}]", values(&scopes.texts), values(&scopes.operations)))
}

fn parsed(of: Macro, source: &str) -> String {
    match read(of, source.parse().expect("tokens")) {
        Ok(call) => call,
        Err(errors) => errors.iter().map(SyntaxError::message).collect::<Vec<_>>().join("; "),
    }
}

#[test]
fn literals_and_options() {
    for (source, expected) in [
        (r#""a b""#, "a b []"),
        (r#""a", "b","#, "a|b []"),
        ("", " []"),
        (r##"r#"["a"]"#, "\u{61}\tb""##, "[\"a\"]|a\tb []"),
        ("\"a \\\n   b\"", "a b []"),
        (
            r#"github: "repo", client = "web", operations = ["GET /a", "PUT /b",]"#,
            "github: repo for web [GET /a|PUT /b]",
        ),
        (r#""a", operations = "GET /a", operations = ["PUT /b"]"#, "a [GET /a|PUT /b]"),
        (r#"client = "web", "a""#, "a for web []"),
        (r#"box: "x""#, "box: x []"),
        (r#"r#box: "x""#, "box: x []"),
        (r#"match:"x""#, "match: x []"),
    ] {
        assert_eq!(parsed(Macro::Scopes, source), expected, "{source}");
        assert_eq!(parsed(Macro::ScopeList, source), expected, "{source}");
    }
}

#[test]
fn calls_that_begin_with_something_else() {
    use Macro::{AssertCovers, Catalog, Operation, Performs, PerformsHere, ScopeName, ScopeSet};
    for (of, source, expected) in [
        (ScopeSet, r#"pub struct A: m = "a b";"#, "a b []"),
        (ScopeSet, r#"github:#[doc = "x"] #[derive(Clone)] pub(crate) struct A: m::n = "a""#, "github: a []"),
        (ScopeSet, r#"impl m for Token<A> = "a", client = "web""#, "a for web []"),
        (AssertCovers, r#"SCOPES, "a""#, "a []"),
        (AssertCovers, r#"of(A, B), github: "a", operations = ["GET /a"]"#, "github: a [GET /a]"),
        (AssertCovers, r#"SCOPES, operations = "GET /a""#, " [GET /a]"),
        (Operation, r#""GET /a""#, " [GET /a]"),
        (Performs, r#"github: "GET /a", "PUT /b""#, "github:  [GET /a|PUT /b]"),
        (PerformsHere, r#""GET /a","#, " [GET /a]"),
        (ScopeName, r#"github: "repo","#, "github: repo []"),
        (Catalog, "mod a", " a"),
        (Catalog, "github: #[allow(unused)] pub(in crate::x) mod b;", "github b"),
    ] {
        assert_eq!(parsed(of, source), expected, "{source}");
    }
}

#[test]
fn the_parts_of_a_set() {
    let set = |source: &str| SetCall::parse(source.parse().expect("tokens")).expect("a set").target;
    let own = set(r#"#[doc = "x"] pub(crate) struct A: m::n = "a""#);
    let declaration = own.declaration.expect("a struct");
    assert_eq!((declaration.visibility.to_string(), declaration.name.to_string()), ("pub (crate)".into(), "A".into()));
    assert_eq!((own.type_name.to_string(), own.module.to_string()), ("A".into(), "m :: n".into()));
    let other = set(r#"impl m for Token<A> = "a""#);
    assert!(other.declaration.is_none());
    assert_eq!((other.type_name.to_string(), other.module.to_string()), ("Token < A >".into(), "m".into()));
}

#[test]
fn every_mistake_is_named() {
    use Macro::{AssertCovers, Catalog, Operation, Performs, PerformsHere, ScopeName, ScopeSet, Scopes};
    for (of, source, expected) in [
        (Scopes, "NAME", "expected a string literal, found `NAME`"),
        (Scopes, "a::b(\"c\")", "expected a string literal, found `a`"),
        (Scopes, "'a", "expected a string literal, found `'`"),
        (Scopes, "(\"a\")", "expected a string literal, found `(…)`"),
        (Scopes, "concat!(\"a\")", "expected a string literal, found a call to `concat!`"),
        (Scopes, "7", "expected a string literal, found `7`"),
        (Scopes, "b\"a\"", "expected a string literal, found `b\"a\"`"),
        (Scopes, "c\"a\"", "expected a string literal, found `c\"a\"`"),
        (Scopes, "'a'", "expected a string literal, found `'a'`"),
        (Scopes, "\"a\"x", "unexpected suffix `x` after a string literal"),
        (Scopes, "\"a\" \"b\"", "missing `,` before `\"b\"`"),
        (Scopes, "\"a\" + B, 7", "expected `,`, found `+`; expected a string literal, found `7`"),
        (Scopes, "\"a\";", "expected `,`, found `;`"),
        (Scopes, "\"a\",, \"b\"", "expected a string literal, found `,`"),
        (Scopes, "[\"a\"]", "unexpected brackets around the literals"),
        (Scopes, "&[\"a\"]", "unexpected brackets around the literals"),
        (Scopes, "github \"repo\"", "missing `:` after the catalog `github`"),
        (Scopes, "\"repo\", github: \"repo\"", "the catalog `github` is not the first argument"),
        (Scopes, "\"a\", clinet = \"x\"", "unknown option `clinet`"),
        (Scopes, "\"a\", type = \"x\"", "unknown option `type`"),
        (Scopes, "\"a\", github => \"x\"", "unknown option `github`"),
        (Scopes, "\"a\", client => \"x\"", "expected `=` after `client`, found `=>`"),
        (Scopes, "\"a\", client == \"x\"", "expected `=` after `client`, found `==`"),
        (Scopes, "\"a\", client: \"x\"", "expected `=` after `client`, found `:`"),
        (Scopes, "\"a\", client \"x\"", "missing `=` after `client`"),
        (Scopes, "\"a\", client = X", "expected a string literal for `client`, found `X`"),
        (Scopes, "\"a\", client = ", "expected a string literal for `client`"),
        (Scopes, "\"a\", client = \"x\", client = \"y\"", "duplicate option `client`"),
        (Scopes, "\"a\", operations = [\"x\", Y]", "expected a string literal for `operations`, found `Y`"),
        (Scopes, "\"a\", operations = [\"x\" \"y\"]", "missing `,` before `\"y\"`"),
        (Scopes, "\"a\", operations = [\"x\"] y", "missing `,` before `y`"),
        (Scopes, "\"a\", operations = []", "expected a string literal for `operations`"),
        (ScopeSet, "pub struct A", "`scope_set!` takes a type, the module of its catalog and the scopes"),
        (ScopeSet, "pub struct A = \"a\"", "`scope_set!` takes a type, the module of its catalog and the scopes"),
        (ScopeSet, "impl A = \"a\"", "`scope_set!` takes a type, the module of its catalog and the scopes"),
        (ScopeSet, "pub enum A: m = \"a\"", "`scope_set!` takes a type, the module of its catalog and the scopes"),
        (ScopeSet, "pub impl m for A = \"a\"", "unexpected `pub` before `impl`"),
        (ScopeSet, "pub struct A: m = B", "expected a string literal, found `B`"),
        (AssertCovers, "A", "`assert_covers!` takes a constant and what it must cover"),
        (AssertCovers, "A,", "`assert_covers!` takes a constant and what it must cover"),
        (AssertCovers, ", \"a\"", "`assert_covers!` takes a constant and what it must cover"),
        (AssertCovers, "A, \"a\", client = \"web\"", "unknown option `client`"),
        (Operation, "", "expected the name of an operation"),
        (Performs, "", "expected the name of an operation"),
        (Operation, "\"a\", \"b\"", "`operation!` takes one operation, found 2"),
        (PerformsHere, "A, B", "expected a string literal, found `A`; expected a string literal, found `B`"),
        (Operation, "\"a\", client = \"b\"", "expected a string literal, found `client`"),
        (ScopeName, "", "`scope_name!` takes one scope, found 0"),
        (ScopeName, "\"a\", \"b\"", "`scope_name!` takes one scope, found 2"),
        (ScopeName, "NAME", "expected a string literal, found `NAME`"),
        (ScopeName, "\"a\", client = \"web\"", "expected a string literal, found `client`"),
        (Catalog, "", "`catalog!` takes a module"),
        (Catalog, "pub fn a", "`catalog!` takes a module"),
        (Catalog, "mod a {}", "`catalog!` takes a module"),
    ] {
        assert_eq!(parsed(of, source), expected, "{source}");
        let errors = read(of, source.parse().expect("tokens")).expect_err(source);
        assert!(errors.iter().all(|error| !error.help().is_empty()), "{source}");
    }
}

#[test]
fn a_catalog_in_quotes_is_told_from_a_missing_comma() {
    let help = |source: &str| read(Macro::Scopes, source.parse().expect("tokens")).expect_err("a mistake")[0].help();
    assert_eq!(help("\"github\": \"repo\""), "write the name of a catalog without quotes: `name: \"…\"`");
    assert_eq!(help("\"a\"; \"b\""), "separate the arguments with commas");
}

#[test]
fn groups_of_macros_by_example_are_looked_through() {
    let group = |source: &str| {
        let tokens = source.parse::<TokenStream>().expect("tokens");
        TokenTree::Group(Group::new(Delimiter::None, tokens))
    };
    let call = |parts: &[&str]| {
        // What is between `<` and `>` was passed on by a macro by example.
        let mut tokens = TokenStream::new();
        for part in parts {
            match part.strip_prefix('<') {
                Some(inner) => tokens.extend([group(inner)]),
                None => tokens.extend(part.parse::<TokenStream>().expect("tokens")),
            }
        }
        tokens
    };
    for (of, parts, expected) in [
        (Macro::Scopes, &["<\"a\""][..], "a []"),
        (Macro::Scopes, &["<\"a\"", ",", "<\"b\"", ", client =", "<\"web\""], "a|b for web []"),
        (Macro::Scopes, &["\"a\", operations =", "<[\"GET /a\"]"], "a [GET /a]"),
        (Macro::ScopeSet, &["<pub", "struct A:", "<m::n", "= \"a\""], "a []"),
        (Macro::ScopeSet, &["<", "struct A: m =", "<\"a\""], "a []"),
        (Macro::AssertCovers, &["<of(A, B)", ",", "<\"a\""], "a []"),
        (Macro::Catalog, &["<pub(crate)", "mod a"], " a"),
    ] {
        assert_eq!(read(of, call(parts)).unwrap_or_else(|errors| panic!("{parts:?}: {errors:?}")), expected);
    }
    let errors = read(Macro::Scopes, call(&["<concat!(\"a\")", ",", "<-1", ",", "<\"a\" + B"])).expect_err("mistakes");
    let messages: Vec<String> = errors.iter().map(SyntaxError::message).collect();
    assert_eq!(
        messages,
        [
            "expected a string literal, found a call to `concat!`",
            "expected a string literal, found `-`",
            "expected `,`, found `+`"
        ]
    );
}

#[test]
fn of_many_mistakes_most_are_counted() {
    for (written, count) in [("x, ", 21), (", ", 1_000), ("\"a\" ", 22)] {
        let tokens: TokenStream = written.repeat(count).parse().expect("tokens");
        let errors = read(Macro::Scopes, tokens).expect_err("mistakes");
        let last = errors.last().expect("a mistake");
        assert!(errors.len() <= 20, "{written}");
        if written != "\"a\" " {
            assert_eq!(last.message(), format!("{} more mistakes in the arguments of this call", count - 19));
        }
    }
    let tokens: TokenStream = "x, ".repeat(20).parse().expect("tokens");
    let errors = read(Macro::Scopes, tokens).expect_err("mistakes");
    assert!(errors.len() == 20 && errors.iter().all(|error| error.span.is_some()));
}

#[test]
fn what_to_write_instead() {
    for (of, source, expected) in [
        (Macro::Scopes, "read", "if this is the name of a scope, write it in quotes: `\"read\"`\nto check scopes that"),
        (Macro::Scopes, "NAME", "to give the list a name, make the constant with the macro: "),
        (
            Macro::Scopes,
            "\"a\", provider = \"github\"",
            "write the name of a catalog at the start, without quotes: `scopes!(name: …)`",
        ),
        (
            Macro::Scopes,
            "\"a\", grant = \"x\"",
            "write `grant = \"…\"` for a client in the catalog, and `client = \"…\"` here",
        ),
        (Macro::AssertCovers, "A, \"a\", grant = \"x\"", "the only option is `operations = [\"…\"]`"),
    ] {
        let errors = ScopesCall::parse(of, source.parse().expect("tokens")).expect_err(source);
        assert!(errors[0].help().starts_with(expected), "{source}: {}", errors[0].help());
    }
}

use super::*;

fn alone(text: &str) -> Result<Source, NoRust> {
    read(text, &Aliases::new())
}

fn crates() -> BTreeSet<String> {
    BTreeSet::from(["oauth_scopes".to_owned()])
}

fn texts(source: &str) -> Vec<String> {
    let source = alone(source).expect("Rust");
    let crates = crates();
    source.calls(&crates).flat_map(|call| call.texts.iter().map(|text| text.value.clone())).collect()
}

#[test]
fn calls_wherever_they_stand() {
    let source = "#!/usr/bin/env run\n\
        use oauth_scopes::{scopes, scope_list as list};\n\
        mod inner { const A: S = super::scopes!(\"a b\"); }\n\
        fn f() { println!(\"{}\", scopes![\"c\"]); vec![list! { \"d\", r#\"e\"# }] }\n\
        // scopes!(\"no\")\n\
        const TEXT: &str = \"scopes!(no)\";\n\
        /* scopes!(\"no\") */ #[cfg(test)] mod tests { #[test] fn t() { assert_eq!(oauth_scopes::scopes!(\"f\").len(), 1) } }\n";
    assert_eq!(texts(source), ["a b", "c", "d", "e", "f"]);
}

#[test]
fn calls_of_others_are_theirs() {
    for source in [
        "use rspotify::scopes; fn f() { scopes!(\"a\") }",
        "fn f() { rspotify::scopes!(\"a\") }",
        "macro_rules! scopes { ($($t:tt)*) => {} } fn f() { scopes!(\"a\") }",
        "fn f() { scopes != (\"a\"); scopes(\"a\") }",
    ] {
        assert_eq!(texts(source), [""; 0], "{source}");
    }
    for source in [
        "fn f() { scopes!(\"a\") }",
        "use rspotify::scopes as theirs; use oauth_scopes::scopes; fn f() { scopes!(\"a\"); theirs!(b) }",
        "use oauth_scopes as os; fn f() { os::scopes!(\"a\") }",
        "fn f() -> impl Sized + use<> { use oauth_scopes::scopes as s; s!(\"a\") }",
        "use crate::prelude::*; fn f() { scopes!(\"a\") }",
        "use crate::prelude; fn f() { prelude::scopes!(\"a\") }",
    ] {
        assert_eq!(texts(source), ["a"], "{source}");
    }
}

#[test]
fn arguments() {
    let source =
        alone("scopes!(github: \"repo\", client = \"web\", operations = [\"GET /a\", \"PUT /b\"],)").expect("Rust");
    let call = &source.calls[0];
    assert_eq!(call.catalog.as_ref().map(|catalog| &*catalog.value), Some("github"));
    assert_eq!(call.client.as_ref().map(|client| &*client.value), Some("web"));
    assert_eq!(call.operations.iter().map(|operation| &*operation.value).collect::<Vec<_>>(), ["GET /a", "PUT /b"]);
    assert_eq!((call.texts.len(), call.mistakes.len()), (1, 0));
    let source = alone("scopes!(A, \"a\" \"b\", , clinet = \"x\")").expect("Rust");
    assert_eq!(source.calls[0].mistakes.len(), 4, "{:?}", source.calls[0]);
}

#[test]
fn calls_that_begin_with_something_else() {
    for (text, catalog, expected) in [
        ("scope_set!(pub struct A: m = \"a b\");", None, "a b"),
        ("scope_set!(github: /** x */ #[derive(Clone)] pub(crate) struct A: m::n = \"a\";)", Some("github"), "a"),
        ("scope_set!(impl m for Token<A> = \"a\", client = \"web\")", None, "a"),
        ("assert_covers!(SCOPES, \"a\")", None, "a"),
        ("assert_covers!(of(A, B), github: \"a\", operations = [\"GET /a\"])", Some("github"), "a"),
    ] {
        let source = alone(text).expect("Rust");
        let call = &source.calls[0];
        assert_eq!(call.catalog.as_ref().map(|catalog| &*catalog.value), catalog, "{text}");
        assert_eq!((&*call.texts[0].value, call.mistakes.len()), (expected, 0), "{text}: {call:?}");
    }
    for text in ["performs_here!(github: \"GET /a\")", "#[performs(github: \"GET /a\")] fn f() {}"] {
        let source = alone(text).expect("Rust");
        let call = &source.calls[0];
        assert_eq!((&*call.operations[0].value, call.mistakes.len(), call.texts.len()), ("GET /a", 0, 0), "{text}");
    }
    for text in ["scope_set!(pub struct A)", "#[performs] fn f() {}", "#[cfg_attr(unix, performs(A))] fn f() {}"] {
        assert_eq!(alone(text).expect("Rust").calls[0].mistakes.len(), 1, "{text}");
    }
    assert_eq!(alone("fn performs(a: u8) {} fn f() { performs(A); self.performs(B) }").expect("Rust").calls, []);
}

#[test]
fn a_call_in_a_macro_by_example() {
    let source = alone("macro_rules! m { ($s:literal) => { scopes!($s); scopes!(\"a\") } }").expect("Rust");
    let templates: Vec<bool> = source.calls.iter().map(|call| call.is_template).collect();
    assert_eq!(templates, [true, false]);
}

#[test]
fn a_call_that_does_not_end() {
    let text = "fn f() { scopes!(\"a\" }";
    let (place, message) = alone(text).map(|_| ()).expect_err("no end").clone();
    assert_eq!((&text[place], &*message), ("scopes", "this call is not closed"));
    assert!(alone("\u{feff}fn f() { \"é\" } {{{").is_ok());
}

/// Depths that overflow the stack, and sizes that take minutes where the time grows with the square.
#[test]
fn hostile_files_end() {
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(20_000), close.repeat(20_000));
    for text in [
        nested("scopes!(", ")"),
        format!("scopes!(\"a\", {});", nested("(", ")")),
        format!("#[cfg{}] mod a;", nested("(", ")")),
    ] {
        alone(&text)
            .map(|_| ())
            .map_or_else(|(_, message)| assert!(message.contains("brackets"), "{message}"), |()| ());
    }
    for text in [
        format!("use {}scopes{};", "a::{".repeat(20_000), "}".repeat(20_000)),
        nested("mod a {", "}"),
        nested("(", ")"),
        "#[a".repeat(20_000),
        "#[ #[a] ".repeat(20_000),
        "extern crate ".repeat(20_000),
        "extern crate a as b; ".repeat(20_000),
        "use oauth_scopes::scopes as s; s!(\"a\"); ".repeat(5_000),
    ] {
        let text = format!("{text}\nscopes!(\"a\");");
        assert!(alone(&text).is_ok_and(|source| source.calls(&crates()).count() > 0), "{}", &text[..20]);
    }
    let text = format!("scopes!({})", ["scope_list!(x)"; 150].join(", "));
    assert!(alone(&text).is_ok());
}

#[test]
fn names_that_other_files_give() {
    let prelude = alone("pub use oauth_scopes::{scopes as sc, scope_list as _}; use sc as so; use so as three;");
    let aliases: Aliases = prelude.expect("Rust").renames();
    let expected = ["sc", "so", "three"].map(|name| (name.to_owned(), "scopes".to_owned()));
    assert_eq!(aliases, Aliases::from(expected));
    let source = read("use crate::prelude::sc; fn f() { sc!(\"a\"); own!(\"b\") }", &aliases).expect("Rust");
    let calls: Vec<&Call> = source.calls(&crates()).collect();
    assert_eq!((calls.len(), calls[0].of), (1, Macro::Scopes));
}

#[test]
fn what_is_around_a_call() {
    let source = alone(
        "macro_rules! m { ($e:expr) => { { scopes!(\"a\"); $e } } }\n\
         fn f() { m!(scopes!(\"b\")); vec![scopes!(\"c\")]; stringify!(scopes!(\"d\")); quote! { scopes!(\"e\") } }\n\
         use serde_json::json; fn g() { json!({ \"a\": scopes!(\"f\") }); crate::n! { scopes!(\"g\") } }",
    )
    .expect("Rust");
    let around: Vec<(&str, Vec<String>)> = source
        .candidates()
        .iter()
        .map(|call| {
            let name = |around: &Around| match around {
                Around::Arguments(name) => format!("{name}!"),
                Around::Definition(name) => name.clone(),
            };
            (&*call.texts[0].value, call.within.iter().map(name).collect())
        })
        .collect();
    let expected: [(&str, &[&str]); 6] =
        [("a", &["m"]), ("b", &["m!"]), ("c", &[]), ("e", &["quote!"]), ("f", &[]), ("g", &["n!"])];
    assert_eq!(around, expected.map(|(text, names)| (text, names.iter().map(ToString::to_string).collect())));
    assert!(source.invoked.contains("m") && source.invoked.contains("json"));
}

#[test]
fn macros_that_are_handed_on() {
    let names = |text: &str| -> Vec<String> {
        let source = alone(text).expect("Rust");
        source
            .handed_on
            .iter()
            .map(|call| [&*call.path, std::slice::from_ref(&call.name)].concat().join("::"))
            .collect()
    };
    for (text, expected) in [
        ("w!(oauth_scopes::scopes);", &["oauth_scopes::scopes"][..]),
        ("other::w! { a, oauth_scopes::scope_list }", &["oauth_scopes::scope_list"]),
        ("use oauth_scopes::scopes; w!(scopes);", &["scopes"]),
        ("use oauth_scopes::scopes as s; w!(s, 1);", &["s"]),
        ("w!(oauth_scopes::scopes!(\"a\"));", &[]),
        ("stringify!(oauth_scopes::scopes); quote! { oauth_scopes::scopes }", &[]),
        ("cfg_if! { if #[cfg(unix)] { use oauth_scopes::scopes; } }", &[]),
        ("macro_rules! m { () => { use oauth_scopes::scopes; } }", &[]),
        ("use oauth_scopes::scopes; fn f() { g(oauth_scopes::scopes) }", &[]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn what_no_build_has() {
    let text = "#[cfg(any())] mod one; #[cfg(false)] fn f() { scopes!(\"a\") } mod two; fn g() { scopes!(\"b\") }";
    assert_eq!(texts(text), ["b"]);
    let items = Items::of(text);
    assert_eq!(items.modules().map(|module| &*module.name).collect::<Vec<_>>(), ["two"]);
}

#[test]
fn modules_and_what_is_included() {
    let items = Items::of(
        "#[cfg(unix)] #[path = \"far/off.rs\"] pub(crate) mod one;\nmod two;\nmod inner { mod three; }\n\
         use a::b; mod four;\ninclude!(\"five.rs\"); extern \"C\" { fn x(); } mod six { }",
    );
    let modules: Vec<(&str, Option<&str>)> =
        items.modules().map(|module| (&*module.name, module.path.as_deref())).collect();
    let expected = [("one", Some("far/off.rs")), ("two", None), ("four", None), ("three", None)];
    assert_eq!((&*modules, &*items.included), (&expected[..], &["five.rs".to_owned()][..]));
    let items = Items::of(
        "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(any(windows, feature = \"w\"), path = \"w.rs\")] mod system;\n\
         #[cfg_attr(test, allow(unused))] mod plain;",
    );
    let modules: Vec<(&str, Option<&str>)> =
        items.modules().map(|module| (&*module.name, module.path.as_deref())).collect();
    assert_eq!(modules, [("system", Some("w.rs")), ("system", Some("u.rs")), ("system", None), ("plain", None)]);
}

#[test]
fn calls_within_calls_of_others() {
    let text = "fn f() { outer!(a, $crate::scopes!(\"x\"), inner![scopes!(\"y\")]) }";
    assert_eq!(texts(text), ["x", "y"]);
}

#[test]
fn any_text_is_read_without_a_panic() {
    let pieces = [
        "scopes!(", "\"a b\"", "r#\"a\"#", ")", "]", "{", "}", "use ", "oauth_scopes::", "as x", ";", "mod ",
        "#[path = ", "'a'", "'", "\"", "\\", "//", "/*", "*/", "\n", "é", "\u{feff}", "#!", "$s", ",", "client = ",
        "github: ", "operations = [", "macro_rules! scopes ", "include!(", "extern crate ", "1.0e-3", "b'", "br##\"",
        "scope_list", "::", "&",
    ];
    let mut state = 1u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..16 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let piece = usize::try_from(state >> 33).expect("31 bits") % pieces.len();
            text.push_str(pieces[piece]);
        }
        match alone(&text) {
            Ok(source) => {
                for call in source.calls(&crates()) {
                    assert!(text.get(call.span.clone()).is_some(), "{text:?}");
                    assert!(call.texts.iter().all(|literal| text.get(literal.span.clone()).is_some()), "{text:?}");
                    assert!(call.mistakes.iter().all(|mistake| text.get(mistake.span.clone()).is_some()), "{text:?}");
                }
            }
            Err((place, _)) => assert!(text.get(place).is_some(), "{text:?}"),
        }
    }
}

use super::*;
use proptest::prelude::*;

#[test]
fn nesting_has_an_end() {
    for text in [format!("a = {}", "[".repeat(100_000)), format!("a{} = 1", ".a".repeat(100_000))] {
        let (_, faults) = Document::parse(&text);
        assert!(!faults.is_empty());
    }
}

#[test]
fn what_is_no_toml_is_refused() {
    for text in [
        "a = 2020-13-45", "a = 2021-02-30", "a = 07:0:00", "a = 25:00:00", "[a.b]\n[a]\nb.c.d = 1", "a = 1\na.b = 2",
        "a = {}\n[a.b]", "a = {\nb = 1",
    ] {
        assert!(!Document::parse(text).1.is_empty(), "{text}");
    }
    for text in ["a = 2020-12-31", "a = 07:30:00", "[a.b]\n[a]\nc.d = 1", "a.b = 1\na.c = 2", "[a]\nb.c = 1\nb.d = 2"] {
        assert_eq!(Document::parse(text).1, [], "{text}");
    }
}

#[test]
fn a_fault_at_the_end_of_a_line_is_before_its_end() {
    for text in ["name = \"multipass\n", "name = \"multipass\r\n"] {
        let (_, faults) = Document::parse(text);
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.span.start == 17), "{text:?}: {faults:?}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in r#"([\[\]{}"'=.,#ab\\ \n]|\PC){0,40}"#) {
        let _ = Document::parse(&text);
    }
}

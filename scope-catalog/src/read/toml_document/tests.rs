use super::*;
use proptest::prelude::*;

#[test]
fn nesting_has_an_end() {
    for text in [format!("a = {}", "[".repeat(100_000)), format!("a{} = 1", ".a".repeat(100_000))] {
        let (_, faults) = Document::parse(&text);
        assert!(!faults.is_empty());
    }
}

proptest! {
    #[test]
    fn never_panics(text in r#"([\[\]{}"'=.,#ab\\ \n]|\PC){0,40}"#) {
        let _ = Document::parse(&text);
    }
}

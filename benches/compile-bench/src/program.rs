//! Generates the crates that are compiled: many functions with the same content.

use std::fmt::Write as _;

/// The content of each function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// How the report names it.
    pub(crate) label: &'static str,
    /// Items that come once, before the functions.
    pub(crate) items: &'static str,
    /// What the value is bound to.
    pub(crate) pattern: &'static str,
    /// The value; `TEXT` is the literal.
    pub(crate) value: &'static str,
}

/// Only the literal: the baseline for all other forms. It has no type, since `&str` with an omitted lifetime costs the
/// compiler more than the newtype of another form, which would make the others look cheap.
pub(crate) const PLAIN: Form = Form { label: "the literal alone", items: "", pattern: "_", value: "TEXT" };

/// A call of our macro.
pub(crate) const CALL: Form = Form {
    label: "scopes!",
    items: "use oauth_scopes::{Scopes, scopes};",
    pattern: "_: Scopes",
    value: "scopes!(TEXT)",
};

/// A call of our macro without a type, as people often write it.
pub(crate) const UNTYPED: Form = Form {
    label: "scopes!, no type beside it",
    items: "use oauth_scopes::scopes;",
    pattern: "_",
    value: "scopes!(TEXT)",
};

/// What a call expands to, written by hand.
pub(crate) const EXPANSION: Form = Form {
    label: "what scopes! expands to, by hand",
    items: "use oauth_scopes::Scopes;",
    pattern: "_: Scopes",
    value: "::oauth_scopes::Scopes { __unchecked: TEXT }",
};

/// A newtype, written by hand.
pub(crate) const NEWTYPE: Form = Form {
    label: "Tuple(\"…\") by hand",
    items: "pub struct Tuple(pub &'static str);",
    pattern: "_: Tuple",
    value: "Tuple(TEXT)",
};

/// The minimum for a macro by example.
pub(crate) const BY_EXAMPLE: Form = Form {
    label: "macro_rules giving the literal",
    items: "macro_rules! literal { ($text:literal) => { $text }; }",
    pattern: "_",
    value: "literal!(TEXT)",
};

/// The minimum for a procedural macro.
pub(crate) const IDLE: Form =
    Form { label: "no-op proc macro", items: "use idle::same;", pattern: "_", value: "same!(TEXT)" };

/// The minimum for a call that is made like ours: a macro by example, with a procedural macro inside.
pub(crate) const HANDED_ON: Form = Form {
    label: "macro_rules giving Tuple(no-op proc macro)",
    items: "pub struct Tuple(pub &'static str);
macro_rules! handed { ($($input:tt)*) => { $crate::Tuple(::idle::same! { $($input)* }) }; }",
    pattern: "_: Tuple",
    value: "handed!(TEXT)",
};

impl Form {
    /// A crate of functions, each with its own text.
    pub(crate) fn program(&self, texts: &[String]) -> String {
        let mut source = format!("{}\n", self.items);
        for (number, text) in texts.iter().enumerate() {
            let value = self.value.replace("TEXT", &format!("{text:?}"));
            let _ = writeln!(source, "pub fn call_{number}() {{ let {} = {value}; }}", self.pattern);
        }
        source
    }
}

/// Texts with two names each, which reuse the names in order.
pub(crate) fn texts(names: &[String], count: usize) -> Vec<String> {
    let name = |number: usize| &names[number % names.len()];
    (0..count).map(|number| format!("{} {}", name(2 * number), name(2 * number + 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_function_a_text() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let program = CALL.program(&texts(&names, 2));
        assert!(program.contains("pub fn call_0() { let _: Scopes = scopes!(\"a b\"); }"), "{program}");
        assert!(program.contains("pub fn call_1() { let _: Scopes = scopes!(\"c a\"); }"), "{program}");
    }
}

//! The crates that are compiled: many functions, with one thing in each.

use std::fmt::Write as _;

/// The content of each function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// How the report names it.
    pub(crate) label: &'static str,
    /// What comes once, before the functions.
    pub(crate) items: &'static str,
    /// What the value is bound to.
    pub(crate) pattern: &'static str,
    /// The value; `TEXT` is the literal.
    pub(crate) value: &'static str,
}

/// The literal alone: what everything else is compared with. It has no type beside it, since `&str` with a lifetime left
/// out costs the compiler more than the newtype of another form does, which would make the others look cheap.
pub(crate) const PLAIN: Form = Form { label: "the literal alone", items: "", pattern: "_", value: "TEXT" };

/// A call of ours.
pub(crate) const CALL: Form = Form {
    label: "scopes!",
    items: "use oauth_scopes::{Scopes, scopes};",
    pattern: "_: Scopes",
    value: "scopes!(TEXT)",
};

/// A call of ours as a person leaves it who does not write the type.
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

/// The least that a macro by example can do.
pub(crate) const BY_EXAMPLE: Form = Form {
    label: "macro_rules giving the literal",
    items: "macro_rules! literal { ($text:literal) => { $text }; }",
    pattern: "_",
    value: "literal!(TEXT)",
};

/// The least that a procedural macro can do.
pub(crate) const IDLE: Form =
    Form { label: "no-op proc macro", items: "use idle::same;", pattern: "_", value: "same!(TEXT)" };

/// The least that a call can cost which is made as ours is: a macro by example, and within it a procedural one.
pub(crate) const HANDED_ON: Form = Form {
    label: "macro_rules giving Tuple(no-op proc macro)",
    items: "pub struct Tuple(pub &'static str);
macro_rules! handed { ($($input:tt)*) => { $crate::Tuple(::idle::same! { $($input)* }) }; }",
    pattern: "_: Tuple",
    value: "handed!(TEXT)",
};

impl Form {
    /// A crate of `count` functions, each with a text of its own.
    pub(crate) fn program(&self, texts: &[String]) -> String {
        let mut source = format!("{}\n", self.items);
        for (number, text) in texts.iter().enumerate() {
            let value = self.value.replace("TEXT", &format!("{text:?}"));
            let _ = writeln!(source, "pub fn call_{number}() {{ let {} = {value}; }}", self.pattern);
        }
        source
    }
}

/// This number of texts with two names each, going round the names.
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

//! What can be wrong with a call, and the words for it: the one table of them.

use std::fmt;

use proc_macro2::Span;

use crate::Macro;

/// A part of a call that is not understood.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    /// Where it is; `None` if the call as a whole is meant.
    pub span: Option<Span>,
    pub(crate) mistake: Mistake,
}

/// What is wrong.
#[derive(Clone, Debug)]
pub(crate) enum Mistake {
    /// `scopes!(NAME)`
    NoText { of: Macro, found: String },
    /// `scopes!(concat!("a", "b"))`
    MacroCall { of: Macro, name: String },
    /// `scopes!(7)`, `scopes!(b"a")`
    OtherLiteral { literal: String },
    /// `scopes!("a"x)`
    Suffix { suffix: String },
    /// `scopes!("a" "b")`, `scopes!("a"; "b")`
    NoComma { found: String },
    /// `scopes!("a",, "b")`
    ExtraComma,
    /// `scopes!(["a", "b"])`
    Brackets { of: Macro },
    /// `scopes!(github "repo")`
    NoColon { name: String, text: String },
    /// `scopes!("a", github: "repo")`
    LateCatalog { of: Macro, name: String },
    /// `scopes!("a", clinet = "web")`
    UnknownOption { of: Macro, name: String },
    /// `scopes!("a", client = "web", client = "native")`
    DuplicateOption { option: &'static str },
    /// `scopes!("a", client => "web")`, `scopes!("a", client: "web")`, `scopes!("a", client "web")`
    NoEquals { option: &'static str, found: String },
    /// `scopes!("a", client = NAME)`
    NoValue { option: &'static str, found: Option<String> },
    /// `scope_name!()`, `scope_name!("a", "b")`
    NotOneName { count: usize },
    /// `operation!()`
    NoOperation { of: Macro },
    /// `operation!("GET /a", "GET /b")`
    SeveralOperations { count: usize },
    /// `#[performs("GET /a")] struct A;`
    NoFunction,
    /// `catalog!(fn name)`
    NoModule,
    /// `scope_set!(struct A)`
    NoSet,
    /// `scope_set!(pub impl module for A = "a")`
    BeforeImpl { found: String },
    /// `assert_covers!(SCOPES)`
    NoAssertion,
    /// More than anybody reads.
    More { count: usize },
}

impl Mistake {
    pub(crate) fn at(self, span: Span) -> SyntaxError {
        SyntaxError { span: Some(span), mistake: self }
    }

    /// What is wrong, and what to write, a line each.
    #[rustfmt::skip]
    fn texts(&self) -> (String, String) {
        match self {
            Self::NoText { of, found } => (
                format!("expected a string literal, found `{found}`"),
                to_give_text(*of, found),
            ),
            Self::MacroCall { of, name } => (
                format!("expected a string literal, found a call to `{name}!`"),
                format!("macros inside `{}` are not expanded; write the text itself", of.shown()),
            ),
            Self::OtherLiteral { literal } => (
                format!("expected a string literal, found `{literal}`"),
                "write it in plain double quotes: `\"…\"`".to_owned(),
            ),
            Self::Suffix { suffix } => (format!("unexpected suffix `{suffix}` after a string literal"), format!("remove `{suffix}`")),
            Self::NoComma { found } => (
                if found.starts_with(|first: char| first.is_ascii_punctuation() && !"\"'([{_".contains(first)) {
                    format!("expected `,`, found `{found}`")
                } else {
                    format!("missing `,` before `{found}`")
                },
                match &**found {
                    ":" => "write the name of a catalog without quotes: `name: \"…\"`".to_owned(),
                    _ => "separate the arguments with commas".to_owned(),
                },
            ),
            Self::ExtraComma => ("expected a string literal, found `,`".to_owned(), "remove the extra comma".to_owned()),
            Self::Brackets { of } => ("unexpected brackets around the literals".to_owned(), format!("write `{}`", of.example())),
            Self::NoColon { name, text } => (format!("missing `:` after the catalog `{name}`"), format!("write `{name}: {text}`")),
            Self::LateCatalog { of, name } => (
                format!("the catalog `{name}` is not the first argument"),
                format!("write `{name}:` at the start of `{}`", of.shown()),
            ),
            Self::UnknownOption { of, name } => (
                format!("unknown option `{name}`"),
                known_options(*of, name),
            ),
            Self::DuplicateOption { option } => (format!("duplicate option `{option}`"), format!("remove one `{option} = …`")),
            Self::NoEquals { option, found } => (
                match &**found {
                    "" => format!("missing `=` after `{option}`"),
                    found => format!("expected `=` after `{option}`, found `{found}`"),
                },
                format!("write `{option} = …`"),
            ),
            Self::NoValue { option, found } => (
                match found {
                    Some(found) => format!("expected a string literal for `{option}`, found `{found}`"),
                    None => format!("expected a string literal for `{option}`"),
                },
                match *option {
                    "client" => "write `client = \"…\"`".to_owned(),
                    _ => "write `operations = [\"GET /user\"]`".to_owned(),
                },
            ),
            Self::NotOneName { count } => (
                format!("`scope_name!` takes one scope, found {count}"),
                "write `scope_name!(\"a\")`; for several, write an array, or `scope_list!` for a list to request".to_owned(),
            ),
            Self::NoOperation { of } => ("expected the name of an operation".to_owned(), format!("write `{}`", of.example())),
            Self::SeveralOperations { count } => (
                format!("`operation!` takes one operation, found {count}"),
                "for several, write an array: `[operation!(\"…\"), operation!(\"…\")]`".to_owned(),
            ),
            Self::NoFunction => (
                "`#[performs]` can only be applied to a function with a body".to_owned(),
                "in other places, write `performs_here!(\"GET /user\")`".to_owned(),
            ),
            Self::NoModule => (
                "`catalog!` takes a module".to_owned(),
                "write `catalog!(pub mod name)`\n\
                 for a catalog of `[catalogs]`, write `catalog!(github: pub mod github)`".to_owned(),
            ),
            Self::NoSet => (
                "`scope_set!` takes a type, the module of its catalog and the scopes".to_owned(),
                "write `scope_set!(pub struct Session: module = \"a b\")`\n\
                 for an existing type, write `scope_set!(impl module for Session = \"a b\")`".to_owned(),
            ),
            Self::BeforeImpl { found } => (
                format!("unexpected `{found}` before `impl`"),
                format!("remove `{found}`: only the name of a catalog can come before `impl`"),
            ),
            Self::More { count } => (
                format!("{count} more mistakes in the arguments of this call"),
                "correct those before it".to_owned(),
            ),
            Self::NoAssertion => (
                "`assert_covers!` takes a constant and what it must cover".to_owned(),
                "write `assert_covers!(SCOPES, \"a\", \"b\")` or `assert_covers!(SCOPES, operations = [\"GET /user\"])`".to_owned(),
            ),
        }
    }
}

/// What to write instead of a word that is not a string literal.
fn to_give_text(of: Macro, found: &str) -> String {
    if !matches!(of, Macro::Scopes | Macro::ScopeList) {
        return format!("write `{}`", of.example());
    }
    let named = if found.starts_with(|first: char| first.is_ascii_lowercase()) {
        format!("if this is the name of a scope, write it in quotes: `\"{found}\"`")
    } else {
        "to give the list a name, make the constant with the macro: `const SCOPES: Scopes = scopes!(\"…\");`".to_owned()
    };
    format!("{named}\nto check scopes that are only known at run time, use `oauth_scopes::check::Checker`")
}

/// What to write instead of an option that the macro does not have.
fn known_options(of: Macro, name: &str) -> String {
    match (name, of) {
        ("catalog" | "provider", of) => {
            format!("write the name of a catalog at the start, without quotes: `{}(name: …)`", of.shown())
        }
        (_, Macro::AssertCovers) => "the only option is `operations = [\"…\"]`".to_owned(),
        ("grant" | "kind", _) => {
            format!("write `{name} = \"…\"` for a client in the catalog, and `client = \"…\"` here")
        }
        _ => "the options are `client = \"…\"` and `operations = [\"…\"]`".to_owned(),
    }
}

impl SyntaxError {
    /// What is wrong: one line.
    pub fn message(&self) -> String {
        self.mistake.texts().0
    }

    /// What to write instead, as one line or several.
    pub fn help(&self) -> String {
        self.mistake.texts().1
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (message, help) = self.mistake.texts();
        formatter.write_str(&message)?;
        for line in help.lines() {
            write!(formatter, "\nhelp: {line}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SyntaxError {}

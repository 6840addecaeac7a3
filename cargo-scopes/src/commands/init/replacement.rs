//! The calls to write where scopes are written by hand.

use std::ops::Range;

use scope_sources::{Form, Group, Kind, Purpose, Text};

/// A part of a source, and what to write there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replacement {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    /// The same with the lines and comments of the list, where it has any.
    pub(super) with_layout: Option<String>,
    /// Whether it takes the place as it is; otherwise the code around it has to change as well.
    pub(super) fits: bool,
    /// The texts of the new call, which are one request.
    pub(super) texts: Vec<String>,
    /// Further bytes that go away: the rest of a chain.
    pub(super) removed: Vec<Range<usize>>,
    /// Whether it needs the feature `oauth2`.
    pub(super) needs_oauth2: bool,
}

/// How calls are written in a package.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'s> {
    /// The crate of the macros.
    pub(super) facade: &'s str,
    /// The catalog, where it is not the main one.
    pub(super) catalog: Option<&'s str>,
    /// Whether the package's `Scope` is the one that `to_oauth2()` gives.
    pub(super) has_oauth2: bool,
}

/// The calls for a group of a file.
pub(super) fn replacements(group: &Group, file: &str, style: Style<'_>) -> Vec<Replacement> {
    let catalog = style.catalog.map_or_else(String::new, |key| format!("{}: ", key.replace('-', "_")));
    let facade = style.facade;
    let texts = || {
        let texts: Vec<&str> = group.texts.iter().map(|text| &file[text.span.clone()]).collect();
        texts.join(", ")
    };
    let values: Vec<String> = group.texts.iter().map(|text| text.value.clone()).collect();
    let list = || format!("{facade}::scope_list!({catalog}{})", texts());
    let new = |span: &Range<usize>, text: String| Replacement {
        span: span.clone(),
        text,
        with_layout: None,
        fits: true,
        texts: values.clone(),
        removed: Vec::new(),
        needs_oauth2: false,
    };
    let is_plain = group.texts.iter().all(|text| text.kind == Kind::Literal);
    if group.purpose == Purpose::Mention {
        let of = |text: &Text| mention(text, file, facade, &catalog);
        return group.texts.iter().filter_map(of).collect();
    }
    match &group.form {
        Form::Slice(span) => vec![in_lines(new(span, list()), file, &catalog, "")],
        Form::Vector(span) => vec![in_lines(new(span, format!("{}.to_vec()", list())), file, &catalog, ".to_vec()")],
        Form::Set(span) => {
            let end = ".iter().map(ToString::to_string).collect()";
            vec![in_lines(new(span, format!("{}{end}", list())), file, &catalog, end)]
        }
        Form::Chain(calls) if is_plain => {
            let Some((first, rest)) = calls.split_first() else { return Vec::new() };
            let scopes = made(&format!("{facade}::scopes!({catalog}{})", texts()), style.has_oauth2, "");
            let removed = rest.iter().map(|call| with_blanks(file, call)).collect();
            let text = format!(".add_scopes({scopes})");
            vec![Replacement { removed, needs_oauth2: style.has_oauth2, ..new(first, text) }]
        }
        Form::Scopes(span) if is_plain => {
            let call = format!("{facade}::scopes!({catalog}{})", texts());
            let text = made(&call, style.has_oauth2, ".collect::<Vec<_>>()");
            vec![Replacement { needs_oauth2: style.has_oauth2, ..new(span, text) }]
        }
        Form::Fixed => group.texts.iter().filter_map(|text| apart(text, file, facade, &catalog, false)).collect(),
        _ => group.texts.iter().filter_map(|text| apart(text, file, facade, &catalog, true)).collect(),
    }
}

/// A call of `scope_list!` with the lines and comments of the list that it is written for.
fn in_lines(replacement: Replacement, file: &str, catalog: &str, end: &str) -> Replacement {
    let list = &file[replacement.span.clone()];
    let open = list.find(['[', '(']);
    let inner = open.and_then(|open| list.get(open + 1..list.len() - 1)).filter(|inner| inner.contains('\n'));
    let name = replacement.text.split('(').next().unwrap_or_default();
    let with_layout = inner.map(|inner| {
        let catalog = if catalog.is_empty() { String::new() } else { format!("\n    {}", catalog.trim_end()) };
        format!("{name}({catalog}{inner}){end}")
    });
    Replacement { with_layout, ..replacement }
}

/// The values of the type `Scope` for a call.
fn made(call: &str, has_oauth2: bool, end: &str) -> String {
    if has_oauth2 {
        return format!("{call}.to_oauth2(){end}");
    }
    format!("{call}.iter().map(|scope| Scope::new(scope.to_string())){end}")
}

/// The bytes of a call of a chain with the blanks before it, unless a comment ends there.
fn with_blanks(file: &str, call: &Range<usize>) -> Range<usize> {
    let before = file[..call.start].trim_end();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let start =
        if line.contains("//") || !file[before.len()..call.start].contains('\n') { call.start } else { before.len() };
    start..call.end
}

fn mention(text: &Text, file: &str, facade: &str, catalog: &str) -> Option<Replacement> {
    let span = text.span.clone();
    let is_one = text.kind == Kind::Literal && text.names().len() == 1;
    let call = format!("{facade}::scope_name!({catalog}{})", &file[span.clone()]);
    let values = vec![text.value.clone()];
    let (removed, needs_oauth2) = (Vec::new(), false);
    is_one.then_some(Replacement {
        span,
        text: call,
        with_layout: None,
        fits: true,
        texts: values,
        removed,
        needs_oauth2,
    })
}

fn apart(text: &Text, file: &str, facade: &str, catalog: &str, fits: bool) -> Option<Replacement> {
    let span = text.span.clone();
    let texts = vec![text.value.clone()];
    let new = |text: String, fits: bool| {
        let (span, texts) = (span.clone(), texts.clone());
        Some(Replacement { span, text, with_layout: None, fits, texts, removed: Vec::new(), needs_oauth2: false })
    };
    match &text.kind {
        Kind::Variant | Kind::Part => None,
        Kind::Literal => new(format!("{facade}::scopes!({catalog}{}).as_str()", &file[span.clone()]), fits),
        Kind::Encoded => new(format!("{facade}::scopes!({catalog}{:?}).encoded()", text.value), false),
        Kind::Url { before, after } => {
            let call = format!("{facade}::scopes!({catalog}{:?}).encoded()", text.value);
            if before.contains('{') || after.contains('{') {
                // Perhaps the text of a `format!` of its own.
                return new(format!("scope={{}}` in the text and `{call}"), false);
            }
            let text = format!("format!({:?}, {call})", format!("{before}{{}}{after}"));
            new(text, fits)
        }
    }
}

//! The calls to write where scopes are written by hand.

use std::ops::Range;

use crate::handwritten_scopes::{Form, Group, Kind, Text};

/// A part of a source, and what to write there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    pub(crate) span: Range<usize>,
    pub(crate) text: String,
    /// Whether it takes the place as it is; otherwise the code around it has to change as well.
    pub(crate) fits: bool,
}

/// The calls for a group of a file: of the macros of a crate that goes by this name, and of this catalog.
pub(crate) fn replacements(group: &Group, file: &str, facade: &str, catalog: Option<&str>) -> Vec<Replacement> {
    let catalog = catalog.map_or_else(String::new, |key| format!("{}: ", key.replace('-', "_")));
    let texts = || {
        let texts: Vec<&str> = group.texts.iter().map(|text| &file[text.span.clone()]).collect();
        texts.join(", ")
    };
    let list = || format!("{facade}::scope_list!({catalog}{})", texts());
    let whole = |span: &Range<usize>, text: String| vec![Replacement { span: span.clone(), text, fits: true }];
    match &group.form {
        Form::Slice(span) => whole(span, list()),
        Form::Vector(span) => whole(span, format!("{}.to_vec()", list())),
        Form::Set(span) => whole(span, format!("{}.iter().map(ToString::to_string).collect()", list())),
        Form::Apart => group.texts.iter().filter_map(|text| apart(text, file, facade, &catalog, true)).collect(),
        Form::Fixed => group.texts.iter().filter_map(|text| apart(text, file, facade, &catalog, false)).collect(),
    }
}

fn apart(text: &Text, file: &str, facade: &str, catalog: &str, fits: bool) -> Option<Replacement> {
    let span = text.span.clone();
    match &text.kind {
        Kind::Variant => None,
        Kind::Literal => {
            let text = format!("{facade}::scopes!({catalog}{}).as_str()", &file[span.clone()]);
            Some(Replacement { span, text, fits })
        }
        Kind::Url { before, after } => {
            let call = format!("{facade}::scopes!({catalog}{:?}).encoded()", text.value);
            if before.contains('{') || after.contains('{') {
                // Perhaps the text of a `format!` of its own.
                let text = format!("scope={{}}` in the text and `{call}");
                return Some(Replacement { span, text, fits: false });
            }
            let text = format!("format!({:?}, {call})", format!("{before}{{}}{after}"));
            Some(Replacement { span, text, fits })
        }
    }
}

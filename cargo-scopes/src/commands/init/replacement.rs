//! The calls to write where scopes are written by hand.

use std::ops::Range;

use scope_sources::{Form, Group, Kind, Owned, Purpose, Text};

/// A part of a source, and what to write there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Replacement {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    /// The same with the lines and comments of the list, where it has any.
    pub(super) with_layout: Option<String>,
    /// Other texts to try if the compiler rejects the first one, since the expected type is not known.
    pub(super) alternatives: Vec<String>,
    /// Whether it takes the place as it is; otherwise the code around it has to change as well.
    pub(super) fits: bool,
    /// The texts of the new call, which are one request.
    pub(super) texts: Vec<String>,
    /// Further bytes that go away: the rest of a chain.
    pub(super) removed: Vec<Range<usize>>,
    /// The bytes of the declared type of the list, and the new type.
    pub(super) declared: Option<(Range<usize>, String)>,
    /// Whether it needs the feature `oauth2`.
    pub(super) needs_oauth2: bool,
}

/// How calls are written in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'s> {
    /// The crate of the macros.
    pub(super) facade: &'s str,
    /// The catalog, where it is not the main one.
    pub(super) catalog: Option<&'s str>,
    /// Whether the package's `Scope` is the one that `to_oauth2()` gives.
    pub(super) has_oauth2: bool,
}

/// What the calls of a group have in common.
struct Writer<'w> {
    file: &'w str,
    style: Style<'w>,
    /// The name of the catalog with a colon after it, or nothing.
    catalog: String,
}

/// The calls for a group of a file.
pub(super) fn replacements(group: &Group, file: &str, style: Style<'_>) -> Vec<Replacement> {
    let catalog = style.catalog.map_or_else(String::new, |key| format!("{}: ", key.replace('-', "_")));
    let writer = Writer { file, style, catalog };
    let is_plain = group.texts.iter().all(|text| text.kind == Kind::Literal);
    if group.purpose == Purpose::Mention {
        return group.texts.iter().filter_map(|text| writer.mention(text)).collect();
    }
    match &group.form {
        Form::Slice(span) => {
            let list = writer.list("scope_list", group, span, "");
            vec![Replacement { declared: writer.declared(group, ""), ..list }]
        }
        Form::Array(span) => vec![writer.array(group, span)],
        Form::Vector(span) => vec![writer.list("scope_list", group, span, ".to_vec()")],
        Form::Owned(owned) => vec![writer.owned(group, owned)],
        Form::Set(span) => {
            vec![writer.list("scope_list", group, span, ".iter().map(ToString::to_string).collect()")]
        }
        // One call that has to make a `Scope` does so already.
        Form::Chain(calls)
            if is_plain
                && (style.has_oauth2 || calls.len() > 1)
                && !calls.iter().any(|call| writer.has_comments(call, group)) =>
        {
            writer.chain(group, calls).into_iter().collect()
        }
        Form::Scopes(span) if is_plain && !writer.has_comments(span, group) => {
            let text = writer.made(&writer.call("scopes", &writer.literals(group)), ".collect::<Vec<_>>()");
            vec![Replacement { needs_oauth2: style.has_oauth2, ..Replacement::new(span, text, group) }]
        }
        form => {
            let fits = *form != Form::Fixed;
            group.texts.iter().filter_map(|text| writer.apart(group, text, fits)).collect()
        }
    }
}

impl Replacement {
    fn new(span: &Range<usize>, text: String, group: &Group) -> Self {
        Self::of(span, text, group.texts.iter().map(|text| text.value.clone()).collect())
    }

    pub(super) fn of(span: &Range<usize>, text: String, texts: Vec<String>) -> Self {
        Self { span: span.clone(), text, fits: true, texts, ..Self::default() }
    }

    /// The texts that can be written, the best one first.
    pub(super) fn choices(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.with_layout.as_ref().unwrap_or(&self.text)).chain(&self.alternatives).map(String::as_str)
    }
}

impl Writer<'_> {
    fn call(&self, name: &str, arguments: &str) -> String {
        format!("{}::{name}!({}{arguments})", self.style.facade, self.catalog)
    }

    /// The literals of a group as they are written, on one line.
    fn literals(&self, group: &Group) -> String {
        let texts: Vec<&str> = group.texts.iter().map(|text| &self.file[text.span.clone()]).collect();
        texts.join(", ")
    }

    /// A call that replaces a list, with the list's lines and comments.
    fn list(&self, name: &str, group: &Group, span: &Range<usize>, end: &str) -> Replacement {
        let text = format!("{}{end}", self.call(name, &self.literals(group)));
        let inner = self.inner(span).map(|inner| self.file[inner].to_owned());
        let with_layout = inner
            .filter(|inner| inner.contains('\n') || inner.contains("/*"))
            .map(|inner| self.in_lines(name, &inner, end));
        Replacement { with_layout, ..Replacement::new(span, text, group) }
    }

    /// Whether a part of the file has comments besides the texts of a group.
    fn has_comments(&self, span: &Range<usize>, group: &Group) -> bool {
        let mut rest = self.file[span.clone()].to_owned();
        for text in group.texts.iter().rev().filter(|text| span.start <= text.span.start && text.span.end <= span.end) {
            rest.replace_range(text.span.start - span.start..text.span.end - span.start, "");
        }
        rest.contains("//") || rest.contains("/*")
    }

    /// The bytes within the brackets of a list.
    fn inner(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let open = self.file[span.clone()].find(['[', '('])?;
        Some(span.start + open + 1..span.end.checked_sub(1)?).filter(|inner| inner.start <= inner.end)
    }

    /// A call with the content of the brackets of a list on several lines.
    fn in_lines(&self, name: &str, inner: &str, end: &str) -> String {
        let catalog =
            if self.catalog.is_empty() { String::new() } else { format!("\n    {}", self.catalog.trim_end()) };
        format!("{}::{name}!({catalog}{inner}){end}", self.style.facade)
    }

    /// An array. Code that accepts an array may also accept a slice, or an iterator.
    fn array(&self, group: &Group, span: &Range<usize>) -> Replacement {
        let (before, after) = (self.file[..span.start].trim_end(), self.file[span.end..].trim_start());
        let declared = self.declared(group, "&");
        let slice = self.list("scope_list", group, span, "");
        if declared.is_some() || after.starts_with('.') && !after.starts_with(".into_iter()") {
            return Replacement { declared, ..slice };
        }
        let is_word_before = before.ends_with(" in") || before.ends_with("\nin");
        let end = if is_word_before || after.starts_with('.') { "" } else { ".iter()" };
        let each = self.list("scopes", group, span, end);
        // An array without a name is passed on or iterated over; one with a name may be borrowed.
        let (first, second) = if before.ends_with('=') { (slice, each) } else { (each, slice) };
        let alternatives = vec![second.with_layout.unwrap_or(second.text)];
        Replacement { alternatives, ..first }
    }

    /// The type of a slice, which replaces `[&str; 2]`.
    fn declared(&self, group: &Group, reference: &str) -> Option<(Range<usize>, String)> {
        let span = group.array_type.clone()?;
        let (element, _) = self.file.get(span.start + 1..span.end.checked_sub(1)?)?.rsplit_once(';')?;
        let element = element.trim();
        let lifetime = if !reference.is_empty() && element.starts_with("&'static ") { "'static " } else { "" };
        Some((span, format!("{reference}{lifetime}[{element}]")))
    }

    /// A vector of owned strings.
    fn owned(&self, group: &Group, owned: &Owned) -> Replacement {
        let end = format!(".iter().map({}).collect::<Vec<_>>()", owned.function);
        let list = self.list("scopes", group, &owned.span, &end);
        // The comments between the elements are kept; the calls that make the elements owned are removed.
        let with_layout = list.with_layout.as_ref().and_then(|_| {
            let inner = self.inner(&owned.span)?;
            let (mut text, mut at) = (String::new(), inner.start);
            for (element, literal) in owned.elements.iter().zip(&group.texts) {
                text += self.file.get(at..element.start)?;
                text += &self.file[literal.span.clone()];
                at = element.end;
            }
            text += self.file.get(at..inner.end)?;
            Some(self.in_lines("scopes", &text, &end))
        });
        Replacement { with_layout, ..list }
    }

    /// `.add_scopes(…)`, which replaces a chain of calls.
    fn chain(&self, group: &Group, calls: &[Range<usize>]) -> Option<Replacement> {
        let (first, rest) = calls.split_first()?;
        let scopes = self.made(&self.call("scopes", &self.literals(group)), "");
        let text = format!(".add_scopes({scopes})");
        let new = Replacement { needs_oauth2: self.style.has_oauth2, ..Replacement::new(first, text, group) };
        if let Some((with_layout, end)) = self.chain_in_lines(group, calls, new.text.len()) {
            let removed = std::iter::once(first.end..end).filter(|rest| !rest.is_empty()).collect();
            return Some(Replacement { with_layout: Some(with_layout), removed, ..new });
        }
        let removed = rest.iter().map(|call| with_blanks(self.file, call)).collect();
        Some(Replacement { removed, ..new })
    }

    /// The same on several lines, with the comments between the calls, and where it ends. `None` unless the chain begins a
    /// line, is long, and has only comments between its calls.
    fn chain_in_lines(&self, group: &Group, calls: &[Range<usize>], width: usize) -> Option<(String, usize)> {
        const WIDEST: usize = 100;
        let (first, closing) = (calls.first()?, calls.last()?);
        let line = &self.file[self.file[..first.start].rfind('\n')? + 1..first.start];
        let is_own_line = line.chars().all(|char| char == ' ' || char == '\t');
        let is_long = line.len() + width > WIDEST || self.file[first.start..closing.end].contains('\n');
        if !is_own_line || !is_long {
            return None;
        }
        let end_of_line = if self.file.contains("\r\n") { "\r\n" } else { "\n" };
        let deep = |depth: usize| format!("{end_of_line}{line}{}", "    ".repeat(depth));
        let between: Vec<&str> = calls.windows(2).map(|pair| &self.file[pair[0].end..pair[1].start]).collect();
        let is_comment = |text: &str| text.is_empty() || text.starts_with("//");
        if !between.iter().all(|between| between.lines().map(str::trim).all(is_comment)) {
            return None;
        }
        let has_comments = between.iter().any(|between| between.contains("//"));
        let (mut arguments, mut texts) = (self.catalog.trim_end().to_owned(), group.texts.iter().peekable());
        if !arguments.is_empty() {
            arguments.insert_str(0, &deep(2));
        }
        for (number, call) in calls.iter().enumerate() {
            while let Some(text) = texts.next_if(|text| text.span.start < call.end) {
                arguments += &deep(2);
                arguments += &self.file[text.span.clone()];
                if texts.peek().is_some() || has_comments {
                    arguments.push(',');
                }
            }
            for (number, comment) in between.get(number).into_iter().flat_map(|between| between.lines().enumerate()) {
                match comment.trim() {
                    "" => {}
                    // This comment is on the line of the previous scope.
                    comment if number == 0 => arguments += &format!(" {comment}"),
                    comment => arguments += &(deep(2) + comment),
                }
            }
        }
        let call = format!("{}::scopes!({arguments}{})", self.style.facade, deep(1));
        let made = self.made(&call, "").replace(".iter().map", &format!("{0}.iter(){0}.map", deep(1)));
        let made = made.replace(").to_oauth2()", &format!("){}.to_oauth2()", deep(1)));
        Some((format!(".add_scopes({}{made},{})", deep(1), deep(0)), closing.end))
    }

    /// The values of a call, converted to the type `Scope`.
    fn made(&self, call: &str, end: &str) -> String {
        if self.style.has_oauth2 {
            return format!("{call}.to_oauth2(){end}");
        }
        format!("{call}.iter().map(|scope| Scope::new(scope.to_string())){end}")
    }

    fn mention(&self, text: &Text) -> Option<Replacement> {
        let is_one = text.kind == Kind::Literal && text.names().len() == 1;
        let call = self.call("scope_name", &self.file[text.span.clone()]);
        is_one.then(|| Replacement::of(&text.span, call, vec![text.value.clone()]))
    }

    fn apart(&self, group: &Group, text: &Text, fits: bool) -> Option<Replacement> {
        let encoded = || format!("{}.encoded()", self.call("scopes", &format!("{:?}", text.value)));
        let (new, fits) = match &text.kind {
            Kind::Variant | Kind::Part => return None,
            Kind::Literal => {
                // `Scopes` has this method as well.
                let end = if self.file[text.span.end..].starts_with(".to_string()") { "" } else { ".as_str()" };
                (format!("{}{end}", self.call("scopes", &self.file[text.span.clone()])), fits)
            }
            Kind::Encoded => (encoded(), false),
            // This may be the text of a `format!`, and a constant cannot be made by one.
            Kind::Url { before, after } if is_in_constant(group) || before.contains('{') || after.contains('{') => {
                (format!("scope={{}}` in the text and `{}", encoded()), false)
            }
            Kind::Url { before, after } => {
                (format!("format!({:?}, {})", format!("{before}{{}}{after}"), encoded()), fits)
            }
        };
        Some(Replacement { fits, ..Replacement::of(&text.span, new, vec![text.value.clone()]) })
    }
}

/// Whether a group is in the value of a constant, by its name.
fn is_in_constant(group: &Group) -> bool {
    group.context.last().is_some_and(|name| name.chars().all(|char| !char.is_lowercase()))
}

/// The bytes of a call of a chain with the blanks before it, unless a comment ends there.
fn with_blanks(file: &str, call: &Range<usize>) -> Range<usize> {
    let before = file[..call.start].trim_end();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let start =
        if line.contains("//") || !file[before.len()..call.start].contains('\n') { call.start } else { before.len() };
    start..call.end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is written for the first group of a source.
    fn written(source: &str, has_oauth2: bool) -> String {
        let usage = scope_sources::read(source, &std::collections::BTreeSet::new()).expect("Rust");
        let style = Style { facade: "s", catalog: None, has_oauth2 };
        let replacements = replacements(&usage.groups[0], source, style);
        let mut text = source.to_owned();
        let mut edits: Vec<(Range<usize>, &str)> = Vec::new();
        for replacement in &replacements {
            edits.push((replacement.span.clone(), replacement.choices().next().expect("a text")));
            edits.extend(replacement.removed.iter().map(|span| (span.clone(), "")));
        }
        edits.sort_by_key(|(span, _)| span.start);
        edits.into_iter().rev().for_each(|(span, new)| text.replace_range(span, new));
        text
    }

    #[test]
    fn a_chain_keeps_its_lines_and_comments() {
        let source = "fn f() {\n    client\n        // Who it is.\n        .add_scope(Scope::new(\"email\".into())) // always\n        // Where.\n        .add_scope(Scope::new(\"address\".into()))\n        .url();\n}\n";
        let expected = "fn f() {\n    client\n        // Who it is.\n        .add_scopes(\n            s::scopes!(\n                \"email\", // always\n                // Where.\n                \"address\",\n            )\n            .to_oauth2(),\n        )\n        .url();\n}\n";
        assert_eq!(written(source, true), expected);
        let windows = written(&source.replace('\n', "\r\n"), true);
        assert_eq!(windows, expected.replace('\n', "\r\n"));
        let plain = source.replace(" // always", "").replace("        // Where.\n", "");
        let expected = "        .add_scopes(\n            s::scopes!(\n                \"email\",\n                \"address\"\n            )\n            .iter()\n            .map(|scope| Scope::new(scope.to_string())),\n        )\n";
        assert!(written(&plain, false).contains(expected), "{}", written(&plain, false));
    }

    #[test]
    fn comments_within_calls_stay() {
        let source = "fn f() {\n    c.add_scope(Scope::new(\n        // Why.\n        \"email\".into(),\n    ));\n    let scopes = &[\"openid\" /* first */, \"email\"];\n}\n";
        assert_eq!(written(source, true), source.replacen("\"email\"", "s::scopes!(\"email\").as_str()", 1));
        let list = "fn f() {\n    let scopes = &[\"openid\" /* first */, \"email\"];\n}\n";
        let expected = "fn f() {\n    let scopes = s::scope_list!(\"openid\" /* first */, \"email\");\n}\n";
        assert_eq!(written(list, true), expected);
    }

    #[test]
    fn a_call_that_makes_its_scope_still_does() {
        let source = "fn f() { client.add_scope(Scope::new(\"email profile\".to_string())).url(); }";
        let expected = "fn f() { client.add_scope(Scope::new(s::scopes!(\"email profile\").to_string())).url(); }";
        assert_eq!(written(source, false), expected);
        let into = source.replace("to_string", "into");
        assert_eq!(written(&into, false), expected.replace("to_string", "as_str().into"));
    }

    #[test]
    fn what_is_between_the_calls_of_a_chain_stays() {
        let source = "fn f() {\n    client\n        .add_scope(Scope::new(\"email\".into()))\n        .set_pkce(x)\n        .add_scope(Scope::new(\"address\".into()))\n        .url();\n}\n";
        let expected = "fn f() {\n    client\n        .add_scopes(s::scopes!(\"email\", \"address\").to_oauth2())\n        .set_pkce(x)\n        .url();\n}\n";
        assert_eq!(written(source, true), expected);
    }
}

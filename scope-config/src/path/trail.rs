//! The way to a value of a file. A walk comes by many values and shows few of them, so it becomes a text late.

use crate::secret::without_secrets;

/// The way to a value, from its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trail<'t> {
    before: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

/// The last step of a way.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'t> {
    /// A text of several steps, or of none.
    Text(&'t str),
    /// A key of a table.
    Key(&'t str),
    /// The name of a setting, which is shown in brackets.
    Name(&'t str),
    /// The number of an item.
    Item(usize),
}

impl<'t> Trail<'t> {
    /// The way that a text describes.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { before: None, step: Step::Text(text) }
    }

    pub(crate) fn then(&'t self, step: Step<'t>) -> Self {
        Self { before: Some(self), step }
    }

    /// The text of it: a path that leads there. A key that looks like a secret is not shown.
    pub(crate) fn text(&self) -> String {
        let mut text = self.before.map_or_else(String::new, Trail::text);
        self.step.add_to(&mut text);
        text
    }

    /// The names in the text of it, the last one first; numbers and parts of quoted names count as names.
    pub(super) fn names_from_end(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self), |trail| trail.before).flat_map(|trail| {
            let names = match trail.step {
                Step::Key(text) | Step::Name(text) => text,
                Step::Text(text) if !text.starts_with('|') => text,
                Step::Text(_) | Step::Item(_) => "",
            };
            names.rsplit(['.', '[', ']', '"'])
        })
    }
}

impl Step<'_> {
    fn add_to(self, text: &mut String) {
        match self {
            Self::Text(more) => text.push_str(more),
            Self::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                let quote = if key.contains('.') { "\"" } else { "" };
                text.extend([quote, &*without_secrets(key), quote]);
            }
            Self::Name(name) => text.extend(["[", &*without_secrets(name), "]"]),
            Self::Item(index) => text.push_str(&format!("[{index}]")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_as_text() {
        let start = Trail::new("");
        let (key, quoted) = (start.then(Step::Key("a")), start.then(Step::Key("b.c")));
        let (item, name) = (key.then(Step::Item(3)), quoted.then(Step::Name("D")));
        let (text, last) = (item.then(Step::Text("|yaml")), name.then(Step::Key("e")));
        assert_eq!((text.text(), last.text()), ("a[3]|yaml".to_owned(), "\"b.c\"[D].e".to_owned()));
        let names = |trail: &Trail<'_>| {
            let names = trail.names_from_end().filter(|name| !name.is_empty());
            names.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            (names(&text), names(&last)),
            (vec!["a".to_owned()], ["e", "D", "c", "b"].map(str::to_owned).to_vec())
        );
        let secret = start.then(Step::Key("ghp_0123456789abcdefghij0123456789abcdef"));
        assert_eq!(secret.text(), "…");
    }
}

//! Builds the path to a value. A search visits many values and reports few, so the text is only created on demand.

use crate::secret::without_secrets;

/// The path to a value, as a linked list from its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trail<'t> {
    before: Option<&'t Trail<'t>>,
    step: Step<'t>,
}

/// A step of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'t> {
    /// A text with several steps or none.
    Text(&'t str),
    /// A key of a table.
    Key(&'t str),
    /// The name of a setting, which is written in brackets.
    Name(&'t str),
    /// The index of an item.
    Item(usize),
}

impl<'t> Trail<'t> {
    /// Creates a path from its text.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { before: None, step: Step::Text(text) }
    }

    pub(crate) fn then(&'t self, step: Step<'t>) -> Self {
        Self { before: Some(self), step }
    }

    /// Returns the path as text. A key that looks like a secret is left out.
    pub(crate) fn text(&self) -> String {
        let mut text = self.before.map_or_else(String::new, Trail::text);
        self.step.add_to(&mut text);
        text
    }

    /// The names in the path, the last one first. Numbers and parts of quoted names count as names.
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

//! Selects which parts of a document are kept. Most of a large document describes requests and responses.

use std::collections::BTreeMap;
use std::rc::Rc;

/// Which parts of a value are kept. Scalars are always kept, and each item of a list has the shape of the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// Whether everything is kept.
    whole: bool,
    /// The keys of a table that are kept, or that are not kept although others are.
    fields: BTreeMap<String, Option<Rc<Shape>>>,
    /// The shape of all other keys in a table, if they are kept.
    others: Option<Rc<Shape>>,
}

impl Shape {
    /// Keeps everything.
    pub(crate) fn whole() -> Rc<Self> {
        Rc::new(Self { whole: true, ..Self::default() })
    }

    /// Keeps scalars only, and nothing in tables.
    pub(crate) fn scalar() -> Rc<Self> {
        Rc::default()
    }

    /// Creates a shape from patterns: `info.title` keeps a scalar, `security.**` everything. `*` stands for any key
    /// without a separate pattern, and a key after `!` is not kept.
    pub(crate) fn of(patterns: &[&str]) -> Rc<Self> {
        patterns.iter().fold(Self::scalar(), |shape, pattern| match pattern.strip_suffix(".**") {
            Some(pattern) => shape.with(pattern, &Self::whole()),
            None => shape.with(pattern, &Self::scalar()),
        })
    }

    /// Adds a shape for the keys in another pattern.
    pub(crate) fn with(mut self: Rc<Self>, pattern: &str, shape: &Rc<Self>) -> Rc<Self> {
        let (key, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
        let parent = Rc::make_mut(&mut self);
        let kept = match key.strip_prefix('!') {
            Some(key) => {
                parent.fields.insert(key.to_owned(), None);
                return self;
            }
            None if key == "*" => &mut parent.others,
            None => parent.fields.entry(key.to_owned()).or_default(),
        };
        let kept_before = kept.take().unwrap_or_default();
        *kept = Some(if rest.is_empty() { Rc::clone(shape) } else { kept_before.with(rest, shape) });
        self
    }

    /// Returns the shape for the value of a key, if it is kept.
    pub(crate) fn child(self: &Rc<Self>, key: &str) -> Option<Rc<Self>> {
        if self.whole {
            return Some(Rc::clone(self));
        }
        self.fields.get(key).unwrap_or(&self.others).clone()
    }

    /// Returns the shape for an item of a list.
    pub(crate) fn item(self: &Rc<Self>, index: usize) -> Rc<Self> {
        if self.fields.is_empty() {
            return Rc::clone(self);
        }
        let own = self.fields.get(&index.to_string());
        own.and_then(Option::as_ref).map_or_else(|| Rc::clone(self), Rc::clone)
    }

    /// Whether some part of a table at this location is kept.
    pub(crate) fn keeps(self: &Rc<Self>, pointer: &[String]) -> bool {
        match pointer.split_first() {
            _ if self.whole => true,
            None => !self.fields.is_empty() || self.others.is_some(),
            Some((key, rest)) => self.child(key).is_some_and(|child| child.keeps(rest)),
        }
    }

    /// Also keeps everything at a location, to which a reference points.
    pub(crate) fn add(self: &mut Rc<Self>, pointer: &[String]) {
        if self.whole {
            return;
        }
        let Some((key, rest)) = pointer.split_first() else {
            *self = Self::whole();
            return;
        };
        let mut child = self.child(key).unwrap_or_default();
        let shape = Rc::make_mut(self);
        // Removed temporarily, so that it is not shared and can be changed without a copy.
        shape.fields.remove(key);
        child.add(rest);
        shape.fields.insert(key.clone(), Some(child));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Vec<String> {
        text.split('/').map(str::to_owned).collect()
    }

    #[test]
    fn keys_and_others() {
        let shape = Shape::of(&["a.**", "*", "!c", "d.e.**", "d.f"]);
        assert!(shape.child("a").is_some_and(|child| child.child("x").is_some()));
        assert!(shape.child("b").is_some_and(|child| child.child("x").is_none()));
        assert!(shape.child("c").is_none());
        let d = shape.child("d").expect("d");
        assert!(d.child("e").is_some_and(|child| child.child("x").is_some()));
        assert!(d.child("f").is_some_and(|child| child.child("x").is_none()) && d.child("g").is_none());
    }

    #[test]
    fn a_pointer_opens_a_part_that_was_closed() {
        let shape = Shape::of(&["a.**"]);
        let mut more = Rc::clone(&shape);
        more.add(&pointer("b/c/1"));
        let list = more.child("b").and_then(|b| b.child("c")).expect("c");
        assert!(list.item(1).child("x").is_some());
        assert!(list.item(0).child("x").is_none());
        assert!(more.child("a").is_some_and(|child| child.child("x").is_some()));
        assert!(shape.child("b").is_none());
        assert!(more.keeps(&pointer("b/c/1/x")) && more.keeps(&pointer("b/c/1")) && more.keeps(&pointer("b/c")));
        assert!(!more.keeps(&pointer("b/d")) && !Shape::of(&["b"]).keeps(&pointer("b")));
    }
}

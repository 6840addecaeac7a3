//! Which parts of a document are kept: most of a large one describes what requests and answers look like.

use std::collections::BTreeMap;
use std::rc::Rc;

/// What is kept of a value. Scalars are always kept, and each item of a list has the shape of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Whether everything is kept.
    whole: bool,
    /// The keys of a table that are kept, or are not though others are.
    fields: BTreeMap<String, Option<Rc<Shape>>>,
    /// All other keys of a table, if they are kept.
    others: Option<Rc<Shape>>,
}

impl Shape {
    /// Everything.
    pub(crate) fn whole() -> Rc<Self> {
        Rc::new(Self { whole: true, ..Self::default() })
    }

    /// Scalars alone: of a table, nothing.
    pub(crate) fn scalar() -> Rc<Self> {
        Rc::default()
    }

    /// A table with these keys.
    pub(crate) fn table<'a>(fields: impl IntoIterator<Item = (&'a str, Rc<Self>)>) -> Self {
        let fields = fields.into_iter().map(|(key, shape)| (key.to_owned(), Some(shape))).collect();
        Self { fields, ..Self::default() }
    }

    /// A table whose every key has this shape.
    pub(crate) fn each(shape: Rc<Self>) -> Self {
        Self { others: Some(shape), ..Self::default() }
    }

    /// The same with a shape for all other keys.
    pub(crate) fn others(mut self, shape: Rc<Self>) -> Self {
        self.others = Some(shape);
        self
    }

    /// The same without these keys.
    pub(crate) fn without(mut self, keys: &[&str]) -> Self {
        self.fields.extend(keys.iter().map(|key| ((*key).to_owned(), None)));
        self
    }

    /// What is kept of the value of a key, if anything is.
    pub(crate) fn child(self: &Rc<Self>, key: &str) -> Option<Rc<Self>> {
        if self.whole {
            return Some(Rc::clone(self));
        }
        self.fields.get(key).unwrap_or(&self.others).clone()
    }

    /// What is kept of an item of a list.
    pub(crate) fn item(self: &Rc<Self>, index: usize) -> Rc<Self> {
        if self.fields.is_empty() {
            return Rc::clone(self);
        }
        let own = self.fields.get(&index.to_string());
        own.and_then(Option::as_ref).map_or_else(|| Rc::clone(self), Rc::clone)
    }

    /// Whether a part is kept already.
    pub(crate) fn keeps(self: &Rc<Self>, pointer: &[String], part: &Rc<Self>) -> bool {
        match pointer.split_first() {
            _ if self.whole => true,
            None => self == part,
            Some((key, rest)) => self.child(key).is_some_and(|child| child.keeps(rest, part)),
        }
    }

    /// Keeps another part as well: one that a reference points to.
    pub(crate) fn add(self: &mut Rc<Self>, pointer: &[String], part: &Rc<Self>) {
        if self.whole {
            return;
        }
        let Some((key, rest)) = pointer.split_first() else {
            *self = self.joined(part);
            return;
        };
        let mut child = self.child(key).unwrap_or_default();
        let shape = Rc::make_mut(self);
        // Not shared with this table for the moment, so that it is changed and not copied.
        shape.fields.remove(key);
        child.add(rest, part);
        shape.fields.insert(key.clone(), Some(child));
    }

    /// What either keeps.
    fn joined(self: &Rc<Self>, other: &Rc<Self>) -> Rc<Self> {
        if self.whole || other.whole {
            return Self::whole();
        }
        let mut shape = Self::clone(self);
        for (key, field) in &other.fields {
            let mine = self.child(key);
            let field = match (mine, field) {
                (Some(mine), Some(field)) => Some(mine.joined(field)),
                (mine, field) => mine.or_else(|| field.clone()),
            };
            shape.fields.insert(key.clone(), field);
        }
        shape.others = match (&self.others, &other.others) {
            (Some(mine), Some(others)) => Some(mine.joined(others)),
            (mine, others) => mine.clone().or_else(|| others.clone()),
        };
        Rc::new(shape)
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
        let shape = Rc::new(Shape::table([("a", Shape::whole())]).others(Shape::scalar()).without(&["c"]));
        assert!(shape.child("a").is_some_and(|child| child.child("x").is_some()));
        assert!(shape.child("b").is_some_and(|child| child.child("x").is_none()));
        assert!(shape.child("c").is_none());
    }

    #[test]
    fn a_pointer_opens_a_part_that_was_closed() {
        let shape = Rc::new(Shape::table([("a", Shape::whole())]));
        let mut more = Rc::clone(&shape);
        more.add(&pointer("b/c/1"), &Shape::whole());
        let list = more.child("b").and_then(|b| b.child("c")).expect("c");
        assert!(list.item(1).child("x").is_some());
        assert!(list.item(0).child("x").is_none());
        assert!(more.child("a").is_some_and(|child| child.child("x").is_some()));
        assert!(shape.child("b").is_none());
        assert!(more.keeps(&pointer("b/c/1/x"), &Shape::whole()) && more.keeps(&pointer("b/c/1"), &Shape::whole()));
        assert!(!more.keeps(&pointer("b/c"), &Shape::whole()) && !more.keeps(&pointer("b/d"), &Shape::whole()));
    }

    #[test]
    fn joined_shapes_keep_what_either_keeps() {
        let one = Rc::new(Shape::table([("a", Shape::scalar())]).without(&["c"]));
        let two = Rc::new(Shape::table([("b", Shape::whole()), ("c", Shape::scalar())]));
        let mut both = Rc::clone(&one);
        both.add(&[], &two);
        assert!(both.child("a").is_some() && both.child("b").is_some() && both.child("c").is_some());
        assert!(both.child("d").is_none());
    }
}

//! What expressions are that can be known from the file: locals, lists that are put together, names of permissions.
//!
//! Every value keeps the place where it is written, also if that is in a local: what is edited there is edited for all.

use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use hcl_edit::expr::{Conditional, Expression, FuncCall, Traversal, TraversalOperator};

use super::Reader;
use crate::node::{Node, Value};

/// Lists that are put together are no longer: each level of locals may double them.
const MOST_ITEMS: usize = 10_000;

/// Locals that lead to one another are followed so far.
const MOST_STEPS: usize = 64;

/// Tables of Terraform's provider for Microsoft Entra that lead from the names of permissions to their numbers.
const NUMBERS_OF_NAMES: [&str; 2] = ["app_role_ids", "oauth2_permission_scope_ids"];

impl Reader<'_> {
    /// What a reference leads to, if that is in the file.
    pub(super) fn traversal(&self, traversal: &Traversal, span: &Range<usize>) -> Option<Rc<Node>> {
        if let [.., table, index] = &*traversal.operators
            && let (TraversalOperator::GetAttr(table), TraversalOperator::Index(Expression::String(name))) =
                (table.value(), index.value())
            && NUMBERS_OF_NAMES.contains(&table.as_str())
        {
            let place = self.bytes(name, span);
            return Some(Node::text(place, name.value().clone()));
        }
        let Expression::Variable(root) = &traversal.expr else { return None };
        let (first, rest) = traversal.operators.split_first()?;
        let TraversalOperator::GetAttr(name) = first.value() else { return None };
        let kind = ["local", "var"].into_iter().find(|kind| root.as_str() == *kind)?;
        if kind == "var" && !rest.is_empty() {
            return None;
        }
        let value = *self.names.values.get(&(kind, name.as_str()))?;
        let node = self.named(&format!("{kind}.{}", name.as_str()), value, span)?;
        if kind == "local" {
            return rest.iter().try_fold(node, |node, operator| match operator.value() {
                TraversalOperator::GetAttr(key) => node.get(key.as_str()).cloned(),
                TraversalOperator::Index(Expression::String(key)) => node.get(key.value()).cloned(),
                _ => None,
            });
        }
        // What is set beside the default is not known.
        let Value::List(items) = &node.value else { return None };
        let items = items.iter().cloned().chain([self.unknown(span)]).collect();
        Some(Rc::new(Node { span: span.clone(), value: Value::List(items) }))
    }

    /// A value that has a name; none while it is looked up for itself.
    fn named(&self, name: &str, value: &Expression, around: &Range<usize>) -> Option<Rc<Node>> {
        let known = &self.names.known;
        if let Some(found) = known.borrow().nodes.get(name) {
            return found.clone();
        }
        if known.borrow().steps >= MOST_STEPS {
            return None;
        }
        known.borrow_mut().nodes.insert(name.to_owned(), None);
        known.borrow_mut().steps += 1;
        let node = self.expression(value, around);
        known.borrow_mut().steps -= 1;
        known.borrow_mut().nodes.insert(name.to_owned(), Some(Rc::clone(&node)));
        Some(node)
    }

    /// What a call gives, if it only puts together what is known.
    pub(super) fn call(&self, call: &FuncCall, span: &Range<usize>) -> Option<Rc<Node>> {
        if !call.name.namespace.is_empty() || call.args.expand_final() {
            return None;
        }
        let arguments: Vec<&Expression> = call.args.iter().collect();
        let node = |argument: &Expression| self.expression(argument, span);
        let list = |argument| Some(node(argument)).filter(|node| matches!(node.value, Value::List(_)));
        match (call.name.name.as_str(), &*arguments) {
            ("toset" | "tolist" | "distinct" | "compact" | "sort" | "nonsensitive", [only]) => list(only),
            ("jsonencode" | "yamlencode", [only]) => {
                Some(node(only)).filter(|node| matches!(node.value, Value::List(_) | Value::Map(_)))
            }
            ("flatten", [only]) => together(list(only)?.items().to_vec(), span),
            ("concat" | "setunion", _) => together(arguments.into_iter().map(node).collect(), span),
            ("join", [Expression::String(between), texts]) if is_between(between.value()) => list(texts),
            ("split", [Expression::String(between), text]) if is_between(between.value()) => {
                Some(node(text)).filter(|node| matches!(node.value, Value::Text(_)))
            }
            ("merge", _) => {
                let mut entries = Vec::new();
                for argument in arguments {
                    let Value::Map(more) = &node(argument).value else { return None };
                    entries.extend(more.iter().cloned());
                }
                (entries.len() <= MOST_ITEMS).then(|| Rc::new(Node { span: span.clone(), value: Value::Map(entries) }))
            }
            _ => None,
        }
    }

    /// The items of both lists that a condition chooses from, and the condition.
    pub(super) fn choice(&self, choice: &Conditional, span: &Range<usize>) -> Option<Rc<Node>> {
        let branches = [&choice.true_expr, &choice.false_expr].map(|branch| self.expression(branch, span));
        let is_list = |node: &Rc<Node>| matches!(node.value, Value::List(_));
        let is_nothing = |node: &Rc<Node>| matches!(&node.value, Value::Other(_) | Value::Expression(_));
        if !branches.iter().any(is_list) || !branches.iter().all(|branch| is_list(branch) || is_nothing(branch)) {
            return None;
        }
        let condition = self.unknown(&self.bytes(&choice.cond_expr, span));
        let [one, other] = branches;
        let other = less(other, &one);
        let kept = [one, other].into_iter().filter(|branch| !matches!(branch.value, Value::Other(_)));
        together(kept.chain([condition]).collect(), span)
    }

    fn unknown(&self, span: &Range<usize>) -> Rc<Node> {
        Rc::new(Node { span: span.clone(), value: Value::Expression(self.text[span.clone()].to_owned()) })
    }
}

/// A list less the texts that the other list has: of the two, a program uses one.
fn less(list: Rc<Node>, other: &Node) -> Rc<Node> {
    let (Value::List(items), Value::List(others)) = (&list.value, &other.value) else { return list };
    let texts: HashSet<&str> = others.iter().filter_map(|item| item.as_text()).collect();
    let is_new = |item: &&Rc<Node>| item.as_text().is_none_or(|text| !texts.contains(text));
    let items = items.iter().filter(is_new).cloned().collect();
    Rc::new(Node { span: list.span.clone(), value: Value::List(items) })
}

/// The items of lists, and what is none, as one list.
fn together(parts: Vec<Rc<Node>>, span: &Range<usize>) -> Option<Rc<Node>> {
    let mut items: Vec<Rc<Node>> = Vec::new();
    for part in parts {
        match &part.value {
            Value::List(more) => items.extend(more.iter().cloned()),
            _ => items.push(part),
        }
        if items.len() > MOST_ITEMS {
            return None;
        }
    }
    Some(Rc::new(Node { span: span.clone(), value: Value::List(items) }))
}

/// Whether a text is between the scopes of a list.
fn is_between(text: &str) -> bool {
    matches!(text.trim(), "" | ",") && !text.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::formats::hcl::read;
    use crate::formats::shown::shown;

    /// What the attribute `a` is.
    fn value(text: &str) -> String {
        let node = read(text).unwrap_or_else(|error| panic!("{text}\n{error} at {}", error.at));
        shown(text, node.get("a").expect("an attribute"))
    }

    #[test]
    fn locals_and_defaults() {
        for (text, expected) in [
            ("a = local.b\nlocals {\n b = [\"c\"]\n}", "[c<\"c\">]"),
            ("a = local.b\nlocals {\n b = local.c.d\n c = { d = \"e f\" }\n}", "e f<\"e f\">"),
            ("a = local.b[\"c\"]\nlocals {\n b = { c = \"d\" }\n}", "d<\"d\">"),
            ("a = local.b\nlocals {\n b = local.b\n}", "?local.b"),
            ("a = local.b\nlocals {\n b = local.c\n c = local.b\n}", "?local.b"),
            ("a = local.z", "?local.z"),
            ("a = local.b.c\nlocals {\n b = [\"c\"]\n}", "?local.b.c"),
            ("a = var.b\nvariable \"b\" {\n default = [\"c\"]\n}", "[c<\"c\">, ?var.b]"),
            ("a = var.b\nvariable \"b\" {\n type = string\n}", "?var.b"),
            ("a = var.b\nvariable \"b\" {\n default = \"c\"\n}", "?var.b"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn lists_that_are_put_together() {
        for (text, expected) in [
            ("a = concat(local.b, [\"d\"], var.e)\nlocals {\n b = [\"c\"]\n}", "[c<\"c\">, d<\"d\">, ?var.e]"),
            ("a = distinct(compact([\"b\", var.c]))", "[b<\"b\">, ?var.c]"),
            ("a = flatten([[\"b\"], var.c, \"d\"])", "[b<\"b\">, ?var.c, d<\"d\">]"),
            ("a = join(\" \", [\"b\", \"c\"])", "[b<\"b\">, c<\"c\">]"),
            ("a = join(\"/\", [\"b\", \"c\"])", "?join(\"/\", [\"b\", \"c\"])"),
            ("a = split(\",\", \"b,c\")", "b,c<\"b,c\">"),
            ("a = var.b ? [\"c\"] : []", "[c<\"c\">, ?var.b]"),
            ("a = var.b ? [\"c\", \"d\"] : [\"c\"]", "[c<\"c\">, d<\"d\">, ?var.b]"),
            ("a = var.b ? null : concat([\"c\"], var.d)", "[c<\"c\">, ?var.d, ?var.b]"),
            ("a = var.b ? \"c d\" : \"c\"", "?var.b ? \"c d\" : \"c\""),
            ("a = jsonencode({ b = [\"c\"] })", "{b: [c<\"c\">]}"),
            ("a = merge({ b = \"c\" }, { d = \"e\" })", "{b: c<\"c\">, d: e<\"e\">}"),
            ("a = concat(b...)", "?concat(b...)"),
            ("a = provider::x::concat([\"b\"])", "?provider::x::concat([\"b\"])"),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_permissions() {
        let text = "a = azuread_service_principal.graph.oauth2_permission_scope_ids[\"User.Read\"]";
        assert_eq!(value(text), "User.Read<\"User.Read\">");
        assert_eq!(value("a = [x.y.app_role_ids[\"B\"], x.y.other[\"B\"]]"), "[B<\"B\">, ?x.y.other[\"B\"]]");
    }

    #[test]
    fn locals_that_double_one_another_come_to_an_end() {
        let locals = |value: &dyn Fn(usize) -> String| -> String {
            (0..60).map(|at| format!(" b{at} = {}\n", value(at + 1))).collect()
        };
        let double = locals(&|next| format!("concat(local.b{next}, local.b{next})"));
        let nested = locals(&|next| format!("[local.b{next}, local.b{next}]"));
        for text in [double, nested] {
            assert!(read(&format!("a = local.b0\nlocals {{\n{text} b60 = [\"c\"]\n}}")).is_ok());
        }
    }
}

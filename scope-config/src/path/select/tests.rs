use super::*;

fn map(entries: &[(&str, Rc<Node>)]) -> Rc<Node> {
    let entries =
        entries.iter().map(|(key, value)| Entry { key: (*key).to_owned(), key_span: 0..0, value: Rc::clone(value) });
    Rc::new(Node { span: 0..0, value: Value::Map(entries.collect()) })
}

fn list(items: &[Rc<Node>]) -> Rc<Node> {
    Rc::new(Node { span: 0..0, value: Value::List(items.to_vec()) })
}

fn select(path: &str, documents: &[Rc<Node>]) -> Result<Vec<String>, String> {
    let path = Path::parse(path).expect("a path");
    let read = |_: Format, text: &str| Some(map(&[("inner", Node::text(0..0, text))]));
    let found = super::select(&path, documents, Search { read_text: &read, left: None, start: None })
        .map_err(|stop| stop.explained().to_string())?;
    Ok(found.into_iter().map(|found| found.path).collect())
}

fn file() -> Rc<Node> {
    let text = Node::text(0..0, "x");
    let env = list(&[Node::text(0..0, "A=1"), Node::text(0..0, "SCOPES=a b")]);
    let inner = map(&[("scope", Rc::clone(&text)), ("e.f", Rc::clone(&text))]);
    map(&[
        ("a", map(&[("b", Rc::clone(&inner)), ("c", inner)])),
        ("list", list(&[Rc::clone(&text), text])),
        ("env", env),
    ])
}

#[test]
fn every_kind_of_segment() {
    let file = [file()];
    assert_eq!(select("a.*.scope", &file).expect("found"), ["a.b.scope", "a.c.scope"]);
    assert_eq!(select("a.b.\"e.f\"", &file).expect("found"), ["a.b.\"e.f\""]);
    assert_eq!(select("list[]", &file).expect("found"), ["list[0]", "list[1]"]);
    assert_eq!(select("list[1]", &file).expect("found"), ["list[1]"]);
    assert_eq!(select("a.b{keys}", &file).expect("found"), ["a.b{keys}"]);
    assert_eq!(select("env[SCOPES]", &file).expect("found"), ["env[SCOPES]"]);
    assert_eq!(select("env[*]", &file).expect("found"), ["env[A]", "env[SCOPES]"]);
    assert_eq!(select("env[*SCOPE*]", &file).expect("found"), ["env[SCOPES]"]);
    assert_eq!(select("a.b[sc*]", &file).expect("found"), ["a.b[scope]"]);
    assert_eq!(select("*.b.*o*", &file).expect("found"), ["a.b.scope"]);
    assert_eq!(select("a.b.scope|yaml.inner", &file).expect("found"), ["a.b.scope|yaml.inner"]);
    assert_eq!(select("[1].list[0]", &[map(&[]), self::file()]).expect("found"), ["[1].list[0]"]);
    assert_eq!(select("[].x", &[list(&[map(&[("x", file[0].clone())])])]).expect("found"), ["[0].x"]);
}

#[test]
fn any_depth_and_lists_of_names() {
    // `c` is the same value as `b`.
    let file = [file()];
    assert_eq!(select("**.scope", &file).expect("found"), ["a.b.scope"]);
    assert_eq!(select("a.**.scope", &file).expect("found"), ["a.b.scope"]);
    assert_eq!(select("a.b.**.scope", &file).expect("found"), ["a.b.scope"]);
    assert_eq!(select("**.list[1]", &file).expect("found"), ["list[1]"]);
    assert!(select("**.z", &file).is_err());
    let text = |text| Node::text(0..0, text);
    let setting = |name, value| map(&[("name", text(name)), ("value", text(value))]);
    let outside = map(&[("name", text("B_SCOPES")), ("valueFrom", map(&[("a", text("b"))]))]);
    let env = list(&[setting("PORT", "80"), setting("A_SCOPES", "x"), outside, map(&[("name", text("C_SCOPES"))])]);
    let file = [map(&[("env", env)])];
    assert_eq!(select("env[A_SCOPES]", &file).expect("found"), ["env[A_SCOPES]"]);
    assert_eq!(select("env[*_SCOPES]", &file).expect("found"), ["env[A_SCOPES]", "env[B_SCOPES]"]);
    assert_eq!(select("**[A_SCOPES]", &file).expect("found"), ["env[A_SCOPES]"]);
    assert!(select("env[D_SCOPES]", &file).is_err());
    assert!(select("env[A_SCOPES].x", &[map(&[("env", list(&[text("A_SCOPES=x")]))])]).is_err());
}

#[test]
fn keys_with_dots_are_several_segments() {
    let text = Node::text(0..0, "x");
    let inner = map(&[("c.d", Rc::clone(&text))]);
    let other = map(&[("e", Rc::clone(&text))]);
    let file = [map(&[("a.b", Rc::clone(&inner))])];
    assert_eq!(select("a.b.c.d", &file).expect("found"), ["\"a.b\".\"c.d\""]);
    let file = [map(&[("a.b", inner), ("a", other)])];
    assert!(select("a.b.c.d", &file).is_err(), "the key itself counts, if it is there");
    assert_eq!(select("\"a.b\".c.d", &file).expect("found"), ["\"a.b\".\"c.d\""]);
    assert!(select("\"a.b\".c.e", &file).is_err());
}

#[test]
fn where_it_stops() {
    assert_eq!(
        select("a.b.scpoe", &[file()]),
        Err("path `a.b.scpoe` not found: `a.b` is a table with the keys `scope`, `e.f`".to_owned())
    );
    assert_eq!(select("list.x", &[file()]), Err("path `list.x` not found: `list` is a list".to_owned()));
    assert_eq!(
        select("z", &[file()]),
        Err("path `z` not found: the file contains a table with the keys `a`, `list`, `env`".to_owned())
    );
}

#[test]
fn matches_know_the_order_of_the_file() {
    let (file, read) = ([file()], |_: Format, _: &str| None);
    let routes = |path: &str| {
        let found = super::select(
            &Path::parse(path).expect("a path"),
            &file,
            Search { read_text: &read, left: None, start: None },
        )
        .expect("found");
        found.into_iter().map(|found| found.route).collect::<Vec<_>>()
    };
    assert_eq!(routes("a.*.scope"), [[0, 0, 0, 0], [0, 0, 1, 0]]);
    assert_eq!(routes("env[SCOPES]"), [[0, 2, 1]]);
}

#[test]
fn lists_of_the_same_lists_come_to_an_end() {
    let bomb = (0..9).fold(Node::text(0..0, "x"), |inner, _| list(&vec![inner; 10]));
    assert_eq!(select("**.y", &[Rc::clone(&bomb)]), Err("path `**.y` not found: the file contains a list".to_owned()));
    let nowhere = format!("{}.y", "[].".repeat(9).trim_end_matches('.'));
    assert_eq!(
        select(&nowhere, &[bomb]),
        Err(format!("the path `{nowhere}` is not followed to its end: it, or all paths together, take too many steps"))
    );
}

#[test]
fn a_star_in_quotes_is_itself() {
    let file = [map(&[("*", Node::text(0..0, "x")), ("b", Node::text(0..0, "x"))])];
    assert_eq!(select("\"*\"", &file).expect("found"), ["*"]);
}

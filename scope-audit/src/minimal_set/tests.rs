use super::*;
use crate::testing::{Random, catalog};
use scope_catalog::{Lookup, Spanned};

fn names<'a>(found: &MinimalSet<'a>) -> Vec<&'a str> {
    found.scopes.iter().map(|scope| scope.name).collect()
}

fn of<'a>(catalog: &'a Catalog, operations: &[&str]) -> MinimalSet<'a> {
    let find = |name: &&str| catalog.operations().iter().find(|operation| *operation.name.text == **name);
    let operations: Vec<&Operation> = operations.iter().map(|name| find(name).expect("an operation")).collect();
    minimal_set(catalog, &operations)
}

const DRIVE: &str = "\
[scopes]
file = ''
metadata = {}
readonly = { implies = ['metadata'] }
drive = { implies = ['file', 'readonly'], risk = 'restricted' }
cloud = { risk = 'restricted' }
'folder:{id}' = {}
every_folder = { implies = ['folder:{id}'] }
[operations]
list = { needs = { any = ['drive', 'file', 'metadata'] } }
create = { needs = { any = ['drive', 'file'] } }
export = { needs = { all = ['metadata', { any = ['file', 'cloud'] }] } }
scan = { needs = 'readonly' }
seven = { needs = 'folder:7' }
eight = { needs = 'folder:8' }
";

#[test]
fn the_least_access_and_what_each_is_for() {
    let catalog = catalog(DRIVE);
    let found = of(&catalog, &["create", "list"]);
    assert_eq!((names(&found), &found.scopes[0].serves), (vec!["file"], &vec![0, 1]));
    let both = of(&catalog, &["create", "scan"]);
    assert_eq!(names(&both), ["file", "readonly"], "each has a lower risk than the one that has both");
    assert_eq!(both.served[1].way, [SatisfiedBy { needed: "readonly", by: 1 }]);
    let export = of(&catalog, &["export", "create"]);
    assert_eq!(names(&export), ["file", "metadata"]);
    assert_eq!(
        export.served[0].way,
        [SatisfiedBy { needed: "metadata", by: 1 }, SatisfiedBy { needed: "file", by: 0 }]
    );
}

#[test]
fn a_pattern_is_asked_for_by_the_names_that_it_describes() {
    let catalog = catalog(DRIVE);
    assert_eq!(names(&of(&catalog, &["seven"])), ["folder:7"]);
    assert_eq!(names(&of(&catalog, &["seven", "eight"])), ["every_folder"]);
    assert_eq!(of(&catalog, &[]).scopes, []);
}

#[test]
fn what_may_not_be_used_is_not_chosen() {
    let catalog = catalog(DRIVE);
    let operations: Vec<&Operation> = catalog.operations().iter().take(4).collect();
    let found = minimal_set_among(&catalog, &operations, &|name| !["drive", "readonly"].contains(&name), &|_| false);
    assert_eq!((names(&found), found.unserved), (vec!["file", "metadata"], vec![3]));
}

#[test]
fn a_name_that_the_catalog_lacks_stands_for_itself() {
    let catalog = catalog("scopes = ['a']");
    let name = |text: &str| Need::Scope(Spanned { text: text.into(), span: scope_catalog::SourceSpan::default() });
    let word = Spanned { text: "both".into(), span: scope_catalog::SourceSpan::default() };
    let operation = Operation {
        name: word,
        needs: Need::All(vec![name("a"), name("b")]),
        sometimes: Vec::new(),
        condition: None,
        aliases: Vec::new(),
    };
    let found = minimal_set(&catalog, &[&operation]);
    assert_eq!((names(&found), found.scopes[1].id), (vec!["a", "b"], None));
    let nothing = Operation { needs: Need::Any(Vec::new()), ..operation };
    assert_eq!(minimal_set(&catalog, &[&nothing]).unserved, [0]);
}

/// Creates a catalog of up to eight scopes that can imply each other, and operations with nested needs.
fn random_catalog(random: &mut Random) -> Catalog {
    let count = 2 + random.below(7);
    let mut text = "[scopes]\n".to_owned();
    for number in 0..count {
        let later: Vec<usize> = (0..random.below(4)).map(|_| number + 1 + random.below(count)).collect();
        let implies: Vec<String> =
            later.iter().filter(|&&later| later < count).map(|later| format!("'s{later}'")).collect();
        let implies = implies.join(", ");
        let risk = ["normal", "sensitive", "restricted"][random.below(3)];
        text.push_str(&format!("s{number} = {{ implies = [{implies}], risk = '{risk}' }}\n"));
    }
    text.push_str("[operations]\n");
    for number in 0..=random.below(7) {
        text.push_str(&format!("o{number} = {{ needs = {} }}\n", random_need(random, count, 0)));
    }
    catalog(&text)
}

fn random_need(random: &mut Random, scopes: usize, depth: usize) -> String {
    if depth == 3 || random.below(3) == 0 {
        return format!("'s{}'", random.below(scopes));
    }
    let parts: Vec<String> = (0..=random.below(3)).map(|_| random_need(random, scopes, depth + 1)).collect();
    format!("{{ {} = [{}] }}", ["any", "all"][random.below(2)], parts.join(", "))
}

fn id(catalog: &Catalog, name: &str) -> ScopeId {
    match catalog.lookup(name) {
        Lookup::Known(id) => id,
        other => panic!("{name}: {other:?}"),
    }
}

fn serves(catalog: &Catalog, held: &[ScopeId], operation: &Operation) -> bool {
    operation.needs.is_met(&|name| held.iter().any(|&held| catalog.covers(held, id(catalog, name))))
}

/// Computes the cost independently: the number of scopes, covered scopes, risk, operations that accept them, and
/// positions.
fn cost(catalog: &Catalog, held: &[ScopeId]) -> [usize; 5] {
    let mut cost = [0; 5];
    for &held in held {
        let covers = |needed: &ScopeId| catalog.covers(held, *needed);
        let accepts =
            |operation: &&Operation| operation.needs.scopes().iter().any(|name| covers(&id(catalog, &name.text)));
        cost[0] += 1;
        cost[1] += catalog.ids().filter(covers).count();
        cost[2] += catalog.scope(held).details.as_ref().map_or(0, |details| details.risk as usize);
        cost[3] += catalog.operations().iter().filter(accepts).count();
        cost[4] += held.position();
    }
    cost
}

fn subsets(catalog: &Catalog) -> Vec<Vec<ScopeId>> {
    let all: Vec<ScopeId> = catalog.ids().collect();
    let subset = |bits: usize| all.iter().copied().filter(|id| bits >> id.position() & 1 == 1).collect();
    (0..1 << all.len()).map(subset).collect()
}

fn held(found: &MinimalSet<'_>) -> Vec<ScopeId> {
    found.scopes.iter().filter_map(|scope| scope.id).collect()
}

/// The fewest scopes, before any of them is split.
fn fewest(catalog: &Catalog, operations: &[&Operation]) -> Vec<ScopeId> {
    let candidates = Candidates::new(catalog, operations, &|_| true);
    let requirements = operations.iter().map(|operation| candidates.requirement(&operation.needs)).collect();
    let found = search::cheapest(requirements, &candidates.costs(operations, &|_| false), WORK).expect("a choice");
    assert!(found.is_exact);
    found.chosen.iter().filter_map(|&candidate| candidates.id(candidate)).collect()
}

/// Whether one scope is narrower than another, according to the operations or the catalog.
fn is_narrower(catalog: &Catalog, narrow: ScopeId, broad: ScopeId) -> bool {
    let (one, other) = (accepted(catalog, &[narrow]), accepted(catalog, &[broad]));
    let is_implied = catalog.covers(broad, narrow) && broad != narrow;
    let is_within = one.iter().all(|operation| other.contains(operation)) && one.len() < other.len();
    risk(catalog, &[narrow]) <= risk(catalog, &[broad]) && !catalog.covers(narrow, broad) && (is_implied || is_within)
}

/// The operations that accept one of these scopes.
fn accepted(catalog: &Catalog, held: &[ScopeId]) -> Vec<usize> {
    let accepts = |operation: &Operation| {
        let names = operation.needs.scopes();
        names.iter().any(|name| held.iter().any(|&held| catalog.covers(held, id(catalog, &name.text))))
    };
    catalog.operations().iter().enumerate().filter(|(_, operation)| accepts(operation)).map(|(at, _)| at).collect()
}

fn risk(catalog: &Catalog, held: &[ScopeId]) -> usize {
    let risk = |held: &ScopeId| catalog.scope(*held).details.as_ref().map_or(0, |details| details.risk as usize);
    held.iter().map(risk).max().unwrap_or_default()
}

/// Whether some scopes together grant less than a broader one.
fn are_less(catalog: &Catalog, narrow: &[ScopeId], broad: ScopeId) -> bool {
    let (few, many) = (accepted(catalog, narrow), accepted(catalog, &[broad]));
    let is_within = few.iter().all(|operation| many.contains(operation)) && few.len() < many.len();
    is_within || risk(catalog, narrow) < risk(catalog, &[broad])
}

#[test]
fn nothing_smaller_serves() {
    let mut random = Random(1);
    let mut split = 0;
    for round in 0..2000 {
        let catalog = random_catalog(&mut random);
        let operations: Vec<&Operation> = catalog.operations().iter().filter(|_| random.below(3) > 0).collect();
        let all_served = |held: &[ScopeId]| operations.iter().all(|operation| serves(&catalog, held, operation));
        let found = minimal_set(&catalog, &operations);
        let (own, few) = (held(&found), fewest(&catalog, &operations));
        assert!(found.is_exact && all_served(&own), "{round}: {found:?}");
        assert!(found.scopes.iter().all(|scope| !scope.serves.is_empty()), "{round}: {found:?}");
        let best = subsets(&catalog).into_iter().filter(|held| all_served(held)).map(|held| cost(&catalog, &held));
        assert_eq!(cost(&catalog, &few), best.min().expect("all of them serve"), "{round}: {few:?}");
        // Each scope that is not one of the fewest is narrower than one of them, and no others can be split.
        split += usize::from(own != few);
        let replaced = |&id: &ScopeId| few.contains(&id) || few.iter().any(|&broad| is_narrower(&catalog, id, broad));
        assert!(own.iter().all(replaced), "{round}: {few:?} {found:?}");
        for &broad in &own {
            let others: Vec<ScopeId> = own.iter().copied().filter(|&other| other != broad).collect();
            let is_enough = |some: &Vec<ScopeId>| {
                some.iter().all(|&one| !others.contains(&one) && is_narrower(&catalog, one, broad))
                    && all_served(&[&others[..], some].concat())
            };
            let enough = subsets(&catalog).into_iter().filter(is_enough);
            let narrow = enough.min_by_key(|some| cost(&catalog, some)).filter(|some| some.len() > 1);
            assert!(narrow.is_none_or(|some| !are_less(&catalog, &some, broad)), "{round}: {broad:?} of {found:?}");
        }
    }
    assert!(split > 30, "{split}");
}

#[test]
fn more_operations_never_need_less_and_their_order_makes_no_difference() {
    let mut random = Random(2);
    for round in 0..1000 {
        let catalog = random_catalog(&mut random);
        let mut operations: Vec<&Operation> = catalog.operations().iter().collect();
        let found = minimal_set(&catalog, &operations);
        let all = cost(&catalog, &fewest(&catalog, &operations));
        for number in 0..operations.len() {
            assert!(cost(&catalog, &fewest(&catalog, &operations[..number])) <= all, "{round}");
        }
        operations.reverse();
        operations.rotate_left(round % catalog.operations().len());
        operations.push(operations[0]);
        assert_eq!(names(&minimal_set(&catalog, &operations)), names(&found), "{round}");
    }
}

#[test]
fn the_way_of_each_operation_meets_its_need() {
    let mut random = Random(3);
    for _ in 0..500 {
        let catalog = random_catalog(&mut random);
        let operations: Vec<&Operation> = catalog.operations().iter().collect();
        let found = minimal_set(&catalog, &operations);
        assert_eq!(found.served.len(), operations.len());
        for served in &found.served {
            let way = &served.way;
            assert!(operations[served.operation].needs.is_met(&|name| way.iter().any(|met| met.needed == name)));
            for met in way {
                let by = &found.scopes[met.by];
                assert!(by.serves.contains(&served.operation));
                assert!(catalog.covers(id(&catalog, by.name), id(&catalog, met.needed)));
            }
        }
    }
}

/// A problem that cannot be reduced: every pair of many scopes. The result says that the search reached its limit.
#[test]
fn a_search_that_is_given_up_says_so() {
    use formula::Formula::OneOf;
    let costs: Vec<search::Cost> = (0..12).map(|number| search::Cost([0, 0, 1, 0, 0, 0, 0, 0, 0, number])).collect();
    let ring = || (0..11).map(|number| OneOf(vec![number, (number + 1) % 11])).collect::<Vec<_>>();
    let exact = search::cheapest(ring(), &costs, WORK).expect("a choice");
    assert_eq!((exact.chosen.len(), exact.is_exact), (6, true));
    let given_up = search::cheapest(ring(), &costs, 0).expect("a choice");
    assert!(!given_up.is_exact && given_up.chosen.len() >= 6);
}

#[test]
fn an_audit_has_nothing_against_the_smallest_set() {
    let mut random = Random(4);
    for round in 0..500 {
        let catalog = random_catalog(&mut random);
        let operations: Vec<&Operation> = catalog.operations().iter().collect();
        let found = minimal_set(&catalog, &operations);
        let audit = crate::audit(&catalog, &names(&found), &operations);
        assert!(
            audit.missing.is_empty() && audit.unneeded.is_empty() && audit.unjudged.is_empty(),
            "{round}: {audit:?}"
        );
        let is_implied = |broader: &crate::Broader<'_>| broader.because == crate::Because::Implied;
        assert!(!audit.broader.iter().any(is_implied), "{round}: {audit:?}");
    }
}

/// Each scope that is removed from a request is reported as missing.
#[test]
fn an_audit_misses_each_scope_of_the_smallest_set() {
    let mut random = Random(5);
    for round in 0..500 {
        let catalog = random_catalog(&mut random);
        let operations: Vec<&Operation> = catalog.operations().iter().collect();
        let found = minimal_set(&catalog, &operations);
        for (left_out, scope) in found.scopes.iter().enumerate() {
            let mut asked = names(&found);
            asked.remove(left_out);
            let missing = crate::audit(&catalog, &asked, &operations).missing;
            assert!(!missing.is_empty(), "{round}: without {}", scope.name);
            assert!(missing.iter().all(|missing| scope.serves.contains(&missing.operation)), "{round}: {missing:?}");
        }
    }
}

const SPECIAL: &str = "\
[scopes]
metadata = { special = true }
readonly = ''
photos = { special = true }
files = { recommended = true }
everything = ''
users = ''
email = { requires = ['users'] }
'orders.read' = ''
'admin.read' = ''
[operations]
list = { needs = { any = ['metadata', 'readonly', 'everything'] } }
get = { needs = { any = ['photos', 'everything', 'files'] } }
only = { needs = 'photos' }
look_up = { needs = 'email' }
'GET /orders' = { needs = { any = ['admin.read', 'orders.read'] } }
";

fn smallest(operations: &[&str]) -> Vec<String> {
    let catalog = catalog(SPECIAL);
    let named: Vec<_> = operations.iter().map(|name| catalog.operation(name).expect("an operation")).collect();
    let named: Vec<&Operation> = named.iter().map(|operation| &**operation).collect();
    minimal_set(&catalog, &named).scopes.iter().map(|scope| scope.name.to_owned()).collect()
}

#[test]
fn special_scopes_are_the_last_resort() {
    assert_eq!(smallest(&["list"]), ["readonly"]);
    assert_eq!(smallest(&["only"]), ["photos"]);
    assert_eq!(smallest(&["only", "get"]), ["photos"], "it is there anyway");
    let catalog = catalog(SPECIAL);
    let list = catalog.operation("list").expect("an operation");
    let written = minimal_set_among(&catalog, &[&list], &|_| true, &|name| name == "metadata");
    assert_eq!(written.scopes[0].name, "metadata", "who writes it knows why");
}

#[test]
fn recommended_scopes_and_those_of_the_same_name_come_first() {
    assert_eq!(smallest(&["get"]), ["files"]);
    assert_eq!(smallest(&["GET /orders"]), ["orders.read"]);
    assert_eq!(smallest(&["list", "get"]), ["everything"], "fewer are better still");
}

#[test]
fn companions_come_along() {
    assert_eq!(smallest(&["look_up"]), ["users", "email"]);
    let catalog = catalog(SPECIAL);
    let look_up = catalog.operation("look_up").expect("an operation");
    let found = minimal_set(&catalog, &[&look_up]);
    assert!(found.scopes.iter().all(|scope| scope.serves == [0]));
    let without = minimal_set_among(&catalog, &[&look_up], &|name| name != "users", &|_| false);
    assert_eq!(without.unserved, [0], "one without the other has no effect");
}

const HELD: &str = "\
[scopes]
own = ''
basic = { special = true }
every = { approval = 'an administrator consents' }
public = ''
private = ''
file = { recommended = true }
read = ''
write = { implies = ['read'] }
list = ''
send = ''
modify = ''
keys = ''
doors = ''
[retired.files]
status = 'deprecated'
replaced_by = ['keys']
[operations]
me = { needs = { any = ['basic', 'every', 'own'] } }
people = { needs = { any = ['basic', 'every'] } }
rooms = { needs = { any = ['private', 'public'] }, sometimes = { public = 'for public rooms', private = 'for others' } }
sheet = { needs = { any = ['file', 'read', 'write'] }, sometimes = { read = 'for files of others' } }
list = { needs = { any = ['list', 'modify'] } }
send = { needs = { any = ['send', 'modify'] } }
trash = { needs = 'modify' }
open = { needs = { any = ['files', 'keys'] } }
shut = { needs = { any = ['files', 'doors'] } }
";

fn smallest_beside<'a>(catalog: &'a Catalog, asked: &[&str], operations: &[&'a Operation]) -> MinimalSet<'a> {
    minimal_set_among(catalog, operations, &|_| true, &|name| asked.contains(&name))
}

#[test]
fn what_is_held_goes_on_serving_what_it_serves() {
    let catalog = catalog(HELD);
    let [me, people, rooms, sheet, list, send, trash, open, shut] = catalog.operations() else {
        panic!("nine operations")
    };
    for (asked, operations, expected) in [
        (&["own"][..], &[me, people][..], &["own", "basic"][..]),
        (&["own", "basic"], &[me, people], &["own", "basic"]),
        (&["every"], &[me, people], &["every"]),
        (&[], &[people], &["basic"]),
        (&["write"], &[sheet], &["read"]),
        (&["file"], &[sheet], &["file"]),
        (&[], &[sheet], &["file"]),
        (&["list", "send"], &[list, send], &["list", "send"]),
        (&["modify"], &[list], &["list"]),
        (&["modify"], &[list, send], &["list", "send"]),
        (&[], &[list, send], &["list", "send"]),
        (&[], &[list, send, trash], &["modify"]),
        (&[], &[open, shut], &["keys", "doors"]),
        (&["files"], &[open], &["keys"]),
        (&["private"], &[rooms], &["private"]),
        (&["private", "public"], &[rooms], &["public", "private"]),
    ] {
        let found = smallest_beside(&catalog, asked, operations);
        assert_eq!((names(&found), found.undecided.len()), (expected.to_vec(), 0), "{asked:?}");
        assert!(found.scopes.iter().all(|scope| !scope.serves.is_empty()), "{asked:?}");
        let held: Vec<&str> = names(&found);
        let audit = crate::audit(&catalog, &held, operations);
        assert!(audit.missing.is_empty() && audit.unneeded.is_empty() && audit.broader.is_empty(), "{audit:?}");
    }
}

#[test]
fn where_each_scope_gives_a_part_none_is_chosen() {
    let catalog = catalog(HELD);
    let [_, _, rooms, sheet, ..] = catalog.operations() else { panic!("operations") };
    let found = smallest_beside(&catalog, &["own"], &[rooms, sheet]);
    assert_eq!((names(&found), found.undecided, found.unserved), (vec!["file"], vec![0], vec![]));
}

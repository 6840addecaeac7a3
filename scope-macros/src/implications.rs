//! Computes what each scope implies, without redundant implications. The compiler follows each supertrait of each
//! trait, so redundant ones would cost seconds.

use scope_catalog::{Catalog, ScopeId};

/// The maximum number of supertraits; more would cost many seconds.
const MOST: usize = 20_000;

/// The maximum number of implications in the catalog, which are often many more.
const MOST_WRITTEN: usize = 5 * MOST;

/// The maximum number of indirect implications.
const MOST_FOLLOWING: usize = 25 * MOST;

/// Returns the scopes that each scope implies directly, by its position.
///
/// # Errors
///
/// If there are too many: a message for the user.
pub(crate) fn direct(catalog: &Catalog) -> Result<Vec<Vec<ScopeId>>, String> {
    let mut written = Vec::with_capacity(catalog.scopes().len());
    for id in catalog.ids() {
        written.push(catalog.implied(id));
    }
    limited(catalog, count(&written), MOST_WRITTEN)?;
    let mut direct = Vec::with_capacity(written.len());
    let mut following_in_all = 0;
    for (id, implied) in catalog.ids().zip(&written) {
        let follows = following(&written, implied);
        if follows[id.position()] {
            return Ok(without_circles(catalog, written));
        }
        for &follows in &follows {
            following_in_all += usize::from(follows);
        }
        limited(catalog, following_in_all, MOST_FOLLOWING)?;
        let mut own = Vec::with_capacity(implied.len());
        for &one in implied {
            if !follows[one.position()] {
                own.push(one);
            }
        }
        direct.push(own);
    }
    limited(catalog, count(&direct), MOST)?;
    Ok(direct)
}

fn count(implied: &[Vec<ScopeId>]) -> usize {
    implied.iter().map(Vec::len).sum()
}

fn limited(catalog: &Catalog, count: usize, most: usize) -> Result<(), String> {
    let name = catalog.name();
    if count <= most {
        return Ok(());
    }
    Err(format!("{count} implications in {name} are too many for a module: the compiler takes up to {most}"))
}

/// Returns which scopes some scopes imply indirectly, by position.
fn following(written: &[Vec<ScopeId>], from: &[ScopeId]) -> Vec<bool> {
    let mut follows = vec![false; written.len()];
    let mut open = from.to_vec();
    let mut is_done = follows.clone();
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut is_done[id.position()], true) {
            for next in &written[id.position()] {
                follows[next.position()] = true;
                open.push(*next);
            }
        }
    }
    follows
}

/// Removes cycles, which must not become cycles of traits. Only a bundled catalog could have one.
fn without_circles(catalog: &Catalog, mut written: Vec<Vec<ScopeId>>) -> Vec<Vec<ScopeId>> {
    for id in catalog.ids() {
        let implying = catalog.implying(id);
        written[id.position()].retain(|implied| !implying.contains(implied));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>, String> {
        let catalog = Catalog::from_text(text).map_err(|_| "problems".to_owned())?;
        let name = |id: &ScopeId| catalog.scope(*id).name.to_string();
        Ok(direct(&catalog)?.iter().map(|implied| implied.iter().map(name).collect::<Vec<_>>().join(" ")).collect())
    }

    #[test]
    fn what_follows_is_left_out() {
        let text = "[scopes]\na = { implies = ['b', 'c', 'd', 'e'] }\nb = { implies = ['c'] }\nc = { implies = ['d'] }\nd = ''\ne = ''\n";
        assert_eq!(names(text).as_deref(), Ok(&["b e", "c", "d", "", ""].map(str::to_owned)[..]));
    }

    #[test]
    fn a_circle_becomes_none() {
        let catalog = Catalog::from_text("scopes = ['a']").map_err(|_| "problems").expect("a catalog");
        let circle: Vec<Vec<ScopeId>> = vec![catalog.ids().collect()];
        assert!(following(&circle, &circle[0])[0]);
        assert_eq!(without_circles(&catalog, circle), [[]]);
    }

    #[test]
    fn too_many_are_refused() {
        // Each scope in one half implies each in the other half.
        let dense = |half: usize| {
            let others: Vec<String> = (0..half).map(|number| format!("'b{number}'")).collect();
            let implies = others.join(",");
            let ones: String = (0..half).map(|number| format!("a{number} = {{ implies = [{implies}] }}\n")).collect();
            format!(
                "name = 'd'\n[scopes]\n{ones}{}",
                others.iter().map(|name| format!("{name} = ''\n")).collect::<String>()
            )
        };
        assert!(names(&dense(20)).is_ok_and(|names| names[0].split(' ').count() == 20));
        let message = "22500 implications in d are too many for a module: the compiler takes up to 20000";
        assert_eq!(names(&dense(150)), Err(message.to_owned()));
        let chain: String =
            (0..1_100).map(|number| format!("c{number} = {{ implies = ['c{}'] }}\n", number + 1)).collect();
        let message = names(&format!("[scopes]\n{chain}c1100 = ''\n")).expect_err("too much follows");
        assert!(message.ends_with("are too many for a module: the compiler takes up to 500000"), "{message}");
    }
}

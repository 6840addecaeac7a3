//! Needs as alternatives.

use scope_catalog::Need;

/// The most alternatives that a need is written out to.
const MOST_WAYS: usize = 1024;

/// A need as alternatives, each a list of scopes; `None` if there are too many.
pub(crate) fn ways(need: &Need) -> Option<Vec<Vec<String>>> {
    match need {
        Need::Scope(name) => Some(vec![vec![name.text.to_string()]]),
        Need::Any(needs) => {
            let mut all = Vec::new();
            for need in needs {
                all.extend(ways(need)?);
            }
            (all.len() <= MOST_WAYS).then_some(all)
        }
        Need::All(needs) => {
            let mut all = vec![Vec::new()];
            for need in needs {
                let next = ways(need)?;
                if all.len() * next.len() > MOST_WAYS {
                    return None;
                }
                let joined = |way: &Vec<String>| {
                    next.iter().map(|more| [&**way, &**more].concat()).collect::<Vec<Vec<String>>>()
                };
                all = all.iter().flat_map(joined).collect();
            }
            Some(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use scope_catalog::Catalog;

    use super::*;

    fn found(need: &str) -> Option<Vec<Vec<String>>> {
        let names: String = ('a'..='z').map(|name| format!("{name} = \"\"\n")).collect();
        let catalog = Catalog::from_text(&format!("[scopes]\n{names}[operations]\nx = {{ needs = {need} }}\n"));
        ways(&catalog.expect("a sound catalog").operations()[0].needs)
    }

    #[test]
    fn alternatives() {
        assert_eq!(found("'a'"), Some(vec![vec!["a".to_owned()]]));
        let mixed = found("{ all = ['a', { any = ['b', { all = ['c', 'd'] }] }] }").expect("few");
        assert_eq!(mixed, [&["a", "b"][..], &["a", "c", "d"]]);
    }

    #[test]
    fn too_many_alternatives() {
        let pair = "{ any = ['a', 'b'] }";
        assert_eq!(found(&format!("{{ all = [{}] }}", [pair; 10].join(", "))).map(|ways| ways.len()), Some(1024));
        assert_eq!(found(&format!("{{ all = [{}] }}", [pair; 11].join(", "))), None);
    }
}

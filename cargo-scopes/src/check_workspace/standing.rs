//! Decides from the surroundings of a call whether it is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use scope_syntax::Macro;

use super::read_sources::Read;
use crate::report::Unseen;
use crate::rust::{AS_CODE, Around, Call, Definition, Owner, Resolver, Source};

/// How a call is treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The compiler checks it, so it is checked here, too.
    Checked,
    /// The compiler may not see it, because a surrounding macro of this name may discard it.
    Doubtful(String),
    /// Only the compiler can check it.
    Unseen(Unseen),
    /// It calls another package's macro, or the compiler never sees it.
    None,
}

/// The `macro_rules!` macros of a package.
#[derive(Debug, Default)]
pub(super) struct Macros<'s> {
    definitions: BTreeMap<&'s str, Vec<&'s Definition>>,
    invoked: BTreeSet<&'s str>,
}

impl<'s> Macros<'s> {
    /// Collects the macros in source files.
    pub(super) fn of(sources: &[&'s Read]) -> Self {
        let mut macros = Self::default();
        for source in sources.iter().filter_map(|read| read.content.as_ref().ok()?.1.as_ref().ok()) {
            for definition in &source.definitions {
                macros.definitions.entry(&definition.name).or_default().push(definition);
            }
            macros.invoked.extend(source.invoked.iter().map(String::as_str));
            // A macro that is imported under another name is called by that name.
            macros.invoked.extend(source.imported().filter(|(own, name)| own != name).map(|(own, _)| own));
        }
        macros
    }

    fn of_name(&self, name: &str) -> impl Iterator<Item = &'s Definition> {
        self.definitions.get(name).into_iter().flatten().copied()
    }

    /// Decides how a call is treated.
    pub(super) fn standing(&self, resolver: &mut Resolver<'_>, file: &Path, source: &Source, call: &Call) -> Standing {
        match resolver.owner(file, source, call) {
            Owner::Theirs => return Standing::None,
            Owner::Ours(of) if of == call.of => {}
            Owner::Ours(_) | Owner::Unknown => return Standing::Unseen(Unseen::Owner),
        }
        let mut standing = if call.is_template { Standing::Unseen(Unseen::Arguments) } else { Standing::Checked };
        for around in call.within.iter().rev() {
            match around {
                Around::Arguments(name) if source.is_of_macro(name, takes_no_code) => return Standing::None,
                Around::Arguments(name) if AS_CODE.contains(&&**name) => return Standing::Unseen(Unseen::Generated),
                Around::Arguments(name) if self.drops(name, 0) => standing = doubted(standing, name),
                Around::Arguments(_) => {}
                Around::Definition(name) if !self.invoked.contains(&**name) => {
                    return Standing::Unseen(Unseen::Uncalled);
                }
                Around::Definition(name) => {
                    if self.of_name(name).any(|definition| definition.arms != 1) {
                        standing = doubted(standing, name);
                    }
                }
            }
        }
        standing
    }

    /// Whether a macro of ours whose name is passed to another macro may be called: its path leads to us, or a
    /// surrounding macro calls what it is given.
    pub(super) fn may_call(&self, handed_on: &Call) -> bool {
        let calls = |name: &String| self.of_name(name).any(|definition| definition.calls_given);
        let is_called = |around: &Around| matches!(around, Around::Arguments(name) if calls(name));
        !handed_on.path.is_empty() || handed_on.within.iter().any(is_called)
    }

    /// Whether a `macro_rules!` macro may discard its input.
    fn drops(&self, name: &str, depth: usize) -> bool {
        self.of_name(name).any(|definition| {
            let hands_to = |other: &String| *other != definition.name && depth < 8 && self.drops(other, depth + 1);
            definition.drops || definition.hands_to.iter().any(hands_to)
        })
    }
}

fn doubted(standing: Standing, name: &str) -> Standing {
    if standing == Standing::Checked { Standing::Doubtful(name.to_owned()) } else { standing }
}

/// Whether one of our macros only takes literals, so that a call inside it is never expanded.
fn takes_no_code(of: Macro) -> bool {
    matches!(of, Macro::Scopes | Macro::ScopeList | Macro::ScopeName | Macro::Operation)
}

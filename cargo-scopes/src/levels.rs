//! The levels of rules that the command line sets.

use scope_catalog::load::Loaded;
use scope_catalog::{Level, Rule, did_you_mean, rules};

use crate::cli::LevelOptions;
use crate::error::Failure;

/// What a user says of rules on the command line; the last word on one wins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    pub(crate) rules: Vec<(&'static Rule, Level)>,
    /// Warnings are denied.
    pub(crate) deny_warnings: bool,
}

impl Levels {
    /// What the arguments say of rules.
    pub(crate) fn new(options: &LevelOptions) -> Result<Self, Failure> {
        let mut levels = Self::default();
        for (name, level) in &options.given {
            if name == "warnings" && *level == Level::Deny {
                levels.deny_warnings = true;
            } else {
                levels.rules.push((rule(name)?, *level));
            }
        }
        Ok(levels)
    }

    /// Sets them in every catalog of a file.
    pub(crate) fn apply(&self, loaded: &mut Loaded) {
        for catalog in loaded.catalogs_mut() {
            for &(rule, level) in &self.rules {
                catalog.set_level(rule, level);
            }
        }
    }
}

fn rule(name: &str) -> Result<&'static Rule, Failure> {
    rules::find(&name.replace('_', "-")).ok_or_else(|| {
        let ids = rules::ALL.map(|rule| rule.id);
        let all = (name != "warnings").then_some("warnings");
        let help = did_you_mean(name, ids.into_iter().chain(all))
            .unwrap_or_else(|| format!("the rules are {}", ids.join(", ")));
        Failure::new(format!("unknown rule `{name}`")).help(help)
    })
}

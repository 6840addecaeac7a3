//! Git, run as a program.

mod checkout;
mod status;

pub(crate) use checkout::{Commit, Repository, unreachable_folder, unwritten};
pub(crate) use status::{State, lines, states};

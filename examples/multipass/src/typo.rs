//! A mistake, compiled in with `--features typo` alone: the last letter is missing.

use oauth_scopes::{Scopes, scopes};

pub(crate) const SCOPES: Scopes = scopes!("read_profile write_multipas");

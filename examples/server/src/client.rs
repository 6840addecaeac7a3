//! A client of the shop.

use oauth_scopes::{Scopes, scopes};

/// The scopes that it requests.
pub(crate) const SIGN_IN: Scopes = scopes!("orders:read orders:write");

//! A client of the shop.

use oauth_scopes::{Scopes, scopes};

/// What it asks its users for.
pub(crate) const SIGN_IN: Scopes = scopes!("orders:read orders:write");

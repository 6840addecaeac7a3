//! Names of scopes: their grammar, their words, and how similar they are.

pub(crate) mod closest;
pub(crate) mod description_index;
pub(crate) mod edit_distance;
pub(crate) mod name_words;
pub(crate) mod pattern;
pub(crate) mod resource_uri;
pub(crate) mod scope_token;
pub(crate) mod secret_name;
pub(crate) mod suggestion_index;

//! Lists the known forms of error responses, with one file for each family of providers.
//!
//! To add one, write a row into the file of its family, with its origin, and a test with a response that it recognizes and one
//! that it must not.

use super::form::Form;

mod any;
mod commerce;
mod github;
mod google;
mod identity;
mod media;
mod microsoft;
mod slack;
mod social;
mod work;

pub(crate) use github::FORMS as GITHUB;
pub(crate) use google::FORMS as GOOGLE;
pub(crate) use slack::FORMS as SLACK;

/// All forms, in the order in which they are tried. Forms without a particular provider come first if they are not
/// about scopes, otherwise last.
pub(crate) const ALL: &[&[Form]] = &[
    any::FIRST,
    google::FORMS,
    github::FORMS,
    microsoft::FORMS,
    slack::FORMS,
    commerce::FORMS,
    work::FORMS,
    social::FORMS,
    media::FORMS,
    identity::FORMS,
    any::LAST,
];

/// Returns the forms that [`ErrorResponse::read`](crate::ErrorResponse::read) knows, in the order in which they are tried.
///
/// ```
/// let form = oauth_scopes::forms::known().find(|form| form.provider() == "Pipedrive").expect("it is known");
/// assert_eq!(form.to_string(), "400, 401, 403: a message contains “scope and url mismatch”; a scope is missing");
/// ```
pub fn known() -> impl Iterator<Item = &'static Form> {
    ALL.iter().flat_map(|family| family.iter())
}

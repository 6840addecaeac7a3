//! Methods of an API by their path: `gmail.users.messages.send`, from `POST …/gmail/v1/users/me/messages/send`.
//!
//! The names of such operations have no paths. Which one a path means follows from the rules by which those APIs are
//! named; that is a good guess and no proof.

use std::cmp::Reverse;

use crate::names::name_words::letters;
use crate::operations::best::Best;
use crate::operations::index::OperationIndex;
use crate::operations::spelling::{Spelling, VALUE, api_and_method, is_version};

/// The methods that a path may mean, the likeliest alone.
pub(super) fn by_rest_path(index: &OperationIndex, written: &Spelling) -> Vec<usize> {
    let Some(verb) = written.verb().filter(|_| written.segments.len() > 1) else { return Vec::new() };
    let path = RestPath::of(verb, written);
    let mut best = Best::new();
    for (at, entry) in index.entries.iter().enumerate() {
        let Some((api, method)) = api_and_method(&entry.name) else { continue };
        if let Some(score) = path.score(api, method) {
            best.add(Reverse(score), at);
        }
    }
    best.found
}

struct RestPath<'s> {
    verb: &'s str,
    /// What may name the API: the server, and the first parts of the path.
    host: &'s str,
    version: Option<&'s str>,
    /// The parts of the path, each as its letters, without those of `:append`.
    literals: Vec<String>,
    /// What is done at the end, as in `…/values/A1:append`.
    custom: Option<String>,
    ends_with_value: bool,
}

impl<'s> RestPath<'s> {
    fn of(verb: &'s str, written: &'s Spelling) -> Self {
        let host = written.host.as_deref().and_then(|host| host.split('.').next()).unwrap_or_default();
        let version = written.segments.iter().map(String::as_str).find(|segment| is_version(segment));
        let (mut literals, mut custom, mut ends_with_value) = (Vec::new(), None, false);
        for segment in &written.segments {
            // An action is a word. The end of a range of cells, as in `A1:B2` or `A:C`, is not an action.
            let is_action = |action: &str| action.len() > 2 && action.bytes().all(|byte| byte.is_ascii_alphabetic());
            let custom_method = segment.rsplit_once(':').filter(|(_, action)| is_action(action));
            let (base, action) = custom_method.unwrap_or((segment, ""));
            custom = (!action.is_empty()).then(|| letters(action));
            ends_with_value = base == VALUE || base.contains(VALUE);
            if !(ends_with_value || is_version(base) || matches!(base, "upload" | "resumable" | "batch")) {
                literals.push(letters(base));
            }
        }
        Self { verb, host, version, literals, custom, ends_with_value }
    }

    /// How well a method fits; `None` if it does not.
    fn score(&self, api: (&str, &str), method: &str) -> Option<usize> {
        let (api, version) = api;
        // `directory_v1` is the version of `/directory/v1`.
        let number = version.rsplit('_').next().unwrap_or(version);
        if self.version.is_some_and(|written| written != number) {
            return None;
        }
        let mut parts = method.split('.');
        let named = parts.next().unwrap_or_default();
        let mut resources: Vec<String> = parts.map(letters).collect();
        let action = resources.pop()?;
        let rest = &self.literals[self.after(&resources)?..];
        let is_done = match (&self.custom, rest) {
            // The rest is a value: `/values/A1:B2:append`.
            (Some(custom), [] | [_]) => action == *custom,
            (None, []) => self.is_plain(&action),
            (None, [.., end]) => action == *end || self.names_end(&action, end) || self.is_value(&action, rest),
            (Some(_), _) => false,
        };
        let is_stated =
            self.host == api || self.literals.iter().any(|literal| *literal == letters(api) || literal == named);
        // Many resources in a row are no accident; what is left over in the path may be values.
        let plain = match &*action {
            "list" => 2,
            "get" | "insert" | "create" | "update" | "delete" | "patch" => 1,
            _ => 0,
        };
        let score = 1000 * usize::from(is_stated) + 100 * resources.len() + 20 - rest.len().min(9) * 2 + plain;
        is_done.then_some(score)
    }

    /// The place in the path after these resources, which come in order; `None` if one is not there.
    fn after(&self, resources: &[String]) -> Option<usize> {
        // From the end, for the API may be called like its first resource.
        let (mut end, mut after) = (self.literals.len(), None);
        for resource in resources.iter().rev() {
            let at = self.literals[..end].iter().rposition(|literal| literal == resource)?;
            after = after.or(Some(at + 1));
            end = at;
        }
        Some(after.unwrap_or(0))
    }

    fn is_plain(&self, action: &str) -> bool {
        match self.verb {
            "GET" if self.ends_with_value => action == "get",
            "GET" => matches!(action, "list" | "get"),
            "POST" => matches!(action, "insert" | "create"),
            "PUT" => action == "update",
            "PATCH" => matches!(action, "patch" | "update"),
            "DELETE" => action == "delete",
            _ => false,
        }
    }

    /// `getProfile`, of `GET …/profile`.
    fn names_end(&self, action: &str, end: &str) -> bool {
        let verbs: &[&str] = match self.verb {
            "GET" => &["get", "list"],
            "PUT" | "PATCH" => &["update", "set"],
            "POST" => &["create", "add", "set"],
            "DELETE" => &["delete", "empty"],
            _ => &[],
        };
        verbs.iter().any(|verb| action.strip_prefix(verb) == Some(end))
    }

    /// The last part may be a value that looks like any word: `/calendars/primary`.
    fn is_value(&self, action: &str, rest: &[String]) -> bool {
        let by_value = match self.verb {
            "GET" => action == "get",
            "PATCH" => matches!(action, "patch" | "update"),
            "PUT" => action == "update",
            "DELETE" => action == "delete",
            _ => false,
        };
        rest.len() == 1 && by_value && !self.ends_with_value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OperationText;

    const TEXT: OperationText = OperationText(
        "= a\nmail:v1/mail.users.messages.send\nmail:v1/mail.users.messages.list\nmail:v1/mail.users.messages.get\n\
         mail:v1/mail.users.getProfile\nsheets:v4/sheets.tables.values.append\nsheets:v4/sheets.tables.values.get\n\
         files:v2/files.files.list\nfiles:v3/files.files.list\nfiles:v3/files.files.create\nfiles:v3/files.files.copy\n\
         admin:staff_v1/staff.users.list\n",
    );

    fn found(written: &str) -> String {
        let index = OperationIndex::new(&[], &[TEXT]);
        let names: Vec<&str> =
            by_rest_path(&index, &Spelling::of(written)).into_iter().map(|at| &*index.entries[at].name).collect();
        names.join(" ")
    }

    #[test]
    fn methods_follow_from_verbs_and_resources() {
        for (written, name) in [
            ("POST https://mail.example.com/mail/v1/users/me/messages/send", "mail:v1/mail.users.messages.send"),
            ("GET https://mail.example.com/mail/v1/users/{userId}/messages", "mail:v1/mail.users.messages.list"),
            ("GET /mail/v1/users/me/messages/{id}", "mail:v1/mail.users.messages.get"),
            ("GET /mail/v1/users/me/messages/17", "mail:v1/mail.users.messages.get"),
            ("GET /mail/v1/users/me/profile", "mail:v1/mail.users.getProfile"),
            ("POST /v4/tables/{id}/values/{range}:append", "sheets:v4/sheets.tables.values.append"),
            ("GET /v4/tables/T/values/A1:B2", "sheets:v4/sheets.tables.values.get"),
            ("POST /v4/tables/T/values/A1:B2:append", "sheets:v4/sheets.tables.values.append"),
            ("GET /files/v3/files", "files:v3/files.files.list"),
            ("POST /upload/files/v3/files?uploadType=media", "files:v3/files.files.create"),
            ("POST /files/v3/files/{id}/copy", "files:v3/files.files.copy"),
            ("GET https://admin.example.com/admin/staff/v1/users", "admin:staff_v1/staff.users.list"),
        ] {
            assert_eq!(found(written), name, "{written}");
        }
    }

    #[test]
    fn another_verb_is_another_method() {
        for written in
            ["DELETE /mail/v1/users/me/messages/{id}", "PUT /files/v3/files", "GET /mail/v2/users/me/profile"]
        {
            assert_eq!(found(written), "", "{written}");
        }
    }
}

//! Lists the short names of scopes that `gcloud` accepts for virtual machines. Tools that have its option `--scopes`
//! accept them, too.

/// The names, sorted: <https://cloud.google.com/sdk/gcloud/reference/compute/instances/set-service-account>, and those
/// that the Terraform provider accepts in addition (`CanonicalizeServiceScope`).
const NAMES: [&str; 24] = [
    "bigquery", "cloud-platform", "cloud-source-repos", "cloud-source-repos-ro", "compute-ro", "compute-rw",
    "datastore", "logging-write", "monitoring", "monitoring-read", "monitoring-write", "pubsub", "service-control",
    "service-management", "sql", "sql-admin", "storage-full", "storage-ro", "storage-rw", "taskqueue", "trace",
    "useraccounts-ro", "useraccounts-rw", "userinfo-email",
];

/// Whether a text is one of these names.
pub(crate) fn is_name(text: &str) -> bool {
    NAMES.binary_search(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.is_sorted() && is_name("storage-rw") && !is_name("storage"));
    }
}

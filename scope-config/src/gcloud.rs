//! What the program `gcloud` calls the scopes of virtual machines. Tools with its option `--scopes` take these names as well.

/// The names, sorted: <https://cloud.google.com/sdk/gcloud/reference/compute/instances/set-service-account>, and those that
/// the provider for Terraform has besides (`CanonicalizeServiceScope`).
const NAMES: [&str; 24] = [
    "bigquery", "cloud-platform", "cloud-source-repos", "cloud-source-repos-ro", "compute-ro", "compute-rw",
    "datastore", "logging-write", "monitoring", "monitoring-read", "monitoring-write", "pubsub", "service-control",
    "service-management", "sql", "sql-admin", "storage-full", "storage-ro", "storage-rw", "taskqueue", "trace",
    "useraccounts-ro", "useraccounts-rw", "userinfo-email",
];

/// Whether it is such a name.
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

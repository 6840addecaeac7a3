use oauth2::basic::BasicClient;

fn scopes() -> Vec<String> {
    vec!["repo".to_string(), "read:org".to_string()]
}

impl Provider for GitHub {
    fn scope(&self) -> &str {
        "read:user user:email"
    }
}

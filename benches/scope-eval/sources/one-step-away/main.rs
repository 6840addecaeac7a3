use oauth2::Scope;

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value = "read:org repo")]
    scope: String,
}

fn default() -> String {
    std::env::var("GITHUB_OAUTH_SCOPES").unwrap_or_else(|_| "repo".into())
}

use oauth2::Scope;

fn scopes(provider: Provider) -> Vec<Scope> {
    match provider {
        Provider::Google => vec![Scope::new("https://www.googleapis.com/auth/userinfo.email".to_string())],
        Provider::GitHub => vec![Scope::new("read:user".to_string())],
        Provider::Twitter => vec![Scope::new("users.read".to_string())],
        Provider::Discord => vec![Scope::new("identify".to_string()), Scope::new("email".to_string())],
    }
}

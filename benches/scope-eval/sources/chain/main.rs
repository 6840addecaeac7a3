use oauth2::{CsrfToken, Scope};

fn sign_in(client: &Client) -> Url {
    let (url, _) = client
        .authorize_url(CsrfToken::new_random)
        // What the badge needs.
        .add_scope(Scope::new("read:user".to_string()))
        .add_scope(Scope::new("user:email".to_string()))
        .url();
    url
}

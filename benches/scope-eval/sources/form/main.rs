fn token(code: &str) -> Request {
    let form = vec![
        ("grant_type", "authorization_code".to_string()),
        ("code", code.to_string()),
        ("scope", "identify email".to_string()),
    ];
    post("https://discord.com/api/oauth2/token", form)
}

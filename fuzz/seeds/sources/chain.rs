use oauth2::Scope;
const READ: &str = "read:org";
fn request(client: Client) -> Request {
    client.authorize_url(state).add_scope(Scope::new("repo".to_string())).add_scope(Scope::new(READ.into()))
}
fn url(id: &str) -> String { format!("https://id.example/authorize?client_id={id}&scope=openid%20email") }
// scopes: github
fn list() -> Vec<String> { vec!["user:email".to_owned(), concat!("gi", "st").into()] }
#[cfg(test)]
mod tests { fn t() { assert_eq!(granted("repo"), true); } }

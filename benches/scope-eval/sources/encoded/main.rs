use oauth2::CsrfToken;

const SCOPES: &str = "identify%20guilds.join";

fn url(id: &str) -> String {
    format!("https://discord.com/oauth2/authorize?client_id={id}&scope={SCOPES}")
}

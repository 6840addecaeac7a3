const AUTH: &str = "https://accounts.google.com/o/oauth2/v2/auth";
const SCOPES: &[&str] = &["openid", "email", "https://mail.google.com/"];

fn ask(query: &mut Query) {
    query.append_pair("scope", &SCOPES.join(" "));
    query.append_pair("response_type", "code");
}

fn install(id: &str) -> String {
    format!("https://slack.com/oauth/v2/authorize?scope={}&client_id={}", "commands,chat:write", id)
}

use twitch_oauth2::Scope;

fn scopes() -> Vec<Scope> {
    vec![Scope::UserReadChat, Scope::UserWriteChat]
}

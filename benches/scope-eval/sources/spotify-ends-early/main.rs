use rspotify::{scopes, OAuth};

async fn login() {
    let oauth = OAuth::from_env(scopes!("user-read-private", "user-top-read")).unwrap();
    let client = client(oauth
          
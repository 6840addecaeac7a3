use yup_oauth2::ServiceAccountAuthenticator;

async fn token(auth: &Authenticator) {
    let scopes = &["https://www.googleapis.com/auth/pubsub"];
    println!("{:?}", auth.token(&["https://www.googleapis.com/auth/drive"]).await);
    auth.token(scopes).await.unwrap();
    get("https://www.googleapis.com/drive/v3/files").await;
}

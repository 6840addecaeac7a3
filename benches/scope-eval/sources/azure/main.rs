use azure_identity::DefaultAzureCredential;

async fn token(credential: &DefaultAzureCredential) -> Token {
    credential.get_token(&["https://management.azure.com/.default"], None).await.unwrap()
}

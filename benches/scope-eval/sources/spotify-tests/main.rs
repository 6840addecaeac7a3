use rspotify::scopes;

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn it_reads() {
        let oauth = oauth(scopes!("user-top-read"));
    }
}

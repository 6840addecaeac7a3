fn parameters(id: &str) -> HashMap<String, String> {
    let mut map = HashMap::new();
    map.insert("client_id".to_string(), id.to_string());
    map.insert("scope".to_string(), "repo gist".to_string());
    send("https://github.com/login/oauth/authorize", &map);
    map
}

use aide::axum::routing::ApiMethodRouter;

fn documented(op: Operation) -> Operation {
    op.security_requirement_scopes("oauth2", ["orders:read"])
}

fn flows() -> IndexMap<String, String> {
    IndexMap::from([("orders:read".to_owned(), "Read orders".to_owned())])
}

//! A server that documents itself with `utoipa`, and its client. The scopes are defined once, and its guards, its
//! documentation and its client are checked with the catalog that `cargo scopes import --from-source` makes from them.

mod api;
mod client;

use oauth_scopes::Granted;
use utoipa::OpenApi;

fn main() {
    let documentation = api::Documentation::openapi();
    println!("{}: {} paths", documentation.info.title, documentation.paths.paths.len());
    println!("the client requests: {}", client::SIGN_IN.as_str());
    for response in [None, Some("orders:read")] {
        let token = Granted::from_response(&client::SIGN_IN, response);
        println!("a token with {}:", token.as_str());
        match api::orders(&token) {
            Ok(orders) => println!("  GET /orders: {}", orders.join(", ")),
            Err(missing) => println!("  GET /orders: {missing} is missing"),
        }
        match api::create(&token) {
            Ok(()) => println!("  POST /orders: created"),
            Err(missing) => println!("  POST /orders: {missing} is missing"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oauth_scopes::{Granted, Missing};
    use scope_import::{Description, ReadOptions};
    use utoipa::OpenApi;

    use crate::{api, client};

    /// The scopes that the guard of an operation reports as missing.
    type Guard = fn(&Granted) -> Option<Missing>;

    /// The content of the documentation, as read by `scope-import`.
    fn documented() -> Description {
        let text = serde_json::to_string(&api::Documentation::openapi()).expect("a document");
        scope_import::read(&text, &ReadOptions::default()).expect("OpenAPI")
    }

    fn catalog() -> BTreeSet<String> {
        let catalog = scope_catalog::Catalog::from_text(include_str!("../scopes.toml")).expect("a catalog");
        catalog.scopes().iter().map(|scope| scope.name.to_string()).collect()
    }

    #[test]
    fn the_documentation_has_the_scopes_of_the_catalog() {
        let documented: BTreeSet<String> = documented().scopes.into_iter().map(|scope| scope.name).collect();
        assert_eq!(documented, catalog());
    }

    #[test]
    fn each_guard_needs_what_is_documented() {
        let guards: [(&str, Guard); 2] =
            [("GET /orders", |token| api::orders(token).err()), ("POST /orders", |token| api::create(token).err())];
        let operations = documented().operations;
        assert_eq!(operations.len(), guards.len());
        for operation in operations {
            let (_, guard) = guards.iter().find(|(key, _)| *key == operation.key).expect("a guard");
            let [needed] = &*operation.needs else { panic!("{operation:?}") };
            assert_eq!(guard(&Granted::from_text(&needed.join(" "))), None, "{}", operation.key);
            let missing = guard(&Granted::default()).expect("nothing is granted");
            assert!(missing.iter().eq(needed.iter().map(String::as_str)), "{}: {missing}", operation.key);
        }
    }

    #[test]
    fn the_client_asks_for_what_its_calls_need() {
        let requested: BTreeSet<String> = client::SIGN_IN.iter().map(str::to_owned).collect();
        let needed = documented().operations.into_iter().flat_map(|operation| operation.needs.concat()).collect();
        assert_eq!(requested, needed);
    }
}

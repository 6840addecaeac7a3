//! A server that documents itself with `poem-openapi`, and its client. The scopes are defined once, and its guards, its
//! documentation and its client are checked with the catalog that `cargo scopes import --from-source` makes from them.

mod api;
mod client;

use poem_openapi::OpenApiService;

fn main() {
    println!("the client requests: {}", client::SIGN_IN.as_str());
    println!("{}", OpenApiService::new(api::Api, "Shop", "1").spec());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use poem_openapi::OpenApiService;
    use poem_openapi::auth::Bearer;
    use poem_openapi::payload::PlainText;
    use scope_import::{Description, ReadOptions};

    use crate::api::{Answer, Api, Shop};
    use crate::client;

    /// The content of the documentation, as read by `scope-import`.
    fn documented() -> Description {
        let text = OpenApiService::new(Api, "Shop", "1").spec();
        scope_import::read(&text, &ReadOptions::default()).expect("OpenAPI")
    }

    /// The answer of an operation's guard to a token with these scopes.
    fn answer(operation: &str, granted: &str) -> Answer {
        let token = Shop(Bearer { token: granted.to_owned() });
        match operation {
            "GET /orders" => ready(Api.orders(token)),
            "POST /orders" => ready(Api.create(token)),
            other => panic!("{other} has no guard"),
        }
    }

    /// The result of a future that never waits.
    fn ready<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("it waits"),
        }
    }

    #[test]
    fn the_documentation_has_the_scopes_of_the_catalog() {
        let documented: BTreeSet<String> = documented().scopes.into_iter().map(|scope| scope.name).collect();
        let catalog = scope_catalog::Catalog::from_text(include_str!("../scopes.toml")).expect("a catalog");
        assert_eq!(documented, catalog.scopes().iter().map(|scope| scope.name.to_string()).collect());
    }

    #[test]
    fn each_guard_needs_what_is_documented() {
        let operations = documented().operations;
        assert_eq!(operations.len(), 2);
        for operation in operations {
            let [needed] = &*operation.needs else { panic!("{operation:?}") };
            assert_eq!(answer(&operation.key, &needed.join(" ")), Answer::Done, "{}", operation.key);
            assert_eq!(answer(&operation.key, ""), Answer::Missing(PlainText(needed.join(" "))), "{}", operation.key);
        }
    }

    #[test]
    fn the_client_asks_for_what_its_calls_need() {
        let requested: BTreeSet<String> = client::SIGN_IN.iter().map(str::to_owned).collect();
        let needed = documented().operations.into_iter().flat_map(|operation| operation.needs.concat()).collect();
        assert_eq!(requested, needed);
    }
}

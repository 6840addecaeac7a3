//! An app whose scopes are in two places: in `shopify.app.toml`, which the Shopify CLI deploys, and in the code that asks a
//! shop again if a scope was not granted. The build script checks the file, the macro the code, both with `scopes.toml`.

use oauth_scopes::{Scopes, scopes};

const SCOPES: Scopes = scopes!("read_products,write_orders");

fn main() {
    println!("https://multipass.myshopify.com/admin/oauth/authorize?scope={}", SCOPES.encoded());
    for needed in ["read_products", "read_orders", "read_customers"] {
        let answer = if SCOPES.covers(needed) { "granted" } else { "not asked for" };
        println!("{needed}: {answer}");
    }
}

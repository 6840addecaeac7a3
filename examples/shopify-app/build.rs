//! Holds `shopify.app.toml` against the catalogue: a misspelt scope there fails the build.

fn main() {
    oauth_scopes::build::check();
}

//! Checks `shopify.app.toml` against the catalog: a misspelled scope there fails the build.

fn main() {
    oauth_scopes::build::check();
}

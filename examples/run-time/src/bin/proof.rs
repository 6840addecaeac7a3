//! Checks once what a token was granted. From then on its type shows its scopes: a function that needs a scope only accepts
//! tokens with it, so a call that the API would refuse does not compile. The responses are made up.

use std::marker::PhantomData;

use oauth_scopes::{Granted, Missing, ScopeSet, catalog, scope_set};

// A constant and a trait for every scope of the catalog.
catalog!(mod multipass);

scope_set!(struct Issuer: multipass = "read_profile write_multipass");
scope_set!(struct Guest: multipass = "read_profile");

/// A token that grants a set of scopes.
struct Token<S> {
    secret: String,
    scopes: PhantomData<S>,
}

impl<S: ScopeSet> Token<S> {
    /// Makes a token from a response, given its member `scope`, or returns the missing scopes.
    fn new(secret: &str, scope: Option<&str>) -> Result<Self, Missing> {
        let missing = Granted::from_response(&S::SCOPES, scope).missing(&S::SCOPES);
        if missing.is_empty() { Ok(Self { secret: secret.to_owned(), scopes: PhantomData }) } else { Err(missing) }
    }
}

fn greet(token: &Token<impl multipass::grants::ReadProfile>) {
    println!("  GET /profile with {}", token.secret);
}

/// A token that may issue logins is accepted, too: the catalog says that `write_multipass` implies `read_multipass`.
fn list(token: &Token<impl multipass::grants::ReadMultipass>) {
    println!("  GET /multipass with {}", token.secret);
}

fn main() -> Result<(), Missing> {
    for scope in [None, Some("read_profile")] {
        match Token::<Issuer>::new("made-up", scope) {
            Ok(issuer) => {
                println!("All was granted:");
                greet(&issuer);
                list(&issuer);
            }
            Err(missing) => {
                println!("Without {missing}:");
                let guest = Token::<Guest>::new("made-up", scope)?;
                greet(&guest);
                // list(&guest): error[E0277]: missing OAuth scope `read_multipass`
            }
        }
    }
    Ok(())
}

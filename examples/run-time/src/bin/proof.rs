//! Looks once at what a token was granted. From there on its type says what it is good for: a function that needs a scope
//! takes no token without it, and a call that would be refused does not compile. The answers are made up.

use std::marker::PhantomData;

use oauth_scopes::{Granted, Missing, ScopeSet, catalog, scope_set};

// A constant and a trait for every scope of the catalog.
catalog!(mod multipass);

scope_set!(struct Issuer: multipass = "read_profile write_multipass");
scope_set!(struct Guest: multipass = "read_profile");

/// A token that is good for a set of scopes.
struct Token<S> {
    secret: String,
    good_for: PhantomData<S>,
}

impl<S: ScopeSet> Token<S> {
    /// The token of an answer, given its member `scope`; or what it lacks.
    fn new(secret: &str, scope: Option<&str>) -> Result<Self, Missing> {
        let missing = Granted::from_response(&S::SCOPES, scope).missing(&S::SCOPES);
        if missing.is_empty() { Ok(Self { secret: secret.to_owned(), good_for: PhantomData }) } else { Err(missing) }
    }
}

fn greet(token: &Token<impl multipass::grants::ReadProfile>) {
    println!("  GET /profile with {}", token.secret);
}

/// Takes whoever may issue logins, too: the catalog says that this implies it.
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

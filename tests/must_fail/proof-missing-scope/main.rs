use oauth_scopes::{catalog, scope_set};

catalog!(pub mod multipass);
catalog!(github: pub mod github);

scope_set!(pub struct Session: multipass = "read_profile");
scope_set!(pub struct Admin: multipass = "write_multipass");
scope_set!(github: pub struct Cli: github = "public_repo");

pub struct Token<S>(S);

fn list(_: &Token<impl multipass::grants::ReadMultipass>) {}
fn push<S: github::grants::Repo>(_: &Token<S>) {}

impl<S> Token<S> {
    fn issue(&self)
    where
        S: multipass::grants::WriteMultipass,
    {
    }
}

/// Nothing is said of these: what is implied is covered, in a set and in a bound.
pub fn right(token: &Token<Admin>, any: &Token<impl multipass::grants::WriteMultipass>) {
    list(token);
    list(any);
    token.issue();
}

pub fn wrong(token: &Token<Session>, cli: &Token<Cli>, any: &Token<impl multipass::grants::ReadProfile>) {
    list(token);
    list(any);
    push(cli);
    token.issue();
}

fn main() {}

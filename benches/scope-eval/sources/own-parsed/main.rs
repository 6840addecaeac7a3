use aliri_oauth2::Scope;

fn policy() -> Scope {
    let hello: Scope = "say:hello".parse().unwrap();
    hello
}

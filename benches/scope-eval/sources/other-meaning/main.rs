pub const SCOPE: &str = "scope";

fn field(meta: &Meta) -> Option<Scope> {
    if meta.path().is_ident("scope") { Some(Scope::new("global")) } else { None }
}

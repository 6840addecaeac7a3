//! `catalog!`, `scope_set!`, `operation!`, `performs_here!` and `assert_covers!`, in all positions of items and values.
use oauth_scopes::{Need, Operation, ScopeSet, Scopes, assert_covers, catalog, operation, performs, performs_here, scope_set, scopes};

catalog! {
    /// The scopes of our provider.
    pub mod multipass;
}
catalog!(shop: mod shop);

const CONDITION: Option<&str> = operation!("DELETE /multipass").condition;
const _: () = assert!(CONDITION.is_some() && operation!("GET /multipass").condition.is_none());

pub struct Token<S>(S);

scope_set! {
    /// What a person grants.
    #[derive(Clone, Copy, Debug)]
    pub struct Session: multipass = "read_profile", "write_multipass";
}
scope_set!(struct Admin: crate::multipass = "admin");
scope_set!(struct Alias: self::multipass = "https://x.y/write account:7");
scope_set!(shop: pub(crate) struct Orders: shop = "write_orders");
scope_set!(struct Enough: multipass = "write_multipass", operations = ["PUT /multipass"]);

struct Own<T>(T);
scope_set!(impl multipass for Own<u8> = "self");

mod inner {
    pub mod deep {
        oauth_scopes::catalog!(pub mod again);
        oauth_scopes::scope_set!(pub struct Here: again = "read_profile");
        oauth_scopes::scope_set!(pub struct Above: super::super::multipass = "read_profile");
    }
}

fn list(_: &Token<impl multipass::grants::ReadMultipass>) -> usize { 1 }
fn both<S: multipass::grants::ReadMultipass + multipass::grants::ReadProfile>(_: &Token<S>) -> usize { 2 }
fn through<S>(token: &Token<S>) -> usize where S: multipass::grants::Admin { list(token) }
fn own(_: &impl multipass::grants::Self_) -> usize { 3 }
fn profile(_: &impl multipass::grants::ReadProfile) {}
fn again(_: &impl inner::deep::again::grants::ReadProfile) {}

const GET: Operation = operation!("GET /multipass");
static PUT: Operation = operation!(r"PUT /multipass");
const ALL: [Operation; 3] = [GET, operation!("PUT /multipass"), operation!(shop: "GET /orders")];

performs_here!("GET /multipass");

#[performs("GET /multipass", "PUT /multipass")]
fn function<'a, T: Clone>(one: &'a T, two: impl Into<String>) -> (T, String)
where
    T: 'a,
{
    #![allow(clippy::needless_return)]
    performs_here!(shop: "GET /orders");
    return (one.clone(), two.into());
}

struct Client;
impl Client {
    /// Documented.
    #[must_use]
    #[performs(shop: "GET /orders")]
    pub async fn orders(&self) -> usize { 7 }

    #[performs("GET /multipass")]
    const fn constant(&self) -> usize { 8 }
}
trait Asks { fn ask(&self) -> usize; }
impl Asks for Client {
    #[performs("GET /multipass")]
    #[inline]
    fn ask(&self) -> usize { 9 }
}

const SCOPES: Scopes = scopes!("write_multipass");
const ORDERS: Scopes = scopes!(shop: "read_orders,write_orders");
assert_covers!(SCOPES, "read_multipass", "write_multipass",);
assert_covers!(ORDERS, shop: "read_orders", operations = ["GET /orders"]);
assert_covers!(<Session as ScopeSet>::SCOPES, operations = ["PUT /multipass", "GET /multipass"]);

macro_rules! by_literal { ($text:literal) => { operation!($text) }; }
macro_rules! by_token { ($($text:tt)*) => { operation!($($text)*) }; }
macro_rules! module { ($visibility:vis $name:ident) => { catalog!($visibility mod $name); }; }
macro_rules! set { ($name:ident, $module:path, $text:literal) => { scope_set!(struct $name: $module = $text); }; }
module!(pub(crate) by_macro);
set!(ByMacro, by_macro, "read_profile");

fn main() {
    assert_eq!((list(&Token(Session)), list(&Token(Admin)), list(&Token(Alias))), (1, 1, 1));
    assert_eq!((both(&Token(Session)), through(&Token(Admin)), own(&Own(1_u8))), (2, 1, 3));
    assert_eq!(list(&Token(Enough)), 1);
    assert_eq!(Own(2).0, 2);
    again(&inner::deep::Here);
    profile(&inner::deep::Above);
    assert_eq!(Session::SCOPES.as_str(), "read_profile write_multipass");
    assert_eq!(Orders::SCOPES, scopes!(shop: "write_orders"));
    assert_eq!(std::mem::size_of::<Token<Session>>(), 0);
    assert_eq!((multipass::SELF, multipass::READ_MULTIPASS, shop::WRITE_ORDERS), ("self", "read_multipass", "write_orders"));
    assert_eq!(by_macro::ADMIN, "admin");
    let _: &dyn by_macro::grants::ReadProfile = &ByMacro;

    assert_eq!(GET.name, "GET /multipass");
    let Need::Scope { name, covered_by } = GET.needs else { unreachable!() };
    assert_eq!((name, covered_by), ("read_multipass", &["write_multipass", "https://x.y/write", "admin"][..]));
    assert_eq!(PUT.needs.to_string(), "`write_multipass` or (`read_profile` and `read_multipass`)");
    assert_eq!((by_literal!("GET /multipass"), by_token!(shop: "GET /orders")), (GET, ALL[2]));
    assert!(operation!("PUT /multipass").needs.is_met(&|scope| scope == "admin"));

    assert_eq!(function(&1, "a"), (1, "a".to_owned()));
    assert_eq!((Client.constant(), Client.ask()), (8, 9));
    drop(Client.orders());
    {
        catalog!(mod local);
        scope_set!(struct Local: local = "read_profile");
        fn local(_: impl local::grants::ReadProfile) {}
        local(Local);
        performs_here!("GET /multipass");
        assert_covers!(SCOPES, "read_multipass");
    }
}

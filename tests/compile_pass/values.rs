//! The values of `scopes!` and `scope_list!` in all positions of expressions.
#![allow(unused_macros)]
use oauth_scopes::{Scopes, scope_list, scope_name, scopes};

const CONSTANT: Scopes = scopes!("read_profile write_multipass");
static STATIC: Scopes = scopes!("read_profile", "write_multipass");
const LIST: &[&str] = scope_list!("read_profile write_multipass");
static LISTS: [&[&str]; 2] = [scope_list!("read_profile"), scope_list!()];
const TEXT: &str = scopes!("read_profile").as_str();
const NAMES: [(&str, u8); 2] = [(scope_name!("write_multipass"), 1), (scope_name!(shop: "read_orders"), 2)];
const COUNT: usize = scopes!(shop: "read_orders,write_orders").len();
const ARRAY: [u8; scopes!("read_profile write_multipass").len()] = [7; 2];
const COPIES: [Scopes; 3] = [scopes!("read_profile"); 3];

struct Fixed<const N: usize>;
impl<const N: usize> Fixed<N> {
    const LENGTH: usize = N;
}

struct Client {
    scopes: Scopes,
    names: &'static [&'static str],
}

impl Client {
    const DEFAULT: Self =
        Self { scopes: scopes!("read_profile"), names: scope_list!(r"read_profile", r#"write_multipass"#) };
}

impl Default for Client {
    fn default() -> Self {
        Self { names: scope_list!("read_profile"), ..Self::DEFAULT }
    }
}

trait Ask {
    const SCOPES: Scopes = scopes!("read_profile");
}
impl Ask for Client {}

enum Size {
    Two = scopes!("read_profile write_multipass").len() as isize,
}

const fn twice(scopes: Scopes) -> usize {
    scopes.len() * 2
}

macro_rules! by_literal { ($text:literal) => { scopes!($text) }; }
macro_rules! by_token { ($($text:tt)*) => { scopes!($($text)*) }; }
macro_rules! by_expression { ($text:expr) => { scopes!($text) }; }
macro_rules! twice_by_literal { ($($text:literal),*) => { by_literal_list!($($text),*) }; }
macro_rules! by_literal_list { ($($text:literal),*) => { scope_list!($($text),*) }; }
macro_rules! constant {
    ($name:ident: $($text:literal)*; $operations:tt) => {
        const $name: Scopes = scopes!($($text),* $operations);
    };
}
constant!(MADE: "read_profile" "write_multipass"; ,);
macro_rules! client { ($catalog:ident, $text:literal) => { scopes!($catalog: $text) }; }

fn by_match(number: u8) -> Scopes {
    match number {
        0 => scopes!("read_profile"),
        _ if scopes!("write_multipass").covers("read_multipass") => scopes!("write_multipass"),
        _ => unreachable!(),
    }
}

fn main() {
    assert_eq!(CONSTANT, STATIC);
    assert_eq!(CONSTANT.as_str(), "read_profile write_multipass");
    assert_eq!(LIST, ["read_profile", "write_multipass"]);
    assert_eq!(LISTS, [&["read_profile"][..], &[]]);
    assert_eq!(NAMES, [("write_multipass", 1), ("read_orders", 2)]);
    assert_eq!((TEXT, COUNT, ARRAY.len(), COPIES.len()), ("read_profile", 2, 2, 3));
    assert_eq!(Fixed::<{ scopes!("read_profile").len() }>::LENGTH, 1);
    assert_eq!(Client::default().scopes.as_str(), Client::DEFAULT.scopes.as_str());
    assert_eq!((Client::default().names.len(), Client::DEFAULT.names.len()), (1, 2));
    assert_eq!(<Client as Ask>::SCOPES.len(), 1);
    assert_eq!(Size::Two as usize, 2);
    assert_eq!(twice(scopes!("read_profile")), 2);
    assert_eq!(by_match(0).as_str(), "read_profile");
    assert_eq!(by_match(1).as_str(), "write_multipass");

    assert_eq!(by_literal!("read_profile").len(), 1);
    assert_eq!(by_token!("read_profile", "write_multipass").len(), 2);
    assert_eq!(by_expression!("read_profile").len(), 1);
    assert_eq!(twice_by_literal!("read_profile", "write_multipass").len(), 2);
    assert_eq!(MADE.len(), 2);
    assert_eq!(client!(shop, "read_orders").as_str(), "read_orders");

    let closure = || scopes!("read_profile",);
    let text = if closure().is_empty() { scopes!("write_multipass").as_str() } else { closure().as_str() };
    assert_eq!(format!("{text} {}", scopes!("write_multipass").encoded()), "read_profile write_multipass");
    assert_eq!(scopes!(shop: "read_orders", "write_orders").as_str(), "read_orders,write_orders");
    assert_eq!(scopes!("\u{72}ead_profile \
                        write_multipass").encoded().to_string(), "read_profile%20write_multipass");
    for name in scopes!("read_profile write_multipass") {
        assert!(CONSTANT.contains(name));
    }
}

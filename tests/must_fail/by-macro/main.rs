use oauth_scopes::{Scopes, scopes};

macro_rules! by_literal {
    ($text:literal) => {
        scopes!($text)
    };
}

macro_rules! by_expression {
    ($text:expr) => {
        scopes!($text)
    };
}

macro_rules! fixed {
    () => {
        scopes!("read_profile write_multipas")
    };
}

pub const LITERAL: Scopes = by_literal!("read_profile write_multipas");
pub const EXPRESSION: Scopes = by_expression!("read_profile write_multipas");
pub const FIXED: Scopes = fixed!();
pub const NO_LITERAL: Scopes = by_expression!(concat!("read_profile", " ", "write_multipass"));

fn main() {}

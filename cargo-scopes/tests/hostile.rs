//! Tests checkouts whose author is not trusted: nothing in them runs, nothing outside of them is read or written, and
//! none of the user's data is lost.
#![cfg(unix)]

mod hostile {
    mod bounds;
    pub(crate) mod checkout;
    mod concurrent;
    mod instructions;
    mod planted;
    mod programs;
    mod programs_of_git;
    mod reads;
    mod secrets;
    mod signals;
    mod writes;
}

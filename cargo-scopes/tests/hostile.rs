//! A checkout whose author is not trusted: nothing of it runs, nothing outside of it is read or written, and nothing of
//! the user's is lost.
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

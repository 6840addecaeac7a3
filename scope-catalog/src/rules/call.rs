//! The rule `call`.

rule! {
    /// An argument of the macro is not a string literal, or the file that contains the call cannot be read. The scopes
    /// must be written in the call: a value that is only known at run time cannot be checked at compile time.
    Deny "call": "a macro call that cannot be parsed"
}

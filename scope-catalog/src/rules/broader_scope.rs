//! The rule `broader-scope`.

rule! {
    /// A narrower scope is enough for everything that the program does. Users grant it more readily, providers review
    /// it less strictly, and a stolen token can do less harm (RFC 9700 §2.3 asks for the least privilege).
    ///
    /// `cargo scopes audit` reports this for the operations that the code names. One scope is narrower than another if
    /// the catalog says that the other implies it, or if every operation that accepts it also accepts the other. A
    /// scope that the catalog marks as `special` is never advised, because it does less than the operations that accept
    /// it suggest.
    ///
    /// **Example:** `drive`, if every operation in use accepts `drive.file`
    ///
    /// **Use instead:** `drive.file`
    Warn "broader-scope": "a scope that grants more than the operations in use need"
}

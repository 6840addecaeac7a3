//! Enums whose variants have a word each.

/// Declares an enum with the word of each variant in catalogs and in output.
///
/// ```
/// scope_catalog::words! {
///     /// The size of a cup.
///     #[derive(Clone, Copy, Debug, PartialEq)]
///     pub enum Size {
///         Small = "small",
///         Large = "large",
///     }
/// }
/// assert_eq!(Size::ALL.map(Size::as_str), ["small", "large"]);
/// assert_eq!(Size::WORDS, ["small", "large"]);
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$of_enum:meta])* pub enum $name:ident { $($(#[$of_variant:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$of_enum])*
        pub enum $name {
            $($(#[$of_variant])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// Their words, in the same order.
            pub const WORDS: [&'static str; Self::ALL.len()] = [$($word),+];

            /// The word for it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

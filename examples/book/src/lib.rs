//! The README and the book: their Rust is compiled and run as documentation tests (`cargo test --doc -p book`).

/// Each page is the documentation of a module that only documentation tests see.
macro_rules! pages {
    ($($name:ident: $path:literal,)*) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("../../../", $path))]
            mod $name {}
        )*
    };
}

pages! {
    readme: "README.md",
    tutorial: "docs/tutorial.md",
    macros: "docs/reference/macros.md",
    configuration_files: "docs/guides/configuration-files.md",
    existing_project: "docs/guides/existing-project.md",
    audit: "docs/guides/audit.md",
    fix: "docs/guides/fix.md",
    typed_proofs: "docs/guides/typed-proofs.md",
    run_time: "docs/guides/run-time.md",
    own_provider: "docs/guides/own-provider.md",
}

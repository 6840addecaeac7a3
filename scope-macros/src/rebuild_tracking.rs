//! Tells cargo what a build depends on.
//!
//! Stable Rust has no function for that, but `include_bytes!` and `option_env!` in an expansion do it. Only the first
//! expansion in a crate contains them, because the compiler reads and hashes the file for each.

use std::path::{Component, Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::environment::Package;

/// Returns items that make the crate depend on its catalog, the files that it extends, and both environment variables.
pub(crate) fn tokens(package: &Package) -> TokenStream {
    let mut files = TokenStream::new();
    for file in package.loaded.as_ref().map_or(&[][..], |loaded| &loaded.files) {
        let text = include(package, &file.path);
        quote!(let _file: &[::core::primitive::u8] = #text;).to_tokens(&mut files);
    }
    let fallback = match package.fallback.as_ref().map(|value| value.to_str()) {
        None => quote!(::core::option_env!("SCOPES_CATALOG")),
        // An absolute path differs between checkouts. As the message of another `env!`, which is never shown, it is
        // tracked but does not become part of the output.
        Some(Some(_)) => quote!(::core::env!("CARGO_PKG_NAME", ::core::env!("SCOPES_CATALOG"))),
        // The compiler ignores variables that are not UTF-8, so it cannot track them.
        Some(None) => quote!(()),
    };
    // Constants would be evaluated, for which the compiler reads another five megabytes of `core`.
    // `#[allow(dead_code)]` is an error if the user forbids that lint, but an underscore is not.
    quote! {
        fn _tracked() {
            #files
            let _ = #fallback;
            let _ = ::core::option_env!("SCOPES_CHECK");
        }
    }
}

/// Returns an item that makes the crate depend on an environment variable of the compiler.
pub(crate) fn variable(name: &str) -> TokenStream {
    quote!(
        const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(#name);
    )
}

/// Returns an `include_bytes!` of a file. Its path is the same in every checkout, so that two builds are identical.
fn include(package: &Package, path: &Path) -> TokenStream {
    // Builds without cargo may give the package relative to their current folder, while `include_bytes!` is relative to
    // the source file.
    let path_from = if package.folder.is_relative() { None } else { relative(&package.folder, path) };
    let Some(path_from) = path_from else {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let path = path.to_string_lossy();
        return quote!(::core::include_bytes!(#path));
    };
    let path = format!("/{path_from}");
    quote!(::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path)))
}

/// Returns the path from a folder to a file, with `/` as the separator; `None` if no relative path leads to this file.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let mut from = folder.components().peekable();
    let mut to = file.components().peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let mut path = String::new();
    let mut go = |part: &str| {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(part);
    };
    for component in from {
        match component {
            Component::Normal(_) => go(".."),
            _ => return None,
        }
    }
    for component in to {
        match component {
            Component::Normal(name) => go(name.to_str()?),
            Component::ParentDir => go(".."),
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    // A symbolic link on the way up would lead elsewhere.
    let is_exact = !path.starts_with("..") || same_file(&folder.join(&path), file);
    is_exact.then_some(path)
}

fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| PathBuf::from(path));
    real(one) == real(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative() {
        assert_eq!(relative(Path::new("/a/b"), Path::new("/a/b/scopes.toml")).as_deref(), Some("scopes.toml"));
        assert_eq!(relative(Path::new("/a/b"), Path::new("/a/b/../scopes.toml")).as_deref(), Some("../scopes.toml"));
    }
}

//! Telling cargo what a build depends on.
//!
//! Stable Rust has no call for it; `include_bytes!` and `option_env!` in an expansion do it. Only the first expansion of a
//! crate has them, since the compiler reads and hashes the file for each.

use std::path::{Component, Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::environment::Package;

/// Items that make the crate depend on its catalog, on what that extends, and on both variables.
pub(crate) fn tokens(package: &Package) -> TokenStream {
    let mut files = TokenStream::new();
    for file in package.loaded.as_ref().map_or(&[][..], |loaded| &loaded.files) {
        let text = include(package, &file.path);
        quote!(let _file: &[::core::primitive::u8] = #text;).to_tokens(&mut files);
    }
    let fallback = match package.fallback.as_ref().map(|value| value.to_str()) {
        None => quote!(::core::option_env!("SCOPES_CATALOG")),
        // An absolute path differs from checkout to checkout. As the message of another `env!`, which is never shown, its
        // value is tracked and thrown away.
        Some(Some(_)) => quote!(::core::env!("CARGO_PKG_NAME", ::core::env!("SCOPES_CATALOG"))),
        // The compiler knows no variable whose value is not text, and does not track it.
        Some(None) => quote!(()),
    };
    // Constants would be evaluated, for which the compiler reads five more megabytes of `core`. `#[allow(dead_code)]` is an
    // error if the user forbids that lint; an underscore is not.
    quote! {
        fn _tracked() {
            #files
            let _ = #fallback;
            let _ = ::core::option_env!("SCOPES_CHECK");
        }
    }
}

/// An item that makes the crate depend on a variable of the compiler's environment.
pub(crate) fn variable(name: &str) -> TokenStream {
    quote!(
        const _: ::core::option::Option<&::core::primitive::str> = ::core::option_env!(#name);
    )
}

/// The contents of a file, by a path that is the same text in every checkout: two builds are then equal to the byte.
fn include(package: &Package, path: &Path) -> TokenStream {
    // Builds without cargo may say where the package is from the folder they run in; `include_bytes!` begins at the source.
    let path_from = if package.folder.is_relative() { None } else { relative(&package.folder, path) };
    let Some(path_from) = path_from else {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let path = path.to_string_lossy();
        return quote!(::core::include_bytes!(#path));
    };
    let path = format!("/{path_from}");
    quote!(::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #path)))
}

/// The path from a folder to a file, with `/` between its parts; `None` if no relative path leads to this very file.
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

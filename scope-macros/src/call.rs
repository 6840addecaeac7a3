//! What every macro does first: find the catalog, say what is wrong with it, and tell cargo of its files.

use proc_macro2::{Ident, Span, TokenStream};
use scope_catalog::load::Loaded;
use scope_catalog::{Catalog, UnknownName};

use crate::catalogs::{Mode, Package, Surroundings};
use crate::input::Input;
use crate::report::Messages;
use crate::{onboarding, track};

/// A call whose surroundings are known.
pub(crate) struct Call<'s> {
    pub(crate) surroundings: &'s Surroundings,
    pub(crate) messages: Messages,
    /// What the expansion begins with besides messages.
    pub(crate) items: TokenStream,
}

impl<'s> Call<'s> {
    pub(crate) fn new(surroundings: &'s Surroundings) -> Self {
        let mut items = TokenStream::new();
        if surroundings.is_first && !surroundings.in_editor {
            items = track::tokens(&surroundings.package);
        }
        Self { surroundings, messages: Messages::new(surroundings.mode, surroundings.in_editor), items }
    }

    pub(crate) fn package(&self) -> &'s Package {
        &self.surroundings.package
    }

    /// The catalog of this package. What is wrong with it is told; one with mistakes judges nothing, but is as good as
    /// can be had. `input` is what a first catalog would be made from.
    pub(crate) fn loaded(&mut self, span: Span, input: &Input) -> Option<&'s Loaded> {
        // One call tells what is wrong with the catalog; an editor shows each file by itself.
        let speaks = self.surroundings.is_first || self.surroundings.in_editor;
        let package = self.package();
        match &package.loaded {
            Ok(loaded) => {
                if speaks && !loaded.problems.is_empty() {
                    self.messages.problems(loaded, span);
                }
                Some(loaded)
            }
            Err(failure) => {
                if speaks {
                    self.messages.absence(span, &onboarding::message(failure, package, input));
                }
                None
            }
        }
    }

    /// The catalog that a call names, or the main one; and all others.
    pub(crate) fn choose<'l>(
        &mut self,
        loaded: &'l Loaded,
        name: Option<&Ident>,
    ) -> Option<(&'l Catalog, Vec<&'l Catalog>)> {
        let Some(name) = name else {
            return Some((&loaded.catalog, loaded.named.iter().collect()));
        };
        match loaded.named(&name.to_string()) {
            Ok(catalog) => {
                let mut others = vec![&loaded.catalog];
                for other in &loaded.named {
                    if other.key() != catalog.key() {
                        others.push(other);
                    }
                }
                Some((catalog, others))
            }
            Err(error) => {
                self.no_such_name(name.span(), &error);
                None
            }
        }
    }

    pub(crate) fn no_such_name(&mut self, span: Span, error: &UnknownName) {
        self.messages.error(span, &format!("{}\nhelp: {}", error.message, error.help));
    }

    /// Whether an error is an error here: where it is, nothing that follows from it should be one as well.
    pub(crate) fn is_strict(&self) -> bool {
        self.surroundings.mode == Mode::Normal
    }

    /// What stands before the value.
    pub(crate) fn into_tokens(self) -> TokenStream {
        let mut tokens = self.items;
        tokens.extend(self.messages.into_tokens());
        tokens
    }
}

//! What every macro does first: find the catalog, report what is wrong with it, and tell cargo about its files.

use std::sync::{Arc, OnceLock};

use proc_macro2::Span;
use scope_catalog::load::{Loaded, Role, Target};
use scope_catalog::{Catalog, CheckMode};
use scope_syntax::{ScopesCall, Text};

use crate::diagnostics::{Diagnostics, span_of, with_help};
use crate::environment::{self, Package};
use crate::{missing_catalog, rebuild_tracking};

/// One expansion of a macro.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// `None` if it cannot be known, or if the environment says something that is not understood.
    package: Option<Arc<Package>>,
    /// How findings are reported; `None` if nothing is.
    pub(crate) mode: Option<CheckMode>,
    /// Whether this is the first call that sees this catalog: it alone tracks the files and reports their problems.
    is_first: bool,
    /// Whether an editor asks: a process that outlives many packages and many states of each.
    pub(crate) in_editor: bool,
}

/// The compiler's process has one package, which does not change while it lasts.
static COMPILED: OnceLock<Session> = OnceLock::new();

/// The main catalog, if this process compiles one crate, has read it before and found nothing wrong with it.
pub(crate) fn cached_catalog() -> Option<&'static Catalog> {
    let loaded = COMPILED.get()?.package.as_ref()?.loaded.as_ref().ok()?;
    let is_compared = loaded.catalog.configs().iter().any(|config| config.matches_calls);
    (loaded.problems.is_empty() && !is_compared).then_some(&loaded.catalog)
}

impl Session {
    /// Starts the expansion of a call at `span`. If cargo does not run this build, so that the package is not known, or if
    /// `SCOPES_CHECK` has no valid value, the only message says so, and there is no catalog.
    pub(crate) fn start(span: Span) -> (Self, Diagnostics) {
        let session = match Self::of(span) {
            Ok(session) => session,
            Err(message) => {
                let mut diagnostics = Diagnostics::new(Some(CheckMode::Normal), false);
                diagnostics.error(span, &message);
                return (Self { package: None, mode: None, is_first: false, in_editor: false }, diagnostics);
            }
        };
        let mut diagnostics = Diagnostics::new(session.mode, session.in_editor);
        if let Some(package) = session.package.as_ref().filter(|_| session.is_first && !session.in_editor) {
            diagnostics.add(&rebuild_tracking::tokens(package));
        }
        (session, diagnostics)
    }

    fn of(span: Span) -> Result<Self, String> {
        if let Some(session) = COMPILED.get() {
            return Ok(session.clone());
        }
        let (package, is_first) = environment::package()?;
        let (mode, problem) = match environment::check_mode() {
            Ok(mode) => (mode, None),
            Err(problem) => (Some(CheckMode::Normal), Some(problem)),
        };
        let is_compiler = environment::is_compiler();
        let in_editor = !is_compiler && environment::file(span).is_none();
        let session = Self { package: Some(package), mode, is_first, in_editor };
        if is_compiler {
            let _ = COMPILED.set(Self { is_first: false, ..session.clone() });
        }
        problem.map_or(Ok(session), Err)
    }

    /// The catalog of the package, problems and all. They are reported once: by the first call, and in an editor by every
    /// call, for it shows each file by itself. If there is no catalog, `call` is what a first one would be made from.
    pub(crate) fn loaded(&self, span: Span, call: &ScopesCall, diagnostics: &mut Diagnostics) -> Option<&Loaded> {
        let reports = self.is_first || self.in_editor;
        let package = self.package.as_ref()?;
        match &package.loaded {
            Ok(loaded) => {
                if reports && !loaded.problems.is_empty() {
                    diagnostics.problems(loaded, span);
                }
                Some(loaded)
            }
            Err(failure) => {
                if reports {
                    diagnostics.missing_file(span, &missing_catalog::message(failure, package, call));
                }
                None
            }
        }
    }

    /// The catalog, and what a call is checked against in it; `None` if there is no sound catalog.
    pub(crate) fn target(&self, call: &ScopesCall, diagnostics: &mut Diagnostics) -> Option<(&Loaded, Target<'_>)> {
        let loaded = self.loaded(span_of(call), call, diagnostics).filter(|loaded| loaded.problems.is_empty())?;
        Some((loaded, resolve(loaded, call, diagnostics)?))
    }
}

/// What a call is checked against. Names that are not there are reported; `None` if the catalog is not.
pub(crate) fn resolve<'l>(loaded: &'l Loaded, call: &ScopesCall, diagnostics: &mut Diagnostics) -> Option<Target<'l>> {
    let catalog = call.catalog.as_ref();
    let client = call.client.as_ref();
    let operations = Text::values(&call.operations);
    let mut unknown = Vec::new();
    let target =
        loaded.resolve(catalog.map(|name| &*name.text), client.map(|client| &*client.value), &operations, &mut unknown);
    for (role, error) in unknown {
        let span = match role {
            Role::Catalog => catalog.map(|name| name.span),
            Role::Client => client.map(Text::span),
            Role::Operation(position) => Some(call.operations[position].span()),
        };
        diagnostics.error(span.unwrap_or_else(Span::call_site), &with_help(&error.message, &error.help));
    }
    target
}

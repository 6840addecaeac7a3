//! Reads catalogs from texts.

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;
use std::{format, iter, mem, vec};

use scope_catalog::{Catalog, CatalogSource, LineColumn, Problem, SourceSpan, Spanned};

use super::catalog_error::CatalogError;

/// Reads a catalog and those that it extends. The first catalog is the main one, then come those of `[catalogs]`.
pub(super) fn load(texts: &[&str]) -> Result<Vec<Catalog>, CatalogError> {
    let mut assembly = Assembly::default();
    let catalogs = assembly.catalogs(texts);
    if assembly.problems.is_empty() {
        return Ok(catalogs);
    }
    assembly.problems.sort();
    assembly.problems.dedup();
    Err(CatalogError { lines: assembly.problems.iter().map(|problem| line(problem, texts)).collect() })
}

#[derive(Default)]
struct Assembly {
    problems: Vec<Problem>,
}

impl Assembly {
    fn catalogs(&mut self, texts: &[&str]) -> Vec<Catalog> {
        let mut own = Vec::new();
        let mut foundations = Vec::new();
        let mut named: Vec<(Spanned, Vec<CatalogSource>)> = Vec::new();
        for (source, text) in (0..).zip(texts) {
            let mut layer = CatalogSource::parse(source, text, &mut self.problems);
            if texts.len() == 1 {
                self.not_looked_up(&layer.extends);
            }
            for (key, layer) in mem::take(&mut layer.catalogs) {
                self.not_looked_up(&layer.extends);
                let providers = self.providers(&layer.providers);
                let layers = iter::once(layer).chain(providers);
                match named.iter_mut().find(|(known, _)| known.text == key.text) {
                    Some((_, known)) => known.extend(layers),
                    None => named.push((key, layers.collect())),
                }
            }
            let providers = self.providers(&layer.providers);
            own.push(layer);
            // The providers of the main text come after everything that it extends.
            if source == 0 { foundations = providers } else { own.extend(providers) }
        }
        own.extend(foundations);
        let mut catalogs = vec![Catalog::assemble(None, own, &mut self.problems)];
        for (key, layers) in named {
            catalogs.push(Catalog::assemble(Some(&key.text), layers, &mut self.problems));
        }
        catalogs
    }

    fn not_looked_up(&mut self, extends: &[Spanned]) {
        for name in extends {
            let message = format!("`{}` is not read at run time", name.text);
            self.problem(name, message, "pass its text to `Checker::from_texts`, after this one".to_owned());
        }
    }

    fn providers(&mut self, names: &[Spanned]) -> Vec<CatalogSource> {
        let mut layers = Vec::new();
        for name in names {
            match bundled(&name.text) {
                Ok(text) => {
                    let layer = CatalogSource::parse(SourceSpan::BUNDLED, text, &mut self.problems);
                    layers.push(layer.with_operation_text(bundled_operations(&name.text)));
                }
                Err((message, help)) => self.problem(name, message, help),
            }
        }
        layers
    }

    fn problem(&mut self, name: &Spanned, message: String, help: String) {
        self.problems.push(Problem { span: name.span, message, help: Some(help), is_private: false });
    }
}

#[cfg(feature = "check-providers")]
fn bundled(name: &str) -> Result<&'static str, (String, String)> {
    scope_providers::text(name).ok_or_else(|| {
        let names = scope_providers::NAMES;
        let help = scope_catalog::closest(name, names.iter().copied()).map_or_else(
            || format!("`cargo scopes providers` lists the {} that are bundled", names.len()),
            |close| format!("did you mean `{close}`?"),
        );
        (format!("unknown provider `{name}`"), help)
    })
}

#[cfg(not(feature = "check-providers"))]
fn bundled(name: &str) -> Result<&'static str, (String, String)> {
    let message = format!("the catalog of the provider `{name}` is not part of this program");
    Err((message, "enable the feature `check-providers` of oauth-scopes".to_owned()))
}

#[cfg(feature = "check-operations")]
fn bundled_operations(provider: &str) -> Option<&'static str> {
    scope_providers::operations(provider)
}

#[cfg(not(feature = "check-operations"))]
fn bundled_operations(_: &str) -> Option<&'static str> {
    None
}

/// A mistake in a catalog: `2:5: unknown key …`, after the number of the text if there are several.
fn line(problem: &Problem, texts: &[&str]) -> String {
    let source = problem.span.position();
    let place = match texts.get(source) {
        None => "bundled".to_owned(),
        Some(text) => {
            let LineColumn { line, column } = LineColumn::at(text, problem.span.range().start);
            if texts.len() == 1 { format!("{line}:{column}") } else { format!("text {}, {line}:{column}", source + 1) }
        }
    };
    let help = problem.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {help}"));
    format!("{place}: {}{help}", problem.message)
}

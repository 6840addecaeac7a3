//! Loads a catalog from its own text, the texts that it extends, and bundled catalogs.

use std::mem;
use std::path::{Path, PathBuf};

use super::loaded::{File, Loaded};
use super::providers::Providers;
use crate::catalog::Catalog;
use crate::fast::{push_some, sort};
use crate::model::CatalogSource;
use crate::names::secret_name::has_secret_key;
use crate::problem::{MOST_PROBLEMS, Problem};
use crate::span::{SourceSpan, Spanned};

/// If more texts extend one another, that is a mistake.
const MOST_FILES: usize = 256;

/// The maximum total length of these texts, in bytes.
const MOST_TOGETHER: usize = 10 << 20;

/// Why there is no text.
pub(super) struct NoText {
    pub(super) message: String,
    pub(super) help: &'static str,
    /// A file that is missing or cannot be read, but may exist later.
    pub(super) missing: Option<PathBuf>,
}

/// Provides the texts that others extend.
pub(super) trait Sources {
    /// Returns the text that another one extends by a name, or why there is none. `on_way` are the texts that led here;
    /// the last one contains the name.
    fn extended(&mut self, name: &str, on_way: &[PathBuf], is_for_named: bool) -> Result<File, NoText>;

    /// The next text that the main one extends without naming it.
    fn unnamed(&mut self) -> Option<File> {
        None
    }
}

/// Loads a catalog from its own text.
pub(super) fn load_from(root: File, shown: &Path, sources: &mut dyn Sources, providers: Providers) -> Loaded {
    let mut loader =
        Loader { sources, providers, loaded: Loaded::default(), on_way: Vec::new(), bundled: 0, is_for_named: false };
    let mut named = Vec::new();
    let layers = loader.file(root, &mut named);
    let mut result = loader.loaded;
    let file = shown.to_string_lossy();
    result.catalog = Catalog::assemble(None, layers, &mut result.problems).in_file(&file);
    for (key, layers) in named {
        result.named.push(Catalog::assemble(Some(&key), layers, &mut result.problems).in_file(&file));
    }
    sort(&mut result.problems, Ord::cmp);
    result.problems.dedup();
    hide_secrets(&mut result);
    if let (true, Some(last)) = (result.problems.len() >= MOST_PROBLEMS, result.problems.last()) {
        let message = format!("more than {} problems; the others are not shown", result.problems.len());
        result.problems.push(Problem::new(last.span, message).help("start with the first one"));
    }
    result
}

/// Makes sure that no line with a secret is shown and no help repeats its value, whatever is wrong with it.
fn hide_secrets(loaded: &mut Loaded) {
    // Problems are sorted, so those on one line, which may be as long as its file, follow one another.
    let mut looked_at = (usize::MAX, 0..0, false);
    for problem in &mut loaded.problems {
        let Some(file) = loaded.files.get(problem.span.position()) else { continue };
        let at = problem.span.range().start.min(file.text.len());
        let (position, line, has_secret) = &mut looked_at;
        if *position != problem.span.position() || !line.contains(&at) {
            let Some((before, after)) = file.text.split_at_checked(at) else { continue };
            let start = beginning(before);
            let end = after.find('\n').map_or(file.text.len(), |length| at + length);
            (*position, *line) = (problem.span.position(), start..end);
            *has_secret = has_secret_key(&file.text[start..end]);
        }
        if *has_secret {
            problem.is_private = true;
            let value = value_in(&file.text[line.clone()]);
            problem.help.take_if(|help| help.contains(value));
        }
    }
}

/// Returns the value in a line, without quotes, or the whole line.
fn value_in(line: &str) -> &str {
    let value = line.split_once(['=', ':']).map_or(line, |(_, value)| value);
    value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ','))
}

/// Returns the start of the last line of a text, or of an earlier line on which the value there may start.
fn beginning(before: &str) -> usize {
    const MOST_LINES: usize = 20;
    let mut end = before.len();
    for _ in 0..MOST_LINES {
        let start = before[..end].rfind('\n').map_or(0, |newline| newline + 1);
        if start == 0 || before[start..].contains(['=', '[']) {
            return start;
        }
        end = start - 1;
    }
    end
}

/// The names and layers of `[catalogs]`.
type Named = Vec<(Box<str>, Vec<CatalogSource>)>;

struct Loader<'s> {
    sources: &'s mut dyn Sources,
    providers: Providers,
    loaded: Loaded,
    /// The texts that led to the current one, including itself.
    on_way: Vec<PathBuf>,
    /// The number of providers that were loaded.
    bundled: u32,
    /// Whether the current text is for a catalog under `[catalogs]`.
    is_for_named: bool,
}

impl Loader<'_> {
    /// Returns the layers of a text: its own, then those that it extends, then its providers.
    fn file(&mut self, file: File, named: &mut Named) -> Vec<CatalogSource> {
        let source = u32::try_from(self.loaded.files.len()).unwrap_or(u32::MAX);
        let mut layer = CatalogSource::parse(source, &file.text, &mut self.loaded.problems);
        self.on_way.push(file.path.clone());
        self.loaded.files.push(File { is_of_named: self.is_for_named, ..file });
        let is_for_named = mem::replace(&mut self.is_for_named, true);
        for (key, layer) in mem::take(&mut layer.catalogs) {
            let mut layers = self.with_foundations(layer, &mut Vec::new());
            match named.iter_mut().find(|(known, _)| *known == key.text) {
                Some((_, known)) => known.append(&mut layers),
                None => named.push((key.text, layers)),
            }
        }
        self.is_for_named = is_for_named;
        let layers = self.with_foundations(layer, named);
        self.on_way.pop();
        layers
    }

    fn with_foundations(&mut self, mut layer: CatalogSource, named: &mut Named) -> Vec<CatalogSource> {
        let extends = layer.extends.clone();
        let providers = self.providers(&layer.providers);
        layer.providers.clone_from(&providers);
        let mut layers = vec![layer];
        for name in &extends {
            layers.append(&mut self.extended(name, named));
        }
        if self.on_way.len() == 1 && !self.is_for_named {
            while let Some(file) = self.sources.unnamed() {
                layers.append(&mut self.file(file, named));
            }
        }
        for name in &providers {
            push_some(&mut layers, self.provider(name));
        }
        layers
    }

    fn extended(&mut self, name: &Spanned, named: &mut Named) -> Vec<CatalogSource> {
        let length: usize = self.loaded.files.iter().map(|file| file.text.len()).sum();
        let found = if self.loaded.files.len() >= MOST_FILES {
            let message = format!("more than {MOST_FILES} files are connected by `extends`");
            Err(NoText { message, help: "merge some of them", missing: None })
        } else if length > MOST_TOGETHER {
            let message = format!("the files connected by `extends` are larger than {} MiB", MOST_TOGETHER >> 20);
            Err(NoText { message, help: "leave out what is not used", missing: None })
        } else {
            self.sources.extended(&name.text, &self.on_way, self.is_for_named)
        };
        match found {
            Ok(file) => self.file(file, named),
            Err(NoText { message, help, missing }) => {
                push_some(&mut self.loaded.missing, missing);
                self.problem(name, message, help);
                Vec::new()
            }
        }
    }

    /// Returns the bundled catalogs that names stand for, without duplicates.
    fn providers(&mut self, names: &[Spanned]) -> Vec<Spanned> {
        let mut providers: Vec<Spanned> = Vec::with_capacity(names.len());
        for name in names {
            match self.providers.named(&name.text) {
                Ok(found) => {
                    for &found in found {
                        if !providers.iter().any(|known| *known.text == *found) {
                            providers.push(Spanned { text: found.into(), span: name.span });
                        }
                    }
                }
                Err(error) => self.problem(name, error.message, &error.help),
            }
        }
        providers
    }

    fn provider(&mut self, name: &Spanned) -> Option<CatalogSource> {
        self.bundled += 1;
        let source = SourceSpan::BUNDLED + self.bundled;
        self.providers.layer(&name.text, source, &mut self.loaded.problems)
    }

    fn problem(&mut self, name: &Spanned, message: String, help: &str) {
        self.loaded.problems.push(Problem::new(name.span, message).help(help));
    }
}

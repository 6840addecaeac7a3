//! Lists of scopes that are only known when the program runs.

use std::borrow::ToOwned;
use std::ops::Range;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{error, fmt, format, iter, mem, slice, vec};

use scope_catalog::{
    AlternativeNames, Catalog, CatalogSource, Level, LineColumn, Operation, Problem, Request, SourceSpan, Spanned,
    UnknownName, render_snippet,
};

use crate::{Granted, Requested, ScopesBuf};

/// Holds lists of scopes against a catalog while the program runs, with the rules and in the words of
/// [`scopes!`](crate::scopes!): a setting, a row of a database, what a plug-in asks for.
///
/// ```
/// use oauth_scopes::check::Checker;
///
/// let checker = Checker::from_text("name = 'multipass'\nscopes = ['read_profile', 'write_multipass']")?;
/// assert_eq!(checker.check("read_profile write_multipass")?.as_str(), "read_profile write_multipass");
///
/// let findings = checker.check("read_profile,write_multipass").expect_err("a comma");
/// assert_eq!(findings.put_right(), Some("read_profile write_multipass"));
/// assert!(findings.to_string().starts_with(
///     "`read_profile,write_multipass` uses a comma; multipass separates scopes by a space"
/// ));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The catalog is part of the program: `Checker::from_text(include_str!("../scopes.toml"))`. It takes milliseconds to
/// read, so keep the value, as in a `LazyLock`.
#[derive(Debug)]
pub struct Checker {
    /// The main one, and then those of `[catalogs]`.
    catalogs: Vec<Catalog>,
    /// Which of them is meant.
    chosen: usize,
    /// The name of a client in it.
    client: Option<String>,
    /// What a list must be enough for.
    operations: Vec<Operation>,
}

/// Why there is nothing to check against: mistakes in the catalog, or a name that it lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError {
    lines: Vec<String>,
}

/// What is wrong with a list of scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Finding>,
    put_right: Option<String>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule: `unknown-scope`.
    pub rule: &'static str,
    /// Whether it makes the list unusable; or else it is a warning.
    pub is_denied: bool,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it; may have several lines.
    pub help: Option<String>,
    /// The bytes of the text that it is about; `None` where it is about the list as a whole.
    pub range: Option<Range<usize>>,
    /// What to write there instead, best first; at most three.
    pub suggestions: Vec<String>,
    /// The text with carets under what is meant: lines that each begin with a line break.
    pub render_snippet: String,
}

/// More than this is counted, not shown.
const MOST_SHOWN: usize = 20;

impl Checker {
    /// Reads a catalog, as it stands in `scopes.toml`.
    ///
    /// With the feature `check-providers`, it may start from a bundled `provider`. What it `extends` is not looked up: see
    /// [`from_texts`](Self::from_texts).
    ///
    /// # Errors
    ///
    /// Every mistake in it, with line and column.
    pub fn from_text(text: &str) -> Result<Self, CatalogError> {
        Self::from_texts(&[text])
    }

    /// The same of a catalog and those that it `extends`, directly or not, in the order of their precedence.
    ///
    /// # Errors
    ///
    /// Every mistake in them, with the number of the text, line and column.
    pub fn from_texts(texts: &[&str]) -> Result<Self, CatalogError> {
        let mut assembly = Assembly::default();
        let catalogs = assembly.catalogs(texts);
        if assembly.problems.is_empty() {
            return Ok(Self { catalogs, chosen: 0, client: None, operations: Vec::new() });
        }
        assembly.problems.sort();
        assembly.problems.dedup();
        Err(CatalogError { lines: assembly.problems.iter().map(|problem| line(problem, texts)).collect() })
    }

    /// The same against another catalog of the file: `github` for `[catalogs.github]`. Clients and operations are those of
    /// a catalog: name them afterwards.
    ///
    /// # Errors
    ///
    /// Where there is none of that name.
    pub fn for_catalog(mut self, name: &str) -> Result<Self, CatalogError> {
        let found = self.catalogs.iter().position(|catalog| catalog.key() == Some(name));
        self.chosen = found.ok_or_else(|| CatalogError { lines: vec![format!("there is no catalog `{name}`")] })?;
        self.client = None;
        self.operations.clear();
        Ok(self)
    }

    /// The same for a client: only what it has registered. Where none is named, the catalog's default client is meant.
    ///
    /// # Errors
    ///
    /// Where the catalog has none of that name.
    pub fn for_client(mut self, name: &str) -> Result<Self, CatalogError> {
        self.catalog().client(name)?;
        self.client = Some(name.to_owned());
        Ok(self)
    }

    /// The same for what is done with the token: a list must be enough for these operations, and have nothing beyond.
    ///
    /// With the feature `check-operations`, those of a bundled `provider` may be named, too.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let text = "scopes = ['read', 'write']\n[operations]\n'PUT /a' = { needs = 'write' }";
    /// let checker = Checker::from_text(text)?.for_operations(["PUT /a"])?;
    /// assert!(checker.check("write").is_ok());
    /// assert!(checker.check("read").expect_err("too little").to_string().starts_with("the operation `PUT /a` needs `write`"));
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the catalog lacks one of them.
    pub fn for_operations<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Result<Self, CatalogError> {
        for name in names {
            let operation = self.catalog().operation(name)?.into_owned();
            self.operations.push(operation);
        }
        Ok(self)
    }

    /// Checks a list of scopes.
    ///
    /// # Errors
    ///
    /// All that is found, where some of it makes the list unusable. Where there are only warnings, the list is given;
    /// [`findings`](Self::findings) has them.
    pub fn check(&self, text: &str) -> Result<ScopesBuf, Findings> {
        let (scopes, findings) = self.examine(text);
        if findings.is_denied() { Err(findings) } else { Ok(scopes) }
    }

    /// All that is found in a list of scopes, warnings too.
    pub fn findings(&self, text: &str) -> Findings {
        self.examine(text).1
    }

    /// What an answer of the token endpoint grants, given what was asked for: see [`Granted::from_response`].
    ///
    /// With the catalog at hand it is known of each scope that was granted what it answers to, also where it was asked for at
    /// run time, or not at all.
    ///
    /// ```
    /// # use oauth_scopes::{check::Checker, scopes};
    /// let checker = Checker::from_text("[scopes]\nread_multipass = ''\nwrite_multipass = { implies = ['read_multipass'] }")?;
    /// let requested = checker.check("write_multipass")?;
    /// let granted = checker.granted(&requested, None);
    /// assert!(granted.covers(&scopes!("read_multipass")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn granted<R: Requested + ?Sized>(&self, requested: &R, response: Option<&str>) -> Granted {
        let granted = Granted::from_response(requested, response);
        let covered: Vec<AlternativeNames> = granted.iter().map(|name| self.catalog().covered(name)).collect();
        granted
            .answering_to(covered.into_iter().flat_map(|covered| covered.spellings.into_iter().chain(covered.implied)))
    }

    fn catalog(&self) -> &Catalog {
        &self.catalogs[self.chosen]
    }

    fn examine(&self, text: &str) -> (ScopesBuf, Findings) {
        let catalog = self.catalog();
        let others: Vec<&Catalog> = self.catalogs.iter().filter(|other| other.key() != catalog.key()).collect();
        let named = self.client.as_deref().and_then(|name| catalog.client(name).ok());
        let client = named.or_else(|| catalog.default_client());
        let uses = [text];
        let operations: Vec<&Operation> = self.operations.iter().collect();
        let report =
            scope_catalog::check(&Request { catalog, others: &others, texts: &uses, client, operations: &operations });
        let delimiter = if catalog.delimiter().character() == ',' { b',' } else { b' ' };
        let scopes = ScopesBuf::of(report.scopes.iter().map(|scope| &**scope), delimiter);
        let list = report.findings.into_iter().map(|finding| Finding::of(finding, text)).collect();
        (scopes, Findings { list, put_right: report.fixed })
    }
}

/// From texts to catalogs.
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
            // What the file itself starts from comes after all that it extends.
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
            let message = format!("`{}` is not looked up when the program runs", name.text);
            self.problem(name, message, "give its text to `Checker::from_texts`, after this one".to_owned());
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
        (format!("no catalog is bundled for the provider `{name}`"), help)
    })
}

#[cfg(not(feature = "check-providers"))]
fn bundled(name: &str) -> Result<&'static str, (String, String)> {
    let message = format!("the catalog of the provider `{name}` is not in this program");
    Err((message, "turn on the feature `check-providers` of oauth-scopes".to_owned()))
}

#[cfg(feature = "check-operations")]
fn bundled_operations(provider: &str) -> Option<&'static str> {
    scope_providers::operations(provider)
}

#[cfg(not(feature = "check-operations"))]
fn bundled_operations(_: &str) -> Option<&'static str> {
    None
}

/// A mistake in a catalog: `2:5: unknown key …`. The number of the text stands before it where there are several.
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

impl From<UnknownName> for CatalogError {
    fn from(error: UnknownName) -> Self {
        Self { lines: vec![format!("{}\nhelp: {}", error.message, error.help)] }
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.lines.join("\n"))
    }
}

impl error::Error for CatalogError {}

impl Finding {
    fn of(finding: scope_catalog::Finding, text: &str) -> Self {
        Self {
            rule: finding.rule.id,
            is_denied: finding.level == Level::Deny,
            render_snippet: render_snippet(text, finding.marks()),
            message: finding.message,
            help: finding.help,
            suggestions: finding.suggestions,
            range: finding.span.map(scope_catalog::SourceSpan::range),
        }
    }
}

/// As `scopes!` says it: the sentence, the render_snippet, and what to do.
impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.message, self.render_snippet)?;
        for line in self.help.iter().flat_map(|help| help.lines()) {
            write!(formatter, "\nhelp: {line}")?;
        }
        Ok(())
    }
}

impl Findings {
    /// Whether the list cannot be used as it is; or else there are only warnings, or nothing.
    pub fn is_denied(&self) -> bool {
        self.list.iter().any(|finding| finding.is_denied)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The findings, by place.
    pub fn iter(&self) -> slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// The whole list, put right by every suggestion that is certain or likely; `None` where a name has none.
    pub fn put_right(&self) -> Option<&str> {
        self.put_right.as_deref()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.list.iter().take(MOST_SHOWN).map(ToString::to_string).collect();
        formatter.write_str(&shown.join("\n"))?;
        match self.list.len().saturating_sub(MOST_SHOWN) {
            0 => Ok(()),
            rest => write!(formatter, "\nand {rest} more findings"),
        }
    }
}

impl error::Error for Findings {}

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Finding;
    type IntoIter = slice::Iter<'f, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

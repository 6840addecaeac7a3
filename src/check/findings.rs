//! Defines the findings about a list of scopes.

use core::ops::Range;
use std::string::{String, ToString};
use std::vec::Vec;
use std::{error, fmt, slice};

use scope_catalog::{Level, SourceSpan, render_snippet};

/// Everything that is wrong with a list of scopes.
///
/// ```
/// use oauth_scopes::check::Checker;
///
/// let checker = Checker::from_text("scopes = ['read', 'write']")?;
/// let findings = checker.check("read wriet").expect_err("a typo");
/// assert!(findings.to_string().starts_with("unknown scope `wriet` (2nd of 2)"));
/// # Ok::<(), oauth_scopes::check::CatalogError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Finding>,
    fixed: Option<String>,
}

/// One thing that is wrong with a list of scopes.
///
/// ```
/// use oauth_scopes::check::Checker;
///
/// let checker = Checker::from_text("scopes = ['read', 'write']")?;
/// let findings = checker.findings("read wriet");
/// let finding = findings.iter().next().expect("a typo");
/// assert_eq!((finding.rule, finding.range.clone()), ("unknown-scope", Some(5..10)));
/// assert_eq!(finding.suggestions, ["write"]);
/// # Ok::<(), oauth_scopes::check::CatalogError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The ID of the rule, such as `unknown-scope`.
    pub rule: &'static str,
    /// `true` for an error: the list cannot be used. `false` for a warning.
    pub is_denied: bool,
    /// What is wrong, in one sentence without a period.
    pub message: String,
    /// What to do about it; it may have several lines.
    pub help: Option<String>,
    /// The range of bytes in the text that has the mistake; `None` if it is the whole list.
    pub range: Option<Range<usize>>,
    /// What to write there instead, the best first; at most three.
    pub suggestions: Vec<String>,
    /// The text with carets under the mistake: lines that each begin with a line break.
    pub snippet: String,
}

/// Further findings are counted, not shown.
const MAX_SHOWN: usize = 20;

impl Finding {
    fn new(finding: scope_catalog::Finding, text: &str) -> Self {
        Self {
            rule: finding.rule.id,
            is_denied: finding.level == Level::Deny,
            snippet: render_snippet(text, finding.marks()),
            message: finding.message,
            help: finding.help,
            suggestions: finding.suggestions,
            range: finding.span.map(SourceSpan::range),
        }
    }
}

/// The message, the snippet and the help, as [`scopes!`](crate::scopes!) shows them.
impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.message, self.snippet)?;
        for line in self.help.iter().flat_map(|help| help.lines()) {
            write!(formatter, "\nhelp: {line}")?;
        }
        Ok(())
    }
}

impl Findings {
    pub(super) fn new(findings: Vec<scope_catalog::Finding>, fixed: Option<String>, text: &str) -> Self {
        Self { list: findings.into_iter().map(|finding| Finding::new(finding, text)).collect(), fixed }
    }

    /// Returns `true` if there is an error, so the list cannot be used. Otherwise, there are at most warnings.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['read', 'write']")?;
    /// assert!(checker.findings("raed").is_denied());
    /// assert!(!checker.findings("read read").is_denied(), "a duplicate is a warning");
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    pub fn is_denied(&self) -> bool {
        self.list.iter().any(|finding| finding.is_denied)
    }

    /// Returns `true` if nothing is wrong.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['read', 'write']")?;
    /// assert!(checker.findings("read write").is_empty());
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns an iterator over the findings, ordered by their position in the text.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['read', 'write']")?;
    /// let findings = checker.findings("raed wriet");
    /// assert!(findings.iter().map(|finding| finding.rule).eq(["unknown-scope", "unknown-scope"]));
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    pub fn iter(&self) -> slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// Returns the whole list with every certain or likely suggestion applied; `None` if a mistake has no such suggestion.
    ///
    /// ```
    /// # use oauth_scopes::check::Checker;
    /// let checker = Checker::from_text("scopes = ['read', 'write']")?;
    /// assert_eq!(checker.findings("read,wriet").fixed(), Some("read write"));
    /// # Ok::<(), oauth_scopes::check::CatalogError>(())
    /// ```
    pub fn fixed(&self) -> Option<&str> {
        self.fixed.as_deref()
    }
}

/// The findings, one after another; at most 20 are shown.
impl fmt::Display for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self.list.iter().take(MAX_SHOWN).map(ToString::to_string).collect();
        formatter.write_str(&shown.join("\n"))?;
        match self.list.len().saturating_sub(MAX_SHOWN) {
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

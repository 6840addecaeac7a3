//! Repairs that may be made, and the request that each belongs to.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use scope_config::Edit;

use crate::paths::real_path;
use crate::report::{LocatedFinding, WorkspaceReport};

/// A finding with its edits.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) finding: usize,
    /// The number of the request that it belongs to.
    pub(super) request: usize,
    /// The real path of the file.
    pub(super) path: PathBuf,
    pub(super) edits: Vec<Edit>,
    /// The bytes that it is about: no other repair may touch them.
    pub(super) hull: Range<usize>,
}

/// Why repairs cannot stay, by the number of the finding.
pub(super) type Troubles = BTreeMap<usize, String>;

/// The real path of each file of a report, where it exists.
pub(super) fn real_paths(report: &WorkspaceReport) -> Vec<Option<PathBuf>> {
    report.files.iter().map(|file| real_path(&file.path).ok()).collect()
}

/// The requests of a report, by package and file and in the order of the text.
pub(super) struct RequestsAround<'r>(HashMap<(&'r str, usize), Vec<RequestAround<'r>>>);

/// The bytes of a request, its number, and the furthest end of those up to it.
type RequestAround<'r> = (&'r Range<usize>, usize, usize);

impl<'r> RequestsAround<'r> {
    pub(super) fn new(report: &'r WorkspaceReport) -> Self {
        let mut requests: HashMap<(&str, usize), Vec<RequestAround<'_>>> = HashMap::new();
        for (number, request) in report.requests.iter().enumerate() {
            requests.entry((&*request.package, request.file)).or_default().push((&request.span, number, 0));
        }
        for of_file in requests.values_mut() {
            of_file.sort_by_key(|(span, number, _)| (span.start, *number));
            let mut furthest = 0;
            for (span, _, end) in of_file {
                furthest = furthest.max(span.end);
                *end = furthest;
            }
        }
        Self(requests)
    }

    /// The request that a finding is about: the call that it is in, or the file.
    pub(super) fn of(&self, finding: &LocatedFinding) -> Option<usize> {
        let of_file = self.0.get(&(&*finding.package, finding.file))?;
        let before = of_file.partition_point(|(span, ..)| span.start <= finding.span.start);
        let reaching = of_file[..before].iter().rev().take_while(|(_, _, furthest)| finding.span.end <= *furthest);
        let around = reaching.filter(|(span, ..)| finding.span.end <= span.end);
        around.min_by_key(|(span, number, _)| (span.len(), *number)).map(|&(_, number, _)| number)
    }
}

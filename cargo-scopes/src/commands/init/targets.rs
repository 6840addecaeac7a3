//! Which of a package's targets have a file.

use std::path::Path;

use cargo_metadata::{DependencyKind, Target};

use crate::rust::Modules;
use crate::workspace::Package;

/// The kind of dependency that a file of a package needs.
pub(super) fn kind(package: &Package, file: &Path) -> DependencyKind {
    let is_in = |is_meant: fn(&Target) -> bool| {
        let targets = package.targets.iter().filter(|target| is_meant(target));
        let roots = targets.map(|target| target.src_path.clone().into()).collect();
        Modules::new(&Package { roots, ..package.clone() }).contain(file)
    };
    let is_product =
        |target: &Target| !(target.is_example() || target.is_test() || target.is_bench() || target.is_custom_build());
    if package.targets.is_empty() || is_in(is_product) {
        DependencyKind::Normal
    } else if is_in(Target::is_custom_build) {
        DependencyKind::Build
    } else {
        DependencyKind::Development
    }
}

/// The kinds of dependency that these files need and that the package does not have.
pub(super) fn lacking(package: &Package, kinds: &[DependencyKind]) -> Vec<DependencyKind> {
    let present: Vec<DependencyKind> = package.facade().map(|dependency| dependency.kind).collect();
    // What the package depends on itself, its examples may use as well.
    let has_normal = [&present[..], kinds].concat().contains(&DependencyKind::Normal);
    let is_covered = |kind| present.contains(&kind) || kind == DependencyKind::Development && has_normal;
    let all = [DependencyKind::Normal, DependencyKind::Development, DependencyKind::Build];
    all.into_iter().filter(|kind| kinds.contains(kind) && !is_covered(*kind)).collect()
}

/// Whether the `Scope` of the files of a kind is the one of `to_oauth2()`: that of `oauth2` 5, or of `openidconnect` 4,
/// which has the same.
pub(super) fn has_oauth2(package: &Package, kind: DependencyKind) -> bool {
    let is_seen =
        |of: DependencyKind| of == kind || (of, kind) == (DependencyKind::Normal, DependencyKind::Development);
    let is_new = package.dependencies.iter().filter(|one| is_seen(one.kind) && !one.optional).any(|one| {
        let major = one.req.comparators.first().map(|first| first.major);
        matches!((&*one.name, major), ("oauth2", Some(5)) | ("openidconnect", Some(4)))
    });
    // An existing dependency is not changed.
    is_new && package.facade().filter(|own| is_seen(own.kind)).all(|own| own.features.iter().any(|one| one == "oauth2"))
}

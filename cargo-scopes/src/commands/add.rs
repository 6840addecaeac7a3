//! The command `cargo scopes add`.

mod subset;

use std::io::Write;

use scope_catalog::load::{Loaded, Providers, load_provider};
use scope_catalog::{Catalog, Finding, Level, Lookup, Pattern, Request, Scope, check, rules};

use crate::catalog_file::{CatalogFile, CatalogPath};
use crate::cli::Add;
use crate::error::{Failure, Outcome};
use crate::file_lock::lock_folder;
use crate::workspace::{Package, Selection, Workspace};
use subset::Subset;

pub(crate) fn run(arguments: &Add) -> Result<Outcome, Failure> {
    // The alias `twitter` becomes `x`. `atlassian` stands for several providers, so it is not replaced.
    let provider = match Providers::BUNDLED.named(&arguments.provider).map_err(Failure::from)? {
        [one] => one,
        _ => &*arguments.provider,
    };
    let bundled = load_provider(provider).map_err(Failure::from)?.catalog;
    let (target, lacks_facade) = target(arguments)?;
    let _alone = lock_folder(&target.path);
    let mut file = CatalogFile::open(target)?;
    let key = place(&file, provider, &bundled, arguments);
    let text = scope_providers::text(provider);
    let said = match &*arguments.scopes {
        [] => add_whole(&mut file, key.as_deref(), provider)?,
        scopes => add_part(&mut file, key.as_deref(), (&bundled, text), scopes)?,
    };
    file.verify()?;
    let mut output = crate::output::stdout();
    for line in said {
        writeln!(output, "note: {line}")?;
    }
    if !file.is_changed() {
        writeln!(output, "{} is unchanged", file.shown())?;
        return Ok(Outcome::Clean);
    }
    let done = if file.is_present() { "updated" } else { "created" };
    if !arguments.dry_run {
        file.save()?;
    }
    write!(output, "{}", file.difference())?;
    if arguments.dry_run {
        writeln!(output, "nothing was written (--dry-run)")?;
        return Ok(Outcome::Clean);
    }
    let key = key.map_or_else(String::new, |key| key.replace('-', "_") + ": ");
    writeln!(output, "{} {done}; call it as `scopes!({key}\"…\")`", file.shown())?;
    if lacks_facade {
        writeln!(output, "note: the package does not depend on `oauth-scopes` yet")?;
    }
    Ok(Outcome::Clean)
}

/// Returns the file to write, and whether its package cannot use the macros yet.
fn target(arguments: &Add) -> Result<(CatalogPath, bool), Failure> {
    if let Some(path) = &arguments.catalog {
        return Ok((CatalogPath::named(path), false));
    }
    let selection = Selection::named(arguments.package.as_slice(), arguments.manifest_path.as_deref());
    let workspace = Workspace::find(&selection)?;
    let target =
        |package: &Package| (CatalogPath::of(workspace.catalog_of(package), &workspace), package.crates.is_empty());
    if let Some(package) = workspace.packages.iter().find(|package| package.folder == workspace.root) {
        return Ok(target(package));
    }
    let mut targets: Vec<(CatalogPath, bool)> = workspace.packages.iter().map(target).collect();
    targets.dedup_by(|(one, _), (other, _)| one.path == other.path);
    if let (Some(target), true) = (targets.pop(), targets.is_empty()) {
        return Ok(target);
    }
    let names: Vec<&str> = workspace.packages.iter().map(|package| &*package.name).collect();
    let message = match &*names {
        [] => "the workspace has no packages".to_owned(),
        names => format!("the workspace has several packages: {}", names.join(", ")),
    };
    Err(Failure::new(message).help("use `--package NAME` or `--catalog FILE`"))
}

/// Returns which catalog in the file is for the provider; `None` for the main one.
fn place(file: &CatalogFile, provider: &str, bundled: &Catalog, arguments: &Add) -> Option<String> {
    if let Some(name) = &arguments.name {
        return Some(name.clone());
    }
    let loaded = file.loaded();
    let is_of_provider = |catalog: &Catalog| builds_on(catalog, provider) || catalog.name() == bundled.name();
    if file.has_no_main() && loaded.named.is_empty() || is_of_provider(&loaded.catalog) {
        return None;
    }
    let is_called_so = |catalog: &&Catalog| {
        catalog.key().is_some_and(|key| key.replace('_', "-") == provider) || is_of_provider(catalog)
    };
    if let Some(named) = loaded.named.iter().find(is_called_so) {
        return named.key().map(str::to_owned);
    }
    let joins = arguments.scopes.is_empty() && joins_main(file, &loaded, provider);
    if joins || file.has_no_main() { None } else { Some(provider.to_owned()) }
}

/// Whether a catalog builds on all the providers that a name stands for.
fn builds_on(catalog: &Catalog, provider: &str) -> bool {
    Providers::BUNDLED.named(provider).is_ok_and(|names| names.iter().all(|name| catalog.builds_on(name)))
}

/// Whether a provider is added to the main catalog: if that has several already, or if one of the two is what all
/// identity servers have in common.
fn joins_main(file: &CatalogFile, loaded: &Loaded, provider: &str) -> bool {
    const BASE: &str = "openid-connect";
    let main = &loaded.catalog;
    file.has_provider_list() || main.builds_on(BASE) || (provider == BASE && main.builds_on_some_provider())
}

/// Makes a catalog start from a provider. Returns notes for the user.
fn add_whole(file: &mut CatalogFile, key: Option<&str>, provider: &str) -> Result<Vec<String>, Failure> {
    let loaded = file.loaded();
    let catalog = catalog(&loaded, key);
    if catalog.is_some_and(|catalog| builds_on(catalog, provider)) {
        return Ok(vec![format!("{} already builds on `{provider}`", file.shown())]);
    }
    file.add_provider(key, provider)?;
    let overrides = catalog.filter(|catalog| !catalog.scopes().is_empty() && !catalog.builds_on_some_provider());
    Ok(overrides.map(|_| format!("scopes in {} override those of the provider", file.shown())).into_iter().collect())
}

/// Adds scopes of a provider. Returns notes for the user.
fn add_part(
    file: &mut CatalogFile,
    key: Option<&str>,
    (bundled, text): (&Catalog, Option<&str>),
    words: &[String],
) -> Result<Vec<String>, Failure> {
    let loaded = file.loaded();
    let nothing = Catalog::default();
    let present = catalog(&loaded, key).unwrap_or(&nothing);
    let (mut scopes, mut said, mut refusals): (Vec<&Scope>, _, _) = (Vec::new(), Vec::new(), Vec::new());
    if words.iter().any(|word| word.trim().is_empty()) {
        refusals.push("empty scope".to_owned());
    }
    for word in words.iter().flat_map(|word| word.split_whitespace()) {
        if present.lookup(word).known().is_some() {
            said.push(format!("`{word}` is already in {}", file.shown()));
            continue;
        }
        match asked_for(bundled, word) {
            Ok(scope) if present.lookup(&scope.name) != Lookup::Unknown => {
                said.push(format!("`{}` is already in {}", scope.name, file.shown()));
            }
            Ok(scope) => scopes.push(scope),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if !refusals.is_empty() {
        return Err(Failure::new(format!("{}\nnothing was written", refusals.join("\n"))));
    }
    if !scopes.is_empty() {
        let part = Subset::new(bundled, text, &scopes, present);
        let others = part.scopes.iter().filter(|scope| !scopes.contains(scope));
        said.extend(others.map(|scope| format!("`{}` is added as well: another scope requires it", scope.name)));
        said.extend(unsaid_implications(bundled, present, &part.scopes));
        part.write(file, key)?;
    }
    Ok(said)
}

fn catalog<'l>(loaded: &'l Loaded, key: Option<&str>) -> Option<&'l Catalog> {
    key.map_or(Some(&loaded.catalog), |key| loaded.named(key).ok())
}

/// Returns the scope of the bundled catalog that a word names, or why it is not added.
fn asked_for<'c>(bundled: &'c Catalog, word: &str) -> Result<&'c Scope, String> {
    if let Some(scope) = bundled.lookup(word).known().map(|id| bundled.scope(id)) {
        let help = "run `cargo scopes add` without scopes to include all of them";
        let refusal = || format!("`{word}` is an instance of `{}`\nhelp: {help}", scope.name);
        return if Pattern::is_pattern(&scope.name) { Err(refusal()) } else { Ok(scope) };
    }
    let report = check(&Request { catalog: bundled, others: &[], texts: &[word], client: None, operations: &[] });
    let is_about_it =
        |finding: &&Finding| finding.level == Level::Deny || *finding.rule == rules::deprecated_scope::RULE;
    let finding = report.findings.iter().find(is_about_it).or(report.findings.first());
    let Some(finding) = finding else { return Err(format!("unknown scope `{word}`")) };
    let lines: String = finding.help_lines().map(|line| format!("\nhelp: {line}")).collect();
    Err(format!("{}{lines}", finding.message))
}

/// Finds scopes in the file that imply new ones. They are only reported, since the user's entries are not changed.
fn unsaid_implications(bundled: &Catalog, present: &Catalog, coming: &[&Scope]) -> Vec<String> {
    let mut said = Vec::new();
    for scope in present.scopes() {
        let Some(id) = bundled.lookup(&scope.name).known() else { continue };
        let implied: Vec<String> = bundled.closure(id)[1..]
            .iter()
            .map(|&id| &bundled.scope(id).name)
            .filter(|name| coming.iter().any(|scope| scope.name == **name))
            .map(|name| format!("\"{name}\""))
            .collect();
        if !implied.is_empty() {
            let (name, implied) = (&scope.name, implied.join(", "));
            said.push(format!("`{name}` implies some of them; add to its entry: implies = [{implied}]"));
        }
    }
    said
}

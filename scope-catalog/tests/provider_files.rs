//! Tests that the files of the bundled catalogs are sorted, and that all of them are bundled. They are in another
//! package, so this test is not published.

/// Sorts the lines of a table by name, each with the comments above it.
fn sorted(table: &str) -> String {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut remarks = String::new();
    for line in table.lines() {
        remarks.push_str(line);
        remarks.push('\n');
        if !line.starts_with('#') && !line.is_empty() {
            let name = line.split_once(" = ").map_or(line, |(name, _)| name).trim_matches('"').to_owned();
            entries.push((name, std::mem::take(&mut remarks)));
        }
    }
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries.into_iter().map(|(_, lines)| lines).collect::<String>() + &remarks
}

/// Sorts the scopes and the retired names of a catalog.
fn canonical(text: &str) -> String {
    let parts = text.split("\n[").enumerate().map(|(number, part)| {
        let header = part.lines().next().unwrap_or_default();
        match header {
            "scopes]" | "retired]" if number > 0 => {
                let body = part[header.len()..].trim_start_matches('\n');
                let (entries, blanks) = body.split_at(body.trim_end().len());
                format!("{header}\n{}{blanks}", sorted(entries).trim_end())
            }
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("\n[")
}

/// `UPDATE=1 cargo test -p scope-catalog --test provider_files` sorts them.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test looks at the files, and puts them in order")]
fn files_are_in_order() {
    for name in scope_providers::NAMES {
        let path = format!("{}/../scope-providers/catalogs/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).expect("a catalog").replace("\r\n", "\n");
        let canonical = canonical(&text);
        if std::env::var_os("UPDATE").is_some() && text != canonical {
            std::fs::write(&path, &canonical).expect("the catalog can be written");
        }
        let is_canonical = std::env::var_os("UPDATE").is_some() || text == canonical;
        assert!(is_canonical, "{name} is not in order: run with UPDATE=1");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test looks at the folder")]
fn every_file_is_bundled() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../scope-providers/catalogs");
    let files = std::fs::read_dir(folder).expect("the catalogs").map(|file| file.expect("an entry").path());
    let mut names: Vec<String> =
        files.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, scope_providers::NAMES);
}

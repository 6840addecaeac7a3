//! From text to nodes, one file a format.

use std::rc::Rc;

use crate::format::Format;
use crate::node::Node;
use read_error::ReadError;

mod apache;
mod dotenv;
#[cfg(feature = "hcl")]
mod hcl;
mod hocon;
mod ini;
mod json;
#[cfg(feature = "yaml")]
mod lenient;
mod lines;
mod properties;
pub(crate) mod read_error;
mod repeated;
#[cfg(test)]
mod shown;
mod template;
mod toml;
mod tree;
mod xml;
#[cfg(feature = "yaml")]
mod yaml;

/// Reads a text. Most formats have one document; YAML may have several.
///
/// # Errors
///
/// Where the text breaks the rules of its format, is nested too deeply, or this build cannot read the format.
pub fn read(format: Format, text: &str) -> Result<Vec<Rc<Node>>, ReadError> {
    read_as_it_is(format, text).or_else(|error| {
        let may_have_templates = !matches!(format, Format::Hcl | Format::Hocon | Format::Xml | Format::Apache);
        let covered = may_have_templates.then(|| template::covered(format, text)).flatten();
        let covered = covered.ok_or_else(|| error.clone())?;
        read_as_it_is(format, &covered.text).map(|documents| covered.uncovered(&documents)).map_err(|_| error)
    })
}

fn read_as_it_is(format: Format, text: &str) -> Result<Vec<Rc<Node>>, ReadError> {
    match format {
        Format::Toml => toml::read(text).map(|node| vec![node]),
        Format::Json => json::read(text).map(|node| vec![node]),
        #[cfg(feature = "yaml")]
        Format::Yaml => read_yaml(text),
        #[cfg(feature = "yaml")]
        Format::FrontMatter => read_yaml(front_matter(text)),
        Format::Dotenv => dotenv::read(text).map(|node| vec![node]),
        Format::Properties => properties::read(text).map(|node| vec![node]),
        Format::Ini => read_settings(text).map(|node| vec![node]),
        #[cfg(feature = "hcl")]
        Format::Hcl => hcl::read(text).map(|node| vec![node]),
        Format::Hocon => hocon::read(text).map(|node| vec![node]),
        Format::Xml => xml::read(text).map(|node| vec![node]),
        Format::Apache => apache::read(text).map(|node| vec![node]),
        #[allow(unreachable_patterns, reason = "with every feature on, each format has its arm above")]
        other => {
            Err(ReadError { at: 0, message: format!("{other} cannot be read: the feature `{other}` is not enabled") })
        }
    }
}

/// Reads a file of settings. Programs call files `.cfg`, `.conf` and `.config` that are of several formats.
fn read_settings(text: &str) -> Result<Rc<Node>, ReadError> {
    // INI would take a tag for a name, and a directive with an address for a setting.
    let is_other = text.trim_start().starts_with('<') || text.lines().any(apache::is_directive);
    let mut reads = [ini::read, toml::read, hocon::read, apache::read, xml::read];
    if is_other {
        reads.reverse();
    }
    reads.iter().find_map(|read| read(text).ok()).map_or_else(|| ini::read(text), Ok)
}

#[cfg(feature = "yaml")]
fn read_yaml(text: &str) -> Result<Vec<Rc<Node>>, ReadError> {
    let plain = || lenient::with_plain_layout(text).and_then(|text| yaml::read(&text).ok());
    yaml::read(text).or_else(|error| plain().ok_or(error))
}

/// What is between two lines of hyphens at the beginning of a text; nothing if there are none.
#[cfg(feature = "yaml")]
fn front_matter(text: &str) -> &str {
    let is_mark = |line: &str| line.trim_end() == "---";
    let mut end = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        match (number, is_mark(line)) {
            (0, false) => return "",
            (0, true) | (_, false) => end += line.len(),
            (_, true) => return &text[..end],
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_toml_in_a_file_of_settings() {
        let text = "domains = [\n  \"example.com\",\n]\nscope = \"openid email\"\n";
        let [node] = &*read(Format::Ini, text).expect("TOML") else { panic!() };
        assert_eq!(shown::shown(text, node.get("scope").expect("a value")), "openid email<\"openid email\">");
        // What INI could read as well.
        for (text, key) in [
            ("OIDCProviderMetadataURL https://a.test/x\nOIDCScope openid\n", "OIDCScope"),
            ("<configuration>\n  <add key=\"a\" value=\"b\" />\n</configuration>\n", "configuration"),
            ("OIDCScope = openid\nOIDC_SCOPES: a\n", "OIDCScope"),
        ] {
            let [node] = &*read(Format::Ini, text).expect("settings") else { panic!() };
            assert!(node.get(key).is_some(), "{text}: {node:?}");
        }
        // What is neither is refused as INI.
        let error = read(Format::Ini, "google.scope {").expect_err("neither");
        assert!(error.message.starts_with("expected `name = value`"), "{error}");
    }

    #[test]
    fn settings_of_other_formats() {
        let value = |text: &str, path: &[&str]| {
            let mut node = Rc::clone(&read(Format::Ini, text).expect("a file")[0]);
            for key in path {
                let next = Rc::clone(node.get(key).expect(key));
                node = next;
            }
            shown::shown(text, &node)
        };
        assert_eq!(
            value("silhouette { google.scope = \"a b\" }\n", &["silhouette", "google", "scope"]),
            "a b<\"a b\">"
        );
        assert_eq!(value("OIDCScope \"openid email\"\n", &["OIDCScope"]), "openid email<\"openid email\">");
        assert_eq!(value("<a><scope>b</scope></a>", &["a", "scope"]), "b");
    }

    #[test]
    fn templates_around_values() {
        let tree = |format, text: &str| {
            let documents = read(format, text).unwrap_or_else(|error| panic!("{text}\n{error}"));
            documents.iter().map(|node| shown::shown(text, node)).collect::<Vec<_>>().join(" --- ")
        };
        for (format, text, expected) in [
            (
                Format::Json,
                "{\"a\": {{ .a }}, \"b\": \"x {{ .b }}\"}",
                "{a<\"a\">: ?{{ .a }}, b<\"b\">: x {{ .b }}<\"x {{ .b }}\">}",
            ),
            (
                Format::Json,
                "{\n{{- if .x }}\n\"a\": \"b\",\n{{- end }}\n\"c\": \"d\"}",
                "{a<\"a\">: b<\"b\">, c<\"c\">: d<\"d\">}",
            ),
            (Format::Toml, "a = {{ a }}\n{%- if b -%}\nb = \"c\"\n{% endif %}\n", "{a: ?{{ a }}, b: c<\"c\">}"),
            (Format::Ini, "{% if a %}\n[b]\nscope = c\n{% endif %}\n", "{b: {scope: c}}"),
        ] {
            assert_eq!(tree(format, text), expected);
        }
        assert!(read(Format::Json, "{\"a\": }").is_err());
        assert!(read(Format::Json, "{\"a\": {{ .a }").is_err());
    }

    #[cfg(feature = "yaml")]
    #[test]
    fn templates_in_yaml() {
        let tree = |text: &str| {
            let documents = read(Format::Yaml, text).unwrap_or_else(|error| panic!("{text}\n{error}"));
            documents.iter().map(|node| shown::shown(text, node)).collect::<Vec<_>>().join(" --- ")
        };
        for (text, expected) in [
            ("{{- if .Values.a }}\na: b\n{{- end }}\n", "{a: b}"),
            ("a:\n  {{- range .b }}\n  - {{ . | quote }}\n  {{- end }}\n  - c\n", "{a: [?{{ . | quote }}, c]}"),
            ("{{/* é\n x */}}\na: {{ .b }}-c # {{ d }}\n", "{a: {{ .b }}-c}"),
            (
                "{{ .k }}: \"{{ .a }} b\"\nc: [{{ .d }}, e]\n",
                "{{{ .k }}: {{ .a }} b<\"{{ .a }} b\">, c: [?{{ .d }}, e]}",
            ),
            ("a: %AAA%\nb: @bbb@ c\nd: @@DDD@@\n", "{a: ?%AAA%, b: @bbb@ c, d: ?@@DDD@@}"),
            ("a: {{ .b }}\n{% if c %}\nc: d\n{% endif %}\n", "{a: ?{{ .b }}, c: d}"),
            ("{# b: [\n c #}\na: {{ .b }}\n", "{a: ?{{ .b }}}"),
            ("a:\n- {{ .b }}\n  c: d\n- {{ .e }}\n", "{a: [{c: d}, ?{{ .e }}]}"),
        ] {
            assert_eq!(tree(text), expected);
        }
        assert!(read(Format::Yaml, "locales: @X\n").is_err());
        assert!(read(Format::Yaml, "{{ a }}\nb: [").is_err());
        let many = "{{ a }} ".repeat(50_000);
        let _ = read(Format::Yaml, &format!("a: [\n{many}"));
        let _ = read(Format::Yaml, &format!("a: b: c\n{}", "{{ a }}\n".repeat(50_000)));
    }

    #[cfg(feature = "yaml")]
    #[test]
    fn the_head_of_a_text() {
        let text = "---\ntitle: a\nhf_oauth_scopes:\n- email\n---\n# A: b: [\n";
        let [node] = &*read(Format::FrontMatter, text).expect("YAML") else { panic!() };
        assert_eq!(shown::shown(text, node), "{title: a, hf_oauth_scopes: [email]}");
        for text in ["# A: b: [\n", "", "---\na: [\n"] {
            assert_eq!(read(Format::FrontMatter, text), Ok(Vec::new()), "{text}");
        }
    }
}

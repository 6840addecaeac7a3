//! Configuration files with secrets: next to a list of scopes, at a wrong path, and at a syntax error.

/// A file, the path that is stated for it, and its text, in which `$S` and `$T` are secrets.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) file: &'static str,
    pub(crate) path: &'static str,
    pub(crate) text: &'static str,
}

const fn row(file: &'static str, path: &'static str, text: &'static str) -> Row {
    Row { file, path, text }
}

/// The secrets in a row, in words that no program would print by itself.
pub(crate) fn secret(number: usize) -> String {
    format!("hunter{number:02}qzx")
}

/// Another one.
pub(crate) fn second(number: usize) -> String {
    format!("kitten{number:02}vwy")
}

/// Files in which something is wrong with the value at the path.
pub(crate) const READABLE: &[Row] = &[
    // The secret is next to the value, on the same line.
    row("a.json", "scope", r#"{"client_secret":"$S","scope":"Read_profile"}"#),
    row("a.json", "scope", r#"{"scope":"read_profle","client_secret":"$S"}"#),
    row("a.json", "scope", r#"{"scope":["Read_profile"],"client_secret":"$S"}"#),
    row("a.json", "[].scope", r#"[{"s":"$S","scope":"read_profle"},{"s":"$T","scope":"read_profle"}]"#),
    row("a.json", "scope", r#"{"scope":"read_profile read_profile","s":"$S"}"#),
    row("a.jsonc", "scope", "{\"scope\": \"read_profle\" /* $S */}"),
    row("a.json5", "scope", "{scope: 'Read_profile', // $S\n}"),
    row("a.toml", "auth.scope", "auth = { secret = \"$S\", scope = \"read_profle\" }\n"),
    row("a.toml", "scope", "scope = \"read_profle\" # $S\n"),
    row("a.toml", "scope", "scope = [\"read_profle\", # $S\n]\n"),
    row("a.yaml", "auth.scope", "auth: {secret: $S, scope: read_profle}\n"),
    row("a.yaml", "scope", "scope: Read_profile # $S\n"),
    row("a.yaml", "scope", "scope:\n  - read_profle # $S\n"),
    row("a.yaml", "scope", "{scope: [read_profle], secret: $S}\n"),
    row("a.yaml", "data[scope]", "data: |\n  secret=$S\n  scope=read_profle\n"),
    row("a.env", "SCOPES", "SCOPES=read_profle # $S\n"),
    row("a.env", "SCOPES", "export SCOPES=read_profle TOKEN=$S\n"),
    row("a.env", "SCOPES", "SCOPES=read_profle,API_KEY=$S\n"),
    row("a.ini", "oauth.scope", "[oauth]\nscope = read_profle ; $S\n"),
    row("a.tf", "a.scope", "a = { secret = \"$S\", scope = \"read_profle\" }\n"),
    row("a.tf", "scope", "scope = \"Read_profile\" # $S\n"),
    row("a.hocon", "a.scope", "a { secret = \"$S\", scope = read_profle }\n"),
    row("a.hocon", "scope", "scope = \"Read_profile\" // $S\n"),
    row("a.xml", "c.@scope", "<c secret=\"$S\" scope=\"read_profle\"/>\n"),
    row("a.xml", "c.scope", "<c><secret>$S</secret><scope>Read_profile</scope><!-- $T --></c>\n"),
    row("a.htaccess", "OIDCScope", "OIDCClientSecret $S\nOIDCScope \"read_profle\"\n"),
    row("a.properties", "scope", "secret=$S\nscope=read_profle\n# $T\n"),
    row("a.md", "scope", "---\nsecret: $S\nscope: read_profle\n---\n# $T\n"),
    // The secret is on the lines around the value, which a diff would show.
    row("a.json", "scope", "{\n  \"client_secret\": \"$S\",\n  \"scope\": \"Read_profile\",\n  \"token\": \"$T\"\n}\n"),
    row("a.toml", "scope", "# $S\nscope = \"Read_profile\"\npassword = \"$T\"\n"),
    row("a.yaml", "scope", "token: $S\nscope: Read_profile\n# $T\n"),
    row("a.env", "SCOPES", "PASSWORD=$S\nSCOPES=Read_profile\nX=$T\n"),
    row("a.tf", "scope", "secret = \"$S\"\nscope = \"Read_profile\"\n# $T\n"),
    // The secret is in a value with several lines.
    row("a.yaml", "scope", "key: |\n  $S\nscope: >\n  read_profle\n  read_profile\n"),
    row("a.toml", "scope", "key = '''\n$S'''\nscope = '''\nread_profle'''\n"),
    row("a.properties", "scope", "scope=read_profle \\\n  read_profile\nkey=$S\\\n  $T\n"),
    // A path that leads to something else.
    row("a.json", "registry.token", r#"{"registry":{"token":"$S"}}"#),
    row("a.json", "scope", r#"{"scope":{"client_secret":"$S"}}"#),
    row("a.json", "scope{keys}", r#"{"scope":{"client_secret":"$S"}}"#),
    row("a.toml", "client-secret", "client-secret = '$S'\n"),
    row("a.toml", "refresh_token", "refresh_token = ['$S']\n"),
    row("a.env", "DB_PASSWORD", "DB_PASSWORD=$S\n"),
    row("a.env", "PASSWORD", "PASSWORD=$S\n"),
    row("a.env", "*", "PASSWORD=$S\nSCOPES=read_profle\n"),
    row("a.yaml", "url", "url: postgres://me:$S@db.example/x\n"),
    row("a.yaml", "auth", "auth: Bearer $S$T\n"),
    row("a.yaml", "key", "key: |\n  -----BEGIN PRIVATE KEY-----\n  $S\n"),
    row("a.yaml", "token", "token: ${TOKEN:-$S}\n"),
    row("a.yaml", "scope", "scope: ${TOKEN:-ghp_0123456789$S}\n"),
    row("a.json", "number.x", r#"{"number":{"x":12345678},"s":"$S"}"#),
    row("a.hocon", "db.url", "db.url = \"postgres://me:$S@db.example/x\"\n"),
    row("a.xml", "c.password", "<c><password>$S</password></c>\n"),
    row("a.htaccess", "OIDCClientSecret", "OIDCClientSecret $S\n"),
    row("a.ini", "db.password", "[db]\npassword = $S\n"),
    row("a.properties", "spring.datasource.password", "spring.datasource.password=$S\n"),
    row("a.tf", "client_secret", "client_secret = \"$S\"\n"),
    row("a.json", "clients.*.scope", r#"{"clients":{"ghp_0123456789$S":{"scope":"read_profle"}}}"#),
    row("a.json", "*.scope", r#"{"https://me:$S@x.example":{"scope":"read_profle"}}"#),
];

/// Files that cannot be read.
pub(crate) const BROKEN: &[Row] = &[
    row("a.toml", "scope", "client_secret = $S\nscope = 'read_profile'\n"),
    row("a.toml", "scope", "client_secret = \"$S\nscope = 'read_profile'\n"),
    row("a.toml", "scope", "\"client_secret\": $S\n"),
    row("a.toml", "scope", "client_secret = '$S'\nclient_secret = '$T'\n"),
    row("a.toml", "scope", "[a]\nb = 1\n[a.b]\nc = '$S'\n"),
    row("a.toml", "scope", "'$S' = 1\n'$S' = 2\n"),
    row("a.json", "scope", "{\"client_secret\": \"$S\" \"scope\": \"read_profile\"}"),
    row("a.json", "scope", "{\"client_secret\": $S}"),
    row("a.json", "scope", "{\"client_secret\": \"$S"),
    row("a.json", "scope", "{\"client_secret\": \"$S\\q\"}"),
    row("a.json", "scope", "{'client_secret': '$S' 'x'}"),
    row("a.yaml", "scope", "secret: *$S\n"),
    row("a.yaml", "scope", "secret: \"$S\n"),
    row("a.yaml", "scope", "secret: !$S [\n"),
    row("a.yaml", "scope", "secret: $S\n  x: y\n"),
    row("a.yaml", "scope", "$S: 1\n$S: 2\n- x\n"),
    row("a.yaml", "scope", "ghp_0123456789$S: 1\nx: 2\n"),
    row("a.yaml", "scope", "secret: {a: $S\n"),
    row("a.env", "SCOPES", "PASSWORD=\"$S\n"),
    row("a.env", "SCOPES", "PASSWORD='x' $S\n"),
    row("a.env", "SCOPES", "PASSWORD $S\n"),
    row("a.env", "SCOPES", "PASSWORD=$S\u{1}\u{fffd}\n"),
    row("a.ini", "oauth.scope", "[oauth\nsecret = $S\n"),
    row("a.ini", "oauth.scope", "[$S]]\nx\n[$T\n"),
    row("a.properties", "scope", "secret=\\u12$S\n"),
    row("a.tf", "scope", "secret = \"$S\n"),
    row("a.tf", "scope", "secret = $S }\n"),
    row("a.tf", "scope", "secret $S\n"),
    row("a.tf", "scope", "$S = 1\n$S = 2\n"),
    row("a.hocon", "scope", "secret = \"$S\n"),
    row("a.hocon", "scope", "secret $S\n"),
    row("a.hocon", "scope", "secret = ${$S\n"),
    row("a.hocon", "scope", "a { b = 1 } $S\n} $T\n"),
    row("a.xml", "scope", "<c><$S>x</c>\n"),
    row("a.xml", "scope", "<c secret=$S>x</c>\n"),
    row("a.xml", "scope", "<c>&$S;</c>\n"),
    row("a.xml", "scope", "<c></$S>\n"),
    row("a.htaccess", "OIDCScope", "<Location \"$S\">\nOIDCScope x\n"),
    row("a.htaccess", "OIDCScope", "OIDCScope x\n</$S>\n"),
    row("a.htaccess", "OIDCScope", "<$S\nOIDCScope x\n"),
    row("a.md", "scope", "---\nsecret: *$S\n---\n"),
    row("a.txt", "scope", "secret = $S\n"),
];

//! Against a real authorization server on 127.0.0.1: `oidc-provider`, which `server/server.mjs` starts.
//!
//! Without Node.js, or without `npm install` in the folder `server`, the tests are skipped and say so.

#[path = "../src/client.rs"]
mod client;

use std::collections::BTreeSet;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use client::{Client, Endpoints, Outcome};
use oauth_scopes::Scopes;
use oauth_scopes::check::Checker;
use serde::Deserialize;

/// A list that is in no catalog.
const fn unchecked(text: &'static str) -> Scopes {
    Scopes { __unchecked: text }
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the server's clients may request; the metadata lists these and two more, which need an agreement.
const ALLOWED: &[&str] =
    &["read:cups", "write:cups", "read:shelves", "write:shelves", "wash", "brew.start", "brew.stop"];

/// What a program may write, right and wrong.
const REQUESTS: &[&str] = &[
    "",
    "read:cups",
    "write:cups",
    "read:shelves",
    "write:shelves",
    "wash",
    "brew.start",
    "brew.stop",
    "read:cups write:cups",
    "write:cups read:cups",
    "wash brew.start brew.stop",
    "read:cups read:cups",
    "read:cups write:cups read:shelves write:shelves",
    "read:cups write:cups read:shelves write:shelves wash brew.start brew.stop",
    "read:cup",
    "read:cupz",
    "cups:read",
    "read_cups",
    "read-cups",
    "read.cups",
    "Read:cups",
    "READ:CUPS",
    "washing",
    "brew.begin",
    "brew",
    "brew.start.now",
    "read",
    "write",
    "read:cups,write:cups",
    "read:cups, write:cups",
    "read:cups\twrite:cups",
    "read:cups;write:cups",
    "read:cups+write:cups",
    "read:cups%20write:cups",
    "\"read:cups\"",
    "'read:cups'",
    "read:cups delete:cups",
    "admin",
    "admin:users",
    "read:cups admin",
    "\u{440}ead:cups",
    "urn:cups/read:cups",
];

/// A running server; it ends when this is dropped.
struct Server {
    process: Child,
    /// Kept open: the server may print more.
    _output: BufReader<ChildStdout>,
    issuer: String,
}

impl Server {
    /// `None` if there is no server to be had.
    fn start() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("server");
        if !folder.join("node_modules/oidc-provider").is_dir() {
            println!("skipped: run `npm install --no-package-lock` in {}", folder.display());
            return None;
        }
        let node = Command::new("node")
            .arg(folder.join("server.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut process) = node else {
            println!("skipped: Node.js was not found");
            return None;
        };
        let mut line = String::new();
        let mut output = BufReader::new(process.stdout.take().expect("its standard output"));
        output.read_line(&mut line).expect("its port");
        let port: u16 = line.trim().parse().expect("its port");
        Some(Self { process, _output: output, issuer: format!("http://127.0.0.1:{port}") })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn on_runtime(test: impl AsyncFnOnce(&Server) -> Result<()>) {
    let Some(server) = Server::start() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(test(&server)).expect("the server answers");
}

/// The answer of the token endpoint.
#[derive(Deserialize)]
struct Answer {
    error: Option<String>,
    scope: Option<String>,
}

impl Answer {
    /// Whether everything was granted that was requested.
    fn accepts(&self, request: &str) -> bool {
        let requested: BTreeSet<&str> = request.split(' ').filter(|name| !name.is_empty()).collect();
        let granted: BTreeSet<&str> = self.scope.as_deref().unwrap_or_default().split_whitespace().collect();
        self.error.is_none() && granted == requested
    }
}

/// The catalog that is imported from the server's metadata, for a client that may not request everything.
async fn imported(server: &Server, http: &reqwest::Client) -> Result<Checker> {
    let address = format!("{}/.well-known/openid-configuration", server.issuer);
    let metadata = http.get(address).send().await?.text().await?;
    let description = scope_import::read(&metadata, &scope_import::ReadOptions::default())?;
    let catalog = scope_import::write::catalog(&description, &scope_import::write::CatalogHead::default());
    // Metadata may leave scopes out (RFC 8414 §2); that of this server does not.
    assert!(catalog.contains("coverage = \"partial\""), "{catalog}");
    let catalog = catalog.replace("coverage = \"partial\"", "coverage = \"complete\"");
    let client = format!("{catalog}\n[clients.machine]\nallow = {ALLOWED:?}\ndefault = true\n");
    Ok(Checker::from_text(&client)?)
}

/// The server refuses a scope that the client may not request (`invalid_scope`), and grants nothing for one that it does not
/// know: both are wrong, and nothing else is.
#[test]
fn the_verdict_is_that_of_the_server() {
    on_runtime(async |server| {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let checker = imported(server, &http).await?;
        let (mut differences, mut refused) = (Vec::new(), 0);
        for request in REQUESTS {
            let form = [
                ("grant_type", "client_credentials"),
                ("client_id", "machine"),
                ("client_secret", "made-up"),
                ("scope", request),
            ];
            let answer = http.post(format!("{}/token", server.issuer)).form(&form).send().await?;
            let answer: Answer = serde_json::from_slice(&answer.bytes().await?)?;
            assert!(answer.error.as_deref().is_none_or(|error| error == "invalid_scope"), "{:?}", answer.error);
            refused += usize::from(!answer.accepts(request));
            if answer.accepts(request) != checker.check(request).is_ok() {
                differences.push(format!(
                    "{request:?}: {:?} {:?}, {}",
                    answer.error,
                    answer.scope,
                    checker.findings(request)
                ));
            }
        }
        assert!(differences.is_empty(), "{}", differences.join("\n"));
        println!("{} requests, {refused} refused, no difference", REQUESTS.len());
        Ok(())
    });
}

/// From a first login with too little to an incremental grant: the server's own `/me` demands `openid`.
#[test]
fn from_a_first_login_to_an_incremental_grant() {
    on_runtime(async |server| {
        let issuer = &server.issuer;
        let mut client = Client::new(Endpoints {
            authorize: format!("{issuer}/auth"),
            token: format!("{issuer}/token"),
            resource: format!("{issuer}/me"),
        })?;
        client.sign_in(&unchecked("read:cups")).await?;
        assert_eq!(client.granted().as_str(), "read:cups");
        let Outcome::Refused(refusal) = client.call("GET").await? else { return Err("it is refused".into()) };
        assert_eq!(refusal.to_string(), "insufficient scope: the request needs `openid`; the token grants `read:cups`");
        assert_eq!(refusal.realm(), Some(&**issuer));
        assert!(refusal.next_request(&unchecked("read:cups")).is_err(), "nothing beyond what the program allows");
        let next = refusal.next_request(&unchecked("openid read:cups"))?;
        client.sign_in(&next).await?;
        assert_eq!(client.granted().iter().collect::<BTreeSet<_>>(), BTreeSet::from(["openid", "read:cups"]));
        let outcome = client.call("GET").await?;
        assert!(matches!(&outcome, Outcome::Done(text) if text.contains("somebody")), "{outcome}");
        client.forget();
        let outcome = client.call("GET").await?;
        assert_eq!(outcome.to_string(), "the token is invalid: RefreshOrAuthorize");
        Ok(())
    });
}

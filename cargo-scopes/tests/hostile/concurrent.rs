//! Tests several processes that write the same file: no change is lost silently.

use super::checkout::Checkout;

#[test]
fn what_is_added_at_the_same_time_is_all_there() {
    add_at_the_same_time(&Checkout::new());
    let empty = Checkout::new();
    std::fs::remove_file(empty.path("work/scopes.toml")).expect("a file");
    add_at_the_same_time(&empty);
}

fn add_at_the_same_time(checkout: &Checkout) {
    let providers = ["github", "slack", "google", "spotify", "discord", "dropbox"];
    let children: Vec<_> = providers
        .iter()
        .map(|provider| {
            let mut command = checkout.command("work", &["add", provider]);
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
            command.spawn().expect("the command")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("the command");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let catalog = checkout.read("work/scopes.toml");
    for provider in providers {
        assert!(catalog.contains(&format!("\"{provider}\"")), "{provider}: {catalog}");
    }
}

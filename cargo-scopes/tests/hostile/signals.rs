//! Ctrl-C leaves nothing behind.

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::checkout::{Checkout, pipe};

/// A fake `git` that waits when files are requested, while `diff` writes into a temporary folder.
#[test]
fn what_diff_writes_goes_away() {
    for signal in ["INT", "TERM"] {
        let checkout = Checkout::new();
        checkout.commit();
        checkout.write("temporary/.keep", "");
        let (ready, held) = (checkout.path("ready"), checkout.path("held"));
        pipe(&ready);
        pipe(&held);
        let script = format!(
            "#!/bin/sh\ncase \"$*\" in *cat-file*) echo > '{}'; exec cat '{}';; *) PATH=/usr/bin:/bin:/usr/local/bin exec git \"$@\";; esac\n",
            ready.display(),
            held.display()
        );
        checkout.executable("bin/git", &script);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(checkout.path("bin")).chain(std::env::split_paths(&path));
        let mut command = checkout.command("work", &["diff"]);
        command.env("PATH", std::env::join_paths(folders).expect("a path")).env("TMPDIR", checkout.path("temporary"));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command");
        let id = child.id().to_string();
        // Whoever waits for git goes on where the command has ended before.
        let (end, otherwise) = (ready.clone(), File::options().read(true).write(true).open(&ready).expect("a pipe"));
        let ended = std::thread::spawn(move || {
            let status = child.wait();
            let _ = File::options().write(true).open(end).map(|mut pipe| pipe.write_all(b"\n"));
            status
        });
        let mut first = [0];
        (&otherwise).read_exact(&mut first).expect("a text");
        assert_eq!(checkout.names("temporary").len(), 2, "{:?}", checkout.names("temporary"));
        let status = Command::new("kill").args([&format!("-{signal}"), &id]).status().expect("kill");
        assert!(status.success());
        assert_eq!(ended.join().expect("a thread").expect("the command").code(), Some(130), "{signal}");
        assert_eq!(checkout.names("temporary"), [".keep"], "{signal}");
        // The program that waits ends, too.
        File::options().write(true).open(&held).expect("a pipe").write_all(b"").expect("nothing");
    }
}

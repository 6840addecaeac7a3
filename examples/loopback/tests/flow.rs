//! Runs the whole program, and checks its output.

use std::process::Command;

#[test]
fn it_prints_what_is_expected() {
    let output = Command::new(env!("CARGO_BIN_EXE_loopback")).output().expect("the program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    assert_eq!(printed, include_str!("../expected.txt").replace("\r\n", "\n"));
}

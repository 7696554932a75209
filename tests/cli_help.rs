//! Help and wrong arguments: every sentence of `--help` is there in Vietnamese, and a program
//! that asked for JSON gets JSON even where its arguments make no sense.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::process::Command;

use program::program;

/// Standard output of `kyso … --help`, in lines wide enough that no sentence is broken.
fn help(command: &[&str], lang: &str) -> String {
    let output = Command::new(program())
        .args(command)
        .args(["--help", "--lang", lang])
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the help of `command` lists.
fn commands(command: &[&str]) -> Vec<String> {
    let help = help(command, "en");
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = list.lines().take_while(|line| line.starts_with("  "));
    lines
        .filter_map(|line| Some(line.split_whitespace().next()?.to_owned()))
        .collect()
}

fn assert_translated(command: &[&str]) {
    let vietnamese = help(command, "vi");
    for line in help(command, "en").lines() {
        let is_sentence = line.split_whitespace().count() > 3;
        // Lists of values are the same in every language.
        let is_usage = line.starts_with("Usage: ") || line.ends_with(']');
        assert!(
            !is_sentence || is_usage || !vietnamese.contains(line.trim()),
            "kyso {command:?} --help --lang vi says in English: {line}"
        );
    }
    for word in ["Options:", "Usage:", "Commands:", "Arguments:", "Print "] {
        assert!(!vietnamese.contains(word), "{command:?}: {word}");
    }
}

#[test]
fn every_command_explains_itself_in_vietnamese() {
    let first = commands(&[]);
    assert!(first.len() >= 6, "{first:?}");
    assert_translated(&[]);
    for command in &first {
        assert_translated(&[command]);
        for below in commands(&[command]) {
            assert_translated(&[command, &below]);
        }
    }
}

#[test]
fn wrong_arguments_are_told_in_the_form_asked_for() {
    for arguments in [
        &["sign", "--json"][..],
        &["verify", "--json", "--no-such"],
        &["--json"],
    ] {
        let ran = program::kyso(arguments);
        assert_eq!(ran.status, 2, "{ran:?}");
        assert_eq!(ran.json()["schema"], "kyso/error/1");
        assert_eq!(ran.json()["error"]["kind"], "usage");
    }
    let ran = program::kyso(&["verify", "--no-such"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran:?}");
}

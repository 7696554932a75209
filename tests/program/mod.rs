//! Runs the command line program as a user does.

// Each test file uses some of it.
#![allow(dead_code)]

use std::{
    ffi::OsStr,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// A moment at which the test certificates are valid.
pub const NOW: &str = "2026-11-24T09:03:04+07:00";

/// How a run ended.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Standard output as one JSON object.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Standard output as a JSON object a line.
    pub fn json_lines(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl std::fmt::Debug for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            status,
            stdout,
            stderr,
        } = self;
        write!(f, "status {status}\n{stdout}\n--- stderr\n{stderr}")
    }
}

/// The program, which `cargo test` builds beside the tests.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let name = format!("kyso{}", std::env::consts::EXE_SUFFIX);
    let program = folder.join("examples").join(name);
    assert!(
        program.exists(),
        "{} is missing: `cargo build --example kyso` makes it",
        program.display()
    );
    program
}

/// A command that speaks English and knows the passwords of the test keys and documents.
pub fn command(arguments: &[impl AsRef<OsStr>]) -> Command {
    command_in("en", arguments)
}

fn command_in(lang: &str, arguments: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(program());
    command
        .args(arguments)
        .args(["--lang", lang])
        .env("KEY_PASSWORD", "kyso-test")
        .env("PDF_PASSWORD", "nguoi-dung");
    command
}

/// Runs the program in a language.
pub fn speaking(lang: &str, arguments: &[impl AsRef<OsStr>]) -> Ran {
    run(command_in(lang, arguments), b"")
}

/// Runs the program.
pub fn kyso(arguments: &[impl AsRef<OsStr>]) -> Ran {
    kyso_with_input(arguments, b"")
}

/// Runs the program with `input` on its standard input.
pub fn kyso_with_input(arguments: &[impl AsRef<OsStr>], input: &[u8]) -> Ran {
    run(command(arguments), input)
}

/// Runs the program in `folder`.
pub fn kyso_in(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> Ran {
    let mut command = command(arguments);
    command.current_dir(folder);
    run(command, b"")
}

fn run(mut command: Command, input: &[u8]) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// `kyso sign` by the test leader at [`NOW`], and `arguments`.
pub fn sign(arguments: &[impl AsRef<OsStr>]) -> Ran {
    kyso(&sign_arguments(arguments))
}

/// The arguments of [`sign`].
pub fn sign_arguments(arguments: &[impl AsRef<OsStr>]) -> Vec<std::ffi::OsString> {
    let key = testdata("keys/leader-rsa2048.p12");
    let mut all: Vec<std::ffi::OsString> = vec!["sign".into()];
    all.extend(
        arguments
            .iter()
            .map(|argument| argument.as_ref().to_owned()),
    );
    all.extend(["--identity".into(), key.into_os_string()]);
    all.extend(["--password-env", "KEY_PASSWORD", "--time", NOW].map(Into::into));
    all
}

/// A file of the repository's test data.
pub fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata")
        .join(name)
}

/// A folder with these files; each is a copy of a sample, or `not a pdf` where its name says so.
pub fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if file.contains("broken") {
            fs::write(path, "not a pdf").unwrap();
        } else {
            fs::copy(testdata("samples/cong-van.pdf"), path).unwrap();
        }
    }
    folder
}

/// The names in `folder`, its temporary files included.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// `path` as text.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

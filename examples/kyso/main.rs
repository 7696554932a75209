//! `kyso`: signs folders of PDF documents and says of signed ones who signed, when, and what has
//! changed since.
//!
//! Arguments → checked settings → one call of the library → exit status (`exit`). Each command
//! has a module of its own; words for people go to standard error, answers to standard output.

mod args;
mod cert;
mod clock;
mod demo;
mod escape;
mod exit;
mod help;
mod identity;
mod inputs;
mod inspect;
mod lang;
mod limits;
mod ordered;
mod parse;
mod password;
mod path_json;
mod pki;
mod random;
mod sign;
mod stop;
mod terminal;
mod verify;

use std::{ffi::OsString, process::ExitCode};

use args::Command;
use exit::Status;
use stop::Stop;
use terminal::Terminal;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let arguments = match help::parse(&words) {
        Ok(arguments) => arguments,
        Err(status) => return status,
    };
    let terminal = Terminal::new(&arguments);
    let outcome = run(&arguments.command, &terminal);
    outcome
        .unwrap_or_else(|stop| terminal.tell_stop(&stop))
        .into()
}

fn run(command: &Command, terminal: &Terminal) -> Result<Status, Stop> {
    match command {
        Command::Demo(args) => demo::run(args, terminal),
        Command::Sign(args) => sign::run(args, terminal),
        Command::Verify(args) => verify::run(args, terminal),
        Command::Inspect(args) => inspect::run(args, terminal),
        Command::Cert(args) => cert::run(args, terminal),
        Command::Pki(args) => pki::run(args, terminal),
    }
}

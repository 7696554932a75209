//! The arguments understood, and `--help` in the user's language. The arguments stand in their modules in English; `vietnamese`
//! has the same sentences in Vietnamese.

mod vietnamese;

use std::{ffi::OsString, process::ExitCode};

use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches, builder::StyledStr};
use kyso::text::Lang;

use crate::{
    args::Arguments,
    exit::Status,
    lang::{self, LangArg},
    stop::Stop,
    terminal::{Form, Terminal},
};

/// The arguments that `words` are; else what to end with, all being told.
pub fn parse(words: &[OsString]) -> Result<Arguments, ExitCode> {
    let lang = lang(words);
    let command = in_language(Arguments::command(), lang);
    let parsed = command
        .try_get_matches_from(words)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if !error.use_stderr() {
            // Help or version: an answer.
            let _ = error.print();
            return Status::Good.into();
        }
        let form = form(words);
        if form == Form::Words {
            let _ = error.print();
            return Status::CannotStart.into();
        }
        let told = error.to_string();
        let detail = told.lines().next().unwrap_or_default();
        let stop = Stop::usage("kyso", detail.trim_start_matches("error: "));
        Terminal { lang, form }.tell_stop(&stop).into()
    })
}

/// The form of the answer, where the arguments as a whole are not understood.
fn form(words: &[OsString]) -> Form {
    if words.iter().any(|word| word == "--json") {
        Form::Json
    } else if words.iter().any(|word| word == "--json-lines") {
        Form::JsonLines
    } else {
        Form::Words
    }
}

/// The language for help, before the arguments are understood.
fn lang(arguments: &[OsString]) -> Lang {
    let words: Vec<_> = arguments
        .iter()
        .map(|word| word.to_string_lossy())
        .collect();
    let named = words
        .iter()
        .enumerate()
        .find_map(|(index, word)| match word.as_ref() {
            "--lang" => words.get(index + 1).map(|value| value.to_string()),
            word => word.strip_prefix("--lang=").map(str::to_owned),
        });
    lang::choose(match named.as_deref() {
        Some("vi") => Some(LangArg::Vi),
        Some("en") => Some(LangArg::En),
        _ => None,
    })
}

/// `command` with its help in `lang`.
fn in_language(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::Vi => vietnamese(command, true),
        Lang::En => command,
    }
}

fn vietnamese(command: Command, is_whole: bool) -> Command {
    let about = command.get_about().and_then(translated);
    let mut command = command
        .mut_args(argument)
        .mut_subcommands(|below| vietnamese(below, false))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Lệnh")
        .help_template("{about-with-newline}\nCách dùng: {usage}\n\n{all-args}{after-help}")
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .display_order(2000)
                .help_heading("Tùy chọn")
                .help("Hiển thị hướng dẫn này"),
        );
    if is_whole {
        command = command.arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .display_order(2001)
                .help_heading("Tùy chọn")
                .help("Hiển thị phiên bản"),
        );
    }
    match about {
        Some(about) => command.about(about),
        None => command,
    }
}

fn argument(argument: Arg) -> Arg {
    let heading = match argument.get_help_heading() {
        Some(heading) => vietnamese::of(heading).unwrap_or("Tùy chọn"),
        None if argument.is_positional() => "Tham số",
        None => "Tùy chọn",
    };
    let help = argument.get_help().and_then(translated);
    // The meanings of the values stand in the sentence itself.
    let explains_values = argument
        .get_possible_values()
        .iter()
        .any(|value| value.get_help().is_some());
    let mut argument = argument
        .help_heading(heading)
        .hide_possible_values(explains_values);
    if let Some(help) = help {
        argument = argument.help(help).long_help(None::<&str>);
    }
    argument
}

fn translated(text: &StyledStr) -> Option<&'static str> {
    vietnamese::of(&text.to_string())
}

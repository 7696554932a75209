//! The arguments understood, and `--help` in the user's language. The arguments stand in their
//! modules in English; `vietnamese` has the same sentences in Vietnamese; `mistake` tells what is
//! wrong with arguments in both.

mod mistake;
mod vietnamese;

use std::{ffi::OsString, process::ExitCode};

use clap::{
    Arg, ArgAction, Command, CommandFactory, FromArgMatches, builder::StyledStr, error::ErrorKind,
};
use kyso::text::Lang;

use crate::{
    args::Arguments,
    exit::Status,
    lang::{self, LangArg},
    limits,
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
        let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        if is_help && form == Form::Words {
            let _ = error.print();
            return Status::CannotStart.into();
        }
        let terminal = Terminal { lang, form };
        terminal.tell_stop(&mistake::stop(&error, words)).into()
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
    let command = command.mut_subcommands(|below| {
        if below
            .get_arguments()
            .all(|argument| argument.get_id() != "limits")
        {
            return below;
        }
        below.after_help(limits::help(lang))
    });
    match lang {
        Lang::Vi => {
            let mut built = command.clone();
            built.build();
            vietnamese(command, &mut built, true)
        }
        Lang::En => command,
    }
}

/// `built` is the same command in English, whole: it knows how it is used.
fn vietnamese(command: Command, built: &mut Command, is_whole: bool) -> Command {
    let about = command.get_about().and_then(translated);
    let usage = vietnamese::usage(&built.render_usage().to_string());
    let mut command = command
        .override_usage(usage)
        .mut_args(argument)
        .mut_subcommands(|below| {
            let name = below.get_name().to_owned();
            match built.find_subcommand_mut(&name) {
                Some(built) => vietnamese(below, built, false),
                None => below,
            }
        })
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Lệnh")
        .subcommand_value_name("LỆNH")
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
    let values = values(&argument);
    let names = names(&argument);
    let mut argument = argument.help_heading(heading);
    if argument.get_action().takes_values() {
        argument = argument.hide_possible_values(true).hide_default_value(true);
    }
    if let Some(help) = help {
        argument = argument
            .help(format!("{help}{values}"))
            .long_help(None::<&str>);
    }
    match names {
        Some(names) => argument.value_names(names),
        None => argument,
    }
}

/// The values to choose from, unless their meanings stand in the sentence itself; and the one
/// that holds where none is named.
fn values(argument: &Arg) -> String {
    let mut told = String::new();
    let possible = argument.get_possible_values();
    let explained = possible.iter().any(|value| value.get_help().is_some());
    if argument.get_action().takes_values() && !possible.is_empty() && !explained {
        let names: Vec<&str> = possible.iter().map(|value| value.get_name()).collect();
        told = format!(" [một trong: {}]", names.join(", "));
    }
    if let (true, [default]) = (
        argument.get_action().takes_values(),
        argument.get_default_values(),
    ) {
        told.push_str(&format!(" [mặc định: {}]", default.to_string_lossy()));
    }
    told
}

/// What stands for the argument's values.
fn names(argument: &Arg) -> Option<Vec<String>> {
    if !argument.get_action().takes_values() {
        return None;
    }
    let own = argument.get_id().as_str().to_uppercase();
    let names = argument.get_value_names();
    let names = names.map_or(vec![own], |names| {
        names.iter().map(ToString::to_string).collect()
    });
    Some(
        names
            .iter()
            .map(|name| vietnamese::value_name(name))
            .collect(),
    )
}

fn translated(text: &StyledStr) -> Option<&'static str> {
    vietnamese::of(&text.to_string())
}

//! Arguments that clap does not take, told in the user's language.

use std::ffi::OsString;

use clap::{
    CommandFactory,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
use kyso::text::Phrase;

use crate::{args::Arguments, parse::Refused, stop::Stop};

/// What is told of `error` in `words`: the command it is about, what is wrong, and the next step.
pub fn stop(error: &Error, words: &[OsString]) -> Stop {
    let command = command(words);
    let advice = advice(error, &command);
    Stop::usage(command, sentence(error)).advising(advice)
}

/// `kyso sign`: as far as the words name commands.
fn command(words: &[OsString]) -> String {
    let mut command = Arguments::command();
    let mut names = "kyso".to_owned();
    for word in words.iter().skip(1) {
        if let Some(below) = command.find_subcommand(word) {
            names = format!("{names} {}", below.get_name());
            command = below.clone();
        }
    }
    names
}

fn sentence(error: &Error) -> Phrase {
    let argument = said(error, ContextKind::InvalidArg);
    let value = said(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::ArgumentConflict => conflict(error, &argument),
        ErrorKind::InvalidValue if value.is_empty() => Phrase::new(
            format!("{argument} phải có giá trị đi kèm"),
            format!("{argument} needs a value"),
        ),
        ErrorKind::InvalidValue => not_taken(error, &argument, &value),
        ErrorKind::ValueValidation => match refused(error) {
            Some(expected) => Phrase::new(
                format!("{argument} không nhận “{value}”: {}", expected.vi),
                format!("{argument} does not take “{value}”: {}", expected.en),
            ),
            None => not_taken(error, &argument, &value),
        },
        ErrorKind::UnknownArgument => Phrase::new(
            format!("không có tùy chọn hay tham số {argument}"),
            format!("there is no option or argument {argument}"),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = said(error, ContextKind::InvalidSubcommand);
            Phrase::new(
                format!("không có lệnh {name}"),
                format!("there is no command {name}"),
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Phrase::new("chưa nêu lệnh cần chạy", "no command is named")
        }
        ErrorKind::MissingRequiredArgument => Phrase::new(
            format!("còn thiếu {argument}"),
            format!("{argument} is missing"),
        ),
        kind => other(kind, &argument, &value),
    }
}

/// What seldom goes wrong.
fn other(kind: ErrorKind, argument: &str, value: &str) -> Phrase {
    match kind {
        ErrorKind::NoEquals => Phrase::new(
            format!("{argument} phải viết liền với giá trị bằng dấu ="),
            format!("{argument} takes its value behind ="),
        ),
        ErrorKind::TooManyValues => Phrase::new(
            format!("{argument} không nhận thêm giá trị “{value}”"),
            format!("{argument} takes no further value “{value}”"),
        ),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => Phrase::new(
            format!("số giá trị của {argument} không đúng"),
            format!("{argument} has the wrong number of values"),
        ),
        ErrorKind::InvalidUtf8 => Phrase::new(
            "có tham số không phải là văn bản UTF-8",
            "an argument is not UTF-8 text",
        ),
        _ => Phrase::new(
            "không hiểu được các tham số",
            "the arguments are not understood",
        ),
    }
}

fn conflict(error: &Error, argument: &str) -> Phrase {
    let other = said(error, ContextKind::PriorArg);
    if other == argument || other.is_empty() {
        return Phrase::new(
            format!("{argument} chỉ được nêu một lần"),
            format!("{argument} can be given only once"),
        );
    }
    Phrase::new(
        format!("{argument} không dùng chung được với {other}"),
        format!("{argument} cannot be used together with {other}"),
    )
}

fn not_taken(error: &Error, argument: &str, value: &str) -> Phrase {
    let values = said(error, ContextKind::ValidValue);
    let (vi, en) = match values.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!("; chọn một trong: {values}"),
            format!("; choose one of: {values}"),
        ),
    };
    Phrase::new(
        format!("{argument} không nhận “{value}”{vi}"),
        format!("{argument} does not take “{value}”{en}"),
    )
}

fn advice(error: &Error, command: &str) -> Phrase {
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let suggested = suggested.map(|kind| said(error, kind)).concat();
    let (vi, en) = match suggested.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!("Có phải ý bạn là {suggested}? "),
            format!("Did you mean {suggested}? "),
        ),
    };
    Phrase::new(
        format!("{vi}Xem cách dùng bằng {command} --help."),
        format!("{en}{command} --help tells how it is used."),
    )
}

/// Our own parser's reason.
fn refused(error: &Error) -> Option<&Refused> {
    std::error::Error::source(error)?.downcast_ref()
}

fn said(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

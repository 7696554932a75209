//! Which language words for people are in.

use clap::ValueEnum;
use kyso::text::Lang;

/// `--lang`
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    Vi,
    En,
}

/// `--lang`, else the locale of messages, else Vietnamese.
pub fn choose(argument: Option<LangArg>) -> Lang {
    match argument {
        Some(LangArg::Vi) => Lang::Vi,
        Some(LangArg::En) => Lang::En,
        None => of_locale(|name| std::env::var(name).ok()),
    }
}

/// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that says something decides (POSIX). Where none
/// does (a service, Windows), the words are for those whom kyso is made for.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match locale {
        Some(locale) if !locale.to_ascii_lowercase().starts_with("vi") => Lang::En,
        _ => Lang::Vi,
    }
}

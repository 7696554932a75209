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

#[cfg(test)]
mod tests {
    use kyso::text::Lang;

    use super::of_locale;

    #[test]
    fn the_first_variable_that_says_something_decides() {
        let locale = |pairs: &'static [(&str, &str)]| {
            of_locale(|name| {
                let pair = pairs.iter().find(|(key, _)| *key == name)?;
                Some(pair.1.to_owned())
            })
        };
        assert_eq!(locale(&[("LANG", "vi_VN.UTF-8")]), Lang::Vi);
        assert_eq!(locale(&[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(locale(&[("LANG", "vi_VN"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(
            locale(&[("LC_ALL", ""), ("LC_MESSAGES", "vi"), ("LANG", "C")]),
            Lang::Vi
        );
        assert_eq!(locale(&[]), Lang::Vi);
    }
}

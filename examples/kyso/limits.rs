//! `--limit NAME=VALUE`: what one file may cost.

use clap::Args;
use kyso::{Limit, Limits, text::Lang};

use crate::parse::Refused;

/// `--limit`, as often as wanted.
#[derive(Args, Clone, Debug)]
pub struct LimitArgs {
    /// Raise or lower a limit on what one file may cost; K, M and G stand for 1024 and its powers
    #[arg(
        long = "limit",
        value_name = "NAME=VALUE",
        value_parser = parse,
        display_order = 900
    )]
    limits: Vec<(Limit, u64)>,
}

impl LimitArgs {
    /// The limits as they were set; of one that is named twice the last counts.
    pub fn limits(&self) -> Limits {
        let set = self.limits.iter();
        set.fold(Limits::default(), |limits, (limit, value)| {
            limits.with(*limit, *value)
        })
    }
}

/// What stands at the end of the help of a command that knows `--limit`: names, defaults and what
/// is counted.
pub fn help(lang: Lang) -> String {
    let mut told = match lang {
        Lang::Vi => "Các giới hạn của --limit [mặc định]:".to_owned(),
        Lang::En => "Limits for --limit [defaults]:".to_owned(),
    };
    let defaults = Limits::default();
    for limit in Limit::ALL {
        let value = format!("[{}]", written(defaults.get(*limit)));
        let about = limit.about(lang);
        told.push_str(&format!("\n  {:<17} {value:<11} {about}", limit.as_str()));
    }
    told
}

const UNITS: [(char, u64); 3] = [('G', 1 << 30), ('M', 1 << 20), ('K', 1 << 10)];

/// The shortest form that [`parse`] takes.
fn written(value: u64) -> String {
    let mut units = UNITS.iter();
    match units.find(|(_, size)| value >= 1 << 20 && value.is_multiple_of(*size)) {
        Some((unit, size)) => format!("{}{unit}", value / size),
        None => value.to_string(),
    }
}

/// `tree_nodes=2000000`, `decoded_stream=1G`.
fn parse(text: &str) -> Result<(Limit, u64), Refused> {
    let (name, value) = text.split_once('=').ok_or_else(|| {
        Refused::new(
            "viết TÊN=GIÁ_TRỊ, ví dụ tree_nodes=2000000",
            "write NAME=VALUE, for example tree_nodes=2000000",
        )
    })?;
    let limit = Limit::named(name).ok_or_else(|| unknown(name))?;
    let value = number(value).ok_or_else(|| {
        Refused::new(
            "giá trị phải là số nguyên không âm, có thể kèm K, M hoặc G, ví dụ 512M",
            "the value is a whole number, behind which K, M or G may stand, for example 512M",
        )
    })?;
    if value > limit.most() {
        let most = limit.most();
        return Err(Refused::new(
            format!("{limit} không thể lớn hơn {most}"),
            format!("{limit} cannot be more than {most}"),
        ));
    }
    Ok((limit, value))
}

fn unknown(name: &str) -> Refused {
    let names: Vec<&str> = Limit::ALL.iter().map(|limit| limit.as_str()).collect();
    let names = names.join(", ");
    Refused::new(
        format!("không có giới hạn {name}; chọn một trong: {names}"),
        format!("there is no limit {name}; choose one of: {names}"),
    )
}

fn number(text: &str) -> Option<u64> {
    let mut units = UNITS.iter();
    let found = units.find_map(|(unit, size)| Some((text.strip_suffix(*unit)?, *size)));
    let (digits, size) = found.unwrap_or((text, 1));
    digits.parse::<u64>().ok()?.checked_mul(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_taken_as_it_is_written() {
        for limit in Limit::ALL {
            let value = Limits::default().get(*limit);
            let text = format!("{limit}={}", written(value));
            assert_eq!(parse(&text), Ok((*limit, value)));
        }
        assert_eq!(
            parse("decoded_stream=1G"),
            Ok((Limit::DecodedStream, 1 << 30))
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for text in [
            "",
            "nesting",
            "nesting=",
            "nesting=-1",
            "nesting=1.5",
            "nesting=501",
            "nesting=1k",
            "Nesting=1",
            "filters=99999999999",
            "decoded_total=99999999999G",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        let refused = parse("nodes=1").unwrap_err();
        assert!(refused.vi.contains("tree_nodes") && refused.en.contains("tree_nodes"));
    }
}

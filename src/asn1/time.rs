//! UTCTime and GeneralizedTime (X.680 §46, §47).

use super::{Asn1Error, Element, Tag};
use crate::{Time, text::Term};

impl Element<'_, '_> {
    /// The moment of a UTCTime (RFC 5280 §4.1.2.5.1: years 1950 to 2049) or GeneralizedTime;
    /// fractions of a second are dropped.
    pub fn time(&self) -> Result<Time, Asn1Error> {
        let text = std::str::from_utf8(self.content).unwrap_or_default();
        let parsed = match self.tag {
            Tag::UTC_TIME => utc(text),
            Tag::GENERALIZED_TIME => moment(text),
            _ => return Err(self.error(Term::TIME_IS_EXPECTED)),
        };
        parsed.ok_or(self.error(Term::TIME_THAT_IS_NONE))
    }
}

fn utc(text: &str) -> Option<Time> {
    let year: u8 = text.get(..2)?.parse().ok()?;
    let century = if year < 50 { "20" } else { "19" };
    moment(&format!("{century}{text}"))
}

/// `YYYYMMDDHHMM[SS[.f+]]` with `Z` or an offset.
fn moment(text: &str) -> Option<Time> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (date, rest) = text.split_at_checked(digits)?;
    let second = match date.len() {
        12 => "00",
        14 => date.get(12..)?,
        _ => return None,
    };
    let fraction = rest
        .strip_prefix(['.', ','])
        .map(|behind| behind.bytes().take_while(u8::is_ascii_digit).count());
    let zone = match fraction {
        Some(0) => return None,
        Some(len) => rest.get(len.checked_add(1)?..)?,
        None => rest,
    };
    let zone = match zone.len() {
        1 if zone == "Z" => "Z".to_owned(),
        5 => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        _ => return None,
    };
    Time::parse(&format!(
        "{}-{}-{}T{}:{}:{second}{zone}",
        date.get(..4)?,
        date.get(4..6)?,
        date.get(6..8)?,
        date.get(8..10)?,
        date.get(10..12)?,
    ))
}

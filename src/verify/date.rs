//! Dates as PDF writes them.
//!
//! Source: ISO 32000-2 §7.9.4: `D:YYYYMMDDHHmmSSOHH'mm'`, all behind the year optional.

use crate::Time;

/// Reads a date; `None` where it is none. A time without offset counts as UTC, since nothing else
/// is known.
pub(super) fn parse(text: &[u8]) -> Option<Time> {
    let text = text.strip_prefix(b"D:").unwrap_or(text);
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest, 2).unwrap_or((1, rest));
    let (day, rest) = number(rest, 2).unwrap_or((1, rest));
    let (hour, rest) = number(rest, 2).unwrap_or((0, rest));
    let (minute, rest) = number(rest, 2).unwrap_or((0, rest));
    let (second, rest) = number(rest, 2).unwrap_or((0, rest));
    let offset = offset(rest)?;
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{offset}");
    Time::parse(&text)
}

/// The offset as RFC 3339 writes it.
fn offset(text: &[u8]) -> Option<String> {
    let Some((&sign, rest)) = text.split_first() else {
        return Some("Z".to_owned());
    };
    if sign == b'Z' {
        return Some("Z".to_owned());
    }
    if sign != b'+' && sign != b'-' {
        return None;
    }
    let (hours, rest) = number(rest, 2)?;
    let rest = rest.strip_prefix(b"'").unwrap_or(rest);
    let (minutes, _) = number(rest, 2).unwrap_or((0, rest));
    Some(format!("{}{hours:02}:{minutes:02}", char::from(sign)))
}

/// The first `digits` bytes as a number, and what follows.
fn number(text: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let (head, rest) = text.split_at_checked(digits)?;
    if !head.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = std::str::from_utf8(head).ok()?.parse().ok()?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn dates_whole_and_cut_short() {
        let time = |text: &[u8]| parse(text).map(|time| time.to_string());
        let whole = time(b"D:20261124090304+07'00'");
        assert_eq!(whole.as_deref(), Some("2026-11-24T02:03:04Z"));
        assert_eq!(time(b"D:20261124090304+0700"), whole);
        assert_eq!(time(b"20261124090304+07"), whole);
        assert_eq!(time(b"D:2026").as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(
            time(b"D:20261124Z").as_deref(),
            Some("2026-11-24T00:00:00Z")
        );
        for bad in [&b""[..], b"D:", b"D:26", b"yesterday", b"D:20261399"] {
            assert_eq!(time(bad), None, "{bad:?}");
        }
    }
}

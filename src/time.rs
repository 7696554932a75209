//! A moment, always handed in: kyso reads no clock.

use core::fmt;

use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

/// A moment in whole seconds of Unix time, between the years 0001 and 9999.
///
/// ```
/// let now = kyso::Time::parse("2026-11-24T09:03:04+07:00").unwrap();
/// assert_eq!(now.to_string(), "2026-11-24T02:03:04Z");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(OffsetDateTime);

impl Time {
    /// The moment `seconds` after 1970-01-01T00:00:00Z; `None` outside the years 0001 to 9999.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let moment = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        (1..=9999).contains(&moment.year()).then_some(Self(moment))
    }

    /// Reads RFC 3339 (`2026-11-24T09:03:04+07:00`); fractions of a second are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_unix(OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp())
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// Date and time of day as clocks show it `offset_minutes` east of UTC (Vietnam: 420).
    ///
    /// Returns (year, month, day, hour, minute, second).
    pub fn civil(self, offset_minutes: i16) -> (i32, u8, u8, u8, u8, u8) {
        let seconds = i32::from(offset_minutes).saturating_mul(60);
        let offset = UtcOffset::from_whole_seconds(seconds).unwrap_or(UtcOffset::UTC);
        let moment = self.0.checked_to_offset(offset).unwrap_or(self.0);
        (
            moment.year(),
            u8::from(moment.month()),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second(),
        )
    }

    /// `seconds` later, or earlier where negative; stops at the ends of the calendar.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.unix().saturating_add(seconds)).unwrap_or(self)
    }
}

impl fmt::Display for Time {
    /// RFC 3339 in UTC, whole seconds: `2026-11-24T02:03:04Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day, hour, minute, second) = self.civil(0);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn shows_utc_whatever_offset_was_read() {
        let time = Time::parse("2026-11-24T00:30:00.75+07:00").unwrap();
        assert_eq!(time.to_string(), "2026-11-23T17:30:00Z");
        assert_eq!(time.civil(420), (2026, 11, 24, 0, 30, 0));
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_panic() {
        for seconds in [i64::MIN, i64::MAX, -62_135_596_801] {
            assert_eq!(Time::from_unix(seconds), None);
        }
        let last = Time::parse("9999-12-31T23:59:59Z").unwrap();
        assert_eq!(last.civil(420).0, 9999);
        assert_eq!(last.plus_seconds(1), last);
    }
}

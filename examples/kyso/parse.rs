//! Values of arguments that are more than a word.

use std::{borrow::Cow, fmt, num::NonZeroUsize};

use kyso::{
    Time,
    sign::{Certification, Lock},
};

/// What an argument must look like, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub vi: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl Refused {
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl std::error::Error for Refused {}

/// RFC 3339.
pub fn time(text: &str) -> Result<Time, Refused> {
    Time::parse(text).ok_or_else(|| {
        Refused::new(
            "viết thời điểm theo RFC 3339, ví dụ 2026-11-24T09:03:04+07:00",
            "write a time as in RFC 3339, for example 2026-11-24T09:03:04+07:00",
        )
    })
}

/// 1, 2 or 3.
pub fn certification(text: &str) -> Result<Certification, Refused> {
    match text {
        "1" => Ok(Certification::NoChanges),
        "2" => Ok(Certification::FormFilling),
        "3" => Ok(Certification::Annotations),
        _ => Err(Refused::new("chọn mức 1, 2 hoặc 3", "choose 1, 2 or 3")),
    }
}

/// `all`, `include:A,B` or `exclude:A,B`.
pub fn lock(text: &str) -> Result<Lock, Refused> {
    let names = |list: &str| list.split(',').map(str::to_owned).collect::<Vec<_>>();
    match text.split_once(':') {
        None if text == "all" => Ok(Lock::All),
        Some(("include", list)) if !list.is_empty() => Ok(Lock::Include(names(list))),
        Some(("exclude", list)) if !list.is_empty() => Ok(Lock::Exclude(names(list))),
        _ => Err(Refused::new(
            "viết “all”, “include:A,B” hoặc “exclude:A,B”",
            "write “all”, “include:A,B” or “exclude:A,B”",
        )),
    }
}

/// At least one.
pub fn count(text: &str) -> Result<NonZeroUsize, Refused> {
    text.parse().map_err(|_| {
        Refused::new(
            "cần một số nguyên từ 1 trở lên",
            "a whole number from 1 on is needed",
        )
    })
}

/// A file descriptor.
pub fn descriptor(text: &str) -> Result<u32, Refused> {
    text.parse().map_err(|_| {
        Refused::new(
            "cần số của một tệp đang mở, ví dụ 3",
            "the number of an open file is needed, for example 3",
        )
    })
}

/// Days of validity: a hundred years at most.
pub fn days(text: &str) -> Result<u32, Refused> {
    let days = text.parse().ok();
    days.filter(|days| (1..=36_500).contains(days))
        .ok_or(Refused::new(
            "cần số ngày từ 1 đến 36500",
            "a number of days from 1 to 36500 is needed",
        ))
}

#[cfg(test)]
mod tests {
    use kyso::sign::Lock;

    use super::{certification, count, days, descriptor, lock, time};

    #[test]
    fn what_does_not_fit_is_refused() {
        for text in ["", "none", "include:", "exclude:", "All", "include"] {
            assert!(lock(text).is_err(), "{text}");
        }
        for text in ["0", "4", "", "1 "] {
            assert!(certification(text).is_err(), "{text}");
        }
        for text in ["", "0", "-1", "x"] {
            assert!(count(text).is_err() && days(text).is_err(), "{text}");
        }
        assert!(days("36501").is_err() && descriptor("-1").is_err());
        for text in ["", "2026-11-24", "2026-11-24T09:03:04", "now"] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_of_fields_are_a_list() {
        let names = vec!["Số văn bản".to_owned(), "a.b".to_owned()];
        assert_eq!(
            lock("include:Số văn bản,a.b"),
            Ok(Lock::Include(names.clone()))
        );
        assert_eq!(lock("exclude:Số văn bản,a.b"), Ok(Lock::Exclude(names)));
    }
}

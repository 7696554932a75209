//! Values of arguments that are more than a word.

use kyso::{
    Time,
    sign::{Certification, Lock},
};

/// RFC 3339.
pub fn time(text: &str) -> Result<Time, String> {
    Time::parse(text).ok_or_else(|| "RFC 3339: 2026-11-24T09:03:04+07:00".to_owned())
}

/// 1, 2 or 3.
pub fn certification(text: &str) -> Result<Certification, String> {
    match text {
        "1" => Ok(Certification::NoChanges),
        "2" => Ok(Certification::FormFilling),
        "3" => Ok(Certification::Annotations),
        _ => Err("1, 2, 3".to_owned()),
    }
}

/// `all`, `include:A,B` or `exclude:A,B`.
pub fn lock(text: &str) -> Result<Lock, String> {
    let names = |list: &str| list.split(',').map(str::to_owned).collect::<Vec<_>>();
    match text.split_once(':') {
        None if text == "all" => Ok(Lock::All),
        Some(("include", list)) if !list.is_empty() => Ok(Lock::Include(names(list))),
        Some(("exclude", list)) if !list.is_empty() => Ok(Lock::Exclude(names(list))),
        _ => Err("all, include:A,B, exclude:A,B".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use kyso::sign::Lock;

    use super::{certification, lock, time};

    #[test]
    fn what_does_not_fit_is_refused() {
        for text in ["", "none", "include:", "exclude:", "All", "include"] {
            assert!(lock(text).is_err(), "{text}");
        }
        for text in ["0", "4", "", "1 "] {
            assert!(certification(text).is_err(), "{text}");
        }
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

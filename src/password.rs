//! A secret as people type it.

use core::fmt;

use zeroize::Zeroizing;

/// A password. Wiped from memory when dropped; `Debug` shows nothing of it.
///
/// ```
/// let password = kyso::Password::from("mật khẩu");
/// assert_eq!(format!("{password:?}"), "Password(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// The characters themselves.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

//! Identifier octets (X.690 §8.1.2).

/// The class of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Universal,
    Application,
    Context,
    Private,
}

/// A tag with its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub class: Class,
    pub constructed: bool,
    pub number: u32,
}

impl Tag {
    pub const INTEGER: Self = Self::universal(2, false);
    pub const BIT_STRING: Self = Self::universal(3, false);
    pub const OCTET_STRING: Self = Self::universal(4, false);
    pub const NULL: Self = Self::universal(5, false);
    pub const OBJECT_IDENTIFIER: Self = Self::universal(6, false);
    pub const SEQUENCE: Self = Self::universal(16, true);
    pub const SET: Self = Self::universal(17, true);
    pub const UTC_TIME: Self = Self::universal(23, false);
    pub const GENERALIZED_TIME: Self = Self::universal(24, false);

    const fn universal(number: u32, constructed: bool) -> Self {
        Self {
            class: Class::Universal,
            constructed,
            number,
        }
    }

    /// `[number]`, constructed: an explicit tag, or an implicit one over a SEQUENCE or SET.
    pub const fn context(number: u32) -> Self {
        Self {
            class: Class::Context,
            constructed: true,
            number,
        }
    }

    /// Class and number alike, whatever the form: what BER strings need.
    pub fn same_type(self, other: Self) -> bool {
        self.class == other.class && self.number == other.number
    }
}

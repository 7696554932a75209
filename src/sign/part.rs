//! Dictionaries of a form, read as far as anybody asks.

use crate::pdf::{ObjectId, ReadError, View, glance::Keys, update::Located};

/// A dictionary that was read, or that was only glanced at: of the fields and signatures that are
/// there most are asked no more than whether an entry is absent.
#[derive(Clone)]
pub enum Part {
    Read(Located),
    Glanced(Glanced),
}

/// A dictionary that is the whole of an indirect object.
#[derive(Clone, Copy)]
pub struct Glanced {
    id: ObjectId,
    keys: Keys,
}

impl Glanced {
    pub fn new(id: ObjectId, keys: Keys) -> Self {
        Self { id, keys }
    }
}

impl Part {
    /// The indirect object that it is, or stands in.
    pub fn holder(&self) -> ObjectId {
        match self {
            Self::Read(place) => place.holder.id,
            Self::Glanced(glanced) => glanced.id,
        }
    }

    /// Whether it is the whole of an indirect object, so that a reference can name it.
    pub fn is_whole(&self) -> bool {
        match self {
            Self::Read(place) => place.is_whole(),
            Self::Glanced(_) => true,
        }
    }

    /// What it says, to the last entry.
    pub fn read(&self, view: View<'_>) -> Result<Located, ReadError> {
        let id = match self {
            Self::Read(place) => return Ok(place.clone()),
            Self::Glanced(glanced) => glanced.id,
        };
        // It was there when it was glanced at: the file changes while it is read.
        let changed = || ReadError::Io {
            offset: 0,
            message: std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into(),
        };
        Ok(Located::whole(view.object(id)?.ok_or_else(changed)?))
    }

    /// The value under `key`, references followed; `None` where it is absent or null.
    pub fn entry(&self, view: View<'_>, key: &[u8]) -> Result<Option<Located>, ReadError> {
        match self {
            Self::Read(place) => place.entry(view, key),
            Self::Glanced(glanced) if !glanced.keys.may_hold(key) => Ok(None),
            Self::Glanced(_) => self.read(view)?.entry(view, key),
        }
    }
}

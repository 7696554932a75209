//! A document: its revisions, oldest first, and views as of each of them.

use std::{ops::Deref, sync::Arc};

use super::object::{Dictionary, Indirect, Object, ObjectId};
use crate::{Limits, Source, limits::LimitExceeded};

/// How a document is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The user's or the owner's password; the empty one is always tried.
    pub password: Option<crate::Password>,
    pub limits: Limits,
}

/// Why a file cannot be opened (ISO 32000-2 §7.5).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    #[error("no `%PDF-` header within the first 1,024 bytes")]
    NotAPdf,
    #[error("byte {offset}: expected {expected}")]
    Damaged {
        offset: u64,
        object: Option<ObjectId>,
        expected: &'static str,
    },
    #[error("the document is encrypted and needs a password")]
    PasswordRequired,
    #[error("the password opens the document neither as user nor as owner")]
    WrongPassword,
    #[error("encryption that kyso does not know: {what}")]
    UnsupportedEncryption { what: &'static str },
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
    #[error("reading failed at byte {offset}: {message}")]
    Io { offset: u64, message: String },
}

/// A document open for reading.
pub struct Document<'s> {
    source: &'s dyn Source,
}

/// One revision: the state of the file after one (incremental) save.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Revision {
    /// Offset behind `%%EOF` and its end of line (CR, LF or CR LF): where this revision ends.
    pub end: u64,
    /// Offset behind `%%EOF` itself.
    pub eof: u64,
    /// Value behind `startxref`, as absolute offset.
    pub startxref: u64,
    /// Sections of this revision, newest first (a linearized file has two; a hybrid one a table
    /// and a stream).
    pub sections: Vec<super::xref::Section>,
}

/// The document as of one revision.
#[derive(Clone, Copy)]
pub struct View<'d> {
    document: &'d Document<'d>,
    revision: usize,
}

/// A value that was written directly, or found behind a reference.
#[derive(Clone, Debug)]
pub enum Resolved<'a> {
    Direct(&'a Object),
    Indirect(Arc<Indirect>),
}

impl Deref for Resolved<'_> {
    type Target = Object;
    fn deref(&self) -> &Object {
        match self {
            Self::Direct(object) => object,
            Self::Indirect(indirect) => &indirect.object,
        }
    }
}

impl<'s> Document<'s> {
    /// Reads header, cross-reference sections and encryption dictionary; nothing else.
    pub fn open(source: &'s dyn Source, opening: &Opening) -> Result<Self, ReadError> {
        todo!()
    }
    pub fn source(&self) -> &'s dyn Source {
        self.source
    }
    pub fn limits(&self) -> &Limits {
        todo!()
    }
    /// Offset of `%PDF-`; offsets in cross-reference sections count from here or from 0 (see
    /// `base`).
    pub fn header_offset(&self) -> u64 {
        todo!()
    }
    /// What is added to the offsets in cross-reference sections (0, or `header_offset`).
    pub fn base(&self) -> u64 {
        todo!()
    }
    /// (major, minor) of the header, or of the catalog's `/Version` where later.
    pub fn version(&self) -> (u8, u8) {
        todo!()
    }
    /// Oldest first, never empty.
    pub fn revisions(&self) -> &[Revision] {
        todo!()
    }
    pub fn view(&self, revision: usize) -> View<'_> {
        todo!()
    }
    pub fn latest(&self) -> View<'_> {
        todo!()
    }
    /// Present where the cross-reference had to be rebuilt by scanning: says what was wrong.
    pub fn repaired(&self) -> Option<&ReadError> {
        todo!()
    }
    pub fn encryption(&self) -> Option<&super::crypt::Encryption> {
        todo!()
    }
    /// Things a reader should know and that are no error (duplicate keys, disagreeing lengths,
    /// bytes behind the last `%%EOF`, …).
    pub fn findings(&self) -> Vec<String> {
        todo!()
    }
}

impl<'d> View<'d> {
    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }
    pub fn revision(&self) -> usize {
        self.revision
    }
    pub fn trailer(&self) -> &'d Dictionary {
        todo!()
    }
    /// The object of that number as of this revision; `None` where it is free or absent.
    pub fn object(&self, id: ObjectId) -> Result<Option<Arc<Indirect>>, ReadError> {
        todo!()
    }
    /// Follows references until a value; a missing object is `null`, hence `None`.
    pub fn resolve<'o>(&self, object: &'o Object) -> Result<Option<Resolved<'o>>, ReadError> {
        todo!()
    }
    /// `dictionary[key]`, resolved.
    pub fn get<'o>(
        &self,
        dictionary: &'o Dictionary,
        key: &[u8],
    ) -> Result<Option<Resolved<'o>>, ReadError> {
        todo!()
    }
    pub fn catalog(&self) -> Result<Arc<Indirect>, ReadError> {
        todo!()
    }
    /// Decrypted and decoded data of a stream.
    pub fn stream(&self, stream: &Indirect) -> Result<Vec<u8>, ReadError> {
        todo!()
    }
    /// The numbers of all objects that the cross-reference sections of this revision alone name,
    /// with whether they are freed, ascending.
    pub fn written(&self) -> Vec<(ObjectId, bool)> {
        todo!()
    }
}

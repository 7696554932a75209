//! A document: its revisions, oldest first.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    Indirect, Object, ObjectId, Opening, ReadError, Revision, Value, View,
    cache::Cache,
    crypt::Encryption,
    finding::Finding,
    history::History,
    input::{Bytes, Input},
    object_stream::ObjectStream,
    tail::Header,
    xref::Location,
};
use crate::{Limits, Source, text::Phrase};

/// What parsed objects may occupy, roughly: the page tree of an ordinary file.
const OBJECT_CACHE: usize = 4 << 20;

/// What decoded object streams may occupy: some hundred of the usual size.
const OBJECT_STREAM_CACHE: usize = 6 << 20;

/// A document open for reading. `Sync`: several threads may read it.
pub struct Document<'s> {
    pub(super) input: Arc<Input<'s>>,
    pub(super) limits: Limits,
    pub(super) header: Header,
    pub(super) base: u64,
    pub(super) version: (u8, u8),
    pub(super) revisions: Vec<Revision>,
    pub(super) repaired: Option<ReadError>,
    pub(super) encryption: Option<Encryption>,
    /// The object that holds the encryption dictionary: its strings are never encrypted.
    pub(super) encryption_object: Option<ObjectId>,
    pub(super) objects: Cache<ObjectKey, Indirect>,
    pub(super) object_streams: Cache<u64, ObjectStream>,
    history: OnceLock<Option<History>>,
    behind: OnceLock<Option<BytesBehind>>,
    findings: Mutex<BTreeSet<Finding>>,
    /// Whether a reference was met that leads to something and that was not followed.
    blind: AtomicBool,
    last_number: OnceLock<u32>,
    /// Numbers behind that which were looked up in vain.
    missing: Mutex<BTreeSet<u32>>,
}

/// Where an object stands, whatever revision asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ObjectKey {
    File { offset: u64 },
    ObjectStream { container: u64, index: u32 },
}

impl<'s> Document<'s> {
    /// Reads header, cross-reference sections, encryption dictionary and catalog; nothing else.
    ///
    /// # Errors
    /// `NotAPdf` without header; `PasswordRequired`, `WrongPassword`, `UnsupportedEncryption`;
    /// `Limit`; `Io`; `Damaged` where even a scan of the whole file finds no catalog.
    pub fn open(source: &'s dyn Source, opening: &Opening) -> Result<Self, ReadError> {
        super::opening::open(source, opening)
    }

    pub(super) fn assemble(
        input: Arc<Input<'s>>,
        limits: &Limits,
        header: Header,
        base: u64,
        revisions: Vec<Revision>,
    ) -> Self {
        Self {
            input,
            limits: limits.clone(),
            header,
            base,
            version: header.version,
            revisions,
            repaired: None,
            encryption: None,
            encryption_object: None,
            objects: Cache::new(OBJECT_CACHE),
            object_streams: Cache::new(OBJECT_STREAM_CACHE),
            history: OnceLock::new(),
            behind: OnceLock::new(),
            findings: Mutex::new(BTreeSet::new()),
            blind: AtomicBool::new(false),
            last_number: OnceLock::new(),
            missing: Mutex::new(BTreeSet::new()),
        }
    }

    pub fn source(&self) -> &'s dyn Source {
        self.input.source()
    }

    /// At most `length` bytes from `offset` on; fewer only where the file ends.
    pub fn bytes(&self, offset: u64, length: u64) -> Result<Bytes<'s>, ReadError> {
        Ok(self.input.window(offset, length)?.bytes)
    }

    /// Pays for so many names of fields that a lock lists: thousands of locks may refer to one list.
    ///
    /// # Errors
    /// `Limit` for more than a tree of fields may have.
    pub fn spend_names(&self, names: usize) -> Result<(), ReadError> {
        Ok(self.input.spend_names(names as u64)?)
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Offset of `%PDF-`; offsets in cross-reference sections count from here or from 0 (see
    /// `base`).
    pub fn header_offset(&self) -> u64 {
        self.header.offset
    }

    /// What is added to the offsets in cross-reference sections (0, or `header_offset`).
    pub fn base(&self) -> u64 {
        self.base
    }

    /// (major, minor) of the header, or of the catalog's `/Version` where later.
    pub fn version(&self) -> (u8, u8) {
        self.version
    }

    /// Oldest first, never empty.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// The document as of `revisions()[revision]`; of the last one where there are fewer.
    pub fn view(&self, revision: usize) -> View<'_> {
        View {
            document: self,
            revision: revision.min(self.revisions.len().saturating_sub(1)),
        }
    }

    pub fn latest(&self) -> View<'_> {
        self.view(usize::MAX)
    }

    /// Present where the cross-reference had to be rebuilt by scanning: says what was wrong.
    pub fn repaired(&self) -> Option<&ReadError> {
        self.repaired.as_ref()
    }

    pub fn encryption(&self) -> Option<&Encryption> {
        self.encryption.as_ref()
    }

    /// Where the last revision ends, if bytes stand behind it, and whether all of them are white
    /// space. A reader that repairs may see an update in them.
    pub fn bytes_behind_last_revision(&self) -> Result<Option<BytesBehind>, ReadError> {
        if let Some(known) = self.behind.get() {
            return Ok(*known);
        }
        let ends = self.revisions.iter().map(|revision| revision.end);
        let offset = ends.max().unwrap_or(0);
        let found = match offset < self.input.len() {
            true => Some(BytesBehind {
                offset,
                white_space: self.input.is_white_space(offset)?,
            }),
            false => None,
        };
        Ok(*self.behind.get_or_init(|| found))
    }

    /// Things a reader should know and that are no error (disagreeing lengths, bytes behind the
    /// last `%%EOF`, …), as far as objects were read by now. Sorted.
    pub fn findings(&self) -> Vec<Phrase> {
        let findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        let mut told: Vec<_> = findings.iter().map(Finding::phrase).collect();
        let encryption = self.encryption.iter().flat_map(Encryption::findings);
        told.extend(encryption.map(|finding| Phrase::from(*finding)));
        told
    }

    /// Where the object was as of `revision`.
    pub(super) fn location(&self, number: u32, revision: usize) -> Option<Location> {
        match self.history() {
            Some(history) => history.location(number, revision),
            None => {
                let until = self.revisions.get(..=revision).unwrap_or_default();
                until
                    .iter()
                    .rev()
                    .find_map(|revision| revision.location(number))
            }
        }
    }

    /// The highest number that a cross-reference section names; 0 where none names any.
    pub fn last_number(&self) -> u32 {
        *self.last_number.get_or_init(|| {
            let sections = self
                .revisions
                .iter()
                .flat_map(|revision| &revision.sections);
            let last = sections.filter_map(|section| section.entries.last_number());
            last.max().unwrap_or(0)
        })
    }

    /// Whether the object of that number, behind all that the file names, was looked up in vain
    /// by now: a new object of that number would be found instead.
    pub fn is_missed(&self, number: u32) -> bool {
        let missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.contains(&number)
    }

    pub(super) fn note_missing(&self, number: u32) {
        if number <= self.last_number() {
            return;
        }
        let mut missing = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        missing.insert(number);
        // New objects take the lowest numbers.
        if missing.len() > MOST_MISSING {
            missing.pop_last();
        }
    }

    fn history(&self) -> Option<&History> {
        let history = self.history.get_or_init(|| History::new(&self.revisions));
        history.as_ref()
    }

    /// How far it is from the object at `offset` to the next one, where that is known.
    pub(super) fn room(&self, offset: u64) -> Option<u64> {
        self.history()?.room(offset)
    }

    /// Drops what was read before the key, or all entries, were known.
    pub(super) fn forget(&mut self) {
        self.history = OnceLock::new();
        self.last_number = OnceLock::new();
        self.objects = Cache::new(OBJECT_CACHE);
        self.object_streams = Cache::new(OBJECT_STREAM_CACHE);
    }

    /// Whether objects were met by now that cannot be read, or that stand elsewhere than the
    /// cross-reference says: another reader may see them, and what they refer to.
    pub fn is_read_in_part(&self) -> bool {
        self.blind.load(Ordering::Relaxed)
    }

    /// Says that a part of the document hangs on objects that no path from the trailer shows.
    pub(super) fn note_hidden(&self) {
        self.blind.store(true, Ordering::Relaxed);
    }

    pub(super) fn note(&self, finding: Finding) {
        if matches!(
            finding,
            Finding::Misplaced { .. } | Finding::Unreadable { .. }
        ) {
            self.note_hidden();
        }
        let mut findings = self.findings.lock().unwrap_or_else(PoisonError::into_inner);
        // What one hostile file can make us remember is bounded.
        if findings.len() < MOST_FINDINGS {
            findings.insert(finding);
        }
    }
}

/// How many findings are kept.
const MOST_FINDINGS: usize = 1000;

/// How many missing objects are kept in mind.
const MOST_MISSING: usize = 1 << 16;

/// What stands behind the last revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BytesBehind {
    pub offset: u64,
    pub white_space: bool,
}

/// Decrypts the strings of an object, but for `/Contents` of signature dictionaries (§7.6.2).
pub(super) fn decrypt_strings(object: &mut Object, id: ObjectId, encryption: &Encryption) {
    match &mut object.value {
        Value::String(bytes) => {
            *bytes = encryption.decrypt_string(id, bytes).into();
        }
        Value::Array(items) => {
            for item in items {
                decrypt_strings(item, id, encryption);
            }
        }
        Value::Dictionary(dictionary) => {
            let kind = dictionary.get(b"Type").and_then(Object::as_name);
            let is_signature = matches!(kind, Some(b"Sig" | b"DocTimeStamp"))
                || dictionary.get(b"ByteRange").is_some();
            for entry in &mut dictionary.entries {
                if !(is_signature && *entry.key == *b"Contents") {
                    decrypt_strings(&mut entry.value, id, encryption);
                }
            }
        }
        _ => {}
    }
}

//! Pieces of the source: borrowed where it is in memory, else read by position, never whole.

use std::{
    io,
    ops::{Deref, Range},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    ReadError,
    lexer::{SyntaxError, is_space},
};
use crate::{Limit, LimitExceeded, Limits, Source};

/// Most objects are shorter; one read of this size costs about what one of a byte does.
const FIRST_WINDOW: u64 = 4096;

/// By which a window that was too short grows. Most of those hold a signature.
const GROWTH: u64 = 2;

/// What is read at once while a stretch of the file is searched.
const STRIDE: u64 = 64 << 10;

/// Longer pieces are streams: nothing in them is asked for again.
const LONGEST_KEPT: usize = 128 << 10;

/// Bytes that may be searched, and read, besides so many times the file's own: small files are
/// read whole many times over at no cost.
const BESIDES: u64 = 16 << 20;

/// The bytes of one document, and what work they may still ask for.
pub struct Input<'s> {
    source: &'s dyn Source,
    limits: Limits,
    /// What was read last: a section's parts, its tail and the objects around it are asked for one
    /// after the other.
    last: Mutex<Option<Piece>>,
    vain_work_left: AtomicU64,
    reading_left: AtomicU64,
    decoding_left: AtomicU64,
    names_left: AtomicU64,
}

/// Bytes from some offset on.
pub struct Window<'s> {
    pub bytes: Bytes<'s>,
    /// Whether the file ends where the bytes end.
    pub whole: bool,
}

/// A stretch of the file.
pub enum Bytes<'s> {
    InMemory(&'s [u8]),
    /// A part of a piece that was read.
    Read(Arc<Vec<u8>>, Range<usize>),
}

impl Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::InMemory(bytes) => bytes,
            Self::Read(piece, range) => piece.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl Bytes<'_> {
    /// The bytes on their own, without a copy where nobody else has them.
    pub fn into_vec(self) -> Vec<u8> {
        match self {
            Self::Read(piece, range) if range == (0..piece.len()) => {
                Arc::try_unwrap(piece).unwrap_or_else(|piece| piece.to_vec())
            }
            bytes => bytes.to_vec(),
        }
    }
}

/// Bytes that were read, and where they stand.
#[derive(Clone, Default)]
struct Piece {
    offset: u64,
    /// At least what was read; a place for what is read next, once nobody looks at this any more.
    bytes: Arc<Vec<u8>>,
    filled: usize,
}

impl Piece {
    /// Where in it `offset` lies, with at least one byte from there on.
    fn position(&self, offset: u64) -> Option<usize> {
        let position = usize::try_from(offset.checked_sub(self.offset)?).ok()?;
        (position < self.filled).then_some(position)
    }

    /// How many bytes from `offset` on it has.
    fn known(&self, offset: u64) -> usize {
        let position = self.position(offset);
        position.map_or(0, |position| self.filled - position)
    }

    /// The `size` bytes from `offset` on, where it has them all.
    fn part<'s>(&self, offset: u64, size: usize) -> Option<Bytes<'s>> {
        let start = self.position(offset)?;
        let end = start.checked_add(size)?;
        (end <= self.filled).then(|| Bytes::Read(Arc::clone(&self.bytes), start..end))
    }

    /// Makes it one of `size` bytes from `offset` on: those that it has come first, `read` fills
    /// in the others. Its place is used again, unless somebody still looks at it.
    fn renew(
        &mut self,
        offset: u64,
        size: usize,
        read: impl FnOnce(u64, &mut [u8]) -> std::io::Result<()>,
    ) -> std::io::Result<()> {
        let known = self.known(offset);
        let start = self.filled - known;
        self.filled = 0;
        if Arc::get_mut(&mut self.bytes).is_none() {
            let mut bytes = vec![0; size];
            let before = self.bytes.get(start..start + known).unwrap_or_default();
            if let Some(place) = bytes.get_mut(..known) {
                place.copy_from_slice(before);
            }
            self.bytes = Arc::new(bytes);
        } else if let Some(bytes) = Arc::get_mut(&mut self.bytes) {
            if start > 0 {
                bytes.copy_within(start..start + known, 0);
            }
            if bytes.len() < size {
                bytes.resize(size, 0);
            }
        }
        let place = Arc::get_mut(&mut self.bytes).and_then(|bytes| bytes.get_mut(known..size));
        read(
            offset.saturating_add(known as u64),
            place.unwrap_or_default(),
        )?;
        self.offset = offset;
        self.filled = size;
        Ok(())
    }
}

impl<'s> Input<'s> {
    pub fn new(source: &'s dyn Source, limits: &Limits) -> Self {
        let budget = |passes: u32| {
            let bytes = source.len().saturating_mul(passes.into());
            AtomicU64::new(bytes.saturating_add(BESIDES))
        };
        Self {
            source,
            last: Mutex::default(),
            vain_work_left: budget(limits.search_passes),
            reading_left: budget(limits.read_passes),
            decoding_left: AtomicU64::new(limits.decoded_total),
            names_left: AtomicU64::new(limits.tree_nodes.into()),
            limits: limits.clone(),
        }
    }

    pub fn source(&self) -> &'s dyn Source {
        self.source
    }

    pub fn len(&self) -> u64 {
        self.source.len()
    }

    /// Pays for work that a sound file would not have asked for.
    ///
    /// # Errors
    /// `Limit` when it is too much.
    pub fn spend(&self, bytes: u64) -> Result<(), LimitExceeded> {
        self.pay(&self.vain_work_left, bytes, Limit::SearchPasses)
    }

    /// Pays for names of fields in locks.
    ///
    /// # Errors
    /// `Limit` for more than a tree of fields may have.
    pub fn spend_names(&self, names: u64) -> Result<(), LimitExceeded> {
        self.pay(&self.names_left, names, Limit::TreeNodes)
    }

    /// Who cannot pay has nothing left: else each of many attempts would cost what is.
    fn pay(&self, left: &AtomicU64, bytes: u64, limit: Limit) -> Result<(), LimitExceeded> {
        let order = Ordering::Relaxed;
        let before = left.fetch_update(order, order, |left| Some(left.saturating_sub(bytes)));
        match before {
            Ok(before) if before >= bytes => Ok(()),
            Ok(_) | Err(_) => Err(self.limits.exceeded(limit)),
        }
    }

    /// How much of that is left.
    pub fn vain_work_left(&self) -> u64 {
        self.vain_work_left.load(Ordering::Relaxed)
    }

    /// Pays for the text of an object.
    ///
    /// # Errors
    /// `Limit` where far more was read than the file holds.
    pub fn spend_read(&self, bytes: usize) -> Result<(), LimitExceeded> {
        self.pay(&self.reading_left, bytes as u64, Limit::ReadPasses)
    }

    /// Pays for what a stream unfolded to.
    ///
    /// # Errors
    /// `Limit` where all streams together unfold to too much.
    pub fn spend_decoded(&self, bytes: u64) -> Result<(), LimitExceeded> {
        self.pay(&self.decoding_left, bytes, Limit::DecodedTotal)
    }

    /// How much of that is left.
    pub fn decoding_left(&self) -> u64 {
        self.decoding_left.load(Ordering::Relaxed)
    }

    /// At most `length` bytes from `offset` on; fewer only where the file ends.
    pub fn window(&self, offset: u64, length: u64) -> Result<Window<'s>, ReadError> {
        let rest = self.len().saturating_sub(offset);
        let wanted = length.min(rest).min(u64::from(u32::MAX));
        let whole = wanted == rest;
        let failed = |error: io::Error| ReadError::Io {
            offset,
            message: error.into(),
        };
        let size =
            usize::try_from(wanted).map_err(|_| failed(io::ErrorKind::FileTooLarge.into()))?;
        if let Some(bytes) = self.in_memory(offset, size) {
            let bytes = Bytes::InMemory(bytes);
            return Ok(Window { bytes, whole });
        }
        let reading = wanted.max(FIRST_WINDOW.min(rest));
        let reading = usize::try_from(reading).unwrap_or(size);
        let mut last = self.last();
        if let Some(bytes) = last.as_ref().and_then(|last| last.part(offset, size)) {
            return Ok(Window { bytes, whole });
        }
        // Other threads find nothing in the meantime, and read for themselves.
        let piece = match reading {
            0..=LONGEST_KEPT => last.take(),
            _ => last.clone(),
        };
        drop(last);
        let mut piece = piece.unwrap_or_default();
        let read = |offset, place: &mut [u8]| self.source.read_exact_at(offset, place);
        piece.renew(offset, reading, read).map_err(failed)?;
        let bytes = Bytes::Read(Arc::clone(&piece.bytes), 0..size);
        if reading <= LONGEST_KEPT {
            *self.last() = Some(piece);
        }
        Ok(Window { bytes, whole })
    }

    fn in_memory(&self, offset: u64, size: usize) -> Option<&'s [u8]> {
        if size == 0 {
            return Some(&[]);
        }
        let start = usize::try_from(offset).ok()?;
        self.source.as_bytes()?.get(start..start.checked_add(size)?)
    }

    fn last(&self) -> MutexGuard<'_, Option<Piece>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what stands at `offset` through a window that grows until `parse` is content.
    ///
    /// # Errors
    /// `Damaged` at the place that `parse` complains about; `Limit` where the window would have to
    /// grow beyond `Limits::object_bytes`.
    pub fn parse<T>(
        &self,
        offset: u64,
        limits: &Limits,
        mut parse: impl FnMut(&[u8], bool) -> Result<T, SyntaxError>,
    ) -> Result<T, ReadError> {
        let known = self.last().as_ref().map_or(0, |last| last.known(offset)) as u64;
        let mut length = match (self.source.as_bytes(), known) {
            (Some(_), _) => limits.object_bytes,
            (None, 0) => FIRST_WINDOW.min(limits.object_bytes),
            (None, known) => known.min(limits.object_bytes),
        };
        loop {
            let window = self.window(offset, length)?;
            match parse(&window.bytes, window.whole) {
                Ok(value) => return Ok(value),
                Err(SyntaxError::WindowEnded) if !window.whole && length < limits.object_bytes => {
                    let longer = length.saturating_mul(GROWTH).max(FIRST_WINDOW);
                    length = longer.min(limits.object_bytes);
                }
                Err(SyntaxError::WindowEnded) => {
                    self.spend(window.bytes.len() as u64)?;
                    return Err(limits.exceeded(Limit::ObjectBytes).into());
                }
                Err(SyntaxError::TooMany) => {
                    self.spend(window.bytes.len() as u64)?;
                    return Err(limits.exceeded(Limit::ObjectValues).into());
                }
                Err(SyntaxError::TooDeep) => return Err(limits.exceeded(Limit::Nesting).into()),
                Err(SyntaxError::Unexpected { position, expected }) => {
                    self.spend(position as u64)?;
                    return Err(ReadError::Damaged {
                        offset: offset.saturating_add(position as u64),
                        object: None,
                        expected,
                    });
                }
            }
        }
    }

    /// Whether everything from `offset` on is white space.
    pub fn is_white_space(&self, offset: u64) -> Result<bool, ReadError> {
        let mut at = offset;
        while at < self.len() {
            let window = self.window(at, STRIDE)?;
            if !window.bytes.iter().all(|byte| is_space(*byte)) {
                return Ok(false);
            }
            at = at.saturating_add(STRIDE);
        }
        Ok(true)
    }

    /// The first `needle` that begins in `from..to`.
    pub fn find(&self, needle: &[u8], from: u64, to: u64) -> Result<Option<u64>, ReadError> {
        let overlap = needle.len() as u64;
        let mut at = from;
        while at < to.min(self.len()) {
            let stride = STRIDE.min(to - at);
            let window = self.window(at, stride.saturating_add(overlap.saturating_sub(1)))?;
            if let Some(position) = memchr::memmem::find(&window.bytes, needle) {
                return Ok(Some(at.saturating_add(position as u64)));
            }
            at = at.saturating_add(stride);
        }
        Ok(None)
    }

    /// The last `needle` that begins in `from..to`, searched backwards.
    pub fn find_last(&self, needle: &[u8], from: u64, to: u64) -> Result<Option<u64>, ReadError> {
        let overlap = (needle.len() as u64).saturating_sub(1);
        let mut end = to.min(self.len());
        while end > from {
            let start = end.saturating_sub(STRIDE).max(from);
            let window = self.window(start, (end - start).saturating_add(overlap))?;
            if let Some(position) = memchr::memmem::rfind(&window.bytes, needle) {
                return Ok(Some(start.saturating_add(position as u64)));
            }
            end = start;
        }
        Ok(None)
    }
}

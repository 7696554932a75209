//! Where a document's bytes come from: memory, or a file read by position.

use std::io;

/// Bytes that are read by position. The length is fixed while kyso works on it.
///
/// Implemented for byte slices and vectors, and with the feature `fs` by [`FileSource`].
///
/// ```
/// use kyso::Source;
/// let mut piece = [0; 4];
/// b"%PDF-1.7".as_slice().read_exact_at(0, &mut piece).unwrap();
/// assert_eq!(&piece, b"%PDF");
/// ```
pub trait Source: Send + Sync {
    /// Number of bytes.
    fn len(&self) -> u64;

    /// Fills `buffer` with the bytes from `offset` on.
    ///
    /// # Errors
    /// `UnexpectedEof` where `offset + buffer.len()` lies past the end; what the system says.
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;

    /// All the bytes, where they are in memory anyway: then nothing is copied.
    fn as_bytes(&self) -> Option<&[u8]> {
        None
    }

    /// Whether there is no byte at all.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Source for [u8] {
    fn len(&self) -> u64 {
        self.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
        let end = start
            .checked_add(buffer.len())
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        let piece = self.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(piece);
        Ok(())
    }

    fn as_bytes(&self) -> Option<&[u8]> {
        Some(self)
    }
}

macro_rules! delegate {
    ($($kind:ty),*) => {$(
        impl Source for $kind {
            fn len(&self) -> u64 {
                Source::len(self.as_ref() as &[u8])
            }
            fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
                (self.as_ref() as &[u8]).read_exact_at(offset, buffer)
            }
            fn as_bytes(&self) -> Option<&[u8]> {
                Some(self.as_ref())
            }
        }
    )*};
}
delegate!(&[u8], Vec<u8>, std::sync::Arc<[u8]>);

/// A file, opened once and read by position; never loaded whole and never mapped (a file cut
/// short while mapped kills the process).
#[cfg(feature = "fs")]
#[derive(Debug)]
pub struct FileSource {
    file: std::fs::File,
    len: u64,
}

#[cfg(feature = "fs")]
impl FileSource {
    /// Opens the regular file at `path`.
    ///
    /// # Errors
    /// What the system says; `InvalidInput` where `path` is no regular file.
    pub fn open(path: impl AsRef<std::path::Path>) -> io::Result<Self> {
        // Asked before, too: opening a named pipe waits until somebody writes.
        regular(&std::fs::metadata(&path)?)?;
        Self::from_file(std::fs::File::open(path)?)
    }

    /// Takes an open regular file.
    ///
    /// # Errors
    /// As [`FileSource::open`].
    pub fn from_file(file: std::fs::File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        regular(&metadata)?;
        Ok(Self {
            len: metadata.len(),
            file,
        })
    }

    /// The open file, for its metadata.
    pub fn file(&self) -> &std::fs::File {
        &self.file
    }
}

#[cfg(feature = "fs")]
fn regular(metadata: &std::fs::Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let kind = io::ErrorKind::InvalidInput;
    Err(io::Error::new(kind, "not a regular file"))
}

#[cfg(feature = "fs")]
impl Source for FileSource {
    fn len(&self) -> u64 {
        self.len
    }

    #[cfg(unix)]
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, offset)
    }

    #[cfg(windows)]
    fn read_exact_at(&self, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        while !buffer.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            buffer = buffer.get_mut(read..).unwrap_or_default();
            offset = offset.saturating_add(read as u64);
        }
        Ok(())
    }
}

/// A file read by position, or what came through a pipe, read whole.
#[cfg(feature = "fs")]
#[derive(Debug)]
#[non_exhaustive]
pub enum Opened {
    /// A regular file.
    File(FileSource),
    /// What a pipe, a terminal or a device gave until its end.
    Piped(Vec<u8>),
}

#[cfg(feature = "fs")]
impl Opened {
    /// Opens what is at `path`. What is no regular file (`/dev/stdin`, a named pipe) is read to
    /// its end, up to `most` bytes.
    ///
    /// # Errors
    /// What the system says; `FileTooLarge` where more than `most` bytes came.
    pub fn open(path: impl AsRef<std::path::Path>, most: u64) -> io::Result<Self> {
        use std::io::Read;
        let file = std::fs::File::open(path)?;
        let kind = file.metadata()?.file_type();
        if kind.is_file() || kind.is_dir() {
            return FileSource::from_file(file).map(Self::File);
        }
        let mut bytes = Vec::new();
        file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(Self::Piped(bytes))
    }
}

#[cfg(feature = "fs")]
impl Source for Opened {
    fn len(&self) -> u64 {
        match self {
            Self::File(file) => file.len(),
            Self::Piped(bytes) => Source::len(bytes),
        }
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        match self {
            Self::File(file) => file.read_exact_at(offset, buffer),
            Self::Piped(bytes) => bytes.read_exact_at(offset, buffer),
        }
    }

    fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::File(_) => None,
            Self::Piped(bytes) => Some(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Source;

    fn read(source: &dyn Source, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut buffer = vec![0; length];
        source.read_exact_at(offset, &mut buffer)?;
        Ok(buffer)
    }

    fn is_read_by_position(source: &dyn Source) {
        assert_eq!(source.len(), 5);
        assert_eq!(read(source, 1, 3).unwrap(), b"bcd");
        assert_eq!(read(source, 5, 0).unwrap(), b"");
        for (offset, length) in [(0, 6), (5, 1), (u64::MAX, 1), (u64::MAX, 9)] {
            assert!(read(source, offset, length).is_err(), "{offset} {length}");
        }
    }

    #[test]
    fn bytes_in_memory() {
        is_read_by_position(&b"abcde".as_slice());
        is_read_by_position(&b"abcde".to_vec());
        assert!(Vec::<u8>::new().is_empty());
    }

    #[cfg(feature = "fs")]
    #[test]
    fn a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("five");
        std::fs::write(&path, "abcde").unwrap();
        is_read_by_position(&super::FileSource::open(&path).unwrap());
        let error = super::FileSource::open(folder.path()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
        let error = super::FileSource::open(folder.path().join("none")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}

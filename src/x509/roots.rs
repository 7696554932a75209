//! Trust anchors, as they are handed in or lie in files.

use std::sync::Arc;

use super::{Certificate, CertificateError, Known, certificates_within, path::Verified};
use crate::Limits;

/// Trust anchors. Whoever holds one of their keys can vouch for anybody.
///
/// Clones share what they have seen: a certificate is not read again for the next document, and a
/// signature on it that held is not verified again. Keep one value, or clones of it, for all
/// documents.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    anchors: Vec<Certificate>,
    verified: Arc<Verified>,
    known: Arc<Known>,
    limits: Limits,
}

impl Roots {
    /// No anchors: nobody is trusted.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with other limits on what is added from now on.
    #[must_use]
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Adds what `bytes` hold: PEM (one or many), DER, or a PKCS#7 bundle. Returns how many
    /// there were; one that is there already is not added again.
    ///
    /// # Errors
    /// Those of [`certificates_in`](super::certificates_in); nothing is added then.
    pub fn add(&mut self, bytes: &[u8]) -> Result<usize, CertificateError> {
        let certificates = certificates_within(bytes, &self.limits)?;
        let count = certificates.len();
        for certificate in certificates {
            self.add_certificate(certificate);
        }
        Ok(count)
    }

    /// Adds one certificate, unless it is there.
    pub fn add_certificate(&mut self, certificate: Certificate) {
        if !self.anchors.contains(&certificate) {
            self.anchors.push(certificate);
        }
    }

    /// The anchors, in the order they were added.
    pub fn anchors(&self) -> &[Certificate] {
        &self.anchors
    }

    pub(crate) fn known(&self) -> &Known {
        &self.known
    }

    pub(super) fn verified(&self) -> &Verified {
        &self.verified
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.anchors.is_empty()
    }
}

#[cfg(feature = "fs")]
pub use files::{RootsError, RootsReport};

#[cfg(feature = "fs")]
mod files {
    use std::{
        fs, io,
        path::{Path, PathBuf},
    };

    use super::{CertificateError, Roots};
    use crate::text::{Kind, Phrase, Problem, SystemError, Term};

    /// Bytes of one file of anchors: the lists of all the world's authorities stay below 1 MiB.
    const MOST_BYTES: u64 = 16 << 20;

    /// What [`Roots::add_path`] did.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct RootsReport {
        /// Certificates that were read.
        pub added: usize,
        /// Files of a folder that hold no certificate, and why.
        pub passed_over: Vec<(PathBuf, CertificateError)>,
    }

    /// Why anchors cannot be had from a path.
    #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
    #[non_exhaustive]
    pub enum RootsError {
        /// The file system refuses.
        #[error("{path}: {message}")]
        Io {
            /// The file or folder.
            path: PathBuf,
            /// What it says.
            message: SystemError,
        },
        /// The file holds no certificate that kyso can read.
        #[error("{path}: {source}")]
        Unreadable {
            /// The file.
            path: PathBuf,
            /// Why.
            source: CertificateError,
        },
        /// No file of the folder holds a certificate.
        #[error("{path}: no file holds a certificate")]
        NoCertificate {
            /// The folder.
            path: PathBuf,
        },
    }

    impl From<&RootsError> for Problem {
        fn from(error: &RootsError) -> Self {
            match error {
                RootsError::Io { message, .. } => message.into(),
                RootsError::Unreadable { source, .. } => source.into(),
                RootsError::NoCertificate { .. } => Self::new(
                    Kind::CertificateUnreadable,
                    Phrase::new(
                        "thư mục không có chứng thư nào",
                        "no file of the folder holds one",
                    ),
                ),
            }
        }
    }

    impl Roots {
        /// Adds the certificates of a file, or of all files that lie directly in a folder.
        ///
        /// # Errors
        /// Where the path cannot be read, the file holds no certificate, or no file of the folder
        /// does. A file of a folder that holds none is told in the report.
        pub fn add_path(&mut self, path: impl AsRef<Path>) -> Result<RootsReport, RootsError> {
            let path = path.as_ref();
            let kind = fs::metadata(path).map_err(|error| refused(path, &error))?;
            if !kind.is_dir() {
                let added = self.add_file(path)?;
                return Ok(RootsReport {
                    added,
                    ..RootsReport::default()
                });
            }
            let mut report = RootsReport::default();
            for file in files_in(path).map_err(|error| refused(path, &error))? {
                match self.add_file(&file) {
                    Ok(added) => report.added = report.added.saturating_add(added),
                    Err(RootsError::Unreadable { path, source }) => {
                        report.passed_over.push((path, source));
                    }
                    Err(error) => return Err(error),
                }
            }
            if report.added == 0 {
                let path = path.to_owned();
                return Err(RootsError::NoCertificate { path });
            }
            Ok(report)
        }

        fn add_file(&mut self, path: &Path) -> Result<usize, RootsError> {
            let unreadable = |source| RootsError::Unreadable {
                path: path.to_owned(),
                source,
            };
            let size = fs::metadata(path)
                .map_err(|error| refused(path, &error))?
                .len();
            if size > MOST_BYTES {
                return Err(unreadable(CertificateError::new(
                    Term::IT_IS_LARGER_THAN_16_MIB,
                )));
            }
            let bytes = fs::read(path).map_err(|error| refused(path, &error))?;
            self.add(&bytes).map_err(unreadable)
        }
    }

    /// Files directly in `folder`, by name, so that the same folder gives the same order anywhere.
    fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_file() {
                files.push(path);
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    fn refused(path: &Path, error: &io::Error) -> RootsError {
        RootsError::Io {
            path: path.to_owned(),
            message: error.into(),
        }
    }
}

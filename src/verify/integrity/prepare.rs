//! Reads a signature's container and says which digests judging it will need.

use super::bare::{self, Bare};
use crate::{
    LimitExceeded, Limits,
    cms::{CmsError, RAW_RSA_DIGESTS, SignedData},
    crypto::DigestAlgorithm,
    pdf::View,
    text::{Phrase, Term},
    tsp,
    verify::{
        byte_range::{self, ByteRange},
        find::Signature,
    },
    x509::{Certificate, Known},
};

/// How a signature's container is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::verify) enum Form {
    /// `ETSI.CAdES.detached`, `adbe.pkcs7.detached`, and what others made like them.
    Detached,
    /// `adbe.pkcs7.sha1`: the SHA-1 of the ranges is the content.
    Sha1Content,
    /// `adbe.x509.rsa_sha1`: a PKCS#1 signature without CMS, certificates in `/Cert`.
    Bare,
    /// `ETSI.RFC3161`.
    Token,
    /// A sub-filter that kyso does not know, or none.
    Unknown,
}

impl Form {
    fn of(signature: &Signature) -> Self {
        match signature.name(b"SubFilter") {
            // ICP-Brasil (DOC-ICP-15.03) names its own profile of the same form.
            Some(b"ETSI.CAdES.detached" | b"adbe.pkcs7.detached" | b"PBAD.PAdES") => Self::Detached,
            Some(b"adbe.pkcs7.sha1") => Self::Sha1Content,
            Some(b"adbe.x509.rsa_sha1") => Self::Bare,
            Some(b"ETSI.RFC3161") => Self::Token,
            _ => Self::Unknown,
        }
    }
}

/// A signature whose container has been read.
pub(in crate::verify) struct Prepared {
    pub(in crate::verify) form: Form,
    pub(in crate::verify) container: Container,
    /// The byte range, if it has form and its gap is this signature's `/Contents`.
    pub(in crate::verify) range: Result<ByteRange, byte_range::Fault>,
    /// The digests of the byte range that judging will ask for.
    pub(in crate::verify) digests: Vec<DigestAlgorithm>,
}

impl Prepared {
    /// Takes the signer's certificate from those that the document stores (`/DSS`), where the
    /// signature does not bring it along.
    pub(in crate::verify) fn adopt(&mut self, stored: impl FnOnce() -> Vec<Certificate>) {
        if let Container::Cms(cms) = &mut self.container {
            cms.adopt(stored);
        }
    }
}

/// What `/Contents` holds.
pub(in crate::verify) enum Container {
    Cms(Box<SignedData>),
    Bare(Box<Bare>),
    Unreadable(Unreadable),
}

/// Why a container cannot be read.
pub(in crate::verify) enum Unreadable {
    /// It is none.
    Damaged(Phrase),
    /// It may be one: reading it would cost too much.
    Limit(LimitExceeded),
}

impl From<Term> for Unreadable {
    fn from(why: Term) -> Self {
        Self::Damaged(why.into())
    }
}

impl From<CmsError> for Unreadable {
    fn from(error: CmsError) -> Self {
        match error {
            CmsError::Limit(exceeded) => Self::Limit(exceeded),
            CmsError::Structure { .. } => Self::Damaged(error.phrase()),
        }
    }
}

/// Reads the container of `signature`, as of `view`; `known` holds certificates read before.
pub(in crate::verify) fn prepare(
    view: View<'_>,
    signature: &Signature,
    limits: &Limits,
    known: &Known,
) -> Prepared {
    let form = Form::of(signature);
    let range = match (&signature.range, &signature.contents) {
        (Ok(range), Ok(contents)) => byte_range::gap(*range, contents).map(|()| *range),
        (Err(fault), _) | (_, Err(fault)) => Err(*fault),
    };
    let container =
        container(view, signature, form, limits, known).unwrap_or_else(Container::Unreadable);
    let digests = match (&container, form) {
        (Container::Unreadable(_), _) => Vec::new(),
        (Container::Bare(_), _) => RAW_RSA_DIGESTS.to_vec(),
        (Container::Cms(_), Form::Sha1Content) => vec![DigestAlgorithm::Sha1],
        (Container::Cms(cms), Form::Token) => tsp::imprint_algorithm(cms).into_iter().collect(),
        (Container::Cms(cms), _) => {
            let signers = cms.signers.iter().take(1);
            signers
                .filter_map(|signer| signer.digest_algorithm)
                .collect()
        }
    };
    Prepared {
        form,
        container,
        range,
        digests,
    }
}

fn container(
    view: View<'_>,
    signature: &Signature,
    form: Form,
    limits: &Limits,
    known: &Known,
) -> Result<Container, Unreadable> {
    let contents = match &signature.contents {
        Ok(contents) => &contents.bytes,
        Err(fault) => return Err(fault.term().into()),
    };
    if contents.iter().all(|&byte| byte == 0) {
        return Err(Term::CONTENTS_HOLDS_NOTHING_BUT_ZEROS.into());
    }
    Ok(match form {
        Form::Bare => Container::Bare(Box::new(bare::read(view, signature, contents, limits)?)),
        _ => Container::Cms(Box::new(SignedData::parse_knowing(
            contents, limits, known,
        )?)),
    })
}

//! Which PAdES baseline level the form of a signature shows.
//!
//! A level says what is present, never that it is good (EN 319 102-1 Annex C).
//! Source: EN 319 142-1 clause 6.3, Table 1.

use super::{
    find::Signature,
    integrity::{Container, Prepared},
    node::Node,
    report::Level,
};
use crate::{
    cms::{SignedData, SignerInfo},
    pdf::View,
};

const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
const SIGNATURE_TIME_STAMP: &str = "1.2.840.113549.1.9.16.2.14";

/// What stands behind a signature in the document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Behind {
    /// A document time-stamp that covers the signature.
    pub(super) document_timestamp: bool,
    /// Certificates and revocation data in the security store.
    pub(super) evidence: bool,
    /// A document time-stamp that covers the security store, too.
    pub(super) archived: bool,
}

/// The level of `signature`; `None` where it does not meet B-B.
pub(super) fn of(signature: &Signature, prepared: &Prepared, behind: Behind) -> Option<Level> {
    let Container::Cms(cms) = &prepared.container else {
        return None;
    };
    let [signer] = cms.signers.as_slice() else {
        return None;
    };
    if !is_baseline(signature, prepared, cms, signer) {
        return None;
    }
    let stamped = behind.document_timestamp || has(signer, false, SIGNATURE_TIME_STAMP);
    Some(match (stamped, behind.evidence, behind.archived) {
        (false, ..) => Level::BB,
        (true, false, _) => Level::BT,
        (true, true, false) => Level::BLt,
        (true, true, true) => Level::BLta,
    })
}

fn is_baseline(
    signature: &Signature,
    prepared: &Prepared,
    cms: &SignedData,
    signer: &SignerInfo,
) -> bool {
    let entry = |key: &[u8]| {
        let entries = signature.dictionary.as_ref().and_then(Node::dictionary);
        entries.is_some_and(|entries| entries.get(key).is_some())
    };
    prepared.range.is_ok()
        && signature.name(b"SubFilter") == Some(b"ETSI.CAdES.detached")
        && entry(b"M")
        && !entry(b"Cert")
        && !cms.ber
        && cms.content.is_none()
        && !cms.certificates.is_empty()
        && signer.signed_attributes.is_some()
        && !has(signer, true, SIGNING_TIME)
        && (has(signer, true, SIGNING_CERTIFICATE) || has(signer, true, SIGNING_CERTIFICATE_V2))
}

fn has(signer: &SignerInfo, signed: bool, kind: &str) -> bool {
    let attributes = if signed {
        &signer.signed
    } else {
        &signer.unsigned
    };
    attributes.iter().any(|attribute| attribute.oid == kind)
}

/// Whether the security store of `view` holds certificates and revocation data.
pub(super) fn holds_evidence(view: View<'_>) -> bool {
    let store = || {
        let catalog = Node::whole(view.catalog().ok()?);
        catalog.get(view, b"DSS").ok()?
    };
    let Some(store) = store() else {
        return false;
    };
    let holds = |key: &[u8]| {
        let list = store.get(view, key).ok().flatten();
        list.and_then(|list| list.object().as_array().map(<[_]>::len)) > Some(0)
    };
    holds(b"Certs") && (holds(b"CRLs") || holds(b"OCSPs"))
}

//! A token against the bytes it stamps.

use super::TstInfo;
use crate::{
    Limits,
    cms::{DigestOf, Outcome, SignedData, SignerCheck, SignerInfo, oid, step_id},
    crypto::{DigestAlgorithm, digest, unsupported},
    text::{Phrase, Term},
    x509::Certificate,
};

/// id-kp-timeStamping.
const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
/// id-ce-extKeyUsage.
const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
/// Signature time-stamps of one signature that are read.
const MAX_TOKENS: usize = 64;

/// What the check of one token found.
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenCheck {
    /// What it says; `None` where that cannot be read.
    pub info: Option<TstInfo>,
    /// The steps, those of its own signature included.
    pub check: SignerCheck,
}

/// Checks a token (`ETSI.RFC3161`) against the digest of what it stamps.
///
/// The steps are those of its own signature over the TSTInfo, and before them the imprint.
///
/// # Not checked here
/// Path, revocation and validity of the authority's certificate.
pub(crate) fn check(token: &SignedData, digest_of: &mut DigestOf<'_>) -> TokenCheck {
    let mut check = SignerCheck::default();
    let info = tst_info(token, &mut check);
    if let Some(info) = &info {
        check_imprint(info, digest_of, &mut check);
    }
    token.check_encapsulated(oid::TST_INFO, &mut check);
    if let Some(certificate) = check
        .certificate
        .and_then(|index| token.certificates.get(index))
    {
        check_key_usage(certificate, &mut check);
    }
    TokenCheck { info, check }
}

/// Checks every signature-time-stamp of a signer against its signature value (EN 319 122-1
/// §5.3). A broken one gives no time and harms nothing else.
pub(crate) fn signature_time_stamps(signer: &SignerInfo, limits: &Limits) -> Vec<TokenCheck> {
    signer
        .unsigned_values(oid::SIGNATURE_TIME_STAMP)
        .take(MAX_TOKENS)
        .map(|bytes| match SignedData::parse(bytes, limits) {
            Ok(token) => check(&token, &mut |algorithm| {
                digest(algorithm, &signer.signature)
            }),
            Err(error) => {
                let mut unreadable = TokenCheck::default();
                unreadable
                    .check
                    .note(step_id::TOKEN, Outcome::Fail, error.phrase());
                unreadable
            }
        })
        .collect()
}

/// The digest that a token was made over; `None` where it cannot be read or is not known.
pub(crate) fn imprint_algorithm(token: &SignedData) -> Option<DigestAlgorithm> {
    let info = TstInfo::from_der(token.content.as_deref()?).ok()?;
    info.imprint_algorithm
}

fn tst_info(token: &SignedData, check: &mut SignerCheck) -> Option<TstInfo> {
    let Some(content) = &token.content else {
        check.note(step_id::TOKEN, Outcome::Fail, Term::NO_TSTINFO_INSIDE);
        return None;
    };
    match TstInfo::from_der(content) {
        Ok(info) => {
            check.note(step_id::TOKEN, Outcome::Ok, info.gen_time.to_string());
            Some(info)
        }
        Err(error) => {
            check.note(step_id::TOKEN, Outcome::Fail, error.phrase());
            None
        }
    }
}

fn check_imprint(info: &TstInfo, digest_of: &mut DigestOf<'_>, check: &mut SignerCheck) {
    let name = DigestAlgorithm::name_of(&info.imprint_oid);
    let (outcome, detail) = match info.imprint_algorithm.and_then(digest_of) {
        None => (Outcome::Unchecked, unsupported(name).phrase()),
        Some(computed) if computed == info.imprint => (Outcome::Ok, name.into()),
        Some(_) => (
            Outcome::Fail,
            Phrase::new(
                format!("{name} của phần được đóng dấu thời gian có giá trị khác"),
                format!("the {name} of the stamped bytes differs"),
            ),
        ),
    };
    check.note(step_id::MESSAGE_IMPRINT, outcome, detail);
}

/// Exactly one extended key usage, id-kp-timeStamping, critical (RFC 3161 §2.3): a question of
/// the chain, so here it is only told.
fn check_key_usage(certificate: &Certificate, check: &mut SignerCheck) {
    let only = matches!(certificate.extended_key_usage(), Some([usage]) if usage == TIME_STAMPING);
    let critical = certificate
        .critical_extensions()
        .iter()
        .any(|extension| extension == EXTENDED_KEY_USAGE);
    let (outcome, detail) = match (only, critical) {
        (true, true) => (Outcome::Ok, Term::TIME_STAMPING_ONLY),
        (true, false) => (
            Outcome::Warn,
            Term::TIME_STAMPING_ONLY_BUT_NOT_MARKED_CRITICAL,
        ),
        (false, _) => (
            Outcome::Warn,
            Term::CERTIFICATE_IS_NOT_FOR_TIME_STAMPING_ALONE,
        ),
    };
    check.note(step_id::TIME_STAMPING_USAGE, outcome, detail);
}

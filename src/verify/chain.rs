//! Whether the signer's certificate leads to an anchor at the validation time.
//!
//! Source: RFC 5280 §6; EN 319 102-1 §5.2.6.4; RFC 3161 §2.3 for time-stamps.

use super::{
    node::Node,
    policy::Policy,
    report::{Chain, Check, CheckResult, SubIndication},
};
use crate::{
    Limit, LimitExceeded,
    pdf::View,
    text::{Phrase, Term},
    x509::{self, Certificate, PathError},
};

/// id-kp-timeStamping (RFC 3161 §2.3).
const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";

/// What was found about the chain.
pub(super) struct Chained {
    pub(super) chain: Chain,
    /// Why it is not trusted.
    pub(super) cause: Option<SubIndication>,
    pub(super) check: Check,
    trusted: Option<Trusted>,
}

/// Proof that the signer leads to an anchor: only this module makes it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trusted(());

impl Chained {
    /// The proof, where there is one.
    pub(super) fn trusted(&self) -> Option<Trusted> {
        self.trusted
    }

    fn not(
        chain: Chain,
        cause: SubIndication,
        result: CheckResult,
        detail: impl Into<Phrase>,
    ) -> Self {
        Self {
            chain,
            cause: Some(cause),
            check: Check::new("chain", result, detail),
            trusted: None,
        }
    }
}

/// Looks for a path from `signer` to the policy's anchors, over `others`; of these some were left
/// out where `left_out` says why.
pub(super) fn check(
    signer: Option<&Certificate>,
    (others, left_out): (&[Certificate], Option<LimitExceeded>),
    timestamp: bool,
    policy: &Policy,
) -> Chained {
    let Some(roots) = &policy.roots else {
        let cause = SubIndication::NoCertificateChainFound;
        return Chained::not(Chain::Unchecked, cause, CheckResult::Unchecked, "");
    };
    let Some(signer) = signer else {
        let cause = SubIndication::NoSigningCertificateFound;
        return Chained::not(Chain::Unchecked, cause, CheckResult::Unchecked, "");
    };
    if timestamp && !stamps_time(signer) {
        let cause = SubIndication::ChainConstraintsFailure;
        let detail = Term::EXTENDEDKEYUSAGE_IS_NOT_TIMESTAMPING_ALONE;
        return Chained::not(Chain::Untrusted, cause, CheckResult::Fail, detail);
    }
    match x509::path(signer, others, roots, policy.time, &policy.limits) {
        Ok(path) => {
            let anchor = path.last().map(|anchor| anchor.subject().to_string());
            Chained {
                chain: Chain::Trusted,
                cause: None,
                check: Check::new("chain", CheckResult::Ok, anchor.unwrap_or_default()),
                trusted: Some(Trusted(())),
            }
        }
        Err(error) => {
            let exceeded = match error {
                PathError::Limit(exceeded) => Some(exceeded),
                // The issuer may be among those that were left out.
                PathError::NoIssuer { .. } => left_out,
                _ => None,
            };
            let (chain, result, detail) = match exceeded {
                Some(exceeded) => (Chain::Unchecked, CheckResult::Unchecked, exceeded.phrase()),
                None => (Chain::Untrusted, CheckResult::Fail, error.phrase()),
            };
            Chained::not(chain, sub_indication(&error), result, detail)
        }
    }
}

fn stamps_time(signer: &Certificate) -> bool {
    signer
        .extended_key_usage()
        .is_some_and(|usages| usages == [TIME_STAMPING])
}

/// EN 319 102-1 §5.2.6.4: steps 2 and 4 to 7.
fn sub_indication(error: &PathError) -> SubIndication {
    match error {
        PathError::NoIssuer { .. } => SubIndication::NoCertificateChainFound,
        PathError::OutOfPeriod {
            end_entity: true, ..
        } => SubIndication::OutOfBoundsNoPoe,
        PathError::WeakAlgorithm { .. } => SubIndication::CryptoConstraintsFailureNoPoe,
        PathError::KeyUsage { .. } => SubIndication::ChainConstraintsFailure,
        _ => SubIndication::CertificateChainGeneralFailure,
    }
}

/// Certificates that a document stores.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) certificates: Vec<Certificate>,
    /// Why some were left out.
    pub(super) left_out: Option<LimitExceeded>,
}

/// The certificates of the document security store, as far as they can be read.
pub(super) fn stored_certificates(view: View<'_>) -> Stored {
    let store = || {
        let catalog = Node::whole(view.catalog().ok()?);
        catalog.get(view, b"DSS").ok()??.get(view, b"Certs").ok()?
    };
    let Some(list) = store() else {
        return Stored::default();
    };
    let limits = view.document().limits();
    let items = list.object().as_array().unwrap_or_default();
    let most = usize::try_from(limits.certificates).unwrap_or(usize::MAX);
    let read = |item| {
        let stream = list.follow(view, item).ok()??;
        Certificate::from_der(&view.stream(stream.holder()).ok()?).ok()
    };
    Stored {
        certificates: items.iter().take(most).filter_map(read).collect(),
        left_out: (items.len() > most).then(|| limits.exceeded(Limit::Certificates)),
    }
}

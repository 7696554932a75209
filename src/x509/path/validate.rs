//! One chain that reaches an anchor, judged certificate by certificate.

use super::{super::Certificate, PathError};
use crate::{Time, crypto};

/// A chain whose names and signatures fit: end entity first, the anchor apart.
pub(super) struct Chain<'a> {
    pub certificates: &'a [&'a Certificate],
    pub anchor: &'a Certificate,
}

/// The variables of RFC 5280 §6.1.2 that go from one certificate to the next.
struct State {
    /// How many more authorities may follow, and who said so.
    path_len: Option<(u32, String)>,
}

/// Extensions whose being critical asks for nothing that is not done here or holds anyway while
/// no policy is asked for: key usage, alternative names, basic constraints, policies, their
/// mapping, extended key usage, inhibitAnyPolicy.
const PROCESSED: [&str; 8] = [
    "2.5.29.15",
    "2.5.29.17",
    "2.5.29.18",
    "2.5.29.19",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.37",
    "2.5.29.54",
];

/// Judges a chain at `at`, from the anchor down (RFC 5280 §6.1.3 to §6.1.5).
pub(super) fn validate(chain: &Chain<'_>, at: Time) -> Result<(), PathError> {
    let Some((&end, between)) = chain.certificates.split_first() else {
        return Ok(());
    };
    let mut state = State { path_len: None };
    if end != chain.anchor {
        check_anchor(chain.anchor)?;
        state.narrow(chain.anchor);
    }
    for authority in between.iter().rev() {
        check_critical(authority)?;
        check_period(authority, at, false)?;
        check_authority(authority)?;
        state.descend(authority)?;
        state.narrow(authority);
    }
    check_critical(end)?;
    check_signing(end)?;
    check_strength(chain)?;
    check_period(end, at, true)
}

/// EN 319 102-1 §5.2.6.4 6): a chain is worth what its weakest signature is. Whoever can find a
/// collision of SHA-1 or factor a small modulus issues under the anchor's name. The anchor's own
/// signature proves nothing and is not asked.
fn check_strength(chain: &Chain<'_>) -> Result<(), PathError> {
    let issuers = chain.certificates.iter().copied().skip(1);
    let issuers = issuers.chain([chain.anchor]);
    for (certificate, issuer) in chain.certificates.iter().zip(issuers) {
        let algorithm = certificate.signature_algorithm();
        let weakness = crypto::weakness_of(algorithm, issuer.public_key());
        if let Some(weakness) = weakness {
            return Err(PathError::WeakAlgorithm {
                subject: certificate.subject().to_string(),
                algorithm: weakness.to_string(),
            });
        }
    }
    Ok(())
}

/// RFC 5280 takes name and key of an anchor alone. What its certificate says of it as an issuer
/// counts besides, as RFC 5937 §3 has it: one that issues nothing is a person's, and names and
/// policies that it may not issue under are not checked here, so they refuse (see
/// `check_critical`). Other extensions of an anchor say nothing of those below it.
fn check_anchor(anchor: &Certificate) -> Result<(), PathError> {
    check_constraints(anchor)?;
    let denied = anchor.has_basic_constraints() && !anchor.is_ca();
    let unused = anchor.key_usage().is_some_and(|usage| !usage.key_cert_sign);
    if denied || unused {
        return Err(PathError::NotACa {
            subject: anchor.subject().to_string(),
        });
    }
    Ok(())
}

/// §6.1.4 k) and n).
fn check_authority(certificate: &Certificate) -> Result<(), PathError> {
    let may_sign = certificate
        .key_usage()
        .is_none_or(|usage| usage.key_cert_sign);
    if certificate.is_ca() && may_sign {
        return Ok(());
    }
    Err(PathError::NotACa {
        subject: certificate.subject().to_string(),
    })
}

/// §6.1.4 o) and §6.1.5 e). Constraints on names and policies refuse the path even where somebody
/// forgot to mark them critical: a path is not called good on a check that was left out.
fn check_critical(certificate: &Certificate) -> Result<(), PathError> {
    let mut critical = certificate.critical_extensions().iter();
    let unknown = critical.find(|oid| {
        !PROCESSED.contains(&oid.as_str()) || certificate.unreadable_critical().contains(oid)
    });
    match unknown {
        None => check_constraints(certificate),
        Some(oid) => Err(not_checked(certificate, oid)),
    }
}

fn check_constraints(certificate: &Certificate) -> Result<(), PathError> {
    match certificate.constraining_extensions() {
        [] => Ok(()),
        [oid, ..] => Err(not_checked(certificate, oid)),
    }
}

fn not_checked(certificate: &Certificate, oid: &str) -> PathError {
    PathError::CriticalExtension {
        subject: certificate.subject().to_string(),
        oid: oid.to_owned(),
    }
}

/// §6.1.3 a) 2).
fn check_period(certificate: &Certificate, at: Time, end_entity: bool) -> Result<(), PathError> {
    if certificate.is_valid_at(at) {
        return Ok(());
    }
    Err(PathError::OutOfPeriod {
        subject: certificate.subject().to_string(),
        at,
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        end_entity,
    })
}

/// RFC 5280 §4.2.1.3: a key whose usage is named signs only where that is among the uses.
fn check_signing(end: &Certificate) -> Result<(), PathError> {
    if end.key_usage().is_none_or(|usage| usage.allows_signing()) {
        return Ok(());
    }
    Err(PathError::KeyUsage {
        subject: end.subject().to_string(),
    })
}

impl State {
    /// §6.1.4 l): every authority but a self-issued one uses up the length.
    fn descend(&mut self, authority: &Certificate) -> Result<(), PathError> {
        if authority.is_self_issued() {
            return Ok(());
        }
        if let Some((left, by)) = &mut self.path_len {
            *left = left.checked_sub(1).ok_or_else(|| PathError::PathLength {
                subject: by.clone(),
            })?;
        }
        Ok(())
    }

    /// §6.1.4 m).
    fn narrow(&mut self, authority: &Certificate) {
        let Some(wanted) = authority.path_len() else {
            return;
        };
        let is_tighter = self
            .path_len
            .as_ref()
            .is_none_or(|(left, _)| wanted < *left);
        if is_tighter {
            self.path_len = Some((wanted, authority.subject().to_string()));
        }
    }
}

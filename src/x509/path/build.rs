//! The search for chains of names and signatures.

use std::cmp::Reverse;

use super::{
    super::{Certificate, Roots},
    PathError,
    validate::{Chain, validate},
    verified::Verified,
};
use crate::{Limit, LimitExceeded, Limits, Time, crypto::VerifyError};

/// Certificates between an end entity and its anchor. Three are much in practice.
const LONGEST: usize = 16;

/// Builds and validates a path at `at`. Returns it end entity first, anchor last.
///
/// `others` are certificates that may lie between; they are not trusted for being there. Of the
/// anchors only the name, the key and what constrains them as issuers count: their own period
/// does not (RFC 5280 §6.1.1).
///
/// An end entity that stands among the anchors is not accepted for that alone (EN 319 102-1
/// §5.2.6.4 1 leaves that to a policy): it needs a path like any other. A self-signed one has it,
/// in itself, and the path returned is that one certificate.
///
/// # Errors
/// The most telling reason among all chains that were tried.
pub fn path(
    end: &Certificate,
    others: &[Certificate],
    roots: &Roots,
    at: Time,
    limits: &Limits,
) -> Result<Vec<Certificate>, PathError> {
    let mut search = Search {
        others,
        anchors: roots.anchors(),
        verified: roots.verified(),
        at,
        limits,
        checks_left: limits.signature_checks,
        failure: None,
    };
    let mut chain = vec![end];
    match search.extend(&mut chain)? {
        Some(path) => Ok(path),
        None => Err(search.failure.unwrap_or_else(|| PathError::NoIssuer {
            subject: end.subject().to_string(),
        })),
    }
}

struct Search<'a> {
    others: &'a [Certificate],
    anchors: &'a [Certificate],
    verified: &'a Verified,
    at: Time,
    limits: &'a Limits,
    checks_left: u32,
    failure: Option<PathError>,
}

/// An issuer by name; whether its key made the signature is still open.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    certificate: &'a Certificate,
    is_anchor: bool,
}

impl<'a> Search<'a> {
    /// Goes on from the last certificate of `chain`. `Ok(None)`: no way from here.
    fn extend(
        &mut self,
        chain: &mut Vec<&'a Certificate>,
    ) -> Result<Option<Vec<Certificate>>, LimitExceeded> {
        let Some(&last) = chain.last() else {
            return Ok(None);
        };
        let candidates = self.issuers_of(last, chain);
        if candidates.is_empty() || chain.len() > LONGEST {
            self.note(PathError::NoIssuer {
                subject: last.subject().to_string(),
            });
            return Ok(None);
        }
        for candidate in candidates {
            if let Err(error) = self.check_signature(last, candidate.certificate)? {
                self.note(error);
                continue;
            }
            let found = if candidate.is_anchor {
                self.conclude(chain, candidate.certificate)
            } else {
                chain.push(candidate.certificate);
                let found = self.extend(chain)?;
                chain.pop();
                found
            };
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn conclude(
        &mut self,
        chain: &[&Certificate],
        anchor: &Certificate,
    ) -> Option<Vec<Certificate>> {
        let judged = Chain {
            certificates: chain,
            anchor,
        };
        if let Err(error) = validate(&judged, self.at) {
            self.note(error);
            return None;
        }
        let mut path: Vec<Certificate> = chain.iter().copied().cloned().collect();
        if path.last() != Some(anchor) {
            path.push(anchor.clone());
        }
        Some(path)
    }

    /// Issuers by name, the most promising first. What is in the chain already is left out, and
    /// so is another certificate for the same name and key (RFC 4158 §5.2): both go in circles.
    fn issuers_of(&self, child: &Certificate, chain: &[&Certificate]) -> Vec<Candidate<'a>> {
        let anchors = self.anchors.iter().map(|certificate| Candidate {
            certificate,
            is_anchor: true,
        });
        let between = self.others.iter().filter(|other| {
            let passed = |past: &&Certificate| {
                past.public_key() == other.public_key() && past.subject().matches(other.subject())
            };
            !self.anchors.contains(other) && !chain.iter().any(passed)
        });
        let between = between.map(|certificate| Candidate {
            certificate,
            is_anchor: false,
        });
        let mut found: Vec<Candidate<'a>> = anchors
            .chain(between)
            .filter(|candidate| candidate.certificate.subject().matches(child.issuer()))
            .collect();
        found.sort_by_key(|candidate| Reverse(self.promise(child, *candidate)));
        found
    }

    /// Key identifiers that agree, then anchors, then what may sign certificates now. Identifiers
    /// that disagree only come last: they are a hint (RFC 5280 §4.2.1.1), the signature decides.
    fn promise(&self, child: &Certificate, candidate: Candidate<'_>) -> (u8, bool, bool, bool) {
        let issuer = candidate.certificate;
        let identifiers = (
            child.authority_key_identifier(),
            issuer.subject_key_identifier(),
        );
        let agreement = match identifiers {
            (Some(wanted), Some(given)) if wanted == given => 2,
            (Some(_), Some(_)) => 0,
            _ => 1,
        };
        (
            agreement,
            candidate.is_anchor,
            issuer.is_ca(),
            issuer.is_valid_at(self.at),
        )
    }

    fn check_signature(
        &mut self,
        child: &Certificate,
        issuer: &Certificate,
    ) -> Result<Result<(), PathError>, LimitExceeded> {
        let exceeded = self.limits.exceeded(Limit::SignatureChecks);
        self.checks_left = self.checks_left.checked_sub(1).ok_or(exceeded)?;
        let checked = self.verified.check(child, issuer);
        let subject = || child.subject().to_string();
        Ok(match checked {
            Ok(()) if child.names_its_algorithm_once() => Ok(()),
            Err(VerifyError::Unsupported { algorithm }) => Err(PathError::UnsupportedAlgorithm {
                subject: subject(),
                algorithm,
            }),
            _ => Err(PathError::BadSignature { subject: subject() }),
        })
    }

    fn note(&mut self, error: PathError) {
        let known = self.failure.as_ref().map(PathError::weight);
        if known.is_none_or(|known| known < error.weight()) {
            self.failure = Some(error);
        }
    }
}

//! The certificates between a signer and a root, out of a bag of certificates.

use std::cmp::Reverse;

use crate::x509::Certificate;

/// Certificates in one chain. Three are much in practice.
const LONGEST: usize = 16;

/// The issuers of `end` as far as `bag` holds them, the nearest first, a root included.
///
/// Names lead from one to the next; of several, the one whose key made the signature, then the one
/// with the right key identifier, then the one issued last. Nothing else is verified: who reads
/// the signature does that.
pub(super) fn complete(end: &Certificate, bag: &[Certificate]) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    let mut last = end;
    while chain.len() < LONGEST && !last.is_self_issued() {
        let issuer = bag
            .iter()
            .filter(|candidate| candidate.subject().matches(last.issuer()))
            .filter(|candidate| *candidate != end && !chain.contains(candidate))
            .max_by_key(|candidate| {
                (
                    last.is_signed_by(candidate),
                    agreement(last, candidate),
                    candidate.not_before(),
                )
            });
        let Some(issuer) = issuer else { break };
        chain.push(issuer.clone());
        last = issuer;
    }
    chain
}

/// Whether the key identifiers say that `issuer` issued `child`: more where they do.
fn agreement(child: &Certificate, issuer: &Certificate) -> (bool, Reverse<bool>) {
    let wanted = child.authority_key_identifier();
    let given = issuer.subject_key_identifier();
    let agree = wanted.is_some() && wanted == given;
    let disagree = wanted.is_some() && given.is_some() && wanted != given;
    (agree, Reverse(disagree))
}

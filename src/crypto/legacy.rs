//! What *ring* lacks, by RustCrypto: only to verify what others signed, never to sign.

use ecdsa::{
    EcdsaCurve, Signature, VerifyingKey,
    elliptic_curve::{
        AffinePoint, CurveArithmetic, FieldBytes, FieldBytesSize,
        sec1::{FromSec1Point, ModulusSize, ToSec1Point},
    },
    signature::hazmat::PrehashVerifier,
};
use rsa::{BoxedUint, Pkcs1v15Sign, traits::PublicKeyParts};

use super::{
    DigestAlgorithm, VerifyError,
    algorithm::PssParameters,
    digest,
    key::{Curve, DsaKey, RsaKey},
    verify::{Input, unsupported},
};
use crate::{asn1, text::Term};

/// RSASSA-PKCS1-v1_5 over a message or its digest (RFC 8017 §8.2.2).
pub(super) fn rsa_pkcs1(
    key: &RsaKey<'_>,
    algorithm: DigestAlgorithm,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let hash = hashed(algorithm, input)?;
    // DigestInfo up to the digest itself.
    let identifier = asn1::sequence(&[&asn1::oid(algorithm.oid()), &asn1::null()]);
    let mut prefix = asn1::sequence(&[&identifier, &asn1::octet_string(&hash)]);
    prefix.truncate(prefix.len().saturating_sub(hash.len()));
    let padding = Pkcs1v15Sign {
        hash_len: Some(algorithm.output_len()),
        prefix: prefix.into_boxed_slice(),
    };
    public_key(key)?
        .verify(padding, &hash, signature)
        .map_err(|_| VerifyError::Mismatch)
}

/// RSASSA-PSS with any salt and any MGF1 digest (RFC 8017 §8.1.2).
pub(super) fn rsa_pss(
    key: &RsaKey<'_>,
    parameters: PssParameters,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let hash = hashed(parameters.digest, input)?;
    let public = public_key(key)?;
    if signature.len() != key.modulus.len() || !below(signature, key.modulus) {
        return Err(VerifyError::Mismatch);
    }
    let precision = public.n().bits_precision();
    let value =
        BoxedUint::from_be_slice(signature, precision).map_err(|_| VerifyError::Mismatch)?;
    let encoded = rsa::hazmat::rsa_encrypt(&public, &value).map_err(|_| VerifyError::Mismatch)?;
    let encoded = encoded.to_be_bytes();
    let bits = key.bits().saturating_sub(1);
    let encoded = last(&encoded, bits.div_ceil(8)).ok_or(VerifyError::Mismatch)?;
    emsa_pss(&hash, encoded, bits, parameters).ok_or(VerifyError::Mismatch)
}

/// EMSA-PSS-VERIFY (RFC 8017 §9.1.2); `Some` when consistent. The crate's own takes one digest
/// for both the message and MGF1.
fn emsa_pss(hash: &[u8], encoded: &[u8], bits: usize, parameters: PssParameters) -> Option<()> {
    let (&0xbc, body) = encoded.split_last()? else {
        return None;
    };
    let masked_len = body.len().checked_sub(parameters.digest.output_len())?;
    let (masked, inner) = body.split_at_checked(masked_len)?;
    let unused = encoded.len().checked_mul(8)?.checked_sub(bits)?;
    let keep = 0xff_u8.checked_shr(u32::try_from(unused).ok()?)?;
    if masked.first()? & !keep != 0 {
        return None;
    }
    let mask = mgf1(parameters.mgf1_digest, inner, masked.len())?;
    let mut block: Vec<u8> = masked.iter().zip(&mask).map(|(a, b)| a ^ b).collect();
    *block.first_mut()? &= keep;
    let padding_len = block
        .len()
        .checked_sub(parameters.salt_len)?
        .checked_sub(1)?;
    let (padding, rest) = block.split_at_checked(padding_len)?;
    let (&0x01, salt) = rest.split_first()? else {
        return None;
    };
    if padding.iter().any(|octet| *octet != 0) {
        return None;
    }
    let message = [&[0; 8], hash, salt].concat();
    (digest(parameters.digest, &message)?.as_slice() == inner).then_some(())
}

/// MGF1 (RFC 8017 §B.2.1); `len` is at most the modulus.
fn mgf1(algorithm: DigestAlgorithm, seed: &[u8], len: usize) -> Option<Vec<u8>> {
    let mut mask = Vec::new();
    for counter in 0_u32.. {
        if mask.len() >= len {
            break;
        }
        mask.extend(digest(algorithm, &[seed, &counter.to_be_bytes()].concat())?);
    }
    mask.truncate(len);
    Some(mask)
}

/// ECDSA on any curve of the table, over a message or its digest.
pub(super) fn ecdsa(
    curve: Curve,
    point: &[u8],
    algorithm: DigestAlgorithm,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let hash = hashed(algorithm, input)?;
    match curve {
        Curve::P256 => ecdsa_on::<p256::NistP256>(point, &hash, signature),
        Curve::P384 => ecdsa_on::<p384::NistP384>(point, &hash, signature),
        Curve::P521 => ecdsa_on::<p521::NistP521>(point, &hash, signature),
        Curve::BrainpoolP256r1 => ecdsa_on::<bp256::BrainpoolP256r1>(point, &hash, signature),
        Curve::BrainpoolP384r1 => ecdsa_on::<bp384::BrainpoolP384r1>(point, &hash, signature),
        Curve::BrainpoolP512r1 | Curve::Secp256k1 => Err(unsupported(curve.name())),
    }
}

fn ecdsa_on<C>(point: &[u8], hash: &[u8], signature: &[u8]) -> Result<(), VerifyError>
where
    C: EcdsaCurve + CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let key = VerifyingKey::<C>::from_sec1_bytes(point).map_err(|_| VerifyError::Key)?;
    let (r, s) = integers(signature).ok_or(VerifyError::Mismatch)?;
    let size = FieldBytes::<C>::default().len();
    let fixed = [padded(r, size), padded(s, size)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .concat();
    let signature = Signature::<C>::from_slice(&fixed).map_err(|_| VerifyError::Mismatch)?;
    // The crate refuses digests below half the field; zeros before them change no number.
    let widened = padded(hash, size);
    let prehash = widened.as_deref().unwrap_or(hash);
    key.verify_prehash(prehash, &signature)
        .map_err(|_| VerifyError::Mismatch)
}

/// Ed448 without context (RFC 8032 §5.2.7).
pub(super) fn ed448(point: &[u8], message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
    let point: &[u8; 57] = point.try_into().map_err(|_| VerifyError::Key)?;
    // The last byte of an encoded point has only a sign bit; the crate reads over the others.
    let has_spare_bits = |octets: &[u8]| octets.get(56).is_some_and(|last| last & 0x7f != 0);
    if has_spare_bits(point) || has_spare_bits(signature) {
        return Err(VerifyError::Mismatch);
    }
    let key = ed448_goldilocks::VerifyingKey::from_bytes(point).map_err(|_| VerifyError::Key)?;
    let signature =
        ed448_goldilocks::Signature::try_from(signature).map_err(|_| VerifyError::Mismatch)?;
    key.verify_raw(&signature, message)
        .map_err(|_| VerifyError::Mismatch)
}

/// DSA over a message or its digest (FIPS 186-4 §4.7).
pub(super) fn dsa(
    key: &DsaKey<'_>,
    algorithm: DigestAlgorithm,
    input: Input<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let hash = hashed(algorithm, input)?;
    let key = dsa_key(key).ok_or(VerifyError::Key)?;
    let (r, s) = integers(signature).ok_or(VerifyError::Mismatch)?;
    let number = BoxedUint::from_be_slice_vartime;
    let signature =
        dsa::Signature::from_components(number(r), number(s)).ok_or(VerifyError::Mismatch)?;
    key.verify_prehash(&hash, &signature)
        .map_err(|_| VerifyError::Mismatch)
}

/// A key of a size that FIPS 186-4 names; g and y in as many words as p, which the crate expects.
fn dsa_key(key: &DsaKey<'_>) -> Option<dsa::VerifyingKey> {
    if key.p.len() > 384 || key.q.len() > 32 {
        return None;
    }
    let p = BoxedUint::from_be_slice_vartime(key.p);
    let q = BoxedUint::from_be_slice_vartime(key.q);
    let g = BoxedUint::from_be_slice(key.g, p.bits_precision()).ok()?;
    let y = BoxedUint::from_be_slice(key.y, p.bits_precision()).ok()?;
    if y >= p || key.q.last()? & 1 == 0 {
        return None;
    }
    let components = dsa::Components::from_components(p, q, g.clone()).ok()?;
    // The crate proves of y alone that it lies in the subgroup of order q; g must as well
    // (FIPS 186-4 §A.2.2), or a value fits that nobody signed.
    if dsa::VerifyingKey::from_components(components.clone(), g).is_err() {
        return None;
    }
    dsa::VerifyingKey::from_components(components, y).ok()
}

/// r and s of an ECDSA-Sig-Value or Dss-Sig-Value, strictly DER (RFC 3279 §2.2.3).
fn integers(signature: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut outer = asn1::Reader::new(signature, asn1::Rules::Der);
    let mut inner = outer
        .expect(asn1::Tag::SEQUENCE, Term::SIGNATURE_IS_EXPECTED)
        .ok()?
        .children()
        .ok()?;
    outer.finish().ok()?;
    let r = inner.any().ok()?.unsigned().ok()?;
    let s = inner.any().ok()?.unsigned().ok()?;
    inner.finish().ok()?;
    Some((r, s))
}

/// `number` with zeros before it up to `len` bytes; `None` if it is longer.
fn padded(number: &[u8], len: usize) -> Option<Vec<u8>> {
    let missing = len.checked_sub(number.len())?;
    let mut whole = vec![0; missing];
    whole.extend_from_slice(number);
    Some(whole)
}

fn hashed(algorithm: DigestAlgorithm, input: Input<'_>) -> Result<Vec<u8>, VerifyError> {
    match input {
        Input::Message(message) => {
            digest(algorithm, message).ok_or_else(|| unsupported(&algorithm.to_string()))
        }
        Input::Digest(hash) if hash.len() == algorithm.output_len() => Ok(hash.to_vec()),
        Input::Digest(_) => Err(VerifyError::Mismatch),
    }
}

/// A key of 512 to 8192 bits; fewer are factored on a desk, more only cost time.
fn public_key(key: &RsaKey<'_>) -> Result<rsa::PublicKey, VerifyError> {
    let modulus = BoxedUint::from_be_slice_vartime(key.modulus);
    let exponent = BoxedUint::from_be_slice_vartime(key.exponent);
    rsa::PublicKey::new_with_size_limits(modulus, exponent, 512..=8192)
        .map_err(|_| VerifyError::Key)
}

/// Whether one number is smaller than another of as many bytes.
fn below(value: &[u8], limit: &[u8]) -> bool {
    value.len() == limit.len() && value < limit
}

fn last(bytes: &[u8], len: usize) -> Option<&[u8]> {
    let start = bytes.len().checked_sub(len)?;
    let (dropped, kept) = bytes.split_at_checked(start)?;
    dropped.iter().all(|octet| *octet == 0).then_some(kept)
}

//! Bit flips over a whole CMS, for the tests of this room and of `tsp`.

use std::ops::Range;

use super::{Outcome, SignedData, SignerCheck};
use crate::{
    Limits,
    asn1::{Reader, Rules, Tag},
};

/// Every byte of which some flipped bit leaves all steps `ok` and the length as it was. Bit 0
/// changes any value and number, bit 5 the form of a tag.
pub(crate) fn flips_that_pass(cms: &[u8], check: impl Fn(SignedData) -> SignerCheck) -> Vec<usize> {
    let passes = |bytes: &[u8]| {
        SignedData::parse(bytes, &Limits::default()).is_ok_and(|parsed| {
            let whole = parsed.encoded_len == cms.len();
            whole
                && check(parsed)
                    .steps
                    .iter()
                    .all(|step| step.outcome == Outcome::Ok)
        })
    };
    assert!(passes(cms));
    let flipped = |position: usize, bit: u32| {
        let mut bytes = cms.to_vec();
        bytes[position] ^= 1 << bit;
        bytes
    };
    (0..cms.len())
        .filter(|position| {
            [0, 5]
                .into_iter()
                .any(|bit| passes(&flipped(*position, bit)))
        })
        .collect()
}

/// Whether no signature covers the byte: versions and the list of digest algorithms, which tell
/// a reader nothing that stands nowhere else, and certificates other than the signer's.
pub(crate) fn is_unprotected(cms: &[u8], position: usize) -> bool {
    unprotected(cms)
        .iter()
        .any(|range| range.contains(&position))
}

fn unprotected(cms: &[u8]) -> Vec<Range<usize>> {
    let content_info = Reader::new(cms, Rules::Der).any().unwrap();
    let mut fields = content_info.children().unwrap();
    fields.any().unwrap();
    let explicit = fields.any().unwrap().children().unwrap().any().unwrap();
    let mut fields = explicit.children().unwrap();
    let mut ranges = vec![fields.any().unwrap(), fields.any().unwrap()];
    fields.any().unwrap();
    let own = SignedData::parse(cms, &Limits::default()).unwrap();
    let signer = own.check(&mut |_| None).certificate.unwrap();
    if let Some(set) = fields.optional(Tag::context(0)).unwrap() {
        let mut members = set.children().unwrap();
        while let Some(member) = members.next().unwrap() {
            if member.raw != own.certificates[signer].der() {
                ranges.push(member);
            }
        }
    }
    let signers = fields.any().unwrap();
    let info = signers.children().unwrap().any().unwrap();
    ranges.push(info.children().unwrap().any().unwrap());
    let span =
        |element: crate::asn1::Element<'_, '_>| element.offset..element.offset + element.raw.len();
    ranges.into_iter().map(span).collect()
}

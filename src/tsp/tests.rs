use super::{check, signature_time_stamps};
use crate::{
    Limits,
    cms::{
        Attribute, Outcome, SignedData,
        flips::{flips_that_pass, is_unprotected},
        oid, step_id,
    },
    crypto::digest,
};

const STAMPED: &[u8] = b"signed bytes";

fn token() -> Vec<u8> {
    std::fs::read("testdata/cms/token.der").unwrap()
}

#[test]
fn a_token_of_openssl_stamps_its_bytes_and_no_others() {
    let parsed = SignedData::parse(&token(), &Limits::default()).unwrap();
    let good = check(&parsed, &mut |algorithm| digest(algorithm, STAMPED));
    let bad: Vec<_> = good
        .check
        .steps
        .iter()
        .filter(|step| step.outcome != Outcome::Ok)
        .collect();
    assert!(bad.is_empty(), "{bad:?}");
    assert_eq!(
        good.info.unwrap().gen_time.to_string(),
        "2026-11-24T02:03:04Z"
    );

    let other = check(&parsed, &mut |algorithm| digest(algorithm, b"other bytes"));
    assert_eq!(
        other.check.step(step_id::MESSAGE_IMPRINT).unwrap().outcome,
        Outcome::Fail
    );
    assert_eq!(
        other.check.step(step_id::SIGNATURE_VALUE).unwrap().outcome,
        Outcome::Ok
    );
}

#[test]
fn a_signature_that_is_no_token_fails_as_one() {
    let cms = std::fs::read("testdata/cms/enveloping.der").unwrap();
    let parsed = SignedData::parse(&cms, &Limits::default()).unwrap();
    let found = check(&parsed, &mut |algorithm| digest(algorithm, STAMPED));
    assert!(found.info.is_none());
    for id in [step_id::TOKEN, step_id::CONTENT_TYPE] {
        assert_eq!(found.check.step(id).unwrap().outcome, Outcome::Fail, "{id}");
    }
}

#[test]
fn signature_time_stamps_are_held_against_the_signature_value() {
    let cms = std::fs::read("testdata/cms/detached.der").unwrap();
    let mut signer = SignedData::parse(&cms, &Limits::default())
        .unwrap()
        .signers
        .remove(0);
    signer.unsigned.push(Attribute {
        oid: oid::SIGNATURE_TIME_STAMP.to_owned(),
        values: vec![token(), b"no token".to_vec()],
    });
    // A token over other bytes than the signature value.
    let found = signature_time_stamps(&signer, &Limits::default());
    let outcome = |index: usize, id| found[index].check.step(id).map(|step| step.outcome);
    assert_eq!(outcome(0, step_id::MESSAGE_IMPRINT), Some(Outcome::Fail));
    assert_eq!(outcome(1, step_id::TOKEN), Some(Outcome::Fail));
    // The same token where it is the value that was stamped.
    signer.signature = STAMPED.to_vec();
    let found = signature_time_stamps(&signer, &Limits::default());
    assert!(!found[0].check.failed());
}

#[test]
fn a_flipped_bit_never_leaves_a_token_good() {
    let good = token();
    for position in flips_that_pass(&good, |parsed| {
        check(&parsed, &mut |algorithm| digest(algorithm, STAMPED)).check
    }) {
        assert!(is_unprotected(&good, position), "byte {position}");
    }
}

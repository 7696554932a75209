use super::{DigestAlgorithm, Hasher, SignatureAlgorithm, SignatureScheme, digest};

#[test]
fn a_clone_forks_a_digest() {
    let mut common = Hasher::start(DigestAlgorithm::Sha256).unwrap();
    common.update(b"ab");
    let mut fork = common.clone();
    common.update(b"c");
    fork.update(b"d");
    assert_eq!(
        common.finish(),
        digest(DigestAlgorithm::Sha256, b"abc").unwrap()
    );
    assert_eq!(
        fork.finish(),
        digest(DigestAlgorithm::Sha256, b"abd").unwrap()
    );
}

#[test]
fn an_identifier_reads_back_as_the_scheme_that_wrote_it() {
    for scheme in SignatureScheme::ALL {
        let algorithm = SignatureAlgorithm::from_identifier(&scheme.identifier()).unwrap();
        if scheme == SignatureScheme::Ed25519 {
            assert_eq!(algorithm, SignatureAlgorithm::Ed25519);
        } else {
            assert_eq!(algorithm.digest(), Some(scheme.digest()), "{scheme}");
        }
    }
}

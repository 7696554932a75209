use super::{Issued, KeyAlgorithm, Order, PkiError, PrivateKey, Subject};
use crate::{
    Limits, Time,
    identity::{KeyFile, Signer},
    x509::{self, KeyKind, Roots, certificates_in},
};

/// Random enough for keys that nobody uses, and the same in every run.
fn random() -> impl FnMut(&mut [u8]) {
    let mut state = 0x4b59_534fu64;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = state.to_le_bytes()[3];
        }
    }
}

fn order(subject: Subject) -> Order {
    let from = Time::parse("2026-01-01T00:00:00+07:00").unwrap();
    let to = Time::parse("2028-12-31T23:59:59+07:00").unwrap();
    Order::new(subject, from, to).key(KeyAlgorithm::P256)
}

fn agency_subject() -> Subject {
    Subject::new("Sở Nội vụ tỉnh Thử Nghiệm")
        .organization("Ủy ban nhân dân tỉnh Thử Nghiệm")
        .country("VN")
}

fn leader_subject() -> Subject {
    Subject::new("Nguyễn Thị Thử")
        .title("Giám đốc")
        .organization("Sở Nội vụ tỉnh Thử Nghiệm")
        .unit("Ban Giám đốc")
        .locality("Phường Thử")
        .province("Thử Nghiệm")
        .country("vn")
        .user_id("CCCD:001099012345")
}

fn authorities(random: &mut dyn FnMut(&mut [u8])) -> (Issued, Issued) {
    let root = super::root(&order(Subject::new("Gốc thử nghiệm").country("VN")), random).unwrap();
    let ca = Subject::new("Cấp phát thử nghiệm").country("VN");
    let ca = super::ca(&order(ca), &root, random).unwrap();
    (root, ca)
}

#[test]
fn a_leaders_certificate_leads_to_the_root() {
    let mut random = random();
    let (root, ca) = authorities(&mut random);
    let order = order(leader_subject()).crl_url("http://crl.vn.test/ca.crl");
    let leader = super::leader(&order, &ca, &mut random).unwrap();
    let certificate = leader.certificate();
    assert_eq!(
        certificate.subject().to_string(),
        "UID=CCCD:001099012345,CN=Nguyễn Thị Thử,T=Giám đốc,OU=Ban Giám đốc,\
         O=Sở Nội vụ tỉnh Thử Nghiệm,L=Phường Thử,ST=Thử Nghiệm,C=VN"
    );
    assert_eq!(certificate.not_before(), order.not_before);
    assert_eq!(certificate.not_after(), order.not_after);
    let usage = certificate.key_usage().unwrap();
    assert!(usage.digital_signature && usage.non_repudiation && !usage.key_cert_sign);
    assert!(
        certificate
            .critical_extensions()
            .contains(&"2.5.29.15".to_owned())
    );
    assert_eq!(certificate.crl_urls(), ["http://crl.vn.test/ca.crl"]);
    assert_eq!(
        certificate.authority_key_identifier(),
        ca.certificate().subject_key_identifier()
    );
    assert_eq!(certificate.serial().len(), 16);
    assert_eq!(ca.certificate().path_len(), Some(0));
    assert_eq!(root.certificate().path_len(), None);
    assert_eq!(
        leader.chain(),
        [ca.certificate().clone(), root.certificate().clone()]
    );
    let mut roots = Roots::new();
    roots.add_certificate(root.certificate().clone());
    let path = x509::path(
        certificate,
        leader.chain(),
        &roots,
        order.not_before,
        &Limits::default(),
    );
    assert_eq!(path.unwrap().len(), 3);
}

#[test]
fn what_is_written_opens_again() {
    let mut random = random();
    let (_, ca) = authorities(&mut random);
    let agency = super::agency(&order(agency_subject()), &ca, &mut random).unwrap();
    let p12 = agency.to_pkcs12("mật khẩu").unwrap();
    let opened = KeyFile::open(&[&p12], Some("mật khẩu")).unwrap();
    assert_eq!(opened.certificate(), agency.certificate());
    assert_eq!(opened.chain(), agency.chain());
    assert!(opened.findings().is_empty());
    let key = agency
        .key()
        .to_encrypted_pem("mật khẩu", &mut random)
        .unwrap();
    let chain = agency.to_chain_pem();
    assert_eq!(certificates_in(chain.as_bytes()).unwrap().len(), 3);
    let opened = KeyFile::open(&[key.as_bytes(), chain.as_bytes()], Some("mật khẩu")).unwrap();
    assert_eq!(opened.certificate(), agency.certificate());
    assert!(matches!(
        agency.to_pkcs12(""),
        Err(PkiError::KeyFile { .. })
    ));
}

#[test]
fn each_kind_of_key_is_made() {
    let mut random = random();
    let kinds = [
        (KeyAlgorithm::Rsa2048, KeyKind::Rsa { bits: 2048 }),
        (KeyAlgorithm::P256, KeyKind::EcP256),
        (KeyAlgorithm::P384, KeyKind::EcP384),
        (KeyAlgorithm::Ed25519, KeyKind::Ed25519),
    ];
    for (algorithm, kind) in kinds {
        let order = order(agency_subject()).key(algorithm);
        let root = super::root(&order, &mut random).unwrap();
        assert_eq!(root.certificate().key_kind(), kind);
        assert!(root.certificate().is_self_issued() && root.certificate().is_ca());
        let leader = super::leader(&self::order(leader_subject()), &root, &mut random).unwrap();
        assert!(
            leader
                .certificate()
                .issuer()
                .matches(root.certificate().subject())
        );
        let request = super::csr(&leader_subject(), algorithm, &mut random).unwrap();
        assert!(
            request
                .to_pem()
                .starts_with("-----BEGIN CERTIFICATE REQUEST-----\nMI")
        );
    }
}

#[test]
fn an_authority_from_a_file_issues() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/keys");
    let read = |name: &str| std::fs::read(format!("{folder}/{name}")).unwrap();
    let files = [read("ca.key"), read("chain.pem")];
    let ca = KeyFile::open(&[&files[0], &files[1]], None).unwrap();
    let leader = super::leader(&order(leader_subject()), &ca, &mut random()).unwrap();
    assert_eq!(leader.certificate().issuer(), ca.certificate().subject());
    assert_eq!(leader.chain().len(), 2);
    let files = [read("leader-p256.pem")];
    let leader = KeyFile::open(&[&files[0]], None).unwrap();
    let refused = super::leader(&order(leader_subject()), &leader, &mut random()).err();
    assert!(matches!(refused, Some(PkiError::NotACa { .. })));
}

#[test]
fn orders_that_make_no_sense_are_refused() {
    let mut random = random();
    let (_, ca) = authorities(&mut random);
    let mut backwards = order(leader_subject());
    std::mem::swap(&mut backwards.not_before, &mut backwards.not_after);
    let refused = super::leader(&backwards, &ca, &mut random).err();
    assert_eq!(refused, Some(PkiError::Period));
    for subject in [
        Subject::new("Nguyễn Thị Thử").organization("Sở Nội vụ"),
        Subject::new(" ")
            .title("Giám đốc")
            .organization("Sở Nội vụ"),
        Subject::new("A\u{7}")
            .title("Giám đốc")
            .organization("Sở Nội vụ"),
        leader_subject().country("VNM"),
        leader_subject().unit(""),
    ] {
        let refused = super::leader(&order(subject), &ca, &mut random).err();
        assert!(matches!(refused, Some(PkiError::Subject { .. })));
    }
    let refused = super::agency(&order(leader_subject()), &ca, &mut random).err();
    assert!(matches!(refused, Some(PkiError::Subject { .. })));
}

#[test]
fn decomposed_letters_are_written_composed() {
    let typed = Subject::new("Nguye\u{302}\u{303}n").country("VN");
    let root = super::root(&order(typed), &mut random()).unwrap();
    assert_eq!(root.certificate().subject().common_name(), Some("Nguyễn"));
}

#[test]
fn ed25519_keys_follow_from_the_randomness() {
    let make = || PrivateKey::generate(KeyAlgorithm::Ed25519, &mut random()).unwrap();
    assert_eq!(make().as_pkcs8(), make().as_pkcs8());
}

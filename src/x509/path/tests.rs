#![cfg(feature = "pki")]

use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SigningKey,
};

use super::{PathError, path};
use crate::{
    Limit, Limits, Time,
    x509::{Certificate, Roots},
};

/// A certificate under construction, and the key that signs with it.
struct Party {
    parameters: CertificateParams,
    key: KeyPair,
}

impl Party {
    fn new(name: &str, is_ca: IsCa, usages: &[KeyUsagePurpose]) -> Self {
        let mut parameters = CertificateParams::default();
        parameters.distinguished_name.push(DnType::CommonName, name);
        parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
        parameters.not_after = rcgen::date_time_ymd(2030, 1, 1);
        parameters.is_ca = is_ca;
        parameters.key_usages = usages.to_vec();
        Self {
            parameters,
            key: KeyPair::generate().unwrap(),
        }
    }

    fn authority(name: &str) -> Self {
        let is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self::new(name, is_ca, &[KeyUsagePurpose::KeyCertSign])
    }

    fn person(name: &str) -> Self {
        Self::new(
            name,
            IsCa::ExplicitNoCa,
            &[KeyUsagePurpose::DigitalSignature],
        )
    }

    fn with(mut self, change: impl FnOnce(&mut CertificateParams)) -> Self {
        change(&mut self.parameters);
        self
    }

    fn by(&self, issuer: &Self) -> Certificate {
        self.signed(&Issuer::from_params(&issuer.parameters, &issuer.key))
    }

    fn by_itself(&self) -> Certificate {
        self.by(self)
    }

    fn signed(&self, issuer: &Issuer<'_, impl SigningKey>) -> Certificate {
        let made = self.parameters.signed_by(&self.key, issuer).unwrap();
        Certificate::from_der(made.der()).unwrap()
    }
}

fn at(text: &str) -> Time {
    Time::parse(text).unwrap()
}

fn roots(anchors: &[&Certificate]) -> Roots {
    let mut roots = Roots::new();
    for anchor in anchors {
        roots.add_certificate((*anchor).clone());
    }
    roots
}

fn judge(
    end: &Certificate,
    others: &[&Certificate],
    anchors: &[&Certificate],
) -> Result<Vec<Certificate>, PathError> {
    let others: Vec<Certificate> = others.iter().copied().cloned().collect();
    let now = at("2026-11-24T02:03:04Z");
    path(end, &others, &roots(anchors), now, &Limits::default())
}

#[test]
fn the_path_is_found_whatever_lies_beside_it() {
    let (root, middle, person) = (
        Party::authority("Gốc"),
        Party::authority("Cấp phát"),
        Party::person("An"),
    );
    let (root_certificate, issued) = (root.by_itself(), middle.by(&root));
    let end = person.by(&middle);
    let stranger = Party::authority("Cấp phát").by_itself();
    let path = judge(
        &end,
        &[&end, &stranger, &issued, &root_certificate],
        &[&root_certificate],
    );
    assert_eq!(
        path.unwrap(),
        [end.clone(), issued.clone(), root_certificate.clone()]
    );
    let trusted_middle = judge(&end, &[], &[&issued]);
    assert_eq!(trusted_middle.unwrap(), [end.clone(), issued]);
    assert_eq!(
        judge(&end, &[&root_certificate], &[&root_certificate]),
        Err(PathError::NoIssuer {
            subject: "CN=An".to_owned()
        })
    );
}

#[test]
fn of_several_issuers_with_one_name_the_one_with_the_key_counts() {
    let root = Party::authority("Gốc");
    let (old, new) = (Party::authority("Cấp phát"), Party::authority("Cấp phát"));
    let (old_certificate, new_certificate) = (old.by(&root), new.by(&root));
    let anchor = root.by_itself();
    let end = Party::person("An").by(&new);
    let path = judge(&end, &[&old_certificate, &new_certificate], &[&anchor]).unwrap();
    assert_eq!(path[1], new_certificate);
    assert_eq!(
        judge(&end, &[&old_certificate], &[&anchor]),
        Err(PathError::BadSignature {
            subject: "CN=An".to_owned()
        })
    );
}

#[test]
fn circles_end() {
    let (a, b) = (Party::authority("A"), Party::authority("B"));
    let end = Party::person("An").by(&a);
    let stranger = Party::authority("Gốc").by_itself();
    let found = judge(&end, &[&a.by(&b), &b.by(&a), &a.by_itself()], &[&stranger]);
    assert!(
        matches!(found, Err(PathError::NoIssuer { .. })),
        "{found:?}"
    );
}

#[test]
fn the_search_is_paid_from_a_budget() {
    let root = Party::authority("Gốc");
    let impostors: Vec<Certificate> = (0..150)
        .map(|_| Party::authority("Cấp phát").by(&root))
        .collect();
    let end = Party::person("An").by(&Party::authority("Cấp phát"));
    let impostors: Vec<&Certificate> = impostors.iter().collect();
    assert_eq!(
        judge(&end, &impostors, &[&root.by_itself()]),
        Err(PathError::Limit(
            Limits::default().exceeded(Limit::SignatureChecks)
        ))
    );
}

#[test]
fn only_authorities_issue() {
    let root = Party::authority("Gốc");
    let anchor = root.by_itself();
    let not_a_ca = |party: Party| {
        let end = Party::person("An").by(&party);
        let found = judge(&end, &[&party.by(&root)], &[&anchor]);
        assert!(matches!(found, Err(PathError::NotACa { .. })), "{found:?}");
    };
    not_a_ca(Party::person("Bình"));
    not_a_ca(Party::new("Bình", IsCa::NoCa, &[]));
    not_a_ca(Party::authority("Bình").with(|parameters| {
        parameters.key_usages = vec![KeyUsagePurpose::CrlSign];
    }));
}

#[test]
fn a_person_among_the_anchors_vouches_for_nobody() {
    let root = Party::authority("Gốc");
    let person = Party::person("Bình");
    let trusted = person.by(&root);
    let end = Party::person("An").by(&person);
    let found = judge(&end, &[], &[&trusted]);
    assert!(matches!(found, Err(PathError::NotACa { .. })), "{found:?}");
}

#[test]
fn an_end_entity_among_the_anchors_needs_a_path_like_any_other() {
    let root = Party::authority("Gốc");
    let issued = Party::person("An").by(&root);
    let found = judge(&issued, &[], &[&issued]);
    assert!(
        matches!(found, Err(PathError::NoIssuer { .. })),
        "{found:?}"
    );
    let own = Party::person("Bình").by_itself();
    assert_eq!(judge(&own, &[], &[&own]), Ok(vec![own.clone()]));
    assert!(judge(&own, &[], &[&root.by_itself()]).is_err());
}

#[test]
fn path_lengths_hold_and_self_issued_certificates_do_not_count() {
    let short = IsCa::Ca(BasicConstraints::Constrained(0));
    let root = Party::authority("Gốc");
    let first = Party::new("Một", short, &[KeyUsagePurpose::KeyCertSign]);
    let second = Party::authority("Hai");
    let anchor = root.by_itself();
    let (first_certificate, second_certificate) = (first.by(&root), second.by(&first));
    let end = Party::person("An").by(&second);
    assert_eq!(
        judge(&end, &[&first_certificate, &second_certificate], &[&anchor]),
        Err(PathError::PathLength {
            subject: "CN=Một".to_owned()
        })
    );
    let renewed = Party::new("Một", short, &[KeyUsagePurpose::KeyCertSign]);
    let end = Party::person("An").by(&renewed);
    let path = judge(&end, &[&first_certificate, &renewed.by(&first)], &[&anchor]);
    assert_eq!(path.unwrap().len(), 4);
}

#[test]
fn periods_are_judged_the_end_entitys_last() {
    let root = Party::authority("Gốc");
    let middle = Party::authority("Cấp phát");
    let anchor = root.by_itself();
    let expired = |parameters: &mut CertificateParams| {
        parameters.not_after = rcgen::date_time_ymd(2025, 1, 1);
    };
    let late = Party::person("An").with(expired);
    let found = judge(&late.by(&middle), &[&middle.by(&root)], &[&anchor]);
    assert!(
        matches!(
            found,
            Err(PathError::OutOfPeriod {
                end_entity: true,
                ..
            })
        ),
        "{found:?}"
    );
    let only_encipher = late.with(|parameters| {
        parameters.key_usages = vec![KeyUsagePurpose::KeyEncipherment];
    });
    let found = judge(&only_encipher.by(&middle), &[&middle.by(&root)], &[&anchor]);
    assert!(
        matches!(found, Err(PathError::KeyUsage { .. })),
        "{found:?}"
    );
    let old = Party::authority("Cấp phát").with(expired);
    let found = judge(&Party::person("An").by(&old), &[&old.by(&root)], &[&anchor]);
    assert!(
        matches!(
            found,
            Err(PathError::OutOfPeriod {
                end_entity: false,
                ..
            })
        ),
        "{found:?}"
    );
}

#[test]
fn an_anchors_own_period_does_not_count() {
    let root = Party::authority("Gốc").with(|parameters| {
        parameters.not_after = rcgen::date_time_ymd(2021, 1, 1);
    });
    let end = Party::person("An").by(&root);
    assert_eq!(judge(&end, &[], &[&root.by_itself()]).unwrap().len(), 2);
}

#[test]
fn the_ends_of_a_period_belong_to_it() {
    let root = Party::authority("Gốc");
    let end = Party::person("An").by(&root);
    let anchors = roots(&[&root.by_itself()]);
    let is_good = |time: &str| path(&end, &[], &anchors, at(time), &Limits::default()).is_ok();
    assert!(is_good("2020-01-01T00:00:00Z") && is_good("2030-01-01T00:00:00Z"));
    assert!(!is_good("2019-12-31T23:59:59Z") && !is_good("2030-01-01T00:00:01Z"));
}

#[test]
fn what_is_critical_and_unknown_refuses() {
    let root = Party::authority("Gốc");
    let anchor = root.by_itself();
    let end = |oid: &[u64], critical: bool| {
        let mut extension = CustomExtension::from_oid_content(oid, vec![0x05, 0x00]);
        extension.set_criticality(critical);
        let party = Party::person("An").with(|parameters| {
            parameters.custom_extensions = vec![extension];
        });
        party.by(&root)
    };
    assert!(judge(&end(&[1, 2, 3, 4], false), &[], &[&anchor]).is_ok());
    assert_eq!(
        judge(&end(&[1, 2, 3, 4], true), &[], &[&anchor]),
        Err(PathError::CriticalExtension {
            subject: "CN=An".to_owned(),
            oid: "1.2.3.4".to_owned()
        })
    );
    let constraints = judge(&end(&[2, 5, 29, 36], false), &[], &[&anchor]);
    assert!(
        matches!(constraints, Err(PathError::CriticalExtension { .. })),
        "constraints nobody checks, marked critical or not"
    );
}

/// RFC 5937: what an anchor may not issue binds those below it, though nothing here checks what.
#[test]
fn an_anchors_constraints_refuse_and_its_other_extensions_do_not() {
    let anchored = |oid: &[u64], critical: bool| {
        let mut extension = CustomExtension::from_oid_content(oid, vec![0x30, 0x00]);
        extension.set_criticality(critical);
        let root = Party::authority("Gốc").with(|parameters| {
            parameters.custom_extensions = vec![extension];
        });
        judge(&Party::person("An").by(&root), &[], &[&root.by_itself()])
    };
    for critical in [true, false] {
        for oid in [[2, 5, 29, 30], [2, 5, 29, 36]] {
            let found = anchored(&oid, critical);
            let expected = PathError::CriticalExtension {
                subject: "CN=Gốc".to_owned(),
                oid: format!("2.5.29.{}", oid[3]),
            };
            assert_eq!(found, Err(expected));
        }
        assert!(anchored(&[1, 2, 3, 4], critical).is_ok());
    }
}

/// A certificate whose purposes cannot be read is none without purposes.
#[test]
fn purposes_that_cannot_be_read_refuse_the_certificate() {
    let of = |content: &[u8]| {
        let extension = CustomExtension::from_oid_content(&[2, 5, 29, 37], content.to_vec());
        let party = Party::person("An").with(|parameters| {
            parameters.custom_extensions = vec![extension];
        });
        let key = &party.key;
        Certificate::from_der(party.parameters.self_signed(key).unwrap().der())
    };
    const STAMPING: &[u8] = &[0x30, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 8];
    let one = of(STAMPING).unwrap();
    assert_eq!(one.extended_key_usage().unwrap(), ["1.3.6.1.5.5.7.3.8"]);
    for content in [
        &[][..],
        &[0x30, 0],
        &[0x30, 1, 6],
        &[0x30, 2, 6, 0],
        &[0x30, 2, 5, 0],
        &[0x30, 4, 6, 2, 0x2b, 0x80],
        &[0x30, 3, 6, 1, 0x80],
        &[0x31, 3, 6, 1, 0x2b],
        &[0x30, 0x80, 6, 1, 0x2b, 0, 0],
        &[STAMPING, &[0]].concat(),
    ] {
        assert!(of(content).is_err(), "{content:02x?}");
    }
}

/// An authority whose modulus can be factored.
struct Small {
    key: rsa::PrivateKey,
    public: Vec<u8>,
}

impl rcgen::PublicKeyData for Small {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_RSA_SHA256
    }
}

impl SigningKey for Small {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        let hash = ring::digest::digest(&ring::digest::SHA256, message);
        let prefix = [
            0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20,
        ];
        let padding = rsa::Pkcs1v15Sign {
            hash_len: Some(32),
            prefix: prefix.into(),
        };
        Ok(self.key.sign(padding, hash.as_ref()).unwrap())
    }
}

#[test]
fn a_weak_link_breaks_the_chain() {
    use rsa::pkcs8::DecodePrivateKey;
    let pem = std::fs::read_to_string("testdata/keys/weak-rsa1024.pem").unwrap();
    let holder = crate::x509::certificates_in(pem.as_bytes()).unwrap();
    let end = pem.find("-----BEGIN CERTIFICATE").unwrap();
    let small = Small {
        key: rsa::PrivateKey::from_pkcs8_pem(&pem[..end]).unwrap(),
        public: holder[0].subject_public_key().to_vec(),
    };
    let (root, middle) = (Party::authority("Gốc"), Party::authority("Cấp phát"));
    let anchor = root.by_itself();
    let above = Issuer::from_params(&root.parameters, &root.key);
    let made = middle.parameters.signed_by(&small, &above).unwrap();
    let issued = Certificate::from_der(made.der()).unwrap();
    let end = Party::person("An").signed(&Issuer::from_params(&middle.parameters, &small));
    let weak = PathError::WeakAlgorithm {
        subject: "CN=An".to_owned(),
        algorithm: "RSA-1024".to_owned(),
    };
    assert_eq!(judge(&end, &[&issued], &[&anchor]), Err(weak.clone()));
    assert_eq!(judge(&end, &[], &[&issued]), Err(weak), "an anchor's key");
}

#[test]
fn a_signature_that_held_is_verified_once_for_all_documents() {
    let (root, middle) = (Party::authority("Gốc"), Party::authority("Cấp phát"));
    let (anchor, issued) = (root.by_itself(), middle.by(&root));
    let (an, binh) = (
        Party::person("An").by(&middle),
        Party::person("Bình").by(&middle),
    );
    let trusted = roots(&[&anchor]);
    let limits = Limits::default();
    let others = [issued];
    let judge = |end: &Certificate, roots: &Roots, day| path(end, &others, roots, at(day), &limits);
    let today = "2026-11-24T02:03:04Z";
    let first = judge(&an, &trusted, today).unwrap();
    assert_eq!(trusted.verified().remembered(), 2);
    assert_eq!(judge(&an, &trusted.clone(), today).unwrap(), first);
    assert_eq!(trusted.verified().remembered(), 2);
    judge(&binh, &trusted.clone(), today).unwrap();
    assert_eq!(trusted.verified().remembered(), 3);
    // Everything else is judged anew.
    let late = judge(&an, &trusted, "2031-01-01T00:00:00Z");
    assert!(
        matches!(late, Err(PathError::OutOfPeriod { .. })),
        "{late:?}"
    );
    let none = Limits {
        signature_checks: 1,
        ..Limits::default()
    };
    let stopped = path(&an, &others, &trusted, at(today), &none);
    assert!(
        matches!(stopped, Err(PathError::Limit { .. })),
        "{stopped:?}"
    );
}

#[test]
fn what_was_remembered_vouches_for_no_other_bytes() {
    let (root, middle) = (Party::authority("Gốc"), Party::authority("Cấp phát"));
    let (anchor, issued) = (root.by_itself(), middle.by(&root));
    let end = Party::person("An").by(&middle);
    let trusted = roots(&[&anchor]);
    let limits = Limits::default();
    let now = at("2026-11-24T02:03:04Z");
    path(&end, std::slice::from_ref(&issued), &trusted, now, &limits).unwrap();
    let held = trusted.verified().remembered();
    let last = end.der().len() - 1;
    for place in [last, last / 2] {
        let mut forged = end.der().to_vec();
        forged[place] ^= 1;
        let Ok(forged) = Certificate::from_der(&forged) else {
            continue;
        };
        let found = path(
            &forged,
            std::slice::from_ref(&issued),
            &trusted,
            now,
            &limits,
        );
        assert!(
            matches!(found, Err(PathError::BadSignature { .. })),
            "{found:?}"
        );
    }
    // The same name with another key did not issue what the first did.
    let impostor = Party::authority("Cấp phát").by(&root);
    let found = path(&end, &[impostor], &trusted, now, &limits);
    assert!(
        matches!(found, Err(PathError::BadSignature { .. })),
        "{found:?}"
    );
    assert_eq!(trusted.verified().remembered(), held);
}

#[test]
fn what_is_remembered_is_bounded() {
    let root = Party::authority("Gốc");
    let anchor = root.by_itself();
    let person = Party::person("An");
    let trusted = roots(&[&anchor]);
    for _ in 0..1100 {
        let end = person.by(&root);
        let now = at("2026-11-24T02:03:04Z");
        path(&end, &[], &trusted, now, &Limits::default()).unwrap();
        assert!(trusted.verified().remembered() <= 1024);
    }
}

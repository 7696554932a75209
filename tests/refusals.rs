//! Each refusal has an input that provokes exactly it, and says what to do in both languages.

mod program;
mod provoked;
mod signing;
mod tiny;
mod vietnamese;

use std::io;

use kyso::{
    ReadError, SignatureScheme, Source,
    identity::{Signer, SignerError},
    sign::{Certification, FieldChoice, Lock, SignError, SignOptions, sign_to},
    text::{Kind, Lang, Problem},
    x509::Certificate,
};
use signing::{key, options, refusal, sign, testdata};
use tiny::Tiny;

const LEADER: &str = "leader-rsa2048";

fn with(change: impl FnOnce(&mut SignOptions)) -> SignOptions {
    let mut options = options();
    change(&mut options);
    options
}

fn existing(name: &str) -> SignOptions {
    with(|options| options.field = FieldChoice::Existing(Some(name.to_owned())))
}

fn named(name: &str) -> SignOptions {
    with(|options| options.field = FieldChoice::Named(name.to_owned()))
}

/// Every way to be refused: the kind, and what provokes it.
fn refusals() -> Vec<(Kind, SignError)> {
    let mut all = documents();
    all.extend(fields());
    all.extend(signers());
    all
}

fn documents() -> Vec<(Kind, SignError)> {
    let page = Tiny::page();
    let xfa = page.clone().with(
        1,
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA (x) /Fields [] >> >>",
    );
    let no_page = page.clone().with(2, "<< /Type /Pages /Kids [] /Count 0 >>");
    let unknown = page
        .clone()
        .with(4, "<< /Filter /Vendor.Rights /V 4 >>")
        .trailer("/Encrypt 4 0 R /ID [<00> <00>]");
    let coded = page
        .clone()
        .trailer("/AuthCode << /MACLocation /Standalone >>");
    let password = |text: &str| with(|options| options.password = Some(text.into()));
    let few_nodes = with(|options| options.limits.tree_nodes = 1);
    let locked = "variants/encrypted-signing-forbidden";
    let secret = testdata("variants/encrypted-aes-256");
    let plain = options();
    vec![
        (Kind::NotAPdf, refusal(b"Kinh gui", LEADER, &plain)),
        (
            Kind::Damaged,
            refusal(b"%PDF-1.7\n1 0 obj\n<<", LEADER, &plain),
        ),
        (Kind::PasswordRequired, refusal(&secret, LEADER, &plain)),
        (
            Kind::WrongPassword,
            refusal(&secret, LEADER, &password("sai")),
        ),
        (
            Kind::UnsupportedEncryption,
            refusal(&unknown.table(), LEADER, &plain),
        ),
        (
            Kind::LimitExceeded,
            refusal(&page.table(), LEADER, &few_nodes),
        ),
        (
            Kind::RepairNeeded,
            refusal(&testdata("variants/wrong-startxref"), LEADER, &plain),
        ),
        (
            Kind::PermissionsForbidSigning,
            refusal(&testdata(locked), LEADER, &plain),
        ),
        (Kind::XfaForm, refusal(&xfa.table(), LEADER, &plain)),
        (
            Kind::UnsupportedStructure,
            refusal(&no_page.table(), LEADER, &plain),
        ),
        (
            Kind::UnsupportedStructure,
            refusal(&coded.table(), LEADER, &plain),
        ),
        (Kind::Io, unreadable()),
    ]
}

fn fields() -> Vec<(Kind, SignError)> {
    let form = testdata("variants/form");
    let certify = with(|options| options.certify = Some(Certification::FormFilling));
    let closed = with(|options| options.certify = Some(Certification::NoChanges));
    let lock = with(|options| options.lock = Some(Lock::Include(vec!["CoQuan".to_owned()])));
    let any_empty = with(|options| options.field = FieldChoice::Existing(None));
    let (signed, _) = sign(&form, &options());
    let (certified, _) = sign(&form, &closed);
    let (locked, _) = sign(&form, &lock);
    let seeded = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(
            4,
            "<< /T (Ky) /FT /Sig /SV << /Ff 64 /DigestMethod [/SHA512] >> >>",
        )
        .table();
    let page = Tiny::page().table();
    vec![
        (
            Kind::CertificationForbidsSigning,
            refusal(&certified, LEADER, &options()),
        ),
        (
            Kind::CertificationNotFirst,
            refusal(&signed, LEADER, &certify),
        ),
        (
            Kind::FieldLocked,
            refusal(&locked, LEADER, &existing("CoQuan")),
        ),
        (
            Kind::FieldAlreadySigned,
            refusal(&signed, LEADER, &existing("Signature1")),
        ),
        (
            Kind::NotASignatureField,
            refusal(&form, LEADER, &named("SoVanBan")),
        ),
        (
            Kind::FieldNameTaken,
            refusal(&form, LEADER, &named("PheDuyet")),
        ),
        (
            Kind::FieldNotFound,
            refusal(&form, LEADER, &existing("KhongCo")),
        ),
        (Kind::NoEmptyField, refusal(&page, LEADER, &any_empty)),
        (Kind::SeveralEmptyFields, refusal(&form, LEADER, &any_empty)),
        (
            Kind::InvalidFieldName,
            refusal(&form, LEADER, &named("KhongCo.Ky")),
        ),
        (Kind::InvalidFieldName, refusal(&form, LEADER, &named(""))),
        (
            Kind::InvalidFieldName,
            refusal(&form, LEADER, &named("SoVanBan.Ky")),
        ),
        (
            Kind::SeedValueNotMet,
            refusal(&seeded, LEADER, &existing("Ky")),
        ),
    ]
}

fn signers() -> Vec<(Kind, SignError)> {
    let page = Tiny::page().table();
    let p256_with_rsa = with(|options| options.scheme = Some(SignatureScheme::RsaPkcs1Sha256));
    let p256_with_p384 = with(|options| options.scheme = Some(SignatureScheme::EcdsaP384Sha384));
    let tight = with(|options| options.placeholder = Some(100));
    vec![
        (
            Kind::CertificateExpired,
            refusal(&page, "expired", &options()),
        ),
        (
            Kind::CertificateNotYetValid,
            refusal(&page, "not-yet-valid", &options()),
        ),
        (
            Kind::KeyUsageForbidsSigning,
            refusal(&page, "encipher-only", &options()),
        ),
        (
            Kind::UnsupportedAlgorithm,
            refusal(&page, "leader-p256", &p256_with_rsa),
        ),
        (
            Kind::UnsupportedAlgorithm,
            refusal(&page, "leader-p256", &p256_with_p384),
        ),
        (Kind::WeakKey, misfit("weak-rsa1024", Answer::Refuse)),
        (Kind::KeyCertificateMismatch, misfit("agency", Answer::Sign)),
        (Kind::SigningFailed, misfit(LEADER, Answer::Refuse)),
        (Kind::PlaceholderTooSmall, refusal(&page, LEADER, &tight)),
    ]
}

#[test]
fn each_refusal_has_an_input_that_provokes_exactly_it() {
    for (kind, error) in refusals() {
        let problem = Problem::from(&error);
        assert_eq!(problem.kind, kind, "{error}");
        for lang in [Lang::Vi, Lang::En] {
            assert!(
                problem
                    .message(lang, "quyet-dinh.pdf")
                    .contains("quyet-dinh.pdf")
            );
            assert!(!problem.hint(lang).is_empty());
        }
    }
}

/// What a document has that is told and not refused.
fn findings() -> Vec<provoked::Provoked> {
    let seeded = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig /SV << /Cert << /Ff 1 >> >> >>")
        .table();
    let form = testdata("variants/form");
    [
        (Kind::SeedValueUnchecked, seeded, "Ky"),
        (Kind::VisibleFieldLeftBlank, form, "LanhDao"),
    ]
    .into_iter()
    .map(|(kind, pdf, field)| {
        let (_, signed) = sign(&pdf, &existing(field));
        let [finding] = signed.findings.as_slice() else {
            panic!("{kind:?}: {:?}", signed.findings);
        };
        provoked::told(kind, finding.clone())
    })
    .collect()
}

/// Every kind, provoked.
fn provocations() -> Vec<provoked::Provoked> {
    let mut all: Vec<_> = refusals()
        .iter()
        .map(|(kind, error)| provoked::told(*kind, error))
        .collect();
    all.extend(findings());
    all.extend(provoked::elsewhere());
    all
}

#[test]
fn every_kind_has_an_input_that_provokes_exactly_it() {
    let all = provocations();
    for one in &all {
        assert_eq!(one.reported, one.kind.as_str());
    }
    let built_in = |kind| kind == Kind::FeatureMissing && cfg!(feature = "crosscheck");
    for &kind in Kind::ALL {
        let is_provoked = all.iter().any(|one| one.kind == kind);
        assert!(is_provoked || built_in(kind), "nothing provokes {kind:?}");
    }
}

/// Also the causes: what the system or a parser says of it.
#[test]
fn every_kind_is_told_in_vietnamese() {
    for one in provocations() {
        for told in &one.told {
            assert!(!told.is_empty(), "{:?}", one.kind);
            let english = vietnamese::foreign(told);
            assert_eq!(english, [""; 0], "{:?}: {told}", one.kind);
        }
    }
}

/// A person may override; the report then says so under the refusal's own kind.
#[test]
fn what_is_overridden_is_told() {
    let page = Tiny::page().table();
    let xfa = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA (x) /Fields [] >> >>",
        )
        .table();
    let locked = testdata("variants/encrypted-signing-forbidden");
    let owner = with(|options| options.password = Some("chu-so-huu".into()));
    for (kind, pdf, name, options) in [
        (
            Kind::CertificateExpired,
            &page,
            "expired",
            with(|o| o.allow.expired = true),
        ),
        (
            Kind::CertificateNotYetValid,
            &page,
            "not-yet-valid",
            with(|o| o.allow.not_yet_valid = true),
        ),
        (
            Kind::KeyUsageForbidsSigning,
            &page,
            "encipher-only",
            with(|o| o.allow.key_usage = true),
        ),
        (Kind::XfaForm, &xfa, LEADER, with(|o| o.allow.xfa = true)),
        (
            Kind::PermissionsForbidSigning,
            &locked,
            LEADER,
            with(|o| o.allow.permissions = true),
        ),
        (Kind::PermissionsForbidSigning, &locked, LEADER, owner),
        (
            Kind::RepairNeeded,
            &testdata("variants/wrong-startxref"),
            LEADER,
            with(|o| o.allow.repair = true),
        ),
    ] {
        let (_, signed) = signing::sign_with(pdf, name, &options);
        let kinds: Vec<Kind> = signed.findings.iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [kind]);
    }
}

/// Where the output takes no more.
#[test]
fn a_full_disk_is_an_error() {
    struct Full;
    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let page = Tiny::page().table();
    let error = sign_to(&page, &key(LEADER), &options(), &mut Full).unwrap_err();
    assert!(matches!(error, SignError::Write { .. }));
    assert_eq!(Problem::from(&error).kind, Kind::Io);
}

/// What a key signs with that is not its certificate's never gets into a document.
fn misfit(certificate: &str, answer: Answer) -> SignError {
    let der = std::fs::read(format!("testdata/keys/{certificate}.crt")).unwrap();
    let certificates = kyso::x509::certificates_in(&der).unwrap();
    let signer = Misfit {
        certificate: certificates.first().unwrap().clone(),
        key: key("leader-p256"),
        answer,
    };
    let page = Tiny::page().table();
    sign_to(&page, &signer, &options(), &mut Vec::new()).unwrap_err()
}

enum Answer {
    Sign,
    Refuse,
}

struct Misfit {
    certificate: Certificate,
    key: kyso::identity::KeyFile,
    answer: Answer,
}

impl Signer for Misfit {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }
    fn chain(&self) -> &[Certificate] {
        &[]
    }
    fn default_scheme(&self) -> SignatureScheme {
        SignatureScheme::RsaPkcs1Sha256
    }
    fn signature_len(&self, _: SignatureScheme) -> usize {
        512
    }
    fn sign(&self, message: &[u8], _: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        match self.answer {
            Answer::Sign => self.key.sign(message, SignatureScheme::EcdsaP256Sha256),
            Answer::Refuse => Err(SignerError::Failed {
                message: "PIN".into(),
            }),
        }
    }
}

/// A disk that fails in the middle.
fn unreadable() -> SignError {
    struct Failing(Vec<u8>);
    impl Source for Failing {
        fn len(&self) -> u64 {
            self.0.len() as u64
        }
        fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
            // Whoever asks for this byte, alone or within a block, gets nothing.
            let end = offset + buffer.len() as u64;
            if (offset..end).contains(&60) {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.0.read_exact_at(offset, buffer)
        }
    }
    let mut output = Vec::new();
    let source = Failing(Tiny::page().table());
    let error = sign_to(&source, &key(LEADER), &options(), &mut output).unwrap_err();
    assert!(
        matches!(error, SignError::Read(ReadError::Io { .. })),
        "{error}"
    );
    error
}

/// XFA beside fields that the document shows without it is no reason to refuse, but to speak.
#[test]
fn a_static_xfa_form_is_signed_and_told() {
    let fields = "/XFA (x) /Fields [4 0 R]";
    let form = |more: &str| {
        Tiny::page()
            .with(
                1,
                &format!("<< /Type /Catalog /Pages 2 0 R /AcroForm << {fields} >> {more} >>"),
            )
            .with(4, "<< /T (So) /FT /Tx >>")
            .table()
    };
    let (_, signed) = sign(&form(""), &options());
    let kinds: Vec<Kind> = signed.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::XfaForm]);
    assert_eq!(
        refusal(&form("/NeedsRendering true"), LEADER, &options()),
        SignError::XfaForm
    );
}

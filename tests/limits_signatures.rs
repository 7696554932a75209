//! Each limit on signatures and certificates has a file at it that passes, and one past it that
//! names it. What is one signature's own leaves that one unchecked, and the others are judged.

#![cfg(feature = "pki")]

mod bounds;

use bounds::{Pdf, assert_names, inspected, now, options, signed, verified};
use kyso::{
    Limit, Limits, SignatureScheme, Time,
    identity::{Signer, SignerError},
    pki::{self, KeyAlgorithm, Order, Subject},
    sign::{SignOptions, sign_to},
    text::{Lang, Problem},
    verify::{Chain, Check, CheckResult, Integrity, Policy, SignatureReport, Verdict, verify},
    x509::{Certificate, Roots, certificates_in, certificates_within},
};

/// A signer with whatever chain.
struct Chained<'k> {
    signer: &'k dyn Signer,
    chain: Vec<Certificate>,
}

impl Signer for Chained<'_> {
    fn certificate(&self) -> &Certificate {
        self.signer.certificate()
    }
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }
    fn default_scheme(&self) -> SignatureScheme {
        self.signer.default_scheme()
    }
    fn signature_len(&self, scheme: SignatureScheme) -> usize {
        self.signer.signature_len(scheme)
    }
    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        self.signer.sign(message, scheme)
    }
}

/// The same bytes each time.
fn random() -> impl FnMut(&mut [u8]) {
    let mut state = 0_u64;
    move |bytes| {
        for byte in bytes {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            *byte = (state >> 56) as u8;
        }
    }
}

fn order(name: &str) -> Order {
    let from = Time::parse("2026-01-01T00:00:00+07:00").unwrap();
    let to = Time::parse("2029-01-01T00:00:00+07:00").unwrap();
    let subject = Subject::new(name).title("Giám đốc").organization("Sở");
    Order::new(subject, from, to).key(KeyAlgorithm::P256)
}

fn certificates(name: &str) -> Vec<Certificate> {
    certificates_in(&std::fs::read(format!("testdata/keys/{name}")).unwrap()).unwrap()
}

fn sign_as(signer: &dyn Signer, pdf: &[u8], options: &SignOptions) -> Vec<u8> {
    let mut output = Vec::new();
    sign_to(&pdf, signer, options, &mut output).unwrap();
    output
}

/// What a signature came to under `limits`, with the whole verdict.
fn judged(pdf: &[u8], roots: Roots, limits: &Limits) -> Vec<SignatureReport> {
    let mut policy = Policy::at(now()).trusting(roots);
    policy.limits = limits.clone();
    let report = verify(&pdf, &policy).unwrap();
    assert_ne!(report.verdict, Verdict::Passed);
    report.signatures
}

/// That the check `id` was not made, and says which limit stood in the way.
fn assert_unchecked(signature: &SignatureReport, id: &str, limit: Limit, value: u64) {
    let of_id = |check: &&Check| check.id == id && check.result == CheckResult::Unchecked;
    let check = signature.checks.iter().find(of_id);
    let check = check.unwrap_or_else(|| panic!("{:?}", signature.checks));
    for lang in [Lang::Vi, Lang::En] {
        let words = check.words(lang);
        assert!(words.contains(&format!("{limit} = {value}")), "{words}");
    }
}

/// A document whose fields hold so many signatures, none of them good.
fn with_signatures(count: u64) -> Vec<u8> {
    let first = 10;
    let last = first + count as u32;
    let fields: String = (first..last).map(|n| format!("{n} 0 R ")).collect();
    let mut pdf = Pdf::page(&format!("/AcroForm << /SigFlags 3 /Fields [{fields}] >>"));
    for number in first..last {
        let value =
            "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <30> >>";
        let field = format!("<< /FT /Sig /T (S{number}) /V {value} >>");
        pdf = pdf.object(number, field);
    }
    pdf.table("")
}

#[test]
fn signatures() {
    let most = Limits::default().get(Limit::Signatures);
    for value in [10, most] {
        let limits = Limits::default().with(Limit::Signatures, value);
        let (at, past) = (with_signatures(value), with_signatures(value + 1));
        let report = verified(&at, &limits).unwrap();
        assert_eq!(report.signatures.len() as u64, value);
        assert_names(
            &verified(&past, &limits).unwrap_err(),
            Limit::Signatures,
            value,
        );
        // One more would be one too many for whoever verifies.
        assert_names(&signed(&at, &limits).unwrap_err(), Limit::Signatures, value);
        assert!(signed(&with_signatures(value - 1), &limits).is_ok());
        assert_eq!(inspected(&at, &limits).unwrap().fields.len() as u64, value);
        assert!(inspected(&past, &limits).unwrap().fields.is_empty());
    }
}

#[test]
fn cms_bytes() {
    let leader = bounds::key();
    let mut small = options(&Limits::default());
    let mut large = small.clone();
    (small.placeholder, large.placeholder) = (Some(4000), Some(10_000));
    let pdf = Pdf::page("").table("");
    let pdf = sign_as(&leader, &sign_as(&leader, &pdf, &large), &small);
    let within = |value| {
        let limits = Limits::default().with(Limit::CmsBytes, value);
        (verified(&pdf, &limits).unwrap(), limits)
    };
    let (report, limits) = within(10_000);
    assert_eq!(report.verdict, Verdict::Passed);
    let mut output = Vec::new();
    large.limits = limits;
    assert!(sign_to(&pdf, &leader, &large, &mut output).is_ok());

    let (report, limits) = within(9_999);
    assert_eq!(report.verdict, Verdict::Indeterminate);
    let [first, second] = report.signatures.as_slice() else {
        panic!("{:?}", report.signatures);
    };
    assert_eq!(first.integrity, Integrity::Unchecked);
    assert_unchecked(first, "cms", Limit::CmsBytes, 9_999);
    assert_eq!(second.integrity, Integrity::Intact);
    let fields = inspected(&pdf, &limits).unwrap().fields;
    let told = fields[0].signature.as_ref().unwrap().unreadable.as_ref();
    assert!(told.unwrap().to_string().contains("cms_bytes = 9999"));
    large.limits = limits;
    let refused = sign_to(&pdf, &leader, &large, &mut Vec::new()).unwrap_err();
    assert_names(&Problem::from(&refused), Limit::CmsBytes, 9_999);
}

#[test]
fn certificates_in_a_cms() {
    let most = Limits::default().get(Limit::Certificates);
    let leader = bounds::key();
    // A set has no member twice.
    let mut random = random();
    let others: Vec<Certificate> = (0..most)
        .map(|_| pki::root(&order("Gốc"), &mut random).unwrap())
        .map(|one| one.certificate().clone())
        .collect();
    let with = |count: u64| {
        let chain = others[..count as usize - 1].to_vec();
        let signer = Chained {
            signer: &leader,
            chain,
        };
        sign_as(
            &signer,
            &Pdf::page("").table(""),
            &options(&Limits::default()),
        )
    };
    for value in [3, most] {
        let limits = Limits::default().with(Limit::Certificates, value);
        let at = verified(&with(value), &limits).unwrap();
        assert_eq!(at.signatures[0].integrity, Integrity::Intact);
        let past = verified(&with(value + 1), &limits).unwrap();
        assert_eq!(past.signatures[0].integrity, Integrity::Unchecked);
        assert_eq!(past.verdict, Verdict::Indeterminate);
        assert_unchecked(&past.signatures[0], "cms", Limit::Certificates, value);
    }
}

/// The issuer is the last one in the document's store.
#[test]
fn certificates_in_the_store() {
    let leader = bounds::key();
    let signer = Chained {
        signer: &leader,
        chain: Vec::new(),
    };
    let with = |count: u32| {
        let places: String = (1..=count).map(|n| format!("{} 0 R ", 9 + n)).collect();
        let mut pdf = Pdf::page(&format!("/DSS << /Certs [{places}] >>"));
        let padding = certificates("agency.crt").remove(0);
        for number in 1..count {
            pdf = pdf.stream(9 + number, "", padding.der());
        }
        let authority = certificates("ca.crt").remove(0);
        let pdf = pdf.stream(9 + count, "", authority.der()).table("");
        sign_as(&signer, &pdf, &options(&Limits::default()))
    };
    let mut roots = Roots::new();
    roots
        .add(&std::fs::read("testdata/keys/root.crt").unwrap())
        .unwrap();
    let limits = Limits::default().with(Limit::Certificates, 4);
    let at = judged(&with(4), roots.clone(), &limits);
    assert_eq!(at[0].chain, Chain::Trusted);
    let past = judged(&with(5), roots, &limits);
    assert_eq!(past[0].chain, Chain::Unchecked);
    assert_unchecked(&past[0], "chain", Limit::Certificates, 4);
}

#[test]
fn certificates_in_a_file() {
    let pem = std::fs::read("testdata/keys/root.crt").unwrap();
    let many = |count: u64| pem.repeat(count as usize);
    let most = Limits::default().get(Limit::Certificates);
    assert_eq!(certificates_in(&many(most)).unwrap().len() as u64, most);
    let refused = certificates_in(&many(most + 1)).unwrap_err();
    assert_names(&Problem::from(&refused), Limit::Certificates, most);

    let two = Limits::default().with(Limit::Certificates, 2);
    assert!(certificates_within(&many(2), &two).is_ok());
    let refused = certificates_within(&many(3), &two).unwrap_err();
    assert_names(&Problem::from(&refused), Limit::Certificates, 2);
    let mut roots = Roots::new().within(two);
    assert_eq!(roots.add(&many(2)).unwrap(), 2);
    assert!(roots.add(&many(3)).is_err());
}

/// Authorities of the issuer's name, none of whom issued the signer's certificate.
#[test]
fn signature_checks() {
    let mut random = random();
    let root = pki::root(&order("Gốc"), &mut random).unwrap();
    let issuer = pki::ca(&order("Cấp phát"), &root, &mut random).unwrap();
    let leader = pki::leader(&order("An"), &issuer, &mut random).unwrap();
    let impostors: Vec<Certificate> = (0..6)
        .map(|_| pki::root(&order("Cấp phát"), &mut random).unwrap())
        .map(|impostor| impostor.certificate().clone())
        .collect();
    let mut roots = Roots::new();
    roots.add_certificate(root.certificate().clone());
    let limits = Limits::default().with(Limit::SignatureChecks, 5);
    let with = |count: usize| {
        let signer = Chained {
            signer: &leader,
            chain: impostors[..count].to_vec(),
        };
        let pdf = Pdf::page("").table("");
        judged(
            &sign_as(&signer, &pdf, &options(&Limits::default())),
            roots.clone(),
            &limits,
        )
    };
    assert_eq!(with(5)[0].chain, Chain::Untrusted);
    let past = with(6);
    assert_eq!(past[0].chain, Chain::Unchecked);
    assert_unchecked(&past[0], "chain", Limit::SignatureChecks, 5);
}

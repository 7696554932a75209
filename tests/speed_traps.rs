//! Slow or broken ways that other programs went, each with the test that keeps kyso out of it.

#![cfg(feature = "fs")]

#[cfg(all(feature = "pki", feature = "serde"))]
mod program;
mod signing;
mod tiny;

use std::{
    io,
    sync::atomic::{AtomicU64, AtomicUsize, Ordering},
};

use kyso::{
    SignatureScheme, Source,
    identity::{KeyFile, Signer, SignerError},
    sign::{check, sign, sign_to},
    verify::{Changes, Integrity, Policy, verify},
    x509::Certificate,
};
use signing::{key, now, options, testdata};
use tiny::Tiny;

/// Read by position, as a file is: what is read, how often, and the longest piece.
struct Counted<'p> {
    pdf: &'p [u8],
    reads: AtomicU64,
    bytes: AtomicU64,
    longest: AtomicUsize,
}

impl<'p> Counted<'p> {
    fn of(pdf: &'p [u8]) -> Self {
        Self {
            pdf,
            reads: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            longest: AtomicUsize::new(0),
        }
    }
}

impl Source for Counted<'_> {
    fn len(&self) -> u64 {
        self.pdf.len() as u64
    }
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        self.longest.fetch_max(buffer.len(), Ordering::Relaxed);
        self.pdf.read_exact_at(offset, buffer)
    }
}

/// A page, and `count` objects that concern nobody.
fn with_objects(count: u32) -> Tiny {
    let other = "<< /A [1 2 3] /B (some text that fills a little room) >>";
    let mut tiny = Tiny::page();
    tiny.objects
        .extend((4..4 + count).map(|number| (number, other.to_owned())));
    tiny
}

fn signed(pdf: &[u8], times: usize) -> Vec<u8> {
    let leader = key("leader-p256");
    (0..times).fold(pdf.to_vec(), |pdf, _| sign(&pdf, &leader, now()).unwrap())
}

/// Other programs opened the PKCS#12, at the price of its key derivation, for every document.
#[cfg(all(unix, feature = "pki", feature = "serde"))]
#[test]
fn a_key_file_is_opened_once_for_a_whole_batch() {
    let root = program::folder(&["in/a.pdf", "in/b.pdf", "in/c.pdf", "in/d.pdf", "in/e.pdf"]);
    let (input, out) = (root.path().join("in"), root.path().join("out"));
    let p12 = std::fs::read(program::testdata("keys/leader-rsa2048.p12")).unwrap();
    // What comes through a pipe can be read once.
    let arguments = [
        "sign",
        program::text(&input),
        "--out",
        program::text(&out),
        "--identity",
        "/dev/stdin",
        "--password-env",
        "KEY_PASSWORD",
        "--time",
        program::NOW,
    ];
    let ran = program::kyso_with_input(&arguments, &p12);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(program::names(&out).len(), 5);
}

/// Others had signers that worked once, or checked the key again for each signature. Here the file
/// and its password are gone before the first signature: nothing is left to derive from.
#[test]
fn one_signer_signs_any_number_of_documents() {
    let leader = {
        let p12 = std::fs::read("testdata/keys/leader-rsa2048.p12").unwrap();
        KeyFile::open(&[&p12], Some("kyso-test")).unwrap()
    };
    let pdf = Tiny::page().table();
    for _ in 0..40 {
        let output = sign(&pdf, &leader, now()).unwrap();
        let report = verify(&output, &Policy::at(now())).unwrap();
        assert_eq!(report.signatures[0].integrity, Integrity::Intact);
    }
}

/// Others refused it.
#[test]
fn a_key_file_encrypted_with_aes_256_signs() {
    let p12 = std::fs::read("testdata/keys/leader-rsa2048.p12").unwrap();
    let aes_256_cbc = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a];
    assert!(p12.windows(9).any(|bytes| bytes == aes_256_cbc));
    let leader = KeyFile::open(&[&p12], Some("kyso-test")).unwrap();
    sign(&testdata("samples/quyet-dinh"), &leader, now()).unwrap();
}

/// Others loaded every object, some in quadratic time.
#[test]
fn objects_that_concern_nobody_are_not_read() {
    let leader = key("leader-p256");
    let cost = |pdf: &[u8]| {
        let source = Counted::of(pdf);
        check(&source, &leader, &options()).unwrap();
        (source.reads.into_inner(), source.bytes.into_inner())
    };
    let all = |count| (3..4 + count).collect::<Vec<u32>>();
    let made = |count| {
        let tiny = with_objects(count);
        [tiny.table(), tiny.stream(&[]), tiny.stream(&all(count))]
    };
    let layouts = ["table", "stream", "object streams"];
    for ((layout, small), large) in layouts.iter().zip(made(4_000)).zip(made(8_000)) {
        let ((reads, bytes), (twice, twice_bytes)) = (cost(&small), cost(&large));
        // A window or two more; each object for itself would be thousands.
        assert!(twice <= 2 * reads + 16, "{layout}: {reads}, then {twice}");
        assert!(
            twice_bytes <= 2 * bytes + (64 << 10),
            "{layout}: {bytes}, then {twice_bytes}"
        );
        assert!(bytes < 400_000, "{layout}: {bytes}");
    }
}

/// Another took the whole file for one text.
#[test]
fn no_file_is_held_whole() {
    let length = 5 << 20;
    let filler = "x".repeat(length);
    let object = format!("<< /Length {length} >>\nstream\n{filler}\nendstream");
    let pdf = Tiny::page().with(4, &object).table();
    let source = Counted::of(&pdf);
    let mut output = Vec::new();
    sign_to(&source, &key("leader-p256"), &options(), &mut output).unwrap();
    let of_signed = Counted::of(&output);
    verify(&of_signed, &Policy::at(now())).unwrap();
    for source in [source, of_signed] {
        assert!(source.longest.into_inner() <= 1 << 20);
        // Once for the pass, and a little for what is looked up.
        assert!(source.bytes.into_inner() < pdf.len() as u64 + (1 << 20));
    }
}

/// Another compared each signature's revision with every later one. Neighbours alone take this
/// many steps; all pairs would take ten times as many.
#[test]
fn revisions_are_compared_with_their_neighbours_alone() {
    let changes = |signatures: usize, tree_nodes: u32| {
        let mut policy = Policy::at(now());
        policy.limits.tree_nodes = tree_nodes;
        let report = verify(&signed(&Tiny::page().table(), signatures), &policy).unwrap();
        assert_eq!(report.signatures.len(), signatures);
        report.signatures[0].changes
    };
    assert_eq!(changes(20, 600), Changes::Permitted);
    // Twice as many fields at twice as many steps: four times the work, and not eight.
    assert_eq!(changes(40, 4 * 600), Changes::Permitted);
    // The budget counts what the test says that it counts.
    assert_eq!(changes(20, 230), Changes::Unchecked);
}

/// Another cut zero bytes off the end of the CMS, and one signature in 256 with them.
#[test]
fn a_signature_that_ends_in_a_zero_byte_is_whole() {
    let leader = Watched {
        key: key("leader-rsa2048"),
        last: AtomicUsize::new(1),
    };
    let pdf = Tiny::page().table();
    let mut options = options();
    let found = (0..4_000).find_map(|n| {
        options.reason = Some(format!("Lý do {n}"));
        let mut output = Vec::new();
        sign_to(&pdf, &leader, &options, &mut output).unwrap();
        (leader.last.load(Ordering::Relaxed) == 0).then_some(output)
    });
    let report = verify(&found.unwrap(), &Policy::at(now())).unwrap();
    assert_eq!(report.signatures[0].integrity, Integrity::Intact);
}

/// A signer that remembers the last byte of its latest signature.
struct Watched {
    key: KeyFile,
    last: AtomicUsize,
}

impl Signer for Watched {
    fn certificate(&self) -> &Certificate {
        self.key.certificate()
    }
    fn chain(&self) -> &[Certificate] {
        self.key.chain()
    }
    fn default_scheme(&self) -> SignatureScheme {
        self.key.default_scheme()
    }
    fn signature_len(&self, scheme: SignatureScheme) -> usize {
        self.key.signature_len(scheme)
    }
    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        let signature = self.key.sign(message, scheme)?;
        let last = signature.last().copied().unwrap_or(1);
        self.last.store(usize::from(last), Ordering::Relaxed);
        Ok(signature)
    }
}

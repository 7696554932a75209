//! Every PDF of the corpus: opened, repaired or refused, and which.

use std::{fs, path::Path, time::Instant};

use crate::pdf::{Document, Opening, ReadError};

/// What does not open although it needs no password, with our answer.
const REFUSED: [(&str, &str); 2] = [
    ("plain/qpdf__issue-146.pdf", "byte 0: expected `startxref`"),
    (
        "plain/pdfjs__REDHAT-1531897-0.pdf",
        "byte 374: expected zlib data (RFC 1950) in FlateDecode",
    ),
];

/// What opens only by scanning.
const REPAIRED: [&str; 21] = [
    "attacks/dss__pades_infinite_loop.pdf",
    "attacks/dss__pades_opposite_infinite_loop.pdf",
    "attacks/itext__verify_pdfinsecurity_IncrementalSavingAttackTest_isa-3.pdf",
    "attacks/mklpdfbox__pdfbox2_sign_isa_A.pdf",
    "attacks/mklpdfbox__pdfbox2_sign_isa_D.pdf",
    "attacks/mklpdfbox__pdfbox2_sign_isa_F.pdf",
    "attacks/mklpdfbox__pdfbox2_sign_isa_G.pdf",
    "attacks/mklpdfbox__pdfbox2_sign_siwa_E.pdf",
    "attacks/rubshadow__replace_variant-2_replace-via-overwrite_4_original-document-shadowed-signed-manipulated.pdf",
    // Nothing is left but a catalog.
    "plain/dss__EmptyPage-corrupted2.pdf",
    "plain/mklpdfbox__formBee3.pdf",
    "plain/pdfjs__bug1980958.pdf",
    "plain/pyhanko__minimal-startxref-obo4.pdf",
    "plain/pyhanko__minimal-startxref-obo6.pdf",
    // §7.5.2: no header.
    "plain/qpdf__fuzz-16214.pdf",
    "plain/qpdf__issue-117.pdf",
    "signed/dss__pades-5-signatures-and-1-document-timestamp.pdf",
    "signed/mklitext5__itext5_signature_2018.01.15.an_signed_original.pdf",
    "signed/mklitext7__itext7_meta_xrefstreamdoc_17_.pdf",
    "signed/mklpdfbox__pdfbox2_form_test-semnat.pdf",
    // The name of the catalog's /Pages is mangled.
    "signed/pdfjs__poppler-395-0-fuzzed.pdf",
];

/// Opens the document, reads every object of every revision, and every stream that is short.
fn read_all(bytes: &Vec<u8>) -> Result<bool, ReadError> {
    let document = Document::open(bytes, &Opening::default())?;
    for index in 0..document.revisions().len() {
        let view = document.view(index);
        let _ = (view.page_count(), view.pages().map(Iterator::count));
        for (id, _) in view.written() {
            if let Ok(Some(found)) = view.object(id)
                && found.stream.is_some_and(|data| data.len < 1 << 16)
            {
                let _ = view.stream(&found);
            }
        }
    }
    Ok(document.repaired().is_some())
}

#[test]
#[ignore = "needs the corpus"]
#[allow(clippy::disallowed_methods, reason = "a hang is told by the clock")]
fn opens_what_can_be_opened() {
    let corpus = std::env::var("KYSO_CORPUS").expect("KYSO_CORPUS");
    let corpus = Path::new(&corpus);
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let (mut refused, mut repaired, mut slow) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for row in manifest.lines() {
        let path = row.split('\t').next().unwrap();
        let Some(name) = path.strip_prefix("pdf/") else {
            continue;
        };
        count += 1;
        let bytes = fs::read(corpus.join(path)).unwrap();
        let start = Instant::now();
        match read_all(&bytes) {
            Ok(true) => repaired.push(name.to_owned()),
            Ok(false)
            | Err(ReadError::PasswordRequired | ReadError::UnsupportedEncryption { .. }) => {}
            Err(error) => refused.push(format!("{name}: {error}")),
        }
        if start.elapsed().as_secs() >= 5 {
            slow.push(name);
        }
    }
    assert!(count > 400, "{count} files");
    let expected = REFUSED.map(|(name, error)| format!("{name}: {error}"));
    assert_eq!(surprises(&refused, &expected), Vec::<String>::new());
    let expected = REPAIRED.map(str::to_owned);
    assert_eq!(surprises(&repaired, &expected), Vec::<String>::new());
    assert_eq!(slow, Vec::<&str>::new());
}

/// What was found and not expected, or expected and not found.
fn surprises(found: &[String], expected: &[String]) -> Vec<String> {
    let both = found.iter().chain(expected);
    both.filter(|one| !(found.contains(one) && expected.contains(one)))
        .cloned()
        .collect()
}

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    Crosscheck, check, crosscheck,
    plain::{Id, Plain},
    portrait::portrait,
    tree::Tree,
};
use crate::{
    Opening,
    crosscheck::compare::compare,
    text::{Lang, Phrase},
};

fn checked(bytes: &[u8], password: &str) -> Crosscheck {
    crosscheck(&bytes, &Opening::default().with_password(password.into())).unwrap()
}

/// `lopdf` and `pdf` on every sample and variant: who agrees, and why one cannot judge.
#[test]
fn samples_and_variants_are_seen_the_same() {
    let mut judged = BTreeMap::from([("lopdf", 0), ("pdf", 0)]);
    for folder in ["testdata/samples", "testdata/variants"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "pdf") {
                continue;
            }
            let password = match path.file_stem().unwrap().to_str().unwrap() {
                "encrypted-vietnamese-password" => "mật khẩu",
                name if name.starts_with("encrypted") => "nguoi-dung",
                _ => "",
            };
            let result = checked(&fs::read(&path).unwrap(), password);
            assert!(result.agrees(), "{path:?}: {result:#?}");
            for reading in &result.readers {
                assert!(reading.compared > 0 || !reading.not_judged.is_empty());
                *judged.get_mut(reading.reader).unwrap() +=
                    u32::from(reading.not_judged.is_empty());
            }
        }
    }
    // Silence must not pass for agreement: most files are judged by both.
    assert!(judged["lopdf"] >= 30 && judged["pdf"] >= 25, "{judged:?}");
}

/// A small document; `{}` of the field's dictionary is filled in.
fn document(field: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]/SigFlags 3>>>>",
        "<</Type/Pages/Kids[4 0 R]/Count 1>>",
        field,
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    let trailer = format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend(table.bytes().chain(trailer.bytes()));
    bytes
}

#[test]
fn what_a_reader_takes_for_another_string_is_a_disagreement() {
    // CR LF in a string stands for LF (ISO 32000-2 §7.3.4.2): the crate keeps both.
    let bytes = document("<</FT/Sig/T(a)/TU(one\r\nline)>>");
    let result = checked(&bytes, "");
    let [by_lopdf, by_pdf] = result.readers.as_slice() else {
        panic!("two readers");
    };
    assert_eq!(by_lopdf.disagreements, []);
    let [found] = by_pdf.disagreements.as_slice() else {
        panic!("{result:#?}");
    };
    assert_eq!(found.what.words(Lang::En), "/TU of the field a");
    assert_eq!(found.what.words(Lang::Vi), "/TU của trường a");
    assert_eq!(found.object.as_deref(), Some("3 0 obj"));
    assert_ne!(found.ours, found.theirs);
    assert!(!result.agrees());
}

/// `/Encrypt null` is no encryption (ISO 32000-2 §7.3.9), but lopdf takes it for one.
#[test]
fn a_reader_that_takes_nothing_for_an_encryption_cannot_judge() {
    let bytes = String::from_utf8(document("<</FT/Sig/T(a)>>")).unwrap();
    let bytes = bytes.replace("/Size 5", "/Size 5/Encrypt null");
    let result = crosscheck(&bytes.as_bytes(), &Opening::default()).unwrap();
    assert!(result.agrees(), "{result:#?}");
    let [by_lopdf, _] = result.readers.as_slice() else {
        panic!("two readers");
    };
    assert_eq!(by_lopdf.not_judged.len(), 1, "{result:#?}");
}

/// A document made of values.
struct Drawn(BTreeMap<Id, Plain>);

impl Tree for Drawn {
    fn root(&self) -> Option<Id> {
        Some((1, 0))
    }
    fn is_encrypted(&self) -> bool {
        false
    }
    fn object(&self, id: Id) -> Result<Plain, Phrase> {
        Ok(self.0.get(&id).cloned().unwrap_or(Plain::Null))
    }
}

fn name(name: &str) -> Plain {
    Plain::Name(name.into())
}

fn dictionary<const N: usize>(entries: [(&str, Plain); N]) -> Plain {
    Plain::dictionary(entries.map(|(key, value)| (key.into(), value)))
}

fn drawn(range_end: i64, fields: &[u64], pages: usize) -> Drawn {
    let references = |numbers: &[u64]| {
        Plain::Array(
            numbers
                .iter()
                .map(|number| Plain::Reference((*number, 0)))
                .collect(),
        )
    };
    let range = [0, 10, 20, range_end].map(Plain::Integer);
    let form = dictionary([("Fields", references(fields))]);
    Drawn(BTreeMap::from([
        (
            (1, 0),
            dictionary([
                ("AcroForm", Plain::Reference((5, 0))),
                ("Pages", Plain::Reference((4, 0))),
            ]),
        ),
        (
            (2, 0),
            dictionary([
                ("FT", name("Sig")),
                ("T", Plain::String(b"s".to_vec())),
                ("V", Plain::Reference((3, 0))),
            ]),
        ),
        (
            (3, 0),
            dictionary([("ByteRange", Plain::Array(range.into()))]),
        ),
        (
            (4, 0),
            dictionary([("Kids", Plain::Array(vec![dictionary([]); pages]))]),
        ),
        ((5, 0), form),
        (
            (9, 0),
            dictionary([("FT", name("Sig")), ("T", Plain::String(b"t".to_vec()))]),
        ),
    ]))
}

fn differences(theirs: &Drawn) -> Vec<String> {
    let ours = portrait(&drawn(30, &[2], 1), 100);
    let reading = compare("test", &ours, &portrait(theirs, 100), &|_| None);
    let told = reading.disagreements.iter();
    told.map(|one| format!("{}: {} | {}", one.what, one.ours, one.theirs))
        .collect()
}

#[test]
fn each_difference_is_told() {
    assert_eq!(differences(&drawn(30, &[2], 1)), [""; 0]);
    assert_eq!(
        differences(&drawn(31, &[2], 1)),
        ["/ByteRange of the signature of s: [0 10 20 30] | [0 10 20 31]"]
    );
    assert_eq!(
        differences(&drawn(30, &[2], 2)),
        ["the number of pages: 1 | 2"]
    );
    let hidden = differences(&drawn(30, &[2, 9], 1));
    assert_eq!(hidden.len(), 2, "{hidden:?}");
    assert!(
        hidden[1].starts_with("the field t: absent | "),
        "{hidden:?}"
    );
    let removed = differences(&drawn(30, &[], 1));
    assert_eq!(removed.len(), 3, "{removed:?}");
    assert!(removed[2].ends_with("| absent"), "{removed:?}");
}

#[test]
fn loops_and_large_trees_end() {
    let kids = |id| dictionary([("Kids", Plain::Array(vec![Plain::Reference(id)]))]);
    let catalog = dictionary([
        ("Pages", Plain::Reference((2, 0))),
        (
            "AcroForm",
            dictionary([("Fields", Plain::Array(vec![Plain::Reference((2, 0))]))]),
        ),
    ]);
    let circle = Drawn(BTreeMap::from([
        ((1, 0), catalog),
        ((2, 0), kids((3, 0))),
        ((3, 0), kids((2, 0))),
    ]));
    assert_eq!(portrait(&circle, 100).pages, Ok(0));
    assert!(portrait(&drawn(30, &[2], 99), 50).pages.is_err());
}

#[test]
fn a_panic_of_another_library_is_said() {
    let Err(why) = check::apart(|| panic!("deep inside")) else {
        panic!("an error");
    };
    assert_eq!(why.to_string(), "it panicked: “deep inside”");
    assert!(why.words(Lang::Vi).contains("lỗi nội bộ"));
}

#[test]
#[ignore = "needs the corpus"]
fn the_corpus_is_seen_the_same() {
    let corpus = std::env::var("KYSO_CORPUS").expect("KYSO_CORPUS");
    let corpus = Path::new(&corpus);
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let mut disagreeing = Vec::new();
    let mut judged = 0;
    for row in manifest.lines().filter(|row| row.starts_with("pdf/")) {
        let columns: Vec<_> = row.split('\t').collect();
        let (path, expected, why) = (columns[0], columns[6], columns[7]);
        let password = match expected {
            "password" => why.split('"').nth(1).unwrap_or_default(),
            _ => "",
        };
        let bytes = fs::read(corpus.join(path)).unwrap();
        let opening = Opening::default().with_password(password.into());
        let Ok(result) = crosscheck(&bytes, &opening) else {
            continue;
        };
        for reading in result.readers {
            judged += u32::from(reading.not_judged.is_empty());
            if !reading.disagreements.is_empty() {
                disagreeing.push((reading.reader, path.to_owned()));
            }
        }
    }
    assert!(judged >= 800, "{judged}");
    let known = [
        // CR LF in a string.
        "pdf/plain/pyhanko__CompactedPDFSyntaxTest.pdf",
        // A damaged page tree, which kyso lost in repairing the file.
        "pdf/signed/pdfjs__poppler-395-0-fuzzed.pdf",
    ];
    assert_eq!(disagreeing, known.map(|path| ("pdf", path.to_owned())));
}

//! References that lead in circles, wherever a reference may stand: every way ends, with a verdict
//! or a typed error, at the cost of an honest file.

mod bounds;
#[allow(dead_code)] // each test file that shares this uses its part
#[path = "sweep/cost.rs"]
mod cost;

use bounds::{Pdf, sign_ends, verify_ends};
use cost::{Metered, measure};
use kyso::{
    Limits,
    verify::{Changes, Integrity},
};

/// How verifying and signing `pdf` end, within what a file of its length may cost.
fn ends(name: &str, pdf: &[u8]) -> (String, String) {
    let source = Metered::new(pdf);
    let (verdict, mut cost) = measure(|| verify_ends(&source));
    cost.add_reads(&source);
    cost.check(pdf.len());
    let (outcome, output) = sign_ends(&pdf);
    if let Some(output) = output {
        signed_again_and_changed(name, &output);
    }
    (verdict, outcome)
}

/// Revisions are compared along every path: once with the same circles in both, once with each
/// object of them written anew.
fn signed_again_and_changed(name: &str, pdf: &[u8]) {
    let first = |pdf: &Vec<u8>, name: &str| {
        let source = Metered::new(pdf);
        let (report, mut cost) = measure(|| bounds::verified(&source, &Limits::default()).unwrap());
        cost.add_reads(&source);
        cost.check(pdf.len());
        let mut signatures = report.signatures.iter();
        let signature = signatures.find(|one| one.field == "Signature1").unwrap();
        assert_eq!(signature.integrity, Integrity::Intact, "{name}");
        signature.changes
    };
    if let (_, Some(again)) = sign_ends(&pdf.to_vec()) {
        let changes = first(&again, &format!("{name}, signed again"));
        assert_ne!(changes, Changes::None);
    }
    let changed = rewritten(pdf);
    let changes = first(&changed, &format!("{name}, changed"));
    assert!(changes > Changes::None, "{name}");
}

/// The file with an update in which each dictionary object up to 99 has one more entry.
fn rewritten(pdf: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(pdf).into_owned();
    let mut update = Pdf::behind(pdf.to_vec());
    for number in 1..100 {
        let head = format!("\n{number} 0 obj\n<<");
        let Some((_, behind)) = text.rsplit_once(&head) else {
            continue;
        };
        let body = behind.split("\nendobj").next().unwrap();
        if !body.contains("stream") && !body.contains("/ByteRange") {
            update = update.object(number, format!("<< /Z 1 {body}"));
        }
    }
    update.table("")
}

/// Circles through the catalog's entries: object 4 is one reference to itself, 5 a dictionary that
/// holds itself under many keys, 6 an array of itself, 7 and 8 refer to each other.
fn circles(catalog: &str) -> Pdf {
    Pdf::page(catalog)
        .object(4, "4 0 R")
        .object(
            5,
            "<< /Kids [5 0 R 6 0 R] /Parent 5 0 R /First 5 0 R /Last 5 0 R /Next 5 0 R /Prev 5 0 R \
             /Fields [5 0 R] /Certs [5 0 R] /VRI 5 0 R /DocMDP 5 0 R /N 5 0 R /D 5 0 R /R 5 0 R \
             /Font 5 0 R /F 5 0 R /XObject 5 0 R /Resources 5 0 R /K 5 0 R /P 5 0 R /ParentTree 5 0 R \
             /Nums [0 5 0 R] /Names [(x) 5 0 R] /EmbeddedFiles 5 0 R /Dests 5 0 R /JavaScript 5 0 R \
             /Reference [5 0 R] /TransformMethod /DocMDP /TransformParams 5 0 R /Lock 5 0 R /V 5 0 R \
             /A 5 0 R /AA 5 0 R /AP 5 0 R /MK 5 0 R /BS 5 0 R /DR 5 0 R /Encoding 5 0 R \
             /Contents [5 0 R 6 0 R] /Annots 6 0 R /SV 5 0 R /BaseVersion 5 0 R >>",
        )
        .object(6, "[6 0 R 5 0 R 7 0 R]")
        .object(7, "<< /Kids [8 0 R] /Parent 8 0 R /Next 8 0 R /T (a) /N 8 0 R >>")
        .object(8, "<< /Kids [7 0 R] /Parent 7 0 R /Next 7 0 R /T (b) /N 7 0 R >>")
}

/// What comes of circles that nobody has to follow, and of those that a reference alone makes.
const HARMLESS: (&str, &str) = ("unsigned", "signed");
const CIRCLE: &str = "damaged";

fn assert_ends(name: &str, pdf: &[u8], expected: (&str, &str)) {
    let (verdict, outcome) = ends(name, pdf);
    assert_eq!((verdict.as_str(), outcome.as_str()), expected, "{name}");
}

#[test]
fn entries_of_the_catalog() {
    for key in [
        "AcroForm",
        "Perms",
        "DSS",
        "Names",
        "Outlines",
        "StructTreeRoot",
        "Metadata",
        "Extensions",
        "Version",
        "OpenAction",
        "AA",
        "OCProperties",
        "MarkInfo",
        "PageLabels",
        "Dests",
        "Threads",
        "Collection",
        "Legal",
        "AF",
        "OutputIntents",
        "Lang",
    ] {
        for number in 4..=8 {
            let name = format!("/{key} {number} 0 R");
            let expected = match (key, number) {
                ("AcroForm" | "Version", 4) => (CIRCLE, CIRCLE),
                ("Perms" | "Extensions", 4) => ("unsigned", CIRCLE),
                _ => HARMLESS,
            };
            assert_ends(
                &name,
                &circles(&format!("/{key} {number} 0 R")).table(""),
                expected,
            );
        }
    }
}

/// The page tree downwards: a page before the circle is found, where there is one.
#[test]
fn kids_of_pages() {
    let no_page = "unsupported-structure";
    for (kids, expected) in [
        ("[2 0 R]", ("unsigned", no_page)),
        ("[3 0 R 2 0 R]", HARMLESS),
        ("[2 0 R 3 0 R]", HARMLESS),
        ("[9 0 R 10 0 R 3 0 R]", HARMLESS),
        ("4 0 R", ("unsigned", CIRCLE)),
        ("[4 0 R 3 0 R]", ("unsigned", CIRCLE)),
        ("5 0 R", ("unsigned", no_page)),
        ("6 0 R", ("unsigned", no_page)),
        ("[7 0 R]", ("unsigned", no_page)),
    ] {
        let pages = format!("<< /Type /Pages /Kids {kids} /Count 1 >>");
        let pdf = circles("")
            .object(2, pages)
            .object(9, "<< /Type /Pages /Kids [10 0 R 2 0 R] /Parent 10 0 R >>")
            .object(10, "<< /Type /Pages /Kids [9 0 R 2 0 R] /Parent 9 0 R >>");
        assert_ends(&format!("/Kids {kids}"), &pdf.table(""), expected);
    }
}

#[test]
fn entries_of_a_page() {
    for key in [
        "Parent",
        "Resources",
        "Contents",
        "Annots",
        "Group",
        "B",
        "AA",
        "Metadata",
        "Tabs",
        "MediaBox",
        "StructParents",
        "Thumb",
        "LastModified",
    ] {
        for value in [
            "3 0 R",
            "[3 0 R]",
            "4 0 R",
            "5 0 R",
            "6 0 R",
            "[4 0 R 7 0 R]",
        ] {
            let name = format!("page /{key} {value}");
            let page = format!("<< /Type /Page /Parent 2 0 R /{key} {value} >>");
            // Where the new field's widget would have to stand.
            let expected = match (key, value) {
                ("Annots", "4 0 R") => ("unsigned", CIRCLE),
                _ => HARMLESS,
            };
            assert_ends(&name, &circles("").object(3, page).table(""), expected);
        }
    }
}

/// Fields that are, or hold, themselves and those above them.
#[test]
fn entries_of_a_field() {
    for key in [
        "Kids", "Parent", "V", "DV", "T", "FT", "Ff", "Lock", "SV", "AP", "MK", "P", "Rect", "A",
        "AA", "Opt",
    ] {
        for value in ["9 0 R", "[9 0 R]", "4 0 R", "5 0 R", "6 0 R", "[7 0 R]"] {
            let name = format!("field /{key} {value}");
            let field = format!(
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 9 9] /{key} {value} >>"
            );
            // A value that is a dictionary, and no signature.
            let verdict = match (key, value) {
                ("V", "9 0 R" | "4 0 R" | "5 0 R") => "failed",
                _ => "unsigned",
            };
            let outcome = match (key, value) {
                ("Kids" | "V" | "T" | "FT", "4 0 R") => CIRCLE,
                _ => "signed",
            };
            let pdf = circles("/AcroForm << /Fields [9 0 R] >>").object(9, field.clone());
            assert_ends(&name, &pdf.table(""), (verdict, outcome));
            let stray = circles("")
                .object(3, "<< /Type /Page /Parent 2 0 R /Annots [9 0 R] >>")
                .object(9, field);
            let verdict = match (key, value) {
                ("V", "9 0 R" | "5 0 R") | ("Parent", "5 0 R") => "failed",
                _ => "unsigned",
            };
            assert_ends(
                &format!("stray {name}"),
                &stray.table(""),
                (verdict, "signed"),
            );
        }
    }
}

/// A signature dictionary that refers to itself, to its field, or to endless references.
#[test]
fn entries_of_a_signature() {
    for key in [
        "ByteRange",
        "Contents",
        "Reference",
        "SubFilter",
        "Filter",
        "Cert",
        "Type",
        "M",
        "Name",
        "Prop_Build",
        "Changes",
    ] {
        for value in ["10 0 R", "[10 0 R]", "9 0 R", "4 0 R", "5 0 R", "6 0 R"] {
            let name = format!("signature /{key} {value}");
            let signature = format!(
                "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 9 19 9] /Contents <30> /{key} {value} >>"
            );
            let pdf =
                circles("/AcroForm << /Fields [9 0 R] /SigFlags 3 >> /Perms << /DocMDP 10 0 R >>")
                    .object(9, "<< /FT /Sig /T (x) /V 10 0 R /Lock 10 0 R >>")
                    .object(10, signature);
            // What it forbids cannot be known.
            let outcome = match (key, value) {
                ("Reference", "4 0 R") => CIRCLE,
                _ => "signed",
            };
            assert_ends(&name, &pdf.table(""), ("failed", outcome));
        }
    }
}

#[test]
fn the_trailer() {
    for (entry, expected) in [
        ("/Root 4 0 R", HARMLESS), // by repair
        ("/Info 4 0 R", HARMLESS),
        ("/ID 4 0 R", HARMLESS),
        ("/ID [4 0 R 4 0 R]", HARMLESS),
        ("/Encrypt 4 0 R", (CIRCLE, CIRCLE)),
        ("/Encrypt 5 0 R", ("damaged", "damaged")),
        (
            "/Encrypt << /Filter /Standard /V 4 /R 4 /CF 4 0 R >>",
            (CIRCLE, CIRCLE),
        ),
        ("/Encrypt << /Filter 4 0 R >>", (CIRCLE, CIRCLE)),
        (
            "/Encrypt << /Filter /Standard /V 4 /R 4 /CF << /StdCF 4 0 R >> /StmF /StdCF >>",
            (CIRCLE, CIRCLE),
        ),
        ("/Prev 4 0 R", HARMLESS),
        ("/XRefStm 4 0 R", HARMLESS),
        ("/AuthCode 4 0 R", ("unsigned", "unsupported-structure")),
    ] {
        let pdf = circles("").table(entry);
        assert_ends(entry, &pdf, expected);
    }
}

/// What a stream needs to be read, in the stream itself or in another that needs it.
#[test]
fn entries_of_a_stream() {
    for (entries, expected) in [
        ("/Length 9 0 R", HARMLESS),
        ("/Length 4 0 R", HARMLESS),
        ("/Length 1 0 R", HARMLESS),
        ("/Length 10 0 R", HARMLESS),
        ("/Filter 9 0 R", HARMLESS),
        ("/Filter 4 0 R", HARMLESS),
        ("/Filter [4 0 R]", HARMLESS),
        ("/Filter 6 0 R", HARMLESS),
        ("/Filter /FlateDecode /DecodeParms 4 0 R", HARMLESS),
        ("/Filter /FlateDecode /DecodeParms 9 0 R", HARMLESS),
        ("/Filter /FlateDecode /DecodeParms [6 0 R]", HARMLESS),
        (
            "/Filter /FlateDecode /DecodeParms << /Columns 4 0 R >>",
            HARMLESS,
        ),
        ("/Extends 9 0 R", HARMLESS),
        ("/Extends 4 0 R", HARMLESS),
        ("/First 4 0 R", HARMLESS),
        ("/N 9 0 R", HARMLESS),
    ] {
        // An object stream with the catalog and the length of stream 10.
        let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
        let data = format!("1 0 11 {} {catalog} 5 ", catalog.len() + 1);
        let first = data.find('<').unwrap();
        let rest = if entries.contains("/Length") {
            String::new()
        } else {
            format!("/Length {}", data.len())
        };
        let fixed = |key: &str, value: usize| match entries.contains(key) {
            true => String::new(),
            false => format!("{key} {value}"),
        };
        let head = format!(
            "<< /Type /ObjStm {} {} {entries} {rest} >>\nstream\n",
            fixed("/N", 2),
            fixed("/First", first)
        );
        let pdf = circles("")
            .object(
                9,
                [head.as_bytes(), data.as_bytes(), b"\nendstream"].concat(),
            )
            .object(10, "<< /Length 11 0 R >>\nstream\nhello\nendstream")
            .row(1, [2, 9, 0])
            .row(11, [2, 9, 1])
            .section("");
        assert_ends(entries, &pdf, expected);
    }
}

/// Object streams that the cross-reference puts into object streams.
#[test]
fn object_streams_in_object_streams() {
    for (name, rows) in [
        ("in itself", vec![(9, [2, 9, 0])]),
        ("in each other", vec![(9, [2, 10, 0]), (10, [2, 9, 0])]),
        ("in another", vec![(9, [2, 10, 0])]),
    ] {
        let packed = [(1, "<< /Type /Catalog /Pages 2 0 R >>")];
        let mut pdf = circles("").packed(9, &packed, "", |data| data).packed(
            10,
            &[(9, "<< /Type /ObjStm >>")],
            "",
            |data| data,
        );
        for (number, row) in rows {
            pdf = pdf.row(number, row);
        }
        assert_ends(name, &pdf.section(""), ("damaged", "damaged"));
    }
}

/// Sections that lead back.
#[test]
fn sections() {
    let plain = circles("");
    let start = plain.at();
    let section = |previous: &str| {
        format!("xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R {previous} >>\nstartxref\n0\n%%EOF\n")
    };
    let to_itself = plain.clone().table(&format!("/Prev {start}"));
    assert_ends("/Prev to itself", &to_itself, HARMLESS);
    let to_itself = plain.clone().table(&format!("/XRefStm {start}"));
    assert_ends("/XRefStm to its table", &to_itself, HARMLESS);
    let other = section("/Prev 0000000000");
    let second = start + other.len() as u64;
    let other = section(&format!("/Prev {second:010}"));
    let mutual = plain.clone().raw(other).table(&format!("/Prev {start}"));
    assert_ends("/Prev to each other", &mutual, HARMLESS);
    let stream = plain.clone().section(&format!("/Prev {start}"));
    assert_ends("stream to itself", &stream, HARMLESS);
    let stream = plain
        .clone()
        .section(&format!("/Prev {start} /XRefStm {start}"));
    assert_ends("stream with /XRefStm", &stream, HARMLESS);
}

//! Numbers that lie, at every extreme, and strings, names and numbers of ten megabytes: each ends
//! with a verdict or a typed error, at the cost of an honest file.

mod bounds;
#[allow(dead_code)] // each test file that shares this uses its part
#[path = "sweep/cost.rs"]
mod cost;

use bounds::{Pdf, sign_ends, verify_ends};
use cost::{Metered, measure};

const NO_PDF: (&str, &str) = ("not-a-pdf", "not-a-pdf");
const DAMAGED: (&str, &str) = ("damaged", "damaged");
const HARMLESS: (&str, &str) = ("unsigned", "signed");

/// How verifying and signing end, within what a file of this length may cost.
fn assert_ends(name: &str, pdf: &[u8], expected: (&str, &str)) {
    let source = Metered::new(pdf);
    let (verdict, mut cost) = measure(|| verify_ends(&source));
    cost.add_reads(&source);
    cost.check(pdf.len());
    let (outcome, output) = sign_ends(&pdf);
    assert_eq!((verdict.as_str(), outcome.as_str()), expected, "{name}");
    if let Some(output) = output {
        // What was signed verifies, beside what was wrong before.
        let signed = verify_ends(&output);
        let before = expected.0.replace("unsigned", "passed");
        assert_eq!(signed, before, "{name}, signed");
    }
}

#[test]
fn next_to_nothing() {
    assert_ends("nothing", b"", NO_PDF);
    for byte in 0..=255_u8 {
        assert_ends(&format!("{byte:02x}"), &[byte], NO_PDF);
    }
    assert_ends("half a header", b"%PDF", NO_PDF);
    for start in [
        "%PDF-",
        "%PDF-1.7",
        "%PDF-1.7\n%%EOF",
        "%PDF-startxref",
        "%PDF-startxref\n0\n%%EOF",
        "%PDF-1.7\nxref",
        "%PDF-1.7\ntrailer",
        "%PDF-1.7\n1 0 obj",
        "%PDF-1.7\n1 0 obj\n<<",
        "%PDF-1.7\nstartxref\n9\n%%EOF",
        "%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    ] {
        assert_ends(start, start.as_bytes(), DAMAGED);
    }
}

/// Where the data ends is where `endstream` stands.
#[test]
fn lengths_of_streams() {
    let catalog = "<< /Type /Catalog /Pages 2 0 R >>";
    let data = format!("1 0 {catalog} ");
    let right = data.len();
    for length in [
        "0",
        "1",
        "-1",
        "99999",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551616",
        "99999999999999999999999999",
        "12.5",
        "(39)",
        "null",
        "[39]",
        "99 0 R",
        &(right - 1).to_string(),
        &(right + 1).to_string(),
        &(right + 10).to_string(),
        &(right + 17).to_string(),
    ] {
        let packed = format!(
            "<< /Type /ObjStm /N 1 /First 4 /Length {length} >>\nstream\n{data}\nendstream"
        );
        let pdf = Pdf::page("")
            .object(9, packed)
            .row(1, [2, 9, 0])
            .section("");
        assert_ends(
            &format!("/Length {length} of an object stream"),
            &pdf,
            HARMLESS,
        );
        let content =
            format!("<< /Length {length} >>\nstream\nBT ET endstream endobj 1 0 obj\nendstream");
        let pdf = Pdf::page("").object(9, content).table("");
        assert_ends(&format!("/Length {length} of a content"), &pdf, HARMLESS);
        let section = Pdf::page("").section("");
        let at = section
            .windows(8)
            .rposition(|window| window == b"/Length ")
            .unwrap();
        let end = at
            + 8
            + section[at + 8..]
                .iter()
                .position(|byte| !byte.is_ascii_digit())
                .unwrap();
        let lying = [&section[..at + 8], length.as_bytes(), &section[end..]].concat();
        assert_ends(&format!("/Length {length} of a section"), &lying, HARMLESS);
    }
    let endless = Pdf::page("")
        .object(9, "<< /Length 5 >>\nstream\nhello")
        .table("");
    assert_ends("no endstream", &endless, HARMLESS);
    let catalog = Pdf::page("")
        .object(1, format!("{catalog}\nstream\nhello"))
        .table("");
    assert_ends("a catalog that is an endless stream", &catalog, DAMAGED);
}

const EXTREMES: [&str; 16] = [
    "0",
    "-1",
    "1",
    "2",
    "65535",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551615",
    "99999999999999999999999999999999999999",
    "0.0000000000000000000000000000001",
];

/// Numbers that say where something is, or how much of it.
#[test]
fn numbers_at_every_extreme() {
    for number in EXTREMES {
        for (name, pdf) in [
            ("/Size", Pdf::page("").table(&format!("/Size {number}"))),
            ("/Prev", Pdf::page("").table(&format!("/Prev {number}"))),
            ("/XRefStm", Pdf::page("").table(&format!("/XRefStm {number}"))),
            ("/Root", Pdf::page("").table(&format!("/Root {number} 0 R"))),
            ("/Root's generation", Pdf::page("").table(&format!("/Root 1 {number} R"))),
            ("/Count", Pdf::page("").object(2, format!("<< /Type /Pages /Kids [3 0 R] /Count {number} >>")).table("")),
            ("/Kids", Pdf::page("").object(2, format!("<< /Type /Pages /Kids [{number} 0 R 3 0 R] /Count 1 >>")).table("")),
            ("/SigFlags", Pdf::page(&format!("/AcroForm << /Fields [] /SigFlags {number} >>")).table("")),
            ("/Version", Pdf::page(&format!("/Version /{number}")).table("")),
            ("/Rect", Pdf::page("/AcroForm << /Fields [9 0 R] >>").object(9, format!("<< /Subtype /Widget /FT /Sig /T (x) /Rect [{number} 0 0 {number}] >>")).table("")),
            ("/ByteRange", Pdf::page("/AcroForm << /Fields [9 0 R] /SigFlags 3 >>").object(9, format!("<< /FT /Sig /T (x) /V << /Type /Sig /ByteRange [{number} {number} {number} {number}] /Contents <30> >> >>")).table("")),
            ("/ByteRange from 0", Pdf::page("/AcroForm << /Fields [9 0 R] /SigFlags 3 >>").object(9, format!("<< /FT /Sig /T (x) /V << /Type /Sig /ByteRange [0 9 {number} {number}] /Contents <30> >> >>")).table("")),
            ("/DocMDP", Pdf::page("/Perms << /DocMDP << /Reference [<< /TransformMethod /DocMDP /TransformParams << /P NUMBER >> >>] >> >>".replace("NUMBER", number).as_str()).table("")),
            ("row offset", Pdf::page("").raw("").row(9, [1, number.parse().unwrap_or(u64::MAX), 0]).table("")),
            ("row offset in a stream", Pdf::page("").row(9, [1, number.parse().unwrap_or(u64::MAX), 0]).section("")),
            ("row container", Pdf::page("").row(9, [2, number.parse().unwrap_or(u64::MAX), 0]).section("")),
            ("row index", Pdf::page("").row(1, [2, 9, number.parse().unwrap_or(u64::MAX)]).stream(9, "/Type /ObjStm /N 1 /First 4", b"1 0 << /Type /Catalog /Pages 2 0 R >>").section("")),
            ("row kind", Pdf::page("").row(9, [number.parse().unwrap_or(3), 1, 1]).section("")),
            ("/N", Pdf::page("").row(1, [2, 9, 0]).stream(9, &format!("/Type /ObjStm /N {number} /First 4"), b"1 0 << /Type /Catalog /Pages 2 0 R >>").section("")),
            ("/First", Pdf::page("").row(1, [2, 9, 0]).stream(9, &format!("/Type /ObjStm /N 1 /First {number}"), b"1 0 << /Type /Catalog /Pages 2 0 R >>").section("")),
            ("header of an object stream", Pdf::page("").row(1, [2, 9, 0]).stream(9, "/Type /ObjStm /N 1 /First 99", format!("1 {number} {}<< /Type /Catalog /Pages 2 0 R >>", " ".repeat(90)).as_bytes()).section("")),
            ("object number", Pdf::page("").raw(format!("{number} 0 obj null endobj\n")).table("")),
            ("/Encrypt /V", Pdf::page("").table(&format!("/Encrypt << /Filter /Standard /V {number} /R 4 /O () /U () /P -1 >>"))),
            ("/Encrypt /R", Pdf::page("").table(&format!("/Encrypt << /Filter /Standard /V 4 /R {number} /O () /U () /P -1 >>"))),
            ("/Encrypt /Length", Pdf::page("").table(&format!("/Encrypt << /Filter /Standard /V 2 /R 3 /Length {number} /O () /U () /P {number} >>"))),
        ] {
            assert_ends(&format!("{name} {number}"), &pdf, expected(name, number));
        }
    }
}

/// Most numbers nobody has to believe. What lies where a number says, and is not there, is
/// damage; where the number itself is no number of the kind, the cross-reference is repaired.
fn expected(name: &str, number: &str) -> (&'static str, &'static str) {
    let unsupported = ("unsupported-encryption", "unsupported-encryption");
    let value = number.parse::<i64>().ok();
    match (name, value) {
        ("/ByteRange" | "/ByteRange from 0", _) => ("failed", "signed"),
        ("/Kids", _) if number.parse::<u32>().is_err() => ("unsigned", "damaged"),
        ("/DocMDP", Some(1)) => ("unsigned", "certification-forbids-signing"),
        ("/Root", Some(2)) => ("unsigned", "unsupported-structure"),
        ("/First", Some(100..)) | ("header of an object stream", Some(0..)) => DAMAGED,
        ("/Encrypt /V", Some(1 | 2)) | ("/Encrypt /R", Some(2)) => DAMAGED,
        ("/Encrypt /V" | "/Encrypt /R" | "/Encrypt /Length", Some(_)) => unsupported,
        ("/Encrypt /V" | "/Encrypt /R" | "/Encrypt /Length", None) => DAMAGED,
        _ => HARMLESS,
    }
}

#[test]
fn startxref_at_every_extreme() {
    for number in EXTREMES {
        let pdf = Pdf::page("").table("");
        let text = String::from_utf8(pdf).unwrap();
        let (before, _) = text.rsplit_once("startxref\n").unwrap();
        let pdf = format!("{before}startxref\n{number}\n%%EOF\n");
        assert_ends(&format!("startxref {number}"), pdf.as_bytes(), HARMLESS);
    }
}

#[test]
fn widths_at_every_extreme() {
    for entries in [
        "/W [0 0 0]",
        "/W [9 1 1]",
        "/W [1 9 1]",
        "/W [-1 2 1]",
        "/W [1 2]",
        "/W []",
        "/W [8 8 8]",
        "/W [0 8 0]",
        "/W [1 2 9223372036854775807]",
        "/W 5",
        "/W [1 2 1] /Index [0 9223372036854775807]",
        "/W [1 2 1] /Index [4294967295 9]",
        "/W [1 2 1] /Index [-5 9]",
        "/W [1 2 1] /Index [9223372036854775807 9223372036854775807]",
        "/W [1 2 1] /Index [0 1 0 1 0 1]",
        "/W [1 2 1] /Index [5]",
        "/W [1 2 1] /Index 5",
    ] {
        let pdf = Pdf::page("");
        let start = pdf.at();
        let data = [0_u8; 64];
        let pdf = pdf
            .stream(
                9,
                &format!("/Type /XRef /Size 9 /Root 1 0 R {entries}"),
                &data,
            )
            .raw(format!("startxref\n{start}\n%%EOF\n"))
            .bytes;
        assert_ends(entries, &pdf, HARMLESS);
    }
}

const LONG: usize = 10_000_000;

#[test]
fn long_values() {
    values_of(LONG / 100);
    values_that_count_of(LONG / 100);
}

#[test]
#[ignore = "`.ci/run limits`: ten megabytes each"]
fn values_of_ten_megabytes() {
    values_of(LONG);
    values_that_count_of(LONG);
}

/// Values of so many bytes where nothing has to understand them.
fn values_of(length: usize) {
    let x = "x".repeat(length);
    let digits = "9".repeat(length);
    for (name, value) in [
        ("a string", format!("({x})")),
        (
            "a string within strings",
            format!("{}{}", "(".repeat(length / 2), ")".repeat(length / 2)),
        ),
        ("escapes", format!("({})", "\\(".repeat(length / 2))),
        ("octal escapes", format!("({})", "\\777".repeat(length / 4))),
        (
            "a hexadecimal string",
            format!("<{}>", "4".repeat(length - 1)),
        ),
        (
            "a hexadecimal string of blanks",
            format!("<{}>", " ".repeat(length)),
        ),
        ("a name", format!("/{x}")),
        (
            "a name of escapes",
            format!("/{}", "#41".repeat(length / 3)),
        ),
        ("an integer", digits.clone()),
        ("a negative integer", format!("-{digits}")),
        ("zeros", format!("{}1", "0".repeat(length))),
        ("a real", format!("{digits}.{digits}")),
        ("a small real", format!("0.{}1", "0".repeat(length))),
        ("white space", " ".repeat(length) + "1"),
        ("a comment", format!("%{x}\n1")),
        ("comments", format!("{}1", "%\n".repeat(length / 2))),
    ] {
        let pdf = Pdf::page(&format!("/X {value}")).table("");
        assert_ends(name, &pdf, HARMLESS);
    }
}

/// The same where they are looked at.
fn values_that_count_of(length: usize) {
    let x = "x".repeat(length);
    let dots = "x.".repeat(length / 2);
    for (name, entries, expected) in [
        ("name", format!("/T ({x}) /FT /Sig"), HARMLESS),
        (
            "name of segments",
            format!("/T ({dots}) /FT /Sig"),
            HARMLESS,
        ),
        ("type", format!("/T (x) /FT /{x}"), HARMLESS),
        ("value", format!("/T (x) /FT /Tx /V ({x})"), HARMLESS),
        ("unclosed", format!("/T ({x}"), ("unsigned", "damaged")),
        ("unclosed name", format!("/T <{x}"), ("unsigned", "damaged")),
    ] {
        let pdf = Pdf::page("/AcroForm << /Fields [9 0 R] >>")
            .object(9, format!("<< {entries} >>"))
            .table("");
        assert_ends(name, &pdf, expected);
    }
}

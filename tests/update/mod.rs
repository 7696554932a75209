//! A form by hand, signed by kyso, and updates that are appended to it: what attackers and honest
//! programs do after a signature.
#![allow(dead_code)]

use kyso::{
    Time,
    identity::KeyFile,
    sign::{Certification, FieldChoice, SignOptions, sign_to},
    verify::{Changes, Policy, Report, SignatureReport, verify},
};

/// The moment at which all tests sign and verify.
pub fn now() -> Time {
    Time::parse("2026-11-24T09:03:04+07:00").unwrap()
}

/// The leader.
pub fn leader() -> KeyFile {
    let pem = std::fs::read("testdata/keys/leader-rsa2048.pem").unwrap();
    KeyFile::open(&[&pem], None).unwrap()
}

pub const CATALOG: &str =
    "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /StructTreeRoot 12 0 R /Metadata 17 0 R >>";
pub const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612.0 792] /Contents 4 0 R /Resources << >> /Annots [6 0 R 7 0 R 8 0 R 10 0 R] /StructParents 0 >>";
pub const FORM: &str =
    "<< /Fields [6 0 R 7 0 R 10 0 R] /SigFlags 3 /DA (/F 0 Tf) /DR << /Font << /F 11 0 R >> >> >>";
pub const TEXT: &str = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V (100) /Rect [10 10 90 30] /P 3 0 R /F 4 /AP << /N 9 0 R >> >>";
pub const NOTE: &str =
    "<< /Type /Annot /Subtype /Text /Rect [10 90 30 110] /Contents (a note) /P 3 0 R >>";
pub const BOX: &str = "<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /V /Off /AS /Off /Rect [10 50 20 60] /P 3 0 R /AP << /N << /Yes 15 0 R /Off 16 0 R >> >> >>";
pub const TREE: &str =
    "<< /Type /StructTreeRoot /K 13 0 R /ParentTree 14 0 R /ParentTreeNextKey 1 >>";
pub const ELEMENT: &str =
    "<< /Type /StructElem /S /Document /P 12 0 R /K [<< /Type /MCR /Pg 3 0 R /MCID 0 >>] >>";
pub const XMP: &str = "<< /Type /Metadata /Subtype /XML /Length 5 >>\nstream\n<xmp>\nendstream";

/// A stream with the entries `entries`.
pub fn stream(entries: &str, data: &str) -> String {
    format!(
        "<< {entries} /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    )
}

/// An appearance that shows `text`.
pub fn appearance(text: &str) -> String {
    let entries = "/Type /XObject /Subtype /Form /BBox [0 0 80 20]";
    stream(entries, &format!("BT /F 9 Tf ({text}) Tj ET"))
}

/// A page with a text field, an empty signature field `sig`, a note and a check box; tagged.
pub fn objects() -> Vec<(u32, String)> {
    let own = |text: &str| text.to_owned();
    vec![
        (1, own(CATALOG)),
        (2, own("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")),
        (3, own(PAGE)),
        (4, stream("", "BT (Pay 100) Tj ET")),
        (5, own(FORM)),
        (6, own(TEXT)),
        (
            7,
            own(
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T (sig) /Rect [0 0 0 0] /P 3 0 R /F 4 >>",
            ),
        ),
        (8, own(NOTE)),
        (9, appearance("100")),
        (10, own(BOX)),
        (
            11,
            own("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
        ),
        (12, own(TREE)),
        (13, own(ELEMENT)),
        (14, own("<< /Nums [0 [13 0 R]] >>")),
        (15, appearance("x")),
        (16, appearance("")),
        (17, own(XMP)),
    ]
}

/// The document in one revision, of a version that needs no `/Extensions` for a signature.
pub fn base() -> Vec<u8> {
    let mut pdf = b"%PDF-2.0\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let info = "<< /Title (Licence) /Producer (by hand) >>".to_owned();
    let mut all = objects();
    all.push((18, info));
    section(
        &mut pdf,
        &all,
        &[],
        "/Root 1 0 R /Info 18 0 R /ID [<01> <02>]",
        None,
    );
    pdf
}

/// The document signed into its field `sig`.
pub fn signed(change: impl FnOnce(&mut SignOptions)) -> Vec<u8> {
    let mut options = SignOptions::at(now());
    options.field = FieldChoice::Existing(Some("sig".to_owned()));
    change(&mut options);
    sign(&base(), &options)
}

/// The same, certified.
pub fn certified(level: Certification) -> Vec<u8> {
    signed(|options| options.certify = Some(level))
}

/// The form with these objects instead, signed.
pub fn prepared(objects: &[(u32, &str)]) -> Vec<u8> {
    let mut options = SignOptions::at(now());
    options.field = FieldChoice::Existing(Some("sig".to_owned()));
    sign(&append(&base(), objects), &options)
}

/// `text` with `to` instead of the first `from`, which must be there.
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1)
}

/// Signs `pdf`.
pub fn sign(pdf: &[u8], options: &SignOptions) -> Vec<u8> {
    let mut output = Vec::new();
    sign_to(&pdf, &leader(), options, &mut output).unwrap();
    output
}

/// Appends one update with these objects.
pub fn append(pdf: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    append_with(pdf, objects, &[], "")
}

/// Appends one update that frees objects, too, and has more entries in its trailer.
pub fn append_with(pdf: &[u8], objects: &[(u32, &str)], freed: &[u32], trailer: &str) -> Vec<u8> {
    let mut out = pdf.to_vec();
    let objects: Vec<(u32, String)> = objects
        .iter()
        .map(|(number, text)| (*number, (*text).to_owned()))
        .collect();
    let mut entries = trailer.to_owned();
    for (key, value) in [
        ("/Root", "1 0 R"),
        ("/Info", "18 0 R"),
        ("/ID", "[<01> <03>]"),
    ] {
        if !entries.contains(key) {
            entries.push_str(&format!(" {key} {value}"));
        }
    }
    section(
        &mut out,
        &objects,
        freed,
        &entries,
        Some(last_startxref(pdf)),
    );
    out
}

/// As [`append`], where an object may hold `@CONTENTS@` and `@RANGE@`: a signature that covers the
/// update whole. Its bytes are no CMS, so that it is broken itself; what it is to the signatures
/// before it is another question.
pub fn append_signed(pdf: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    let digits = "0".repeat(64);
    let room = "0 0000000 0000000 0000000";
    let texts: Vec<(u32, String)> = objects
        .iter()
        .map(|(number, text)| {
            let text = text.replace("@CONTENTS@", &format!("<{digits}>"));
            (*number, text.replace("@RANGE@", &format!("[{room}]")))
        })
        .collect();
    let borrowed: Vec<(u32, &str)> = texts
        .iter()
        .map(|(number, text)| (*number, text.as_str()))
        .collect();
    let mut out = append(pdf, &borrowed);
    let gap = find(&out, format!("<{digits}>").as_bytes());
    let behind = gap + digits.len() + 2;
    let range = format!("0 {gap:07} {behind:07} {:07}", out.len() - behind);
    let at = find(&out, room.as_bytes());
    out[at..at + range.len()].copy_from_slice(range.as_bytes());
    out
}

/// Where `needle` stands last.
pub fn find(bytes: &[u8], needle: &[u8]) -> usize {
    bytes
        .windows(needle.len())
        .rposition(|window| window == needle)
        .unwrap()
}

/// The text of the object of that number as it stands last in the file.
pub fn object(pdf: &[u8], number: u32) -> String {
    let head = format!("\n{number} 0 obj\n");
    let start = find(pdf, head.as_bytes()) + head.len();
    let rest = &pdf[start..];
    let end = rest.windows(6).position(|window| window == b"endobj");
    String::from_utf8(rest[..end.unwrap()].to_vec()).unwrap()
}

/// What the last `/Size` says; 0 where there is none.
pub fn size(pdf: &[u8]) -> u32 {
    let key = b"/Size ";
    let at = pdf.windows(key.len()).rposition(|window| window == key);
    let rest = at.map(|at| String::from_utf8_lossy(&pdf[at + key.len()..]));
    let number = rest
        .as_deref()
        .and_then(|rest| rest.split_whitespace().next());
    number.map_or(0, |number| number.parse().unwrap())
}

fn last_startxref(pdf: &[u8]) -> usize {
    let at = find(pdf, b"startxref");
    let rest = std::str::from_utf8(&pdf[at + 9..]).unwrap();
    rest.split_whitespace().next().unwrap().parse().unwrap()
}

fn section(
    out: &mut Vec<u8>,
    objects: &[(u32, String)],
    freed: &[u32],
    trailer: &str,
    previous: Option<usize>,
) {
    let mut entries: Vec<(u32, String)> = vec![];
    for (number, text) in objects {
        entries.push((*number, format!("{:010} 00000 n \n", out.len())));
        out.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
    }
    entries.extend(
        freed
            .iter()
            .map(|number| (*number, "0000000000 00001 f \n".to_owned())),
    );
    let start = out.len();
    out.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, entry) in &entries {
        out.extend(format!("{number} 1\n{entry}").bytes());
    }
    let previous = previous.map_or(String::new(), |at| format!("/Prev {at}"));
    let highest = entries.iter().map(|(number, _)| number + 1).max();
    let size = size(out).max(highest.unwrap_or(0)).max(60);
    let tail =
        format!("trailer\n<< /Size {size} {trailer} {previous} >>\nstartxref\n{start}\n%%EOF\n");
    out.extend(tail.bytes());
}

/// Integrity and changes of `pdf`.
pub fn report(pdf: &[u8]) -> Report {
    verify(&pdf.to_vec(), &Policy::at(now()).integrity_only()).unwrap()
}

/// The report about the signature in the field of that name.
pub fn signature(report: &Report, field: &str) -> SignatureReport {
    let mut found = report.signatures.iter().filter(|one| one.field == field);
    let one = found.next().unwrap().clone();
    assert!(found.next().is_none(), "{field} is there twice");
    one
}

/// What the report says of changes after the signature in `sig`, and the checks that say so.
pub fn changes(pdf: &[u8]) -> (Changes, String) {
    let one = signature(&report(pdf), "sig");
    let told: Vec<_> = one
        .checks
        .iter()
        .filter(|check| check.id.starts_with("change"))
        .map(|check| format!("{}: {}", check.id, check.message))
        .collect();
    (one.changes, told.join("\n"))
}

/// That [`changes`] are what is expected.
#[track_caller]
pub fn expect(pdf: &[u8], expected: Changes) {
    let (found, told) = changes(pdf);
    assert_eq!(found, expected, "{told}");
}

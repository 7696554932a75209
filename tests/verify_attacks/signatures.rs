//! Attacks on the signature itself: its dictionary, its byte range, its field, its rules.

use kyso::{
    sign::{Certification, FieldChoice, Lock, SignOptions},
    verify::{Changes, Coverage, Integrity, Verdict},
};

use crate::{
    fixture::{fixture, none_passes, prepared, with},
    raw::Raw,
    update::{self, FORM, TEXT, appearance, append, append_signed, find, report, signature},
};

/// Where `needle` stands first.
fn first(pdf: &[u8], needle: &str) -> usize {
    let mut windows = pdf.windows(needle.len());
    windows.position(|it| it == needle.as_bytes()).unwrap()
}

/// `pdf` with `to` written over the last `from`, in its place; blanks fill up.
fn over(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert!(to.len() <= from.len());
    let at = find(pdf, from.as_bytes());
    let mut out = pdf.to_vec();
    let text = format!("{to:<width$}", width = from.len());
    out[at..at + from.len()].copy_from_slice(text.as_bytes());
    out
}

/// The document with another amount on its page, which was signed.
fn forged() -> Vec<u8> {
    over(&prepared(None), "(Pay 100)", "(Pay 900)")
}

/// The text of `/ByteRange` with its brackets.
fn range(pdf: &[u8]) -> String {
    let at = find(pdf, b"/ByteRange [") + 11;
    let end = pdf[at..].iter().position(|byte| *byte == b']').unwrap();
    String::from_utf8(pdf[at..=at + end].to_vec()).unwrap()
}

/// `/Contents` with its digits.
fn contents(pdf: &[u8]) -> String {
    let at = find(pdf, b"/Contents <");
    let end = pdf[at..].iter().position(|byte| *byte == b'>').unwrap();
    String::from_utf8(pdf[at..=at + end].to_vec()).unwrap()
}

/// Universal signature forgery: a viewer that cannot check must not say that it has.
#[test]
fn nothing_is_intact_that_cannot_be_checked() {
    let pdf = forged();
    let (range, contents) = (range(&pdf), contents(&pdf));
    let mut all = vec![("as it is".to_owned(), pdf.clone())];
    for to in [
        "",
        "/Contents <>",
        "/Contents <00>",
        "/Contents ()",
        "/Contents null",
        "/Contents 99 0 R",
        "/Contents 4 0 R",
        "/Contents /None",
        "/Contents [<00>]",
        "/Contents <30800000>",
        "/Contents <3000>",
        "/Contents <31>",
        "/Content <00>",
        "/Contents <",
    ] {
        all.push((format!("contents: {to}"), over(&pdf, &contents, to)));
    }
    let len = pdf.len();
    for to in [
        "null",
        "[]",
        "[0]",
        "[0 0]",
        "[0 0 0 0]",
        "[0 1 2 3]",
        "[-1 1 2 3]",
        "[0 9 9 -9]",
        "[0 0.0 0 9]",
        "[0 99 199 9]",
        "[[0 9] 9 9]",
        "(0 9 9 9)",
        "99 0 R",
        "[0 9 9 4294967295]",
        "[0 9 9 99999999999999999999]",
        "[18446744073709551615 1 2 3]",
    ] {
        if to.len() <= range.len() {
            all.push((format!("range: {to}"), over(&pdf, &range, to)));
        }
    }
    let whole = format!("[0 {len} {len} 0]");
    all.push(("range: whole".to_owned(), over(&pdf, &range, &whole)));
    for (from, to) in [
        ("/ByteRange", "/ByteRanke"),
        ("/ETSI.CAdES.detached", "/ETSI.RFC3161"),
        ("/ETSI.CAdES.detached", "/adbe.x509.rsa_sha1"),
        ("/ETSI.CAdES.detached", "/adbe.pkcs7.sha1"),
        ("/ETSI.CAdES.detached", "/unknown"),
        ("/SubFilter", "/SubFilte_"),
        ("/Adobe.PPKLite", "/Entrust.PPKEF"),
        ("/Filter", "/Fil_er"),
        ("/Type /Sig", "/Type /Nix"),
    ] {
        all.push((format!("{from} to {to}"), over(&pdf, from, to)));
    }
    none_passes(&all);
}

/// Signature wrapping: what was signed moves behind the attacker's objects, and a second byte
/// range, in the room that `/Contents` leaves, says where it went.
#[test]
fn signed_bytes_do_not_move() {
    let pdf = prepared(None);
    let (range, contents) = (range(&pdf), contents(&pdf));
    let numbers: Vec<usize> = range[1..range.len() - 1]
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let digits = contents.trim_end_matches(['0', '>']).len();
    let mut all = Vec::new();
    for between in [
        "",
        "4 0 obj\n<< /Length 18 >>\nstream\nBT (Pay 900) Tj ET\nendstream\nendobj\n",
    ] {
        for order in [true, false] {
            let mut out = pdf[..numbers[1]].to_vec();
            let cut = format!("{}>", &contents["/Contents ".len()..digits + digits % 2]);
            out.extend(cut.bytes());
            out.extend(b" /ByteRange @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ ");
            if order {
                out.extend(format!(">>\nendobj\n{between}\n99 0 obj\n<<").bytes());
            }
            let gap = out.len();
            out.extend(&pdf[numbers[2]..]);
            let text = format!("[0 {} {gap} {}]", numbers[1], numbers[3]);
            all.push((text.clone(), over(&out, &"@".repeat(40), &text)));
        }
    }
    none_passes(&all);
}

/// The dictionary of a signature copied, replaced, or taken out of its field.
#[test]
fn a_signature_stays_where_it_was_made() {
    let pdf = prepared(None);
    let field = update::object(&pdf, 7);
    let number = field.split("/V ").nth(1).unwrap();
    let number: u32 = number.split_whitespace().next().unwrap().parse().unwrap();
    let dictionary = update::object(&pdf, number);
    let value = format!("/V {number} 0 R");
    let form = with("[6 0 R", "[97 0 R 6 0 R", FORM);
    let copy = with("/T (sig)", "/T (copy)", &field);
    let copied = with(&value, "/V 96 0 R", &copy);
    let reason = with("/Type", "/Reason (I agree) /Type", &dictionary);
    let named = with("/Type", "/Name (Another) /Type", &dictionary);
    let moved = with(
        "/Type",
        "/M (D:20010101000000Z) /M",
        &dictionary.replacen("/M ", "/Type ", 1),
    );
    let mut all = Vec::new();
    let evil = update::stream("", "BT (Pay 900) Tj ET");
    for (name, objects) in [
        ("a second field", vec![(5, &form), (97, &copy)]),
        (
            "a second dictionary",
            vec![(5, &form), (97, &copied), (96, &dictionary)],
        ),
        (
            "and other content",
            vec![(5, &form), (97, &copied), (96, &dictionary), (4, &evil)],
        ),
        ("a reason", vec![(number, &reason)]),
        ("a name", vec![(number, &named)]),
        ("a date", vec![(number, &moved)]),
    ] {
        let objects: Vec<_> = objects.iter().map(|(n, it)| (*n, it.as_str())).collect();
        all.push((name.to_owned(), append(&pdf, &objects)));
    }
    for to in [
        "/V null",
        "",
        "/V << >>",
        "/V 4 0 R",
        "/V (signed)",
        "/V 98 0 R",
    ] {
        let changed = with(&value, to, &field);
        all.push((format!("{value} to {to}"), append(&pdf, &[(7, &changed)])));
    }
    let mut raw = Raw::behind(&pdf);
    raw.row(number, 0, "00001 f");
    all.push(("freed".to_owned(), raw.finish("")));
    none_passes(&all);
}

/// Rules that a certification or a lock made cannot be taken back.
#[test]
fn rules_stay_in_force() {
    let filled = with("(100)", "(900)", TEXT);
    let shown = appearance("900");
    let fill = [(6, filled.as_str()), (9, shown.as_str())];
    let certified = prepared(Some(Certification::NoChanges));
    let catalog = update::object(&certified, 1);
    let start = catalog.find("/Perms").unwrap();
    let end = start + catalog[start..].find(">>").unwrap() + 2;
    let mut all = vec![("against P=1".to_owned(), append(&certified, &fill))];
    for to in [
        "",
        "/Perms << >>",
        "/Perms null",
        "/Perms << /DocMDP null >>",
        "/Perms << /DocMDP 4 0 R >>",
        "/Perms << /UR3 7 0 R >>",
        "/Perms 97 0 R",
    ] {
        let free = format!("{}{to}{}", &catalog[..start], &catalog[end..]);
        let first = append(&certified, &[(1, &free)]);
        all.push((format!("perms: {to}"), first.clone()));
        all.push((
            format!("perms: {to}, then filled in"),
            append(&first, &fill),
        ));
        let together = [fill[0], fill[1], (1, free.as_str())];
        all.push((
            format!("perms: {to}, filled in"),
            append(&certified, &together),
        ));
    }
    let locked = update::signed(|options| options.lock = Some(Lock::All));
    all.push(("against a lock".to_owned(), append(&locked, &fill)));
    let field = update::object(&locked, 7);
    let start = field.find("/Lock").unwrap();
    let end = start + field[start..].find(" R").unwrap() + 2;
    for to in [
        "",
        "/Lock null",
        "/Lock << /Type /SigFieldLock /Action /Include /Fields [] >>",
    ] {
        let free = format!("{}{to}{}", &field[..start], &field[end..]);
        let first = append(&locked, &[(7, &free)]);
        all.push((format!("lock: {to}"), first.clone()));
        all.push((format!("lock: {to}, then filled in"), append(&first, &fill)));
    }
    none_passes(&all);
}

/// The attacker signs his own change with a key of his own.
#[test]
fn a_later_signature_excuses_no_change() {
    let evil = update::stream("", "BT (Pay 900) Tj ET");
    for level in [
        None,
        Some(Certification::NoChanges),
        Some(Certification::FormFilling),
    ] {
        let attacked = append(&prepared(level), &[(4, &evil)]);
        let mut options = SignOptions::at(update::now());
        options.field = FieldChoice::New;
        let mut output = Vec::new();
        let signed = kyso::sign::sign_to(&attacked, &update::leader(), &options, &mut output);
        if signed.is_err() {
            assert_eq!(level, Some(Certification::NoChanges));
            continue;
        }
        let report = report(&output);
        assert_ne!(report.verdict, Verdict::Passed);
        assert!(signature(&report, "sig").changes >= Changes::Suspicious);
        let own = signature(&report, "Signature1");
        assert_eq!(
            (own.integrity, own.coverage),
            (Integrity::Intact, Coverage::Document)
        );
    }
}

/// A signature field that covers the page, brought by a later signature (sneaky signature attack),
/// and the same as an annotation (evil annotation attack).
#[test]
fn a_later_signature_brings_no_picture_unsaid() {
    let page = with("10 0 R", "10 0 R 97 0 R", crate::fixture::PAGE);
    let form = with("10 0 R]", "10 0 R 97 0 R]", FORM);
    let widget = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (next) /V 96 0 R /Rect [0 0 612 792] /P 3 0 R /F 132 /AP << /N 95 0 R >> >>";
    let value = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents @CONTENTS@ /ByteRange @RANGE@ >>";
    let shown = update::stream("/Subtype /Form /BBox [0 0 612 792]", "BT (Pay 900) Tj ET");
    let objects = [
        (3, page.as_str()),
        (5, &form),
        (97, widget),
        (96, value),
        (95, &shown),
    ];
    for level in [None, Some(Certification::FormFilling)] {
        let report = report(&append_signed(&prepared(level), &objects));
        let one = signature(&report, "sig");
        assert_eq!(one.changes, Changes::Permitted);
        let mut checks = one.checks.iter();
        let told = checks.find(|check| check.id == "change-signing").unwrap();
        assert!(told.message.contains("worth a note"), "{}", told.message);
    }
    let forbidden = report(&append_signed(
        &prepared(Some(Certification::NoChanges)),
        &objects,
    ));
    assert_eq!(signature(&forbidden, "sig").changes, Changes::Forbidden);
}

/// What is stored for validation shows nothing, and is nothing else besides.
#[test]
fn the_document_store_hides_nothing() {
    let pdf = prepared(None);
    let catalog = update::object(&pdf, 1);
    let with_store =
        |store: &str| with("/Lang (vi)", &format!("/Lang (vi) /DSS {store}"), &catalog);
    let certificate = update::stream("", "certificate");
    let honest = with_store("<< /Certs [97 0 R] >>");
    let honest = append(&pdf, &[(1, &honest), (97, &certificate)]);
    assert_eq!(report(&honest).verdict, Verdict::Passed);
    let evil = update::stream("", "BT (Pay 900) Tj ET");
    let mut all = Vec::new();
    for (store, number) in [
        ("<< /Certs [4 0 R] >>", 4),
        ("<< /CRLs [74 0 R] >>", 74),
        ("<< /OCSPs [67 0 R] >>", 67),
        ("<< /VRI << /AB << /Cert [82 0 R] >> >> >>", 82),
        ("<< /VRI << /AB << /TS 4 0 R >> >> >>", 4),
        ("4 0 R", 4),
    ] {
        let catalog = with_store(store);
        let objects = [(1, catalog.as_str()), (number, &evil)];
        all.push((store.to_owned(), append(&pdf, &objects)));
        let once = append(&pdf, &objects[..1]);
        all.push((
            format!("{store}, in two steps"),
            append(&once, &objects[1..]),
        ));
    }
    for store in [
        "<< /Certs [97 0 R] /Private 97 0 R >>",
        "<< /Certs [97 0 R] /OpenAction << /S /JavaScript /JS (x) >> >>",
        "<< /Certs [3 0 R] >>",
        "<< /Certs 3 0 R >>",
        "[97 0 R]",
    ] {
        let catalog = with_store(store);
        let objects = [(1, catalog.as_str()), (97, &certificate)];
        all.push((store.to_owned(), append(&pdf, &objects)));
    }
    none_passes(&all);
}

/// The fixture, its reports and the place of its signature are what the attacks take them for.
#[test]
fn the_document_is_sound() {
    for level in [None, Some(Certification::FormFilling)] {
        let pdf = prepared(level);
        let report = report(&pdf);
        assert_eq!(report.verdict, Verdict::Passed);
        assert_eq!(signature(&report, "sig").coverage, Coverage::Document);
        assert_eq!(first(&pdf, "/ByteRange"), find(&pdf, b"/ByteRange"));
        assert!(fixture().len() > 20);
    }
}

//! Fields: their values, names, looks and places.

use crate::fixture::{Attack, STRICT, data, edit, refused, with};
use crate::update::{self, FORM, TEXT, stream};

#[test]
fn no_field_becomes_another() {
    refused(STRICT, attacks, 75);
}

fn attacks(pdf: &[u8]) -> Vec<Attack> {
    let mut list = Vec::new();
    let attacks = &mut list;
    edit(
        attacks,
        pdf,
        5,
        &[
            ("[6 0 R 7 0 R 10 0 R]", "[7 0 R 10 0 R]"),
            ("[6 0 R 7 0 R 10 0 R]", "[6 0 R 10 0 R]"),
            ("[6 0 R 7 0 R 10 0 R]", "[]"),
            ("[6 0 R 7 0 R 10 0 R]", "[7 0 R 10 0 R 91 0 R]"),
            ("/SigFlags 3", "/SigFlags 0"),
            ("/SigFlags 3", "/SigFlags 3 /NeedAppearances true"),
            ("/SigFlags 3", "/SigFlags 3 /XFA [(x) 9 0 R]"),
            ("/SigFlags 3", "/SigFlags 3 /CO [6 0 R]"),
            ("/SigFlags 3", "/SigFlags 3 /Q 2"),
            ("/DA (/F 0 Tf)", "/DA (/F 99 Tf)"),
            ("/F 11 0 R", "/F 71 0 R"),
            ("/F 11 0 R", ""),
        ],
    );
    // Renamed, retyped, moved, hidden, scripted.
    edit(
        attacks,
        pdf,
        6,
        &[
            ("/T (amount)", "/T (sum)"),
            ("/T (amount)", ""),
            ("/T (amount)", "/T (amount) /TU (other)"),
            ("/T (amount)", "/T (amount) /TM (other)"),
            ("/T (amount)", "/T (amount) /Parent 10 0 R"),
            ("/T (amount)", "/T (amount) /Kids [9 0 R]"),
            ("/T (amount)", "/T (amount) /MaxLen 1"),
            ("/T (amount)", "/T (amount) /DV (1)"),
            ("/T (amount)", "/T (amount) /Opt [(a)]"),
            ("/T (amount)", "/T (amount) /OC 75 0 R"),
            ("/T (amount)", "/T (amount) /A << /S /URI /URI (x) >>"),
            (
                "/T (amount)",
                "/T (amount) /AA << /F << /S /JavaScript /JS (x) >> >>",
            ),
            ("/T (amount)", "/T (amount) /RV (<p>900</p>)"),
            ("/T (amount)", "/T (amount) /DA (/F 1 Tf 1 g)"),
            ("/T (amount)", "/T (amount) /Q 2"),
            ("/T (amount)", "/T (amount) /Ff 8192"),
            ("/T (amount)", "/T (amount) /V (900)"),
            ("/FT /Tx", "/FT /Btn"),
            ("/FT /Tx", "/FT /Ch"),
            ("/FT /Tx", "/FT /Sig"),
            ("/F 4", "/F 2"),
            ("/F 4", "/F 36"),
            ("/F 4", "/F 0"),
            ("/Rect [10 10 90 30]", "/Rect [0 0 612 792]"),
            ("/P 3 0 R", "/P 2 0 R"),
            ("/V (100)", "/V (900)"),
            ("/V (100)", "/V 4 0 R"),
            ("/V (100)", ""),
            ("/Subtype /Widget", "/Subtype /FreeText"),
            ("<< /N 9 0 R >>", "<< /N 74 0 R >>"),
            ("<< /N 9 0 R >>", "<< >>"),
            ("<< /N 9 0 R >>", "<< /N 9 0 R /D 74 0 R >>"),
        ],
    );
    // The signature's own field.
    let field = update::object(pdf, 7);
    for (from, to) in [
        ("/T (sig)", "/T (other)"),
        ("/T (sig)", "/T (sig) /Parent 10 0 R"),
        (
            "/T (sig)",
            "/T (sig) /Lock << /Type /SigFieldLock /Action /All >>",
        ),
        ("/T (sig)", "/T (sig) /SV << >>"),
        ("/FT /Sig", "/FT /Tx"),
        ("/FT /Sig", ""),
        ("/Rect [0 0 0 0]", "/Rect [0 0 612 792]"),
        ("/V ", "/W "),
        ("/V ", "/V null /V "),
    ] {
        let changed = with(from, to, &field);
        attacks.push((format!("7: {from} to {to}"), vec![(7, changed)]));
    }
    edit(
        attacks,
        pdf,
        10,
        &[
            ("/AS /Off", "/AS /Yes"),
            ("/V /Off", "/V /Yes"),
            ("/V /Off", "/V /Maybe"),
            ("/Yes 15 0 R", "/Yes 16 0 R"),
            ("/Off 16 0 R", "/Off 15 0 R"),
            ("/T (agree)", "/T (refuse)"),
            ("/T (agree)", "/T (agree) /Ff 65536"),
        ],
    );
    data(attacks, pdf, &[9, 15, 16]);
    let pair = |field: String, shown: String| vec![(6, field), (9, shown)];
    for (value, painted) in [
        ("(900)", "BT /F 9 Tf (100) Tj ET"),
        ("(900)", "BT /F 9 Tf (9000) Tj ET"),
        ("(900)", "BT /F 9 Tf 3 Tr (900) Tj ET /X Do"),
        ("(900)", "1 g 0 0 80 20 re f"),
        ("(100)", "BT /F 9 Tf (900) Tj ET"),
        ("<FEFF003100300030>", "BT /F 9 Tf (900) Tj ET"),
    ] {
        let field = with("(100)", value, TEXT);
        let shown = stream("/Subtype /Form /BBox [0 0 80 20]", painted);
        attacks.push((format!("{value} shown as {painted}"), pair(field, shown)));
    }
    // A field hung below another one, which is signed for or not.
    let form = with("[6 0 R 7 0 R 10 0 R]", "[7 0 R 10 0 R 91 0 R]", FORM);
    let child = with("/T (amount)", "/T (amount) /Parent 91 0 R", TEXT);
    let group = "<< /T (group) /Kids [6 0 R] >>".to_owned();
    attacks.push((
        "re-hung".into(),
        vec![(5, form.clone()), (6, child), (91, group)],
    ));
    let copy = with("(100)", "(900)", TEXT);
    attacks.push(("copied".into(), vec![(5, form), (91, copy)]));
    list
}

//! What a form filler may write beside a value, and that an appearance shows the value that it
//! comes with: who may fill in a form shall not show one value and store another.

mod update;

use kyso::{
    sign::Certification,
    verify::Changes::{self, Forbidden, Permitted, Suspicious},
};
use update::{
    BOX, FORM, TEXT, appearance, append, certified, changes, expect, prepared, replaced, stream,
};

const FORM_ENTRIES: &str = "/Type /XObject /Subtype /Form /BBox [0 0 80 20]";

fn plain() -> Vec<u8> {
    update::signed(|_| {})
}

/// The text field as a person fills it in with `value`, and what its appearance paints.
fn filled(pdf: &[u8], value: &str, painted: &str, more: &[(u32, &str)]) -> Vec<u8> {
    let field = replaced(TEXT, "(100)", value);
    let shown = stream(FORM_ENTRIES, painted);
    let mut objects = vec![(6, field.as_str()), (9, shown.as_str())];
    objects.extend(more);
    append(pdf, &objects)
}

#[track_caller]
fn paints(value: &str, painted: &str, expected: Changes) {
    expect(&filled(&plain(), value, painted, &[]), expected);
}

#[test]
fn an_appearance_shows_the_value_that_it_comes_with() {
    paints(
        "(1.000)",
        "/Tx BMC q 1 1 78 18 re W n BT 0 g /F 9 Tf 2 6 Td (1.000) Tj ET Q EMC",
        Permitted,
    );
    paints(
        "(1.000)",
        "BT /F 9 Tf [(1) -20 (.0) 3 (00)] TJ ET",
        Permitted,
    );
    paints("(1 000)", "BT /F 9 Tf (1) Tj 9 0 Td (000) ' ET", Permitted);
    paints("<FEFF0031002E0030>", "BT /F 9 Tf (1.0) Tj ET", Permitted);
    // A person reads one amount, programs another.
    paints("(1.000)", "BT /F 9 Tf (1.000.000) Tj ET", Forbidden);
    paints("(1.000)", "BT /F 9 Tf (1.000) Tj (.000) Tj ET", Forbidden);
    paints("(1.000)", "BT /F 9 Tf ET", Forbidden);
    paints("()", "BT /F 9 Tf (1.000) Tj ET", Forbidden);
    paints("()", "", Permitted);
}

#[test]
fn an_appearance_paints_nothing_but_its_text() {
    let text = "BT /F 9 Tf (1.000) Tj ET";
    paints(
        "(1.000)",
        &format!("1 w 0 0 80 20 re S 0 0 m 80 20 l S {text}"),
        Permitted,
    );
    for more in [
        "/X Do",
        "BI /W 1 /H 1 /BPC 1 /CS /G ID 0 EI",
        "/S sh",
        "/G gs",
        "/P scn",
        "0 0 m 1 1 2 2 3 3 c f",
        "3 Tr",
        "/OC /L BDC",
    ] {
        paints("(1.000)", &format!("{more} {text}"), Suspicious);
    }
    // A background where the field had none hides what lies below.
    paints("(1.000)", &format!("1 g 0 0 80 20 re f {text}"), Suspicious);
    let coloured = replaced(TEXT, "/F 4", "/F 4 /MK << /BG [1] >>");
    let pdf = prepared(&[(6, &coloured)]);
    let field = replaced(&coloured, "(100)", "(1.000)");
    let shown = stream(FORM_ENTRIES, &format!("1 g 0 0 80 20 re f 0 g {text}"));
    expect(&append(&pdf, &[(6, &field), (9, &shown)]), Permitted);
}

#[test]
fn an_appearance_is_a_plain_rectangle() {
    let field = replaced(TEXT, "(100)", "(1.000)");
    let text = "BT /F 9 Tf (1.000) Tj ET";
    for (entries, expected) in [
        (
            "/Subtype /Form /BBox [0 0 80.5 20] /Matrix [1 0 0 1 0 0]",
            Permitted,
        ),
        ("/Subtype /Form /BBox [0 0 0 0]", Suspicious),
        ("/Subtype /Form", Suspicious),
        (
            "/Subtype /Form /BBox [0 0 80 20] /Matrix [0 0 0 0 0 0]",
            Suspicious,
        ),
        ("/Subtype /Form /BBox [0 0 80 20] /OC 40 0 R", Suspicious),
        ("/Subtype /Form /BBox [0 0 80 20] /Ref << >>", Suspicious),
        (
            "/Subtype /Form /BBox [0 0 80 20] /Group << /S /Transparency >>",
            Suspicious,
        ),
    ] {
        let shown = stream(entries, text);
        expect(&append(&plain(), &[(6, &field), (9, &shown)]), expected);
    }
}

#[test]
fn the_font_says_what_the_codes_stand_for() {
    let shows = |font: &str, codes: &str, map: &str| {
        let resources = "/Resources << /Font << /F 40 0 R >> >>";
        let shown = stream(
            &format!("{FORM_ENTRIES} {resources}"),
            &format!("BT /F 9 Tf {codes} Tj ET"),
        );
        let field = replaced(TEXT, "(100)", "<FEFF1EA50031>");
        let map = stream("", map);
        let objects = [(6, field.as_str()), (9, &shown), (40, font), (41, &map)];
        changes(&append(&plain(), &objects)).0
    };
    let wide = "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 41 0 R >>";
    let map =
        "1 beginbfchar <0003> <1EA5> endbfchar 1 beginbfrange <0010> <0012> <0030> endbfrange";
    assert_eq!(shows(wide, "<00030011>", map), Permitted);
    assert_eq!(shows(wide, "<00030012>", map), Forbidden);
    let list = "1 beginbfrange <0003> <0004> [<1EA5> <0031>] endbfrange";
    assert_eq!(shows(wide, "<00030004>", list), Permitted);
    // Nothing says what these are.
    assert_eq!(shows(wide, "<00030011>", ""), Suspicious);
    let unicode = "<< /Type /Font /Subtype /Type0 /Encoding /UniGB-UCS2-H >>";
    assert_eq!(shows(unicode, "<1EA50031>", ""), Permitted);
    let pictures = "<< /Type /Font /Subtype /Type3 >>";
    assert_eq!(shows(pictures, "(a1)", ""), Suspicious);
    // A code that stands for a letter beyond ASCII, whichever; but never for a digit.
    let latin = "<< /Type /Font /Subtype /Type1 /Encoding << /Differences [128 /x] >> >>";
    assert_eq!(shows(latin, "<8031>", ""), Permitted);
    assert_eq!(shows(latin, "<8080>", ""), Forbidden);
    let swapped = "<< /Type /Font /Subtype /Type1 /Encoding << /Differences [49 /nine] >> >>";
    assert_eq!(shows(swapped, "<8031>", ""), Suspicious);
}

#[test]
fn a_formatted_value_may_look_different_and_that_is_told() {
    let script = "/AA << /F << /S /JavaScript /JS (AFNumber_Format\\(2\\)) >> >>";
    let formatted = replaced(TEXT, "/F 4", &format!("/F 4 {script}"));
    let pdf = prepared(&[(6, &formatted)]);
    let field = replaced(&formatted, "(100)", "(1000)");
    let shown = appearance("1.000,00");
    let update = append(&pdf, &[(6, &field), (9, &shown)]);
    expect(&update, Permitted);
    let (_, told) = changes(&update);
    assert!(told.contains("change-appearance-unread"), "{told}");
    // The script must have been there when the document was signed.
    expect(&append(&plain(), &[(6, &field), (9, &shown)]), Forbidden);
}

#[test]
fn a_choice_shows_its_option() {
    let choice = "/FT /Ch /Ff 131072 /Opt [[(a) (Alpha)] [(b) (Beta)]]";
    let choice = replaced(TEXT, "/FT /Tx", choice);
    let pdf = prepared(&[(6, &choice)]);
    let field = replaced(&choice, "(100)", "(b)");
    let with = |field: &str, text: &str| append(&pdf, &[(6, field), (9, &appearance(text))]);
    expect(&with(&field, "Beta"), Permitted);
    expect(&with(&field, "b"), Permitted);
    expect(&with(&field, "Alpha"), Forbidden);
    let list = replaced(&choice, "/Ff 131072", "/Ff 0");
    let pdf = prepared(&[(6, &list)]);
    let field = replaced(&list, "(100)", "(b)");
    let with = |text: &str| append(&pdf, &[(6, field.as_str()), (9, &appearance(text))]);
    expect(&with("AlphaBeta"), Permitted);
    expect(&with("AlphaGamma"), Forbidden);
}

#[test]
fn a_button_keeps_the_pictures_of_its_states() {
    let on = replaced(&replaced(BOX, "/V /Off", "/V /Yes"), "/AS /Off", "/AS /Yes");
    let other = appearance("other");
    for (objects, expected) in [
        (vec![(10, on.clone())], Permitted),
        (vec![(10, on.clone()), (16, other.clone())], Suspicious),
        (vec![(10, replaced(&on, "/Off 16 0 R", ""))], Suspicious),
        (
            vec![(
                10,
                replaced(&on, "/Off 16 0 R", "/Off 16 0 R /Maybe 15 0 R"),
            )],
            Suspicious,
        ),
        (
            vec![(10, replaced(&on, "<< /Yes 15 0 R /Off 16 0 R >>", "15 0 R"))],
            Suspicious,
        ),
    ] {
        let objects: Vec<_> = objects
            .iter()
            .map(|(n, text)| (*n, text.as_str()))
            .collect();
        expect(&append(&plain(), &objects), expected);
    }
    // A box without a picture of "off" may get one that shows nothing.
    let one = replaced(BOX, "/Off 16 0 R", "");
    let ticked = replaced(
        &replaced(&one, "/V /Off", "/V /Yes"),
        "/AS /Off",
        "/AS /Yes",
    );
    let pdf = prepared(&[(10, &ticked)]);
    expect(&append(&pdf, &[(10, BOX)]), Permitted);
    let lying = replaced(BOX, "/Off 16 0 R", "/Off 40 0 R");
    expect(&append(&pdf, &[(10, &lying), (40, &other)]), Suspicious);
    // Where no picture was, the form filler draws.
    let bare = replaced(BOX, "/AP << /N << /Yes 15 0 R /Off 16 0 R >> >>", "");
    expect(&append(&prepared(&[(10, &bare)]), &[(10, &on)]), Permitted);
}

#[test]
fn what_form_fillers_write_beside_the_value() {
    let text = "BT /F 9 Tf (900) Tj ET";
    let with = |from: &str, to: &str| {
        let field = replaced(&replaced(TEXT, "(100)", "(900)"), from, to);
        let shown = stream(FORM_ENTRIES, text);
        append(&plain(), &[(6, &field), (9, &shown)])
    };
    for (entry, expected) in [
        ("/BS << /S /S /W 1 >>", Permitted),
        ("/BS << /Type /Border /W 3 /S /D /D [3] >>", Permitted),
        ("/BS << /W (x) >>", Suspicious),
        ("/BS << /Private 1 >>", Suspicious),
        ("/MK << >>", Permitted),
        ("/MK << /BG [] /BC [] >>", Permitted),
        ("/MK << /BG [1 1 1] >>", Suspicious),
        ("/MK << /R 90 >>", Suspicious),
        ("/DA (/F 9 Tf 0 g)", Permitted),
        ("/Q 1", Permitted),
        ("/Ff 0", Permitted),
        ("/M (D:20261124)", Permitted),
        ("/Border [0 0 9]", Suspicious),
        ("/A << /S /JavaScript /JS (x) >>", Suspicious),
    ] {
        let (found, told) = changes(&with("/FT /Tx", &format!("/FT /Tx {entry}")));
        assert_eq!(found, expected, "{entry}: {told}");
    }
    // A border that is the default one is none that came; another one is.
    let untouched = |entry: &str| {
        append(
            &plain(),
            &[(6, &replaced(TEXT, "/FT", &format!("{entry} /FT")))],
        )
    };
    expect(&untouched("/BS << /S /S /W 1 >>"), Changes::None);
    expect(&untouched("/BS << /S /S /W 9 >>"), Suspicious);
    expect(&untouched("/MK << /BG [] >>"), Suspicious);
}

#[test]
fn a_widget_stays_where_it_was_even_where_annotations_may_move() {
    let certified = certified(Certification::Annotations);
    let moved = replaced(TEXT, "[10 10 90 30]", "[10 40 90 60]");
    expect(&append(&certified, &[(6, &moved)]), Forbidden);
    let signature =
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T (sig) /Rect [0 0 0 0] /P 3 0 R /F 4 >>";
    let field = update::object(&certified, 7);
    assert!(field.contains("/T (sig)") && signature.contains("/Rect [0 0 0 0]"));
    let moved = replaced(&field, "/Rect [0 0 0 0]", "/Rect [0 0 99 99]");
    expect(&append(&certified, &[(7, &moved)]), Forbidden);
    expect(&append(&plain(), &[(5, FORM)]), Changes::None);
}

/// What fillers write: lines, combs, clips, borders, text that is longer than its field.
#[test]
fn text_is_set_in_many_ways() {
    for painted in [
        "/Tx BMC q 1 1 78 18 re W n BT 0 g /F 9 Tf 2 6 Td (910) Tj ET Q EMC",
        "q 1 0 0 1 2 5 cm BT 0.2 0.2 0.6 rg /F 9 Tf (910) Tj ET Q",
        "BT /F 1 Tf 9 0 0 9 2 5 Tm (9) Tj (10) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 20 0 Td (1) Tj 20 0 Td (0) Tj ET",
        "BT /F 9 Tf 20 Tc 2 5 Td (910) Tj ET",
        "0 g 0 0 m 0 20 l 80 20 l 79 19 l 1 19 l 1 1 l h S BT /F 9 Tf 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 2 5 Td [(9) 120 (1) -300 (0)] TJ ET",
        "BT /F 5 Tf 6 TL 2 12 Td (9) Tj T* (1) Tj (0) ' ET",
        "BT /F 9 Tf 90 Tz 1 Tw 2 5 Td (9 1 0) Tj ET",
        "1 w 0.5 0.5 79 19 re S BT 0 0 0 1 k /F 9 Tf 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 1 Tr 0 0 1 RG 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 2 5 Td 0 g (9) Tj 0 0 0 rg (1) Tj 0 0 0 1 k (0) Tj ET",
    ] {
        paints("(910)", painted, Permitted);
    }
    let comb = replaced(TEXT, "/F 4", "/F 4 /Ff 16777216 /MaxLen 3");
    let lines = "BT /F 9 Tf 20 Tc 2 5 Td (910) Tj ET 26 0 m 26 20 l 53 0 m 53 20 l S";
    for (field, expected) in [(comb.as_str(), Permitted), (TEXT, Suspicious)] {
        let pdf = prepared(&[(6, field)]);
        let filled = replaced(field, "(100)", "(910)");
        let shown = stream(FORM_ENTRIES, lines);
        expect(&append(&pdf, &[(6, &filled), (9, &shown)]), expected);
    }
    let long = "x".repeat(300);
    paints(
        &format!("({long})"),
        &format!("BT /F 9 Tf 2 5 Td ({long}) Tj ET"),
        Permitted,
    );
}

/// A person sees another value where the right characters stand in another order, over each other,
/// outside, upside down, tiny or in the colour of the page, and beside figures that are drawn.
#[test]
fn text_is_seen_as_it_is_read() {
    let text = "BT /F 9 Tf 2 5 Td (910) Tj ET";
    for painted in [
        // Another order.
        "BT /F 9 Tf 40 5 Td (9) Tj -10 0 Td (1) Tj -10 0 Td (0) Tj ET",
        "BT /F 9 Tf 40 5 Td (9) Tj ET BT /F 9 Tf 20 5 Td (10) Tj ET",
        "BT /F 9 Tf 1 0 0 1 40 5 Tm (9) Tj 1 0 0 1 20 5 Tm (10) Tj ET",
        "q 1 0 0 1 40 5 cm BT /F 9 Tf (9) Tj ET Q q 1 0 0 1 20 5 cm BT /F 9 Tf (10) Tj ET Q",
        "BT /F 9 Tf 2 5 Td (9) Tj 0 8 Td (10) Tj ET",
        "BT /F 9 Tf 2 12 Td -8 TL (9) Tj (10) ' ET",
        "BT /F 9 Tf 40 5 Td [(9) 2000 (10)] TJ ET",
        "BT /F 9 Tf -9 Tc 40 5 Td (910) Tj ET",
        "BT /F 9 Tf -90 Tw 40 5 Td (9 10) Tj ET",
        // One over the other.
        "BT /F 9 Tf 2 5 Td (91) Tj 0 0 Td (0) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj ET BT /F 9 Tf 2 5 Td (10) Tj ET",
        "BT /F 9 Tf 2 5 Td [(9) 556 (10)] TJ ET",
        "BT /F 9 Tf -5 Tc 2 5 Td (910) Tj ET",
        // Outside.
        "BT /F 9 Tf 2 5 Td (9) Tj 500 0 Td (10) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 0 -50 Td (10) Tj ET",
        "BT /F 9 Tf 2 5 Td [(9) -90000 (10)] TJ ET",
        "BT /F 9 Tf 500 Tc 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 500 Tw 2 5 Td (9 10) Tj ET",
        "BT /F 9 Tf 500 0 (9 10) \" ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 90 Ts (10) Tj ET",
        "q 5 5 4 9 re W n BT /F 9 Tf 2 5 Td (910) Tj ET Q",
        "q 20 9 m 30 9 l 30 11 l h W n BT /F 9 Tf 2 5 Td (910) Tj ET Q",
        // Upside down, mirrored, tiny, thin.
        "BT /F 9 Tf -1 0 0 -1 40 15 Tm (910) Tj ET",
        "BT /F -9 Tf 40 15 Td (910) Tj ET",
        "BT /F 9 Tf -1 0 0 1 40 5 Tm (910) Tj ET",
        "BT /F 9 Tf 0 1 -1 0 40 2 Tm (910) Tj ET",
        "q -1 0 0 -1 40 15 cm BT /F 9 Tf (910) Tj ET Q",
        "BT /F 0 Tf 2 5 Td (910) Tj ET",
        "BT /F 0.5 Tf 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 1 Tz (10) Tj ET",
        "BT /F 9 Tf 0.01 0 0 0.01 2 5 Tm (910) Tj ET",
        // A colour that is not seen.
        "BT 1 g /F 9 Tf 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 1 1 1 rg (10) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 0 0 0 0 k (10) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 0.9 g (10) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj 1 Tr 1 G (10) Tj ET",
        "/C cs 0 sc BT /F 9 Tf 2 5 Td (910) Tj ET",
        "BT /F 9 Tf 2 5 Td (9) Tj q 0.7 g (10) Tj Q ET",
    ] {
        let (found, told) = changes(&filled(&plain(), "(910)", painted, &[]));
        assert_eq!(found, Suspicious, "{painted}: {told}");
    }
    // Figures.
    for drawn in [
        "20 5 m 20 15 l S",
        "20 5 m 25 5 l 25 15 l 20 15 l s",
        "20 5 2 10 re S",
        "q 0.1 0 0 0.1 20 5 cm 0 0 m 80 20 l S Q",
        "20 0 m 20 20 l S",
        "20 2 10 16 re S",
        "20 2 m 30 18 l 30 2 l S",
    ] {
        paints("(910)", &format!("{drawn} {text}"), Suspicious);
    }
}

/// Viewers that know rich text show it, those that make appearances follow the default one, and
/// those that do neither show nothing where no appearance is left.
#[test]
fn what_viewers_make_of_a_value_is_the_value() {
    let after = |field: &str, form: &str, entries: &str| {
        let pdf = prepared(&[(6, field), (5, form)]);
        let filled = replaced(field, "/V (100)", &format!("/V (910) {entries}"));
        let shown = appearance("910");
        changes(&append(&pdf, &[(6, &filled), (9, &shown)]))
    };
    let rich = replaced(TEXT, "/FT", "/Ff 33554432 /FT");
    for (field, entry, expected) in [
        (&*rich, "/RV (<body><p>9<b>10</b></p></body>)", Permitted),
        (&rich, "/RV (<body><p>19</p></body>)", Suspicious),
        (&rich, "/RV 4 0 R", Suspicious),
        (&rich, "/RV [(910)]", Suspicious),
        (TEXT, "/RV (<p>19</p>)", Permitted),
    ] {
        let (found, told) = after(field, FORM, entry);
        assert_eq!(found, expected, "{entry}: {told}");
    }
    let stale = replaced(&rich, "/FT", "/RV (<p>100</p>) /FT");
    assert_eq!(after(&stale, FORM, "").0, Suspicious);
    let made = replaced(FORM, "/SigFlags", "/NeedAppearances true /SigFlags");
    for (form, entry, expected) in [
        (FORM, "/DA (/F 9 Tf 1 g)", Permitted),
        (&*made, "/DA (/F 9 Tf 1 g)", Suspicious),
        (&made, "/Q 2", Suspicious),
        (&made, "/BS << /W 9 >>", Suspicious),
        (&made, "/BS << /W 1 >>", Permitted),
        (&made, "", Permitted),
    ] {
        let (found, told) = after(TEXT, form, entry);
        assert_eq!(found, expected, "{entry}: {told}");
    }
    let bare = replaced(&replaced(TEXT, "(100)", "(910)"), "/AP << /N 9 0 R >>", "");
    expect(&append(&plain(), &[(6, &bare)]), Suspicious);
    expect(&append(&prepared(&[(5, &made)]), &[(6, &bare)]), Permitted);
    let empty = replaced(&bare, "/V (910)", "");
    expect(&append(&plain(), &[(6, &empty)]), Permitted);
}

/// Colours of a space that the appearance names: those of Quartz, and those in which 0 is white.
#[test]
fn colours_count_in_their_space() {
    for (space, expected) in [
        ("[/ICCBased 11 0 R]", Permitted),
        ("/DeviceRGB", Permitted),
        ("[/CalRGB << /WhitePoint [1 1 1] >>]", Permitted),
        ("[/Separation /All /DeviceGray 11 0 R]", Suspicious),
        ("[/Indexed /DeviceRGB 1 <FFFFFF000000>]", Suspicious),
        ("/Pattern", Suspicious),
    ] {
        let entries = format!("{FORM_ENTRIES} /Resources << /ColorSpace << /Cs1 {space} >> >>");
        let painted = "q 0 0 80 20 re W n /Cs1 cs 0 0 0 sc BT 9 0 0 9 2 5 Tm /F 1 Tf (910) Tj ET Q";
        let shown = stream(&entries, painted);
        let field = replaced(TEXT, "(100)", "(910)");
        let (found, told) = changes(&append(&plain(), &[(6, &field), (9, &shown)]));
        assert_eq!(found, expected, "{space}: {told}");
    }
}

/// A widget that stands on its side shows its text so.
#[test]
fn a_turned_widget_has_turned_text() {
    let turned = replaced(TEXT, "/F 4", "/F 4 /MK << /R 90 >>");
    let pdf = prepared(&[(6, &turned)]);
    let field = replaced(&turned, "(100)", "(910)");
    for (matrix, expected) in [
        ("[0 1 -1 0 20 0]", Permitted),
        ("[1 0 0 1 0 0]", Suspicious),
        ("[-1 0 0 -1 80 20]", Suspicious),
        ("[0 -1 1 0 0 80]", Suspicious),
    ] {
        let entries = format!("/Subtype /Form /BBox [0 0 20 80] /Matrix {matrix}");
        let shown = stream(&entries, "BT /F 9 Tf 2 5 Td (910) Tj ET");
        expect(&append(&pdf, &[(6, &field), (9, &shown)]), expected);
    }
}

//! What one reader does not see another may show: an update must not bring such places, nor
//! change what lies behind those that were signed.

mod update;

use kyso::{
    sign::{Certification, FieldChoice, SignOptions},
    verify::{
        Changes::{self, Forbidden, None as Unchanged, Permitted, Suspicious},
        Policy, verify,
    },
};
use update::{
    BOX, CATALOG, FORM, PAGE, TEXT, appearance, append, append_with, changes, expect, prepared,
    replaced, stream,
};

fn plain() -> Vec<u8> {
    prepared(&[])
}

/// Syntax that breaks the grammar, and that some reader passes over.
const ODD: [&str; 5] = ["/X foo", "/X <12zz>", "/X 1 2 /Y", "/X )", "/X {}"];

#[test]
fn what_an_update_brings_must_be_readable() {
    let note = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 90 90] /AP << /N 9 0 R >>";
    let page = replaced(PAGE, "10 0 R]", "10 0 R 40 0 R]");
    // Reached by no path that a rule looks at closely.
    let catalog = replaced(CATALOG, ">>", "/DSS << /Certs [40 0 R] >> >>");
    let deep = format!("/X {}{}", "[".repeat(400), "]".repeat(400));
    for odd in ODD.into_iter().chain([deep.as_str()]) {
        let note = format!("{note} {odd} >>");
        expect(&append(&plain(), &[(3, &page), (40, &note)]), Suspicious);
        expect(&append(&plain(), &[(1, &catalog), (40, &note)]), Suspicious);
    }
}

#[test]
fn what_an_update_brings_must_stand_where_it_says() {
    // A reader that meets another object there builds the cross-reference anew.
    let turned = replaced(&replaced(TEXT, "(100)", "(900)"), "9 0 R", "45 0 R");
    let mut pdf = append(&plain(), &[(6, &turned), (45, &appearance("900"))]);
    expect(&pdf, Permitted);
    let head = update::find(&pdf, b"45 0 obj");
    pdf[head..head + 2].copy_from_slice(b"54");
    expect(&pdf, Suspicious);
}

#[test]
fn what_hangs_on_something_unreadable_must_stay() {
    for odd in ODD {
        let page = replaced(PAGE, "/Resources << >>", "/Resources 40 0 R");
        let resources = format!("<< /XObject << /X 41 0 R >> {odd} >>");
        let pdf = prepared(&[(3, &page), (40, &resources), (41, &appearance("100"))]);
        expect(&pdf, Unchanged);
        expect(&append(&pdf, &[(41, &appearance("900"))]), Suspicious);
        expect(&append(&pdf, &[(41, &appearance("100"))]), Unchanged);
        let filled = replaced(TEXT, "(100)", "(900)");
        let honest = [(6, filled.as_str()), (9, &appearance("900"))];
        expect(&append(&prepared(&[]), &honest), Permitted);
    }
}

#[test]
fn a_reference_with_another_generation_may_be_followed() {
    let page = replaced(PAGE, "4 0 R", "[4 0 R 40 1 R]");
    let pdf = prepared(&[(3, &page), (40, &stream("", " "))]);
    expect(&pdf, Unchanged);
    let content = stream("", "BT (Pay 900) Tj ET");
    expect(&append(&pdf, &[(40, &content)]), Suspicious);
}

#[test]
fn of_two_equal_keys_either_may_count() {
    let content = stream("", "BT (Pay 900) Tj ET");
    let page = replaced(PAGE, "/Contents", "/Contents 40 0 R /Contents");
    let pdf = prepared(&[(3, &page), (40, &stream("", "BT (Pay 100) Tj ET"))]);
    expect(&pdf, Unchanged);
    expect(&append(&pdf, &[(40, &content)]), Suspicious);
    let catalog = replaced(CATALOG, "/Pages 2 0 R", "");
    let other = [(40, catalog.as_str())];
    for trailer in ["/Root 40 0 R /Root 1 0 R", "/Ro#6ft 40 0 R /Root 1 0 R"] {
        expect(&append_with(&plain(), &other, &[], trailer), Suspicious);
    }
}

#[test]
fn of_two_entries_for_one_number_either_may_count() {
    let content = stream("", "BT (Pay 100) Tj ET");
    let mut pdf = append(&plain(), &[(4, &content), (40, "null")]);
    expect(&pdf, Unchanged);
    let section = update::find(&pdf, b"\n40 1\n");
    pdf[section + 1..section + 3].copy_from_slice(b"04");
    expect(&pdf, Suspicious);
}

#[test]
fn how_a_stream_is_read_must_stay() {
    let page = replaced(PAGE, "4 0 R", "[4 0 R 40 0 R]");
    let with = |entry: &str, number: &str| {
        let hidden = format!("<< {entry} >>\nstream\n42\nendstream\nendobj\n 9\nendstream");
        prepared(&[(3, &page), (40, &hidden), (41, number)])
    };
    let length = with("/Length 41 0 R", "2");
    expect(&append(&length, &[(41, "2")]), Unchanged);
    expect(&append(&length, &[(41, "22")]), Suspicious);
    let filter = with("/Length 2 /Filter 41 0 R", "/ASCIIHexDecode");
    expect(&append(&filter, &[(41, "/AHx")]), Suspicious);
    expect(&append(&filter, &[(41, "null")]), Suspicious);
    expect(&append_with(&filter, &[], &[41], ""), Suspicious);
}

#[test]
fn a_value_in_another_encoding_is_the_same_value() {
    let shown = appearance("900");
    for same in ["<FEFF003100300030>", "<313030>", "<EFBBBF313030>"] {
        let rewritten = replaced(TEXT, "(100)", same);
        expect(&append(&plain(), &[(6, &rewritten)]), Unchanged);
        expect(
            &append(&plain(), &[(6, &rewritten), (9, &shown)]),
            Forbidden,
        );
    }
}

#[test]
fn what_has_no_value_is_not_filled_in() {
    let shown = appearance("900");
    for (from, to) in [("/FT /Tx", ""), ("/FT /Tx", "/FT /Btn /Ff 65536")] {
        let field = replaced(TEXT, from, to);
        let pdf = prepared(&[(6, &field)]);
        let filled = replaced(&field, "(100)", "(900)");
        let update = [(6, filled.as_str()), (9, shown.as_str())];
        assert!(changes(&append(&pdf, &update)).0 >= Suspicious);
    }
}

#[test]
fn a_button_shows_what_its_value_says() {
    let value = replaced(BOX, "/V /Off", "/V /Yes");
    expect(&append(&plain(), &[(10, &value)]), Forbidden);
    let both = replaced(&value, "/AS /Off", "/AS /Yes");
    expect(&append(&plain(), &[(10, &both)]), Permitted);
    let other = replaced(&both, "/V /Yes", "/V /No");
    expect(&append(&plain(), &[(10, &other)]), Forbidden);
    // What no picture stands for, whatever is shown.
    for value in ["/No", "(Yes)"] {
        let unseen = replaced(BOX, "/V /Off", &format!("/V {value}"));
        expect(&append(&plain(), &[(10, &unseen)]), Suspicious);
    }
}

#[test]
fn a_group_of_buttons_has_the_value_of_one_of_them() {
    let form = replaced(FORM, "10 0 R", "40 0 R");
    let group = "<< /T (agree) /FT /Btn /Ff 32768 /V /Off /Kids [10 0 R 41 0 R] >>";
    let button = replaced(BOX, "/FT /Btn /T (agree) /V /Off", "/Parent 40 0 R");
    let second = replaced(&button, "/Yes", "/No");
    let pdf = prepared(&[(5, &form), (10, &button), (40, group), (41, &second)]);
    let with = |value: &str, state: &str| {
        let group = replaced(group, "/Off", value);
        let second = replaced(&second, "/AS /Off", &format!("/AS {state}"));
        append(&pdf, &[(40, &group), (41, &second)])
    };
    expect(&with("/No", "/No"), Permitted);
    expect(&with("/No", "/Off"), Forbidden);
    expect(&with("/Maybe", "/Off"), Suspicious);
}

#[test]
fn a_value_above_does_not_reach_fields_with_their_own() {
    let form = replaced(FORM, "6 0 R", "40 0 R");
    let child = replaced(TEXT, "/FT /Tx", "/FT /Tx /Parent 40 0 R");
    let group = "<< /T (group) /FT /Tx /Kids [6 0 R] >>";
    let pdf = prepared(&[(5, &form), (6, &child), (40, group)]);
    let filled = replaced(group, ">>", "/V (x) >>");
    let update = [(40, filled.as_str()), (9, &appearance("900"))];
    expect(&append(&pdf, &update), Forbidden);
}

#[test]
fn resources_of_the_form_may_grow_only_where_nothing_else_uses_them() {
    let form = replaced(FORM, "<< /Font << /F 11 0 R >> >>", "40 0 R");
    let note = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /P 3 0 R /AP << /N 41 0 R >> >>";
    let picture = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 40 0 R",
        "/X Do",
    );
    let fonts = "<< /Font << /F 11 0 R >> >>";
    let grown = "<< /Font << /F 11 0 R >> /XObject << /X 9 0 R >> >>";
    let pdf = prepared(&[(5, &form), (8, note), (40, fonts), (41, &picture)]);
    expect(&append(&pdf, &[(40, grown)]), Suspicious);
}

#[test]
fn fields_that_share_their_children_end() {
    let mut objects = vec![(
        40,
        "<< /T (all) /FT /Tx /Kids [41 0 R 42 0 R] >>".to_owned(),
    )];
    for number in (41..161).step_by(2) {
        let kids = format!("<< /Kids [{} 0 R {} 0 R] >>", number + 2, number + 3);
        objects.extend([(number, kids.clone()), (number + 1, kids)]);
    }
    let form = replaced(FORM, "10 0 R]", "10 0 R 40 0 R]");
    objects.push((5, form));
    let borrowed: Vec<_> = objects
        .iter()
        .map(|(n, text)| (*n, text.as_str()))
        .collect();
    let pdf = prepared(&borrowed);
    expect(&append(&pdf, &[(5, FORM)]), Suspicious);
}

#[test]
fn viewers_go_on_making_the_appearances() {
    let told = replaced(FORM, "/SigFlags 3", "/SigFlags 3 /NeedAppearances true");
    let pdf = prepared(&[(5, &told)]);
    expect(&append(&pdf, &[(5, FORM)]), Suspicious);
}

#[test]
fn annotations_without_numbers_end() {
    let list = |kind: &str| {
        let one = |edge| format!("<< /Type /Annot /Subtype /{kind} /Rect [0 0 {edge} 9] >>");
        let notes: Vec<String> = (0..200).map(one).collect();
        format!("[6 0 R 7 0 R 8 0 R 10 0 R {}]", notes.join(" "))
    };
    let page = PAGE.replace("[6 0 R 7 0 R 8 0 R 10 0 R]", "40 0 R");
    let pdf = prepared(&[(3, &page), (40, &list("Square"))]);
    let mut policy = Policy::at(update::now());
    policy.limits.tree_nodes = 5_000;
    let update = append(&pdf, &[(40, &list("Circle"))]);
    let report = verify(&update.as_slice(), &policy).unwrap();
    // Each could be compared with each: the budget ends it, and that is no permission.
    assert_eq!(report.signatures[0].changes, Changes::Unchecked);
}

/// At P=3 annotations may come and go, and widgets may not, wherever their subtype is written.
#[test]
fn a_widget_is_one_wherever_its_subtype_stands() {
    let field = replaced(TEXT, "/Subtype /Widget", "/Subtype 40 0 R");
    let objects = [(6, field.as_str()), (40, "/Widget")];
    let mut options = SignOptions::at(update::now());
    options.field = FieldChoice::Existing(Some("sig".to_owned()));
    options.certify = Some(Certification::Annotations);
    let pdf = update::sign(&append(&update::base(), &objects), &options);
    expect(&pdf, Unchanged);
    let without = replaced(PAGE, "6 0 R ", "");
    assert!(changes(&append(&pdf, &[(3, &without)])).0 >= Suspicious);
    let page = replaced(PAGE, "10 0 R]", "10 0 R 41 0 R]");
    let widget = replaced(&field, "(amount)", "(other)");
    let came = append(&pdf, &[(3, &page), (41, &widget)]);
    assert!(changes(&came).0 >= Suspicious);
    let note = update::NOTE;
    expect(&append(&pdf, &[(3, &page), (41, note)]), Permitted);
}

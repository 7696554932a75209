//! What may be done after a signature, and what may not: each rule that permits has a case in
//! which one more entry takes the permission away.

mod update;

use kyso::{
    sign::{Certification, Lock, SignOptions},
    verify::Changes::{self, Forbidden, None as Unchanged, Permitted, Suspicious},
};
use update::{
    BOX, CATALOG, ELEMENT, FORM, NOTE, PAGE, TEXT, TREE, appearance, append, append_signed,
    append_with, certified, changes, expect, replaced, report, signature, signed, stream,
};

const STORE: &str = "<< /Type /DSS /Certs [31 0 R] /VRI << /AB << /Cert [31 0 R] >> >> >>";
const WIDGET: &str = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (next) /V 21 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>";
const VALUE: &str = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents @CONTENTS@ /ByteRange @RANGE@ >>";
const STAMP: &str = "<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /Contents @CONTENTS@ /ByteRange @RANGE@ >>";

fn plain() -> Vec<u8> {
    signed(|_| {})
}

/// An update over the plain signature.
#[track_caller]
fn after(objects: &[(u32, &str)], expected: Changes) {
    expect(&append(&plain(), objects), expected);
}

#[test]
fn nothing_was_changed() {
    expect(&plain(), Unchanged);
    after(&[], Unchanged);
}

#[test]
fn what_would_cost_too_much_is_not_called_good() {
    let many = format!("/Resources << >> /Kyso [{}]", "0 ".repeat(1000));
    let page = replaced(PAGE, "/Resources << >>", &many);
    let mut options = kyso::sign::SignOptions::at(update::now());
    options.field = kyso::sign::FieldChoice::Existing(Some("sig".to_owned()));
    let pdf = update::sign(&append(&update::base(), &[(3, &page)]), &options);
    let pdf = append(&pdf, &[(3, &page)]);
    expect(&pdf, Unchanged);
    let mut policy = kyso::verify::Policy::at(update::now()).integrity_only();
    // Enough to find the signature in each revision, and not enough to compare them.
    policy.limits.tree_nodes = 20;
    let report = kyso::verify::verify(&pdf, &policy).unwrap();
    assert_eq!(signature(&report, "sig").changes, Changes::Unchecked);
    assert_eq!(report.verdict, kyso::verify::Verdict::Indeterminate);
}

#[test]
fn the_same_values_written_again_are_no_change() {
    let page = replaced(PAGE, "612.0 792", "612 792.000");
    after(&[(3, &page), (6, TEXT), (1, CATALOG)], Unchanged);
    // The same content under another number.
    let page = replaced(PAGE, "4 0 R", "40 0 R");
    after(
        &[(3, &page), (40, &stream("", "BT (Pay 100) Tj ET"))],
        Unchanged,
    );
    // An object that nothing refers to.
    after(&[(41, "(nobody reads this)")], Unchanged);
}

#[test]
fn what_a_page_shows_must_stay() {
    after(&[(4, &stream("", "BT (Pay 900) Tj ET"))], Suspicious);
    after(&[(3, &replaced(PAGE, "612.0", "613.0"))], Suspicious);
    after(&[(3, &replaced(PAGE, "/Contents 4 0 R", ""))], Suspicious);
    after(
        &[(2, "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>")],
        Suspicious,
    );
    after(&[(2, "<< /Type /Pages /Kids [] /Count 0 >>")], Suspicious);
    after(
        &[(3, &replaced(PAGE, "<< >>", "<< /Font << /F 11 0 R >> >>"))],
        Suspicious,
    );
    expect(&append_with(&plain(), &[], &[4], ""), Suspicious);
    let certified = certified(Certification::Annotations);
    expect(
        &append(&certified, &[(4, &stream("", "BT (Pay 900) Tj ET"))]),
        Forbidden,
    );
}

#[test]
fn a_cross_reference_alone_can_change_a_page() {
    // The entry of the page's content leads to another object: readers differ in what they show.
    let plain = plain();
    let at = update::find(&plain, b"9 0 obj");
    let mut pdf = append(&plain, &[(4, "null")]);
    let entry = update::find(&pdf, b" 00000 n \n");
    pdf[entry - 10..entry].copy_from_slice(format!("{at:010}").as_bytes());
    expect(&pdf, Suspicious);
}

#[test]
fn an_update_holds_nothing_but_what_it_names() {
    let with = |more: &[u8]| {
        let mut pdf = plain();
        pdf.extend(more);
        append(&pdf, &[(40, "null")])
    };
    expect(&with(b"\n% made by hand\r\n \0"), Unchanged);
    // A reader that repairs would take this for the page's content.
    let content = stream("", "BT (Pay 900) Tj ET");
    let hidden = format!("4 0 obj\n{content}\nendobj\n");
    expect(&with(hidden.as_bytes()), Suspicious);
    expect(&with(b"(words)\n"), Suspicious);
}

#[test]
fn the_catalog_takes_nothing_but_what_rules_know() {
    for entry in [
        "/OpenAction << /S /JavaScript /JS (x) >>",
        "/Names << /EmbeddedFiles << /Names [] >> >>",
        "/Perms << /DocMDP 7 0 R >>",
        "/AA << >>",
        "/OCProperties << >>",
        "/Private 1",
    ] {
        let catalog = replaced(CATALOG, ">>", &format!("{entry} >>"));
        after(&[(1, &catalog)], Suspicious);
    }
    after(
        &[(
            1,
            &replaced(CATALOG, "/Type /Catalog", "/Type /Catalog /Type /Catalog"),
        )],
        Suspicious,
    );
}

#[test]
fn validation_data_is_no_change_at_any_level() {
    let certificate = stream("", "certificate");
    for pdf in [plain(), certified(Certification::NoChanges)] {
        let before = update::object(&pdf, 1);
        let catalog = replaced(&before, "<<", "<< /DSS 30 0 R");
        let update = [(1, catalog.as_str()), (30, STORE), (31, &certificate)];
        let with_store = append(&pdf, &update);
        expect(&with_store, Permitted);
        // Replaced by another store.
        let other = append(&with_store, &[(30, "<< /Certs [] /CRLs [31 0 R] >>")]);
        expect(&other, Permitted);
        // Taken away.
        expect(&append(&with_store, &[(1, &before)]), Suspicious);
    }
    let catalog = replaced(CATALOG, ">>", "/DSS 30 0 R >>");
    for store in [
        "<< /Type /DSS /Certs [31 0 R] /Action 8 0 R >>",
        "<< /Type /DSS /Certs [8 0 R] >>",
        "<< /Type /DSS /VRI << /AB << /JS (x) >> >> >>",
        "<< /Type /DSS /VRI << /AB << /Cert [3 0 R] >> >> >>",
        "[31 0 R]",
    ] {
        after(
            &[(1, &catalog), (30, store), (31, &certificate)],
            Suspicious,
        );
    }
    // The same update touches a page.
    let page = replaced(PAGE, "792", "793");
    after(
        &[(1, &catalog), (30, STORE), (31, &certificate), (3, &page)],
        Suspicious,
    );
}

#[test]
fn metadata_and_dates_may_follow() {
    let xmp = stream("/Type /Metadata /Subtype /XML", "<other>");
    after(&[(17, &xmp)], Permitted);
    after(&[(17, &stream("/Type /Metadata", "<other>"))], Suspicious);
    let info = "<< /Title (Licence) /Producer (another) /ModDate (D:2026) >>";
    after(&[(18, info)], Permitted);
    after(
        &[(18, "<< /Title (Permit) /Producer (by hand) >>")],
        Suspicious,
    );
    let extended = replaced(
        CATALOG,
        ">>",
        "/Version /2.0 /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >> >>",
    );
    let with_extension = append(&plain(), &[(1, &extended)]);
    expect(&with_extension, Permitted);
    for (from, to) in [
        ("/2.0", "/1.6"),
        ("Level 2", "Level 1"),
        ("/ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >>", ""),
    ] {
        let lowered = replaced(&extended, from, to);
        expect(&append(&with_extension, &[(1, &lowered)]), Suspicious);
    }
}

#[test]
fn the_trailer_keeps_what_counts() {
    expect(
        &append_with(&plain(), &[], &[], "/ID [<01> <09>]"),
        Unchanged,
    );
    expect(
        &append_with(&plain(), &[], &[], "/Private 8 0 R"),
        Suspicious,
    );
    let other = replaced(CATALOG, "/AcroForm 5 0 R", "");
    let pdf = append_with(&plain(), &[(50, &other)], &[], "/Root 50 0 R");
    expect(&pdf, Suspicious);
}

#[test]
fn filling_in_means_value_and_appearance() {
    let filled = replaced(TEXT, "(100)", "(900)");
    let shown = appearance("900");
    after(&[(6, &filled), (9, &shown)], Permitted);
    expect(
        &append(
            &certified(Certification::FormFilling),
            &[(6, &filled), (9, &shown)],
        ),
        Permitted,
    );
    expect(
        &append(
            &certified(Certification::NoChanges),
            &[(6, &filled), (9, &shown)],
        ),
        Forbidden,
    );
    // The value alone: a person sees the former one.
    after(&[(6, &filled)], Suspicious);
    // The appearance alone: the shadow attack "replace".
    after(&[(9, &shown)], Forbidden);
    // The same appearance, encoded another way, is the same.
    let hexadecimal: String = "BT /F 9 Tf (100) Tj ET"
        .bytes()
        .map(|b| format!("{b:02x}"))
        .collect();
    let entries = "/Type /XObject /Subtype /Form /BBox [0 0 80 20] /Filter /ASCIIHexDecode";
    after(
        &[(9, &stream(entries, &format!("{hexadecimal}>")))],
        Unchanged,
    );
    for (from, to) in [
        ("[10 10 90 30]", "[10 10 290 230]"),
        ("/F 4", "/F 6"),
        ("/T (amount)", "/T (sum)"),
        (
            "/FT /Tx",
            "/FT /Tx /AA << /K << /S /JavaScript /JS (x) >> >>",
        ),
        ("/FT /Tx", "/FT /Tx /Ff 2"),
    ] {
        let more = replaced(&filled, from, to);
        after(&[(6, &more), (9, &shown)], Suspicious);
    }
    let page = replaced(PAGE, "792", "793");
    after(&[(6, &filled), (9, &shown), (3, &page)], Suspicious);
}

#[test]
fn an_object_on_two_paths_must_be_permitted_on_both() {
    let filled = replaced(TEXT, "(100)", "(900)");
    let shown = appearance("900");
    // The appearance of the field is what the page paints, too.
    let page = replaced(PAGE, "<< >>", "<< /XObject << /X 9 0 R >> >>");
    let mut options = SignOptions::at(update::now());
    options.field = kyso::sign::FieldChoice::Existing(Some("sig".to_owned()));
    let shared = append(&update::base(), &[(3, &page)]);
    let shared = update::sign(&shared, &options);
    expect(&append(&shared, &[(6, &filled), (9, &shown)]), Suspicious);
    // Even where the field only turns to another one.
    let turned = replaced(&filled, "9 0 R", "45 0 R");
    expect(&append(&shared, &[(6, &turned), (45, &shown)]), Suspicious);
    expect(&append(&plain(), &[(6, &turned), (45, &shown)]), Permitted);
}

#[test]
fn check_boxes_change_value_and_state_together() {
    let on = replaced(&replaced(BOX, "/V /Off", "/V /Yes"), "/AS /Off", "/AS /Yes");
    after(&[(10, &on)], Permitted);
    after(&[(10, &replaced(BOX, "/AS /Off", "/AS /Yes"))], Forbidden);
    // Who ticks a box draws it as it was made.
    after(&[(10, &on), (15, &appearance("other"))], Suspicious);
    after(&[(15, &appearance("other"))], Forbidden);
}

#[test]
fn the_form_takes_nothing_but_what_signing_needs() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>";
    let more = replaced(FORM, "/F 11 0 R", "/F 11 0 R /G 42 0 R");
    after(&[(5, &more), (42, font)], Permitted);
    after(&[(11, font)], Suspicious);
    after(
        &[(5, &replaced(FORM, "/F 11 0 R", "/F 42 0 R")), (42, font)],
        Suspicious,
    );
    for entry in ["/NeedAppearances true", "/XFA (x)", "/CO [6 0 R]", "/Q 2"] {
        after(
            &[(
                5,
                &replaced(FORM, "/SigFlags 3", &format!("/SigFlags 3 {entry}")),
            )],
            Suspicious,
        );
    }
    after(&[(5, &replaced(FORM, "/SigFlags 3", ""))], Suspicious);
    after(
        &[(5, &replaced(FORM, "/SigFlags 3", "/SigFlags 7"))],
        Suspicious,
    );
}

#[test]
fn fields_may_not_come_or_go() {
    let field = "<< /FT /Tx /T (more) /V (x) >>";
    let form = replaced(FORM, "10 0 R]", "10 0 R 43 0 R]");
    after(&[(5, &form), (43, field)], Suspicious);
    expect(
        &append(
            &certified(Certification::FormFilling),
            &[(5, &form), (43, field)],
        ),
        Forbidden,
    );
    after(&[(5, &replaced(FORM, "6 0 R ", ""))], Suspicious);
    after(&[(5, &replaced(FORM, "7 0 R ", ""))], Forbidden);
    after(&[(3, &replaced(PAGE, "6 0 R ", ""))], Suspicious);
}

/// A further signature in a new field, with what `change` does to the update.
fn further(pdf: &[u8], widget: &str, value: &str, more: &[(u32, &str)]) -> Vec<u8> {
    let form = replaced(FORM, "10 0 R]", "10 0 R 20 0 R]");
    let page = replaced(PAGE, "10 0 R]", "10 0 R 20 0 R]");
    let mut objects = vec![(20, widget), (21, value)];
    for (number, text) in [(3, page.as_str()), (5, form.as_str())] {
        if more.iter().all(|(other, _)| *other != number) {
            objects.push((number, text));
        }
    }
    objects.extend(more);
    append_signed(pdf, &objects)
}

#[test]
fn signing_again_is_permitted_unless_the_first_signer_said_otherwise() {
    expect(&further(&plain(), WIDGET, VALUE, &[]), Permitted);
    expect(
        &further(&certified(Certification::FormFilling), WIDGET, VALUE, &[]),
        Permitted,
    );
    expect(
        &further(&certified(Certification::NoChanges), WIDGET, VALUE, &[]),
        Forbidden,
    );
    // A visible one is permitted and told.
    let visible = replaced(WIDGET, "[0 0 0 0]", "[10 10 90 90]");
    let (found, told) = changes(&further(&plain(), &visible, VALUE, &[]));
    assert_eq!(found, Permitted);
    assert!(told.contains("worth a note"), "{told}");
}

#[test]
fn one_more_entry_and_signing_is_suspicious() {
    for entry in [
        "/AA << /E << /S /JavaScript /JS (x) >> >>",
        "/A << /S /URI /URI (x) >>",
        "/OC 8 0 R",
        "/DV (x)",
        "/Private 1",
    ] {
        let widget = replaced(WIDGET, "/F 132", &format!("/F 132 {entry}"));
        expect(&further(&plain(), &widget, VALUE, &[]), Suspicious);
    }
    let page = replaced(&replaced(PAGE, "10 0 R]", "10 0 R 20 0 R]"), "792", "793");
    expect(&further(&plain(), WIDGET, VALUE, &[(3, &page)]), Suspicious);
    let form = replaced(FORM, "10 0 R]", "10 0 R 20 0 R 43 0 R]");
    let field = (43, "<< /FT /Tx /T (more) /V (x) >>");
    expect(
        &further(&plain(), WIDGET, VALUE, &[(5, &form), field]),
        Suspicious,
    );
    let catalog = replaced(CATALOG, ">>", "/OpenAction 8 0 R >>");
    expect(
        &further(&plain(), WIDGET, VALUE, &[(1, &catalog)]),
        Suspicious,
    );
    expect(
        &further(&plain(), WIDGET, VALUE, &[(4, &stream("", "other"))]),
        Suspicious,
    );
    // A dictionary that covers less than the update is no signature of it.
    let fake =
        "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00> /ByteRange [0 10 20 30] >>";
    let form = replaced(FORM, "10 0 R]", "10 0 R 20 0 R]");
    after(&[(20, WIDGET), (21, fake), (5, &form)], Suspicious);
}

#[test]
fn document_time_stamps_are_no_change_at_any_level() {
    for pdf in [plain(), certified(Certification::NoChanges)] {
        expect(&further(&pdf, WIDGET, STAMP, &[]), Permitted);
    }
    // One that shows something is a signature like others.
    let visible = replaced(WIDGET, "[0 0 0 0]", "[10 10 90 90]");
    expect(
        &further(&certified(Certification::NoChanges), &visible, STAMP, &[]),
        Forbidden,
    );
    let page = replaced(&replaced(PAGE, "10 0 R]", "10 0 R 20 0 R]"), "792", "793");
    expect(&further(&plain(), WIDGET, STAMP, &[(3, &page)]), Suspicious);
}

#[test]
fn a_signature_field_left_empty_is_no_signing() {
    let empty = replaced(WIDGET, "/V 21 0 R", "");
    let form = replaced(FORM, "10 0 R]", "10 0 R 20 0 R]");
    let page = replaced(PAGE, "10 0 R]", "10 0 R 20 0 R]");
    let made = |pdf: &[u8]| append(pdf, &[(20, &empty), (5, &form), (3, &page)]);
    expect(&made(&plain()), Suspicious);
    expect(&made(&certified(Certification::FormFilling)), Forbidden);
    // Signed in the next revision, it is.
    let later = append_signed(&made(&plain()), &[(20, WIDGET), (21, VALUE)]);
    expect(&later, Permitted);
}

#[test]
fn a_widget_brings_its_structure_element() {
    let widget = replaced(WIDGET, "/F 132", "/F 132 /StructParent 1");
    let tree = replaced(TREE, "NextKey 1", "NextKey 2");
    let element = replaced(ELEMENT, "0 >>]", "0 >> 22 0 R]");
    let form =
        "<< /Type /StructElem /S /Form /P 13 0 R /Pg 3 0 R /K << /Type /OBJR /Obj 20 0 R >> >>";
    let parents = "<< /Nums [0 [13 0 R] 1 22 0 R] >>";
    let page = replaced(
        &replaced(PAGE, "10 0 R]", "10 0 R 20 0 R]"),
        "/StructParents 0",
        "/StructParents 0 /Tabs /S",
    );
    let all = |form: &str, parents: &str, element: &str| {
        let more = [
            (3, page.as_str()),
            (12, tree.as_str()),
            (13, element),
            (14, parents),
            (22, form),
        ];
        further(&plain(), &widget, VALUE, &more)
    };
    expect(&all(form, parents, &element), Permitted);
    for other in [
        replaced(form, "20 0 R", "8 0 R"),
        replaced(form, "/K <<", "/ActualText (x) /K <<"),
        replaced(form, "/K << /Type /OBJR /Obj 20 0 R >>", "/K 0"),
    ] {
        expect(&all(&other, parents, &element), Suspicious);
    }
    let moved = "<< /Nums [0 [22 0 R] 1 22 0 R] >>";
    expect(&all(form, moved, &element), Suspicious);
    let more = "<< /Nums [0 [13 0 R] 1 22 0 R 2 13 0 R 3 8 0 R] >>";
    expect(&all(form, more, &element), Suspicious);
    let gone = replaced(&element, "<< /Type /MCR /Pg 3 0 R /MCID 0 >>", "");
    expect(&all(form, parents, &gone), Suspicious);
    let renamed = replaced(&element, "/Document", "/Part");
    expect(&all(form, parents, &renamed), Suspicious);
}

#[test]
fn annotations_need_a_certification_that_allows_them() {
    let other = replaced(NOTE, "(a note)", "(another)");
    let page = replaced(PAGE, "8 0 R", "8 0 R 44 0 R");
    let fresh = "<< /Type /Annot /Subtype /Square /Rect [1 1 9 9] >>";
    let without = replaced(PAGE, "8 0 R ", "");
    let order = replaced(PAGE, "7 0 R 8 0 R", "8 0 R 7 0 R");
    let updates: [&[(u32, &str)]; 4] = [
        &[(8, &other)],
        &[(3, &page), (44, fresh)],
        &[(3, &without)],
        &[(3, &order)],
    ];
    for update in updates {
        expect(&append(&plain(), update), Suspicious);
        expect(
            &append(&certified(Certification::FormFilling), update),
            Forbidden,
        );
        expect(
            &append(&certified(Certification::Annotations), update),
            Permitted,
        );
    }
    // Not even there may the page, or a field's value behind its lock, change along.
    let page = replaced(&page, "792", "793");
    let pdf = append(
        &certified(Certification::Annotations),
        &[(3, &page), (44, fresh)],
    );
    expect(&pdf, Forbidden);
    // A widget that belongs to no field is no annotation for people.
    let stray = "<< /Type /Annot /Subtype /Widget /Rect [1 1 9 9] /FT /Tx >>";
    let page = replaced(PAGE, "8 0 R", "8 0 R 44 0 R");
    expect(
        &append(
            &certified(Certification::Annotations),
            &[(3, &page), (44, stray)],
        ),
        Suspicious,
    );
}

#[test]
fn locked_fields_stay_as_they_are() {
    let filled = replaced(TEXT, "(100)", "(900)");
    let shown = appearance("900");
    let update = [(6, filled.as_str()), (9, shown.as_str())];
    let with = |lock: Lock| signed(|options: &mut SignOptions| options.lock = Some(lock));
    let names = |name: &str| vec![name.to_owned()];
    expect(&append(&with(Lock::All), &update), Forbidden);
    expect(
        &append(&with(Lock::Include(names("amount"))), &update),
        Forbidden,
    );
    expect(
        &append(&with(Lock::Exclude(names("agree"))), &update),
        Forbidden,
    );
    expect(
        &append(&with(Lock::Exclude(names("amount"))), &update),
        Permitted,
    );
    expect(
        &append(&with(Lock::Include(names("agree"))), &update),
        Permitted,
    );
    // The same value written again harms no lock.
    expect(&append(&with(Lock::All), &[(6, TEXT)]), Unchanged);
    // A lock of all fields speaks of those that were there.
    expect(&further(&with(Lock::All), WIDGET, STAMP, &[]), Permitted);
    expect(&further(&with(Lock::All), WIDGET, VALUE, &[]), Permitted);
}

#[test]
fn the_tightest_rule_counts_that_was_in_force() {
    // A later signature certifies nothing away: the annotation came after the tighter lock.
    let tight = replaced(
        VALUE,
        "/Type /Sig",
        "/Type /Sig /Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [] /P 1 >> >>]",
    );
    let pdf = further(&certified(Certification::Annotations), WIDGET, &tight, &[]);
    expect(&pdf, Permitted);
    let other = replaced(NOTE, "(a note)", "(another)");
    expect(&append(&pdf, &[(8, &other)]), Forbidden);
    // A later, looser one permits nothing that the first signer had no rule for.
    let loose = replaced(&tight, "/P 1", "/P 3");
    let pdf = append(&further(&plain(), WIDGET, &loose, &[]), &[(8, &other)]);
    expect(&pdf, Suspicious);
}

#[test]
fn a_signature_taken_out_of_the_form_is_still_told() {
    for update in [
        &[(1, replaced(CATALOG, "/AcroForm 5 0 R", ""))][..],
        &[(5, replaced(FORM, "7 0 R ", ""))][..],
        &[(7, "<< /FT /Sig /T (sig) /Rect [0 0 0 0] >>".to_owned())][..],
    ] {
        let objects: Vec<(u32, &str)> =
            update.iter().map(|(n, text)| (*n, text.as_str())).collect();
        let report = report(&append(&plain(), &objects));
        let one = signature(&report, "sig");
        assert_eq!(one.integrity, kyso::verify::Integrity::Intact);
        assert!(matches!(one.changes, Suspicious | Forbidden));
        let told = |check: &kyso::verify::Check| ["still-there", "in-form"].contains(&check.id);
        assert!(one.checks.iter().any(told), "{update:?}");
    }
}

//! Which field holds the signature, and what becomes of it.

mod signing;
mod tiny;

use kyso::{
    sign::{FieldChoice, Lock, SignError},
    text::Kind,
};
use signing::{keep, key, options, sign, testdata};
use tiny::{Tiny, count};

const FORMS: [&str; 3] = [
    "variants/form",
    "variants/form-direct",
    "variants/form-in-object-stream",
];

#[test]
fn an_empty_field_of_that_name_is_filled() {
    for form in FORMS {
        let pdf = testdata(form);
        for name in ["LanhDao", "CoQuan", "PheDuyet.VanThu"] {
            let mut options = options();
            options.field = FieldChoice::Named(name.to_owned());
            let (output, signed) = sign(&pdf, &options);
            keep(&format!("{}-{name}", form.replace('/', "-")), &output);
            assert_eq!(signed.field, name);
            let update = &output[pdf.len()..];
            assert_eq!(count(update, "/Subtype /Widget"), 1, "no widget is made");
            assert_eq!(count(update, "/Annots"), 0, "the page stays");
        }
    }
}

/// A visible field keeps its rectangle, shows nothing, and the report says so.
#[test]
fn a_visible_field_is_left_blank_and_told() {
    let pdf = testdata("variants/form");
    let mut options = options();
    options.field = FieldChoice::Existing(Some("LanhDao".to_owned()));
    let (output, signed) = sign(&pdf, &options);
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "/Rect [320 300 520.25 380.5]"), 1);
    assert_eq!(count(update, "/BBox [0 0 200.250 80.500]"), 1);
    let kinds: Vec<_> = signed.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [Kind::VisibleFieldLeftBlank]);
}

#[test]
fn an_invisible_field_needs_no_word() {
    let mut options = options();
    options.field = FieldChoice::Existing(Some("CoQuan".to_owned()));
    let (_, signed) = sign(&testdata("variants/form"), &options);
    assert!(signed.findings.is_empty());
}

#[test]
fn a_new_field_joins_the_form() {
    for form in FORMS {
        let pdf = testdata(form);
        for name in ["ChuKy", "PheDuyet.LanhDao", "Chữ ký"] {
            let mut options = options();
            options.field = FieldChoice::Named(name.to_owned());
            let (output, signed) = sign(&pdf, &options);
            keep(
                &format!("{}-new-{}", form.replace('/', "-"), name.len()),
                &output,
            );
            assert_eq!(signed.field, name);
            let update = &output[pdf.len()..];
            assert_eq!(count(update, "/Rect [0 0 0 0] /F 132"), 1);
            let joins_group = name.contains('.');
            assert_eq!(count(update, " 0 R >> /Parent "), usize::from(joins_group));
        }
    }
}

/// What the form says else stays: its other flags, its resources.
#[test]
fn the_form_keeps_its_other_entries() {
    let pdf = Tiny::page()
        .with(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R >>")
        .with(
            4,
            "<< /SigFlags 5 /NeedAppearances true /DA (/F1 0.10 Tf) >>",
        )
        .table();
    let (output, _) = sign(&pdf, &options());
    let update = &output[pdf.len()..];
    assert_eq!(
        count(
            update,
            "<< /SigFlags  7 /NeedAppearances true /DA (/F1 0.10 Tf)  /Fields ["
        ),
        1
    );
}

#[test]
fn the_only_empty_field_is_found() {
    let mut pdf = testdata("variants/form");
    for name in ["LanhDao", "PheDuyet.VanThu"] {
        let mut options = options();
        options.field = FieldChoice::Named(name.to_owned());
        pdf = sign(&pdf, &options).0;
    }
    let mut options = options();
    options.field = FieldChoice::Existing(None);
    let (output, signed) = sign(&pdf, &options);
    keep("form-all-signed", &output);
    assert_eq!(signed.field, "CoQuan");
}

/// `/FT` comes from the parent, the widget is a kid of the field.
#[test]
fn field_and_widget_may_be_two_objects() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(4, "<< /T (Nhom) /FT /Sig /Kids [5 0 R] >>")
        .with(5, "<< /T (Ky) /Parent 4 0 R /Kids [6 0 R 7 0 R] >>")
        .with(
            6,
            "<< /Type /Annot /Subtype /Widget /Parent 5 0 R /Rect [1 1 9 9] /P 3 0 R >>",
        )
        .with(
            7,
            "<< /Type /Annot /Subtype /Widget /Parent 5 0 R /Rect [0 0 0 0] /P 3 0 R >>",
        )
        .with(
            3,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [6 0 R 7 0 R] >>",
        )
        .table();
    let mut options = options();
    options.field = FieldChoice::Existing(Some("Nhom.Ky".to_owned()));
    let (output, _) = sign(&pdf, &options);
    keep("kids", &output);
    let update = &output[pdf.len()..];
    assert_eq!(
        count(
            update,
            "5 0 obj\n<< /T (Ky) /Parent 4 0 R /Kids [6 0 R 7 0 R]  /V "
        ),
        1
    );
    assert_eq!(
        count(update, "/AP << /N "),
        1,
        "the visible widget alone gets an appearance"
    );
}

/// A tree that leads into itself ends.
#[test]
fn loops_in_the_field_tree_end() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 4 0 R] >> >>",
        )
        .with(4, "<< /T (a) /Kids [5 0 R] >>")
        .with(5, "<< /T (b) /Kids [4 0 R 5 0 R] >>")
        .table();
    assert_eq!(sign(&pdf, &options()).1.field, "Signature1");
}

#[test]
fn a_free_name_is_free() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(
            4,
            "<< /T <FEFF005300690067006E00610074007500720065 0031> /FT /Tx >>",
        )
        .table();
    assert_eq!(sign(&pdf, &options()).1.field, "Signature2");
}

#[test]
fn a_dry_run_says_the_field_and_writes_nothing() {
    let pdf = testdata("variants/form");
    let leader = key("leader-rsa2048");
    assert_eq!(
        kyso::sign::check(&pdf, &leader, &options()).unwrap(),
        "Signature1"
    );
    let mut options = options();
    options.field = FieldChoice::Existing(Some("SoVanBan".to_owned()));
    assert_eq!(
        kyso::sign::check(&pdf, &leader, &options).unwrap_err(),
        SignError::NotASignatureField {
            field: "SoVanBan".to_owned()
        }
    );
}

/// A field's own lock is its author's will: the signature carries it.
#[test]
fn the_lock_of_a_field_is_honoured() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 6 0 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig /Lock 5 0 R >>")
        .with(
            5,
            "<< /Type /SigFieldLock /Action /Include /Fields [(So)] >>",
        )
        .with(6, "<< /T (So) /FT /Tx >>")
        .table();
    let mut options = options();
    options.field = FieldChoice::Existing(None);
    let (output, _) = sign(&pdf, &options);
    keep("field-lock", &output);
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "/TransformMethod /FieldMDP"), 1);
    assert_eq!(count(update, "/Action /Include /Fields [(So)]"), 1);
    options.lock = Some(Lock::All);
    let error = signing::refusal(&pdf, "leader-rsa2048", &options);
    assert!(matches!(error, SignError::SeedValue { .. }), "{error}");
}

#[test]
fn a_field_may_have_one_widget_of_its_own() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig /Kids [5 0 R] >>")
        .with(
            5,
            "<< /Type /Annot /Subtype /Widget /Parent 4 0 R /Rect [1 1 9 9] /P 3 0 R >>",
        )
        .with(
            3,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [5 0 R] >>",
        )
        .table();
    let mut options = options();
    options.field = FieldChoice::Existing(None);
    let (output, signed) = sign(&pdf, &options);
    keep("kid", &output);
    assert_eq!(signed.field, "Ky");
}

/// The value belongs to the field; where a widget has it, the field is signed all the same.
#[test]
fn a_value_in_the_widget_is_a_signature() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig /Kids [5 0 R] >>")
        .with(
            5,
            "<< /Subtype /Widget /Parent 4 0 R /V << /Type /Sig /Contents <00> >> >>",
        )
        .table();
    let mut options = options();
    options.field = FieldChoice::Named("Ky".to_owned());
    let error = signing::refusal(&pdf, "leader-rsa2048", &options);
    assert!(
        matches!(error, SignError::FieldAlreadySigned { .. }),
        "{error}"
    );
}

/// An object keeps its generation.
#[test]
fn a_generation_is_kept() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 7 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig >>")
        .table();
    let head = tiny::last(&pdf, "\n4 0 obj").unwrap() + 3;
    let row = tiny::last(&pdf, " 00000 n \ntrailer").unwrap() + 5;
    let mut pdf = pdf;
    pdf[head] = b'7';
    pdf[row] = b'7';
    let mut options = options();
    options.field = FieldChoice::Existing(None);
    let (output, _) = sign(&pdf, &options);
    keep("generation", &output);
    let update = &output[pdf.len()..];
    assert_eq!(count(update, "4 7 obj\n<< /T (Ky) /FT /Sig  /V 5 0 R"), 1);
    assert_eq!(count(update, " 00007 n \n"), 1);
}

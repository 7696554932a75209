//! Certification and locks: what is written, and what those that are there allow.

mod signing;
mod tiny;

use kyso::sign::{Certification, FieldChoice, Lock, SignError};
use signing::{keep, options, refusal, sign, testdata};
use tiny::{Tiny, count};

const LEADER: &str = "leader-rsa2048";

fn certified(level: Certification) -> Vec<u8> {
    let mut options = options();
    options.certify = Some(level);
    let (output, _) = sign(&testdata("variants/form"), &options);
    keep(&format!("certified-{}", level as i32), &output);
    output
}

#[test]
fn a_certification_is_in_the_signature_and_in_the_catalog() {
    let pdf = testdata("variants/form");
    for level in [
        Certification::NoChanges,
        Certification::FormFilling,
        Certification::Annotations,
    ] {
        let output = certified(level);
        let update = &output[pdf.len()..];
        let parameters = format!(
            "/TransformParams << /Type /TransformParams /P {} /V /1.2 >>",
            level as i32
        );
        assert_eq!(count(update, &parameters), 1);
        assert_eq!(count(update, "/Perms << /DocMDP "), 1);
    }
}

#[test]
fn permissions_that_are_there_stay() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /Perms << /UR3 4 0 R >> >>",
        )
        .with(4, "<< /Type /Sig /Contents <00> >>")
        .table();
    let mut options = options();
    options.certify = Some(Certification::FormFilling);
    let (output, _) = sign(&pdf, &options);
    assert_eq!(
        count(
            &output[pdf.len()..],
            "/Perms << /UR3 4 0 R  /DocMDP 5 0 R>>"
        ),
        1
    );
}

#[test]
fn levels_two_and_three_allow_a_further_signature() {
    for level in [Certification::FormFilling, Certification::Annotations] {
        let (output, _) = sign(&certified(level), &options());
        keep(&format!("certified-{}-signed", level as i32), &output);
    }
}

#[test]
fn level_one_allows_none() {
    assert_eq!(
        refusal(&certified(Certification::NoChanges), LEADER, &options()),
        SignError::CertificationForbidsSigning {
            field: "Signature1".to_owned()
        }
    );
}

/// Without `/Perms` Acrobat sees no certification; the signer's will stands all the same.
#[test]
fn a_certification_counts_without_the_catalog() {
    let signature = "<< /Type /Sig /Contents <00> /Reference [<< /TransformMethod /DocMDP \
                     /TransformParams << /P 1 >> >>] >>";
    let form = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>";
    let pdf = Tiny::page()
        .with(1, form)
        .with(4, "<< /T (Ky) /FT /Sig /V 5 0 R >>")
        .with(5, signature)
        .table();
    let error = refusal(&pdf, LEADER, &options());
    assert!(
        matches!(error, SignError::CertificationForbidsSigning { .. }),
        "{error}"
    );
    // And the other way round: named by the catalog, held by no field.
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP 5 0 R >> >>",
        )
        .with(5, signature)
        .table();
    let error = refusal(&pdf, LEADER, &options());
    assert!(
        matches!(error, SignError::CertificationForbidsSigning { .. }),
        "{error}"
    );
}

#[test]
fn a_certification_comes_first() {
    let (signed, _) = sign(&testdata("variants/form"), &options());
    let mut options = options();
    options.certify = Some(Certification::FormFilling);
    assert_eq!(
        refusal(&signed, LEADER, &options),
        SignError::CertificationNotFirst {
            field: "Signature1".to_owned()
        }
    );
}

/// A document time-stamp is a signature too (errata #55).
#[test]
fn a_document_time_stamp_comes_before_no_certification() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(
            4,
            "<< /T (Dau) /FT /Sig /V << /Type /DocTimeStamp /Contents <00> >> >>",
        )
        .table();
    let mut options = options();
    options.certify = Some(Certification::FormFilling);
    let error = refusal(&pdf, LEADER, &options);
    assert!(
        matches!(error, SignError::CertificationNotFirst { .. }),
        "{error}"
    );
}

#[test]
fn a_lock_is_in_the_signature_and_in_the_field() {
    for (name, lock, written) in [
        ("all", Lock::All, "/Action /All"),
        (
            "include",
            Lock::Include(vec!["SoVanBan".to_owned(), "PheDuyet".to_owned()]),
            "/Action /Include /Fields [(SoVanBan) (PheDuyet)]",
        ),
        (
            "exclude",
            Lock::Exclude(vec!["PheDuyet.GhiChu".to_owned()]),
            "/Action /Exclude /Fields [(PheDuyet.GhiChu)]",
        ),
    ] {
        let pdf = testdata("variants/form");
        let mut options = options();
        options.lock = Some(lock);
        let (output, _) = sign(&pdf, &options);
        keep(&format!("lock-{name}"), &output);
        let update = &output[pdf.len()..];
        assert_eq!(count(update, written), 2, "{name}");
        assert_eq!(count(update, "/Type /SigFieldLock"), 1);
        assert_eq!(count(update, "/TransformMethod /FieldMDP"), 1);
    }
}

#[test]
fn a_locked_field_is_not_signed() {
    let mut first = options();
    first.lock = Some(Lock::Include(vec!["PheDuyet".to_owned()]));
    let (pdf, _) = sign(&testdata("variants/form"), &first);
    let mut second = options();
    second.field = FieldChoice::Named("PheDuyet.VanThu".to_owned());
    assert_eq!(
        refusal(&pdf, LEADER, &second),
        SignError::FieldLocked {
            field: "PheDuyet.VanThu".to_owned(),
            by: "Signature1".to_owned()
        }
    );
    second.field = FieldChoice::Named("LanhDao".to_owned());
    let (output, _) = sign(&pdf, &second);
    keep("lock-other-signed", &output);
}

/// `P` of a lock is how an approval signature closes a document (PDF 2.0).
#[test]
fn a_lock_may_close_the_document() {
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        )
        .with(4, "<< /T (Ky) /FT /Sig /Lock << /Action /All /P 1 >> >>")
        .table();
    let mut first = options();
    first.field = FieldChoice::Existing(None);
    let (pdf, _) = sign(&pdf, &first);
    let error = refusal(&pdf, LEADER, &options());
    assert!(
        matches!(error, SignError::CertificationForbidsSigning { .. }),
        "{error}"
    );
}

#[test]
fn a_lock_names_fields_that_are_there() {
    let mut options = options();
    options.lock = Some(Lock::Include(vec!["SoVanBann".to_owned()]));
    assert_eq!(
        refusal(&testdata("variants/form"), LEADER, &options),
        SignError::FieldNotFound {
            field: "SoVanBann".to_owned()
        }
    );
    options.lock = Some(Lock::Include(vec!["Signature1".to_owned()]));
    sign(&testdata("variants/form"), &options);
}

/// §12.8.2.4: a lock forbids changes to its fields, and a field that no update writes is none,
/// whatever appearance or parent it shares with others. (pyHanko 0.38 reports a violation here, of
/// the appearance 7 of the locked field, in revisions that do not write object 7.)
#[test]
fn a_locked_field_that_nobody_writes_is_not_changed() {
    let form = testdata("variants/form");
    let mut options = options();
    options.field = FieldChoice::Existing(Some("LanhDao".to_owned()));
    options.lock = Some(Lock::Include(vec!["PheDuyet.GhiChu".to_owned()]));
    let (once, _) = sign(&form, &options);
    options.lock = None;
    for field in ["CoQuan", "PheDuyet.VanThu"] {
        options.field = FieldChoice::Existing(Some(field.to_owned()));
        let (twice, _) = sign(&once, &options);
        keep(&format!("locked-beside-{field}"), &twice);
        for untouched in [7, 11, 13] {
            let head = format!("\n{untouched} 0 obj");
            assert_eq!(count(&twice[once.len()..], &head), 0, "{head}");
        }
    }
}

//! What `inspect` shows of a document.

mod signing;
mod tiny;

use kyso::{
    Limits, Opening, ReadError,
    inspect::{FieldLock, Inspection, Permission, SignatureFacts, inspect},
    sign::{Certification, FieldChoice},
};

use signing::{options, sign, testdata};
use tiny::Tiny;

fn found(pdf: &[u8]) -> Inspection {
    inspect(&pdf, &Opening::default()).unwrap()
}

#[test]
fn fields_of_a_form() {
    let found = found(&testdata("variants/form"));
    let names: Vec<_> = found
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    assert_eq!(names, ["LanhDao", "CoQuan", "PheDuyet.VanThu"]);
    assert!(found.fields.iter().all(|field| field.signature.is_none()));
    assert!(found.fields.iter().all(|field| field.page == Some(1)));
    assert_eq!(
        found.fields[0].rectangle,
        Some([320.0, 300.0, 520.25, 380.5])
    );
    assert_eq!(found.fields[1].rectangle, Some([0.0; 4]));
}

#[test]
fn revisions_and_sections() {
    let pdf = testdata("variants/form");
    let (once, _) = sign(&pdf, &options());
    let (twice, _) = sign(&once, &options());
    let found = found(&twice);
    let ends: Vec<_> = found
        .revisions
        .iter()
        .map(|revision| revision.end)
        .collect();
    assert_eq!(
        ends,
        [pdf.len(), once.len(), twice.len()].map(|end| end as u64)
    );
    for revision in &found.revisions {
        assert!(revision.complete);
        assert_eq!(revision.sections.len(), 1);
        assert_eq!(revision.sections[0].kind, "table");
        assert!(
            revision.sections[0]
                .trailer_keys
                .iter()
                .any(|key| key == "Root")
        );
        assert!(!revision.written.is_empty());
        assert_eq!(revision.freed, [""; 0]);
    }
    assert_eq!(found.revisions[0].written, ["1-13"]);
    let kinds = |name: &str| {
        let found = inspect(&testdata(name), &Opening::default()).unwrap();
        let sections = found
            .revisions
            .iter()
            .flat_map(|revision| revision.sections.clone());
        sections.map(|section| section.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds("variants/object-streams"), ["stream"]);
    assert!(kinds("variants/hybrid").contains(&"hybrid"));
    assert_eq!(kinds("variants/linearized").len(), 2);
}

#[test]
fn a_signature_as_it_is_written() {
    let mut options = options();
    options.field = FieldChoice::Named("LanhDao".into());
    options.certify = Some(Certification::FormFilling);
    let (pdf, signed) = sign(&testdata("variants/form"), &options);
    let found = found(&pdf);
    assert_eq!(found.certification, Some(2));
    let field = &found.fields[0];
    let signature = field.signature.as_ref().unwrap();
    let range: Vec<_> = signed
        .byte_range
        .iter()
        .map(|number| *number as i64)
        .collect();
    assert_eq!(signature.byte_range, range);
    assert_eq!(signature.sub_filter.as_deref(), Some("ETSI.CAdES.detached"));
    assert_eq!(
        signature.contents_bytes * 2 + 2,
        (range[2] - range[1]) as usize
    );
    assert_eq!(
        signature.claimed_time.as_deref(),
        Some("D:20261124090304+07'00'")
    );
    assert_eq!(signature.certificates.len(), 3);
    assert!(signature.certificates[0].contains("CN="));
    assert_eq!(signature.unreadable, None);
}

#[test]
fn locks_of_fields() {
    let text = "<</FT/Sig/T(a)/Lock<</Type/SigFieldLock/Action/Exclude/Fields[(b)(c.d)]>>>>";
    let found = found(&with_field(text));
    let FieldLock { action, fields, .. } = found.fields[0].lock.clone().unwrap();
    assert_eq!(
        (action, fields),
        ("Exclude", vec!["b".to_owned(), "c.d".to_owned()])
    );
    assert_eq!(found.fields[0].page, None);
    assert_eq!(found.fields[0].rectangle, None);
}

/// A document with one field, whose dictionary is `field`.
fn with_field(field: &str) -> Vec<u8> {
    let catalog = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>";
    Tiny::page().with(1, catalog).with(4, field).table()
}

#[test]
fn a_signature_that_is_none_is_shown_as_it_is() {
    let text = "<</FT/Sig/T(a)/V<</ByteRange[0 -1 /x 2]/Contents(no CMS)/SubFilter/Own>>>>";
    let found = found(&with_field(text));
    let SignatureFacts {
        byte_range,
        unreadable,
        certificates,
        contents_bytes,
        ..
    } = found.fields[0].signature.clone().unwrap();
    assert_eq!(byte_range, [0, -1, 2]);
    assert_eq!(contents_bytes, 6);
    assert!(certificates.is_empty() && unreadable.is_some());
}

#[test]
fn encryption_and_permissions() {
    let pdf = testdata("variants/encrypted-signing-forbidden");
    let as_user = found(&pdf).encryption.unwrap();
    assert!(!as_user.opened_as_owner && !as_user.may_sign && as_user.metadata_encrypted);
    assert!(!as_user.permissions.contains(&Permission::FillForms));
    assert!(as_user.permissions.contains(&Permission::Print));
    let opening = Opening::default().with_password("chu-so-huu".into());
    let as_owner = inspect(&pdf, &opening).unwrap().encryption.unwrap();
    assert!(as_owner.opened_as_owner && as_owner.may_sign);
    assert_eq!(
        (as_owner.method, as_owner.key_bits, as_owner.revision),
        ("AES-256", 256, 6)
    );
    let locked = testdata("variants/encrypted-aes-128");
    let refused = inspect(&locked, &Opening::default());
    assert_eq!(refused, Err(ReadError::PasswordRequired));
}

#[test]
fn what_was_repaired_is_said() {
    let found = found(&testdata("variants/wrong-startxref"));
    assert!(found.repaired.is_some());
    assert_eq!(found.fields.len(), 3);
}

#[test]
fn limits_hold() {
    let mut limits = Limits::default();
    limits.tree_nodes = 2;
    let opening = Opening::default().with_limits(limits);
    let found = inspect(&testdata("variants/form"), &opening).unwrap();
    assert!(found.fields.is_empty());
    assert!(
        found
            .findings
            .iter()
            .any(|finding| finding.to_string().contains("tree_nodes"))
    );
}

#[cfg(feature = "serde")]
#[test]
fn it_serialises_under_its_schema() {
    let (pdf, _) = sign(&testdata("variants/form"), &options());
    let value = serde_json::to_value(found(&pdf)).unwrap();
    assert_eq!(value["schema"], "kyso/inspection/1");
    assert_eq!(value["version"], "1.7");
    assert_eq!(value["encryption"], serde_json::Value::Null);
    let signed = value["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| !field["signature"].is_null());
    let signed: Vec<_> = signed.collect();
    assert_eq!(signed.len(), 1);
    assert_eq!(
        signed[0]["signature"]["byte_range"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
}

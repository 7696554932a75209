//! What kyso signs is read back by two other libraries, and they see the same.

#![cfg(feature = "crosscheck")]

mod signing;

use kyso::{
    Opening,
    crosscheck::{Crosscheck, crosscheck},
    sign::{Certification, FieldChoice, Lock, SignOptions, Signed},
};
use signing::{options, sign, testdata};

/// Which readers must judge the document without reservation.
enum Judges {
    Both,
    /// The crate `pdf` is known not to read this kind.
    LopdfAlone,
}

fn read_back(what: &str, pdf: &[u8], password: &str, judges: &Judges) -> Crosscheck {
    let opening = Opening::default().with_password(password.into());
    let result = crosscheck(&pdf, &opening).unwrap();
    assert!(result.agrees(), "{what}: {result:#?}");
    for reading in &result.readers {
        if reading.reader == "lopdf" || matches!(judges, Judges::Both) {
            assert_eq!(reading.not_judged, [], "{what}: {}", reading.reader);
            assert!(reading.compared >= 20, "{what}: {}", reading.compared);
        }
    }
    result
}

/// Signs, reads back with the others, and again after a second signature.
fn signed_twice(name: &str, options: &SignOptions, judges: &Judges) {
    let password = options
        .password
        .as_ref()
        .map_or("", |password| password.as_str());
    let pdf = testdata(name);
    let (once, first) = sign(&pdf, options);
    let one = read_back(name, &once, password, judges);
    let mut again = options.clone();
    again.field = FieldChoice::New;
    again.certify = None;
    let (twice, second): (_, Signed) = sign(&once, &again);
    let two = read_back(name, &twice, password, judges);
    assert_ne!(first.byte_range, second.byte_range);
    // The second signature is among what was compared.
    assert!(two.readers[0].compared > one.readers[0].compared, "{name}");
}

#[test]
fn every_structure() {
    for name in [
        "samples/quyet-dinh",
        "samples/giay-phep",
        "variants/version-1.3",
        "variants/version-2.0",
        "variants/object-streams",
        "variants/linearized",
        "variants/linearized-object-streams",
        "variants/two-ends",
        "variants/inherited",
        "variants/annots-direct",
        "variants/annots-indirect",
        "variants/form",
        "variants/form-direct",
    ] {
        signed_twice(name, &options(), &Judges::Both);
    }
    for name in ["variants/hybrid", "variants/form-in-object-stream"] {
        signed_twice(name, &options(), &Judges::LopdfAlone);
    }
}

#[test]
fn existing_fields_certification_and_locks() {
    let mut filled = options();
    filled.field = FieldChoice::Existing(Some("PheDuyet.VanThu".into()));
    filled.lock = Some(Lock::Include(vec!["SoVanBan".into()]));
    signed_twice("variants/form", &filled, &Judges::Both);
    let mut certified = options();
    certified.certify = Some(Certification::FormFilling);
    signed_twice("variants/form", &certified, &Judges::Both);
}

#[test]
fn encrypted_documents() {
    for name in ["rc4-40", "rc4-128", "aes-128", "aes-256-r5", "aes-256"] {
        let mut options = options();
        options.password = Some("nguoi-dung".into());
        options.reason = Some("Ban hành".into());
        signed_twice(
            &format!("variants/encrypted-{name}"),
            &options,
            &Judges::LopdfAlone,
        );
    }
}

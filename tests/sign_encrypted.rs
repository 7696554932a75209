//! Encrypted documents are signed without breaking their encryption.

mod signing;
mod tiny;

use kyso::sign::{FieldChoice, SignError, SignOptions};
use signing::{keep, options, refusal, sign, testdata};
use tiny::count;

const REASON: &str = "Ban hành quyết định";

/// UTF-16BE of the reason in hexadecimal, as it would stand in a clear document.
fn clear_reason() -> String {
    let units = REASON.encode_utf16().map(|unit| format!("{unit:04X}"));
    format!("<FEFF{}>", units.collect::<String>())
}

fn opening(password: &str) -> SignOptions {
    let mut options = options();
    options.reason = Some(REASON.to_owned());
    options.password = Some(password.into());
    options
}

#[test]
fn strings_are_encrypted_and_the_signature_is_not() {
    for (name, passwords) in [
        ("encrypted-rc4-40", ["nguoi-dung", "chu-so-huu"]),
        ("encrypted-rc4-128", ["nguoi-dung", "chu-so-huu"]),
        ("encrypted-aes-128", ["nguoi-dung", "chu-so-huu"]),
        (
            "encrypted-aes-128-clear-metadata",
            ["nguoi-dung", "chu-so-huu"],
        ),
        ("encrypted-aes-256-r5", ["nguoi-dung", "chu-so-huu"]),
        ("encrypted-aes-256", ["nguoi-dung", "chu-so-huu"]),
        (
            "encrypted-aes-256-object-streams",
            ["nguoi-dung", "chu-so-huu"],
        ),
        ("encrypted-aes-256-linearized", ["nguoi-dung", "chu-so-huu"]),
        ("encrypted-vietnamese-password", ["mật khẩu", "chủ sở hữu"]),
        ("encrypted-no-user-password", ["", "chu-so-huu"]),
    ] {
        let pdf = testdata(&format!("variants/{name}"));
        for password in passwords {
            let (output, _) = sign(&pdf, &opening(password));
            keep(name, &output);
            let update = &output[pdf.len()..];
            assert_eq!(
                count(update, &clear_reason()),
                0,
                "{name}: the reason stands in the clear"
            );
            assert_eq!(
                count(update, "(D:2026"),
                0,
                "{name}: the date stands in the clear"
            );
            assert_eq!(count(update, "/Encrypt "), 1, "{name}");
            // ContentInfo of SignedData begins so: `/Contents` is not encrypted.
            assert_eq!(count(update, "/Contents <3082"), 1, "{name}");
        }
    }
}

/// The first element of `/ID` is part of the key.
#[test]
fn the_first_file_identifier_stays() {
    let name = "variants/encrypted-rc4-128";
    let pdf = testdata(name);
    let (output, _) = sign(&pdf, &opening("nguoi-dung"));
    let start = tiny::last(&pdf, "/ID [").unwrap() + 5;
    let first = std::str::from_utf8(&pdf[start..start + 34])
        .unwrap()
        .to_uppercase();
    assert_eq!(count(&output[pdf.len()..], &format!("/ID [{first} ")), 1);
}

/// Objects out of an object stream stand there in the clear (its data is encrypted as a whole):
/// written again on their own, their strings are encrypted.
#[test]
fn strings_from_object_streams_are_encrypted_when_written_again() {
    let pdf = testdata("variants/encrypted-aes-256-object-streams");
    let (output, _) = sign(&pdf, &opening("nguoi-dung"));
    let catalog = &output[pdf.len()..];
    assert_eq!(
        count(catalog, "/Type /Catalog") + count(catalog, "/Type/Catalog"),
        1
    );
    assert_eq!(
        count(catalog, "(vi-VN)"),
        0,
        "the language stands in the clear"
    );
    assert_eq!(count(catalog, "/Lang"), 1);
}

/// A second signature is put beside the first, under the same key.
#[test]
fn a_second_signature_follows() {
    let mut pdf = testdata("variants/encrypted-aes-256");
    for name in ["Một", "Hai"] {
        let mut options = opening("nguoi-dung");
        options.field = FieldChoice::Named(name.to_owned());
        pdf = sign(&pdf, &options).0;
    }
    keep("encrypted-twice", &pdf);
}

/// The encryption dictionary may stand in the trailer itself; it is never encrypted.
#[test]
fn a_direct_encryption_dictionary_stays_readable() {
    let pdf = testdata("variants/encrypted-rc4-128");
    let at = tiny::last(&pdf, "/Encrypt ").unwrap() + "/Encrypt ".len();
    let reference: Vec<u8> = pdf[at..]
        .iter()
        .copied()
        .take_while(|&b| b != b'R')
        .collect();
    let head = format!(
        "\n{} obj\n",
        String::from_utf8(reference.clone()).unwrap().trim()
    );
    let start = tiny::last(&pdf, &head).unwrap() + head.len();
    let end = start + tiny::last(&pdf[start..start + 600], ">>").unwrap() + 2;
    let mut direct = pdf[..at].to_vec();
    direct.extend(&pdf[start..end]);
    direct.extend(&pdf[at + reference.len() + 1..]);
    let (output, _) = sign(&direct, &opening("nguoi-dung"));
    keep("encrypted-direct", &output);
    assert_eq!(count(&output[direct.len()..], "/Encrypt << /"), 1);
}

/// Table 22: bit 9 is for the fields that are there; making one takes bits 4 and 6.
#[test]
fn whoever_may_only_fill_in_fields_signs_one_that_is_there() {
    let pdf = testdata("variants/form-filling-only");
    let mut options = options();
    options.field = FieldChoice::Existing(Some("CoQuan".to_owned()));
    let (_, signed) = sign(&pdf, &options);
    assert!(signed.findings.is_empty(), "{:?}", signed.findings);
    for field in [FieldChoice::New, FieldChoice::Named("Moi".to_owned())] {
        options.field = field;
        let error = refusal(&pdf, "leader-rsa2048", &options);
        let forbidden = matches!(error, SignError::PermissionsForbidSigning { .. });
        assert!(forbidden, "{error}");
        let mut overridden = options.clone();
        overridden.allow.permissions = true;
        sign(&pdf, &overridden);
        let mut owner = options.clone();
        owner.password = Some("chu-so-huu".into());
        sign(&pdf, &owner);
    }
    options.field = FieldChoice::Named("CoQuan".to_owned());
    sign(&pdf, &options);
}

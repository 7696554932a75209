//! Whatever stands in a file: a signature that holds, or a typed refusal; never a panic.

mod signing;
mod tiny;

use kyso::{
    sign::{FieldChoice, SignOptions, sign_to},
    text::{Kind, Problem},
    verify::{Coverage, Integrity, Policy, verify},
};
use signing::{key, now, options, sign, testdata};
use tiny::Tiny;

fn all_allowed() -> SignOptions {
    let mut options = options();
    options.allow.repair = true;
    options.allow.permissions = true;
    options.allow.xfa = true;
    options
}

/// Says whether it was signed; what was signed must verify.
fn holds_or_refuses(pdf: &[u8], options: &SignOptions, leader: &kyso::identity::KeyFile) -> bool {
    let mut output = Vec::new();
    let Ok(signed) = sign_to(&pdf, leader, options, &mut output) else {
        assert!(output.is_empty());
        return false;
    };
    assert!(output.starts_with(pdf));
    let mut policy = Policy::at(now());
    policy.password = options.password.clone();
    let report = verify(&output, &policy).unwrap();
    let newest = report.signatures.iter().find(|signature| {
        signature.field == signed.field && signature.coverage == Coverage::Document
    });
    assert_eq!(
        newest.map(|newest| newest.integrity),
        Some(Integrity::Intact)
    );
    true
}

fn files() -> Vec<Vec<u8>> {
    [
        "form",
        "form-in-object-stream",
        "hybrid",
        "annots-indirect",
        "wrong-startxref",
    ]
    .iter()
    .map(|name| testdata(&format!("variants/{name}")))
    .collect()
}

#[test]
fn flipped_bytes() {
    let leader = key("leader-p256");
    let mut random = 2026_u64;
    let mut step = || {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) as usize
    };
    let (mut signed, mut refused) = (0, 0);
    for pdf in files() {
        for _ in 0..150 {
            let mut broken = pdf.clone();
            for _ in 0..=step() % 3 {
                let at = step() % broken.len();
                broken[at] = b"0 1<>[]()/%RnfoX\xFF"[step() % 17];
            }
            let options = all_allowed();
            if holds_or_refuses(&broken, &options, &leader) {
                signed += 1;
            } else {
                refused += 1;
            }
        }
    }
    assert!(signed > 100, "{signed} signed, {refused} refused");
}

#[test]
fn truncated_files() {
    let leader = key("leader-p256");
    for pdf in files() {
        for length in (0..pdf.len()).step_by(37) {
            holds_or_refuses(&pdf[..length], &all_allowed(), &leader);
        }
    }
}

/// Values of the wrong type wherever signing looks.
#[test]
fn wrong_types() {
    let leader = key("leader-p256");
    let strange = [
        "null", "1", "(x)", "/N", "[]", "[1 0 R]", "<< >>", "1 0 R", "9 9 R", "[[[]]]", "true",
    ];
    for value in strange {
        for catalog in [
            format!("<< /Type /Catalog /Pages 2 0 R /AcroForm {value} >>"),
            format!("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields {value} >> >>"),
            format!(
                "<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags {value} /Fields [4 0 R] >> >>"
            ),
            format!("<< /Type /Catalog /Pages 2 0 R /Perms {value} /Extensions {value} >>"),
            format!("<< /Type /Catalog /Pages {value} >>"),
        ] {
            let tiny = Tiny::page()
                .with(1, &catalog)
                .with(3, &format!("<< /Type /Page /Parent 2 0 R /Annots {value} >>"))
                .with(
                    4,
                    &format!("<< /T {value} /FT /Sig /Kids {value} /V {value} /Lock {value} /SV {value} /Rect {value} >>"),
                );
            for field in [FieldChoice::New, FieldChoice::Existing(None)] {
                let mut options = all_allowed();
                options.field = field;
                options.certify = Some(kyso::sign::Certification::FormFilling);
                for pdf in [tiny.table(), tiny.stream(&[1, 3, 4]), tiny.hybrid(&[4])] {
                    holds_or_refuses(&pdf, &options, &leader);
                }
            }
        }
    }
}

/// A field tree whose node and each of whose many kids have long names: written out in full, they
/// take a thousand times the file.
#[test]
fn names_of_a_field_tree_do_not_multiply() {
    let long = "x".repeat(1 << 20);
    let kids = "<< /T (k) /FT /Sig >> ".repeat(200);
    let pdf = Tiny::page()
        .with(
            1,
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 1 >> >>",
        )
        .with(4, &format!("<< /T ({long}) /Kids [{kids}] >>"))
        .table();
    let refused = sign_to(&&pdf[..], &key("leader-p256"), &options(), &mut Vec::new());
    let refused = Problem::from(&refused.unwrap_err());
    assert_eq!(refused.kind, Kind::LimitExceeded);
    let refused = Problem::from(&verify(&pdf, &Policy::at(now())).unwrap_err());
    assert_eq!(refused.kind, Kind::LimitExceeded);
}

/// A signature behind more fields than are visited must not make the document unsigned.
#[test]
fn a_signature_beyond_the_limit_is_not_overlooked() {
    let (pdf, _) = sign(&testdata("variants/form"), &options());
    let mut policy = Policy::at(now());
    for nodes in 0..8 {
        policy.limits.tree_nodes = nodes;
        match verify(&pdf, &policy) {
            Ok(report) => assert_eq!(report.signatures.len(), 1, "{nodes} nodes"),
            Err(error) => assert_eq!(Problem::from(&error).kind, Kind::LimitExceeded),
        }
    }
}

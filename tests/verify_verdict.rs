//! The three words of EN 319 102-1, and what a report says to programs and to people.

mod update;

use kyso::{
    Time,
    text::Lang,
    verify::{
        Chain, Indication, Integrity, Policy, Report, Revocation, SubIndication, Verdict, verify,
    },
    x509::Roots,
};
use update::{now, signed};

fn roots(name: &str) -> Roots {
    let mut roots = Roots::new();
    let pem = std::fs::read(format!("testdata/keys/{name}.crt")).unwrap();
    roots.add(&pem).unwrap();
    roots
}

fn trusting() -> Policy {
    Policy::at(now())
        .trusting(roots("root"))
        .revocation(Revocation::None)
}

fn judge(pdf: &[u8], policy: &Policy) -> Report {
    verify(&pdf.to_vec(), policy).unwrap()
}

fn words(report: &Report) -> (Option<Indication>, Option<SubIndication>) {
    let one = &report.signatures[0];
    (one.indication, one.sub_indication)
}

#[test]
fn only_everything_together_passes() {
    let pdf = signed(|_| {});
    let report = judge(&pdf, &trusting());
    assert_eq!(words(&report), (Some(Indication::TotalPassed), None));
    assert_eq!(report.verdict, Verdict::Passed);
    assert_eq!(report.exit_status(), 0);
    assert_eq!(report.signatures[0].chain, Chain::Trusted);
    assert!(report.policy.not_checked.contains(&"revocation"));
}

#[test]
fn revocation_alone_is_named_where_it_alone_is_missing() {
    let pdf = signed(|_| {});
    let hint = |policy: &Policy, lang| judge(&pdf, policy).to_text(lang);
    let open = trusting().revocation(Revocation::Require);
    assert!(hint(&open, Lang::En).contains("Everything else is in order"));
    assert!(hint(&open, Lang::Vi).contains("Mọi kiểm tra khác đều đạt"));
    let no_roots = Policy::at(now());
    assert!(!hint(&no_roots, Lang::En).contains("Everything else is in order"));
    let mut late = open;
    late.time = Time::parse("2126-01-01T00:00:00Z").unwrap();
    assert!(!hint(&late, Lang::En).contains("Everything else is in order"));
}

#[test]
fn what_is_missing_leaves_no_conclusion() {
    use Indication::Indeterminate;
    let pdf = signed(|_| {});
    let late = Time::parse("2126-01-01T00:00:00Z").unwrap();
    let cases = [
        (Policy::at(now()), SubIndication::NoCertificateChainFound),
        (
            Policy::at(now()).revocation(Revocation::None),
            SubIndication::NoCertificateChainFound,
        ),
        (
            Policy::at(now()).trusting(roots("root")),
            SubIndication::TryLater,
        ),
        (
            trusting().revocation(Revocation::Prefer),
            SubIndication::TryLater,
        ),
        (
            trusting().trusting(roots("expired")),
            SubIndication::NoCertificateChainFound,
        ),
    ];
    for (policy, cause) in cases {
        let report = judge(&pdf, &policy);
        assert_eq!(words(&report), (Some(Indeterminate), Some(cause)));
        assert_eq!(report.exit_status(), 3);
    }
    let mut policy = trusting();
    policy.time = late;
    let report = judge(&pdf, &policy);
    assert_eq!(words(&report).0, Some(Indeterminate));
    assert_eq!(report.signatures[0].chain, Chain::Untrusted);
}

#[test]
fn later_changes_are_concluded_as_documented() {
    let pdf = signed(|_| {});
    let content = update::stream("", "BT (Pay 900) Tj ET");
    let report = judge(&update::append(&pdf, &[(4, &content)]), &trusting());
    let expected = (Some(Indication::Indeterminate), Some(SubIndication::Custom));
    assert_eq!(words(&report), expected);
    let shown = update::appearance("900");
    let report = judge(&update::append(&pdf, &[(9, &shown)]), &trusting());
    let expected = (
        Some(Indication::TotalFailed),
        Some(SubIndication::FormatFailure),
    );
    assert_eq!(words(&report), expected);
    assert_eq!(report.exit_status(), 1);
    // One digit in the signed bytes.
    let mut altered = pdf;
    let at = update::find(&altered, b"Pay 100") + 4;
    altered[at] = b'9';
    let report = judge(&altered, &trusting());
    let expected = (
        Some(Indication::TotalFailed),
        Some(SubIndication::HashFailure),
    );
    assert_eq!(words(&report), expected);
    assert_eq!(report.signatures[0].integrity, Integrity::Broken);
}

#[test]
fn integrity_alone_has_no_indication() {
    let pdf = signed(|_| {});
    let report = judge(&pdf, &Policy::at(now()).integrity_only());
    assert_eq!(words(&report), (None, None));
    assert_eq!(report.verdict, Verdict::Passed);
    let text = report.about("a.pdf").to_text(Lang::Vi);
    assert!(text.contains("chưa hỏi người ký là ai"), "{text}");
}

#[test]
fn people_read_it_in_two_languages() {
    let pdf = signed(|_| {});
    let open = judge(&pdf, &Policy::at(now())).about("quyết định.pdf");
    let (vi, en) = (open.to_text(Lang::Vi), open.to_text(Lang::En));
    assert!(
        vi.to_lowercase().contains("chưa đủ căn cứ kết luận"),
        "{vi}"
    );
    assert!(!vi.contains("HỢP LỆ\n"), "{vi}");
    assert!(en.contains("INDETERMINATE"), "{en}");
    for text in [&vi, &en] {
        assert!(text.contains("quyết định.pdf"));
        assert!(text.contains("--trust"), "{text}");
        assert!(text.contains("24/11/2026 09:03:04 ("), "{text}");
    }
    let error = verify(&b"no pdf".to_vec(), &Policy::at(now())).unwrap_err();
    let unreadable = Report::unreadable(&error, &Policy::at(now())).about("x.pdf");
    assert_eq!(unreadable.verdict, Verdict::Unreadable);
    assert_eq!(unreadable.exit_status(), 4);
    let error = unreadable.error.clone().unwrap();
    assert_eq!(error.kind, "not-a-pdf");
    assert!(error.message.contains("x.pdf"));
    let vietnamese = unreadable.speaking(Lang::Vi).error.unwrap();
    assert_ne!(vietnamese.message, error.message);
    assert_eq!(vietnamese.kind, error.kind);
}

#[cfg(feature = "serde")]
#[test]
fn the_json_keeps_its_form() {
    let report = judge(&signed(|_| {}), &trusting()).about("in/a.pdf");
    let json: serde_json::Value = serde_json::to_value(&report).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let expected = [
        "schema",
        "scope",
        "file",
        "sha256",
        "validation_time",
        "verdict",
        "error",
        "document",
        "signatures",
        "policy",
    ];
    assert_eq!(keys(&json), expected);
    let expected = ["pages", "revisions", "encrypted", "repaired", "findings"];
    assert_eq!(keys(&json["document"]), expected);
    let signature = &json["signatures"][0];
    let expected = [
        "field",
        "kind",
        "sub_filter",
        "level",
        "certification",
        "signer",
        "claimed_time",
        "proven_time",
        "integrity",
        "coverage",
        "changes",
        "chain",
        "indication",
        "sub_indication",
        "checks",
    ];
    assert_eq!(keys(signature), expected);
    let expected = [
        "common_name",
        "title",
        "organization",
        "dn",
        "serial",
        "issuer_dn",
        "not_before",
        "not_after",
    ];
    assert_eq!(keys(&signature["signer"]), expected);
    assert_eq!(keys(&signature["checks"][0]), ["id", "result", "message"]);
    for (path, value) in [
        ("/schema", "kyso/report/1"),
        ("/scope", "full"),
        ("/file", "in/a.pdf"),
        ("/validation_time", "2026-11-24T02:03:04Z"),
        ("/verdict", "passed"),
        ("/signatures/0/kind", "signature"),
        ("/signatures/0/sub_filter", "ETSI.CAdES.detached"),
        ("/signatures/0/level", "B-B"),
        ("/signatures/0/claimed_time", "2026-11-24T02:03:04Z"),
        ("/signatures/0/integrity", "intact"),
        ("/signatures/0/coverage", "document"),
        ("/signatures/0/changes", "none"),
        ("/signatures/0/chain", "trusted"),
        ("/signatures/0/indication", "TOTAL-PASSED"),
    ] {
        assert_eq!(json.pointer(path).unwrap(), value, "{path}");
    }
    for path in [
        "/error",
        "/signatures/0/sub_indication",
        "/signatures/0/proven_time",
    ] {
        assert!(json.pointer(path).unwrap().is_null(), "{path}");
    }
}

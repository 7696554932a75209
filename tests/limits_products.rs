//! What is small by itself, and asked for many times: costs add up and do not multiply.

mod bounds;
#[allow(dead_code)] // each test file that shares this uses its part
#[path = "sweep/cost.rs"]
mod cost;

use bounds::{Pdf, assert_names, signed, verified};
use cost::{Cost, Metered, measure};
use kyso::{Limit, Limits, verify::Changes};

/// What it costs to verify and to sign `pdf`, the dearer of both.
fn cost(pdf: &[u8]) -> Cost {
    let source = Metered::new(pdf);
    let (_, mut first) = measure(|| verified(&source, &Limits::default()).map(drop));
    first.add_reads(&source);
    let source = Metered::new(pdf);
    let (_, mut second) = measure(|| signed(&source, &Limits::default()).map(drop));
    second.add_reads(&source);
    first.raise(&second);
    first
}

const SIGNATURE: &str =
    "/Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <30>";

/// `count` signed fields, the value of each being `value` of its number.
fn signatures(count: u32, value: impl Fn(u32) -> String) -> Pdf {
    let last = 100 + count;
    let fields: String = (100..last).map(|n| format!("{n} 0 R ")).collect();
    let mut pdf = Pdf::page(&format!("/AcroForm << /Fields [{fields}] /SigFlags 3 >>"));
    for number in 100..last {
        let field = format!("<< /FT /Sig /T (S{number}) {} >>", value(number));
        pdf = pdf.object(number, field);
    }
    pdf
}

/// A list of names that every lock refers to.
#[test]
fn locks_share_a_list() {
    let make = |count: u32, names: usize| {
        signatures(count, |_| {
            format!("/Lock << /Action /Include /Fields 10 0 R >> /V << {SIGNATURE} >>")
        })
        .object(10, format!("[{}]", "(a)".repeat(names)))
        .table("")
    };
    // Each list is as long as the budget of names for all.
    let [few, many] = [4, 400].map(|count| cost(&make(count, 300_000)));
    let more = many.allocations - few.allocations;
    assert!(more < 100_000, "{few:?} {many:?}");
    assert!(many.peak < 2 * few.peak, "{few:?} {many:?}");
}

/// Fields that all show one signature count as signatures.
#[test]
fn a_signature_in_many_fields() {
    let make = |count: u32| {
        signatures(count, |_| "/V 10 0 R".to_owned())
            .object(10, format!("<< {SIGNATURE} >>"))
            .table("")
    };
    let limits = Limits::default();
    let most = limits.get(Limit::Signatures);
    assert_eq!(verified(&make(20), &limits).unwrap().signatures.len(), 20);
    let problem = verified(&make(most as u32 + 1), &limits).unwrap_err();
    assert_names(&problem, Limit::Signatures, most);
}

/// Names that a new field could have.
#[test]
fn names_that_are_taken() {
    let make = |count: usize| {
        let field = |number| format!("<< /T (Signature{number}) /FT /Tx >> ");
        let fields: String = (1..=count).rev().map(field).collect();
        Pdf::page(&format!("/AcroForm << /Fields [{fields}] >>")).table("")
    };
    let [few, many] = [5_000, 10_000].map(|count| cost(&make(count)));
    assert!(many.allocations < few.allocations * 3, "{few:?} {many:?}");
    assert!(many.peak < few.peak * 3, "{few:?} {many:?}");
}

/// A tree of pages of so many levels, each node with as many kids.
#[test]
fn nodes_of_a_tree() {
    let make = |width: u32| {
        let mut pdf = Pdf::page("");
        let inner: String = (0..width).map(|n| format!("{} 0 R ", 100 + n)).collect();
        pdf = pdf.object(2, format!("<< /Type /Pages /Kids [{inner}] /Count 9 >>"));
        for node in 0..width {
            let first = 10_000 + node * width;
            let leaves: String = (first..first + width)
                .map(|n| format!("{n} 0 R "))
                .collect();
            let kids = format!("<< /Type /Pages /Parent 2 0 R /Kids [{leaves}] >>");
            pdf = pdf.object(100 + node, kids);
            for leaf in first..first + width {
                pdf = pdf.object(leaf, "<< /Type /Page >>");
            }
        }
        pdf.table("")
    };
    let [few, many] = [50, 100].map(|width| cost(&make(width)));
    assert!(many.allocations < few.allocations * 6, "{few:?} {many:?}");
    assert!(many.read < few.read * 6, "{few:?} {many:?}");
}

/// Keys of a dictionary that an update writes in another order: each is looked up among all, as
/// far as the budget of comparing goes.
#[test]
fn keys_in_another_order() {
    let judged = |count: usize| {
        let keys = |order: Vec<usize>| {
            let entries: String = order.iter().map(|key| format!("/K{key} {key} ")).collect();
            format!("<< {entries} >>")
        };
        let plain = Pdf::page("/X 10 0 R").object(10, keys((0..count).collect()));
        let pdf = signed(&plain.table(""), &Limits::default()).unwrap();
        let changed = Pdf::behind(pdf)
            .object(10, keys((0..count).rev().collect()))
            .table("");
        let report = verified(&changed, &Limits::default()).unwrap();
        report.signatures[0].changes
    };
    assert_eq!(judged(1_000), Changes::Permitted);
    assert_eq!(judged(60_000), Changes::Unchecked);
}

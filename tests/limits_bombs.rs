//! Small files that ask for much: each costs what the limits say, in memory and in work.

mod bounds;
#[allow(dead_code)] // each test file that shares this uses its part
#[path = "sweep/cost.rs"]
mod cost;

use bounds::{Pdf, flate, options, signed, told, verified};
use cost::{Cost, Metered, measure};
use kyso::{
    Limit, Limits,
    sign::sign_to,
    verify::{Changes, Integrity},
};

const MIB: u64 = 1 << 20;

/// What both ways to look at `pdf` cost, the dearer one of each figure, and how they end.
fn cost(pdf: &[u8], limits: &Limits) -> (Cost, [Result<(), String>; 2]) {
    let source = Metered::new(pdf);
    let (verdict, mut first) = measure(|| verified(&source, limits).map(drop));
    first.add_reads(&source);
    let source = Metered::new(pdf);
    let (outcome, mut second) = measure(|| signed(&source, limits).map(drop));
    second.add_reads(&source);
    first.raise(&second);
    (
        first,
        [verdict, outcome].map(|end| end.map_err(|problem| told(&problem))),
    )
}

fn limited(limit: Limit) -> [Result<(), String>; 2] {
    let error = Err(format!("limit-exceeded {limit}"));
    [error.clone(), error]
}

/// The catalog in an object stream, behind whatever filters.
fn behind(filters: &str, encode: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Vec<u8> {
    let packed = [
        (1, "<< /Type /Catalog /Pages 2 0 R >>"),
        (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    ];
    Pdf::page("")
        .packed(4, &packed, filters, encode)
        .section("")
}

fn zeros(length: u64) -> Vec<u8> {
    vec![0; length as usize]
}

fn lzw(data: &[u8]) -> Vec<u8> {
    let mut encoder = weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8);
    encoder.encode(data).unwrap()
}

/// Each filter that can make much of little, with data that unfolds to so many bytes.
fn bombs(length: u64) -> Vec<(&'static str, Vec<u8>)> {
    let plain = zeros(length);
    let pairs = length.div_ceil(128) as usize;
    vec![
        ("/Filter /FlateDecode", flate(&plain)),
        ("/Filter [/Fl /Fl /Fl]", flate(&flate(&flate(&plain)))),
        ("/Filter /LZWDecode", lzw(&plain)),
        ("/Filter [/Fl /LZW]", flate(&lzw(&plain))),
        ("/Filter /RunLengthDecode", [0x81, 0].repeat(pairs)),
        ("/Filter /ASCII85Decode", vec![b'z'; length as usize / 4]),
        (
            "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 65535 >>",
            flate(&plain),
        ),
        (
            "/Filter /LZWDecode /DecodeParms << /Predictor 2 /Colors 4 /BitsPerComponent 16 /Columns 9999 >>",
            lzw(&plain),
        ),
    ]
}

/// Memory is that of the limit, whatever the bomb.
#[test]
fn filters_stop_at_the_limit() {
    let limits = Limits::default().with(Limit::DecodedStream, MIB);
    for length in [8 * MIB, 16 * MIB] {
        for (filters, bomb) in bombs(length) {
            let file = bomb.len() as u64;
            let (cost, ends) = cost(&behind(filters, |_| bomb), &limits);
            assert_eq!(ends, limited(Limit::DecodedStream), "{filters}");
            assert!(cost.peak < 5 * MIB + 4 * file, "{filters}: {cost:?}");
            assert!(cost.allocations < 5000, "{filters}: {cost:?}");
        }
    }
}

/// Rows as long as the numbers say are never made.
#[test]
fn predictors_make_no_rows() {
    for parameters in [
        "/Predictor 15 /Columns 9223372036854775807",
        "/Predictor 12 /Columns 2147483647 /Colors 2147483647 /BitsPerComponent 16",
        "/Predictor 12 /Columns 268435455",
        "/Predictor 2 /Columns 67108863 /Colors 4",
        "/Predictor 2 /Columns 1 /Colors 268435455",
        "/Predictor 12 /Columns -1",
        "/Predictor 12 /Columns 0",
        "/Predictor 99999999999",
    ] {
        let filters = format!("/Filter /FlateDecode /DecodeParms << {parameters} >>");
        let (cost, _) = cost(&behind(&filters, |data| flate(&data)), &Limits::default());
        assert!(cost.peak < MIB, "{parameters}: {cost:?}");
    }
}

/// Fields, each in an object stream of its own that is a bomb.
fn fields_in_bombs(count: u32, bomb: &[u8]) -> Vec<u8> {
    let fields: String = (10..10 + count).map(|n| format!("{n} 0 R ")).collect();
    let mut pdf = Pdf::page(&format!("/AcroForm << /Fields [{fields}] >>"));
    for number in 10..10 + count {
        let container = number + count;
        pdf = pdf
            .stream(
                container,
                "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
                bomb,
            )
            .row(number, [2, container.into(), 0]);
    }
    pdf.section("")
}

/// A thousand streams that each unfold to what one may, or to more, cost no more than a few.
#[test]
fn many_bombs_are_paid_from_one_budget() {
    let limits = Limits::default()
        .with(Limit::DecodedStream, MIB)
        .with(Limit::DecodedTotal, 4 * MIB);
    for length in [MIB - 1, MIB, MIB + 1] {
        let bomb = flate(&zeros(length));
        let [few, many] = [20, 200].map(|count| cost(&fields_in_bombs(count, &bomb), &limits));
        // One stream that is too long does not end verifying: what all cost together does.
        let [verdict, mut outcome] = limited(Limit::DecodedTotal);
        if length > MIB {
            [outcome, _] = limited(Limit::DecodedStream);
        }
        let ends = [verdict, outcome];
        assert_eq!((&few.1, &many.1), (&ends, &ends), "{length}");
        assert!(many.0.peak < few.0.peak * 2, "{few:?} {many:?}");
        // Ten times the fields are looked up, and no more is unfolded.
        assert!(many.0.allocations < few.0.allocations * 10);
    }
}

/// What a chain of filters makes on the way counts, even if nothing is left of it.
#[test]
fn what_filters_make_on_the_way_counts() {
    // 4 MiB of which the last filter leaves nothing: `>` ends its data at once.
    let mut plain = zeros(4 * MIB);
    plain[0] = b'>';
    let bomb = flate(&plain);
    let limits = Limits::default().with(Limit::DecodedTotal, 16 * MIB);
    let make = |count: u32| {
        let places: String = (0..count).map(|_| "10 0 R ".to_owned()).collect();
        Pdf::page(&format!("/DSS << /Certs [{places}] >> /AcroForm << /Fields [11 0 R] /SigFlags 3 >>"))
            .stream(10, "/Filter [/FlateDecode /ASCIIHexDecode]", &bomb)
            .object(
                11,
                "<< /FT /Sig /T (x) /V << /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <30> >> >>",
            )
            .table("")
    };
    let policy = |pdf: &[u8]| {
        let mut policy = kyso::verify::Policy::at(bounds::now());
        policy = policy.trusting(kyso::x509::Roots::new());
        policy.limits = limits.clone();
        let source = Metered::new(pdf);
        let (_, mut cost) = measure(|| kyso::verify::verify(&source, &policy).map(drop));
        cost.add_reads(&source);
        cost
    };
    let (few, many) = (policy(&make(10)), policy(&make(1000)));
    assert!(many.read < few.read + 4 * bomb.len() as u64);
    assert!(many.allocations < few.allocations * 4);
}

/// Many signatures that refer to one long `/Contents`: one of them has it.
#[test]
fn signatures_share_one_container() {
    let make = |count: u32| {
        let last = 20 + count;
        let fields: String = (20..last).map(|n| format!("{n} 0 R ")).collect();
        let mut pdf = Pdf::page(&format!("/AcroForm << /Fields [{fields}] /SigFlags 3 >>"))
            .object(10, format!("<{}>", "30".repeat(1 << 20)));
        for number in 20..last {
            let value = "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents 10 0 R >>";
            pdf = pdf.object(number, format!("<< /FT /Sig /T (S{number}) /V {value} >>"));
        }
        pdf.table("")
    };
    let [few, many] = [2, 60].map(|count| {
        let pdf = make(count);
        let source = Metered::new(&pdf);
        let (report, cost) = measure(|| verified(&source, &Limits::default()).unwrap());
        assert_eq!(report.signatures.len(), count as usize);
        let broken = |one: &kyso::verify::SignatureReport| one.integrity == Integrity::Broken;
        assert!(report.signatures.iter().all(broken));
        cost
    });
    assert!(many.peak < few.peak + MIB, "{few:?} {many:?}");
}

/// A cross-reference stream that is a bomb, and a thousand ends of the file that lead to it.
#[test]
fn sections_are_bombs() {
    let bomb = flate(&zeros(8 * MIB));
    let make = |count: u32| {
        let pdf = Pdf::page("");
        let start = pdf.at();
        let mut pdf = pdf.stream(
            9,
            "/Type /XRef /W [1 8 4] /Size 9 /Filter /FlateDecode /Index [0 9223372036854775807]",
            &bomb,
        );
        for _ in 0..count {
            pdf = pdf.raw(format!("startxref\n{start}\n%%EOF\n"));
        }
        pdf.table("")
    };
    let [few, many] = [10, 1000].map(|count| cost(&make(count), &Limits::default()).0);
    assert!(
        many.allocations < few.allocations * 4 + 50_000,
        "{few:?} {many:?}"
    );
    assert!(many.read < few.read * 2, "{few:?} {many:?}");
}

/// A long table without a trailer, and a thousand ends of the file that lead to it.
#[test]
fn sections_are_long() {
    let make = |count: u32, rows: usize| {
        let pdf = Pdf::page("");
        let table = pdf.at();
        let entries = "0000000009 00000 n \n".repeat(rows);
        let mut pdf = pdf.raw(format!("xref\n0 {rows}\n{entries}"));
        for _ in 0..count {
            let start = pdf.at();
            pdf = pdf.raw(format!(
                "xref\n0 0\ntrailer\n<< /Size 4 /Root 1 0 R /Prev {table} >>\nstartxref\n{start}\n%%EOF\n"
            ));
        }
        pdf.table("")
    };
    for count in [20, 1000] {
        let pdf = make(count, 20_000);
        let (cost, _) = cost(&pdf, &Limits::default());
        let bound = 200 * pdf.len() as u64 + 64 * MIB;
        assert!(cost.read < bound, "{count}: {cost:?}");
    }
}

/// An appearance that becomes a bomb after the signature.
#[test]
fn an_update_brings_a_bomb() {
    let plain = Pdf::page("/AcroForm << /Fields [9 0 R] >>")
        .object(3, "<< /Type /Page /Parent 2 0 R /Annots [9 0 R] >>")
        .object(
            9,
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (x) /V (1) /Rect [0 0 9 9] /AP << /N 10 0 R >> >>",
        )
        .stream(10, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"BT (1) Tj ET")
        .table("");
    let mut pdf = Vec::new();
    sign_to(
        &plain,
        &bounds::key(),
        &options(&Limits::default()),
        &mut pdf,
    )
    .unwrap();
    for (filters, bomb) in bombs(8 * MIB) {
        let entries = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] {filters}");
        let changed = Pdf::behind(pdf.clone())
            .stream(10, &entries, &bomb)
            .table("");
        let limits = Limits::default().with(Limit::DecodedStream, MIB);
        let source = Metered::new(&changed);
        let (report, cost) = measure(|| verified(&source, &limits).unwrap());
        assert_eq!(report.signatures[0].integrity, Integrity::Intact);
        assert!(
            report.signatures[0].changes >= Changes::Suspicious,
            "{filters}"
        );
        assert!(
            cost.peak < 6 * MIB + 8 * bomb.len() as u64,
            "{filters}: {cost:?}"
        );
    }
}

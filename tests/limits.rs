//! Each limit has a file at it that passes, and one past it that names it: of the document.

mod bounds;

use bounds::{Pdf, assert_names, at_and_past, flate, inspected, signed, verified};
use kyso::{Limit, Limits, text::Kind};

/// What limits allow where nobody says otherwise.
fn default_of(limit: Limit) -> u64 {
    Limits::default().get(limit)
}

#[test]
fn nesting() {
    let nested = |levels: u64| {
        let within = levels as usize - 1;
        Pdf::page(&format!("/X {}{}", "[".repeat(within), "]".repeat(within))).table("")
    };
    at_and_past(Limit::Nesting, 10, nested);
    at_and_past(Limit::Nesting, default_of(Limit::Nesting), nested);
}

#[test]
fn nesting_of_the_page_tree() {
    let nested = |levels: u64| {
        let mut pdf = Pdf::page("");
        for number in 0..levels as u32 {
            let kids = format!("<< /Type /Pages /Kids [{} 0 R] /Count 0 >>", number + 101);
            pdf = pdf.object(100 + number, kids);
        }
        let page = "<< /Type /Page /Parent 2 0 R >>";
        pdf = pdf.object(100 + levels as u32, page);
        pdf.object(1, "<< /Type /Catalog /Pages 100 0 R >>")
            .table("")
    };
    let limits = Limits::default();
    let most = limits.get(Limit::Nesting);
    assert!(verified(&nested(most), &limits).is_ok());
    let past = nested(most + 1);
    assert_names(&verified(&past, &limits).unwrap_err(), Limit::Nesting, most);
}

/// The object's text, the byte before and the keyword behind lie in one window.
#[test]
fn object_bytes() {
    let long = |bytes: u64| {
        let catalog = "<< /Type /Catalog /Pages 2 0 R /X () >>";
        let around = "\n1 0 obj\n".len() + catalog.len() + "\nendobj".len();
        let filled = "x".repeat(bytes as usize - around);
        Pdf::page("")
            .object(
                1,
                format!("<< /Type /Catalog /Pages 2 0 R /X ({filled}) >>"),
            )
            .table("")
    };
    at_and_past(Limit::ObjectBytes, 3000, long);
    at_and_past(Limit::ObjectBytes, 1 << 20, long);
}

/// Keys and brackets count as well.
#[test]
fn object_values() {
    let many = |values: u64| {
        let array = "1 ".repeat(values as usize - 9);
        Pdf::page(&format!("/X [{array}]")).table("")
    };
    at_and_past(Limit::ObjectValues, 100, many);
    at_and_past(Limit::ObjectValues, 20_000, many);
}

const PACKED: [(u32, &str); 2] = [
    (1, "<< /Type /Catalog /Pages 2 0 R >>"),
    (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
];

/// The catalog in an object stream that unfolds to so many bytes.
fn unfolding_to(bytes: u64) -> Vec<u8> {
    let padded = |mut data: Vec<u8>| {
        data.resize(bytes as usize, b' ');
        flate(&data)
    };
    Pdf::page("")
        .packed(4, &PACKED, "/Filter /FlateDecode", padded)
        .section("")
}

#[test]
fn decoded_stream() {
    at_and_past(Limit::DecodedStream, 5000, unfolding_to);
}

#[test]
#[ignore = "`.ci/run limits`: a quarter of a gigabyte"]
fn decoded_stream_by_default() {
    let most = default_of(Limit::DecodedStream);
    let past = unfolding_to(most + 1);
    let limits = Limits::default();
    for problem in [verified(&past, &limits).err(), signed(&past, &limits).err()] {
        assert_names(&problem.unwrap(), Limit::DecodedStream, most);
    }
}

/// What lies in a file plainly is read at once as well.
#[test]
fn encoded_streams() {
    let plain = |bytes: u64| {
        let padded = |mut data: Vec<u8>| {
            data.resize(bytes as usize, b' ');
            data
        };
        Pdf::page("").packed(4, &PACKED, "", padded).section("")
    };
    at_and_past(Limit::DecodedStream, 5000, plain);
}

#[test]
fn decoded_total() {
    at_and_past(Limit::DecodedTotal, 5000, unfolding_to);
}

#[test]
fn filters() {
    let filtered = |count: u64| {
        let names = "/Fl ".repeat(count as usize);
        let fold = |data: Vec<u8>| (0..count).fold(data, |data, _| flate(&data));
        Pdf::page("")
            .packed(4, &PACKED, &format!("/Filter [{names}]"), fold)
            .section("")
    };
    at_and_past(Limit::Filters, 2, filtered);
    at_and_past(Limit::Filters, default_of(Limit::Filters), filtered);
}

#[test]
fn stream_objects() {
    let packed = |count: u64| {
        let mut objects = PACKED.to_vec();
        objects.extend((0..count as u32 - 2).map(|number| (number + 10, "null")));
        Pdf::page("")
            .packed(4, &objects, "", |data| data)
            .section("")
    };
    at_and_past(Limit::StreamObjects, 5, packed);
}

#[test]
fn sections() {
    let sections = |count: u64| {
        let mut pdf = Pdf::page("");
        let mut previous = String::new();
        for _ in 1..count {
            let start = pdf.at();
            pdf = pdf.raw(format!(
                "xref\n0 0\ntrailer\n<< /Size 4 /Root 1 0 R {previous} >>\nstartxref\n{start}\n%%EOF\n"
            ));
            previous = format!("/Prev {start}");
        }
        pdf.table(&previous)
    };
    at_and_past(Limit::Sections, 10, sections);
    let most = default_of(Limit::Sections);
    let (at, past) = (sections(most), sections(most + 1));
    assert!(verified(&at, &Limits::default()).is_ok());
    let problem = verified(&past, &Limits::default()).unwrap_err();
    assert_names(&problem, Limit::Sections, most);
}

#[test]
fn objects() {
    let entries = |count: u64| {
        let mut pdf = Pdf::page("");
        // Object 0, the three of the page, and these.
        for number in 4..count as u32 {
            pdf = pdf.row(number, [1, 9, 0]);
        }
        pdf.table("")
    };
    at_and_past(Limit::Objects, 50, entries);
}

#[test]
fn reference_chain() {
    let chain = |length: u64| {
        let mut pdf = Pdf::page("/AcroForm 100 0 R");
        for number in 1..length as u32 {
            pdf = pdf.object(99 + number, format!("{} 0 R", 100 + number));
        }
        pdf.object(99 + length as u32, "<< /Fields [] >>").table("")
    };
    at_and_past(Limit::ReferenceChain, 5, chain);
    at_and_past(
        Limit::ReferenceChain,
        default_of(Limit::ReferenceChain),
        chain,
    );
}

fn pages(count: u64) -> Vec<u8> {
    let kids = "3 0 R ".repeat(count as usize);
    let pages = format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>");
    Pdf::page("").object(2, pages).table("")
}

#[test]
fn tree_nodes() {
    let fields = |count: u64| {
        let fields = "<< /T (x) /FT /Tx >> ".repeat(count as usize);
        Pdf::page(&format!("/AcroForm << /Fields [{fields}] >>")).table("")
    };
    at_and_past(Limit::TreeNodes, 20, fields);
    let limits = Limits::default().with(Limit::TreeNodes, 20);
    assert!(verified(&pages(20), &limits).is_ok());
    let problem = verified(&pages(21), &limits).unwrap_err();
    assert_names(&problem, Limit::TreeNodes, 20);
}

#[test]
#[ignore = "`.ci/run limits`: a million pages"]
fn tree_nodes_by_default() {
    // Signing needs the first alone.
    assert!(signed(&pages(1_000_000), &Limits::default()).is_ok());
    let problem = verified(&pages(1_000_001), &Limits::default()).unwrap_err();
    assert_names(&problem, Limit::TreeNodes, 1_000_000);
}

/// That `pdf` passes with `least`, and names the limit with one less.
fn assert_least(limit: Limit, pdf: &[u8], least: u64) {
    let limits = |value| Limits::default().with(limit, value);
    let at = verified(&pdf, &limits(least));
    assert!(at.is_ok(), "{limit} = {least}: {:?}", at.err());
    let past = limits(least - 1);
    assert_names(&verified(&pdf, &past).unwrap_err(), limit, least - 1);
    assert_names(&signed(&pdf, &past).unwrap_err(), limit, least - 1);
}

/// What may be read and searched in any file, besides what its length allows.
const BESIDES: u64 = 16 << 20;

/// Fields that each hold all the following ones as a string.
#[test]
#[ignore = "`.ci/run limits`: reads hundreds of megabytes"]
fn read_passes() {
    const COUNT: u32 = 1600;
    let fields: String = (100..100 + COUNT).map(|n| format!("{n} 0 R ")).collect();
    let mut pdf = Pdf::page(&format!("/AcroForm << /Fields [{fields}] >>"));
    let mut starts = Vec::new();
    for number in 100..100 + COUNT {
        let at = pdf.at();
        starts.push(at);
        pdf = pdf
            .row(number, [1, at, 0])
            .raw(format!("{number} 0 obj << /T (\n"));
    }
    let end = pdf.at();
    let pdf = pdf.raw(") >>".repeat(COUNT as usize)).table("");
    let read: u64 = starts.iter().map(|start| end - start).sum();
    // Some are read twice: caches are small.
    let once = (read - BESIDES).div_ceil(pdf.len() as u64);
    let passes = |value| verified(&pdf, &Limits::default().with(Limit::ReadPasses, value)).is_ok();
    let (mut fails, mut holds) = (once - 1, once * 4);
    assert!(passes(holds));
    while holds - fails > 1 {
        let middle = (holds + fails) / 2;
        match passes(middle) {
            true => holds = middle,
            false => fails = middle,
        }
    }
    assert_least(Limit::ReadPasses, &pdf, holds);
}

/// Streams without `/Length` that all end far behind.
#[test]
fn search_passes() {
    const COUNT: u32 = 20;
    const FAR: usize = 1 << 20;
    let fields: String = (100..100 + COUNT).map(|n| format!("{n} 0 R ")).collect();
    let mut pdf = Pdf::page(&format!("/AcroForm << /Fields [{fields}] >>"));
    for number in 100..100 + COUNT {
        let at = pdf.at();
        pdf = pdf
            .row(number, [1, at, 0])
            .raw(format!("{number} 0 obj << /T (x) >>\nstream\n"));
    }
    let pdf = pdf.raw(vec![b'x'; FAR]).raw("\nendstream\n").table("");
    let searched = u64::from(COUNT) * FAR as u64;
    let least = (searched - BESIDES).div_ceil(pdf.len() as u64);
    assert_least(Limit::SearchPasses, &pdf, least);
}

/// What ends looking into a document ends `inspect`; what ends looking into a part of it is told
/// among the findings.
#[test]
fn inspection() {
    let limits = Limits::default().with(Limit::DecodedStream, 5000);
    assert!(inspected(&unfolding_to(5000), &limits).is_ok());
    let problem = inspected(&unfolding_to(5001), &limits).unwrap_err();
    assert_names(&problem, Limit::DecodedStream, 5000);
    let fields = "<< /T (x) /FT /Tx >> ".repeat(20);
    let pdf = Pdf::page(&format!("/AcroForm << /Fields [{fields}] >>")).table("");
    let few = Limits::default().with(Limit::TreeNodes, 19);
    let told = inspected(&pdf, &few).unwrap().findings;
    let told = told
        .iter()
        .find(|told| told.to_string().contains("tree_nodes = 19"));
    assert!(told.is_some());
    assert!(
        inspected(&pdf, &Limits::default())
            .unwrap()
            .findings
            .is_empty()
    );
}

/// No more levels than the stack bears, whatever is asked for.
#[test]
fn the_deepest_nesting() {
    let nested = |levels: usize| {
        let within = levels - 1;
        Pdf::page(&format!("/X {}{}", "[".repeat(within), "]".repeat(within))).table("")
    };
    let mut limits = Limits::default();
    limits.nesting = u32::MAX;
    assert!(verified(&nested(500), &limits).is_ok());
    assert!(signed(&nested(500), &limits).is_ok());
    let problem = signed(&nested(501), &limits).unwrap_err();
    assert_eq!(problem.kind, Kind::LimitExceeded);
}

#[test]
fn the_readme_knows_every_limit() {
    let readme = include_str!("../README.md");
    for limit in Limit::ALL {
        let value = default_of(*limit);
        let written = match value {
            1_048_576.. if value.is_multiple_of(1 << 30) => format!("{}G", value >> 30),
            1_048_576.. if value.is_multiple_of(1 << 20) => format!("{}M", value >> 20),
            _ => value.to_string(),
        };
        let row = format!("| `{limit}` | {written} | ");
        assert!(readme.contains(&row), "{row}");
    }
}

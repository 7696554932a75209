//! Updates that lie about where objects stand: two readers would see two documents.

use kyso::verify::Verdict;

use crate::{
    fixture::{PAGE, fixture, none_passes, prepared, with},
    raw::{Raw, startxref},
    update::{TEXT, find, report, stream},
};

/// What the attacker wants to show.
fn evil() -> String {
    stream("", "BT (Pay 900) Tj ET")
}

fn hidden_page() -> String {
    with("[4 0 R 67 0 R]", "[67 0 R]", PAGE)
}

fn attack(name: &str, make: impl FnOnce(&[u8]) -> Vec<u8>) -> (String, Vec<u8>) {
    (name.to_owned(), make(&prepared(None)))
}

/// One more row behind the signed file.
fn row(name: &str, number: u32, row: (&str, &str), text: &str) -> (String, Vec<u8>) {
    attack(&format!("{name} {number}"), |pdf| {
        let mut raw = Raw::behind(pdf);
        let offset = raw.object(row.0, text);
        raw.row(number, offset, row.1);
        raw.finish("")
    })
}

/// What follows fails for what is wrong with it, and not for how it is made.
#[test]
fn honest_updates_made_the_same_way_pass() {
    let table = attack("a table", |pdf| {
        let mut raw = Raw::behind(pdf);
        raw.both(97, "(x)");
        raw.finish("")
    });
    let packed = attack("an object stream", |pdf| {
        let mut raw = Raw::behind(pdf);
        let entries = "/Type /ObjStm /N 1 /First 5";
        let container = raw.object("96 0", &stream(entries, &format!("3 0  {PAGE}")));
        raw.finish_stream(&[(3, 2, 96, 0), (96, 1, container, 0)], "")
    });
    let hybrid = attack("a hybrid", |pdf| {
        let mut raw = Raw::behind(pdf);
        let object = raw.object("97 0", "(x)");
        let stream = raw.stream_section(&[(97, 1, object, 0)], "");
        raw.row(97, 0, "00000 f");
        raw.finish(&format!("/XRefStm {stream}"))
    });
    for (name, pdf) in [table, packed, hybrid] {
        assert_eq!(report(&pdf).verdict, Verdict::Passed, "{name}");
    }
}

#[test]
fn rows_with_another_generation() {
    let evil = evil();
    let mut all = vec![
        row("all of generation 1", 4, ("4 1", "00001 n"), &evil),
        row("the object of generation 1", 4, ("4 1", "00000 n"), &evil),
        row("the row of generation 1", 4, ("4 0", "00001 n"), &evil),
        row("the highest generation", 4, ("4 0", "65535 n"), &evil),
        row("free and in place", 4, ("4 0", "00000 f"), &evil),
        row("free and of generation 1", 4, ("4 1", "00001 f"), &evil),
        row("another object", 4, ("64 0", "00000 n"), &evil),
        row("a comment between", 4, ("4 % 0 R\n0", "00000 n"), &evil),
        row("a number with zeros", 4, ("0004 0", "00000 n"), &evil),
        row("a sign", 4, ("+4 0", "00000 n"), &evil),
        row("no row", 40, ("4 0", "00000 n"), &evil),
    ];
    for number in [1, 2, 3, 4, 5, 6, 7, 8, 9, 67, 68, 71, 74, 82, 85] {
        all.push(attack(&format!("freed {number}"), |pdf| {
            let mut raw = Raw::behind(pdf);
            raw.row(number, 0, "00001 f");
            raw.finish("")
        }));
        all.push(attack(&format!("nowhere {number}"), |pdf| {
            let mut raw = Raw::behind(pdf);
            raw.row(number, 0, "00000 n");
            raw.finish("")
        }));
        all.push(attack(&format!("behind the end {number}"), |pdf| {
            let mut raw = Raw::behind(pdf);
            raw.row(number, 99_999_999, "00000 n");
            raw.finish("")
        }));
    }
    none_passes(&all);
}

/// Rows that lead into what was signed: to an older state of an object, or to what stands in the
/// data of a stream.
#[test]
fn rows_that_lead_elsewhere() {
    let mut all = Vec::new();
    for number in [1, 3] {
        all.push(attack(&format!("rolled back {number}"), |pdf| {
            let head = format!("\n{number} 0 obj");
            let older = pdf.windows(head.len()).position(|it| it == head.as_bytes());
            let mut raw = Raw::behind(pdf);
            raw.row(number, older.unwrap() + 1, "00000 n");
            raw.finish("")
        }));
    }
    for shift in [-2, 1, 2, 6] {
        all.push(attack(&format!("shifted by {shift}"), |pdf| {
            let mut raw = Raw::behind(pdf);
            let offset = raw.object("4 0", &evil());
            raw.row(4, offset.saturating_add_signed(shift), "00000 n");
            raw.finish("")
        }));
    }
    all.push(attack("the end of another number", |pdf| {
        let mut raw = Raw::behind(pdf);
        let offset = raw.object("64 0", &evil());
        raw.row(4, offset + 1, "00000 n");
        raw.finish("")
    }));
    let data = format!("4 0 obj\n{}\nendobj\n", evil());
    let pdf = crate::update::prepared(&[(40, &stream("", &data))]);
    let inside = find(&pdf, data.as_bytes());
    let mut raw = Raw::behind(&pdf);
    raw.row(4, inside, "00000 n");
    all.push(("in a stream's data".to_owned(), raw.finish("")));
    for (first, second) in [(0, 1), (1, 0)] {
        all.push(attack("two rows", |pdf| {
            let honest = find(pdf, b"\n4 0 obj") + 1;
            let mut raw = Raw::behind(pdf);
            let rows = [honest, raw.object("4 0", &evil())];
            raw.row(4, rows[first], "00000 n");
            raw.row(4, rows[second], "00000 n");
            raw.finish("")
        }));
    }
    none_passes(&all);
}

#[test]
fn trailers_that_lead_elsewhere() {
    let mut all = Vec::new();
    for entries in [
        "/Size 4",
        "/Size 0",
        "/Root 97 0 R",
        "/Root 1 0 R /Root 97 0 R",
        "/Root 97 0 R /Root 1 0 R",
        "/Root 1 1 R",
        "/Root null",
        "/Root << /Type /Catalog /Pages 2 0 R >>",
        "/Info 97 0 R",
        "/Size null",
        "/Size -1",
        "/Size (99)",
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -4 >>",
        "/Encrypt 97 0 R",
        "/AuthCode << >>",
        "/Prev 0",
        "/Prev 99999999",
        "/Prev null",
        "/Prev -1",
        "/Prev 4 0 R",
        "/XRefStm 0",
        "/XRefStm 99999999",
    ] {
        all.push(attack(entries, |pdf| {
            let mut raw = Raw::behind(pdf);
            raw.both(97, "<< /Type /Catalog /Pages 2 0 R >>");
            raw.finish(entries)
        }));
    }
    all.push(attack("a section that follows itself", |pdf| {
        let mut raw = Raw::behind(pdf);
        let start = pdf.len();
        raw.row(97, 0, "00001 f");
        raw.finish(&format!("/Prev {start}"))
    }));
    all.push(attack("two sections that follow each other", |pdf| {
        let first = Raw::behind(pdf).finish("/Prev @@@@@@@@@@");
        let second = Raw::behind(&first).finish("");
        let at = find(&second, b"@@@@@@@@@@");
        let mut looped = second.clone();
        looped[at..at + 10].copy_from_slice(format!("{:0>10}", startxref(&second)).as_bytes());
        looped
    }));
    none_passes(&all);
}

/// Tables with a stream beside them (§7.5.8.4).
#[test]
fn hybrid_sections() {
    let mut all = Vec::new();
    for (free, listed) in [(true, false), (false, true), (true, true), (false, false)] {
        all.push(attack(&format!("hybrid {free} {listed}"), |pdf| {
            let honest = find(pdf, b"\n4 0 obj") + 1;
            let mut raw = Raw::behind(pdf);
            let evil = raw.object("4 0", &evil());
            let stream = raw.stream_section(&[(4, 1, evil, 0)], "");
            if listed {
                raw.row(4, honest, "00000 n");
            }
            if free {
                raw.row(4, 0, "00001 f");
            }
            raw.finish(&format!("/XRefStm {stream}"))
        }));
    }
    all.push(attack("a stream in the stream's place", |pdf| {
        let mut raw = Raw::behind(pdf);
        let evil = raw.object("4 0", &evil());
        raw.finish_stream(&[(4, 1, evil, 0)], "")
    }));
    for kind in [0, 2, 3, 255] {
        all.push(attack(&format!("a row of type {kind}"), |pdf| {
            let mut raw = Raw::behind(pdf);
            let evil = raw.object("4 0", &evil());
            raw.finish_stream(&[(4, kind, evil, 0)], "")
        }));
    }
    none_passes(&all);
}

#[test]
fn objects_in_object_streams() {
    let page = hidden_page();
    let mut all = Vec::new();
    for (name, head, index, more) in [
        ("in a stream", "3 0", 0, ""),
        ("in a stream that extends", "3 0", 0, "/Extends 96 0 R"),
        ("under another number", "97 0", 0, ""),
        ("at another index", "97 0 3 0", 0, ""),
        ("at the second index", "97 0 3 0", 1, ""),
        ("twice", "3 0 3 0", 1, ""),
        ("behind the last index", "3 0", 7, ""),
    ] {
        all.push(attack(name, |pdf| {
            let mut raw = Raw::behind(pdf);
            let count = head.split_whitespace().count() / 2;
            let entries = format!("/Type /ObjStm /N {count} /First {} {more}", head.len() + 1);
            let container = raw.object("96 0", &stream(&entries, &format!("{head} {page}")));
            let rows = [(3, 2, 96, index), (96, 1, container, 0)];
            raw.finish_stream(&rows, "")
        }));
    }
    all.push(attack("in something else", |pdf| {
        Raw::behind(pdf).finish_stream(&[(3, 2, 74, 0)], "")
    }));
    all.push(attack("in itself", |pdf| {
        Raw::behind(pdf).finish_stream(&[(3, 2, 3, 0)], "")
    }));
    none_passes(&all);
}

/// Updates that are none to a strict reader, and to one that repairs.
#[test]
fn updates_without_form() {
    let mut all = Vec::new();
    let body = format!("4 0 obj\n{}\nendobj\n", evil());
    for (name, behind) in [
        ("a body", String::new()),
        ("a body and a startxref", "startxref\n0\n%%EOF\n".to_owned()),
        (
            "a body and a trailer",
            "trailer\n<< /Size 99 /Root 1 0 R >>\n".to_owned(),
        ),
        ("a body and a table", "xref\n4 1\n@ 00000 n \n".to_owned()),
        (
            "all but the startxref",
            "xref\n4 1\n@ 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R >>\n".to_owned(),
        ),
        (
            "all but the previous section",
            "xref\n4 1\n@ 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R >>\nstartxref\n#\n%%EOF\n"
                .to_owned(),
        ),
    ] {
        for between in ["", "%", "%%EOF\n", "\0", "\x0c", "startxref\n7\n%%EOF\n"] {
            all.push(attack(&format!("{name} behind {between:?}"), |pdf| {
                let mut raw = Raw::behind(pdf);
                raw.bytes(between);
                let at = raw.bytes(&body);
                let table = at + body.len();
                let behind = behind.replace('@', &format!("{at:010}"));
                raw.bytes(&behind.replace('#', &table.to_string()));
                let tail = raw.bytes("");
                raw.finish("")[..tail].to_vec()
            }));
        }
    }
    for old in [true, false] {
        all.push(attack("a body behind which the old table counts", |pdf| {
            let mut raw = Raw::behind(pdf);
            raw.bytes(&body);
            let section = if old { startxref(pdf) } else { "12".to_owned() };
            raw.bytes(&format!("startxref\n{section}\n%%EOF\n"));
            let tail = raw.bytes("");
            raw.finish("")[..tail].to_vec()
        }));
    }
    none_passes(&all);
}

/// Streams that end in two places.
#[test]
fn data_of_two_lengths() {
    let both = "BT (Pay 100) Tj ET\nBT (Pay 900) Tj ET";
    let all: Vec<_> = [
        format!("<< /Length 18 >>\nstream\n{both}\nendstream"),
        format!("<< /Length 37 >>\nstream\n{}\nendstream", &both[..18]),
        format!("<< /Length 18 /Length 37 >>\nstream\n{both}\nendstream"),
        format!("<< /Length 37 /Length 18 >>\nstream\n{both}\nendstream"),
        format!("<< /Length 18 /L#65ngth 37 >>\nstream\n{both}\nendstream"),
        format!("<< /Length 97 0 R >>\nstream\n{both}\nendstream"),
        format!(
            "<< /Length 18 /F (other.bin) >>\nstream\n{}\nendstream",
            &both[..18]
        ),
        format!(
            "<< /Length 18 /F 83 0 R /FFilter /Crypt >>\nstream\n{}\nendstream",
            &both[..18]
        ),
        format!("<< /Length 18 >>\nstream\r{}\nendstream", &both[..18]),
        format!(
            "<< /Length 18 >>\nstream\n{}\nendstream\n<< /Length 0 >>",
            &both[..18]
        ),
        format!("<< /Length 18 >>\n{} endobj\n4 0 obj\n{}", "null", evil()),
    ]
    .iter()
    .map(|text| {
        attack(text, |pdf| {
            let mut raw = Raw::behind(pdf);
            raw.both(97, "18");
            raw.both(4, text);
            raw.finish("")
        })
    })
    .collect();
    none_passes(&all);
}

/// References that were to nothing when the document was signed.
#[test]
fn what_was_missing_stays_missing() {
    let page = with("[4 0 R 67 0 R]", "[4 0 R 97 0 R]", PAGE);
    let form = with("[6 0 R", "[6 0 R 97 0 R", crate::update::FORM);
    let copy = with("(amount)", "(other)", TEXT);
    let page_of_tree = "<< /Type /Pages /Kids [3 0 R 97 0 R] /Count 1 >>";
    let note = with(
        "/Contents",
        "/AP << /N 97 0 R >> /Contents",
        crate::update::NOTE,
    );
    let shown = crate::update::appearance("900");
    let mut all = Vec::new();
    for (number, text, object) in [
        (3, page.as_str(), evil().as_str()),
        (5, &form, &copy),
        (2, page_of_tree, PAGE),
        (8, &note, &shown),
        (6, &with("9 0 R", "97 0 R", TEXT), &shown),
        (60, "<< /JavaScript 97 0 R >>", "<< /Names [] >>"),
    ] {
        let mut fixture = crate::fixture::fixture();
        fixture.retain(|(other, _)| *other != number);
        fixture.push((number, text.to_owned()));
        let objects: Vec<_> = fixture.iter().map(|(n, it)| (*n, it.as_str())).collect();
        let pdf = crate::update::prepared(&objects);
        for head in ["97 0", "97 1"] {
            let mut raw = Raw::behind(&pdf);
            let offset = raw.object(head, object);
            raw.row(97, offset, &format!("0000{} n", &head[3..]));
            all.push((format!("{number} {head}"), raw.finish("")));
        }
    }
    none_passes(&all);
}

/// Objects that a strict reader does not see lie in the signed document, as they break the grammar
/// or are of another generation; an update lets others find them.
#[test]
fn what_could_not_be_read_stays_where_it_was() {
    let mut all = Vec::new();
    for (odd, generation) in [("/X foo", "0"), ("", "1")] {
        let annotation = "/Type /Annot /Subtype /Stamp /Rect [0 0 612 792] /AP << /N 74 0 R >>";
        let stamp = format!("<< {annotation} {odd} >>");
        let field = with("(amount)", &format!("(other) {odd}"), TEXT);
        let element = format!("<< /S /Span /P 12 0 R {odd} >>");
        let hidden = [(95, stamp.as_str()), (96, &field), (97, &element)];
        let fixture = fixture();
        let honest = fixture.iter().map(|(n, it)| (*n, it.as_str()));
        let objects: Vec<_> = honest.chain(hidden).collect();
        let pdf = crate::update::prepared(&objects);
        assert_eq!(report(&pdf).verdict, Verdict::Passed);
        for (number, from, to) in HIDDEN {
            let to = to.replace('#', generation);
            let text = with(from, &to, &crate::update::object(&pdf, number));
            let mut raw = Raw::behind(&pdf);
            raw.both(number, &text);
            all.push((format!("{number}: {to}"), raw.finish("")));
        }
        let trailer = format!("/Private 95 {generation} R");
        all.push((trailer.clone(), Raw::behind(&pdf).finish(&trailer)));
    }
    none_passes(&all);
}

/// Where an object is told from what was there before, and what leads to a hidden one.
const HIDDEN: [(u32, &str, &str); 17] = [
    (3, "69 0 R]", "69 0 R 95 # R]"),
    (3, "69 0 R]", "95 # R 69 0 R]"),
    (3, "69 0 R]", "69 0 R 96 # R]"),
    (3, "[4 0 R 67 0 R]", "[4 0 R 67 0 R 95 # R]"),
    (5, "10 0 R]", "10 0 R 96 # R]"),
    (2, "[3 0 R]", "[3 0 R 95 # R]"),
    (6, "/T (amount)", "/T (amount) /Kids [96 # R]"),
    (10, "/T (agree)", "/T (agree) /Kids [96 # R]"),
    (12, "/K 13 0 R", "/K [13 0 R 97 # R]"),
    (13, "/K [", "/K [97 # R "),
    (14, "[13 0 R]", "[13 0 R 97 # R]"),
    (
        14,
        "/Nums [0 [13 0 R]]",
        "/Nums [0 [13 0 R]] /Kids [97 # R]",
    ),
    (14, "/Nums [0 [13 0 R]]", "/Nums [0 [13 0 R] 1 97 # R]"),
    (1, "/Lang (vi)", "/Lang (vi) /DSS << /Certs [95 # R] >>"),
    (1, "/Lang (vi)", "/Lang (vi) /AF 95 # R"),
    (60, "(a) 83 0 R", "(a) 83 0 R (b) 95 # R"),
    (8, "/Contents", "/Popup 95 # R /Contents"),
];

//! Where revisions end, and what a view shows as of each.

use super::write::File;
use crate::pdf::{Document, Object, ObjectId, Opening, View, document::BytesBehind};

fn open(bytes: &Vec<u8>) -> Document<'_> {
    let document = Document::open(bytes, &Opening::default()).unwrap();
    assert_eq!(document.repaired(), None);
    document
}

fn integer(view: View<'_>, number: u32) -> Option<i64> {
    let generation = 0;
    let found = view.object(ObjectId { number, generation }).unwrap()?;
    found.object.as_integer()
}

/// Offset, eof and end of each revision, and whether it is complete.
fn ends(document: &Document<'_>) -> Vec<(u64, u64, bool)> {
    let revisions = document.revisions().iter();
    revisions.map(|r| (r.eof, r.end, r.complete)).collect()
}

#[test]
fn a_view_shows_its_revision() {
    let first = File::with_page().object(4, "1").object(5, "10").save();
    let first_end = first.bytes.len() as u64;
    let second = first.object(4, "2").free(5).object(6, "20").save();
    let second_end = second.bytes.len() as u64;
    let bytes = second.object(5, "30").finish();
    let document = open(&bytes);
    let end = bytes.len() as u64;
    assert_eq!(
        ends(&document),
        [
            (first_end - 1, first_end, true),
            (second_end - 1, second_end, true),
            (end - 1, end, true)
        ]
    );
    let shown = |revision| {
        let view = document.view(revision);
        [4, 5, 6].map(|number| integer(view, number))
    };
    assert_eq!(shown(0), [Some(1), Some(10), None]);
    assert_eq!(shown(1), [Some(2), None, Some(20)]);
    assert_eq!(shown(2), [Some(2), Some(30), Some(20)]);
    let written = |revision| {
        let written = document.view(revision).written().into_iter();
        written
            .map(|(id, freed)| (id.number, freed))
            .collect::<Vec<_>>()
    };
    assert_eq!(written(1), [(4, false), (5, true), (6, false)]);
    assert_eq!(written(2), [(5, false)]);
    assert_eq!(document.findings(), []);
    assert_eq!(document.bytes_behind_last_revision(), Ok(None));
}

#[test]
fn end_marks_elsewhere_do_not_count() {
    let bytes = File::with_page()
        .raw("% startxref 9 %%EOF\n")
        .object(4, "(startxref\n9\n%%EOF\n)")
        .stream(5, "", b"startxref\n9\n%%EOF\n")
        .finish();
    assert_eq!(open(&bytes).revisions().len(), 1);
}

#[test]
fn the_end_of_line_belongs_to_the_revision() {
    for (line_end, length) in [("\n", 1), ("\r\n", 2), ("\r", 1), ("", 0)] {
        let mut bytes = File::with_page().finish();
        bytes.pop();
        let eof = bytes.len() as u64;
        bytes.extend_from_slice(line_end.as_bytes());
        assert_eq!(ends(&open(&bytes)), [(eof, eof + length, true)]);
    }
}

#[test]
fn bytes_behind_the_last_revision_are_told() {
    for (behind, white_space) in [("\n \r\n", true), ("x", false), ("\n\n5 0 obj", false)] {
        let mut bytes = File::with_page().finish();
        let offset = bytes.len() as u64;
        bytes.extend_from_slice(behind.as_bytes());
        let document = open(&bytes);
        let expected = BytesBehind {
            offset,
            white_space,
        };
        assert_eq!(document.bytes_behind_last_revision(), Ok(Some(expected)));
        assert_eq!(document.findings().len(), 1);
    }
}

#[test]
fn two_tables_in_a_row_are_one_revision() {
    let first = File::with_page().table();
    let bytes = first.object(4, "2").table().tail().bytes;
    let end = bytes.len() as u64;
    let document = open(&bytes);
    let incomplete = document.revisions().iter().filter(|r| !r.complete);
    assert_eq!(incomplete.count(), 1, "an object stands between");

    let bytes = File::with_page().table().table().tail().bytes;
    let document = open(&bytes);
    assert_eq!(ends(&document).len(), 1);
    assert!(document.revisions()[0].complete);
    assert!(end > document.revisions()[0].end);
}

#[test]
fn a_tail_that_leads_elsewhere_or_has_no_mark_is_incomplete() {
    let saved = File::with_page().save();
    let table = saved.bytes.windows(5).position(|w| w == b"xref\n").unwrap();
    let first_end = saved.bytes.len() as u64;
    let second = saved.clone().object(4, "2").table();
    let newest = second
        .bytes
        .windows(7)
        .rposition(|w| w == b"xref\n4 ")
        .unwrap();
    let leads_back = second.raw(format!(
        "startxref\n{table}\n%%EOF\nstartxref\n{newest}\n%%EOF\n"
    ));
    let document = open(&leads_back.bytes);
    let told: Vec<_> = document.revisions().iter().map(|r| r.complete).collect();
    assert_eq!(told, [true, false]);
    assert_eq!(document.revisions()[0].end, first_end);
    assert!(document.bytes_behind_last_revision().unwrap().is_some());

    let mut unmarked = saved.bytes;
    unmarked.truncate(unmarked.len() - "%%EOF\n".len());
    let document = open(&unmarked);
    assert_eq!(ends(&document), [(first_end - 7, first_end - 6, false)]);
}

#[test]
fn a_last_startxref_that_leads_back_hides_nothing() {
    let first = File::with_page().object(4, "1").save();
    let table = first.bytes.windows(5).position(|w| w == b"xref\n").unwrap();
    let first_end = first.bytes.len() as u64;
    let second = first.object(4, "2").save();
    let bytes = second.raw(format!("startxref\n{table}\n%%EOF\n")).bytes;
    let document = open(&bytes);
    assert_eq!(ends(&document), [(first_end - 1, first_end, true)]);
    let behind = document.bytes_behind_last_revision().unwrap().unwrap();
    assert_eq!((behind.offset, behind.white_space), (first_end, false));
}

/// A linearized file: the section of the first page in front leads to the main one behind.
fn linearized() -> Vec<u8> {
    let head = "%PDF-1.7\n9 0 obj << /Linearized 1 >> endobj\n";
    let body = "1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n";
    let rest = "2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj\n";
    let front = |main: usize, catalog: usize| {
        format!(
            "xref\n1 1\n{catalog:010} 00000 n \ntrailer << /Size 10 /Root 1 0 R /Prev {main:010} >>\n\
             startxref\n0\n%%EOF\n"
        )
    };
    let catalog = head.len() + front(0, 0).len();
    let pages = catalog + body.len();
    let main = pages + rest.len();
    format!(
        "{head}{}{body}{rest}xref\n0 1\n0000000000 65535 f \n2 1\n{pages:010} 00000 n \n\
         trailer << /Size 10 >>\nstartxref\n{}\n%%EOF\n",
        front(main, catalog),
        head.len()
    )
    .into_bytes()
}

#[test]
fn a_linearized_file_is_one_revision() {
    let bytes = linearized();
    let end = bytes.len() as u64;
    let document = open(&bytes);
    assert_eq!(ends(&document), [(end - 1, end, true)]);
    assert_eq!(document.revisions()[0].sections.len(), 2);
    assert_eq!(document.latest().page_count(), Ok(0));
}

#[test]
fn an_update_of_a_linearized_file_is_a_second_one() {
    let mut bytes = linearized();
    let end = bytes.len() as u64;
    let front = bytes.windows(5).position(|w| w == b"xref\n").unwrap();
    let update = format!(
        "xref\n0 0\ntrailer << /Size 10 /Root 1 0 R /Prev {front} >>\nstartxref\n{end}\n%%EOF"
    );
    bytes.extend_from_slice(update.as_bytes());
    let document = open(&bytes);
    let length = bytes.len() as u64;
    assert_eq!(
        ends(&document),
        [(end - 1, end, true), (length, length, true)]
    );
}

#[test]
fn a_section_in_front_that_the_tail_does_not_lead_to_is_told() {
    // An update whose section hides in front of what it updates: the tail behind says otherwise.
    let text = String::from_utf8(linearized()).unwrap();
    let at = text.rfind("startxref").unwrap();
    let main = text[..at].rfind("xref\n").unwrap();
    let front = text.find("xref\n").unwrap();
    let bytes = format!(
        "{}startxref\n{main}\n%%EOF\nstartxref\n{front}\n%%EOF\n",
        &text[..at]
    );
    let bytes = bytes.into_bytes();
    let document = open(&bytes);
    assert_eq!(document.revisions().len(), 2);
    assert!(!document.revisions()[1].complete);
    assert!(document.bytes_behind_last_revision().unwrap().is_some());
}

#[test]
fn garbage_before_the_header_with_either_base() {
    let garbage = "garbage\n";
    let plain = File::with_page().object(4, "7").finish();
    let shifted = [garbage.as_bytes(), &plain].concat();
    let document = open(&shifted);
    assert_eq!((document.header_offset(), document.base()), (8, 8));
    assert_eq!(integer(document.latest(), 4), Some(7));
    assert_eq!(document.revisions()[0].end, shifted.len() as u64);
    assert!(document.revisions()[0].complete);

    let counted = File::with_header("garbage\n%PDF-1.7\n")
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .object(2, "<< /Kids [] /Count 0 >>")
        .finish();
    let document = open(&counted);
    assert_eq!((document.header_offset(), document.base()), (8, 0));
    assert!(document.revisions()[0].complete);
}

#[test]
fn the_later_version_counts() {
    let version = |header: &str, entry: &str| {
        let bytes = File::with_header(header)
            .object(1, &format!("<< /Type /Catalog /Pages 2 0 R {entry} >>"))
            .object(2, "<< /Kids [] >>")
            .finish();
        open(&bytes).version()
    };
    assert_eq!(version("%PDF-1.4\n", ""), (1, 4));
    assert_eq!(version("%PDF-1.4\n", "/Version /1.7"), (1, 7));
    assert_eq!(version("%PDF-2.0\n", "/Version /1.7"), (2, 0));
    assert_eq!(version("%PDF-1.4\n", "/Version (x)"), (1, 4));
}

#[test]
fn trailers_and_catalogs_are_those_of_the_revision() {
    let mut file = File::with_page().save();
    file.trailer = "/Root 5 0 R".to_owned();
    let bytes = file
        .object(5, "<< /Type /Catalog /Pages 2 0 R /New true >>")
        .finish();
    let document = open(&bytes);
    let root = |view: View<'_>| view.trailer().get(b"Root").and_then(Object::as_reference);
    assert_eq!(root(document.view(0)).map(|id| id.number), Some(1));
    assert_eq!(document.latest().catalog().unwrap().id.number, 5);
    assert_eq!(document.view(99).revision(), 1);
}

#[test]
fn many_revisions_show_what_few_do() {
    let mut file = File::with_page();
    for round in 0..40 {
        file = file.object(4 + round % 3, &round.to_string());
        if round % 7 == 6 {
            file = file.free(4);
        }
        file = file.save();
    }
    let bytes = file.bytes;
    let document = open(&bytes);
    assert_eq!(document.revisions().len(), 40);
    let last_before = |revision: u32, number: u32| {
        let mut rounds = (0..=revision).rev();
        rounds.find_map(|round| match (round % 7, 4 + round % 3) {
            (6, _) if number == 4 => Some(None),
            (_, written) if written == number => Some(Some(i64::from(round))),
            _ => None,
        })
    };
    for revision in 0..40 {
        let view = document.view(revision as usize);
        for number in 4..7 {
            let expected = last_before(revision, number).flatten();
            assert_eq!(integer(view, number), expected, "{revision} {number}");
        }
        assert!(integer(view, 7).is_none());
    }
}

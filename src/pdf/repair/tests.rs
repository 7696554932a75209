use crate::pdf::{Document, Object, ObjectId, Opening, ReadError, tests::write::File};

fn integer(document: &Document<'_>, number: u32) -> Option<i64> {
    let generation = 0;
    let found = document.latest().object(ObjectId { number, generation });
    found.unwrap()?.object.as_integer()
}

fn repaired(bytes: &Vec<u8>) -> Document<'_> {
    let document = Document::open(bytes, &Opening::default()).unwrap();
    assert!(document.repaired().is_some());
    assert_eq!(document.latest().page_count(), Ok(1));
    document
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = memchr::memmem::rfind(bytes, from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

#[test]
fn a_wrong_startxref() {
    let bytes = File::with_page().object(4, "1").object(4, "2").finish();
    for wrong in [
        "startxref\n1",
        "startxref\n99999",
        "startxref\nx",
        "nothing",
    ] {
        let at = memchr::memmem::rfind(&bytes, b"startxref").unwrap();
        let broken = [&bytes[..at], wrong.as_bytes(), b"\n%%EOF\n"].concat();
        let document = repaired(&broken);
        assert_eq!(integer(&document, 4), Some(2), "the last one counts");
        assert_eq!(document.revisions().len(), 1);
        assert!(!document.revisions()[0].complete);
        assert_eq!(document.revisions()[0].end, broken.len() as u64);
    }
}

#[test]
fn what_was_wrong_is_told_with_its_offset() {
    let bytes = File::with_page().finish();
    let broken = replaced(&bytes, "xref\n0 1\n", "xreg\n0 1\n");
    let at = memchr::memmem::find(&broken, b"xreg").unwrap();
    let document = repaired(&broken);
    let expected = ReadError::Damaged {
        offset: at as u64,
        object: None,
        expected: crate::text::Term::XREF,
    };
    assert_eq!(document.repaired(), Some(&expected));
}

#[test]
fn a_file_without_header() {
    let bytes = File::with_page().finish();
    let document_bytes = replaced(&bytes, "%PDF-1.7", "        ");
    let document = repaired(&document_bytes);
    assert_eq!(document.repaired(), Some(&ReadError::NotAPdf));
    for text in [
        &b"a letter\nstartxref\n9\n%%EOF\n"[..],
        b"PK\x03\x04 no tail",
    ] {
        let opened = Document::open(&text, &Opening::default());
        assert_eq!(opened.err(), Some(ReadError::NotAPdf));
    }
}

#[test]
fn offsets_that_lead_nowhere() {
    let bytes = File::with_page().object(4, "4").finish();
    let broken = replaced(&bytes, "%PDF-1.7\n", "%PDF-1.7\n% a line more\n");
    assert_eq!(integer(&repaired(&broken), 4), Some(4));
}

#[test]
fn revisions_that_are_whole_stay() {
    let first = File::with_page().object(4, "1").object(5, "10").save();
    let end = first.bytes.len() as u64;
    let bytes = first.object(4, "2").finish();
    let broken = replaced(&bytes, "startxref\n", "startxref\n9");
    let document = repaired(&broken);
    let ends: Vec<_> = document
        .revisions()
        .iter()
        .map(|r| (r.end, r.complete))
        .collect();
    assert_eq!(ends, [(end, true), (broken.len() as u64, false)]);
    assert_eq!(integer(&document, 4), Some(2));
    assert_eq!(integer(&document, 5), Some(10));
    let written = document.latest().written().into_iter();
    assert_eq!(written.map(|(id, _)| id.number).collect::<Vec<_>>(), [4]);
}

#[test]
fn a_broken_link_to_the_previous_section() {
    let first = File::with_page().object(4, "1").save();
    let bytes = first.object(5, "5").finish();
    for wrong in ["/Prev 8888", "/Prev 0", "/Prev 20", "/Prev -1"] {
        let at = memchr::memmem::rfind(&bytes, b"/Prev").unwrap();
        let behind = memchr::memmem::find(&bytes[at..], b" >>").unwrap();
        let broken = [&bytes[..at], wrong.as_bytes(), &bytes[at + behind..]].concat();
        let document = repaired(&broken);
        assert_eq!(integer(&document, 4), Some(1), "{wrong}");
        assert_eq!(integer(&document, 5), Some(5), "{wrong}");
    }
}

#[test]
fn without_trailer_the_catalog_is_found_by_its_type() {
    let text = String::from_utf8(File::with_page().finish()).unwrap();
    let cut = text.as_bytes()[..text.find("xref").unwrap()].to_vec();
    let document = repaired(&cut);
    assert_eq!(document.latest().catalog().unwrap().id.number, 1);
    let trailer = document.latest().trailer();
    assert_eq!(
        trailer
            .get(b"Root")
            .and_then(Object::as_reference)
            .map(|id| id.number),
        Some(1)
    );
}

#[test]
fn objects_in_object_streams() {
    let data = b"1 0 2 34 << /Type /Catalog /Pages 2 0 R >> << /Kids [3 0 R] /Count 1 >>";
    let bytes = File::new()
        .object(3, "<< /Type /Page /Parent 2 0 R >>")
        .stream(4, "/Type /ObjStm /N 2 /First 9", data)
        .save_as_stream(5, &[(1, 4, 0), (2, 4, 1)])
        .bytes;
    // With the cross-reference stream's dictionary, and without anything behind the objects.
    for cut in ["startxref", "5 0 obj"] {
        let at = memchr::memmem::rfind(&bytes, cut.as_bytes()).unwrap();
        let broken = bytes[..at].to_vec();
        let document = repaired(&broken);
        assert_eq!(document.latest().catalog().unwrap().id.number, 1, "{cut}");
    }
}

#[test]
fn of_an_object_in_the_file_and_one_in_a_stream_the_later_counts() {
    let stream = |file: File| file.stream(7, "/Type /ObjStm /N 1 /First 4", b"4 0 44");
    let direct = |file: File| file.object(4, "4");
    let bytes = stream(direct(File::with_page())).bytes;
    assert_eq!(integer(&repaired(&bytes), 4), Some(44));
    let bytes = direct(stream(File::with_page())).bytes;
    assert_eq!(integer(&repaired(&bytes), 4), Some(4));
}

#[test]
fn decoys_in_strings_and_streams_are_passed_over() {
    let bytes = File::with_page()
        .object(4, "4")
        .stream(5, "", b"4 0 obj 5 endobj trailer << /Root 9 0 R >>")
        .object(6, "(4 0 obj 6 endobj trailer << /Root 9 0 R >>)")
        .bytes;
    assert_eq!(integer(&repaired(&bytes), 4), Some(4));
}

#[test]
fn what_no_scan_can_mend() {
    for text in [
        "%PDF-1.7\n",
        "%PDF-1.7\n1 0 obj << /Type /Catalogue >> endobj",
        "%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF",
        "%PDF-1.7\nstartxref\n99\n%%EOF",
    ] {
        let bytes = text.as_bytes().to_vec();
        let error = Document::open(&bytes, &Opening::default()).err();
        assert!(matches!(error, Some(ReadError::Damaged { .. })), "{text:?}");
    }
}

#[test]
fn hostile_heads_cost_no_more_than_they_are_long() {
    // Each head begins a string that never ends.
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for number in 1..=40_000 {
        bytes.extend_from_slice(format!("{number} 0 obj (\n").as_bytes());
    }
    assert!(Document::open(&bytes, &Opening::default()).is_err());
}

#[test]
fn a_catalog_without_pages_is_better_than_nothing() {
    let bytes = File::new()
        .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
        .finish();
    let document = Document::open(&bytes, &Opening::default()).unwrap();
    let why = document.repaired().map(ToString::to_string);
    assert!(why.is_some_and(|why| why.ends_with("a catalog with a page tree")));
    assert_eq!(document.latest().page_count(), Ok(0));
}

#[test]
fn a_stream_without_end_hides_no_object_behind_it() {
    let bytes = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n3 0 obj <<>> stream\nx\n\
        4 0 obj 7 endobj\n5 0 obj <</Length 1>> stream\na\nendstream endobj\n"
        .to_vec();
    let document = Document::open(&bytes, &Opening::default()).unwrap();
    assert_eq!(integer(&document, 4), Some(7));
}

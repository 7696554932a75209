use std::io::Write as _;

use super::{
    Entries, Location, Record, SectionKind,
    chain::Chain,
    plain::{Memory, Stretch},
    walk,
};
use crate::text::Term;
use crate::{
    Limit, Limits,
    pdf::{
        Document, Opening, ReadError,
        finding::Finding,
        input::Input,
        tests::{
            mutation::{Random, mutant},
            write::File,
        },
    },
};

fn chain(text: &[u8], start: u64, base: u64) -> Result<Chain, ReadError> {
    let source = text.to_vec();
    walk(
        &Input::new(&source, &Limits::default()),
        start,
        base,
        &Limits::default(),
    )
}

/// The entries of a table, read at offset 0.
fn table(body: &str) -> (Entries, Vec<Finding>) {
    let text = format!("xref\n{body}trailer\n<< /Size 9 >>\nstartxref");
    let Chain { sections, findings } = chain(text.as_bytes(), 0, 0).unwrap();
    (sections[0].entries.clone(), findings)
}

/// What `plain` reads of a section is what `table` or `stream` reads; gives whether it reads it.
fn reads_the_same(file: &[u8], start: usize, memory: &mut Memory) -> bool {
    let (limits, source) = (Limits::default(), file);
    let stretch = Stretch {
        bytes: file,
        whole: true,
        from: 0,
        start,
        base: 3,
        limits: &limits,
    };
    let is_table = file.get(start) == Some(&b'x');
    let plain = match is_table {
        true => stretch.table(memory),
        false => stretch.stream(memory),
    };
    let Some(plain) = plain else { return false };
    let input = Input::new(&source, &limits);
    let mut findings = Vec::new();
    let offset = start as u64;
    let read = match is_table {
        true => super::table::read(&input, offset, 3, &limits, &mut findings).unwrap(),
        false => super::stream::read(&input, offset, 3, &limits, &mut findings).unwrap(),
    };
    assert_eq!(findings, []);
    assert_eq!((plain.kind, plain.offset), (read.kind, read.offset));
    assert_eq!((plain.end, plain.tail), (read.end, read.tail));
    assert_eq!(plain.entries, read.entries);
    assert_eq!(*plain.trailer, *read.trailer);
    assert_eq!(plain.trailer.previous, read.trailer.previous);
    assert_eq!(plain.trailer.supplement, read.trailer.supplement);
    assert!(!plain.repeats && !read.repeats);
    true
}

/// Everything that looks as the beginning of a section.
fn beginnings(file: &[u8]) -> Vec<usize> {
    let tables =
        memchr::memmem::find_iter(file, b"xref\n").filter(|at| !file[..*at].ends_with(b"t"));
    let streams = memchr::memmem::find_iter(file, b"/XRef").map(|at| {
        let before = &file[..at];
        let object = memchr::memmem::rfind(before, b" obj").unwrap_or(0);
        let line = before[..object]
            .iter()
            .rposition(|byte| matches!(byte, b'\n' | b'\r'));
        line.map_or(0, |line| line + 1)
    });
    tables.chain(streams).collect()
}

#[test]
fn sections_as_most_are_written() {
    let mut random = Random(11);
    let (mut sections, mut read) = (0, 0);
    for folder in ["testdata/samples", "testdata/variants", "testdata/sweeps"] {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
        paths.sort_by_key(|entry| entry.as_ref().unwrap().path());
        for path in paths {
            let file = std::fs::read(path.unwrap().path()).unwrap();
            let mut memory = Memory::default();
            for start in beginnings(&file) {
                sections += 1;
                read += usize::from(reads_the_same(&file, start, &mut memory));
                for _ in 0..200 {
                    let end = file.len().min(start + 1500);
                    let mutant = mutant(&file[start..end], &mut random);
                    reads_the_same(&mutant, 0, &mut memory);
                }
            }
        }
    }
    assert!(sections > 15 && read * 2 > sections, "{read} of {sections}");
}

fn at(offset: u64) -> Option<Location> {
    let generation = 0;
    Some(Location::File { offset, generation })
}

#[test]
fn an_entry_takes_16_bytes() {
    assert_eq!(size_of::<Record>(), 16);
}

#[test]
fn a_table_as_the_standard_has_it() {
    let (entries, findings) = table(
        "0 2\n0000000000 65535 f \n0000000017 00000 n \n5 2\n9999999999 00003 n \n0000000000 00001 f \n",
    );
    assert_eq!(entries.len(), 4);
    assert_eq!(entries.find(0), Some(Location::Free));
    assert_eq!(entries.find(1), at(17));
    assert_eq!(entries.find(2), None);
    let beyond_4_gib = Location::File {
        offset: 9_999_999_999,
        generation: 3,
    };
    assert_eq!(entries.find(5), Some(beyond_4_gib));
    assert_eq!(entries.find(6), Some(Location::Free));
    assert_eq!(findings, []);
}

#[test]
fn tables_with_odd_lines() {
    for body in [
        "0 2\n0000000000 65535 f\n0000000017 00000 n\n",
        "0 2 0000000000 65535 f 0000000017 00000 n ",
        "\r\n0   2\r\n0 65535 f\r\n17 0 n\r\n",
        "0 2\n0000000000 65535 f \n\n0000000017 00000 n% comment\n",
        "0 1\n0000000000 65535 f \n0000000017 00000 n \n",
        "0 1\n0000000000 65535 f \n1 1\n0000000017 00000 n \n2 0\n",
    ] {
        let (entries, findings) = table(body);
        assert_eq!(entries.find(0), Some(Location::Free), "{body:?}");
        assert_eq!((entries.find(1), entries.len()), (at(17), 2), "{body:?}");
        assert_eq!(findings, [], "{body:?}");
    }
}

#[test]
fn tables_with_wrong_numbers() {
    let (entries, findings) = table("0 5\n0000000000 65535 f \n0000000017 00000 n \n");
    assert_eq!((entries.find(1), entries.len()), (at(17), 2));
    assert_eq!(findings, [Finding::EntriesMissing { offset: 0 }]);

    let (entries, findings) = table("1 2\n0000000000 65535 f \n0000000017 00000 n \n");
    assert_eq!((entries.find(1), entries.len()), (at(17), 2));
    assert_eq!(findings, [Finding::SubsectionShifted { offset: 0 }]);

    let (entries, findings) = table("1 1\n0000000017 00000 n \n1 1\n0000000018 00000 n \n");
    assert_eq!((entries.find(1), entries.len()), (at(17), 1));
    let repeated = Finding::EntryRepeated {
        offset: 0,
        number: 1,
    };
    assert_eq!(findings, [repeated]);

    // In use at offset 0, or with a generation that cannot be: free.
    let (entries, _) = table("1 2\n0000000000 00000 n \n0000000017 65536 n \n");
    assert_eq!(entries.find(1), Some(Location::Free));
    assert_eq!(entries.find(2), Some(Location::Free));
}

#[test]
fn what_is_no_table() {
    for text in [
        "xref",
        "xref\n0 1\n",
        "xref\n0 1\n0000000000 65535 f \n",
        "xref\n0 1\n0000000000 65535 x \ntrailer <<>>",
        "xref\n0 99999999999999 trailer",
        "xref\n99999999999 1\n0000000017 00000 n \ntrailer <<>>",
        "xref\ntrailer [ ]",
        "xref\ntrailer",
        "startxref",
        "",
    ] {
        let error = chain(text.as_bytes(), 0, 0).err();
        assert!(matches!(error, Some(ReadError::Damaged { .. })), "{text:?}");
    }
}

/// A cross-reference stream with its data in hexadecimal, so that it can be read here.
fn stream(entries: &str, hexadecimal: &str) -> String {
    let length = hexadecimal.len();
    format!(
        "9 0 obj\n<< /Type /XRef /Filter /ASCIIHexDecode /Length {length} {entries} >>\n\
         stream\n{hexadecimal}\nendstream\nendobj\n"
    )
}

fn stream_entries(entries: &str, hexadecimal: &str) -> (Entries, Vec<Finding>) {
    let text = stream(entries, hexadecimal);
    let Chain { sections, findings } = chain(text.as_bytes(), 0, 0).unwrap();
    assert_eq!(sections[0].kind, SectionKind::Stream);
    assert_eq!(sections[0].end, text.len() as u64 - 1);
    (sections[0].entries.clone(), findings)
}

#[test]
fn a_stream_with_entries_of_every_type() {
    let (entries, findings) = stream_entries(
        "/Size 9 /W [1 2 1] /Index [0 2 7 2]",
        "00 0000 FF 01 0102 03 02 0004 05 03 0000 00>",
    );
    assert_eq!(entries.find(0), Some(Location::Free));
    let in_file = Location::File {
        offset: 0x102,
        generation: 3,
    };
    assert_eq!(entries.find(1), Some(in_file));
    let in_stream = Location::ObjectStream {
        container: 4,
        index: 5,
    };
    assert_eq!(entries.find(7), Some(in_stream));
    assert_eq!(entries.find(8), Some(Location::Free));
    assert_eq!(findings, []);
}

#[test]
fn streams_with_unusual_widths() {
    let (entries, _) = stream_entries("/Size 2 /W [0 1 0]", "00 11>");
    assert_eq!(entries.find(1), at(0x11));
    let (entries, _) = stream_entries(
        "/Size 2 /W [1 8 8]",
        "00 0000000000000000 0000000000000000 01 0000000200000001 0000000000000000>",
    );
    assert_eq!(entries.find(1), at(0x2_0000_0001));
}

#[test]
fn streams_with_wrong_counts() {
    let (entries, findings) = stream_entries("/Size 9 /W [1 1 1]", "00 00 00 01 11 00 01>");
    assert_eq!((entries.find(1), entries.len()), (at(0x11), 2));
    assert_eq!(findings, [Finding::EntriesMissing { offset: 0 }]);
    let (entries, _) = stream_entries(
        "/Size 9 /W [1 1 1] /Index [4294967295 9]",
        "01 11 00 01 12 00>",
    );
    assert_eq!(entries.len(), 1);
}

#[test]
fn what_is_no_cross_reference_stream() {
    for entries in [
        "/Size 1",
        "/Size 1 /W [1 1]",
        "/Size 1 /W [0 0 0]",
        "/Size 1 /W [9 1 1]",
        "/Size 1 /W [1 -1 1]",
        "/Size 1 /W [1 1 1] /Type /ObjStm",
    ] {
        let error = chain(stream(entries, "00>").as_bytes(), 0, 0).err();
        assert!(
            matches!(error, Some(ReadError::Damaged { .. })),
            "{entries:?}"
        );
    }
}

#[test]
fn white_space_before_a_section() {
    let text = b"\r\n \nxref\n0 0\ntrailer << >>";
    assert_eq!(chain(text, 0, 0).unwrap().sections[0].offset, 4);
}

#[test]
fn offsets_count_from_the_base() {
    let text = b"garbagexref\n1 1\n0000000017 00000 n \ntrailer << >>";
    let chain = chain(text, 7, 7).unwrap();
    assert_eq!(chain.sections[0].entries.find(1), at(24));
}

#[test]
fn hybrid_sections_come_table_first() {
    let supplement = stream("/Size 2 /W [1 1 1] /Index [5 1]", "01 11 00>");
    let table_at = supplement.len() as u64;
    let text = format!(
        "{supplement}xref\n5 1\n0000000000 00000 f \ntrailer << /XRefStm 0 >>\nxref\n0 0\n\
         trailer << /Prev {table_at} /XRefStm 0 >>"
    );
    let newest = text.rfind("xref\n0 0").unwrap() as u64;
    let Chain { sections, findings } = chain(text.as_bytes(), newest, 0).unwrap();
    let kinds: Vec<_> = sections
        .iter()
        .map(|s| (s.offset, s.supplements_table))
        .collect();
    assert_eq!(
        kinds,
        [(newest, false), (0, true), (table_at, false), (0, true)]
    );
    assert_eq!(findings, [Finding::StaleSupplement { offset: table_at }]);
    assert_eq!(sections[1].entries.find(5), at(0x11));
}

#[test]
fn chains_that_end_oddly() {
    for (previous, why) in [
        ("0", Term::PREV_IS_ZERO),
        ("-5", Term::PREV_IS_NEGATIVE),
        ("7", Term::PREV_LEADS_IN_A_CIRCLE),
    ] {
        let text = format!("%PDF-1.xref\n0 0\ntrailer << /Prev {previous} >>");
        let chain = chain(text.as_bytes(), 7, 0).unwrap();
        assert_eq!(chain.sections.len(), 1);
        let offset = 7;
        assert_eq!(chain.findings, [Finding::ChainEnds { offset, why }]);
    }
}

#[test]
fn chains_that_are_broken() {
    for previous in ["99999", "9223372036854775807", "1", "1.5", "(x)"] {
        let text = format!("%PDF-1.xref\n0 0\ntrailer << /Prev {previous} >>");
        let error = chain(text.as_bytes(), 7, 0).err();
        assert!(
            matches!(error, Some(ReadError::Damaged { .. })),
            "{previous}"
        );
    }
}

#[test]
fn sections_and_objects_have_limits() {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut previous = 0;
    for number in 1..=20 {
        let offset = text.len();
        text += &format!("xref\n{number} 1\n0000000017 00000 n \ntrailer << /Prev {previous} >>\n");
        previous = offset;
    }
    let source = text.into_bytes();
    let input = Input::new(&source, &Limits::default());
    let limited = |sections, objects| Limits {
        sections,
        objects,
        ..Limits::default()
    };
    let within = |sections, objects| {
        let limits = limited(sections, objects);
        walk(&input, previous as u64, 0, &limits).map(|chain| chain.sections.len())
    };
    assert_eq!(within(20, 20), Ok(20));
    let sections = limited(19, 20).exceeded(Limit::Sections);
    assert_eq!(within(19, 20), Err(sections.into()));
    let objects = limited(20, 19).exceeded(Limit::Objects);
    assert_eq!(within(20, 19), Err(objects.into()));
}

#[test]
fn sections_do_not_unfold_to_many_times_the_file() {
    let mut file = File::with_page();
    let bomb = flate(&vec![0; 4 << 20]);
    for number in 4..40 {
        let at = file.bytes.len();
        let entries = "/Type /XRef /W [8 8 8] /Size 1 /Filter /FlateDecode";
        file.trailer = format!("/Root 1 0 R {entries}");
        file = file.bomb(number, at, &bomb);
    }
    let bytes = file.bytes;
    let opened = Document::open(&bytes, &Opening::default());
    let exceeded = Limits::default().exceeded(Limit::SearchPasses);
    assert_eq!(opened.err(), Some(exceeded.into()));
}

fn flate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

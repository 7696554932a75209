//! Damage of every kind to small files: an error or a document, never a panic, never long.

use super::write::File;
use crate::pdf::{Document, Opening};

/// Opens and reads everything that can be asked for.
fn read_everything(bytes: &[u8]) {
    let mut opening = Opening::default();
    opening.limits.decoded_stream = 1 << 20;
    let Ok(document) = Document::open(&bytes, &opening) else {
        return;
    };
    let _ = (document.findings(), document.version(), document.repaired());
    let _ = document.bytes_behind_last_revision();
    for index in 0..document.revisions().len() {
        let view = document.view(index);
        for (id, _) in view.written() {
            let _ = view.misplaced(id.number);
            if let Ok(Some(found)) = view.object(id) {
                let _ = view.stream(&found);
            }
        }
        let _ = view.page_count();
        if let Ok(Some(page)) = view.first_page() {
            let _ = view.inherited(&page, b"Resources");
        }
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let with_table = File::with_page()
        .stream(4, "/Type /XObject", b"q 1 0 0 1 0 0 cm Q")
        .object(5, "<< /A (a\\(b\\)\\101) /B <4142> /C [1 -2.5 null] >>")
        .save()
        .object(3, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>")
        .free(5)
        .finish();
    let in_stream =
        b"1 0 2 34 << /Type /Catalog /Pages 2 0 R >> << /Type /Pages /Kids [3 0 R] /Count 1 >>";
    let with_stream = File::new()
        .object(3, "<< /Type /Page /Parent 2 0 R >>")
        .stream(4, "/Type /ObjStm /N 2 /First 9", in_stream)
        .save_as_stream(5, &[(1, 4, 0), (2, 4, 1)])
        .bytes;
    vec![with_table, with_stream]
}

#[test]
fn truncated_at_every_byte() {
    for seed in seeds() {
        for length in 0..seed.len() {
            read_everything(&seed[..length]);
        }
    }
}

#[test]
fn single_bytes_flipped() {
    for seed in seeds() {
        for position in 0..seed.len() {
            for flip in [0x01, 0x10, 0x20, 0x80, 0xFF] {
                let mut mutant = seed.clone();
                mutant[position] ^= flip;
                read_everything(&mutant);
            }
        }
    }
}

#[test]
fn single_bytes_replaced_by_what_matters() {
    for seed in seeds() {
        for position in 0..seed.len() {
            for byte in *b"0 9(<[>]/%\n" {
                let mut mutant = seed.clone();
                mutant[position] = byte;
                read_everything(&mutant);
            }
        }
    }
}

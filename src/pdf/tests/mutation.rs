//! Damage of every kind to small files: an error or a document, never a panic, never long.

use std::fs;

use super::write::File;
use crate::pdf::{Document, Opening};

/// Opens and reads everything that can be asked for.
fn read_everything(bytes: &[u8]) {
    let mut opening = Opening::default();
    opening.limits.decoded_stream = 1 << 20;
    opening.limits.decoded_total = 8 << 20;
    let Ok(document) = Document::open(&bytes, &opening) else {
        return;
    };
    let _ = (document.findings(), document.version(), document.repaired());
    let _ = document.bytes_behind_last_revision();
    for index in 0..document.revisions().len() {
        let view = document.view(index);
        for (id, _) in view.written() {
            if let Ok(Some(found)) = view.object(id) {
                let _ = view.stream(&found);
            }
        }
        let _ = view.page_count();
        let _ = view.pages().map(Iterator::count);
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
            for flip in [0x01, 0x20, 0x80] {
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
            for byte in *b"0 9(<[>/" {
                let mut mutant = seed.clone();
                mutant[position] = byte;
                read_everything(&mutant);
            }
        }
    }
}

/// Numbers that look random and are the same each time (Knuth's MMIX generator).
pub(in crate::pdf) struct Random(pub(in crate::pdf) u64);

impl Random {
    pub(in crate::pdf) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Changes, cuts out or doubles a few pieces.
pub(in crate::pdf) fn mutant(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(6) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let length = random.below(40).min(bytes.len() - at);
        match random.below(4) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = b"0 9(<[>]/%R"[random.below(11)],
            2 => drop(bytes.drain(at..at + length)),
            _ => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}

#[test]
fn pieces_of_real_files_moved() {
    let rounds = std::env::var("KYSO_MUTANTS").map_or(3, |rounds| rounds.parse().unwrap());
    let mut paths: Vec<_> = fs::read_dir("testdata/variants").unwrap().collect();
    paths.sort_by_key(|entry| entry.as_ref().unwrap().path());
    let mut random = Random(17);
    for path in paths {
        let seed = fs::read(path.unwrap().path()).unwrap();
        for _ in 0..rounds {
            read_everything(&mutant(&seed, &mut random));
        }
    }
}

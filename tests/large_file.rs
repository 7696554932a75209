//! A gigabyte is signed and verified in the memory of a small file.
#![cfg(target_os = "linux")]

mod signing;

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

use kyso::{
    FileSource,
    sign::sign_to,
    verify::{Coverage, Integrity, Policy, verify},
};
use signing::{key, now, options};

const GIGABYTE: u64 = 1 << 30;
const MOST_KILOBYTES: u64 = 32 << 10;

/// Alone in this file, so that the process's peak is its own.
#[test]
fn a_gigabyte_passes_through_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.pdf"), folder.path().join("out.pdf"));
    write_sparse(&input).unwrap();
    let source = FileSource::open(&input).unwrap();
    assert!(kyso::Source::len(&source) > GIGABYTE);

    let mut sparse = Sparse(File::create(&output).unwrap());
    let signed = sign_to(&source, &key("leader-rsa2048"), &options(), &mut sparse).unwrap();
    sparse.0.set_len(signed.len).unwrap();
    assert!(peak_kilobytes() < MOST_KILOBYTES, "{} kB", peak_kilobytes());

    let source = FileSource::open(&output).unwrap();
    let report = verify(&source, &Policy::at(now())).unwrap();
    let [signature] = report.signatures.as_slice() else {
        panic!("one signature")
    };
    assert_eq!(signature.integrity, Integrity::Intact);
    assert_eq!(signature.coverage, Coverage::Document);
    assert!(peak_kilobytes() < MOST_KILOBYTES, "{} kB", peak_kilobytes());
}

/// One page and a stream of a gigabyte that takes no room on the disk.
fn write_sparse(path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned(),
        format!("<< /Length {GIGABYTE} >>\nstream"),
    ];
    file.write_all(b"%PDF-1.7\n")?;
    let mut rows = String::new();
    for (index, text) in objects.iter().enumerate() {
        rows.push_str(&format!("{:010} 00000 n \n", file.stream_position()?));
        file.write_all(format!("{} 0 obj\n{text}\n", index + 1).as_bytes())?;
        if text.ends_with("stream") {
            file.seek(SeekFrom::Current(i64::try_from(GIGABYTE).unwrap()))?;
            file.write_all(b"\nendstream\n")?;
        }
        file.write_all(b"endobj\n")?;
    }
    let start = file.stream_position()?;
    let trailer = "trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n";
    write!(
        file,
        "xref\n0 5\n0000000000 65535 f \n{rows}{trailer}{start}\n%%EOF\n"
    )
}

/// Leaves holes where zeros are written.
struct Sparse(File);

impl Write for Sparse {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        static ZEROS: [u8; 1 << 16] = [0; 1 << 16];
        let piece = piece.get(..ZEROS.len()).unwrap_or(piece);
        if ZEROS.starts_with(piece) {
            self.0.seek(SeekFrom::Current(piece.len() as i64))?;
            return Ok(piece.len());
        }
        self.0.write(piece)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

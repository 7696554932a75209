//! A document of 1 GB is signed and verified without being loaded: under 32 MB at the peak.

#![cfg(all(target_os = "linux", feature = "fs"))]

use std::{
    fs::{self, File},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

use kyso::{
    FileSource, Time,
    identity::KeyFile,
    sign::{self, SignOptions},
    verify::{Integrity, Policy, verify},
};

const GIGABYTE: u64 = 1 << 30;
const MOST_MEMORY_KIB: u64 = 32 << 10;

#[test]
fn a_gigabyte_passes_through_a_few_megabytes() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("large.pdf");
    let output = folder.path().join("signed.pdf");
    write_large(&input).unwrap();
    let key = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/keys/leader-rsa2048.pem");
    let key = KeyFile::open(&[&fs::read(key).unwrap()], None).unwrap();
    let now = Time::parse("2026-11-24T09:03:04+07:00").unwrap();

    let source = FileSource::open(&input).unwrap();
    let mut sparse = Sparse(File::create(&output).unwrap());
    sign::sign_to(&source, &key, &SignOptions::at(now), &mut sparse).unwrap();
    drop(sparse);
    let signed = FileSource::open(&output).unwrap();
    let report = verify(&signed, &Policy::at(now).integrity_only()).unwrap();
    assert_eq!(report.signatures.len(), 1);
    assert_eq!(report.signatures[0].integrity, Integrity::Intact);

    let peak = peak_memory_kib();
    assert!(peak < MOST_MEMORY_KIB, "{peak} KiB at the peak");
}

/// One page whose content is a gigabyte of zeros, which the file system does not store.
fn write_large(path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    let mut offsets = Vec::new();
    let head = [
        "%PDF-1.7\n".to_owned(),
        "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n".to_owned(),
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n".to_owned(),
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n"
            .to_owned(),
        format!("4 0 obj\n<</Length {GIGABYTE}>>\nstream\n"),
    ];
    for (number, text) in head.iter().enumerate() {
        if number > 0 {
            offsets.push(file.stream_position()?);
        }
        file.write_all(text.as_bytes())?;
    }
    file.seek(SeekFrom::Current(GIGABYTE.cast_signed()))?;
    file.write_all(b"\nendstream\nendobj\n")?;
    let table = file.stream_position()?;
    write!(file, "xref\n0 5\n0000000000 65535 f \n")?;
    for offset in offsets {
        file.write_all(format!("{offset:010} 00000 n \n").as_bytes())?;
    }
    write!(
        file,
        "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    )
}

/// Leaves holes where zeros are written, so that the test needs no room on the disk.
struct Sparse(File);

impl Write for Sparse {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        // Compared as a whole: byte by byte takes long without optimisation.
        let zeros = [0; 1 << 16];
        let buffer = buffer.get(..zeros.len()).unwrap_or(buffer);
        if *buffer == zeros[..buffer.len()] {
            self.0.seek(SeekFrom::Current(buffer.len() as i64))?;
            return Ok(buffer.len());
        }
        self.0.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The most that this process ever had in memory.
fn peak_memory_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

//! Files that are written by hand, byte by byte where need be, and how they end under limits.
#![allow(dead_code)]

use std::{collections::BTreeMap, io::Write};

use kyso::{
    Limit, Limits, Opening, Source, Time,
    identity::KeyFile,
    inspect::{Inspection, inspect},
    sign::{SignOptions, sign_to},
    text::{Kind, Lang, Problem},
    verify::{Policy, Report, verify},
};

/// A file, and where its objects lie.
#[derive(Clone)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    /// Type, second and third field as in a cross-reference stream.
    pub rows: BTreeMap<u32, [u64; 3]>,
    /// `/Size` and `/Prev` of the file that is updated.
    before: Option<(u32, u64)>,
}

impl Pdf {
    /// A header, and nothing else yet.
    pub fn new() -> Self {
        Self {
            bytes: b"%PDF-1.7\n".to_vec(),
            rows: BTreeMap::new(),
            before: None,
        }
    }

    /// What follows is an update behind `file`.
    pub fn behind(file: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&file).into_owned();
        let number = |word: &str| {
            let behind = text.rsplit(word).next().unwrap().trim_start();
            let digits = behind.split(|c: char| !c.is_ascii_digit()).next();
            digits.unwrap().parse::<u64>().unwrap()
        };
        let before = Some((number("/Size") as u32, number("startxref")));
        Self {
            before,
            rows: BTreeMap::new(),
            bytes: file,
        }
    }

    /// One page; `catalog` are more entries of the catalog. Free numbers begin with 4.
    pub fn page(catalog: &str) -> Self {
        Self::new()
            .object(1, format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"))
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
            .object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    }

    pub fn at(&self) -> u64 {
        self.bytes.len() as u64
    }

    pub fn raw(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.bytes.extend(bytes.as_ref());
        self
    }

    pub fn row(mut self, number: u32, row: [u64; 3]) -> Self {
        self.rows.insert(number, row);
        self
    }

    pub fn object(self, number: u32, text: impl AsRef<[u8]>) -> Self {
        let at = self.at();
        self.row(number, [1, at, 0])
            .raw(format!("{number} 0 obj\n"))
            .raw(text)
            .raw("\nendobj\n")
    }

    pub fn stream(self, number: u32, entries: &str, data: &[u8]) -> Self {
        let head = format!("<< /Length {} {entries} >>\nstream\n", data.len());
        self.object(number, [head.as_bytes(), data, b"\nendstream"].concat())
    }

    /// An object stream with these objects, its data made of the plain data by `filter`.
    pub fn packed(
        self,
        number: u32,
        objects: &[(u32, &str)],
        entries: &str,
        filter: impl FnOnce(Vec<u8>) -> Vec<u8>,
    ) -> Self {
        let (mut head, mut body, mut pdf) = (String::new(), String::new(), self);
        for (index, (packed, text)) in objects.iter().enumerate() {
            head += &format!("{packed} {} ", body.len());
            body += text;
            body.push('\n');
            pdf = pdf.row(*packed, [2, number.into(), index as u64]);
        }
        let entries = format!(
            "/Type /ObjStm /N {} /First {} {entries}",
            objects.len(),
            head.len()
        );
        pdf.stream(number, &entries, &filter((head + &body).into_bytes()))
    }

    fn size(&self) -> u32 {
        let own = self.rows.keys().last().map_or(1, |last| last + 1);
        own.max(self.before.map_or(0, |(size, _)| size))
    }

    /// Ends it with a table; `trailer` are more entries.
    pub fn table(self, trailer: &str) -> Vec<u8> {
        let (start, size) = (self.at(), self.size());
        let mut end = "xref\n0 1\n0000000000 65535 f \n".to_owned();
        for (number, [_, offset, generation]) in &self.rows {
            end += &format!("{number} 1\n{offset:010} {generation:05} n \n");
        }
        let previous = self.before.map(|(_, start)| format!("/Prev {start}"));
        let previous = previous.unwrap_or_default();
        end += &format!(
            "trailer\n<< /Size {size} /Root 1 0 R {previous} {trailer} >>\nstartxref\n{start}\n%%EOF\n"
        );
        self.raw(end).bytes
    }

    /// Ends it with a cross-reference stream.
    pub fn section(self, trailer: &str) -> Vec<u8> {
        let (start, number) = (self.at(), self.size());
        let pdf = self.row(number, [1, start, 0]);
        let mut data = Vec::new();
        let mut index = String::new();
        for (row, [kind, second, third]) in &pdf.rows {
            index += &format!("{row} 1 ");
            data.push(*kind as u8);
            data.extend(second.to_be_bytes());
            data.extend((*third as u32).to_be_bytes());
        }
        let entries = format!(
            "/Type /XRef /Size {} /W [1 8 4] /Index [{index}] /Root 1 0 R {trailer}",
            number + 1
        );
        let pdf = pdf.stream(number, &entries, &data);
        pdf.raw(format!("startxref\n{start}\n%%EOF\n")).bytes
    }
}

/// `/FlateDecode`
pub fn flate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

pub fn now() -> Time {
    Time::parse("2026-11-24T09:03:04+07:00").unwrap()
}

pub fn key() -> KeyFile {
    let pem = std::fs::read("testdata/keys/leader-p256.pem").unwrap();
    KeyFile::open(&[&pem], None).unwrap()
}

/// Signs within `limits`, whatever else could be overridden.
pub fn signed(source: &dyn Source, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let mut output = Vec::new();
    match sign_to(source, &key(), &options(limits), &mut output) {
        Ok(_) => Ok(output),
        Err(error) => {
            assert!(output.is_empty(), "written in spite of {error}");
            Err(Problem::from(&error))
        }
    }
}

pub fn options(limits: &Limits) -> SignOptions {
    let mut options = SignOptions::at(now());
    options.allow.repair = true;
    options.allow.permissions = true;
    options.allow.xfa = true;
    options.limits = limits.clone();
    options
}

pub fn verified(source: &dyn Source, limits: &Limits) -> Result<Report, Problem> {
    let mut policy = Policy::at(now()).integrity_only();
    policy.limits = limits.clone();
    verify(source, &policy).map_err(|error| Problem::from(&error))
}

pub fn inspected(source: &dyn Source, limits: &Limits) -> Result<Inspection, Problem> {
    let opening = Opening::default().with_limits(limits.clone());
    inspect(source, &opening).map_err(|error| Problem::from(&error))
}

/// That `problem` names `limit`, what it was set to, and how to raise it.
pub fn assert_names(problem: &Problem, limit: Limit, value: u64) {
    assert_eq!(problem.kind, Kind::LimitExceeded, "{problem:?}");
    for lang in [Lang::Vi, Lang::En] {
        let message = problem.message(lang, "a.pdf");
        assert!(
            message.contains(&format!("{limit} = {value} ")),
            "{message}"
        );
        let hint = problem.hint(lang);
        assert!(hint.contains(&format!("--limit {limit}=")), "{hint}");
    }
}

/// What `make` makes passes with `value` under a limit of `value`, to be signed and verified; one
/// more, and both name the limit.
pub fn at_and_past(limit: Limit, value: u64, make: impl Fn(u64) -> Vec<u8>) {
    let limits = Limits::default().with(limit, value);
    let (at, past) = (make(value), make(value + 1));
    if let Err(problem) = verified(&at, &limits) {
        panic!("{limit} = {value}: not verified: {problem:?}");
    }
    if let Err(problem) = signed(&at, &limits) {
        panic!("{limit} = {value}: not signed: {problem:?}");
    }
    assert_names(&verified(&past, &limits).unwrap_err(), limit, value);
    assert_names(&signed(&past, &limits).unwrap_err(), limit, value);
}

/// How verifying ends: the verdict, or the kind of error and the limit.
pub fn verify_ends(source: &dyn Source) -> String {
    match verified(source, &Limits::default()) {
        Ok(report) => report.verdict.to_string(),
        Err(problem) => told(&problem),
    }
}

/// How signing ends: `signed`, or the kind of error and the limit; and what was signed.
pub fn sign_ends(source: &dyn Source) -> (String, Option<Vec<u8>>) {
    match signed(source, &Limits::default()) {
        Ok(output) => ("signed".to_owned(), Some(output)),
        Err(problem) => (told(&problem), None),
    }
}

/// `limit-exceeded tree_nodes`
pub fn told(problem: &Problem) -> String {
    let kind = problem.kind.as_str();
    let detail = problem.detail.words(Lang::En);
    match (problem.kind, detail.split_once(" = ")) {
        (Kind::LimitExceeded, Some((limit, _))) => format!("{kind} {limit}"),
        _ => kind.to_owned(),
    }
}

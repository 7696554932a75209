//! Two ways to tamper with a signed document, each caught by another step of the verdict.
//!
//! The bytes are changed by hand, as an attacker would, and not through the library.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kyso::text::{Kind, Phrase, Problem};

use crate::stop::Stop;

/// A document, the name of its tampered copy, and the way.
type Way = (&'static str, &'static str, fn(Vec<u8>) -> Option<Vec<u8>>);

const WAYS: [Way; 2] = [
    ("giay-phep.pdf", "giay-phep-sua-noi-dung.pdf", changed),
    ("quyet-dinh.pdf", "quyet-dinh-che-noi-dung.pdf", covered),
];

/// Writes tampered copies of two signed documents.
pub fn write_all(signed: &Path, folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut written = Vec::new();
    for (original, name, way) in WAYS {
        let original = signed.join(original);
        let bytes = fs::read(&original).map_err(|error| Stop::io(&original, &error))?;
        let path = folder.join(name);
        let tampered = way(bytes).ok_or_else(|| {
            let detail = Phrase::new(
                "không tạo được bản sửa đổi từ tài liệu mẫu",
                "no tampered copy can be made of the sample",
            );
            Stop::new(path.to_string_lossy(), Problem::new(Kind::Internal, detail))
        })?;
        fs::write(&path, tampered).map_err(|error| Stop::io(&path, &error))?;
        written.push(path);
    }
    Ok(written)
}

/// One digit of the year of creation is another: a change within the signed bytes.
fn changed(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let date = find(&bytes, b"/CreationDate(D:20")?;
    let digit = bytes.get_mut(date + b"/CreationDate(D:20".len())?;
    *digit = if *digit == b'1' { b'2' } else { b'1' };
    Some(bytes)
}

/// A white sheet is laid over the upper half of a page by an update behind the signatures: the
/// signed bytes stay as they are, and what one sees is another document.
fn covered(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    const SHEET: &str = "q 1 1 1 rg 60 420 480 380 re f 0.8 0 0 RG 3 w 60 420 480 380 re S Q";
    let previous = number_behind(&bytes, rfind(&bytes, b"startxref")? + 9)?;
    let trailer = rfind(&bytes, b"trailer")?;
    let size = number_behind(&bytes, trailer + find(bytes.get(trailer..)?, b"/Size")? + 5)?;
    let root = value_behind(&bytes, trailer, b"/Root")?;
    let info = value_behind(&bytes, trailer, b"/Info")?;
    let (number, page) = last_page(&bytes)?;
    let contents = value_behind(page.as_bytes(), 0, b"/Contents")?;
    let page = page.replacen(
        &format!("/Contents {contents}"),
        &format!("/Contents[{contents} {size} 0 R]"),
        1,
    );
    bytes.push(b'\n');
    let page_offset = bytes.len();
    bytes.extend(format!("{page}\n").bytes());
    let sheet_offset = bytes.len();
    let length = SHEET.len();
    bytes.extend(
        format!("{size} 0 obj\n<</Length {length}>>\nstream\n{SHEET}\nendstream\nendobj\n").bytes(),
    );
    let table = bytes.len();
    bytes.extend(
        format!(
            "xref\n{number} 1\n{page_offset:010} 00000 n \n{size} 1\n{sheet_offset:010} 00000 n \n\
             trailer\n<</Size {}/Root {root}/Info {info}/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n",
            size + 1
        )
        .bytes(),
    );
    Some(bytes)
}

/// Number and text of the page object that was written last.
fn last_page(bytes: &[u8]) -> Option<(usize, String)> {
    let marker = rfind(bytes, b"/Type/Page/").or_else(|| rfind(bytes, b"/Type /Page "))?;
    let head = rfind(bytes.get(..marker)?, b" 0 obj")?;
    let start = bytes
        .get(..head)?
        .iter()
        .rposition(|byte| !byte.is_ascii_digit())?
        + 1;
    let end = marker + find(bytes.get(marker..)?, b"endobj")? + b"endobj".len();
    let number = std::str::from_utf8(bytes.get(start..head)?)
        .ok()?
        .parse()
        .ok()?;
    let text = std::str::from_utf8(bytes.get(start..end)?).ok()?;
    Some((number, text.to_owned()))
}

/// `12 0 R` behind `key`.
fn value_behind(bytes: &[u8], from: usize, key: &[u8]) -> Option<String> {
    let start = from + find(bytes.get(from..)?, key)? + key.len();
    let end = start + find(bytes.get(start..)?, b"R")? + 1;
    let text = std::str::from_utf8(bytes.get(start..end)?).ok()?;
    Some(text.trim().to_owned())
}

fn number_behind(bytes: &[u8], from: usize) -> Option<usize> {
    let digits = bytes.get(from..)?.trim_ascii_start();
    let end = digits.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(digits.get(..end)?).ok()?.parse().ok()
}

fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}

fn rfind(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).rposition(|window| window == text)
}

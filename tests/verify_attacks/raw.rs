//! Updates whose objects, rows and trailer need not fit each other.

use crate::update::{find, size};

pub struct Raw {
    out: Vec<u8>,
    rows: String,
    size: String,
    previous: String,
}

impl Raw {
    pub fn behind(pdf: &[u8]) -> Self {
        Self {
            out: pdf.to_vec(),
            rows: String::new(),
            size: size(pdf).max(99).to_string(),
            previous: startxref(pdf),
        }
    }

    /// Writes `head` (as `4 0`), and gives where it stands.
    pub fn object(&mut self, head: &str, text: &str) -> usize {
        let offset = self.out.len();
        self.out
            .extend(format!("{head} obj\n{text}\nendobj\n").bytes());
        offset
    }

    pub fn bytes(&mut self, text: &str) -> usize {
        let offset = self.out.len();
        self.out.extend(text.bytes());
        offset
    }

    /// A subsection of one row; `end` as `00000 n`.
    pub fn row(&mut self, number: u32, offset: usize, end: &str) {
        let row = format!("{number} 1\n{offset:010} {end} \n");
        self.rows.push_str(&row);
    }

    /// The object and its row.
    pub fn both(&mut self, number: u32, text: &str) {
        let offset = self.object(&format!("{number} 0"), text);
        self.row(number, offset, "00000 n");
    }

    /// Table and trailer; what `trailer` does not name is as it was.
    pub fn finish(mut self, trailer: &str) -> Vec<u8> {
        let start = self.out.len();
        let mut entries = trailer.to_owned();
        for (key, value) in [
            ("/Size", &*self.size),
            ("/Root", "1 0 R"),
            ("/Info", "18 0 R"),
            ("/ID", "[<01> <03>]"),
            ("/Prev", &self.previous),
        ] {
            if !entries.contains(key) {
                entries.push_str(&format!(" {key} {value}"));
            }
        }
        let table = format!("xref\n{}trailer\n<< {entries} >>\n", self.rows);
        self.out.extend(table.bytes());
        self.out
            .extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.out
    }

    /// A cross-reference stream of the object 98, which holds `rows` of number, type and two
    /// fields and its own; what `trailer` does not name is as it was.
    pub fn finish_stream(mut self, rows: &[(u32, u8, usize, u8)], trailer: &str) -> Vec<u8> {
        let start = self.stream_section(rows, trailer);
        self.out
            .extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        self.out
    }

    /// Writes such a stream and gives where it stands.
    pub fn stream_section(&mut self, rows: &[(u32, u8, usize, u8)], trailer: &str) -> usize {
        let start = self.out.len();
        let mut index = String::new();
        let mut data = String::new();
        for (number, kind, second, third) in rows.iter().chain([&(98, 1, start, 0)]) {
            index.push_str(&format!("{number} 1 "));
            data.push_str(&format!("{kind:02x}{second:08x}{third:02x}"));
        }
        let fixed = format!("/Type /XRef /W [1 4 1] /Index [{index}] /Filter /ASCIIHexDecode");
        let mut entries = format!("{fixed} {trailer}");
        for (key, value) in [
            ("/Size", &*self.size),
            ("/Root", "1 0 R"),
            ("/Info", "18 0 R"),
            ("/ID", "[<01> <03>]"),
            ("/Prev", &self.previous),
        ] {
            if !entries.contains(key) {
                entries.push_str(&format!(" {key} {value}"));
            }
        }
        let stream = crate::update::stream(&entries, &format!("{data}>"));
        self.object("98 0", &stream)
    }
}

/// The number behind the last `startxref`.
pub fn startxref(pdf: &[u8]) -> String {
    let rest = String::from_utf8_lossy(&pdf[find(pdf, b"startxref") + 9..]).into_owned();
    rest.split_whitespace().next().unwrap().to_owned()
}

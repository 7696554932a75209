//! Small documents, written object by object, with the right offsets.

use std::collections::BTreeMap;

/// A file with cross-reference tables. `update` begins an incremental update.
#[derive(Clone, Default)]
pub struct File {
    pub bytes: Vec<u8>,
    entries: BTreeMap<u32, Option<usize>>,
    size: u32,
    startxref: Option<usize>,
    /// Goes into each trailer.
    pub trailer: String,
}

impl File {
    pub fn new() -> Self {
        Self::with_header("%PDF-1.7\n")
    }

    pub fn with_header(header: &str) -> Self {
        Self {
            bytes: header.as_bytes().to_vec(),
            size: 1,
            trailer: "/Root 1 0 R".to_owned(),
            ..Self::default()
        }
    }

    /// A catalog, a page tree and a page: objects 1 to 3.
    pub fn with_page() -> Self {
        Self::new()
            .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
            .object(3, "<< /Type /Page /Parent 2 0 R >>")
    }

    pub fn raw(mut self, text: impl AsRef<[u8]>) -> Self {
        self.bytes.extend_from_slice(text.as_ref());
        self
    }

    /// Notes that object `number` stands here; the text follows with `raw`.
    pub fn entry(mut self, number: u32, offset: usize) -> Self {
        self.entries.insert(number, Some(offset));
        self.size = self.size.max(number + 1);
        self
    }

    pub fn free(mut self, number: u32) -> Self {
        self.entries.insert(number, None);
        self
    }

    pub fn object(self, number: u32, value: &str) -> Self {
        let offset = self.bytes.len();
        self.entry(number, offset)
            .raw(format!("{number} 0 obj\n{value}\nendobj\n"))
    }

    pub fn stream(self, number: u32, entries: &str, data: &[u8]) -> Self {
        let offset = self.bytes.len();
        let length = data.len();
        self.entry(number, offset)
            .raw(format!(
                "{number} 0 obj\n<< {entries} /Length {length} >>\nstream\n"
            ))
            .raw(data)
            .raw("\nendstream\nendobj\n")
    }

    /// Writes the table and the trailer of this save, without `startxref`.
    pub fn table(mut self) -> Self {
        let offset = self.bytes.len();
        let mut table = "xref\n".to_owned();
        if self.startxref.is_none() {
            table += "0 1\n0000000000 65535 f \n";
        }
        for (number, place) in std::mem::take(&mut self.entries) {
            table += &match place {
                Some(offset) => format!("{number} 1\n{offset:010} 00000 n \n"),
                None => format!("{number} 1\n0000000000 00001 f \n"),
            };
        }
        let previous = self.startxref.map(|offset| format!(" /Prev {offset}"));
        let (size, trailer) = (self.size, &self.trailer);
        table += &format!(
            "trailer\n<< /Size {size} {trailer}{} >>\n",
            previous.unwrap_or_default()
        );
        self.startxref = Some(offset);
        self.raw(table)
    }

    pub fn tail(self) -> Self {
        let offset = self.startxref.unwrap();
        self.raw(format!("startxref\n{offset}\n%%EOF\n"))
    }

    /// Ends this save; what follows is an incremental update.
    pub fn save(self) -> Self {
        self.table().tail()
    }

    pub fn finish(self) -> Vec<u8> {
        self.save().bytes
    }

    /// Ends this save with a cross-reference stream with the number `number`.
    pub fn save_as_stream(mut self, number: u32, compressed: &[(u32, u32, u32)]) -> Self {
        let offset = self.bytes.len();
        self = self.entry(number, offset);
        let mut index = String::new();
        let mut rows = Vec::new();
        let mut row = |number: u32, kind: u8, second: u32, third: u16| {
            index += &format!("{number} 1 ");
            rows.push(kind);
            rows.extend_from_slice(&second.to_be_bytes());
            rows.extend_from_slice(&third.to_be_bytes());
        };
        for (number, place) in std::mem::take(&mut self.entries) {
            match place {
                Some(offset) => row(number, 1, u32::try_from(offset).unwrap(), 0),
                None => row(number, 0, 0, 1),
            }
        }
        for (number, container, place) in compressed {
            row(*number, 2, *container, u16::try_from(*place).unwrap());
            self.size = self.size.max(number + 1);
        }
        let previous = self.startxref.map(|offset| format!(" /Prev {offset}"));
        let entries = format!(
            "/Type /XRef /W [1 4 2] /Index [{index}] /Size {} {}{}",
            self.size,
            self.trailer,
            previous.unwrap_or_default()
        );
        self.startxref = Some(offset);
        let written = self.stream(number, &entries, &rows);
        Self {
            entries: BTreeMap::new(),
            ..written
        }
        .tail()
    }

    /// Ends this save with a cross-reference stream that holds `data`, whatever that is.
    pub fn bomb(mut self, number: u32, offset: usize, data: &[u8]) -> Self {
        let previous = self.startxref.map(|offset| format!(" /Prev {offset}"));
        let entries = format!("{}{}", self.trailer, previous.unwrap_or_default());
        self.startxref = Some(offset);
        self.stream(number, &entries, data).tail()
    }
}

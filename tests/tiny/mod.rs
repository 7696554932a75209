//! Makes small PDF files of every structure, so that a test shows its whole input.
#![allow(dead_code)]

/// Objects by number, and how they are laid out.
#[derive(Clone)]
pub struct Tiny {
    pub objects: Vec<(u32, String)>,
    pub version: &'static str,
    pub before_header: Vec<u8>,
    pub trailer: String,
}

impl Tiny {
    /// One empty page: 1 catalog, 2 pages, 3 page.
    pub fn page() -> Self {
        let objects = vec![
            (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
            (2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned()),
            (
                3,
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.303937007874 842.00] >>"
                    .to_owned(),
            ),
        ];
        Self {
            objects,
            version: "1.7",
            before_header: Vec::new(),
            trailer: String::new(),
        }
    }

    /// Gives object `number` this text, in place of the one it had.
    pub fn with(mut self, number: u32, text: &str) -> Self {
        self.objects.retain(|(other, _)| *other != number);
        self.objects.push((number, text.to_owned()));
        self.objects.sort();
        self
    }

    /// More entries of the trailer.
    pub fn trailer(mut self, text: &str) -> Self {
        self.trailer = text.to_owned();
        self
    }

    pub fn size(&self) -> u32 {
        self.objects
            .iter()
            .map(|(number, _)| number + 1)
            .max()
            .unwrap_or(1)
    }

    fn body(&self, packed: &[u32]) -> (Vec<u8>, Vec<(u32, usize)>) {
        let mut out = self.before_header.clone();
        out.extend(format!("%PDF-{}\n%\u{e2}\u{e3}\n", self.version).bytes());
        let mut offsets = Vec::new();
        for (number, text) in &self.objects {
            if !packed.contains(number) {
                offsets.push((*number, out.len() - self.before_header.len()));
                out.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
            }
        }
        (out, offsets)
    }

    /// With a cross-reference table.
    pub fn table(&self) -> Vec<u8> {
        let (mut out, offsets) = self.body(&[]);
        let start = out.len() - self.before_header.len();
        write_table(&mut out, &offsets, self.size());
        out.extend(
            format!(
                "trailer\n<< /Size {} /Root 1 0 R {} >>\nstartxref\n{start}\n%%EOF\n",
                self.size(),
                self.trailer
            )
            .bytes(),
        );
        out
    }

    /// With a cross-reference stream, and `packed` in an object stream.
    pub fn stream(&self, packed: &[u32]) -> Vec<u8> {
        let (mut out, mut offsets) = self.body(packed);
        let mut rows: Vec<(u32, [u32; 3])> = Vec::new();
        let mut next = self.size();
        if !packed.is_empty() {
            offsets.push((next, out.len() - self.before_header.len()));
            self.write_object_stream(&mut out, next, packed, &mut rows);
            next += 1;
        }
        let start = out.len() - self.before_header.len();
        offsets.push((next, start));
        rows.push((0, [0, 0, 65535]));
        rows.extend(
            offsets
                .iter()
                .map(|(number, at)| (*number, [1, *at as u32, 0])),
        );
        write_stream(
            &mut out,
            next,
            rows,
            &format!("/Root 1 0 R {}", self.trailer),
        );
        out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        out
    }

    /// With a table for old readers, and `packed` seen by new ones only.
    pub fn hybrid(&self, packed: &[u32]) -> Vec<u8> {
        let (mut out, mut offsets) = self.body(packed);
        let mut rows = Vec::new();
        let container = self.size();
        offsets.push((container, out.len()));
        self.write_object_stream(&mut out, container, packed, &mut rows);
        let hidden = out.len();
        write_stream(&mut out, container + 1, rows, "");
        let start = out.len();
        write_table(&mut out, &offsets, container + 2);
        out.extend(
            format!(
                "trailer\n<< /Size {} /Root 1 0 R /XRefStm {hidden} {} >>\nstartxref\n{start}\n%%EOF\n",
                container + 2,
                self.trailer
            )
            .bytes(),
        );
        out
    }

    fn write_object_stream(
        &self,
        out: &mut Vec<u8>,
        number: u32,
        packed: &[u32],
        rows: &mut Vec<(u32, [u32; 3])>,
    ) {
        let (mut head, mut body) = (String::new(), String::new());
        for (index, wanted) in packed.iter().enumerate() {
            let (_, text) = self
                .objects
                .iter()
                .find(|(other, _)| other == wanted)
                .unwrap();
            head.push_str(&format!("{wanted} {} ", body.len()));
            body.push_str(text);
            body.push('\n');
            rows.push((*wanted, [2, number, index as u32]));
        }
        out.extend(
            format!(
                "{number} 0 obj\n<< /Type /ObjStm /N {} /First {} /Length {} >>\nstream\n{head}{body}\nendstream\nendobj\n",
                packed.len(),
                head.len(),
                head.len() + body.len()
            )
            .bytes(),
        );
    }
}

fn write_table(out: &mut Vec<u8>, offsets: &[(u32, usize)], size: u32) {
    out.extend(format!("xref\n0 {size}\n").bytes());
    for number in 0..size {
        let row = match offsets.iter().find(|(other, _)| *other == number) {
            Some((_, at)) => format!("{at:010} 00000 n \n"),
            None => "0000000000 65535 f \n".to_owned(),
        };
        out.extend(row.bytes());
    }
}

fn write_stream(out: &mut Vec<u8>, number: u32, mut rows: Vec<(u32, [u32; 3])>, trailer: &str) {
    rows.sort();
    let mut data = Vec::new();
    let mut index = String::new();
    for (row, [kind, second, third]) in &rows {
        index.push_str(&format!("{row} 1 "));
        data.push(*kind as u8);
        data.extend(second.to_be_bytes());
        data.extend((*third as u16).to_be_bytes());
    }
    out.extend(
        format!(
            "{number} 0 obj\n<< /Type /XRef /Size {} /W [1 4 2] /Index [{index}] /Length {} {trailer} >>\nstream\n",
            number + 1,
            data.len()
        )
        .bytes(),
    );
    out.extend(data);
    out.extend(b"\nendstream\nendobj\n");
}

/// How often `needle` stands in `bytes`.
pub fn count(bytes: &[u8], needle: &str) -> usize {
    bytes
        .windows(needle.len())
        .filter(|window| *window == needle.as_bytes())
        .count()
}

/// Where `needle` stands last in `bytes`.
pub fn last(bytes: &[u8], needle: &str) -> Option<usize> {
    bytes
        .windows(needle.len())
        .rposition(|window| window == needle.as_bytes())
}

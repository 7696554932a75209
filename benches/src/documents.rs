//! Documents of any size, page count and structure, the same bytes every time.

use std::io::{self, Write};

use flate2::{Compression, write::ZlibEncoder};

/// How a document's objects are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    /// A cross-reference table.
    Table,
    /// A cross-reference stream.
    Stream,
    /// A cross-reference stream; pages and their tree lie in object streams.
    ObjectStreams,
}

impl Structure {
    /// All of them, with their names.
    pub const ALL: [(&str, Self); 3] = [
        ("table", Self::Table),
        ("stream", Self::Stream),
        ("objstm", Self::ObjectStreams),
    ];
}

/// Where an object stands.
enum Place {
    At(u64),
    In { stream: u32, index: u32 },
}

struct Writer<'w, W: Write> {
    output: &'w mut W,
    written: u64,
    places: Vec<Place>,
}

impl<W: Write> Writer<'_, W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.output.write_all(bytes)
    }

    /// Writes the object whose number is the next one.
    fn object(&mut self, body: &[u8]) -> io::Result<()> {
        self.places.push(Place::At(self.written));
        let head = format!("{} 0 obj\n", self.places.len());
        self.put(head.as_bytes())?;
        self.put(body)?;
        self.put(b"\nendobj\n")
    }

    fn stream(&mut self, entries: &str, bytes: &[u8]) -> io::Result<()> {
        let mut body = format!("<< {entries} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\nendstream");
        self.object(&body)
    }
}

/// Kids of one node of the page tree.
const KIDS: u32 = 100;
/// Objects in one object stream.
const PACKED: usize = 100;

/// Writes a document of `pages` pages and about `bytes` bytes.
///
/// # Errors
/// What `output` says.
pub fn write<W: Write>(
    output: &mut W,
    structure: Structure,
    pages: u32,
    bytes: u64,
) -> io::Result<()> {
    let mut to = Writer {
        output,
        written: 0,
        places: Vec::new(),
    };
    to.put(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
    let filler = usize::try_from(bytes / u64::from(pages)).unwrap_or(usize::MAX);
    let filler = filler.saturating_sub(360).max(40);
    for page in 0..pages {
        to.stream("", &content(page, filler))?;
    }
    let tree = tree(pages);
    let root = pages + 1;
    if structure == Structure::ObjectStreams {
        pack(&mut to, &tree)?;
    } else {
        for body in &tree {
            to.object(body.as_bytes())?;
        }
    }
    finish(&mut to, structure, root)
}

/// A page's content: text that a viewer shows, and numbers that do not repeat.
fn content(page: u32, length: usize) -> Vec<u8> {
    let mut text = format!("BT /F1 11 Tf 72 760 Td (Trang {}) Tj ET\n", page + 1).into_bytes();
    let mut state = u64::from(page) * 0x9E37_79B9_7F4A_7C15 + 1;
    while text.len() < length {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text.extend_from_slice(
            format!("% {:016x}{:016x}\n", state, state.rotate_left(29)).as_bytes(),
        );
    }
    text
}

/// Catalog, font, page tree and pages; the first is object number `pages + 1`.
fn tree(pages: u32) -> Vec<String> {
    let (catalog, font, root) = (pages + 1, pages + 2, pages + 3);
    let nodes = pages.div_ceil(KIDS);
    let first_page = root + 1 + nodes;
    let references = |from: u32, count: u32| {
        let list: Vec<String> = (from..from + count).map(|n| format!("{n} 0 R")).collect();
        list.join(" ")
    };
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages {root} 0 R >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {pages} /Kids [{}] >>",
            references(root + 1, nodes)
        ),
    ];
    debug_assert_eq!(catalog + 1, font);
    for node in 0..nodes {
        let count = KIDS.min(pages - node * KIDS);
        let kids = references(first_page + node * KIDS, count);
        objects.push(format!(
            "<< /Type /Pages /Parent {root} 0 R /Count {count} /Kids [{kids}] >>"
        ));
    }
    for page in 0..pages {
        let parent = root + 1 + page / KIDS;
        objects.push(format!(
            "<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595.276 841.89] /Contents {} 0 R /Resources << /Font << /F1 {font} 0 R >> >> >>",
            page + 1
        ));
    }
    objects
}

/// Puts `objects` into object streams, whose numbers follow those of the objects.
fn pack<W: Write>(to: &mut Writer<'_, W>, objects: &[String]) -> io::Result<()> {
    let first = to.places.len();
    let mut streams = Vec::new();
    for (group, bodies) in objects.chunks(PACKED).enumerate() {
        let stream = u32::try_from(first + objects.len() + group + 1).map_err(io::Error::other)?;
        let (mut head, mut packed) = (String::new(), String::new());
        for (index, body) in (0..).zip(bodies) {
            let number = to.places.len() + 1;
            head.push_str(&format!("{number} {} ", packed.len()));
            packed.push_str(body);
            packed.push('\n');
            to.places.push(Place::In { stream, index });
        }
        let entries = format!(
            "/Type /ObjStm /N {} /First {} /Filter /FlateDecode",
            bodies.len(),
            head.len()
        );
        streams.push((entries, deflated((head + &packed).as_bytes())?));
    }
    streams
        .iter()
        .try_for_each(|(entries, bytes)| to.stream(entries, bytes))
}

fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn finish<W: Write>(to: &mut Writer<'_, W>, structure: Structure, root: u32) -> io::Result<()> {
    let start = to.written;
    let id = "/ID [<6b79736f2d62656e636865732d303031> <6b79736f2d62656e636865732d303031>]";
    if structure == Structure::Table {
        let size = to.places.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for place in &to.places {
            let Place::At(offset) = place else { continue };
            table.push_str(&format!("{offset:010} 00000 n \n"));
        }
        table.push_str(&format!(
            "trailer\n<< /Size {size} /Root {root} 0 R {id} >>\n"
        ));
        to.put(table.as_bytes())?;
    } else {
        let size = to.places.len() + 2;
        let mut rows = vec![0_u8; 8];
        for place in &to.places {
            row(&mut rows, place);
        }
        row(&mut rows, &Place::At(start));
        let entries = format!(
            "/Type /XRef /Size {size} /W [1 5 2] /Root {root} 0 R {id} /Filter /FlateDecode"
        );
        to.stream(&entries, &deflated(&rows)?)?;
    }
    to.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
}

fn row(rows: &mut Vec<u8>, place: &Place) {
    let (kind, second, third) = match *place {
        Place::At(offset) => (1, offset, 0),
        Place::In { stream, index } => (2, u64::from(stream), index),
    };
    rows.push(kind);
    rows.extend_from_slice(&second.to_be_bytes()[3..]);
    rows.extend_from_slice(&third.to_be_bytes()[2..]);
}

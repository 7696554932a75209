//! Text strings (§7.9.2.2): PDFDocEncoding, UTF-16BE or UTF-8, told apart by a byte order mark.

/// The characters that `bytes` stand for; what stands for none becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    // Printable ASCII stands for itself in PDFDocEncoding, and most names are nothing else.
    if bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return text.to_owned();
    }
    if let Some(utf16) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return from_utf16(utf16, u16::from_be_bytes);
    }
    // No standard allows little-endian, some producers write it.
    if let Some(utf16) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return from_utf16(utf16, u16::from_le_bytes);
    }
    if let Some(utf8) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    bytes.iter().map(|&byte| from_pdf_doc(byte)).collect()
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => unit([*high, *low]),
            _ => 0xFFFD,
        })
        .collect();
    String::from_utf16_lossy(&units)
}

/// `text` in PDFDocEncoding; `None` where it has a character that this encoding lacks.
pub fn to_pdf_doc(text: &str) -> Option<Vec<u8>> {
    text.chars().map(pdf_doc_byte).collect()
}

fn pdf_doc_byte(character: char) -> Option<u8> {
    let within = |table: &[char], first: u8| {
        let index = table.iter().position(|&known| known == character)?;
        first.checked_add(u8::try_from(index).ok()?)
    };
    match character {
        '\u{FFFD}' => None,
        '\0'..='\u{17}' | ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{FF}' => {
            u8::try_from(u32::from(character)).ok()
        }
        _ => within(&ACCENTS, 0x18).or_else(|| within(&UPPER, 0x80)),
    }
}

/// PDFDocEncoding (Annex D.3).
fn from_pdf_doc(byte: u8) -> char {
    let from = |table: &[char], first: u8| {
        let index = usize::from(byte.saturating_sub(first));
        table.get(index).copied().unwrap_or('\u{FFFD}')
    };
    match byte {
        0x18..=0x1F => from(&ACCENTS, 0x18),
        0x80..=0xA0 => from(&UPPER, 0x80),
        0x7F | 0xAD => '\u{FFFD}',
        _ => char::from(byte),
    }
}

/// PDFDocEncoding from 0x18 to 0x1F.
const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];

/// PDFDocEncoding from 0x80 to 0xA0; 0x9F is undefined.
const UPPER: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™',
    'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

#[cfg(test)]
mod tests {
    use super::{decode, to_pdf_doc};

    #[test]
    fn pdf_doc_encoding_there_and_back() {
        let undefined = [0x7F, 0x9F, 0xAD];
        let all: Vec<u8> = (0..=255).filter(|byte| !undefined.contains(byte)).collect();
        assert_eq!(to_pdf_doc(&decode(&all)).unwrap(), all);
        assert_eq!(to_pdf_doc("mật"), None);
    }

    #[test]
    fn each_encoding_is_told_by_its_mark() {
        assert_eq!(decode(b"Signature1"), "Signature1");
        assert_eq!(decode(b"\xFE\xFF\x1E\xA1\x00n"), "ạn");
        assert_eq!(decode(b"\xFF\xFE\xA1\x1En\x00"), "ạn");
        assert_eq!(decode("\u{FEFF}ạn".as_bytes()), "ạn");
        assert_eq!(decode(b"\x80\x9E\xA0\xE9\x18"), "•ž€é˘");
    }

    #[test]
    fn broken_text_is_no_panic() {
        assert_eq!(decode(b"\xFE\xFF\xD8\x00A"), "\u{FFFD}\u{FFFD}");
        assert_eq!(decode(b"\xFE\xFF"), "");
        assert_eq!(decode(b"\x9F\xAD\x7F"), "\u{FFFD}\u{FFFD}\u{FFFD}");
    }
}

//! Text strings (§7.9.2.2): PDFDocEncoding, UTF-16BE or UTF-8, told apart by a byte order mark.

/// The characters that `bytes` stand for; what stands for none becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
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

/// PDFDocEncoding (Annex D.3).
fn from_pdf_doc(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const UPPER: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
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

#[cfg(test)]
mod tests {
    use super::decode;

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

//! PEM (RFC 7468), read generously: any text around the blocks, lines of any length.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use zeroize::Zeroizing;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// One block. Its contents may be a key, so they are wiped.
pub(crate) struct Block {
    pub label: String,
    /// Whether header lines stand within, as OpenSSL's own key encryption has them (RFC 1421).
    pub has_headers: bool,
    /// The decoded bytes; `None` where they are no base64.
    pub contents: Option<Zeroizing<Vec<u8>>>,
}

/// All blocks, in order. A block without an end is left out.
pub(crate) fn blocks(bytes: &[u8]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(&[u8], Vec<&[u8]>)> = None;
    for line in bytes.split(|&byte| byte == b'\n' || byte == b'\r') {
        let line = line.trim_ascii();
        if let Some(label) = marked(line, b"-----BEGIN ") {
            open = Some((label, Vec::new()));
        } else if let Some(label) = marked(line, b"-----END ") {
            if let Some((begun, lines)) = open.take()
                && begun == label
            {
                blocks.push(block(label, &lines));
            }
        } else if let Some((_, lines)) = &mut open {
            lines.push(line);
        }
    }
    blocks
}

/// Whether any block begins in `bytes`.
pub(crate) fn is_pem(bytes: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN ";
    bytes.windows(BEGIN.len()).any(|window| window == BEGIN)
}

/// The label of a boundary line; text may stand before it, as byte order marks do.
fn marked<'a>(line: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = line.windows(mark.len()).position(|window| window == mark)?;
    let label = line.get(at.checked_add(mark.len())?..)?;
    label.strip_suffix(b"-----")
}

fn block(label: &[u8], lines: &[&[u8]]) -> Block {
    let has_headers = lines.iter().any(|line| line.contains(&b':'));
    // In one piece of memory: growing would leave copies of a key behind.
    let most = lines.iter().map(|line| line.len()).sum();
    let mut digits = Zeroizing::new(Vec::with_capacity(most));
    let bytes = lines.iter().flat_map(|line| line.iter().copied());
    digits.extend(bytes.filter(|byte| !byte.is_ascii_whitespace()));
    Block {
        label: String::from_utf8_lossy(label).into_owned(),
        has_headers,
        contents: BASE64.decode(&*digits).ok().map(Zeroizing::new),
    }
}

#[cfg(test)]
mod tests {
    use super::{blocks, is_pem};

    #[test]
    fn blocks_are_found_in_any_text() {
        let text = "\u{feff}-----BEGIN A-----\r\nAQI\r\n D\r\n-----END A-----\r\nBag Attributes\n\
                    -----BEGIN B-----\nx: y\n\n!!\n-----END B-----\n-----BEGIN C-----\nAQID\n";
        let found = blocks(text.as_bytes());
        assert_eq!(found.len(), 2, "a block without an end is none");
        assert_eq!(found[0].label, "A");
        assert_eq!(found[0].contents.as_ref().unwrap().as_slice(), [1, 2, 3]);
        assert!(found[1].has_headers && found[1].contents.is_none());
        assert!(is_pem(text.as_bytes()) && !is_pem(b"\x30\x03"));
    }

    #[test]
    fn labels_that_differ_close_nothing() {
        assert!(blocks(b"-----BEGIN A-----\nAQID\n-----END B-----\n").is_empty());
    }
}

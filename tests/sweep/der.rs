//! Just enough DER to say to which part of a CMS a byte belongs.

use std::ops::Range;

use super::map::Region;

/// An element: all of it, and its content.
struct Element {
    whole: Range<usize>,
    content: Range<usize>,
    tag: u8,
}

fn element(der: &[u8], at: usize) -> Element {
    let first = usize::from(der[at + 1]);
    let (header, length) = match first {
        0..=0x7F => (2, first),
        _ => {
            let digits = first & 0x7F;
            let bytes = &der[at + 2..at + 2 + digits];
            let length = bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            (2 + digits, length)
        }
    };
    let content = at + header..at + header + length;
    Element {
        whole: at..content.end,
        content,
        tag: der[at],
    }
}

fn children(der: &[u8], parent: &Element) -> Vec<Element> {
    let mut found = Vec::new();
    let mut at = parent.content.start;
    while at < parent.content.end {
        let child = element(der, at);
        at = child.whole.end;
        found.push(child);
    }
    found
}

/// The parts of a SignedData (RFC 5652 §5.1), inner ones behind outer ones.
pub fn regions(der: &[u8]) -> Vec<(Range<usize>, Region)> {
    let content_info = element(der, 0);
    let wrapper = &children(der, &content_info)[1];
    let signed_data = &children(der, wrapper)[0];
    let mut found = vec![(content_info.whole.clone(), Region::Shell)];
    let fields = children(der, signed_data);
    let signers = fields.last().unwrap();
    let info = children(der, &children(der, signers)[0]);
    let identifier = der[info[1].content.clone()].to_vec();
    for field in &fields[..fields.len() - 1] {
        match field.tag {
            0xA0 => {
                for certificate in children(der, field) {
                    let region = match names(der, &certificate) == identifier {
                        true => Region::SignerCertificate,
                        false => Region::OtherCertificate,
                    };
                    found.push((certificate.whole, region));
                }
            }
            0x30 => found.push((field.whole.clone(), Region::Content)),
            _ => {}
        }
    }
    for (index, part) in info.into_iter().enumerate() {
        let region = match (index, part.tag) {
            (0, _) => Region::Shell,
            (1, _) => Region::Identifier,
            (_, 0xA0) => Region::SignedAttributes,
            (_, 0xA1) => Region::UnsignedAttributes,
            (_, 0x04) => Region::SignatureValue,
            _ => Region::Algorithms,
        };
        found.push((part.whole, region));
    }
    found
}

/// Issuer and serial number as a SignerInfo has them.
fn names(der: &[u8], certificate: &Element) -> Vec<u8> {
    let fields = children(der, &children(der, certificate)[0]);
    let [serial, issuer] = [&fields[1], &fields[3]];
    [&der[issuer.whole.clone()], &der[serial.whole.clone()]].concat()
}

//! What each byte of a signed file is to its signatures.

use std::ops::Range;

use super::der;

/// A part of a CMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    SignedAttributes,
    SignatureValue,
    SignerCertificate,
    Identifier,
    Algorithms,
    OtherCertificate,
    UnsignedAttributes,
    /// The encapsulated content info.
    Content,
    /// Tags and lengths of what holds the others, versions, the list of digest algorithms.
    Shell,
    /// What follows the CMS up to `>`.
    Padding,
}

impl Region {
    /// Whether no change may leave the signature intact.
    pub fn is_protected(self) -> bool {
        matches!(
            self,
            Self::SignedAttributes
                | Self::SignatureValue
                | Self::SignerCertificate
                | Self::Identifier
                | Self::Algorithms
        )
    }
}

/// What a byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Signed by at least one signature.
    Signed,
    /// `<` or `>` of the last signature's `/Contents`.
    Delimiter,
    /// A hexadecimal digit of it.
    Digit(Region),
    /// Behind everything that is signed.
    Behind,
}

/// One signature: what it signs, and its CMS.
struct Signature {
    before: Range<usize>,
    behind: Range<usize>,
    regions: Vec<(Range<usize>, Region)>,
}

/// The signatures of a file.
pub struct Map {
    signatures: Vec<Signature>,
}

impl Map {
    /// Finds each `/ByteRange` by its text.
    pub fn of(pdf: &[u8]) -> Self {
        let text: String = pdf.iter().map(|byte| char::from(*byte)).collect();
        let mut signatures: Vec<_> = text
            .match_indices("/ByteRange")
            .map(|(at, _)| signature(pdf, &text[at..]))
            .collect();
        signatures.sort_by_key(|one| one.behind.end);
        Self { signatures }
    }

    pub fn count(&self) -> usize {
        self.signatures.len()
    }

    /// How many signatures do not cover the byte.
    pub fn without(&self, position: usize) -> usize {
        let covers =
            |one: &&Signature| one.before.contains(&position) || one.behind.contains(&position);
        self.count() - self.signatures.iter().filter(covers).count()
    }

    /// How many signatures end at or before `length`.
    pub fn ending_by(&self, length: usize) -> usize {
        let ends = |one: &&Signature| one.behind.end <= length;
        self.signatures.iter().filter(ends).count()
    }

    pub fn place(&self, position: usize) -> Place {
        if self.without(position) < self.count() {
            return Place::Signed;
        }
        let within = |one: &&Signature| (one.before.end..one.behind.start).contains(&position);
        let Some(one) = self.signatures.iter().find(within) else {
            return Place::Behind;
        };
        if position == one.before.end || position + 1 == one.behind.start {
            return Place::Delimiter;
        }
        let byte = (position - one.before.end - 1) / 2;
        let regions = one.regions.iter().rev();
        let mut holding = regions.filter(|(range, _)| range.contains(&byte));
        let region = holding
            .next()
            .map_or(Region::Padding, |(_, region)| *region);
        Place::Digit(region)
    }
}

fn signature(pdf: &[u8], text: &str) -> Signature {
    let (open, close) = (text.find('[').unwrap(), text.find(']').unwrap());
    let numbers = text[open + 1..close].split_whitespace();
    let numbers: Vec<usize> = numbers.map(|number| number.parse().unwrap()).collect();
    let [start, before, behind, rest] = numbers.try_into().unwrap();
    let digits = &pdf[start + before + 1..behind - 1];
    let nibble = |digit: u8| char::from(digit).to_digit(16).unwrap() as u8;
    let cms: Vec<u8> = digits
        .chunks(2)
        .map(|pair| nibble(pair[0]) << 4 | nibble(pair[1]))
        .collect();
    Signature {
        before: start..start + before,
        behind: behind..behind + rest,
        regions: der::regions(&cms),
    }
}

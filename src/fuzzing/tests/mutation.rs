//! Mutations that are the same each time.

/// Words that change what a reader does next.
const WORDS: [&[u8]; 30] = [
    b"<<",
    b">>",
    b"[",
    b"]",
    b"null ",
    b" 0 R ",
    b"1 0 obj ",
    b"endobj ",
    b"stream\n",
    b"\nendstream ",
    b"startxref ",
    b"trailer",
    b"xref\n",
    b"/Length ",
    b"/Filter /FlateDecode ",
    b"/Type /ObjStm ",
    b"/Prev ",
    b"/XRefStm ",
    b"/Kids ",
    b"/Parent ",
    b"/Contents ",
    b"/ByteRange ",
    b"/Encrypt ",
    b"/Root ",
    b"/W [1 8 8] ",
    b"/Index ",
    b"\x30\x80",
    b"\x30\x84\xff\xff\xff\xff",
    b"\x24\x80",
    b"\x00\x00",
];

/// Numbers at which arithmetic ends.
const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "1",
    "65535",
    "65536",
    "2147483647",
    "2147483648",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "0.00000000000001",
    "99999999999999999999999999",
];

/// Numbers that look random (Knuth's MMIX generator).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }
}

/// Changes `seed` in one to four places; `other` lends pieces.
pub fn mutant(seed: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let length = random.below(48).min(bytes.len() - at);
        match random.below(9) {
            0 | 1 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..at + length)),
            3 => bytes.truncate(bytes.len() - length),
            4 => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            5 => {
                let from = random.below(other.len());
                let length = random.below(200).min(other.len() - from);
                bytes.splice(at..at, other[from..from + length].to_vec());
            }
            6 => replace_number(&mut bytes, at, random),
            7 => {
                let word = WORDS[random.below(WORDS.len())];
                let end = at + word.len().min(bytes.len() - at) * random.below(2);
                bytes.splice(at..end, word.to_vec());
            }
            _ => {
                let number = NUMBERS[random.below(NUMBERS.len())];
                bytes.splice(at..at, number.bytes());
            }
        }
    }
    bytes
}

/// Puts an extreme number in the place of the first one behind `at`.
fn replace_number(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let Some(start) = bytes[at..].iter().position(digit) else {
        return;
    };
    let start = at + start;
    let length = bytes[start..].iter().take_while(|byte| digit(byte)).count();
    let number = NUMBERS[random.below(NUMBERS.len())];
    bytes.splice(start..start + length, number.bytes());
}

//! Finds words that are not Vietnamese in what is told in Vietnamese.
//!
//! A Vietnamese word is a syllable: an initial consonant or none, and one of some hundred and
//! sixty rhymes; one that ends in c, ch, p or t bears one of two tones. Hardly an English word is
//! such a syllable, and no English sentence consists of them.

use unicode_normalization::UnicodeNormalization;

/// Words that are the same in every language.
const SHARED: [&str; 12] = [
    "adbe", "bit", "byte", "kyso", "lopdf", "obj", "pdf", "token", "unicode", "windows", "word",
    "zlib",
];

/// Of RFC 2634; its successor has a number in its name.
const ATTRIBUTE: &str = "signing-certificate";

/// Commands of the program, as sentences name them.
const COMMANDS: [&str; 12] = [
    "agency", "ca", "cert", "csr", "demo", "inspect", "leader", "pki", "root", "show", "sign",
    "verify",
];

/// English words that are Vietnamese syllables as well, of which our texts use none.
const ENGLISH: [&str; 7] = ["be", "by", "he", "my", "the", "them", "then"];

/// The words of `text` that are neither Vietnamese nor a name.
///
/// A name is what stands in quotation marks or behind an option, what has a sign in it that words
/// have not (`/Contents`, `a.pdf`, `CN=…`), and what is written in capitals (`CMS`, `TSTInfo`).
pub fn foreign(text: &str) -> Vec<String> {
    let text = unquoted(&text.nfc().collect::<String>());
    let mut found = Vec::new();
    let mut before = "";
    for word in text.split_whitespace() {
        if !before.starts_with("--") && !is_name(word) {
            let parts = bare(word).split(['-', '’', '\'', '–', '…']);
            let foreign = parts.filter(|part| !is_known(part));
            found.extend(foreign.map(str::to_owned));
        }
        before = word;
    }
    found
}

/// Without what stands between quotation marks.
fn unquoted(text: &str) -> String {
    let mut left = String::new();
    let mut closing = None;
    for c in text.chars() {
        match (closing, c) {
            (Some(end), c) if c == end => closing = None,
            (Some(_), _) => {}
            (None, '“') => closing = Some('”'),
            (None, '`') => closing = Some('`'),
            (None, c) => left.push(c),
        }
    }
    left
}

/// Without punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_name(word: &str) -> bool {
    let has_sign = |c: char| c.is_ascii_digit() || "/\\=@_.:".contains(c);
    bare(word).contains(has_sign)
        || word
            .trim_start_matches('(')
            .starts_with(['/', '-', '<', '[', '.'])
        || bare(word).chars().skip(1).any(char::is_uppercase)
        || bare(word) == ATTRIBUTE
}

fn is_known(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_listed = |list: &[&str]| list.contains(&word.as_str());
    word.chars().count() < 2
        || is_listed(&SHARED)
        || is_listed(&COMMANDS)
        || (!is_listed(&ENGLISH) && is_syllable(&word))
}

const INITIALS: [&str; 29] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x", "",
];

/// Without their tones.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp \
    ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm \
    iên iêng iêp iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt \
    oc oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uâc uân \
    uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên uyêt uynh uyt uyu uôc uôi \
    uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng \
    yêt yêu";

/// The marks of tones: grave, acute, tilde, hook, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
/// The two that a syllable ending in c, ch, p or t has.
const STOPPED: [char; 2] = ['\u{301}', '\u{323}'];

fn is_syllable(word: &str) -> bool {
    let tone = word.nfd().find(|c| TONES.contains(c));
    let toneless: String = word.nfd().filter(|c| !TONES.contains(c)).nfc().collect();
    let is_stopped = toneless.ends_with(['c', 'p', 't']) || toneless.ends_with("ch");
    let has_its_tone = !is_stopped || tone.is_some_and(|tone| STOPPED.contains(&tone));
    let mut initials = INITIALS.iter();
    let is_built = initials.any(|initial| {
        let rhyme = toneless.strip_prefix(initial);
        rhyme.is_some_and(|rhyme| RHYMES.split_whitespace().any(|known| known == rhyme))
    });
    has_its_tone && is_built
}

//! Filters and encryption under made-up and mutated input: no panic, and nothing beyond the limit.

use std::io::Write as _;

use super::mutation::{Random, mutant};
use crate::{
    Limit, Limits,
    pdf::{
        ObjectId, ReadError,
        crypt::Encryption,
        filter::{self, Filter, FilterError, Predictor, direct_only},
        lexer::Lexer,
        parser,
    },
};

const SMALL: u64 = 5000;

fn small() -> Limits {
    Limits {
        decoded_stream: SMALL,
        ..Limits::default()
    }
}

fn bytes(random: &mut Random, most: usize) -> Vec<u8> {
    let length = random.below(most + 1);
    (0..length).map(|_| random.below(256) as u8).collect()
}

fn predictor(random: &mut Random) -> Predictor {
    loop {
        let kind = [1, 2, 10, 15][random.below(4)];
        let bits = [1, 2, 4, 8, 16][random.below(5)];
        let (colors, columns) = (1 + random.below(6), 1 + random.below(40));
        if let Ok(predictor) = Predictor::new(kind, colors as i64, bits, columns as i64) {
            return predictor;
        }
    }
}

fn any_filter(random: &mut Random) -> Filter {
    match random.below(7) {
        0 => Filter::AsciiHex,
        1 => Filter::Ascii85,
        2 => Filter::RunLength,
        3 => Filter::Crypt {
            name: b"Identity".as_slice().into(),
        },
        4 => Filter::Flate {
            predictor: predictor(random),
        },
        _ => Filter::Lzw {
            predictor: predictor(random),
            early_change: random.below(2) == 0,
        },
    }
}

/// Data as an encoder writes it for the first filter, so that mutants get far.
fn encoded(filter: &Filter, data: &[u8]) -> Vec<u8> {
    match filter {
        Filter::AsciiHex => {
            let digits: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
            (digits + ">").into_bytes()
        }
        Filter::RunLength => {
            let pieces = data.chunks(128);
            let coded = pieces.flat_map(|piece| [&[piece.len() as u8 - 1], piece].concat());
            coded.chain([128]).collect()
        }
        Filter::Flate { .. } => {
            let level = flate2::Compression::fast();
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), level);
            encoder.write_all(data).unwrap();
            encoder.finish().unwrap()
        }
        Filter::Lzw { early_change, .. } => {
            use weezl::{BitOrder::Msb, encode::Encoder};
            let mut encoder = match early_change {
                true => Encoder::with_tiff_size_switch(Msb, 8),
                false => Encoder::new(Msb, 8),
            };
            encoder.encode(data).unwrap()
        }
        _ => data.to_vec(),
    }
}

/// Decodes; whatever comes of it, the limit holds.
fn within_limit(chain: &[Filter], data: &[u8]) {
    match filter::decode(chain, data, &small()) {
        Ok(decoded) => {
            let undone = chain
                .iter()
                .any(|filter| !matches!(filter, Filter::Crypt { .. }));
            assert!(!undone || decoded.data.len() as u64 <= SMALL);
            assert!(decoded.flaws.len() <= 2 * chain.len());
        }
        Err(FilterError::Limit(exceeded)) => assert_eq!(exceeded.limit, Limit::DecodedStream),
        Err(FilterError::Damaged { .. }) => {}
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn made_up_and_mutated_data() {
    let mut random = Random(1);
    for _ in 0..6000 {
        let chain: Vec<_> = (0..1 + random.below(3))
            .map(|_| any_filter(&mut random))
            .collect();
        within_limit(&chain, &bytes(&mut random, 300));
        let sound = encoded(&chain[0], &bytes(&mut random, 300));
        within_limit(&chain, &sound);
        if !sound.is_empty() {
            within_limit(&chain, &mutant(&sound, &mut random));
        }
    }
}

#[test]
fn what_was_encoded_is_decoded_and_what_is_cut_off_begins_alike() {
    let mut random = Random(2);
    let limits = Limits::default();
    let predictor = Predictor::new(1, 1, 8, 1).unwrap();
    for round in 0..400 {
        let filter = match round % 5 {
            0 => Filter::AsciiHex,
            1 => Filter::RunLength,
            2 => Filter::Flate { predictor },
            _ => Filter::Lzw {
                predictor,
                early_change: round % 5 == 3,
            },
        };
        let data = bytes(&mut random, 3000);
        let sound = encoded(&filter, &data);
        let whole = filter::decode(std::slice::from_ref(&filter), &sound, &limits).unwrap();
        assert_eq!((&whole.data, whole.flaws.len()), (&data, 0));
        let cut = &sound[..random.below(sound.len())];
        if let Ok(begun) = filter::decode(&[filter], cut, &limits) {
            // An odd hexadecimal digit stands for a byte that ends in 0.
            let sure = begun.data.len().saturating_sub(1);
            assert!(data.starts_with(&begun.data[..sure]));
            assert!(!begun.flaws.is_empty() || begun.data == data);
        }
    }
}

#[test]
fn a_chain_of_bombs_costs_the_limit_each() {
    let filter = || Filter::Flate {
        predictor: Predictor::new(1, 1, 8, 1).unwrap(),
    };
    let mut bomb = vec![0; 4000];
    for _ in 0..3 {
        bomb = encoded(&filter(), &bomb);
    }
    let chain = [filter(), filter(), filter()];
    assert_eq!(
        filter::decode(&chain, &bomb, &small()).unwrap().data.len(),
        4000
    );
    let outer = encoded(&filter(), &encoded(&filter(), &vec![0; 6000]));
    let past = FilterError::Limit(small().exceeded(Limit::DecodedStream));
    assert_eq!(filter::decode(&chain[..2], &outer, &small()), Err(past));
}

/// An encryption dictionary, mutated as text and read again.
#[test]
fn mutated_encryption_dictionaries() {
    let mut random = Random(3);
    let id = ObjectId {
        number: 7,
        generation: 0,
    };
    let seeds = [
        "<</Filter/Standard/V 1/R 2/O<%32>/U<%32>/P -4>>",
        "<</Filter/Standard/V 2/R 3/Length 128/O<%32>/U<%32>/P -1028>>",
        "<</Filter/Standard/V 4/R 4/Length 128/O<%32>/U<%32>/P -4/CF<</StdCF<</CFM/AESV2/Length 16>>>>\
         /StmF/StdCF/StrF/StdCF/EncryptMetadata false>>",
        "<</Filter/Standard/V 5/R 5/O<%48>/U<%48>/OE<%32>/UE<%32>/Perms<%16>/P -4/CF<</StdCF\
         <</CFM/AESV3>>>>/StmF/StdCF/StrF/StdCF>>",
    ];
    for round in 0..4000 {
        let mut text = seeds[round % seeds.len()].to_owned();
        for length in [16, 32, 48] {
            let digits = format!("{:02x}", random.below(256)).repeat(length);
            text = text.replace(&format!("%{length}"), &digits);
        }
        let text = mutant(text.as_bytes(), &mut random);
        let Ok(object) = parser::object(&mut Lexer::new(&text, true), 20) else {
            continue;
        };
        let Some(dictionary) = object.as_dictionary() else {
            continue;
        };
        match Encryption::open(dictionary, &direct_only, b"id", Some("x")) {
            Ok(opened) => drop(opened.decrypt_string(id, &text)),
            Err(
                ReadError::WrongPassword
                | ReadError::UnsupportedEncryption { .. }
                | ReadError::Damaged { .. },
            ) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

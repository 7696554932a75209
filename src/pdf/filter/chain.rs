//! Which filters a stream's dictionary names, with which parameters (ISO 32000-2 §7.3.8.2).

use super::{FilterError, Predictor};
use crate::{
    Limit, Limits,
    pdf::{Dictionary, Object, ReadError, Resolved, Value},
    text::Term,
};

/// One filter of ISO 32000-2 Table 6, with what its parameters say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    AsciiHex,
    Ascii85,
    Lzw {
        predictor: Predictor,
        /// Whether code lengths grow one code early (Table 8: the default).
        early_change: bool,
    },
    Flate {
        predictor: Predictor,
    },
    RunLength,
    /// Undone by `crypt` before; the name of the crypt filter (Table 14; `Identity` by default).
    Crypt {
        name: Box<[u8]>,
    },
    /// `CCITTFaxDecode`, `JBIG2Decode`, `DCTDecode`, `JPXDecode`: left encoded.
    Picture(&'static str),
}

/// Follows a reference to its value; `None` where there is no object. `View::resolve`, or
/// [`direct_only`] where nothing can be resolved yet.
pub type Resolve<'r> = &'r dyn for<'o> Fn(&'o Object) -> Result<Option<Resolved<'o>>, ReadError>;

/// Takes every value as it stands: for cross-reference streams, in which a reference cannot be
/// followed (§7.5.8.2).
pub fn direct_only(object: &Object) -> Result<Option<Resolved<'_>>, ReadError> {
    Ok(Some(Resolved::Direct(object)))
}

/// The filters of the stream with this dictionary, in the order in which they are undone.
///
/// # Errors
/// [`FilterError::Damaged`] for a filter that the standard does not name and for parameters of
/// the wrong type or out of bounds; [`FilterError::Limit`] with `filters`; what `resolve` returns.
///
/// Source: ISO 32000-2 §7.3.8.2, §7.4; the short names are those of Table 92, which readers also
/// take in streams.
pub fn read(
    dictionary: &Dictionary,
    resolve: Resolve<'_>,
    limits: &Limits,
) -> Result<Vec<Filter>, FilterError> {
    let Some(named) = value(dictionary, b"Filter", resolve)? else {
        return Ok(Vec::new());
    };
    let parameters = match value(dictionary, b"DecodeParms", resolve)? {
        Some(parameters) => Some(parameters),
        // Readers take the old short key as well.
        None => value(dictionary, b"DP", resolve)?,
    };
    match &named.value {
        Value::Name(name) => {
            let alone = match parameters.as_deref().map(|object| &object.value) {
                Some(Value::Array(items)) => items.first(),
                Some(_) => parameters.as_deref(),
                None => None,
            };
            Ok(vec![one(name, alone, resolve)?])
        }
        Value::Array(names) => {
            if names.len() > usize::try_from(limits.filters).unwrap_or(usize::MAX) {
                return Err(limits.exceeded(Limit::Filters).into());
            }
            let each = names.iter().enumerate().map(|(index, name)| {
                let name = followed(name, resolve)?;
                let name = name.as_deref().and_then(Object::as_name);
                let own = match parameters.as_deref().map(|object| &object.value) {
                    Some(Value::Array(items)) => items.get(index),
                    // One dictionary for an array of one filter is met in the wild.
                    Some(_) if names.len() == 1 => parameters.as_deref(),
                    _ => None,
                };
                one(name.ok_or(NOT_A_NAME)?, own, resolve)
            });
            each.collect()
        }
        _ => Err(NOT_A_NAME),
    }
}

/// The name of the crypt filter that the stream itself chooses (§7.4.10), if it does. Only the
/// first filter counts: data could not be decrypted later.
///
/// # Errors
/// As [`read`].
pub fn crypt_filter(
    dictionary: &Dictionary,
    resolve: Resolve<'_>,
    limits: &Limits,
) -> Result<Option<Box<[u8]>>, FilterError> {
    let first = read(dictionary, resolve, limits)?.into_iter().next();
    Ok(match first {
        Some(Filter::Crypt { name }) => Some(name),
        _ => None,
    })
}

fn one(
    name: &[u8],
    parameters: Option<&Object>,
    resolve: Resolve<'_>,
) -> Result<Filter, FilterError> {
    let parameters = match parameters {
        Some(object) => followed(object, resolve)?,
        None => None,
    };
    let parameters = match parameters.as_deref().map(|object| &object.value) {
        None | Some(Value::Null) => &Dictionary::default(),
        Some(Value::Dictionary(dictionary)) => dictionary,
        Some(_) => {
            return Err(FilterError::Damaged {
                expected: Term::DICTIONARY_OF_FILTER_PARAMETERS,
            });
        }
    };
    Ok(match name {
        b"ASCIIHexDecode" | b"AHx" => Filter::AsciiHex,
        b"ASCII85Decode" | b"A85" => Filter::Ascii85,
        b"LZWDecode" | b"LZW" => Filter::Lzw {
            predictor: predictor(parameters, resolve)?,
            early_change: number(parameters, b"EarlyChange", 1, resolve)? != 0,
        },
        b"FlateDecode" | b"Fl" => Filter::Flate {
            predictor: predictor(parameters, resolve)?,
        },
        b"RunLengthDecode" | b"RL" => Filter::RunLength,
        b"Crypt" => Filter::Crypt {
            name: crypt_name(parameters, resolve)?,
        },
        b"CCITTFaxDecode" | b"CCF" => Filter::Picture("CCITTFaxDecode"),
        b"JBIG2Decode" => Filter::Picture("JBIG2Decode"),
        b"DCTDecode" | b"DCT" => Filter::Picture("DCTDecode"),
        b"JPXDecode" => Filter::Picture("JPXDecode"),
        _ => {
            return Err(FilterError::Damaged {
                expected: Term::KNOWN_FILTER,
            });
        }
    })
}

fn predictor(parameters: &Dictionary, resolve: Resolve<'_>) -> Result<Predictor, FilterError> {
    Predictor::new(
        number(parameters, b"Predictor", 1, resolve)?,
        number(parameters, b"Colors", 1, resolve)?,
        number(parameters, b"BitsPerComponent", 8, resolve)?,
        number(parameters, b"Columns", 1, resolve)?,
    )
}

fn crypt_name(parameters: &Dictionary, resolve: Resolve<'_>) -> Result<Box<[u8]>, FilterError> {
    match value(parameters, b"Name", resolve)? {
        None => Ok(b"Identity".as_slice().into()),
        Some(object) => object.as_name().map(Into::into).ok_or(NOT_A_NAME),
    }
}

fn number(
    parameters: &Dictionary,
    key: &[u8],
    default: i64,
    resolve: Resolve<'_>,
) -> Result<i64, FilterError> {
    match value(parameters, key, resolve)? {
        None => Ok(default),
        Some(object) => object.as_integer().ok_or(FilterError::Damaged {
            expected: Term::INTEGER_AS_FILTER_PARAMETER,
        }),
    }
}

fn value<'o>(
    dictionary: &'o Dictionary,
    key: &[u8],
    resolve: Resolve<'_>,
) -> Result<Option<Resolved<'o>>, FilterError> {
    match dictionary.get(key) {
        Some(object) => followed(object, resolve),
        None => Ok(None),
    }
}

fn followed<'o>(
    object: &'o Object,
    resolve: Resolve<'_>,
) -> Result<Option<Resolved<'o>>, FilterError> {
    let found = resolve(object).map_err(|error| FilterError::Unreadable(Box::new(error)))?;
    Ok(found.filter(|object| object.value != Value::Null))
}

const NOT_A_NAME: FilterError = FilterError::Damaged {
    expected: Term::NAME_OF_A_FILTER,
};

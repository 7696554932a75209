//! Whether a document was signed last by this signer with these options, and is whole: what a
//! second run of a batch need not do again.

use std::ops::ControlFlow;

use super::{
    Lock, SignError, SignOptions, dictionary,
    form::{Form, Node},
    perform::open,
};
use crate::{
    Source,
    cms::SignedData,
    crypto::{DigestAlgorithm, Hasher},
    identity::Signer,
    pdf::{Dictionary, Document, Object, ReadError, Value, each_piece, update::Located},
};

/// Entries that differ from one signature to the next whatever the options are.
const OF_THE_MOMENT: [&[u8]; 3] = [b"M", b"ByteRange", b"Contents"];

/// Whether the last signature of `source` covers it to its end, says what `options` would have
/// `signer` say (but for the moment), is by its certificate with the same algorithms, and fits.
pub(crate) fn made_by(
    source: &dyn Source,
    signer: &dyn Signer,
    options: &SignOptions,
) -> Result<bool, SignError> {
    let document = open(source, options)?;
    let form = Form::read(document.latest())?;
    let Some(last) = last(&document, &form)? else {
        return Ok(false);
    };
    Ok(fits_choice(&last.field.name, options)
        && says_the_same(&document, &form, &last, signer, options)?
        && is_by(&document, &last, signer, options)?)
}

/// The last signature of a document.
struct Last<'f> {
    field: &'f Node,
    dictionary: Located,
    range: [u64; 4],
}

/// The signature whose byte range ends where the file does.
fn last<'f>(document: &Document<'_>, form: &'f Form) -> Result<Option<Last<'f>>, ReadError> {
    for (field, dictionary) in form.signatures() {
        let dictionary = dictionary.read(document.latest())?;
        if let Some(range) = byte_range(document, &dictionary)? {
            return Ok(Some(Last {
                field,
                dictionary,
                range,
            }));
        }
    }
    Ok(None)
}

fn byte_range(document: &Document<'_>, signature: &Located) -> Result<Option<[u64; 4]>, ReadError> {
    let Some(range) = signature.entry(document.latest(), b"ByteRange")? else {
        return Ok(None);
    };
    let numbers: Vec<u64> = range
        .items()
        .unwrap_or_default()
        .iter()
        .filter_map(|item| u64::try_from(item.as_integer()?).ok())
        .collect();
    let Ok([0, gap, behind, len]) = <[u64; 4]>::try_from(numbers) else {
        return Ok(None);
    };
    let reaches_end = behind.checked_add(len) == Some(document.source().len());
    Ok((gap < behind && reaches_end).then_some([0, gap, behind, len]))
}

fn fits_choice(field: &str, options: &SignOptions) -> bool {
    use super::FieldChoice as Choice;
    match &options.field {
        Choice::Named(name) | Choice::Existing(Some(name)) => name == field,
        Choice::New | Choice::Existing(None) => true,
    }
}

/// Compares the dictionary with the one that would be written now.
fn says_the_same(
    document: &Document<'_>,
    form: &Form,
    last: &Last<'_>,
    signer: &dyn Signer,
    options: &SignOptions,
) -> Result<bool, ReadError> {
    let view = document.latest();
    let lock = match last.field.place.entry(view, b"Lock")? {
        Some(lock) => Lock::read(view, &lock)?,
        None => None,
    };
    if options.lock.is_some() && options.lock != lock {
        return Ok(false);
    }
    let catalog = form.catalog.holder.id;
    let wanted = dictionary::entries(options, signer.certificate(), lock.as_ref(), catalog);
    Ok(match (&wanted, last.dictionary.dictionary()) {
        (Value::Dictionary(wanted), Some(written)) => same_dictionary(wanted, written),
        _ => false,
    })
}

fn same_dictionary(wanted: &Dictionary, written: &Dictionary) -> bool {
    let lasting = |entry: &&crate::pdf::Entry| !OF_THE_MOMENT.contains(&&*entry.key);
    let count = |dictionary: &Dictionary| dictionary.entries.iter().filter(lasting).count();
    count(wanted) == count(written)
        && wanted.entries.iter().filter(lasting).all(|entry| {
            let other = written.get(&entry.key);
            other.is_some_and(|other| same(&entry.value, other))
        })
}

/// The same value, wherever it stands. What is wanted is a few levels deep.
fn same(wanted: &Object, written: &Object) -> bool {
    match (&wanted.value, &written.value) {
        (Value::Array(wanted), Value::Array(written)) => {
            wanted.len() == written.len()
                && wanted
                    .iter()
                    .zip(written)
                    .all(|(one, other)| same(one, other))
        }
        (Value::Dictionary(wanted), Value::Dictionary(written)) => same_dictionary(wanted, written),
        (wanted, written) => wanted == written,
    }
}

/// Whether the CMS is by the signer's key with the algorithms that it would use now, and fits.
fn is_by(
    document: &Document<'_>,
    last: &Last<'_>,
    signer: &dyn Signer,
    options: &SignOptions,
) -> Result<bool, ReadError> {
    let Some(contents) = last.dictionary.entry(document.latest(), b"Contents")? else {
        return Ok(false);
    };
    let Some(contents) = contents.object().as_string() else {
        return Ok(false);
    };
    let [_, gap, behind, _] = last.range;
    let hexadecimal = (contents.len() as u64).saturating_mul(2).saturating_add(2);
    if gap.checked_add(hexadecimal) != Some(behind) {
        return Ok(false);
    }
    let Ok(cms) = SignedData::parse(contents, document.limits()) else {
        return Ok(false);
    };
    let scheme = options.scheme.unwrap_or_else(|| signer.default_scheme());
    let [only] = cms.signers.as_slice() else {
        return Ok(false);
    };
    if only.digest_algorithm != Some(scheme.digest())
        || only.signature_algorithm != scheme.identifier()
    {
        return Ok(false);
    }
    let digest = digest(document.source(), last.range, scheme.digest())?;
    let check = cms.check(&mut |algorithm| digest.clone().filter(|_| algorithm == scheme.digest()));
    let by = check
        .certificate
        .and_then(|index| cms.certificates.get(index));
    Ok(check.holds() && by.is_some_and(|by| by.der() == signer.certificate().der()))
}

/// `None` where this build cannot compute it.
fn digest(
    source: &dyn Source,
    [start, gap, behind, len]: [u64; 4],
    algorithm: DigestAlgorithm,
) -> Result<Option<Vec<u8>>, ReadError> {
    let Some(mut hasher) = Hasher::start(algorithm) else {
        return Ok(None);
    };
    for range in [start..gap, behind..behind.saturating_add(len)] {
        let _: ControlFlow<()> = each_piece(source, range, |piece| {
            hasher.update(piece);
            ControlFlow::Continue(())
        })?;
    }
    Ok(Some(hasher.finish()))
}

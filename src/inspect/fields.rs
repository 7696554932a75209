//! Signature fields and what they hold.

use std::collections::HashMap;

use crate::{
    Limit,
    cms::SignedData,
    pdf::{Object, ReadError, Value, View, text_string, update::Located},
    sign::{Form, FormNode, Lock},
    text::{Phrase, Term},
    x509,
};

/// A signature field of the form.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignatureField {
    /// Fully qualified.
    pub name: String,
    /// The object that it is, or stands in.
    pub object: String,
    /// Number of the page that shows it, from 1; `None` where no page does.
    pub page: Option<u64>,
    /// Left, bottom, right, top in the page's units, where its widget has four numbers.
    pub rectangle: Option<[f64; 4]>,
    /// What its signature will lock.
    pub lock: Option<FieldLock>,
    /// `None` where the field is empty.
    pub signature: Option<SignatureFacts>,
}

/// `/Lock` (ISO 32000-2 §12.7.5.5).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FieldLock {
    /// `All`, `Include` or `Exclude`.
    pub action: &'static str,
    /// The fields that the action names.
    pub fields: Vec<String>,
}

/// A signature dictionary, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SignatureFacts {
    /// The object that the dictionary is, or stands in.
    pub object: String,
    /// `/SubFilter`
    pub sub_filter: Option<String>,
    /// `/ByteRange`, whatever numbers it has.
    pub byte_range: Vec<i64>,
    /// Bytes of `/Contents`, padding included.
    pub contents_bytes: usize,
    /// `/M` as written.
    pub claimed_time: Option<String>,
    /// Subjects of the certificates in it, in the order of the CMS.
    pub certificates: Vec<String>,
    /// Why its certificates cannot be shown.
    pub unreadable: Option<Phrase>,
}

/// The signature fields of the latest form.
pub fn all(view: View<'_>) -> Result<Vec<SignatureField>, ReadError> {
    let form = Form::read(view)?;
    let fields: Vec<_> = form
        .nodes
        .iter()
        .filter(|node| node.is_signature_field())
        .collect();
    let limits = view.document().limits();
    if fields.len() > usize::try_from(limits.signatures).unwrap_or(usize::MAX) {
        return Err(limits.exceeded(Limit::Signatures).into());
    }
    let pages = match fields.is_empty() {
        true => HashMap::new(),
        false => pages_of_annotations(view)?,
    };
    fields
        .into_iter()
        .map(|field| one(view, field, &pages))
        .collect()
}

/// The page of each annotation, by object number.
fn pages_of_annotations(view: View<'_>) -> Result<HashMap<u32, u64>, ReadError> {
    let mut found = HashMap::new();
    for (page, number) in view.pages()?.zip(1_u64..) {
        let page = Located::whole(page?);
        let Some(annotations) = page.entry(view, b"Annots")? else {
            continue;
        };
        for annotation in annotations.items().unwrap_or_default() {
            if let Some(id) = annotation.as_reference() {
                found.entry(id.number).or_insert(number);
            }
        }
    }
    Ok(found)
}

fn one(
    view: View<'_>,
    field: &FormNode,
    pages: &HashMap<u32, u64>,
) -> Result<SignatureField, ReadError> {
    let widget = field.widgets().next().unwrap_or(&field.place);
    let rectangle = match widget.entry(view, b"Rect")? {
        Some(rectangle) => four_numbers(view, &rectangle)?,
        None => None,
    };
    let lock = match field.place.entry(view, b"Lock")? {
        Some(lock) => Lock::read(view, &lock)?.map(|lock| field_lock(&lock)),
        None => None,
    };
    let value = field.value.as_ref().map(|value| value.read(view));
    let value = value
        .transpose()?
        .filter(|value| value.dictionary().is_some());
    let signature = value.map(|signature| facts(view, &signature)).transpose()?;
    Ok(SignatureField {
        name: field.name.clone(),
        object: field.place.holder().to_string(),
        page: pages.get(&widget.holder().number).copied(),
        rectangle,
        lock,
        signature,
    })
}

fn four_numbers(view: View<'_>, array: &Located) -> Result<Option<[f64; 4]>, ReadError> {
    let items = array.items().unwrap_or_default();
    let mut numbers = Vec::with_capacity(4);
    for item in items.iter().take(5) {
        let number = array
            .part(view, item)?
            .and_then(|item| number(item.object()));
        numbers.extend(number);
    }
    Ok(numbers.try_into().ok())
}

fn number(object: &Object) -> Option<f64> {
    match &object.value {
        Value::Integer(number) => i32::try_from(*number).ok().map(f64::from),
        Value::Real(digits) => std::str::from_utf8(digits).ok()?.parse().ok(),
        _ => None,
    }
}

fn field_lock(lock: &Lock) -> FieldLock {
    let (action, fields) = match lock {
        Lock::All => ("All", Vec::new()),
        Lock::Include(names) => ("Include", names.clone()),
        Lock::Exclude(names) => ("Exclude", names.clone()),
    };
    FieldLock { action, fields }
}

fn facts(view: View<'_>, signature: &Located) -> Result<SignatureFacts, ReadError> {
    let mut byte_range = Vec::new();
    if let Some(range) = signature.entry(view, b"ByteRange")? {
        for item in range.items().unwrap_or_default() {
            let item = range.part(view, item)?;
            byte_range.extend(item.and_then(|item| item.object().as_integer()));
        }
    }
    let text = |key: &[u8]| -> Result<Option<Vec<u8>>, ReadError> {
        let value = signature.entry(view, key)?;
        Ok(value.and_then(|value| value.object().as_string().map(<[u8]>::to_vec)))
    };
    let contents = text(b"Contents")?.unwrap_or_default();
    let sub_filter = signature.entry(view, b"SubFilter")?;
    let sub_filter = sub_filter.and_then(|name| name.object().as_name().map(<[u8]>::to_vec));
    let certificates = match sub_filter.as_deref() {
        Some(b"adbe.x509.rsa_sha1") => text(b"Cert")?.map_or_else(
            || Err(Term::NO_CERT.into()),
            |certificate| in_certificate_entry(&certificate),
        ),
        _ => in_cms(view, &contents),
    };
    Ok(SignatureFacts {
        object: signature.holder.id.to_string(),
        sub_filter: sub_filter.map(|name| String::from_utf8_lossy(&name).into_owned()),
        byte_range,
        contents_bytes: contents.len(),
        claimed_time: text(b"M")?.map(|time| text_string::decode(&time)),
        unreadable: certificates.as_ref().err().cloned(),
        certificates: certificates.unwrap_or_default(),
    })
}

fn in_cms(view: View<'_>, contents: &[u8]) -> Result<Vec<String>, Phrase> {
    let cms = SignedData::parse(contents, view.document().limits());
    let cms = cms.map_err(|error| error.phrase())?;
    Ok(cms
        .certificates
        .iter()
        .map(|one| one.subject().to_string())
        .collect())
}

/// `/Cert` of a signature without CMS: one certificate, or the first of an array (§12.8.1).
fn in_certificate_entry(der: &[u8]) -> Result<Vec<String>, Phrase> {
    let certificate = x509::Certificate::from_der(der).map_err(|error| error.phrase())?;
    Ok(vec![certificate.subject().to_string()])
}

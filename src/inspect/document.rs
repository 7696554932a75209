//! The document as a whole.

use super::{
    encryption::EncryptionFacts,
    fields::{self, SignatureField},
    revisions::{self, RevisionFacts},
};
use crate::{
    Source,
    pdf::{Document, Object, Opening, ReadError, View, update::Located},
    text::{Lang, Phrase},
};

/// What stands in a document (`kyso/inspection/1`).
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Inspection {
    /// `kyso/inspection/1`
    pub schema: &'static str,
    /// Bytes of the file.
    pub size: u64,
    /// Of the header, or of the catalog where that is later: `1.7`.
    pub version: String,
    /// Bytes before the header.
    pub header_offset: u64,
    /// `None` where the page tree cannot be read.
    pub pages: Option<u64>,
    /// What was wrong with the cross-reference, where it had to be rebuilt by scanning.
    pub repaired: Option<Phrase>,
    /// `None` where the document is not encrypted.
    pub encryption: Option<EncryptionFacts>,
    /// Oldest first.
    pub revisions: Vec<RevisionFacts>,
    /// `/P` of the certification (1 to 3), as the catalog's `/Perms` leads to it.
    pub certification: Option<i64>,
    /// Signature fields of the latest revision, in the order of the form.
    pub fields: Vec<SignatureField>,
    /// The document security store, where there is one.
    pub validation_material: Option<ValidationMaterial>,
    /// What a reader should know and what is no error.
    pub findings: Vec<Phrase>,
}

/// How much a document security store holds (ISO 32000-2 §12.8.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ValidationMaterial {
    /// `/Certs`
    pub certificates: usize,
    /// `/OCSPs`
    pub ocsp_responses: usize,
    /// `/CRLs`
    pub crls: usize,
    /// Signatures with an entry of their own in `/VRI`.
    pub signatures: usize,
}

/// Looks into `source`.
///
/// # Errors
/// Why the document cannot be read. What cannot be read within it is left out and told among the
/// findings.
pub fn inspect(source: &dyn Source, opening: &Opening) -> Result<Inspection, ReadError> {
    let document = Document::open(source, opening)?;
    let view = document.latest();
    let mut troubles = Vec::new();
    let mut told = |vi: &str, en: &str, error: &ReadError| {
        let cause = error.phrase();
        troubles.push(Phrase::new(
            format!("{vi}: {}", cause.words(Lang::Vi)),
            format!("{en}: {}", cause.words(Lang::En)),
        ));
    };
    let pages = view
        .page_count()
        .map_err(|error| told("các trang", "the pages", &error))
        .ok();
    let fields = fields::all(view).map_err(|error| told("biểu mẫu", "the form", &error));
    let certification = certification(view).map_err(|error| told("/Perms", "/Perms", &error));
    let validation_material =
        validation_material(view).map_err(|error| told("/DSS", "/DSS", &error));
    let (major, minor) = document.version();
    let mut findings = document.findings();
    findings.extend(troubles);
    Ok(Inspection {
        schema: "kyso/inspection/1",
        size: source.len(),
        version: format!("{major}.{minor}"),
        header_offset: document.header_offset(),
        pages,
        repaired: document.repaired().map(ReadError::phrase),
        encryption: document.encryption().map(EncryptionFacts::of),
        revisions: revisions::all(&document),
        certification: certification.unwrap_or_default(),
        fields: fields.unwrap_or_default(),
        validation_material: validation_material.unwrap_or_default(),
        findings,
    })
}

/// `/P` of DocMDP's parameters (§12.8.2.2), 2 where it is left out.
fn certification(view: View<'_>) -> Result<Option<i64>, ReadError> {
    let catalog = Located::whole(view.catalog()?);
    let Some(signature) = along(view, catalog, &[b"Perms", b"DocMDP"])? else {
        return Ok(None);
    };
    let Some(references) = signature.entry(view, b"Reference")? else {
        return Ok(None);
    };
    for reference in references.items().unwrap_or_default() {
        let Some(reference) = references.part(view, reference)? else {
            continue;
        };
        let method = reference.entry(view, b"TransformMethod")?;
        if method.is_some_and(|method| method.object().as_name() == Some(b"DocMDP")) {
            let level = along(view, reference, &[b"TransformParams", b"P"])?;
            let level = level.and_then(|level| level.object().as_integer());
            return Ok(Some(level.unwrap_or(2)));
        }
    }
    Ok(None)
}

fn validation_material(view: View<'_>) -> Result<Option<ValidationMaterial>, ReadError> {
    let catalog = Located::whole(view.catalog()?);
    let Some(store) = catalog.entry(view, b"DSS")? else {
        return Ok(None);
    };
    let count = |key: &[u8]| -> Result<usize, ReadError> {
        let entry = store.entry(view, key)?;
        Ok(entry.map_or(0, |entry| length(entry.object())))
    };
    Ok(Some(ValidationMaterial {
        certificates: count(b"Certs")?,
        ocsp_responses: count(b"OCSPs")?,
        crls: count(b"CRLs")?,
        signatures: count(b"VRI")?,
    }))
}

/// Items of an array, or entries of a dictionary but for `/Type`.
fn length(object: &Object) -> usize {
    let entries = object.as_dictionary().map(|dictionary| {
        let named = dictionary
            .entries
            .iter()
            .filter(|entry| *entry.key != *b"Type");
        named.count()
    });
    entries.or(object.as_array().map(<[_]>::len)).unwrap_or(0)
}

/// The value at the end of `keys`.
fn along(view: View<'_>, from: Located, keys: &[&[u8]]) -> Result<Option<Located>, ReadError> {
    let mut place = Some(from);
    for key in keys {
        place = match place {
            Some(place) => place.entry(view, key)?,
            None => return Ok(None),
        };
    }
    Ok(place)
}

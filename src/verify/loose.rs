//! Signatures that stand in the file and that no field shows.
//!
//! A byte range says where its own `/Contents` is: where the four numbers behind a `/ByteRange`
//! frame a hexadecimal string with CMS signed data, a signature was made there, over this file. A
//! field that lost its `/FT`, a reference that leads elsewhere or a damaged object stream hide it
//! from readers and do not make it go away. The numbers of a copy (in an attached file, in a
//! document that was written anew) frame something else, and the code of a document that is protected
//! by a MAC (ISO/TS 32004) is no signed data.

use super::{
    byte_range::{self, ByteRange, Fault},
    find::Signature,
    node::Node,
};
use crate::pdf::{Document, Object, ReadError, lexer::Lexer, parser};

/// What `/ByteRange [0 n n n]` may take, with numbers of twenty digits and some white space.
const LONGEST: u64 = 160;

/// How the digits of signed data go on behind `30` and the length (RFC 5652 §3, §5.1).
const SIGNED_DATA: &[u8] = b"06092a864886f70d010702";

/// Where, with a length of one to five bytes.
const BEHIND_LENGTH: [usize; 5] = [4, 6, 8, 10, 12];

/// The signatures at `marks`, the places of `/ByteRange` in the file, other than those with their
/// gap in `known`.
///
/// # Errors
/// `Io`; `Damaged` where there is no catalog.
pub(super) fn signatures(
    file: &Document<'_>,
    marks: &[u64],
    known: &[u64],
) -> Result<Vec<Signature>, ReadError> {
    let mut found: Vec<(u64, u64)> = Vec::new();
    for &mark in marks {
        let Some(range) = framing(file, mark)? else {
            continue;
        };
        let gap = range.gap_start;
        if !known.contains(&gap) && found.iter().all(|(_, other)| *other != gap) {
            found.push((mark, gap));
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let rights = usage_rights(file);
    found.retain(|(_, gap)| !rights.contains(gap));
    let node = Node::whole(file.latest().catalog()?);
    let last = file.revisions().len().saturating_sub(1);
    let signature = |(mark, _)| Signature {
        field: format!("byte {mark}"),
        node: node.clone(),
        dictionary: None,
        first: last,
        last,
        also: Vec::new(),
        in_form: false,
        contents: Err(Fault::ContentsMissing),
        range: Err(Fault::Missing),
    };
    Ok(found.into_iter().map(signature).collect())
}

/// The byte range at `mark`, if what it leaves out is the digits of a CMS.
fn framing(file: &Document<'_>, mark: u64) -> Result<Option<ByteRange>, ReadError> {
    let text = file.bytes(mark, LONGEST)?;
    let mut lexer = Lexer::new(&text, true);
    lexer.seek(b"/ByteRange".len());
    let array = parser::object(&mut lexer, 1).ok();
    let items = array.as_ref().and_then(Object::as_array);
    let numbers = items.map(|items| items.iter().filter_map(Object::as_integer).collect());
    let numbers: Vec<i64> = numbers.unwrap_or_default();
    let Ok(range) = byte_range::form(&numbers, file.source().len()) else {
        return Ok(None);
    };
    let Some(last) = range.gap_end.checked_sub(1) else {
        return Ok(None);
    };
    let framed = *file.bytes(range.gap_start, 1)? == *b"<" && *file.bytes(last, 1)? == *b">";
    let digits = file.bytes(range.gap_start.saturating_add(1), 40)?;
    Ok((framed && begins_signed_data(&digits)).then_some(range))
}

fn begins_signed_data(digits: &[u8]) -> bool {
    let digits = digits.to_ascii_lowercase();
    let goes_on = |at: usize| {
        digits
            .get(at..)
            .is_some_and(|it| it.starts_with(SIGNED_DATA))
    };
    digits.starts_with(b"30") && BEHIND_LENGTH.into_iter().any(goes_on)
}

/// Where the `/Contents` of usage rights stand, which are no signatures (ISO 32000-1 §12.8.4).
fn usage_rights(file: &Document<'_>) -> Vec<u64> {
    let mut found = Vec::new();
    for revision in 0..file.revisions().len() {
        let view = file.view(revision);
        let Ok(catalog) = view.catalog() else {
            continue;
        };
        let Ok(Some(permissions)) = Node::whole(catalog).get(view, b"Perms") else {
            continue;
        };
        for key in [b"UR3".as_slice(), b"UR"] {
            if let Ok(Some(rights)) = permissions.get(view, key)
                && let Ok(Ok(contents)) = byte_range::contents(view, &rights, |_| false)
            {
                found.push(contents.start);
            }
        }
    }
    found
}

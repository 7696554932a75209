//! From BER to DER, as far as lengths, split strings and the order of a SET OF go.

use super::{Asn1Error, Element, Reader, Tag, tag::Class, writer};
use crate::text::Term;

/// `element` with definite lengths in the fewest bytes, its OCTET STRINGs in one piece.
///
/// Members of sets keep their order: names inside may be unsorted and are signed so.
pub(crate) fn definite(element: &Element<'_, '_>) -> Result<Vec<u8>, Asn1Error> {
    let mut open: Vec<(Element<'_, '_>, Reader<'_, '_>, Vec<u8>)> = Vec::new();
    let mut done: Option<Vec<u8>> = match begin(element)? {
        Begun::Done(bytes) => return Ok(bytes),
        Begun::Open(reader) => {
            open.push((*element, reader, Vec::new()));
            None
        }
    };
    while let Some((parent, reader, content)) = open.last_mut() {
        if let Some(bytes) = done.take() {
            content.extend_from_slice(&bytes);
        }
        match reader.next()? {
            None => {
                done = Some(identified(parent, content));
                open.pop();
            }
            Some(child) => match begin(&child)? {
                Begun::Done(bytes) => done = Some(bytes),
                Begun::Open(inside) => open.push((child, inside, Vec::new())),
            },
        }
    }
    done.ok_or(element.error(Term::ELEMENT_WITHOUT_AN_END))
}

/// The DER encoding of a SET OF (tag SET) with `members` as they are given.
pub(crate) fn set_of_sorted(members: &[Vec<u8>]) -> Vec<u8> {
    let members: Vec<&[u8]> = members.iter().map(Vec::as_slice).collect();
    writer::set_of(None, &members)
}

enum Begun<'a, 'n> {
    Done(Vec<u8>),
    Open(Reader<'a, 'n>),
}

fn begin<'a, 'n>(element: &Element<'a, 'n>) -> Result<Begun<'a, 'n>, Asn1Error> {
    if element.tag.same_type(Tag::OCTET_STRING) {
        return Ok(Begun::Done(writer::octet_string(&element.octets()?)));
    }
    if !element.tag.constructed {
        return Ok(Begun::Done(identified(element, element.content)));
    }
    Ok(Begun::Open(element.children()?))
}

/// `content` under the identifier of `element`; one of several bytes is copied as it stands.
fn identified(element: &Element<'_, '_>, content: &[u8]) -> Vec<u8> {
    let class = match element.tag.class {
        Class::Universal => 0x00,
        Class::Application => 0x40,
        Class::Context => 0x80,
        Class::Private => 0xc0,
    };
    let form = if element.tag.constructed { 0x20 } else { 0 };
    match u8::try_from(element.tag.number) {
        Ok(number @ 0..31) => writer::tlv(class | form | number, &[content]),
        _ => element.raw.to_vec(),
    }
}

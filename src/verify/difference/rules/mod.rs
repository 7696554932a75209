//! What may change, part by part of the document; each file has one part.
//!
//! A rule names the kind of a change; whether that kind is allowed is the judge's business.
//! Order matters: fields come first, since what pages and structure may gain depends on which
//! signature fields are new.

mod accounted;
mod annotations;
mod appearance;
mod border;
mod catalog;
mod evidence;
mod field;
mod field_list;
mod form;
mod lettering;
mod metadata;
mod pages;
mod painted;
mod parent_tree;
mod placing;
mod rich_text;
mod signing;
mod structure;
mod trailer;
mod versions;
mod written;

pub(super) use trailer::compare;

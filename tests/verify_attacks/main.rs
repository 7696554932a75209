//! Attacks by an update behind a signature: whoever may not sign anew must not be able to change
//! what a person sees or what a program reads, whatever part of the document carries it.
//!
//! By the names that they have in the literature (Mladenov, Mainka and others, 2019 to 2021):
//!
//! | attack | tried in |
//! | --- | --- |
//! | universal signature forgery | `signatures`: what cannot be checked is not intact |
//! | incremental saving | `sections`: updates without form, bytes that nothing leads to |
//! | signature wrapping | `signatures`: signed bytes do not move |
//! | shadow, hide | `sections`: objects freed, rolled back, below `/Size`; `annotations` |
//! | shadow, replace | `form`; `tests/verify_appearances.rs`: a value and its picture |
//! | shadow, hide and replace | `sections`: rows and trailers that lead elsewhere |
//! | evil annotation | `annotations`, under every level that permits none |
//! | sneaky signature | `signatures`: a later signature brings no picture unsaid |
//! | parser differentials | `sections`: generations, object streams, lengths, hidden objects; |
//! | | `tests/verify_blind_spots.rs` |
//! | whatever else | `keys`: every name and value of a document, changed one by one |

#[path = "../update/mod.rs"]
mod update;

mod annotations;
mod catalog;
mod fixture;
mod form;
mod keys;
mod pages;
mod raw;
mod sections;
mod signatures;
mod structure;

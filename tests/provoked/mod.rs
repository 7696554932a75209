//! What provokes the kinds of error and finding that no single signature is refused with.
#![allow(dead_code)]

mod batches;
mod identities;
mod programs;

use kyso::text::{Kind, Problem};

/// A kind, and the name under which an input that should provoke it is reported.
pub type Provoked = (Kind, String);

/// Every kind but those of a document, a field or a signer.
pub fn elsewhere() -> Vec<Provoked> {
    let mut all = identities::all();
    all.extend(batches::all());
    all.extend(programs::all());
    all
}

/// What a report says of `problem`.
pub fn told(kind: Kind, problem: impl Into<Problem>) -> Provoked {
    (kind, problem.into().kind.as_str().to_owned())
}

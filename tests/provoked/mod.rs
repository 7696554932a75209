//! What provokes the kinds of error and finding that no single signature is refused with.
#![allow(dead_code)]

mod batches;
mod identities;
mod programs;

use kyso::text::{Kind, Lang, Problem};

/// A kind, and what is said of an input that should provoke it.
pub struct Provoked {
    pub kind: Kind,
    /// The name under which it is reported.
    pub reported: String,
    /// The sentence and the next step, in Vietnamese.
    pub told: [String; 2],
}

/// Every kind but those of a document, a field or a signer.
pub fn elsewhere() -> Vec<Provoked> {
    let mut all = identities::all();
    all.extend(batches::all());
    all.extend(programs::all());
    all
}

/// What a report says of `problem`.
pub fn told(kind: Kind, problem: impl Into<Problem>) -> Provoked {
    let problem = problem.into();
    Provoked {
        kind,
        reported: problem.kind.as_str().to_owned(),
        told: [
            problem.message(Lang::Vi, "quyet-dinh.pdf"),
            problem.hint(Lang::Vi),
        ],
    }
}

//! What changed after a signature, and whether its signer allowed it.
//!
//! Two neighbouring revisions are walked side by side from the trailer, along every path, and
//! values are compared, never object numbers. What differs must be explained by one of `rules`;
//! what no rule explains is suspicious, so an attack nobody thought of fails closed.
//! Read on: `same` (equal values) → `walk` (old beside new) → `rules` (one file per part of the
//! document) → `permission` (what signers allow) → `judge`.
//! Knows `pdf`; knows nothing of certificates, time or network.
//! Source: ISO 32000-2 §12.8.2.2 (DocMDP), §12.8.2.4 (FieldMDP); where no standard speaks, rules
//! of kyso's own.

mod change;
mod field_names;
mod judge;
mod path;
mod permission;
mod purse;
mod rules;
pub(super) mod same;
mod walk;

pub(super) use walk::Covering;

pub(super) use change::{Change, Kind};
pub(super) use judge::{History, Judged, Opinion, Rule};
pub(super) use permission::{Permissions, certification};
pub(super) use purse::Purse;

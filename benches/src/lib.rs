//! What the benches share: the documents they are fed, and the floor they are held against.

pub mod documents;
pub mod floor;
pub mod keys;

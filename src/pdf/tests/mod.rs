//! Promises across the room.

mod corpus;
mod decoding;
pub mod mutation;

mod objects;
mod passwords;
mod revisions;
mod windows;
pub mod write;

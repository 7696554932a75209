//! Promises across the room.

mod corpus;
mod mutation;
mod passwords;
pub mod write;

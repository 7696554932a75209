//! Promises across the room.

mod corpus;
mod mutation;
pub mod write;

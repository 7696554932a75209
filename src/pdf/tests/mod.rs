//! Promises across the room.

mod corpus;
mod passwords;

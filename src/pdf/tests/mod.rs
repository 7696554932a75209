//! Promises across the room.

mod corpus;

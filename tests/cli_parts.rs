//! The tests that stand in the command line program's own modules: `cargo test` builds the
//! program as an example, without them.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]
#![allow(dead_code)]

#[path = "../examples/kyso/escape.rs"]
mod escape;
#[path = "../examples/kyso/lang.rs"]
mod lang;
#[path = "../examples/kyso/parse.rs"]
mod parse;

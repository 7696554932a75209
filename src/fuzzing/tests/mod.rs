//! The fuzzers' seeds and finds, and mutations of them, on every run of the tests.

mod mutation;
mod replay;

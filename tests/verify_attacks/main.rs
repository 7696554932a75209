//! Attacks by an update behind a signature: whoever may not sign anew must not be able to change
//! what a person sees or what a program reads, whatever part of the document carries it.

#[path = "../update/mod.rs"]
mod update;

mod annotations;
mod catalog;
mod fixture;
mod form;
mod keys;
mod pages;
mod raw;
mod sections;
mod signatures;
mod structure;

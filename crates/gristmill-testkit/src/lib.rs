//! Fixtures and laws, for tests only.
//!
//! * [`fixtures`] reads `fixtures/<stage>/*.toml` into cases that say why they
//!   exist; a file that is not of the schema fails the tests of this crate.
//! * [`laws`] are the promises that every stage keeps, as assertions.
//! * [`headings`] are the pieces that headings are made of.
//! * [`dirt`] makes the texts and bytes to try them on: random ones, but of the
//!   pieces that damage is made of.
//!
//! A mistake in a fixture or a broken law is a panic with the file and the name
//! of the case in it: this crate is only ever used in tests.
#![expect(clippy::panic, reason = "a failed law fails the test that states it")]

pub mod dirt;
pub mod fixtures;
pub mod headings;
pub mod laws;

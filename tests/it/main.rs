//! The command line contract, through the real binary.
//!
//! What a stage does is tested in its own crate; here is what only shows when
//! everything runs together.
#![expect(clippy::panic, reason = "a command that cannot be run fails the test")]

mod run;

// In the order to read.
mod readme;

mod seeds;

mod ledger;

mod same_bytes;

mod inputs;

mod update;

mod pool;

mod pieces;

mod repeats;
mod restore;

mod schema;

mod archives;

mod dedup;

mod tasks;

mod filters;

mod messages;

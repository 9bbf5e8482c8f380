//! In the order of the inputs: tell duplicates apart, write lots aside, commit.

mod durable;

mod file;

mod state;
pub(crate) use state::State;

mod lot;

mod register;

mod ledger;
pub(crate) use ledger::{Booking, Ledger};

mod commit;

mod output;
pub(crate) use output::{
    FOLDERS, Home, Listed, MANIFEST, Output, PRIVATE, Placed, Previous, REJECTS, files_of,
    is_our_name,
};

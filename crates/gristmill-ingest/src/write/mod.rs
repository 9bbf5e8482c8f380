//! In the order of the inputs: tell duplicates apart, write lots aside, commit.

mod durable;
pub(crate) use durable::{create_file, make_folder, read_json, remove_folder, rename, write_json};

mod file;
pub(crate) use file::{LinesFile, read_lines};

mod state;
pub(crate) use state::{Account, Print, State, Summary, mark};

mod lot;
pub(crate) use lot::{LotWriter, put, unfinished};

mod register;

mod ledger;
pub(crate) use ledger::{Booking, Ledger, Tab, print};

mod commit;

mod names;
pub(crate) use names::{
    BOILERPLATE, FOLDERS, MANIFEST, PRIVATE, REJECTS, SECTIONS, files_of, is_our_name,
};

mod output;
pub(crate) use output::{Home, Listed, Output, Placed, Previous, Table};

//! In the order of the inputs: tell duplicates apart, write shards aside, commit.

mod durable;

mod file;

mod shard;
pub(crate) use shard::Shard;

mod ledger;
pub(crate) use ledger::Ledger;

mod output;
pub(crate) use output::{FOLDERS, MANIFEST, Output, PRIVATE, REJECTS, files_of, is_our_name};

//! Reading an output again: to check it, and to have the original bytes back.

mod shards;

mod restore;
pub use restore::restore;

mod deep;

mod verify;
pub use verify::{Verified, verify};

//! Finding the inputs: an order that depends on their names alone, cut into lots.

mod found;
pub(crate) use found::{Counted, Found, Part, What};

mod globs;
pub use globs::Globs;

mod walk;
pub(crate) use walk::walk;

mod lots;
pub(crate) use lots::lots;

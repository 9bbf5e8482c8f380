//! Which inputs there are, in a fixed order, cut into lots.

mod lots;
pub(crate) use lots::lots;

mod walk;
pub(crate) use walk::{Found, What, walk};

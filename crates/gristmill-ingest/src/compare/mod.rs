//! The documents of all lots are compared with each other before any lot is written.
//!
//! 1. `mapped`: a lot is milled into a folder of its own: its documents in order, and for
//!    each a `row` with what it is compared by.
//! 2. `pairs`: the keys of all rows are sorted, in parts where they are more than the
//!    memory holds; documents that share a key are joined in a `forest`.
//! 3. `verdict`: within each tree of the forest it is decided which documents are dropped,
//!    and for which.
//! 4. `run`: the lots are written without them.
//!
//! 5. `task`: the same steps one by one, each in a process of its own, with files between
//!    them.
//!
//! What comes out of a step is a function of what goes in; memory and threads decide only
//! how long it takes.

mod row;

mod mapped;

mod pairs;

mod forest;

mod verdict;

mod run;

mod rows;

mod against;
pub use against::Against;

mod task;
pub use task::{Plan, PlannedLot, Task, plan_tasks, run_task};

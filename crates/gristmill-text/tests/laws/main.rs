//! The laws of alignments, rewrites and traces, exhaustively on short texts and
//! as properties of long ones.

mod exhaustive;
mod properties;

//! The encodings that archives hold: their names, their many labels, and what
//! every byte of a one-byte encoding means.
//!
//! ```
//! use gristmill_encoding::{Encoding, encoding_for_label, single_byte};
//!
//! let encoding = encoding_for_label("IBM437").unwrap();
//! assert_eq!(encoding, Encoding::Cp437);
//! assert_eq!(single_byte(encoding).unwrap()[0x82], u16::from(b'\xE9')); // é
//! ```
#![no_std]

#[cfg(test)]
extern crate std;

mod encoding;
pub use encoding::Encoding;

mod piece;
pub use piece::Piece;

mod standard;
pub use standard::standard;

mod label;
pub use label::encoding_for_label;

mod double_byte;
pub use double_byte::{Jis, cns_11643, cns_11643_place, gb_2312, johab, johab_bytes, ks_x_1001};

mod single_byte;
pub use single_byte::single_byte;

//! How likely a text is in each of a hundred languages.
//!
//! ```
//! use gristmill_language::{Costs, Family, Glyph, LANGUAGES};
//!
//! let glyphs: Vec<Glyph> = "vetemjölet".chars().map(Glyph::of).collect();
//! let mut costs = Costs::new(Family::of(&glyphs));
//! costs.read(&glyphs);
//! let best = (0..costs.languages().len())
//!     .min_by_key(|&language| costs.languages()[language])
//!     .unwrap();
//! assert_eq!(LANGUAGES[costs.family.first_language() + best], "sv");
//! ```
//!
//! # How it works
//! A text costs what a good code for its language would need: so many bits a
//! letter, by the two letters before it, and so many for signs, capitals and what
//! no language has. A lower cost is a likelier text, and costs of two readings of
//! the same bytes can be compared, in whatever scripts they are. One [`Family`] is
//! costed at a time: all the languages of a script together.
//!
//! The tables are made by `cargo xtask train`; `docs/language-model.md` says of
//! what.
//!
//! # Known problems
//! * Costs are rounded to whole bits a letter.
//! * Languages that share a script and nearly all trigrams (Bosnian and Croatian,
//!   Danish and Bokmål) differ by little.
#![no_std]

extern crate alloc;

mod alphabet;

mod triples;

mod words;

mod model;

mod tables;

mod glyph;
pub use glyph::Glyph;

mod attested;
pub use attested::{Attested, Languages, Neighbour, Unattested};

mod costs;
pub use costs::{Costs, Family, UNIT};

mod identify;
pub use identify::identify;

/// The languages of the model (BCP 47) in the order of their numbers.
pub const LANGUAGES: &[&str] = &tables::LANGUAGES;

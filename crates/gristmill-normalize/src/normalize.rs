//! The stage: the passes in their order.

use alloc::vec::Vec;

use gristmill_text::{Rewrite, Rule, Traced};

use crate::{blank, control, form, hyphenation, invisible, line_end, spelling};

/// Makes the configuration from its switches: what it does, its name, its rule, and in
/// which profiles it is on.
macro_rules! switches {
    ($($(#[$doc:meta])* $switch:ident($rule:expr): $archive:literal $default:literal $llm:literal,)+) => {
        /// Which rules to apply.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct NormalizeConfig {
            $($(#[$doc])* pub $switch: bool,)+
        }

        impl NormalizeConfig {
            /// The switches that are on in a profile.
            #[must_use]
            pub fn of(profile: Profile) -> Self {
                Self {
                    $($switch: match profile {
                        Profile::Archive => $archive,
                        Profile::Default => $default,
                        Profile::Llm => $llm,
                    },)+
                }
            }

            /// Every switch by its name, and whether it is on.
            #[must_use]
            pub fn switches(&self) -> Vec<(&'static str, bool)> {
                alloc::vec![$((stringify!($switch), self.$switch),)+]
            }

            /// Switches off the rule of this name, or all rules whose names begin with
            /// it; says how many they are.
            pub fn ignore(&mut self, name: &str) -> usize {
                let mut n_rules = 0;
                $(if $rule.is_named(name) {
                    self.$switch = false;
                    n_rules += 1;
                })+
                n_rules
            }

            /// The switch of this name; nothing when there is none.
            pub fn switch_mut(&mut self, name: &str) -> Option<&mut bool> {
                match name {
                    $(stringify!($switch) => Some(&mut self.$switch),)+
                    _ => None,
                }
            }
        }
    };
}

/// What a text is normalised for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// To be kept: as little as possible is changed.
    Archive,
    /// To be read, searched and compared.
    #[default]
    Default,
    /// To train language models and to fill indexes: one spelling for each word.
    Llm,
}

switches! {
    /// Delete control characters that mean nothing in a text
    /// (`normalize.control.c0`).
    controls(control::C0): true true true,
    /// Delete what terminals were told, as a whole (`normalize.control.ansi`).
    terminal_sequences(control::ANSI): true true true,
    /// Delete byte order marks inside the text (`normalize.control.bom`).
    byte_order_marks(control::BOM): true true true,
    /// Delete zero-width characters where no script needs them
    /// (`normalize.control.zero-width`).
    zero_width(invisible::ZERO_WIDTH): false false true,
    /// Delete soft hyphens (`normalize.control.soft-hyphen`).
    soft_hyphens(invisible::SOFT_HYPHEN): false false true,
    /// Delete marks of direction in text that runs in one direction only
    /// (`normalize.control.direction`).
    direction_marks(invisible::DIRECTION): false false true,
    /// Make every line end a line feed (`normalize.whitespace.line-end`).
    line_ends(line_end::LINE_END): true true true,
    /// Join words that a typesetter cut at the ends of lines
    /// (`normalize.whitespace.hyphenation`).
    hyphenation(hyphenation::HYPHENATION): false true true,
    /// Write ligatures as their letters (`normalize.unicode.ligature`).
    ligatures(spelling::LIGATURE): false false true,
    /// Write wide letters, digits and signs, narrow kana and hangul in their usual width
    /// (`normalize.unicode.width`).
    width(spelling::WIDTH): false false true,
    /// Write curved quotation marks and apostrophes straight
    /// (`normalize.unicode.quote`).
    quotes(spelling::QUOTE): false false true,
    /// Compose letters to Unicode's form NFC (`normalize.unicode.nfc`).
    nfc(form::NFC): true true true,
    /// Replace compatibility characters too: Unicode's form NFKC
    /// (`normalize.unicode.nfkc`). It takes `½` for `1⁄2` and `²` for `2`.
    nfkc(form::NFKC): false false false,
    /// Make odd blanks plain ones (`normalize.whitespace.odd`).
    odd_blanks(blank::ODD): false false true,
    /// Delete blanks at the ends of lines (`normalize.whitespace.trailing`).
    trailing_blanks(blank::TRAILING): false true true,
    /// Make one blank of several inside a line (`normalize.whitespace.run`);
    /// lines that begin with a blank keep their columns.
    blank_runs(blank::RUN): false true true,
    /// Delete line ends at the two ends of the text
    /// (`normalize.whitespace.ends`).
    ends(blank::ENDS): true true true,
    /// Leave at most two empty lines in a row
    /// (`normalize.whitespace.empty-lines`).
    empty_lines(blank::EMPTY_LINES): false true true,
}

impl Default for NormalizeConfig {
    fn default() -> Self {
        Self::of(Profile::Default)
    }
}

/// Every rule of this stage.
pub const RULES: &[Rule] = &[
    control::C0,
    control::ANSI,
    control::BOM,
    line_end::LINE_END,
    invisible::ZERO_WIDTH,
    invisible::SOFT_HYPHEN,
    invisible::DIRECTION,
    spelling::LIGATURE,
    spelling::WIDTH,
    spelling::QUOTE,
    form::NFKC,
    form::NFC,
    blank::ODD,
    blank::TRAILING,
    hyphenation::HYPHENATION,
    blank::RUN,
    blank::ENDS,
    blank::EMPTY_LINES,
];

/// Chooses one spelling where several are right.
///
/// Every change is an edit of the trace, and normalising the result again
/// changes nothing.
#[must_use]
pub fn normalize<'t>(text: &'t str, config: &NormalizeConfig) -> Traced<'t> {
    let mut traced = Traced::new(text);
    traced.pass("normalize.control", |text| control::delete(text, config));
    if config.line_ends {
        traced.pass("normalize.line-end", line_end::unify);
    }
    traced.pass("normalize.invisible", |text| {
        invisible::delete(text, config)
    });
    traced.pass("normalize.spelling", |text| spelling::replace(text, config));
    let passes: [(bool, &'static str, Pass); 8] = [
        (config.nfkc, "normalize.nfkc", form::replace_compatible),
        // What replaces a compatibility character may join what is before it.
        (config.nfc || config.nfkc, "normalize.nfc", form::compose),
        (config.odd_blanks, "normalize.odd", blank::make_plain),
        (
            config.trailing_blanks,
            "normalize.trailing",
            blank::trim_lines,
        ),
        (
            config.hyphenation,
            "normalize.hyphenation",
            hyphenation::join,
        ),
        (config.blank_runs, "normalize.run", blank::close_runs),
        (config.ends, "normalize.ends", blank::trim_ends),
        (
            config.empty_lines,
            "normalize.empty-lines",
            blank::close_gaps,
        ),
    ];
    for (wanted, name, pass) in passes {
        if wanted {
            traced.pass(name, pass);
        }
    }
    traced
}

type Pass = fn(&str) -> Rewrite<'_>;

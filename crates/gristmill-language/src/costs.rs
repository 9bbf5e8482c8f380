//! What a text costs in each language: the code length, by a model of its letters.

use crate::alphabet::{Letters, MOST};
use crate::glyph::{Glyph, KANA, LATIN, sign_cost};
use crate::model::byte;
use crate::tables::{ALPHABETS, CAPITALS, HAN, HANGUL};
use crate::triples::Triples;

/// The languages among which a text is compared: those of one script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The languages of a script that is modelled by trigrams of its letters.
    Script(u8),
    /// Japanese, Korean, and Chinese in simplified and traditional characters.
    EastAsia,
}

impl Family {
    /// The languages of the Latin script.
    pub const LATIN: Self = Self::Script(LATIN);

    /// Every family, in the order of their languages.
    pub const ALL: [Self; ALPHABETS.len()] = {
        let mut all = [Self::EastAsia; ALPHABETS.len()];
        let mut script = 0;
        while script < KANA {
            all[script as usize] = Self::Script(script);
            script += 1;
        }
        all
    };

    /// The family that a letter of this script belongs to.
    #[must_use]
    pub fn of_script(script: u8) -> Self {
        if script == KANA {
            Self::EastAsia
        } else {
            Self::Script(script)
        }
    }

    /// The family of most letters of a text; that of Latin when there are none.
    #[must_use]
    pub fn of(text: &[Glyph]) -> Self {
        let script = |glyph: &Glyph| match glyph {
            Glyph::Letter { script, .. } => Some(*script),
            Glyph::Han(_) | Glyph::Hangul(_) => Some(KANA),
            _ => None,
        };
        let mut scripts = text.iter().filter_map(script);
        let Some(first) = scripts.next() else {
            return Self::LATIN;
        };
        // Most words are of one script.
        if scripts.all(|script| script == first) {
            return Self::of_script(first);
        }
        let mut counts = [0_usize; ALPHABETS.len()];
        for script in text.iter().filter_map(script) {
            counts[usize::from(script)] += 1;
        }
        let most = (0..=KANA)
            .rev()
            .max_by_key(|&script| counts[usize::from(script)]);
        Self::of_script(most.unwrap_or(LATIN))
    }

    /// The number of its first language.
    #[must_use]
    pub const fn first_language(self) -> usize {
        let script = match self {
            Self::Script(script) => script,
            Self::EastAsia => KANA,
        };
        ALPHABETS[script as usize].first_language
    }

    /// How many languages it has; they are numbered one after the other.
    #[must_use]
    pub fn n_languages(self) -> usize {
        match self {
            Self::Script(script) => ALPHABETS[usize::from(script)].n_languages,
            Self::EastAsia => 4,
        }
    }
}

/// The parts of a bit that costs are counted in: eight.
pub const UNIT: u32 = 8;

/// What a text costs in each language of a family, in eighths of a bit.
#[derive(Clone, Debug)]
pub struct Costs {
    /// The family.
    pub family: Family,
    /// A cost for each of its languages; the others are 0.
    pub values: [u32; MOST],
}

/// A word of another language, in bits.
pub(crate) const FOREIGN_BITS: u8 = 8;
/// The same.
const FOREIGN_WORD: u32 = FOREIGN_BITS as u32 * UNIT;
/// A letter where a word has none of that script.
const FOREIGN: u32 = 14 * UNIT;
/// An ASCII letter in a text of another script, which has names and markup.
const ASCII_LETTER: u32 = 5 * UNIT;
/// A letter right beside one of another script.
const MIXED: u32 = 10 * UNIT;
/// A letter right beside a character of East Asia.
const BESIDE_LATIN: u32 = 6 * UNIT;
/// Kana of half the width, beside what the letter costs.
const HALF_WIDTH: u32 = 4 * UNIT;
/// What the model has never seen.
const RARE: u32 = 23 * UNIT;
/// A byte that was damaged.
const DAMAGE: u32 = 15 * UNIT;
/// A vowel sign on a letter.
const VOWEL_SIGN: u32 = 5 * UNIT;
/// A character that is cut off.
const CUT: u32 = 11 * UNIT;
/// A letter of no script in the model.
const STRANGER: u32 = 18 * UNIT;
/// A control character, or one that means nothing.
const NOISE: u32 = 26 * UNIT;
/// A line of a box, one that follows the same, and one that follows another.
const BOX: u32 = 13 * UNIT;
const SAME_BOX: u32 = UNIT;
const NEXT_BOX: u32 = 6 * UNIT;
/// A line of a box with no other beside it.
const LONE_BOX: u32 = 21 * UNIT;
/// A line of a box right beside a letter.
const BOX_IN_WORD: u32 = 6 * UNIT;
/// Which of the ten digits it is.
const DIGIT: u32 = 27;
/// What a curved apostrophe costs, and a straight one.
const APOSTROPHE: [u32; 2] = [4, 14];

impl Costs {
    /// Nothing read yet.
    #[must_use]
    pub fn new(family: Family) -> Self {
        Self {
            family,
            values: [0; MOST],
        }
    }

    /// The costs of the family's languages, in the order of their numbers.
    #[must_use]
    pub fn languages(&self) -> &[u32] {
        &self.values[..self.family.n_languages()]
    }

    /// The least of them.
    #[must_use]
    pub fn least(&self) -> u32 {
        self.languages().iter().copied().min().unwrap_or(0)
    }

    /// The costs of a word that may be of another language than the text around it:
    /// a name, a quotation.
    #[must_use]
    pub fn of_word(word: &[Glyph], family: Family) -> Self {
        let mut costs = Self::new(family);
        costs.read(word);
        costs.of_any_language()
    }

    /// The same costs when what was read may be a word of another language than the
    /// text around it.
    #[must_use]
    pub fn of_any_language(mut self) -> Self {
        let foreign = self.least() + FOREIGN_WORD;
        for cost in &mut self.values {
            *cost = (*cost).min(foreign);
        }
        self
    }

    /// What a text costs in the likeliest language of the family of most of its
    /// letters, in eighths of a bit.
    #[must_use]
    pub fn least_of(text: &[Glyph]) -> u32 {
        let mut costs = Self::new(Family::of(text));
        costs.read(text);
        costs.least()
    }

    /// What a letter costs in a language, by its number in the family, wherever the
    /// letter stands, in eighths of a bit: most for one that the language does not have.
    /// Nothing for what is no letter of the family's script.
    #[must_use]
    pub fn of_letter(glyph: Glyph, family: Family, language: usize) -> Option<u32> {
        let Glyph::Letter { script, number, .. } = glyph else {
            return None;
        };
        let is_known = Family::of_script(script) == family && number != 2;
        let alphabet = &ALPHABETS[usize::from(script)];
        is_known.then(|| u32::from(alphabet.cost_alone(number, language)) * UNIT)
    }

    /// The number of the likeliest language.
    #[must_use]
    pub fn likeliest(&self) -> usize {
        let languages = self.languages();
        let numbers = 0..languages.len();
        numbers.min_by_key(|&number| languages[number]).unwrap_or(0)
    }

    /// Adds so many eighths of a bit to every language's cost.
    pub fn add_to_all(&mut self, cost: u32) {
        for value in &mut self.values[..self.family.n_languages()] {
            *value += cost;
        }
    }

    /// Adds the costs of another text of the same family.
    pub fn add(&mut self, other: &Self) {
        for (value, &cost) in self.values.iter_mut().zip(&other.values) {
            *value = value.wrapping_add(cost);
        }
    }

    /// Adds a stretch of text that stands between blanks.
    pub fn read(&mut self, text: &[Glyph]) {
        match self.family {
            Family::Script(script) => self.read_words(text, script),
            Family::EastAsia => self.read_east_asian(text),
        }
    }

    fn read_words(&mut self, text: &[Glyph], script: u8) {
        let sums = &mut self.values[..self.family.n_languages()];
        let shape = read_letters(text, script, sums);
        for sum in sums {
            *sum += shape;
        }
    }

    fn read_east_asian(&mut self, text: &[Glyph]) {
        let rows = ALPHABETS[usize::from(KANA)].rows();
        let triples = Triples::of(KANA);
        let mut letters = Letters::NONE;
        let mut context = (0, 0);
        let mut shape = Shape::default();
        let mut own = [0_u32; 4];
        for at in 0..text.len() {
            let glyph = text[at];
            if at > 0
                && is_latin(text[at - 1]) != is_latin(glyph)
                && is_written(text[at - 1])
                && is_written(glyph)
            {
                shape.cost += BESIDE_LATIN;
            }
            if let Glyph::Letter {
                script,
                number,
                upper: is_half,
            } = glyph
                && script == KANA
                && number != 2
            {
                letters.add(
                    &rows,
                    triples,
                    [context.0, context.1, number],
                    &mut own[..1],
                );
                context = (context.1, number);
                own[0] += UNIT + if is_half { HALF_WIDTH } else { 0 };
                for other in &mut own[1..] {
                    *other += STRANGER;
                }
                continue;
            }
            if context != (0, 0) {
                letters.add(&rows, triples, [context.0, context.1, 0], &mut own[..1]);
                context = (0, 0);
            }
            match glyph {
                Glyph::Han(n) => add_ideograph(&mut own, HAN, n),
                Glyph::Hangul(n) => add_ideograph(&mut own, HANGUL, n),
                _ => shape.other(text, at, KANA),
            }
        }
        if context != (0, 0) {
            letters.add(&rows, triples, [context.0, context.1, 0], &mut own[..1]);
        }
        letters.add_to(&mut own[..1]);
        for (value, own) in self.values.iter_mut().zip(own) {
            *value += own + shape.cost;
        }
    }
}

/// Adds which letters follow which to the sums of the languages, and tells what else the
/// text costs in every one.
fn read_letters(text: &[Glyph], script: u8, sums: &mut [u32]) -> u32 {
    let rows = ALPHABETS[usize::from(script)].rows();
    let triples = Triples::of(script);
    let mut letters = Letters::NONE;
    let mut context = (0, 0);
    let mut shape = Shape::default();
    for at in 0..text.len() {
        match text[at] {
            Glyph::Letter {
                script: own,
                number,
                upper,
            } if own == script && number != 2 => {
                if at > 0 && is_other_letter(text[at - 1], script) {
                    shape.cost += MIXED;
                }
                letters.add(&rows, triples, [context.0, context.1, number], sums);
                context = (context.1, number);
                shape.letter(upper);
                continue;
            }
            Glyph::VowelSign if context != (0, 0) => {
                shape.cost += VOWEL_SIGN;
                continue;
            }
            Glyph::Apostrophe(_) if shape.in_word && is_letter(text.get(at + 1)) => {
                letters.add(&rows, triples, [context.0, context.1, 1], sums);
                context = (context.1, 1);
                let is_curved = text[at] != Glyph::of('\'');
                shape.cost += APOSTROPHE[usize::from(is_curved)];
                shape.state = 0;
                continue;
            }
            _ => {}
        }
        if context != (0, 0) {
            letters.add(&rows, triples, [context.0, context.1, 0], sums);
            context = (0, 0);
        }
        shape.other(text, at, script);
    }
    if context != (0, 0) {
        letters.add(&rows, triples, [context.0, context.1, 0], sums);
    }
    letters.add_to(sums);
    shape.cost
}

fn is_other_letter(glyph: Glyph, script: u8) -> bool {
    matches!(glyph, Glyph::Letter { script: own, .. } if own != script)
}

fn is_latin(glyph: Glyph) -> bool {
    matches!(glyph, Glyph::Letter { script: LATIN, .. })
}

fn is_written(glyph: Glyph) -> bool {
    matches!(
        glyph,
        Glyph::Letter { .. } | Glyph::Han(_) | Glyph::Hangul(_)
    )
}

/// The table holds four nibbles a character, each four bits less than the cost.
fn add_ideograph(own: &mut [u32; 4], table: usize, n: u16) {
    let at = table + 2 * usize::from(n);
    let (one, other) = (byte(at), byte(at + 1));
    for (cost, nibble) in own
        .iter_mut()
        .zip([one & 15, one >> 4, other & 15, other >> 4])
    {
        *cost += (u32::from(nibble) + 4) * UNIT;
    }
}

fn is_letter(glyph: Option<&Glyph>) -> bool {
    matches!(glyph, Some(Glyph::Letter { .. }))
}

/// Everything about a text but which letters follow which.
#[derive(Default)]
pub(crate) struct Shape {
    pub(crate) cost: u32,
    /// 0: a word begins; 1: after a small letter; 2: after a first capital; 3:
    /// after more capitals.
    state: usize,
    in_word: bool,
}

impl Shape {
    pub(crate) fn letter(&mut self, upper: bool) {
        self.cost += CAPITALS[self.state][usize::from(upper)];
        self.state = match (self.state, upper) {
            (0, true) => 2,
            (2 | 3, true) => 3,
            _ => 1,
        };
        self.in_word = true;
    }

    /// A glyph that is no letter of the script.
    fn other(&mut self, text: &[Glyph], at: usize, script: u8) {
        let before = at.checked_sub(1).map(|before| text[before]);
        let after = text.get(at + 1);
        let beside_word = self.in_word;
        self.in_word = false;
        self.state = 0;
        let is_east_asian = script == KANA;
        self.cost += match text[at] {
            Glyph::Letter { script: own, .. } if own == script => FOREIGN,
            Glyph::Letter {
                script: LATIN,
                number,
                ..
            } => {
                let is_mixed = beside_word && !is_east_asian;
                let cost = if is_ascii_letter(number) {
                    ASCII_LETTER
                } else {
                    FOREIGN
                };
                cost + if is_mixed { MIXED } else { 0 }
            }
            Glyph::Letter { .. } | Glyph::Han(_) | Glyph::Hangul(_) => {
                FOREIGN + if beside_word { MIXED } else { 0 }
            }
            Glyph::Sign(sign) | Glyph::Apostrophe(sign) | Glyph::Blank(sign) => {
                sign_cost(sign, side(before), side(after.copied()))
            }
            Glyph::Digit(sign) => sign_cost(sign, side(before), side(after.copied())) + DIGIT,
            Glyph::Box(_) if before == Some(text[at]) => SAME_BOX,
            Glyph::Box(_) if matches!(before, Some(Glyph::Box(_))) => NEXT_BOX,
            Glyph::Box(_) if matches!(after, Some(Glyph::Box(_))) => BOX,
            Glyph::Box(_) => LONE_BOX + if beside_word { BOX_IN_WORD } else { 0 },
            Glyph::Rare | Glyph::VowelSign => RARE,
            Glyph::Cut => CUT,
            Glyph::Damage => DAMAGE,
            Glyph::Stranger => STRANGER,
            Glyph::Noise => NOISE,
        };
    }
}

fn side(glyph: Option<Glyph>) -> usize {
    glyph.map_or(0, Glyph::side)
}

/// The numbers of the Latin alphabet begin with the ASCII letters.
fn is_ascii_letter(number: u8) -> bool {
    (3..29).contains(&number)
}

//! Offsets for the outside: code points instead of bytes.
//!
//! Inside, offsets are bytes; what is written counts code points, as Python's
//! slices and the W3C's text positions do.

/// Turns byte offsets of a text into code points. Offsets that come in order cost
/// one pass over the text in all.
///
/// ```
/// let mut code_points = gristmill_text::CodePoints::of("für");
/// assert_eq!(code_points.at(3), 2);
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    byte: usize,
    code_point: u64,
}

impl<'t> CodePoints<'t> {
    /// The offsets of this text.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            code_point: 0,
        }
    }

    /// How many code points stand before the byte offset.
    ///
    /// # Panics
    /// When the offset lies beyond the text or inside of a character.
    pub fn at(&mut self, byte: usize) -> u64 {
        if byte >= self.byte {
            self.code_point += count(&self.text[self.byte..byte]);
        } else {
            self.code_point -= count(&self.text[byte..self.byte]);
        }
        self.byte = byte;
        self.code_point
    }
}

fn count(text: &str) -> u64 {
    text.chars().count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_may_go_back() {
        let mut code_points = CodePoints::of("aé☃😀z");
        assert_eq!(code_points.at(10), 4);
        assert_eq!(code_points.at(3), 2);
        assert_eq!(code_points.at(11), 5);
        assert_eq!(code_points.at(0), 0);
    }
}

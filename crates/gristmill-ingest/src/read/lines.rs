//! Lines of a stream, none longer than a limit.

use std::io::{self, BufRead, ErrorKind};

/// What some programs put before UTF-8; it is no part of the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The lines of a stream, none of them longer than a limit in memory.
pub struct Lines<R> {
    stream: R,
    most: u64,
    number: u64,
    byte: u64,
}

/// A line of a stream, or what stands in its place.
#[derive(Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// The offset of its first byte.
    pub byte: u64,
    /// Its bytes, without the line end.
    pub content: Content,
}

/// What a line holds.
#[derive(Debug)]
pub enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// More bytes than the limit; they were passed over.
    TooLong,
    /// The stream broke; nothing comes after this.
    Broken(io::Error),
}

impl<R: BufRead> Lines<R> {
    /// The lines of `stream`, with at most `most` bytes each.
    #[must_use]
    pub fn of(stream: R, most: u64) -> Self {
        Self {
            stream,
            most,
            number: 0,
            byte: 0,
        }
    }

    /// The same for lines that stand behind so many lines and bytes.
    pub(crate) fn behind(mut self, lines: u64, bytes: u64) -> Self {
        self.number = lines;
        self.byte = bytes;
        self
    }

    /// How many bytes there were up to the end of the last line.
    pub(crate) fn byte(&self) -> u64 {
        self.byte
    }

    fn next_line(&mut self) -> Option<Line> {
        let byte = self.byte;
        let mut content = self.read_line()?;
        self.number += 1;
        if let Content::Bytes(bytes) = &mut content
            && self.number == 1
            && bytes.starts_with(BYTE_ORDER_MARK)
        {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        Some(Line {
            number: self.number,
            byte,
            content,
        })
    }

    fn read_line(&mut self) -> Option<Content> {
        let mut bytes = Vec::new();
        let mut len = 0_u64;
        loop {
            let buffer = match self.stream.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Some(Content::Broken(error)),
            };
            if buffer.is_empty() && len == 0 {
                return None;
            }
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let is_last = end.is_some() || buffer.is_empty();
            let used = part.len() + usize::from(end.is_some());
            len += used as u64;
            if len <= self.most + 1 {
                bytes.extend_from_slice(part);
            } else {
                bytes = Vec::new();
            }
            self.stream.consume(used);
            if is_last {
                self.byte += len;
                let fits = len <= self.most + 1;
                return Some(if fits {
                    Content::Bytes(bytes)
                } else {
                    Content::TooLong
                });
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    /// The next line; `None` at the end.
    fn next(&mut self) -> Option<Line> {
        self.next_line()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &'static str, most: u64) -> Vec<(u64, u64, Option<String>)> {
        let lines = Lines::of(io::BufReader::with_capacity(3, text.as_bytes()), most);
        let mut all = Vec::new();
        for line in lines {
            let content = match line.content {
                Content::Bytes(bytes) => Some(String::from_utf8(bytes).expect("the input is text")),
                Content::TooLong | Content::Broken(_) => None,
            };
            all.push((line.number, line.byte, content));
        }
        all
    }

    #[test]
    fn lines_have_numbers_and_places() {
        let found = lines("one\n\ntwo\nthree", 10);
        let expected = [(1, 0, "one"), (2, 4, ""), (3, 5, "two"), (4, 9, "three")];
        assert_eq!(
            found,
            expected.map(|(number, byte, text)| (number, byte, Some(text.to_owned())))
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        let found = lines("\u{FEFF}one\n\u{FEFF}two", 10);
        assert_eq!(found[0], (1, 0, Some("one".into())));
        assert_eq!(found[1], (2, 7, Some("\u{FEFF}two".into())));
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let found = lines("12345\n123456\n7\n", 5);
        assert_eq!(found[0].2.as_deref(), Some("12345"));
        assert_eq!(found[1], (2, 6, None));
        assert_eq!(found[2], (3, 13, Some("7".into())));
    }
}

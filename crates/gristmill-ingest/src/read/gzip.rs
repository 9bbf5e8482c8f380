//! The members of a gzip file, all of them.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// The contents of every member of a gzip file, one behind the other. Zeros behind the
/// last one are padding, as on tapes; anything else there is an error.
pub(super) struct GzipMembers<R> {
    // `None` at the end.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> GzipMembers<R> {
    /// The members in this stream.
    pub(super) fn of(stream: R) -> Self {
        Self {
            member: Some(GzDecoder::new(stream)),
        }
    }
}

impl<R: BufRead> Read for GzipMembers<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let n_bytes = member.read(buffer)?;
            if n_bytes > 0 || buffer.is_empty() {
                return Ok(n_bytes);
            }
            let Some(mut rest) = self.member.take().map(GzDecoder::into_inner) else {
                break;
            };
            if !is_over(&mut rest)? {
                self.member = Some(GzDecoder::new(rest));
            }
        }
        Ok(0)
    }
}

/// Whether there is nothing more but zeros.
fn is_over(rest: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = rest.fill_buf()?;
        let zeros = buffer.iter().take_while(|&&byte| byte == 0).count();
        if buffer.is_empty() {
            return Ok(true);
        }
        if zeros < buffer.len() {
            rest.consume(zeros);
            return Ok(false);
        }
        rest.consume(zeros);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder
            .write_all(text.as_bytes())
            .expect("memory takes all");
        encoder.finish().expect("memory takes all")
    }

    fn read(file: &[u8]) -> (String, bool) {
        let mut text = Vec::new();
        let ended = GzipMembers::of(file).read_to_end(&mut text);
        (String::from_utf8(text).expect("it is text"), ended.is_ok())
    }

    #[test]
    fn every_member_is_read() {
        let file = [member("one "), member(""), member("two")].concat();
        assert_eq!(read(&file), ("one two".into(), true));
    }

    #[test]
    fn zeros_behind_the_end_are_padding_and_other_bytes_an_error() {
        let padded = [member("one"), vec![0; 1000]].concat();
        assert_eq!(read(&padded), ("one".into(), true));
        let more = [member("one"), vec![0; 10], member(" two")].concat();
        assert_eq!(read(&more), ("one two".into(), true));
        let rubbish = [member("one"), b"RUBBISH".to_vec()].concat();
        assert_eq!(read(&rubbish), ("one".into(), false));
    }

    #[test]
    fn a_cut_is_an_error() {
        let file = member("one");
        for len in 0..file.len() {
            assert!(!read(&file[..len]).1, "{len} of {} bytes", file.len());
        }
    }
}

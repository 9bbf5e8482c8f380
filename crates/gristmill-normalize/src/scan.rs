//! Looking for the few bytes of a text that may have to go.

/// How many bytes are asked at once: as many as fit into a register or two, so that the
/// compiler asks them together.
const AT_ONCE: usize = 32;

/// Whether a text has these bytes anywhere.
pub(crate) fn holds(text: &str, bytes: &[u8]) -> bool {
    let Some(&first) = bytes.first() else {
        return true;
    };
    // Many texts do not even have the first of them, which is sooner asked.
    let rest = memchr::memchr(first, text.as_bytes()).map(|at| &text.as_bytes()[at..]);
    rest.is_some_and(|rest| memchr::memmem::find(rest, bytes).is_some())
}

/// Whether any byte of a text is suspect.
#[inline(always)]
pub(crate) fn any(text: &str, is_suspect: impl Fn(u8) -> bool) -> bool {
    let any = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(false, |any, &byte| any | is_suspect(byte))
    };
    let (chunks, tail) = text.as_bytes().as_chunks::<{ 2 * AT_ONCE }>();
    chunks.iter().any(|chunk| any(chunk)) || any(tail)
}

/// The place of the next byte from `at` on that is suspect.
#[inline(always)]
pub(crate) fn next(text: &str, at: usize, is_suspect: impl Fn(u8) -> bool) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let (chunks, tail) = rest.as_chunks::<AT_ONCE>();
    let any = |chunk: &[u8; AT_ONCE]| {
        chunk
            .iter()
            .fold(false, |any, &byte| any | is_suspect(byte))
    };
    let clean = chunks.iter().position(any).map(|chunk| chunk * AT_ONCE);
    let clean = clean.unwrap_or(rest.len() - tail.len());
    let ahead = rest[clean..].iter().position(|&byte| is_suspect(byte))?;
    Some(at + clean + ahead)
}

/// The place of the next byte from `at` on that is suspect together with the one
/// behind it. Every suspect pair is one that `may_be`, which is sooner asked.
#[inline(always)]
pub(crate) fn next_pair(
    text: &str,
    at: usize,
    may_be: impl Fn(u8, u8) -> bool,
    is_suspect: impl Fn(u8, u8) -> bool,
) -> Option<usize> {
    let mut at = at;
    loop {
        at += next_pair_of(text.as_bytes().get(at..)?, &may_be)?;
        // Where there is one that may be, there are others: they are asked together.
        let until = text.len().min(at + AHEAD);
        if let Some(found) = next_pair_of(&text.as_bytes()[at..until], &is_suspect) {
            return Some(at + found);
        }
        if until == text.len() {
            return None;
        }
        // The last byte was not yet asked together with the one behind it.
        at = until - 1;
    }
}

/// How many bytes are asked more closely at once: pairs fill registers.
const AHEAD: usize = 4 * AT_ONCE + 1;

/// The place of the first byte that is suspect together with the one behind it.
#[inline(always)]
fn next_pair_of(firsts: &[u8], is_suspect: impl Fn(u8, u8) -> bool) -> Option<usize> {
    let seconds = firsts.get(1..)?;
    let pairs = firsts
        .as_chunks::<AT_ONCE>()
        .0
        .iter()
        .zip(seconds.as_chunks::<AT_ONCE>().0);
    let any = |(firsts, seconds): (&[u8; AT_ONCE], &[u8; AT_ONCE])| {
        let pairs = firsts.iter().zip(seconds);
        pairs.fold(false, |any, (&first, &second)| {
            any | is_suspect(first, second)
        })
    };
    let n_chunks = pairs.len();
    let clean = pairs.into_iter().position(any).unwrap_or(n_chunks) * AT_ONCE;
    let mut rest = firsts[clean..].iter().zip(&seconds[clean..]);
    let ahead = rest.position(|(&first, &second)| is_suspect(first, second))?;
    Some(clean + ahead)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    #[test]
    fn every_place_is_found() {
        for at in 0..100 {
            let text: String = (0..100).map(|n| if n == at { '\r' } else { 'x' }).collect();
            for from in 0..=100 {
                let found = next(&text, from, |byte| byte == b'\r');
                assert_eq!(found, (from <= at).then_some(at));
                assert_eq!(any(&text[from..], |byte| byte == b'\r'), from <= at);
                assert_eq!(holds(&text[from..], b"\r"), from <= at);
            }
        }
        for at in 0..399 {
            let text: String = (0..400).map(|n| if n == at { '\r' } else { 'x' }).collect();
            let is_pair = |first, second| first == b'\r' && second == b'x';
            for from in (0..=400).step_by(7) {
                let found = next_pair(&text, from, |first, _| first == b'\r', is_pair);
                assert_eq!(found, (from <= at).then_some(at));
                let found = next_pair(&text, from, |_, _| true, is_pair);
                assert_eq!(found, (from <= at).then_some(at));
            }
        }
        assert_eq!(next_pair("\r", 0, |_, _| true, |_, _| true), None);
        assert_eq!(next("", 0, |_| true), None);
        assert_eq!(next("x", 2, |_| true), None);
    }
}

//! Where a text leaves ASCII.

/// The place of the first byte beyond ASCII from an offset on.
pub(super) fn beyond_ascii(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    // Those of most scripts stand side by side.
    if !bytes.first()?.is_ascii() {
        return Some(from);
    }
    let (blocks, rest) = bytes.as_chunks::<32>();
    let n_ascii = blocks.iter().take_while(|block| block.is_ascii()).count() * 32;
    let last = blocks
        .get(n_ascii / 32)
        .map_or(rest, |block| block.as_slice());
    let place = last.iter().position(|byte| !byte.is_ascii())?;
    Some(from + n_ascii + place)
}

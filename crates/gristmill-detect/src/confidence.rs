//! How likely an answer is to be right.

use crate::RunnerUp;

/// The share of a bit that a bit of cost is worth: letters in a row are no
/// independent witnesses. Fitted so that the confidence is what it says.
const TRUST: f32 = 0.5;

/// How likely it is that a text is right: against it stand the encodings that give
/// another. Distances may be negative.
pub(crate) fn confidence(text: u16, others: &[RunnerUp]) -> f32 {
    let against: f32 = others
        .iter()
        .filter(|other| other.text != text)
        .map(|other| libm::exp2f(-other.behind * TRUST))
        .sum();
    (1.0 / (1.0 + against)).min(0.999)
}

//! How likely an answer is to be right.

use crate::RunnerUp;

/// The share of a bit that a bit of cost is worth: letters in a row are no
/// independent witnesses. Fitted so that the confidence is what it says.
const TRUST: f32 = 0.5;

/// How much an encoding that is so many bits behind weighs against the best one.
pub(crate) fn weight(behind: f32) -> f32 {
    libm::exp2f(-behind * TRUST)
}

/// How likely it is that the best text is right: against it stand the encodings that
/// give another.
pub(crate) fn confidence(others: &[RunnerUp]) -> f32 {
    let against: f32 = others
        .iter()
        .filter(|other| other.text != 0)
        .map(|other| weight(other.behind))
        .sum();
    (1.0 / (1.0 + against)).min(0.999)
}

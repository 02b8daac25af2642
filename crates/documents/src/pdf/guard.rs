//! Looks a file over before the PDF library sees it: the library recurses as deep as objects
//! nest and inflates without a limit, and a stack that overflows cannot be caught.

use crate::Refusal;

/// Deepest nesting of arrays and dictionaries that is read.
const DEEPEST: usize = 4_000;

/// Refuses content whose brackets nest too deeply.
pub(super) fn nesting(bytes: &[u8]) -> Result<(), Refusal> {
    let mut depth = 0usize;
    for byte in bytes {
        match byte {
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Refusal::TooMany {
                what: "nesting",
                limit: DEEPEST as u64,
            });
        }
    }
    Ok(())
}

//! Roman numerals of headings and quarters.

/// The value of a roman numeral in capitals, 1 to 39 (more is no heading), or `None`.
///
/// ```
/// assert_eq!(reading::text::roman("IV"), Some(4));
/// assert_eq!(reading::text::roman("IIX"), None);
/// ```
pub fn roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = text.bytes().take_while(|byte| *byte == b'X').count().min(3);
    let ones = ONES.iter().position(|ones| *ones == &text[tens..])?;
    u32::try_from(tens * 10 + ones)
        .ok()
        .filter(|value| *value > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_headings_and_nothing_else() {
        assert_eq!(roman("I"), Some(1));
        assert_eq!(roman("XXXIX"), Some(39));
        assert_eq!(roman("XIV"), Some(14));
        for no in ["", "IIII", "A", "VX", "XXXX", "i"] {
            assert_eq!(roman(no), None, "{no}");
        }
    }
}

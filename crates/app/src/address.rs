//! Addresses of pages that use cases name, where they hold what people typed. A code such as
//! «5.1#2» or «A/1» is one part of an address: every sign of it that means something there is
//! written as %XX.

/// The page of a unit's indicator in a period.
pub fn indicator(period: &str, unit: &str, code: &str) -> String {
    format!(
        "/ky/{}/don-vi/{}/chi-so/{}",
        part(period),
        part(unit),
        part(code)
    )
}

/// The page where figures are provided for the units below one.
pub fn desk(period: &str, unit: &str) -> String {
    format!("/ky/{}/don-vi/{}/cung-cap", part(period), part(unit))
}

/// The page where a unit asks to enter figures after its period closed.
pub fn exceptions(period: &str, unit: &str) -> String {
    format!("/ky/{}/don-vi/{}/gia-han", part(period), part(unit))
}

/// The page where a unit's lines are judged.
pub fn appraisal(period: &str, unit: &str, framework: &str) -> String {
    let (period, unit) = (part(period), part(unit));
    format!("/ky/{period}/don-vi/{unit}/tham-dinh?bo={framework}")
}

/// The page where one line of a unit is judged.
pub fn appraised_line(period: &str, unit: &str, (code, framework): (&str, &str)) -> String {
    let (period, unit, code) = (part(period), part(unit), part(code));
    format!("/ky/{period}/don-vi/{unit}/tham-dinh/chi-so/{code}?bo={framework}")
}

/// The page of a unit's scorecards.
pub fn scorecards(period: &str, unit: &str, framework: &str) -> String {
    let (period, unit) = (part(period), part(unit));
    format!("/ky/{period}/don-vi/{unit}/bang-diem?bo={framework}")
}

/// The page where a unit answers a survey.
pub fn survey(period: &str, unit: &str, id: &str) -> String {
    format!("/ky/{}/don-vi/{}/khao-sat/{id}", part(period), part(unit))
}

/// The page where disputes about provided figures wait below a unit.
pub fn disputes(period: &str, unit: &str) -> String {
    format!("/ky/{}/don-vi/{}/y-kien-so-lieu", part(period), part(unit))
}

/// A text as one part of an address: everything but letters, digits and `-._` as %XX.
pub fn part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, expected: &str) {
        let address = indicator("2026", "ha-khe", code);
        assert_eq!(address, format!("/ky/2026/don-vi/ha-khe/chi-so/{expected}"));
    }

    #[test]
    fn a_code_is_one_part_of_an_address() {
        check("5.1", "5.1");
        check("5.1#2", "5.1%232");
        check("A/1?x", "A%2F1%3Fx");
        check("5.1 đ", "5.1%20%C4%91");
        check("100%", "100%25");
    }
}

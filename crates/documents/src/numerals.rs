//! Numbers of lists that are not written 1, 2, 3: Roman and letters.

/// Roman, as far as it goes: 3,999.
pub(crate) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// a … z, aa … zz, aaa: Word repeats the letter.
pub(crate) fn letters(number: u32, first: char) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * 20) else {
        return number.to_string();
    };
    let letter = char::from_u32(u32::from(first) + index % 26).unwrap_or(first);
    std::iter::repeat_n(letter, (index / 26 + 1) as usize).collect()
}

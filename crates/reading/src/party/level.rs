//! Names that mean every unit of a level instead of one: «UBND các phường, xã».

use crate::text::fold;

/// Words of which such a name is made.
const COMMUNES: [&str; 3] = ["phuong", "xa", "dac khu"];
/// Words that say nothing of which level.
const AROUND: [&str; 8] = [
    "uy ban nhan dan",
    "ubnd",
    "hdnd",
    "dang uy",
    "cac",
    "cap",
    "va",
    "thi tran",
];

/// Whether the name means the communes as such: nothing but words of their level stands in it.
///
/// ```
/// use reading::party::names_communes;
/// assert!(names_communes("UBND các phường, xã"));
/// assert!(names_communes("UBND cấp xã"));
/// assert!(!names_communes("UBND phường Hạ Khê"));
/// assert!(!names_communes("Phòng Văn hoá - Xã hội"));
/// ```
pub fn names_communes(name: &str) -> bool {
    let words: Vec<String> = fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let (mut rest, mut found) = (words.as_slice(), false);
    while !rest.is_empty() {
        let starts = |phrase: &&&str| {
            let mut here = rest.iter();
            phrase
                .split(' ')
                .all(|word| here.next().is_some_and(|own| own == word))
        };
        let level = COMMUNES.iter().find(starts);
        let Some(phrase) = level.or_else(|| AROUND.iter().find(starts)) else {
            return false;
        };
        found |= level.is_some();
        rest = &rest[phrase.split(' ').count()..];
    }
    found
}
